"""A memory stick as it comes back: thirty files of all kinds, each wrong in a way of its own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from PIL import Image

HEADINGS = ("序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型")
NEAR_HEADINGS = (*HEADINGS[:6], "谈话年月", *HEADINGS[7:])
TITLE = "学习宣传贯彻党的二十大精神·大谈话统计表"
GOOD_UNITS = (
    "人事科", "宣教科", "大气环境科", "水生态环境科", "土壤环境科", "监测科", "执法支队", "监测站", "东城分局",
)  # fmt: skip
Row = tuple[str, ...]


def talk(talker: str, talkee: str, day: str, kind: str = "谈心谈话", place: str = "会议室") -> Row:
    """One talk."""
    return (talker, "负责人", talkee, "科员", "记录员", day, place, kind)


WRONG_DAY, TOLD_TWICE = talk("法长", "法一", "2023年3月32日"), talk("同一", "同二", "2023年3月15日")


def book(path: Path, unit: str, rows: Sequence[Row], *, heads: Sequence[str] = HEADINGS, line: str = "") -> Path:
    """A form filled in: title, unit line, head, rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([TITLE])
    sheet.append([line or (f"填报单位：{unit}" if unit else "")])
    sheet.append(list(heads))
    for number, row in enumerate(rows, 1):
        sheet.append([str(number), *row])
    made.save(path)
    return path


def good_rows(unit: str, count: int = 3) -> list[Row]:
    """Talks of March that are right."""
    return [talk(f"{unit}长", f"{unit}员{number}", f"2023年3月{number + 1}日") for number in range(1, count + 1)]


def write_stick(root: Path) -> Path:
    """Thirty files of March; the folder."""
    folder = root / "2023年3月"
    for unit in GOOD_UNITS:
        book(folder / f"附件2 大谈话统计表（{unit}）.xlsx", unit, good_rows(unit))
    named = {
        "附件2 大谈话统计表（法规科）.xlsx": ("法规科", [WRONG_DAY, *good_rows("法规科", 2)]),
        "附件2（西诚分局）.xlsx": ("西诚分局", good_rows("西城分局")),
        "附件2 大谈话统计表.xlsx": ("", good_rows("某")),
        "附件2 大谈话统计表（环评科）.xlsx": ("环评科", [talk("王局", "李同", "2023年3月9日", "谈心谈")]),
        "附件2 大谈话统计表（高新区分局）.xlsx": ("高新区分局", [talk("赵一", "赵一", "2023年3月9日")]),
        "附件2 大谈话统计表（应急中心）.xlsx": ("应急中心", [TOLD_TWICE, *good_rows("应急中心", 1)]),
    }  # fmt: skip
    for name, (unit, rows) in named.items():
        book(folder / name, unit, rows)
    book(folder / "附件2 大谈话统计表（办公室）.xlsx", "办公室", good_rows("办公室"), heads=NEAR_HEADINGS)
    book(folder / "附件2 大谈话统计表（机关党委）.xlsx", "机关党委", [TOLD_TWICE])
    book(folder / "重报" / "附件2 大谈话统计表（人事科）重报.xlsx", "人事科", [*good_rows("人事科", 2), *_changed()])
    (folder / "附件2 大谈话统计表（人事科） - 副本.xlsx").write_bytes(
        (folder / "附件2 大谈话统计表（人事科）.xlsx").read_bytes()
    )
    _others(folder)
    return folder


def _changed() -> list[Row]:
    return [
        talk("人事科长", "人事科员3", "2023年3月4日", place="三楼会议室"),
        talk("人事科长", "新人", "2023年3月20日"),
    ]


def _others(folder: Path) -> None:
    """What is no filled workbook: scans, broken, foreign, empty, of another form, of another month."""
    Image.new("RGB", (60, 40), "white").save(folder / "附件2 大谈话统计表（人事科）盖章.jpg")
    Image.new("RGB", (60, 40), "white").save(folder / "扫描0001.png")
    (folder / "附件2（监测站）盖章.pdf").write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    (folder / "空文件.xlsx").write_bytes(b"")
    (folder / "坏文件（宣教科）.xlsx").write_bytes(b"PK\x03\x04" + random.Random(1).randbytes(400))
    (folder / "说明.txt").write_text("三月的表在里面，请查收。", encoding="utf-8")
    (folder / "通知.docx").write_bytes(b"not a document")
    (folder / "~$附件2 大谈话统计表（办公室）.xlsx").write_bytes(b"lock")
    book(folder / "附件2 大谈话统计表（东城分局）补.xlsx", "东城分局", [], line="填报单位：东城分局　零报告")
    lines = [",".join(HEADINGS), *(",".join([str(n), *row]) for n, row in enumerate(good_rows("监测科", 2), 1))]
    (folder / "附件2 大谈话统计表（监测科）更正.csv").write_text("\n".join(lines), encoding="gb18030")
    suggestions = openpyxl.Workbook()
    sheet = suggestions.active
    assert sheet is not None
    for row in (["附件4"], ["学习宣传贯彻党的二十大精神·提建议清单"], ["填报单位：宣教科"], ["序号", "建议内容"],
                ["1", "建议定期组织年轻干部到基层一线锻炼，增强为群众服务的本领"]):  # fmt: skip
        sheet.append(row)
    suggestions.save(folder / "附件4 提建议清单（宣教科）.xlsx")
    other = openpyxl.Workbook()
    page = other.active
    assert page is not None
    page.append(["日期", "菜名"])
    page.append(["周一", "西红柿炒鸡蛋"])
    other.save(folder / "食堂菜谱.xlsx")

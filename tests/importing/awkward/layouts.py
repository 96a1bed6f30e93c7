"""Awkward layouts, written by openpyxl: heads of every kind, rows that are no data, several tables, who and when."""

from __future__ import annotations

from typing import Any

import openpyxl

from tests.importing.awkward.kit import (
    FIRST,
    HEAD,
    SECOND,
    TITLE,
    UNIT_LINE,
    Case,
    Want,
    asked,
    case,
    good,
    row,
)
from tests.importing.making import fill, saved, xlsx

TOP = ([TITLE], [UNIT_LINE])
BESIDE = (
    "序号(2)", "谈话人(2)", "单位及职务(3)", "谈话对象(2)", "单位及职务(4)", "记录人(2)", "谈话时间(2)", "谈话地点(2)",
    "谈话内容类型(2)",
)  # fmt: skip
BOTH = (row(), row(SECOND))


def merged(*areas: str) -> Any:
    """A change that merges areas of a sheet."""

    def change(sheet: Any) -> None:
        for area in areas:
            sheet.merge_cells(area)

    return change


def head(**changes: str) -> list[str]:
    """The head with some headings by other texts, by their letters."""
    texts = list(HEAD)
    for letter, text in changes.items():
        texts[ord(letter) - 65] = text
    return texts


def body(*rows: Any, headings: Any = HEAD, change: Any = None, top: Any = TOP) -> bytes:
    """A whole return."""
    return xlsx([*top, headings, *rows], change)


def heads() -> list[Case]:
    """Heads at any height, in any order, over one row or two, with any signs."""
    order = [6, 3, 4, 1, 2, 0, 5, 8, 7]
    upper = [*HEAD[:6], "谈话情况", None, None]
    lower = [None] * 6 + ["时间", "地点", "谈话内容类型"]
    lower_full = [None] * 6 + list(HEAD[6:])
    return [
        case("the annex as it was sent out", body(FIRST, SECOND), good(*BOTH, silent=True)),
        case(
            "headings with blanks, breaks and full-width signs",
            body(
                FIRST,
                headings=head(A=" 序　号", C="单位及\n职务", D="谈 话 对 象", G="谈话\r\n时间", I="谈话内容类型 "),
            ),
            good(silent=True),
        ),
        case(
            "columns in another order",
            body([FIRST[i] for i in order], headings=[HEAD[i] for i in order]),
            good(says=["同名栏目的次序与表样不同"]),
        ),
        case(
            "an extra column is kept and said",
            body([*FIRST, "补谈"], headings=[*HEAD, "备注"]),
            good({**row(), "备注": "补谈"}, says=["多出栏目：备注"]),
        ),
        case(
            "two extra columns of one heading, in the middle",
            body([*FIRST[:2], "甲", *FIRST[2:], "乙"], headings=[*HEAD[:2], "电话", *HEAD[2:], "电话"]),
            good({**row(), "电话": "甲", "电话(2)": "乙"}, says=["多出栏目：电话"]),
        ),
        case(
            "a value beside the table without a heading",
            body([*FIRST, None, "旁注"]),
            good({**row(), "K列": "旁注"}, says=["K列没有栏目名却有内容"]),
        ),
        case(
            "a head over two rows with a merged group",
            xlsx([*TOP, upper, lower_full, FIRST], merged("G3:H3", "A3:A4", "B3:B4")),
            good(silent=True),
            lost=("谈话情况",),
        ),
        case(
            "a head over two rows whose lower half is short is not taken for certain",
            xlsx([*TOP, upper, lower, FIRST], merged("G3:H3")),
            asked("疑为“谈话时间”", "疑为“谈话地点”"),
            lost=("谈话情况",),
        ),
        case("a head far down, below an empty stretch", body(FIRST, top=(*TOP, *([[]] * 30))), good(silent=True)),
        case(
            "a table that begins in column D", xlsx([[None] * 3 + list(line) for line in (*TOP, HEAD, FIRST)]), good()
        ),
        case("a near heading is asked", body(FIRST, headings=head(G="谈话日期")), asked("“谈话日期”疑为“谈话时间”")),
        case(
            "a heading with a remark in brackets",
            body(FIRST, headings=head(G="谈话时间（年/月/日）")),
            good(says=["按“谈话时间”读入"]),
        ),
        case(
            "a required column is missing",
            body([*FIRST[:6], *FIRST[7:]], headings=[*HEAD[:6], *HEAD[7:]]),
            asked("缺少栏目“谈话时间”", rows=[row(谈话时间="")]),
        ),
        case(
            "a column that may be missing",
            body([*FIRST[:7], FIRST[8]], headings=[*HEAD[:7], HEAD[8]]),
            good(row(谈话地点=""), says=["缺少栏目“谈话地点”"]),
        ),
        case(
            "no title and no unit line: all by the file's name",
            xlsx([HEAD, FIRST]),
            good(silent=True),
        ),
        case(
            "two tables side by side are said",
            xlsx([*TOP, [*HEAD, None, *HEAD], [*FIRST, None, *SECOND]]),
            asked("右侧并排还有一张同样的表", rows=[{**row(), **dict(zip(BESIDE, SECOND, strict=True))}]),
        ),
    ]


def rows_and_rest() -> list[Case]:
    """Rows that are data, and all that is none."""
    return [
        case(
            "a repeated head inside the table",
            body(FIRST, [], HEAD, SECOND),
            good(*BOTH, says=["表头重复出现"]),
        ),
        case("a sum that is right", body(FIRST, SECOND, ["合计", 2]), good(*BOTH, says=["合计由程序另算"])),
        case("a sum that is wrong", body(FIRST, SECOND, ["合计", 3]), asked("与表内不符：表内有2行", rows=BOTH)),
        case("a sum in words", body(FIRST, SECOND, ["合计：2人次"]), good(*BOTH, says=["合计由程序另算"])),
        case(
            "a remark below is said",
            body(FIRST, ["备注：本月有一次谈话改期"]),
            good(says=["表下写有“备注：本月有一次谈话改期”"]),
        ),
        case(
            "the form's own note says nothing new",
            body(FIRST, ["备注：谈话类型为谈心谈话、任前谈话、提醒谈话、廉政谈话等"]),
            good(silent=True),
        ),
        case("an explanation below", body(FIRST, ["说明：罗文博因病未谈"]), good(says=["说明：罗文博因病未谈"])),
        case(
            "signatures and a date below",
            body(FIRST, ["填报人：汪㛃", None, "审核人：林嘉禾"], ["2023年3月31日"]),
            good(silent=True),
        ),
        case("numbered empty rows", body(FIRST, SECOND, ["3"], ["4"], ["5"]), good(*BOTH, silent=True)),
        case("blank rows between", body(FIRST, [], [], SECOND), good(*BOTH, silent=True)),
        case(
            "two rows alike stay",
            body(FIRST, ("2", *FIRST[1:])),
            good(row(), row(序号="2"), says=["内容完全相同，已保留"]),
        ),
        case(
            "a value merged downwards",
            body(FIRST, ("2", None, None, *SECOND[3:]), change=merged("B4:B5", "C4:C5")),
            good(row(), row(SECOND, 谈话人="林嘉禾", 单位及职务="办公室主任")),
        ),
        case(
            "rows without a number",
            body((None, *FIRST[1:]), (None, *SECOND[1:])),
            good(row(序号=""), row(SECOND, 序号="")),
        ),
        case(
            "a lone line below a gap is asked",
            body(FIRST, SECOND, [], [None, "以上情况属实请领导审阅"]),
            asked("请确认是数据还是说明", rows=[*BOTH, row([""] * 9, 谈话人="以上情况属实请领导审阅")]),
        ),
        case(
            "a required cell is empty",
            body((*FIRST[:3], None, *FIRST[4:])),
            asked("谈话对象必填", rows=[row(谈话对象="")]),
        ),
        case(
            "a day that is none",
            body((*FIRST[:6], "2023-02-30", *FIRST[7:])),
            asked("2023-02-30", rows=[row(谈话时间="2023-02-30")]),
        ),
        case("only 无 in the first row", body(["1", "无"]), Want("nil", ())),
        case("a nil report in so many words", body(["本月无谈话，零报告。"]), Want("nil", ())),
        case("a ticked nil report", xlsx([*TOP, ["☑零报告"], HEAD, ["1"], ["2"]]), Want("nil", ())),
        case(
            "a nil report with rows is asked",
            body(FIRST, top=([TITLE], [UNIT_LINE], ["☑零报告"])),
            asked("写明了零报告，表内却有内容"),
        ),
        case("不涉及 is asked", body(["1", "不涉及"]), Want("needs_review", (), ["是否登记为“不涉及”"])),
        case("an empty form is asked", body(["1"], ["2"]), Want("needs_review", (), ["是否登记为零报告"])),
        case(
            "text that looks like a formula stays text",
            body((*FIRST[:7], "=1+1", FIRST[8])),
            good(row(谈话地点="=1+1")),
        ),
    ]


def several() -> list[Case]:
    """Several tables in one file."""
    suggestions = [["提建议清单"], ["填报单位：办公室"], ["序号", "建议内容"], ["1", "改进会风，少开会、开短会"]]
    two = openpyxl.Workbook()
    first: Any = two.active
    first.title = "人事科"
    fill(first, [[TITLE], ["填报单位：人事科"], HEAD, FIRST])
    fill(two.create_sheet("财务科"), [[TITLE], ["填报单位：财务科"], HEAD, SECOND])
    by_name = openpyxl.Workbook()
    sheet: Any = by_name.active
    sheet.title = "人事科"
    fill(sheet, [HEAD, FIRST])
    fill(by_name.create_sheet("财务科"), [HEAD, SECOND])
    notes = openpyxl.Workbook()
    fill(notes.active, [*TOP, HEAD, FIRST])
    fill(notes.create_sheet("填表说明"), [["一、如实填写"], ["二、按月报送"]])
    whole = "2023年3月/附件2 大谈话统计表.xlsx"
    suggestion = {"序号": "1", "建议内容": "改进会风，少开会、开短会"}
    return [
        case(
            "two forms in one sheet",
            xlsx([*TOP, HEAD, FIRST, [], *suggestions]),
            good(),
            Want("accepted", [suggestion], form="提建议清单", period="once"),
        ),
        case(
            "a sheet a unit, by unit lines",
            saved(two),
            good(unit="人事科"),
            good(row(SECOND), unit="财务科"),
            name=whole,
        ),
        case(
            "a sheet a unit, by the sheets' names",
            saved(by_name),
            good(unit="人事科"),
            good(row(SECOND), unit="财务科"),
            name=whole,
        ),
        case(
            "a sheet of explanations is said",
            saved(notes),
            good(says=["没有找到已知表样的栏目"]),
            lost=("一、如实填写", "二、按月报送"),
        ),
        case(
            "one sheet, two units below each other",
            xlsx([[TITLE], ["填报单位：人事科"], HEAD, FIRST, [], [TITLE], ["填报单位：财务科"], HEAD, SECOND]),
            good(unit="人事科"),
            good(row(SECOND), unit="财务科"),
            name=whole,
        ),
    ]


CASES = [*heads(), *rows_and_rest(), *several()]

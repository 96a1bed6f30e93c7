"""归档文件目录, 备考表, 移交清单, 迎检目录, 交接清单, 下发登记: the papers of the cabinet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.exporting.form_paper import chinese_date
from desk_app.exporting.list_paper import list_paper, merged_first, whose
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow, Passage

_THREE = ("移交人（签字）", "接收人（签字）", "监交人（签字）")
_BY_HAND = "\n" * 7  # room to write in


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One 件 as 归档文件目录 lists it; ``pages`` is None where nothing of it has pages that could be counted."""

    number: int
    file_number: str
    issuer: str
    reference: str
    title: str
    day: date | None
    pages: int | None
    remark: str
    klass: str = ""


def catalogue_paper(
    title: str, lines: Sequence[CatalogueLine], *, bureau: str, fonds: str, year: int, retention: str
) -> Paper:
    """归档文件目录 with the columns of DA/T 22-2015; 件号 stands for 档号 where the archives office has given none."""
    numbered = any(line.file_number for line in lines)
    head = (f"全宗号：{fonds or '　　　　'}", f"年度：{year}", f"保管期限：{retention or '　　　　'}")
    return Paper(
        title="归档文件目录",
        columns=(
            PaperColumn("序号", 11, is_whole=True),
            PaperColumn("档号" if numbered else "件号", 36 if numbered else 14),
            PaperColumn("文号", 26),
            PaperColumn("责任者", 32),
            PaperColumn("题名", 84, align=Align.LEFT),
            PaperColumn("日期", 24),
            PaperColumn("密级", 12),
            PaperColumn("页数", 12, is_whole=True),
            PaperColumn("备注", 34, align=Align.LEFT),
        ),
        rows=tuple(
            PaperRow(
                (
                    str(line.number),
                    line.file_number or f"{line.number:04}",
                    line.reference,
                    line.issuer,
                    line.title,
                    f"{line.day:%Y%m%d}" if line.day else "",
                    "",
                    "" if line.pages is None else str(line.pages),
                    line.remark,
                )
            )
            for line in lines
        ),
        left_line=f"{'　'.join(head)}　立档单位：{bureau}".rstrip("　："),
        right_line="",
        note=f"专项：{title}。日期为文件形成日期；页数为可打印页数，电子原件的份数见备注；“[ ]”内为自拟题名。",
    )


@dataclass(frozen=True, slots=True)
class ClassSum:
    """One class as 移交清单 sums it up."""

    klass: str
    first: int
    last: int
    items: int
    pages: int
    files: int


def transfer_paper(
    title: str, sums: Sequence[ClassSum], *, bureau: str, made_on: date, folder: str, code: str, remarks: Sequence[str]
) -> Paper:
    """归档文件移交清单: how much of each class, the code by which the files are known again, three signatures."""
    rows = [
        PaperRow((
            str(number), one.klass, f"{one.first:04}—{one.last:04}" if one.items > 1 else f"{one.first:04}",
            str(one.items), str(one.pages), str(one.files), "",
        ))
        for number, one in enumerate(sums, start=1)
    ]  # fmt: skip
    total = (
        "",
        "合计",
        "",
        *(str(sum(getattr(one, name) for one in sums)) for name in ("items", "pages", "files")),
        "",
    )
    return Paper(
        title="归档文件移交清单",
        columns=(
            PaperColumn("序号", 12, is_whole=True),
            PaperColumn("类别", 30),
            PaperColumn("起止件号", 34),
            PaperColumn("件数", 18, is_whole=True),
            PaperColumn("页数", 18, is_whole=True),
            PaperColumn("电子文件数", 22, is_whole=True),
            PaperColumn("备注", 26),
        ),
        rows=(*rows, PaperRow(total, strong=True)),
        left_line=f"移交单位：{bureau}",
        right_line=chinese_date(made_on),
        opening=(
            Passage(f"现将“{title}”归档文件（电子文件夹“{folder}”）移交保管，清单如下。"),
            Passage(f"电子文件内容校验码：{code}。接收时核对归档，所示校验码与此一致即为原样。"),
        ),
        note="".join(remarks),
        signatures=_THREE,
        date_line=True,
        landscape=False,
    )


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One line of 迎检目录; equal ``klass`` texts that follow each other are merged."""

    klass: str
    matter: str
    asked: str
    held: str
    lacking: str


def inspection_paper(title: str, rows: Sequence[InspectionRow], *, bureau: str, until: str, note: str) -> Paper:
    """迎检目录: class by class what is there and what is wanting; a list that asks nothing of anybody."""
    return list_paper(
        f"{title}迎检目录",
        (
            PaperColumn("类别", 22),
            PaperColumn("事项", 84, align=Align.LEFT),
            PaperColumn("方案要求", 34),
            PaperColumn("现有材料", 50, align=Align.LEFT),
            PaperColumn("尚缺", 58, align=Align.LEFT),
        ),
        merged_first((one.klass, one.matter, one.asked, one.held, one.lacking) for one in rows),
        left=whose("单位", bureau),
        right=until,
        note=note,
    )


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One open matter as the successor finds it on paper."""

    kind: str
    matter: str
    unit: str
    due: str
    state: str


def handover_paper(
    rows: Sequence[HandoverRow], *, bureau: str, made_on: date, told: Sequence[str], closing: Sequence[str]
) -> Paper:
    """交接清单: 未办, 未报, 承诺 and what is due, signed by the three."""
    return list_paper(
        "工作交接清单",
        (
            PaperColumn("类别", 22),
            PaperColumn("事项", 84, align=Align.LEFT),
            PaperColumn("单位", 60, align=Align.LEFT),
            PaperColumn("时限", 34),
            PaperColumn("情况", 40),
        ),
        merged_first((one.kind, one.matter, one.unit, one.due, one.state) for one in rows),
        left=whose("单位", bureau),
        right=chinese_date(made_on),
        opening=tuple(Passage(text) for text in told),
        closing=tuple(Passage(text) for text in closing),
        signatures=_THREE,
        date_line=True,
        note="" if rows else "没有未办事项。",
    )


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issuing of blanks."""

    when: str
    form: str
    period: str
    units: str
    by: str


def issues_paper(title: str, rows: Sequence[IssueRow], *, bureau: str, until: str) -> Paper:
    """下发登记: which blanks went to how many units, when."""
    return list_paper(
        f"{title}下发登记",
        (
            PaperColumn("下发时间", 36),
            PaperColumn("报表", 60, align=Align.LEFT),
            PaperColumn("期次", 34),
            PaperColumn("下发单位", 30),
            PaperColumn("经办人", 26),
        ),
        ((one.when, one.form, one.period, one.units, one.by) for one in rows),
        left=whose("单位", bureau),
        right=until,
        note="" if rows else "还没有下发。",
    )


@dataclass(frozen=True, slots=True)
class BoxNote:
    """What 盒内备考表 says of one box."""

    box: int
    klass: str
    first: int
    last: int
    items: int
    pages: int
    files: int
    said: tuple[str, ...] = ()


def box_note_paper(title: str, box: BoxNote, *, bureau: str, by: str, made_on: date) -> Paper:
    """备考表 of a box (DA/T 22-2015): what lies in it is filled in; later changes and who checked it, by hand."""
    span = f"{box.first:04}—{box.last:04}" if box.items > 1 else f"{box.first:04}"
    lies = f"“{title}”{box.klass}类归档文件{box.items}件（件号{span}），共{box.pages}页，电子文件{box.files}个。"
    rows = (
        ("盒号", str(box.box)),
        ("立档单位", bureau),
        ("盒内文件情况说明", "\n".join((lies, *box.said))),
        ("缺损、修改、补充、移出、销毁等情况", _BY_HAND),
        ("整理人", by),
        ("整理日期", chinese_date(made_on)),
        ("检查人", ""),
        ("检查日期", "　　　　年　　月　　日"),
    )
    return Paper(
        title="备考表",
        columns=(PaperColumn("项目", 40), PaperColumn("内容", 116, align=Align.LEFT)),
        rows=tuple(PaperRow(one) for one in rows),
        landscape=False,
        page_of=False,
    )

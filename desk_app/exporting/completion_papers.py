"""Papers of 完成情况 and 催报: the matrix, the tick sheet, calls, rates, 收件登记, and what a leader was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.exporting.form_paper import chinese_date
from desk_app.exporting.list_paper import list_paper, whose
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow, Passage

NOT_OWED = "—"
_PORTRAIT_COLUMNS = 3
_WIDE_UNIT, _UNIT = 40.0, 34.0
_SIGNS_A_LINE, _MOST_LINES_ABOVE = 26, 13


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One form in one period as a matrix prints it; an empty ``period`` prints the form alone."""

    form: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One unit with a text a column; ``level`` sets it in below the unit above it."""

    unit: str
    cells: tuple[str, ...]
    level: int = 0


def matrix_paper(
    title: str,
    columns: Sequence[MatrixColumn],
    lines: Sequence[MatrixLine],
    sums: Sequence[str],
    *,
    until: str,
    bureau: str,
    note: str = "",
) -> Paper:
    """完成情况表: units in the order given, a column a form and period, and a 合计 line."""
    several = len({column.period for column in columns}) > 1
    printed = [
        PaperColumn(column.period, 20.0, column.form) if several else PaperColumn(column.form, 30.0)
        for column in columns
    ]
    rows = [
        PaperRow((str(number), f"{'　' * line.level}{line.unit}", *line.cells))
        for number, line in enumerate(lines, start=1)
    ]
    rows.append(PaperRow(("", "合计", *sums), strong=True))
    return Paper(
        title=title,
        columns=(
            PaperColumn("序号", 12.0, is_whole=True),
            PaperColumn("单位", _UNIT, align=_unit_align(lines)),
            *printed,
        ),
        rows=tuple(rows),
        left_line=whose("统计单位", bureau),
        right_line=until,
        note=note,
        landscape=len(columns) > _PORTRAIT_COLUMNS,
    )


def _unit_align(lines: Sequence[MatrixLine]) -> Align:
    return Align.LEFT if any(line.level for line in lines) else Align.CENTRE


def tick_paper(
    title: str,
    forms: Sequence[tuple[str, bool]],
    lines: Sequence[tuple[str, tuple[bool, ...]]],
    *,
    bureau: str,
    note: str = "",
) -> Paper:
    """报送情况表, empty: units by forms to tick by hand; ``forms`` say whether a form wants a paper as well.

    Who does not owe a form has a dash there, so that nobody waits for it.
    """
    columns = [PaperColumn("序号", 12.0, is_whole=True), PaperColumn("单位", _UNIT)]
    for form, wants_paper in forms:
        columns += (
            [PaperColumn("电子", 14.0, form), PaperColumn("纸质", 14.0, form)]
            if wants_paper
            else [PaperColumn("电子", 24.0, form)]
        )
    columns.append(PaperColumn("备注", 30.0))
    rows = []
    for number, (unit, owed) in enumerate(lines, start=1):
        ticks: list[str] = []
        for (_, wants_paper), owes in zip(forms, owed, strict=True):
            ticks += ["" if owes else NOT_OWED] * (2 if wants_paper else 1)
        rows.append(PaperRow((str(number), unit, *ticks, "")))
    return Paper(
        title=title,
        columns=tuple(columns),
        rows=tuple(rows),
        left_line=whose("单位", bureau),
        right_line="登记人：　　　　　　　　",
        note=note or "备注：收到后在相应栏内打“√”；零报告写“零”；“—”为不涉及。",
        landscape=len(columns) > 2 * _PORTRAIT_COLUMNS + 2,
    )


@dataclass(frozen=True, slots=True)
class ChaseRow:
    """One call as the list prints it."""

    when: str
    unit: str
    about: str
    how: str
    answer: str
    promise: str
    by: str


def chase_paper(title: str, rows: Sequence[ChaseRow], *, bureau: str, made_on: date) -> Paper:
    """催报记录, the calls in the order given."""
    return list_paper(
        title,
        (
            PaperColumn("时间", 26.0),
            PaperColumn("单位", 30.0),
            PaperColumn("催报内容", 42.0, align=Align.LEFT),
            PaperColumn("方式、接听人", 28.0),
            PaperColumn("答复", 60.0, align=Align.LEFT),
            PaperColumn("承诺时间", 24.0),
            PaperColumn("经办人", 20.0),
        ),
        ((one.when, one.unit, one.about, one.how, one.answer, one.promise, one.by) for one in rows),
        left=whose("单位", bureau),
        right=chinese_date(made_on),
        note="" if rows else "还没有催报记录。",
    )


@dataclass(frozen=True, slots=True)
class RateRow:
    """One unit's rates as they are printed; ``place`` is empty unless ranks were asked for."""

    unit: str
    owed: int
    in_time: int
    late: int
    waiting: int
    missing: int
    came: str
    punctual: str
    sent_back: int
    place: str = ""


def rate_paper(
    title: str, rows: Sequence[RateRow], whole: RateRow, *, until: str, bureau: str, note: str, ranked: bool
) -> Paper:
    """报表上报情况统计表 for a 通报; 待核 has a column only where anything waits, 名次 only where it was asked for."""
    waits = bool(whole.waiting)
    columns = [
        PaperColumn("序号", 12.0, is_whole=True),
        PaperColumn("单位", _WIDE_UNIT),
        *(PaperColumn(heading, 17.0, is_whole=True) for heading in ("应报\n（份）", "按时", "迟报")),
        *([PaperColumn("待核", 17.0, is_whole=True)] if waits else []),
        PaperColumn("未报", 17.0, is_whole=True),
        PaperColumn("上报率", 20.0),
        PaperColumn("按时率", 20.0),
        PaperColumn("退回\n次数", 17.0, is_whole=True),
        *([PaperColumn("名次", 14.0)] if ranked else []),
    ]
    printed = [PaperRow(_rate_cells(str(number), row, waits, ranked)) for number, row in enumerate(rows, start=1)]
    printed.append(PaperRow(_rate_cells("", whole, waits, ranked), strong=True))
    return Paper(
        title=title,
        columns=tuple(columns),
        rows=tuple(printed),
        left_line=whose("统计单位", bureau),
        right_line=until,
        note=note,
        landscape=False,
    )


def _rate_cells(number: str, row: RateRow, waits: bool, ranked: bool) -> tuple[str, ...]:  # noqa: FBT001  two marks of the head
    waiting = [str(row.waiting)] if waits else []
    place = [row.place] if ranked else []
    return (number, row.unit, str(row.owed), str(row.in_time), str(row.late), *waiting, str(row.missing), row.came,
            row.punctual, str(row.sent_back), *place)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One thing that came in, as 收件登记 prints it."""

    when: str
    unit: str
    form: str
    period: str
    file: str
    way: str
    state: str
    by: str


def register_paper(title: str, rows: Sequence[RegisterRow], *, bureau: str, until: str) -> Paper:
    """收件登记, in the order in which things came."""
    return list_paper(
        title,
        (
            PaperColumn("收到时间", 27.0),
            PaperColumn("报送单位", 32.0),
            PaperColumn("报表", 36.0),
            PaperColumn("期次", 26.0),
            PaperColumn("文件", 56.0, align=Align.LEFT),
            PaperColumn("形式", 18.0),
            PaperColumn("情况", 24.0),
            PaperColumn("收件人", 20.0),
        ),
        ((one.when, one.unit, one.form, one.period, one.file, one.way, one.state, one.by) for one in rows),
        left=whose("收件单位", bureau),
        right=until,
        note="" if rows else "还没有收到报表。",
    )


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One form of an answer to a leader, in numbers."""

    form: str
    period: str
    owed: str
    received: str
    nil: str
    waiting: str
    missing: str
    count: str
    persons: str


def answer_paper(
    title: str,
    told: Sequence[str],
    rows: Sequence[AnswerRow],
    *,
    moment: str,
    bureau: str,
    by: str,
    notes: Sequence[str],
) -> Paper:
    """领导要数 on one page: the sentences as they were told, and the numbers they came from.

    Sentences that would fill the page stand below the numbers, where they may go on over its end.
    """
    with_persons = any(row.persons for row in rows)
    below = (f"统计时间：{moment}。", *notes, f"提供：{bureau}　{by}".rstrip("　"))
    headings = ("应报", "已收", "零报告", "待核", "未报", "数量", *(["人数"] if with_persons else []))
    is_long = sum(len(text) // _SIGNS_A_LINE + 1 for text in told) > _MOST_LINES_ABOVE
    return Paper(
        title=title,
        columns=(
            PaperColumn("报表", 44.0),
            PaperColumn("期次", 30.0),
            *(PaperColumn(heading, 16.0, is_whole=True) for heading in headings),
        ),
        rows=tuple(PaperRow(tuple(_answer_cells(row, with_persons=with_persons))) for row in rows),
        opening=() if is_long else tuple(Passage(text) for text in told),
        closing=tuple(Passage(text) for text in (*(told if is_long else ()), *below)),
        landscape=False,
        page_of=False,
    )


def _answer_cells(row: AnswerRow, *, with_persons: bool) -> Iterator[str]:
    yield from (row.form, row.period, row.owed, row.received, row.nil, row.waiting, row.missing, row.count)
    if with_persons:
        yield row.persons

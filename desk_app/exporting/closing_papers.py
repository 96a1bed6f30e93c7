"""Papers of 定稿: 数据变动说明, 次数要求完成情况表, the levels of 统计表, and a form's ruled columns (分栏统计表)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk_app.exporting.list_paper import whose
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow, Passage, PassageKind

_PORTRAIT_COLUMNS = 4
_SAYS_WHY = "较上期"
_SIGNS_A_LINE, _INDENT, _MOST_LINES_ABOVE = 39, 2, 5


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One figure or row that differs; an empty text continues the one above in the same column."""

    form: str
    unit: str
    what: str
    old: str
    new: str
    source: str = ""
    why: str = ""
    strong: bool = False


def changes_paper(
    title: str, told: Sequence[str], figures: Sequence[ChangeLine], rows: Sequence[ChangeLine], *, bureau: str, day: str
) -> Paper:
    """数据变动说明: what was closed, opened again and why, then each figure and each row, old and new.

    Sentences that would leave the table no room on the first page stand below it.
    """
    above = _that_fit(told)
    lines = [PaperRow((str(number), one.form, one.unit, one.what, one.old, one.new, one.source, one.why), one.strong)
             for number, one in enumerate((*figures, *rows), start=1)]  # fmt: skip
    return Paper(
        title=title,
        columns=(
            PaperColumn("序号", 11.0, is_whole=True),
            PaperColumn("报表", 26.0),
            PaperColumn("单位", 26.0),
            PaperColumn("变动", 18.0),
            PaperColumn("原定稿", 46.0, align=Align.LEFT),
            PaperColumn("现定稿", 46.0, align=Align.LEFT),
            PaperColumn("出处", 34.0, align=Align.LEFT),
            PaperColumn("经过", 32.0, align=Align.LEFT),
        ),
        rows=tuple(lines),
        opening=tuple(Passage(text) for text in told[:above]),
        closing=(
            *(Passage(text) for text in told[above:]),
            Passage(bureau, PassageKind.SIGNED),
            Passage(day, PassageKind.SIGNED),
        ),
        signatures=("经办人", "审核人", "单位负责人（签字）"),
        note="" if lines else "两次定稿的数字和记录没有差别。",
    )


def _that_fit(told: Sequence[str]) -> int:
    """How many sentences find room above a table; the first always does."""
    lines = 0
    for place, text in enumerate(told):
        lines += -(-(len(text) + _INDENT) // _SIGNS_A_LINE)
        if place and lines > _MOST_LINES_ABOVE:
            return place
    return len(told)


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One requirement, or one of those who owe it; only the first line of a requirement says what it is."""

    content: str | None
    times: str | None
    window: str | None
    subject: str
    count: str
    state: str


def quota_paper(title: str, rows: Sequence[QuotaRow], *, bureau: str, until: str, note: str) -> Paper:
    """次数要求完成情况表: each requirement with everyone who owes it, or why it cannot be checked."""
    return Paper(
        title=title,
        columns=(
            PaperColumn("次数要求", 46.0, align=Align.LEFT),
            PaperColumn("次数", 18.0),
            PaperColumn("时限", 30.0),
            PaperColumn("对象", 52.0),
            PaperColumn("已有次数", 18.0, is_whole=True),
            PaperColumn("情况", 60.0),
        ),
        rows=tuple(PaperRow((one.content, one.times, one.window, one.subject, one.count, one.state)) for one in rows),
        left_line=whose("统计单位", bureau),
        right_line=until,
        note=note,
    )


def _width(heading: str, group: str) -> float:
    """较上期 also says how many were not compared, or why one was not."""
    return 26.0 if heading == _SAYS_WHY or not group else 16.0


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One unit with a text a column, set in by its level."""

    unit: str
    level: int
    cells: tuple[str, ...]


def level_paper(
    title: str,
    columns: Sequence[tuple[str, str]],
    lines: Sequence[LevelLine],
    sums: Sequence[str],
    *,
    bureau: str,
    day: str,
    note: str,
) -> Paper:
    """Unit by column with units below set in; ``columns`` are heading and the heading above it (empty for none)."""
    rows = [
        PaperRow((str(number), f"{'　' * line.level}{line.unit}", *line.cells))
        for number, line in enumerate(lines, start=1)
    ]
    rows.append(PaperRow(("", "合计", *sums), strong=True))
    deep = any(line.level for line in lines)
    return Paper(
        title=title,
        columns=(
            PaperColumn("序号", 12.0, is_whole=True),
            PaperColumn("单位", 36.0, align=Align.LEFT if deep else Align.CENTRE),
            *(PaperColumn(heading, _width(heading, group), group) for heading, group in columns),
        ),
        rows=tuple(rows),
        left_line=whose("统计单位", bureau),
        right_line=day,
        note=note,
        landscape=len(columns) > _PORTRAIT_COLUMNS,
    )

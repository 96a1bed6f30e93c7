"""The due date of a list's row: its year by the rows above, its own words against a time that it shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desk_app.campaign.deadlines import Deadline, Kind, State
from desk_app.campaign.plan.document import PlanTable
from desk_app.campaign.plan.model import Dated
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.table_heads import Columns

#: 次年1月15日前 in a list of one year's work counts from that year, whatever the row above states.
_NEXT_YEAR = re.compile(r"次年|翌年|第二年")


def shares_time(table: PlanTable, columns: Columns, row: int) -> bool:
    """Whether the row's time is one merged cell over several rows."""
    if columns.time is None:
        return False
    cell = table.rows[row][columns.time]
    return any(
        (other[columns.time].row, other[columns.time].column) == (cell.row, cell.column)
        for number, other in enumerate(table.rows)
        if number != row
    )


def own_day(deadline: Deadline, inner: Sequence[Dated]) -> Deadline:
    """A day in the row's own words before the one that it shares with other rows: asked which of them holds."""
    days = [one.deadline for one in inner if one.deadline.kind is Kind.BY and one.deadline.end is not None]
    if len(days) != 1 or deadline.kind is not Kind.BY or deadline.end is None or deadline.state is State.INVALID:
        return deadline
    own, shared = (date(day.year, day.month, day.day) for day in (days[0].end or deadline.end, deadline.end))
    if own >= shared:
        return deadline
    why = f"本行文中写“{days[0].text}”，与其他各行共用的时限是“{deadline.text}”，请确认以哪个为准。"
    return deadline.asked(why, own, shared)


def row_due(said: str, context: Context, earlier: date | None, columns: Columns) -> Deadline:
    """A row's deadline; asked about where a year that another row states is not the one the document gives."""
    read = context.due(said, earlier)
    if context.title_year is not None and _NEXT_YEAR.search(said):
        counted = _NEXT_YEAR.sub(f"{context.title_year + 1}年", said)
        return replace(context.due(counted, earlier), text=read.text)
    if columns.old_time and read.end is not None and read.state is State.CLEAR:
        return read.asked("表中只写了原来的时限，没有写调整后的，请确认。")
    if earlier is None or columns.year is not None or read.state is not State.CLEAR or read.end is None:
        return read
    alone = context.read(said)
    if alone.end is None or alone.end == read.end:
        return read
    return read.asked(f"本行没有写年份，上一行写的是{earlier.year}年，请确认。", alone.end)

"""What the cells of a table of phases ask by a time of their own (督察大队于10月中旬开展中期督导)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.document import Line, PlanTable
from desk_app.campaign.plan.model import PlanTask
from desk_app.importing.plan.body_tasks import dated_tasks
from desk_app.importing.plan.clauses import last_day
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.draft import Draft
from desk_app.importing.plan.passages import Item, Passage
from desk_app.importing.plan.phase_tables import phase_cells
from desk_app.importing.plan.task_table import ListTable

_OWN = {Kind.BY, Kind.WINDOW, Kind.INVALID}
_LEAST = 6


def phase_work(context: Context, listed: Collection[int]) -> Iterator[PlanTask]:
    """The dated tasks inside the cells of phase tables that list no tasks."""
    for table in context.document.tables:
        if table.index not in listed:
            for _, task in _in_table(table, context):
                yield task


def with_phase_work(one: ListTable, context: Context) -> ListTable:
    """A list whose rows are phases, each row's dated tasks behind it; its units are theirs where they name none."""
    if not one.columns.is_phases:
        return one
    inside = list(_in_table(one.table, context))
    done: list[PlanTask] = []
    for task in one.tasks:
        done.append(task)
        own = [part for row, part in inside if row == task.source.row]
        done += [part if part.units else replace(part, units=task.units, people=task.people) for part in own]
    return replace(one, tasks=tuple(done))


def _in_table(table: PlanTable, context: Context) -> Iterator[tuple[int, PlanTask]]:
    """Row and task; the phase's own time gives the year."""
    times = {row: (said, column) for _, said, row, column in phase_cells(table) if row}
    for row, (said, taken) in times.items():
        earlier = last_day(context.find(said), None)
        for column in range(table.width):
            if column != taken and table.own(row, column) and len(table.text(row, column)) >= _LEAST:
                for task in _in_cell(table, row, column, context, earlier):
                    yield row, task


def _in_cell(table: PlanTable, row: int, column: int, context: Context, earlier: date | None) -> Iterator[PlanTask]:
    text = table.text(row, column)
    passage = Passage(text, (Line(table.index, 0, text),), (0,))
    for task in dated_tasks(Draft(-1, passage, Item("", 0, len(text))), context, [], earlier):
        if task.deadline.kind in _OWN:
            said = task.deadline_source.text if task.deadline_source is not None else ""
            yield replace(
                task,
                source=table.source(row, column, task.source.text),
                units_source=None,
                deadline_source=table.source(row, column, said),
            )

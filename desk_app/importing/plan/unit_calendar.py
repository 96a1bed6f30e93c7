"""Tables whose rows are units and whose columns are months or weeks: each filled cell is a task of that unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desk_app.campaign.plan.document import PlanTable
from desk_app.campaign.plan.model import PlanTask, Role
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.milestones import milestones
from desk_app.importing.plan.own_dates import TASK_KINDS
from desk_app.importing.plan.row_annexes import annexes_in
from desk_app.importing.plan.schedule_columns import is_amount, slots
from desk_app.importing.plan.table_heads import Columns
from desk_app.importing.plan.tail_labels import parted

_LEAST_SLOTS = 2


def is_unit_calendar(columns: Columns) -> bool:
    """Whether a table has units and a calendar, and no column of its own for what is to be done."""
    return bool(columns.units) and not columns.content and columns.time is None and len(columns.slots) > _LEAST_SLOTS


def calendar_tasks(table: PlanTable, columns: Columns, context: Context) -> Iterator[PlanTask]:
    """The tasks of such a table row by row; a day in the cell's own words goes before the month of its column."""
    for row in range(columns.head + 1, len(table.rows)):
        said = [(role, *parted(table.text(row, column), "")) for column, role in columns.units]
        units = tuple(
            unit if unit.role is not Role.ANSWER else replace(unit, role=role)
            for role, named, _ in said
            for unit in named
        )
        for slot in slots(table, row, columns.slots):
            if not units or not slot.words or is_amount(slot.words):
                continue
            own = [one.deadline for one in context.find(slot.words) if one.deadline.kind in TASK_KINDS]
            task = PlanTask(
                number=None,
                activity="",
                content=" ".join(slot.words.split()),
                units=units,
                deadline=own[0] if len(own) == 1 else context.read(slot.time),
                source=slot.source,
                annexes=annexes_in(slot.words),
                units_source=table.source(row, columns.units[0][0]),
                deadline_source=slot.source,
            )
            yield from milestones(task, context) if len(own) > 1 else (task,)

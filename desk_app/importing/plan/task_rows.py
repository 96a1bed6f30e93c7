"""One row of a task list taken apart: its words, units with their parts, time, persons and annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.model import Dated, PlanTask, Role, UnitRole
from desk_app.importing.plan.clauses import date_words
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.finer_days import finer_day, finer_inside
from desk_app.importing.plan.row_annexes import annexes_in
from desk_app.importing.plan.row_times import own_day, row_due, shares_time
from desk_app.importing.plan.table_heads import Columns
from desk_app.importing.plan.tail import Tail
from desk_app.importing.plan.tail_labels import named_people, parted
from desk_app.importing.plan.tails import find_tails, without_tails

_NUMBERED = re.compile(r"^\s*(第?[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、])\s*")
#: 2号楼, 3号线: a number and no day.
_NO_DAY = re.compile(r"\s*[楼栋院门井机路泵仓库厂线桥闸塔炉房]")
_DATES = {Kind.BY, Kind.WINDOW, Kind.INVALID}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, or what stands above it that holds for it too, and where that stands."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row taken apart: its words and where they stand, its activity, and the cells that may be carried down."""

    table: PlanTable
    columns: Columns
    row: int
    content: str
    place: int
    group: str
    cells: dict[int, Cell]
    lent: tuple[Tail, ...] = ()

    @property
    def source(self) -> Source:
        """Where the row's words stand."""
        return self.table.source(self.row, self.place)

    def units(self, tails: tuple[Tail, ...]) -> tuple[tuple[UnitRole, ...], tuple[str, ...], Source]:
        """Units and persons of the row and where they stand; those of a tail where the columns have none."""
        columns = self.columns.units
        label = "责任人" if self.columns.mixed else ""
        said = [(role, *parted(self.cells[column].text, label)) for column, role in columns]
        units = tuple(
            unit if unit.role is not Role.ANSWER else replace(unit, role=role)
            for role, named, _ in said
            for unit in named
        )
        people = tuple(name for _, _, names in said for name in names)
        if self.columns.first_leads and units:
            units = (replace(units[0], role=Role.LEAD), *units[1:])
        cell = next((self.cells[column] for column, _ in columns if self.cells[column].text), None)
        if not units and self.columns.marked:
            units, at = self._marked()
            return units, people, self.source if at is None else at
        if not units and not people:
            units = tuple(unit for tail in tails for unit in tail.units)
            units = units or tuple(unit for tail in self.lent for unit in tail.units)
            people = tuple(name for tail in (tails or self.lent) for name in tail.people)
        return units, people, cell.source if cell else self.source

    def _marked(self) -> tuple[tuple[UnitRole, ...], Source | None]:
        """The units under whose names the row has a mark, and the first of the marks."""
        said = [(one, one.role(self.table.text(self.row, one.column))) for one in self.columns.marked]
        units = [(one, role) for one, role in said if role is not None]
        named = sorted((UnitRole(one.name, role) for one, role in units), key=lambda unit: unit.role is Role.HELP)
        return tuple(named), (self.table.source(self.row, units[0][0].column) if units else None)

    def time(self, tails: tuple[Tail, ...]) -> tuple[str, Source]:
        """The words of the deadline and where they stand; those of a tail where the column has none."""
        for column in (self.columns.time, self.columns.months):
            if column is not None and self.cells[column].text:
                return self.cells[column].text, self.cells[column].source
        return next((tail.deadline for tail in (*tails, *self.lent) if tail.deadline), ""), self.source


def row_task(row: ListRow, context: Context, earlier: date | None) -> PlanTask:
    """The task that one row asks; ``earlier`` is the last date of the rows above, which gives a year."""
    content, tails = row.content, find_tails(row.content)
    units, persons, units_source = row.units(tails)
    said, deadline_source = row.time(tails)
    inner = tuple(_inner(content, row.source, context))
    deadline = inner[0].deadline if not said and len(inner) == 1 else row_due(said, context, earlier, row.columns)
    if shares_time(row.table, row.columns, row.row):
        deadline = own_day(deadline, inner)
    finer = finer_inside(inner, content, deadline)
    finer = finer or finer_day(row.table, row.columns, row.row, deadline, context)
    deadline, deadline_source = finer or (deadline, deadline_source)
    named = [named_people(row.table.text(row.row, column)) for column in row.columns.people]
    return PlanTask(
        number=_row_number(row.table, row.columns, row.row, content),
        activity=activity_name(row.group),
        content=without_tails(content, tails, 0, len(content)) if tails and tails[0].start else content,
        units=units or tuple(dict.fromkeys(unit for of_persons, _ in named for unit in of_persons)),
        deadline=deadline,
        source=row.source,
        activity_number=activity_number(row.group),
        inner=inner,
        annexes=annexes_in(f"{content}，{said}"),
        people=tuple(dict.fromkeys((*(name for _, names in named for name in names), *persons))),
        units_source=units_source,
        deadline_source=deadline_source,
    )


def _row_number(table: PlanTable, columns: Columns, row: int, content: str) -> str | None:
    """The number of a row; None where it has lost its own, empty where it goes on the numbered row above."""
    if columns.serial is None:
        return (None if "\n" in content else _lead(content)) or None
    on = not table.own(row, columns.serial) or goes_on_above(table, columns, row)
    return "" if on else table.text(row, columns.serial).rstrip(".．、") or None


def goes_on_above(table: PlanTable, columns: Columns, row: int) -> bool:
    """Whether a row without a number leaves open what the one above states (no activity, no unit, no time)."""
    if table.flat or columns.serial is None or table.text(row, columns.serial):
        return False
    named = [columns.group, columns.time, *(column for column, role in columns.units if role is not Role.HELP)]
    return any(column is not None and not table.text(row, column) for column in named)


def _lead(content: str) -> str:
    match = _NUMBERED.match(content)
    return match[1].strip("、.．（）() ") if match else ""


def activity_name(text: str) -> str:
    """An activity as written, without its number."""
    return _NUMBERED.sub("", " ".join(text.split("\n"))).strip(" 。：:")


def activity_number(text: str) -> str:
    """The number before an activity's name (一), empty where there is none."""
    match = _NUMBERED.match(text)
    return match[1].strip("第、.．（）() ") if match else ""


def _inner(content: str, source: Source, context: Context) -> Iterator[Dated]:
    for found in context.find(content):
        if "月" not in found.deadline.text and _NO_DAY.match(content[found.end :]):
            continue
        if found.deadline.kind in _DATES or (found.deadline.kind is Kind.QUOTA and found.deadline.end is not None):
            first, last = date_words(content[found.start : found.end])
            said = content[found.start + first : found.start + last]
            yield Dated(found.deadline, replace(source, text=said))

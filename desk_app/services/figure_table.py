"""统计 as a screen shows it: unit by form with 本期, 累计, 较上期, by the return's period or the day of the thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from desk_app.campaign.period import Period, Rhythm
from desk_app.forms.definition import Rule
from desk_app.services.desk import Desk
from desk_app.services.figure_times import Basis, LateRule, Stretches, late_rule_of, stretches_of
from desk_app.services.leader_figures import counted_column, folded_person
from desk_app.services.standing import NIL, RECEIVED, FormStanding, standing_of
from desk_app.services.tally import FormTally, tally_of
from desk_app.services.unit_page import refuse_without_units
from desk_app.storage import closings, figures, roster
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.closings import Closing
from desk_app.storage.reader import Reader

__all__ = ["Basis", "Stretches"]

Persons: TypeAlias = dict[int, set[str]]

_SETTLED = frozenset({RECEIVED, NIL})


class Measure(StrEnum):
    """What a figure says."""

    CURRENT = "本期"
    TOTAL = "累计"
    BEFORE = "上期"
    CHANGE = "较上期"
    PEOPLE = "人数"


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of one unit and form, or a sum of them; ``before`` is None where there is no period before.

    ``people`` are the distinct persons of 本期, None where the form names none or sums would count one twice.
    ``uncompared`` is how much of a sum's 本期 is of forms without a period before, which 较上期 leaves out.
    """

    current: int = 0
    total: int = 0
    before: int | None = None
    people: int | None = None
    uncompared: int = 0

    def of(self, measure: Measure) -> int | None:
        """The figure of a measure; None where it does not exist."""
        if measure is Measure.CURRENT:
            return self.current
        if measure is Measure.TOTAL:
            return self.total
        if measure is Measure.PEOPLE:
            return self.people
        if measure is Measure.BEFORE:
            return self.before
        return None if self.before is None else self.current - self.uncompared - self.before

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        known = [one.before for one in (self, other) if one.before is not None]
        left_out = sum(one.uncompared if one.before is not None else one.current for one in (self, other))
        before = sum(known) if known else None
        return Counts(self.current + other.current, self.total + other.total, before, uncompared=left_out)


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One unit's figures for one form and where its return stands (已收, 未报 …; empty where it owes nothing)."""

    counts: Counts
    state: str = ""

    @property
    def settled(self) -> bool:
        """Whether a figure of nothing is a known zero."""
        return self.state in _SETTLED


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """One form of the table, the times that its figures speak of, and the distinct persons of all units in 本期.

    ``closing`` is there where the figures are frozen (定稿).
    """

    form: StoredForm
    period: Period
    stretches: Stretches
    people: int | None = None
    closing: Closing | None = None
    basis: Basis = Basis.REPORTED

    @property
    def has_rules(self) -> bool:
        """Whether any column of the form is carried to a summary line."""
        return any(column.rule is not Rule.NONE for column in self.form.definition.columns)


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The whole table: ``cells[line][column]``, units in the bureau's order, forms in annex order.

    ``parents`` names for each line the line of the unit above it, None at the top; a unit that only has others below
    it is a line of its own, with nothing. ``remarks`` say what the table leaves out (rows without a day, forms that
    have no day), how late returns count, and what is frozen.
    """

    basis: Basis
    columns: tuple[FigureColumn, ...]
    units: tuple[str, ...]
    cells: tuple[tuple[FigureCell, ...], ...]
    standings: tuple[FormStanding, ...]
    remarks: tuple[str, ...] = ()
    parents: tuple[int | None, ...] = ()
    unit_ids: tuple[int, ...] = ()
    late_rule: LateRule = LateRule.OWN

    def column_sum(self, column: int) -> Counts:
        """合计 of a form."""
        return replace(_sum(line[column].counts for line in self.cells), people=self.columns[column].people)

    def line_sum(self, line: int) -> Counts:
        """合计 of a unit."""
        return _sum(cell.counts for cell in self.cells[line])

    def below(self, line: int) -> tuple[int, ...]:
        """A line and all lines below it, level by level (逐级合计)."""
        found = [line]
        for mine in found:
            found += [place for place, above in enumerate(self.parents) if above == mine]
        return tuple(sorted(found))

    def in_order(self, folded: Collection[int] = ()) -> tuple[int, ...]:
        """The lines level by level: each below the one above it, in the bureau's order; what is folded left out."""
        below: dict[int | None, list[int]] = {}
        for line, above in enumerate(self.parents):
            below.setdefault(above, []).append(line)
        found: list[int] = []
        waiting = list(reversed(below.get(None, [])))
        while waiting:
            line = waiting.pop()
            found.append(line)
            if line not in folded:
                waiting += reversed(below.get(line, []))
        return tuple(found)

    def level_of(self, line: int) -> int:
        """How far below the top a line stands."""
        above = self.parents[line]
        return 0 if above is None else self.level_of(above) + 1

    def rolled(self, line: int, column: int) -> Counts:
        """A unit's figures of a form with those of all units below it; persons only where nothing is added up."""
        lines = self.below(line)
        if len(lines) == 1:
            return self.cells[line][column].counts
        return _sum(self.cells[place][column].counts for place in lines)

    def rolled_sum(self, line: int) -> Counts:
        """合计 of a unit with all units below it."""
        return _sum(self.line_sum(place) for place in self.below(line))

    def whole(self) -> Counts:
        """合计 of all."""
        return _sum(cell.counts for line in self.cells for cell in line)

    def standing_of_column(self, column: int) -> FormStanding | None:
        """The state of the returns of a form, where its own period is asked for."""
        name = self.columns[column].form.name
        return next((one for one in self.standings if one.form.name == name), None)


def _sum(counts: Iterable[Counts]) -> Counts:
    result = Counts()
    for one in counts:
        result = result.plus(one)
    return result


def figure_table(desk: Desk, campaign: Campaign, period: Period | None, basis: Basis) -> FigureTable:
    """The table of a period, or of every form's current one; DeskError when there is no roster or no such period."""
    refuse_without_units(desk)
    tallies = tally_of(desk, campaign, period)
    standings = standing_of(desk, campaign, period)
    if basis is Basis.HAPPENED:
        tallies = [one for one in tallies if one.form.definition.row_date is not None]
    with desk.store.read() as reader:
        making = _Making(reader, campaign, basis)
        rule = late_rule_of(reader, campaign)
        parts = [making.column(one, period) for one in tallies]
        remarks = tuple(making.remarks(tallies, [column for column, _ in parts]))
        known = making.units(parts)
    columns = tuple(column for column, _ in parts)
    cells = tuple(
        tuple(found.get(unit_id, FigureCell(_nothing(column))) for column, found in parts) for unit_id in known
    )
    names = tuple(known.values())
    return FigureTable(
        basis, columns, names, cells, tuple(standings), remarks, making.parents(known), tuple(known), rule
    )


def _nothing(column: FigureColumn) -> Counts:
    if column.form.definition.collected is Rhythm.ONCE:
        has_before = False
    elif column.closing is not None:
        has_before = column.closing.sums["has_before"][column.basis.value]
    else:
        has_before = column.stretches.before is not None
    return Counts(before=0 if has_before else None, people=None if column.people is None else 0)


Part: TypeAlias = tuple[FigureColumn, dict[int, FigureCell]]


class _Making:
    """One table being made: counted where it is open, read where it is frozen."""

    def __init__(self, reader: Reader, campaign: Campaign, basis: Basis) -> None:
        self._reader = reader
        self._campaign = campaign
        self._basis = basis
        self._names = roster.unit_names(reader)
        self._ids = {name: unit_id for unit_id, name in self._names.items()}
        self._above = {unit.name: unit.parent for unit in roster.load(reader).everyone}
        self._then: dict[int, tuple[str, str]] = {}
        self._has_open = False

    def column(self, tally: FormTally, asked: Period | None) -> Part:
        """One form's column with its cells by unit."""
        times = stretches_of(self._reader, self._campaign, tally.form, tally.period, self._basis, asked=asked)
        column = FigureColumn(tally.form, tally.period, times, closing=tally.closing, basis=self._basis)
        return self._live(column, tally) if tally.closing is None else self._frozen(column, tally.closing)

    def _live(self, column: FigureColumn, tally: FormTally) -> Part:
        self._has_open = True
        persons = _persons_by_unit(self._reader, self._campaign, column)
        column = replace(column, people=None if persons is None else len(set().union(*persons.values())))
        counted = _counts_by_unit(self._reader, self._campaign, column, persons)
        states = {self._ids[unit.unit]: unit.state if tally.is_owed else "" for unit in tally.units}
        nothing = _nothing(column)
        return column, {
            unit: FigureCell(counted.get(unit, nothing), states.get(unit, "")) for unit in {*counted, *states}
        }

    def _frozen(self, column: FigureColumn, closing: Closing) -> Part:
        lines = closings.lines_of(self._reader, closing.id, self._basis)
        for line in lines:
            self._then.setdefault(line.unit_id, (line.unit, line.parent))
        is_once = column.form.definition.collected is Rhythm.ONCE
        column = replace(column, people=closing.sums["people"][self._basis.value])
        return column, {
            line.unit_id: FigureCell(
                Counts(line.current, line.total, None if is_once else line.before, line.people),
                "" if closing.is_quoted else line.state,
            )
            for line in lines
        }

    def units(self, parts: Sequence[Part]) -> dict[int, str]:
        """The units shown, by id, with those above them; all frozen, they bear the names they had then."""
        shown = {unit_id for _, found in parts for unit_id in found}
        names = dict(self._names) if self._has_open else {**self._names, **{i: n for i, (n, _) in self._then.items()}}
        names.update({unit_id: self._then[unit_id][0] for unit_id in shown - names.keys()})
        ids = {name: unit_id for unit_id, name in names.items()}
        for unit_id in list(shown):
            above = ids.get(self._parent(unit_id, names[unit_id]))
            while above is not None and above not in shown:
                shown.add(above)
                above = ids.get(self._parent(above, names[above]))
        return {unit_id: name for unit_id, name in names.items() if unit_id in shown}

    def _parent(self, unit_id: int, name: str) -> str:
        if not self._has_open and unit_id in self._then:
            return self._then[unit_id][1]
        return self._above.get(name, "")

    def parents(self, known: dict[int, str]) -> tuple[int | None, ...]:
        """For each line the line of the unit above; a ring of units above each other is cut where it closes."""
        places = {name: place for place, name in enumerate(known.values())}
        found = [places.get(self._parent(unit_id, name)) for unit_id, name in known.items()]
        for place in range(len(found)):
            seen, above = {place}, found[place]
            while above is not None and above not in seen:
                seen.add(above)
                above = found[above]
            if above is not None:
                found[place] = None
        return tuple(found)

    def remarks(self, tallies: Sequence[FormTally], columns: Sequence[FigureColumn]) -> list[str]:
        """How late returns count, what is frozen, and what is left out."""
        said = list(dict.fromkeys(one.late_rule for one in tallies if one.is_owed and one.period.end is not None))
        said += [
            f"{one.form.name}{one.period.label}已定稿（{one.closing.closed_at:%Y-%m-%d}）"
            for one in columns
            if one.closing is not None and not one.closing.is_quoted
        ]
        if self._basis is Basis.HAPPENED:
            said += _undated(self._reader, self._campaign, columns)
        return said


def _counts_by_unit(
    reader: Reader, campaign: Campaign, column: FigureColumn, persons: Persons | None
) -> dict[int, Counts]:
    times = column.stretches
    current = figures.counts(reader, campaign.id, column.form.id, times.current)
    total = figures.counts(reader, campaign.id, column.form.id, times.total)
    before = None if times.before is None else figures.counts(reader, campaign.id, column.form.id, times.before)
    return {
        unit: Counts(
            current.get(unit, 0),
            total.get(unit, 0),
            None if before is None else before.get(unit, 0),
            None if persons is None else len(persons.get(unit, ())),
        )
        for unit in {*current, *total, *(before or {})}
    }


def _persons_by_unit(reader: Reader, campaign: Campaign, column: FigureColumn) -> Persons | None:
    """The names of 本期 by unit; None for a form that names no persons to be counted."""
    key = counted_column(column.form.definition)
    if key is None:
        return None
    found: Persons = {}
    for unit, values in figures.values(reader, campaign.id, column.form.id, column.stretches.current):
        name = folded_person(values.get(key.key))
        if name:
            found.setdefault(unit, set()).add(name)
    return found


def _undated(reader: Reader, campaign: Campaign, columns: Sequence[FigureColumn]) -> list[str]:
    said = ["按发生时间只统计有日期一栏的表"]
    for column in columns:
        count = 0 if column.closing is not None else figures.undated(reader, campaign.id, column.form.id)
        if count:
            said.append(f"{column.form.name}有{count}行没有日期，未计入")
    return said

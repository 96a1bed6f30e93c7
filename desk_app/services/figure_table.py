"""统计 as a screen shows it: unit by form with 本期, 累计, 较上期, by the return's period or the day of the thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TypeAlias

from desk_app.campaign.period import Period, period_of
from desk_app.services.desk import Desk
from desk_app.services.leader_figures import counted_column, folded_person
from desk_app.services.standing import NIL, RECEIVED, FormStanding, standing_of
from desk_app.services.tally import FormTally, tally_of
from desk_app.services.unit_page import refuse_without_units
from desk_app.storage import collections, figures, roster
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.figures import Stretch
from desk_app.storage.reader import Reader

Persons: TypeAlias = dict[int, set[str]]

_SETTLED = frozenset({RECEIVED, NIL})


class Basis(StrEnum):
    """口径: in which time a row counts."""

    REPORTED = "按报送期"
    HAPPENED = "按发生时间"


class Measure(StrEnum):
    """What a figure says."""

    CURRENT = "本期"
    TOTAL = "累计"
    CHANGE = "较上期"
    PEOPLE = "人数"


@dataclass(frozen=True, slots=True)
class Stretches:
    """The times of one form's figures: 本期, 累计, and the period before, None where there is none."""

    current: Stretch
    total: Stretch
    before: Stretch | None


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of one unit and form, or a sum of them; ``before`` is None where there is no period before.

    ``people`` are the distinct persons of 本期, None where the form names none or sums would count one twice.
    """

    current: int = 0
    total: int = 0
    before: int | None = None
    people: int | None = None

    def of(self, measure: Measure) -> int | None:
        """The figure of a measure; None where it does not exist."""
        if measure is Measure.CURRENT:
            return self.current
        if measure is Measure.TOTAL:
            return self.total
        if measure is Measure.PEOPLE:
            return self.people
        return None if self.before is None else self.current - self.before

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        known = [one.before for one in (self, other) if one.before is not None]
        return Counts(self.current + other.current, self.total + other.total, sum(known) if known else None)


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
    """One form of the table, the times that its figures speak of, and the distinct persons of all units in 本期."""

    form: StoredForm
    period: Period
    stretches: Stretches
    people: int | None = None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The whole table: ``cells[line][column]``, units in the bureau's order, forms in annex order.

    ``remarks`` say what the table leaves out (rows without a day, forms that have no day).
    """

    basis: Basis
    columns: tuple[FigureColumn, ...]
    units: tuple[str, ...]
    cells: tuple[tuple[FigureCell, ...], ...]
    standings: tuple[FormStanding, ...]
    remarks: tuple[str, ...] = ()

    def column_sum(self, column: int) -> Counts:
        """合计 of a form."""
        return replace(_sum(line[column].counts for line in self.cells), people=self.columns[column].people)

    def line_sum(self, line: int) -> Counts:
        """合计 of a unit."""
        return _sum(cell.counts for cell in self.cells[line])

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
        plain = [
            FigureColumn(one.form, one.period, _stretches(reader, campaign, one, period, basis)) for one in tallies
        ]
        names = roster.unit_names(reader)
        persons = [_persons_by_unit(reader, campaign, column) for column in plain]
        columns = tuple(
            replace(column, people=None if known is None else len(set().union(*known.values())))
            for column, known in zip(plain, persons, strict=True)
        )
        counted = [
            _counts_by_unit(reader, campaign, column, names, known)
            for column, known in zip(columns, persons, strict=True)
        ]
        remarks = tuple(_remarks(reader, campaign, columns)) if basis is Basis.HAPPENED else ()
    states = [{unit.unit: unit.state if one.is_owed else "" for unit in one.units} for one in tallies]
    shown = {name for known in counted for name in known} | {name for known in states for name in known}
    units = tuple(name for name in names.values() if name in shown)
    cells = tuple(
        tuple(
            FigureCell(by_unit.get(unit, _nothing(column)), known.get(unit, ""))
            for column, by_unit, known in zip(columns, counted, states, strict=True)
        )
        for unit in units
    )
    return FigureTable(basis, columns, units, cells, tuple(standings), remarks)


def _nothing(column: FigureColumn) -> Counts:
    before = None if column.stretches.before is None else 0
    return Counts(before=before, people=None if column.people is None else 0)


def _stretches(reader: Reader, campaign: Campaign, tally: FormTally, asked: Period | None, basis: Basis) -> Stretches:
    """A form of another rhythm stands in a month's table with the returns that belong to that month."""
    period = tally.period
    if basis is Basis.HAPPENED:
        span = asked or period
        before = _before(span)
        return Stretches(
            Stretch(first=span.start, last=span.end),
            Stretch(last=span.end),
            None if before is None else Stretch(first=before.start, last=before.end),
        )
    if asked is not None and asked.rhythm is not period.rhythm:
        before = _before(asked)
        return Stretches(
            Stretch(month=asked.code),
            Stretch(until_month=asked.code),
            None if before is None else Stretch(month=before.code),
        )
    before = _before(period)
    known = [one.period for one in collections.of_campaign(reader, campaign.id, form_id=tally.form.id)]
    until = frozenset({period.code, *(one.code for one in known if _ends_by(one, period))})
    return Stretches(
        Stretch(periods=frozenset({period.code})),
        Stretch() if period.end is None else Stretch(periods=until),
        None if before is None or before not in known else Stretch(periods=frozenset({before.code})),
    )


def _before(period: Period) -> Period | None:
    return None if period.start is None else period_of(period.start - timedelta(days=1), period.rhythm)


def _ends_by(one: Period, period: Period) -> bool:
    return one.end is None or (period.end is not None and one.end <= period.end)


def _counts_by_unit(
    reader: Reader, campaign: Campaign, column: FigureColumn, names: dict[int, str], persons: Persons | None
) -> dict[str, Counts]:
    times = column.stretches
    current = figures.counts(reader, campaign.id, column.form.id, times.current)
    total = figures.counts(reader, campaign.id, column.form.id, times.total)
    before = None if times.before is None else figures.counts(reader, campaign.id, column.form.id, times.before)
    return {
        names[unit]: Counts(
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


def _remarks(reader: Reader, campaign: Campaign, columns: tuple[FigureColumn, ...]) -> list[str]:
    said = ["按发生时间只统计有日期一栏的表"]
    for column in columns:
        count = figures.undated(reader, campaign.id, column.form.id)
        if count:
            said.append(f"{column.form.name}有{count}行没有日期，未计入")
    return said

"""统计 as a screen shows it: unit by form with 本期, 累计, 较上期, by the return's period or the day of the thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.period import Period, Rhythm
from desk_app.services.closing_overtaken import overtaken
from desk_app.services.desk import Desk
from desk_app.services.figure_former import States, former_states, kept_former
from desk_app.services.figure_times import Basis, late_rule_of, stretches_of
from desk_app.services.figure_values import Counts, FigureCell, FigureColumn, FigureTable, compared, has_before
from desk_app.services.leader_figures import counted_column, folded_person
from desk_app.services.standing import standing_of
from desk_app.services.tally import FormTally, tally_of
from desk_app.services.unit_page import refuse_without_units
from desk_app.storage import closings, figures, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.closings import Closing
from desk_app.storage.reader import Reader

Persons: TypeAlias = dict[int, set[str]]


def figure_table(desk: Desk, campaign: Campaign, period: Period | None, basis: Basis) -> FigureTable:
    """The table of a period, or of every form's current one; DeskError when there is no roster or no such period."""
    refuse_without_units(desk)
    tallies = tally_of(desk, campaign, period)
    standings = standing_of(desk, campaign, period)
    if basis is Basis.HAPPENED:
        tallies = [one for one in tallies if one.form.definition.row_date is not None]
    former = former_states(desk, campaign, tallies)
    with desk.store.read() as reader:
        making = _Making(reader, campaign, basis, former)
        rule = late_rule_of(reader, campaign)
        parts = [making.column(one, period) for one in tallies]
        undue = {(one.form.name, one.period): one.undue_words for one in standings if one.closed}
        remarks = tuple(making.remarks(tallies, [column for column, _ in parts], undue))
        known = making.units(parts)
    remarks += tuple(one.said for one in overtaken(desk, campaign, period))
    columns = tuple(column for column, _ in parts)
    cells = tuple(
        tuple(found.get(unit_id, FigureCell(_nothing(column))) for column, found in parts) for unit_id in known
    )
    names = tuple(known.values())
    return FigureTable(
        basis, columns, names, cells, tuple(standings), remarks, making.parents(known), tuple(known), rule
    )


def _nothing(column: FigureColumn) -> Counts:
    return Counts(before=0 if has_before(column) else None, people=None if column.people is None else 0)


Part: TypeAlias = tuple[FigureColumn, dict[int, FigureCell]]


class _Making:
    """One table being made: counted where it is open, read where it is frozen."""

    def __init__(self, reader: Reader, campaign: Campaign, basis: Basis, former: Mapping[str, States]) -> None:
        self._reader = reader
        self._campaign = campaign
        self._basis = basis
        self._former = former
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
        former = self._former.get(tally.form.name, {})
        nothing, owed = _nothing(column), tally.form.definition.owed
        cells = {
            unit: FigureCell(counted.get(unit, nothing), states.get(unit, ""), former.get(unit, ""))
            for unit in {*counted, *states}
        }
        return column, {unit: compared(cell, owed=owed) for unit, cell in cells.items()}

    def _frozen(self, column: FigureColumn, closing: Closing) -> Part:
        lines = closings.lines_of(self._reader, closing.id, self._basis)
        for line in lines:
            self._then.setdefault(line.unit_id, (line.unit, line.parent))
        is_once = column.form.definition.collected is Rhythm.ONCE
        column = replace(column, people=closing.sums["people"][self._basis.value])
        former, owed = kept_former(closing, lines), column.form.definition.owed
        return column, {
            line.unit_id: compared(
                FigureCell(
                    Counts(line.current, line.total, None if is_once else line.before, line.people),
                    "" if closing.is_quoted else line.state,
                    former.get(line.unit_id, ""),
                ),
                owed=owed,
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

    def remarks(
        self,
        tallies: Sequence[FormTally],
        columns: Sequence[FigureColumn],
        undue: Mapping[tuple[str, Period], str],
    ) -> list[str]:
        """How late returns count, what is frozen, whether before its deadline, and what is left out."""
        said = list(dict.fromkeys(one.late_rule for one in tallies if one.is_owed and one.period.end is not None))
        said += [
            f"{one.form.name}{one.period.label}已定稿（{long_day(one.closing.closed_at)}）"
            + (f"，{words}" if (words := undue.get((one.form.name, one.period), "")) else "")
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

"""统计: how many rows each unit has sent for each form, in a period and up to it; a closed period's as frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk_app.campaign.period import ONCE, Period, Rhythm
from desk_app.services.desk import Desk, collected_forms
from desk_app.services.figure_times import Basis, late_rule_of, stretches_of
from desk_app.services.standing import NOT_CONCERNED, FormStanding, standing_of
from desk_app.storage import campaigns, closings, figures, roster
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.closings import Closing
from desk_app.storage.reader import Reader


@dataclass(frozen=True, slots=True)
class UnitTally:
    """One unit's figures for one form: rows of the period (本期), rows up to it (累计), and the return's state."""

    unit: str
    count: int
    cumulative: int
    state: str
    unit_id: int = 0


@dataclass(frozen=True, slots=True)
class FormTally:
    """One form in one period, units in the bureau's order.

    ``is_owed`` is false in a month that does not collect the form: the states are those of its own period then.
    ``closing`` is there where the figures are those frozen by 定稿; ``late_rule`` says where late returns count.
    """

    form: StoredForm
    period: Period
    units: tuple[UnitTally, ...]
    is_owed: bool = True
    closing: Closing | None = None
    late_rule: str = ""

    @property
    def total(self) -> int:
        """All units' rows of the period."""
        return sum(unit.count for unit in self.units)

    @property
    def cumulative(self) -> int:
        """All units' rows up to the period."""
        return sum(unit.cumulative for unit in self.units)


def tally_of(desk: Desk, campaign: Campaign, period: Period | None, *, frozen: bool = True) -> list[FormTally]:
    """The figures of a period for every collected form; without a period, of every form's current one.

    A form collected once stands in a month's tally with the returns that were found to belong to that month, and up
    to it; nobody owes it there, and its state is that of its one period. Forms of other rhythms stand in the tallies
    of their own periods. ``frozen=False`` counts anew what is closed too.
    """
    standings = {one.form.name: one for one in standing_of(desk, campaign, period, frozen=frozen)}
    once = {one.form.name: one for one in standing_of(desk, campaign, ONCE)} if _is_month(period) else {}
    with desk.store.read() as reader:
        closed = closed_by_place(reader, campaign) if frozen else {}
        counting = _Counting(reader, campaign, period)
        result = []
        for form in collected_forms(reader, campaign):
            standing, is_owed = standings.get(form.name), True
            if standing is None and form.name in once:
                standing, is_owed = once[form.name], False
            if standing is None:
                continue
            place = (form.name, standing.period.code if is_owed or period is None else period.code)
            result.append(counting.frozen(closed[place], standing) if place in closed
                          else counting.live(standing, is_owed=is_owed))  # fmt: skip
        return result


def _is_month(period: Period | None) -> bool:
    return period is not None and period.rhythm is Rhythm.MONTH


def closed_by_place(reader: Reader, campaign: Campaign) -> dict[tuple[str, str], Closing]:
    """The closings that hold, by form and period."""
    known = closings.of_campaign(reader, campaign.id, standing=True)
    return {(one.form, one.period.code): one for one in known}


class _Counting:
    """The counting of one table: the order of units and the rule of lateness are read once."""

    def __init__(self, reader: Reader, campaign: Campaign, asked: Period | None) -> None:
        self._reader = reader
        self._campaign = campaign
        self._asked = asked
        self._names = roster.unit_names(reader)
        self._ids = {name: unit_id for unit_id, name in self._names.items()}
        self._order = {name: place for place, name in enumerate(self._names.values())}
        self._rule = late_rule_of(reader, campaign).value

    def live(self, standing: FormStanding, *, is_owed: bool) -> FormTally:
        """The units that owe the form or have ever sent rows, so that no row is left out of a total."""
        form, period = standing.form, standing.period
        times = stretches_of(self._reader, self._campaign, form, period, Basis.REPORTED, asked=self._asked)
        counts, until = (
            self._by_name(figures.counts(self._reader, self._campaign.id, form.id, one))
            for one in (times.current, times.total)
        )
        states = {unit.unit: unit.electronic for unit in standing.units}
        names = sorted({*states, *counts, *until}, key=lambda name: (self._order.get(name, len(self._order)), name))
        units = (
            UnitTally(name, counts.get(name, 0), until.get(name, 0), states.get(name, NOT_CONCERNED), self._ids[name])
            for name in names
        )
        return FormTally(form, period, tuple(units), is_owed, None, self._rule)

    def frozen(self, closing: Closing, standing: FormStanding) -> FormTally:
        """The figures as 定稿 left them, units named as they were then, in the order of then."""
        lines = closings.lines_of(self._reader, closing.id, Basis.REPORTED)
        form = campaigns.get_form(self._reader, closing.form_id)
        units = tuple(UnitTally(line.unit, line.current, line.total, line.state, line.unit_id) for line in lines)
        period = standing.period if closing.is_quoted else closing.period
        return FormTally(form, period, units, not closing.is_quoted, closing, closing.late_rule)

    def _by_name(self, counts: Mapping[int, int]) -> dict[str, int]:
        return {self._names[unit]: count for unit, count in counts.items()}

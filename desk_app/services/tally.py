"""统计: how many rows each unit has sent for each form, in a period and up to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from desk_app.campaign.period import ONCE, Period, Rhythm, parse_period
from desk_app.services.desk import Desk, collected_forms
from desk_app.services.standing import NOT_CONCERNED, FormStanding, standing_of
from desk_app.storage import roster, sent_before, tallies
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.reader import Reader
from desk_app.storage.tallies import Count


@dataclass(frozen=True, slots=True)
class UnitTally:
    """One unit's figures for one form: rows of the period (本期), rows up to it (累计), and the return's state."""

    unit: str
    count: int
    cumulative: int
    state: str


@dataclass(frozen=True, slots=True)
class FormTally:
    """One form in one period, units in the bureau's order.

    ``is_owed`` is false in a month that does not collect the form: the states are those of its own period then.
    """

    form: StoredForm
    period: Period
    units: tuple[UnitTally, ...]
    is_owed: bool = True

    @property
    def total(self) -> int:
        """All units' rows of the period."""
        return sum(unit.count for unit in self.units)

    @property
    def cumulative(self) -> int:
        """All units' rows up to the period."""
        return sum(unit.cumulative for unit in self.units)


def tally_of(desk: Desk, campaign: Campaign, period: Period | None) -> list[FormTally]:
    """The figures of a period for every collected form; without a period, of every form's current one.

    A form collected once stands in a month's tally with the returns that were found to belong to that month, and up
    to it; nobody owes it there, and its state is that of its one period. Forms of other rhythms stand in the tallies
    of their own periods.
    """
    standings = {one.form.name: one for one in standing_of(desk, campaign, period)}
    once = {one.form.name: one for one in standing_of(desk, campaign, ONCE)} if _is_month(period) else {}
    with desk.store.read() as reader:
        figures = _Figures(reader, campaign)
        order = {name: place for place, name in enumerate(roster.unit_ids(reader))}
        result = []
        for form in collected_forms(reader, campaign):
            own = standings.get(form.name)
            if own is not None:
                result.append(_tally(own, figures.of_period(form, own.period), figures.until(form, own.period), order))
            elif form.name in once and period is not None:
                standing = once[form.name]
                counts, until = figures.of_month(form, period), figures.until_month(form, period)
                result.append(replace(_tally(standing, counts, until, order), is_owed=False))
        return result


def _is_month(period: Period | None) -> bool:
    return period is not None and period.rhythm is Rhythm.MONTH


def _tally(
    standing: FormStanding, counts: dict[str, int], cumulative: dict[str, int], order: dict[str, int]
) -> FormTally:
    """The units that owe the form or have ever sent rows, so that no row is left out of a total."""
    states = {unit.unit: unit.electronic for unit in standing.units}
    names = sorted({*states, *counts, *cumulative}, key=lambda name: (order.get(name, len(order)), name))
    units = (
        UnitTally(name, counts.get(name, 0), cumulative.get(name, 0), states.get(name, NOT_CONCERNED)) for name in names
    )
    return FormTally(standing.form, standing.period, tuple(units))


class _Figures:
    """All counts of a campaign, read once and picked from."""

    def __init__(self, reader: Reader, campaign: Campaign) -> None:
        self._names = roster.unit_names(reader)
        self._by_period = self._grouped(tallies.by_period(reader, campaign.id))
        self._by_month = self._grouped(sent_before.by_month_of_return(reader, campaign.id))

    @staticmethod
    def _grouped(counts: Iterable[Count]) -> dict[int, list[Count]]:
        grouped: dict[int, list[Count]] = defaultdict(list)
        for count in counts:
            grouped[count.form_id].append(count)
        return grouped

    def of_period(self, form: StoredForm, period: Period) -> dict[str, int]:
        return self._sum(one for one in self._by_period[form.id] if one.when == period.code)

    def until(self, form: StoredForm, period: Period) -> dict[str, int]:
        if period.end is None:
            return self._sum(self._by_period[form.id])
        return self._sum(one for one in self._by_period[form.id] if one.when and _ends_by(one.when, period))

    def of_month(self, form: StoredForm, month: Period) -> dict[str, int]:
        return self._sum(one for one in self._by_month[form.id] if one.when == month.code)

    def until_month(self, form: StoredForm, month: Period) -> dict[str, int]:
        return self._sum(one for one in self._by_month[form.id] if one.when is None or one.when <= month.code)

    def _sum(self, counts: Iterable[Count]) -> dict[str, int]:
        result: dict[str, int] = defaultdict(int)
        for one in counts:
            result[self._names[one.unit_id]] += one.count
        return result


def _ends_by(code: str, period: Period) -> bool:
    other = parse_period(code)
    return other.end is None or (period.end is not None and other.end <= period.end)

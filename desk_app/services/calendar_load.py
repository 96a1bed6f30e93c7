"""负担和撞期: how much falls on each unit in each week, and where several things meet on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desk_app.campaign.calendar_days import monday_of
from desk_app.services.calendar_items import CalendarItem

HEAVY_WEEK = 3


@dataclass(frozen=True, slots=True)
class UnitWeek:
    """What one unit owes in the week that begins on ``monday``."""

    unit: str
    monday: date
    items: tuple[CalendarItem, ...]

    @property
    def clashes(self) -> tuple[date, ...]:
        """The days on which more than one thing is due."""
        days = [item.day for item in self.items]
        return tuple(sorted({day for day in days if days.count(day) > 1}))

    @property
    def is_heavy(self) -> bool:
        """Whether three or more things are due in this week."""
        return len(self.items) >= HEAVY_WEEK


def unit_weeks(items: Iterable[CalendarItem], order: tuple[str, ...] = ()) -> tuple[UnitWeek, ...]:
    """The load of every unit that owes anything, by week, then in the order given (others as they come).

    What comes every day falls on every week alike, and counts in none.
    """
    found: dict[tuple[date, str], list[CalendarItem]] = defaultdict(list)
    for item in items:
        for unit in item.units if item.is_due and not item.daily else ():
            found[(monday_of(item.day), unit)].append(item)
    places = {unit: place for place, unit in enumerate(order)}
    keys = sorted(found, key=lambda key: (key[0], places.get(key[1], len(places))))
    return tuple(UnitWeek(unit, monday, tuple(found[(monday, unit)])) for monday, unit in keys)

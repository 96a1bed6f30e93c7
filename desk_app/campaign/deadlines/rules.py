"""Rule: how often something falls due, and on which days; its word or RRULE text and its first due day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from desk_app.campaign.deadlines.typos import last_day

_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORDS = {
    "day": "DAILY", "week": "WEEKLY", "halfmonth": "SEMIMONTHLY", "month": "MONTHLY", "quarter": "QUARTERLY",
    "half": "HALFYEARLY", "year": "YEARLY", "term": "HALFYEARLY",
}  # fmt: skip
_FREQUENCIES = {"day": ("DAILY", 1), "week": ("WEEKLY", 1), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3),
                "half": ("MONTHLY", 6), "year": ("YEARLY", 1), "halfmonth": ("WEEKLY", 2), "term": ("MONTHLY",
                6)}  # fmt: skip
_PERIOD_ENDS = {"quarter": (3, 6, 9, 12), "half": (6, 12)}
_LOOK_AHEAD = 366 * 9


@dataclass(frozen=True, slots=True)
class Rule:
    """``unit`` with ``every`` is the rhythm; months, monthdays (−1 the last), weekdays (0 Monday) say the due day.

    ``nth`` counts a weekday within the month (1st, −1 last); ``working`` means working days, ``nth`` counting them.
    """

    unit: str
    every: int = 1
    months: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    working: bool = False
    at: time | None = None

    @property
    def dated(self) -> bool:
        """Whether a due day is written."""
        return bool(self.months or self.monthdays or self.weekdays or self.working)

    @property
    def text(self) -> str:
        """One of the words DAILY … YEARLY, or an RRULE."""
        if self.every == 1 and (not self.dated or self._at_end):
            return _WORDS[self.unit]
        frequency, times = _FREQUENCIES[self.unit]
        if self.months:
            frequency, times = "MONTHLY" if self.unit == "month" else "YEARLY", 1
        elif self.dated and self.unit in {"halfmonth", "quarter", "half", "year", "term"}:
            frequency, times = "MONTHLY", 1
        every = self.every * times
        return ";".join([f"FREQ={frequency}", *([f"INTERVAL={every}"] if every > 1 else []), *self._days()])

    @property
    def _at_end(self) -> bool:
        """Whether the written day is the quarter's or half-year's last, on which its bare word falls due as well."""
        ends = _PERIOD_ENDS.get(self.unit)
        return ends is not None and (self.months, self.monthdays) == (ends, (-1,)) and self.at is None

    def _days(self) -> Iterator[str]:
        if self.months:
            yield "BYMONTH=" + ",".join(map(str, self.months))
        if self.monthdays:
            yield "BYMONTHDAY=" + ",".join(map(str, self.monthdays))
        if self.working:
            yield "BYDAY=MO,TU,WE,TH,FR"
            if self.nth:
                yield f"BYSETPOS={self.nth}"
        elif self.weekdays:
            yield "BYDAY=" + ",".join(f"{self.nth or ''}{_NAMES[day]}" for day in self.weekdays)

    def falls_on(self, day: date) -> bool:
        """Whether a day is a due day by month, day and weekday (an interval is counted elsewhere)."""
        if self.months and day.month not in self.months:
            return False
        last = last_day(day.year, day.month)
        if self.monthdays and not {day.day, day.day - last - 1} & set(self.monthdays):
            return False
        if self.working:
            return day.weekday() < 5 and (self.nth is None or self._is_nth(day, working=True))
        if not self.weekdays:
            return True
        return day.weekday() in self.weekdays and (self.nth is None or self._is_nth(day, working=False))

    def _is_nth(self, day: date, *, working: bool) -> bool:
        last = last_day(day.year, day.month)
        days = [date(day.year, day.month, one) for one in range(1, last + 1)]
        alike = [one for one in days if (one.weekday() < 5 if working else one.weekday() == day.weekday())]
        place = alike.index(day)
        return self.nth in {place + 1, place - len(alike)}

    def first_on(self, day: date) -> date | None:
        """The first due day on or after a day; None where there is none in nine years."""
        if day > date.max - timedelta(days=_LOOK_AHEAD + 1):
            return None
        days = (day + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD))
        return next((one for one in days if self.falls_on(one)), None)

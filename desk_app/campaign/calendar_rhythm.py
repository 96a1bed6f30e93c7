"""The due days of what comes again: true month and quarter ends, Friday of a week, or the days that a rule names."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_QUARTER_ENDS, _HALF_ENDS = (3, 6, 9, 12), (6, 12)
_FRIDAY, _LAST, _MIDDLE = 4, -1, 15
_MOST_TIMES = 1000


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rhythm and its due days; ``monthdays`` count back where negative, one past a month's end means its last day.

    ``weekdays`` are (nth within the month or 0, 0 for Monday …); ``position`` picks one of a month's due days.
    ``at_end`` says that no day is named, so that a stretch of several periods is due in its last one.
    """

    frequency: str
    interval: int = 1
    months: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    position: int = 0
    at_end: bool = False

    def days(self, first: date, last: date, anchor: date) -> Iterator[date]:
        """The due days from one day to another, in order; intervals are counted from the period of ``anchor``."""
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            if self._is_counted(day, anchor) and self._falls_on(day):
                yield day

    def _is_counted(self, day: date, anchor: date) -> bool:
        if self.interval == 1:
            return True
        passed = {
            "DAILY": day.toordinal() - anchor.toordinal(),
            "WEEKLY": _week(day) - _week(anchor),
            "MONTHLY": _month(day) - _month(anchor),
            "YEARLY": day.year - anchor.year,
        }[self.frequency]
        wanted = self.interval - 1 if self.at_end and self.frequency != "DAILY" else 0
        return passed % self.interval == wanted

    def _falls_on(self, day: date) -> bool:
        if not self._matches(day):
            return False
        if not self.position:
            return True
        alike = [one for one in _days_of_month(day) if self._matches(one)]
        place = alike.index(day)
        return self.position in {place + 1, place - len(alike)}

    def _matches(self, day: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.monthdays and day.day not in _real_days(day, self.monthdays):
            return False
        return not self.weekdays or any(_is_weekday(day, nth, weekday) for nth, weekday in self.weekdays)


WORDS = {
    "DAILY": Recurrence("DAILY"),
    "WEEKLY": Recurrence("WEEKLY", weekdays=((0, _FRIDAY),), at_end=True),
    "SEMIMONTHLY": Recurrence("MONTHLY", monthdays=(_MIDDLE, _LAST), at_end=True),
    "MONTHLY": Recurrence("MONTHLY", monthdays=(_LAST,), at_end=True),
    "QUARTERLY": Recurrence("YEARLY", months=_QUARTER_ENDS, monthdays=(_LAST,), at_end=True),
    "HALFYEARLY": Recurrence("YEARLY", months=_HALF_ENDS, monthdays=(_LAST,), at_end=True),
    "YEARLY": Recurrence("YEARLY", months=(12,), monthdays=(_LAST,), at_end=True),
}
"""The bare rhythms: the due day is the period's last one, Friday of a week."""

RHYTHM_WORDS = {
    "DAILY": "每日", "WEEKLY": "每周", "SEMIMONTHLY": "每半月", "MONTHLY": "每月", "QUARTERLY": "每季度",
    "HALFYEARLY": "每半年", "YEARLY": "每年",
}  # fmt: skip


def rhythm_word(text: str) -> str:
    """A recurrence in one word of the office; 定期 for a rule of its own."""
    return RHYTHM_WORDS.get(text, "定期")


def parse_recurrence(text: str) -> Recurrence | None:
    """Read a word or an RRULE such as ``FREQ=MONTHLY;BYMONTHDAY=15``; None where it is neither."""
    if text in WORDS:
        return WORDS[text]
    parts = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    known = {"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS"}
    if len(parts) != len(text.split(";")) or not set(parts) <= known or parts.get("FREQ") not in _FREQUENCIES:
        return None
    try:
        return _rule(parts)
    except ValueError:
        return None


def _rule(parts: dict[str, str]) -> Recurrence:
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    months = _numbers(parts.get("BYMONTH", ""), 1, 12)
    monthdays = _numbers(parts.get("BYMONTHDAY", ""), -31, 31)
    weekdays = _weekdays(parts.get("BYDAY", ""))
    position = int(parts.get("BYSETPOS", "0"))
    if not 1 <= interval <= _MOST_TIMES or abs(position) > 31 or 0 in monthdays:
        raise ValueError(interval)
    if monthdays or weekdays or frequency == "DAILY":
        return Recurrence(frequency, interval, months, monthdays, weekdays, position)
    bare = WORDS[frequency]
    return Recurrence(frequency, interval, months or bare.months, bare.monthdays, bare.weekdays, position, at_end=True)


def _numbers(text: str, least: int, most: int) -> tuple[int, ...]:
    numbers = tuple(int(part) for part in text.split(",")) if text else ()
    if any(not least <= number <= most for number in numbers):
        raise ValueError(text)
    return numbers


def _weekdays(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for part in text.split(",") if text else ():
        match = _BYDAY.fullmatch(part)
        if match is None:
            raise ValueError(text)
        found.append((int(match[1] or 0), _WEEKDAYS.index(match[2])))
    return tuple(found)


def _week(day: date) -> int:
    return (day.toordinal() - 1) // 7


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _days_of_month(day: date) -> list[date]:
    return [day.replace(day=one) for one in range(1, monthrange(day.year, day.month)[1] + 1)]


def _real_days(day: date, monthdays: tuple[int, ...]) -> set[int]:
    last = monthrange(day.year, day.month)[1]
    return {min(one, last) if one > 0 else max(last + 1 + one, 1) for one in monthdays}


def _is_weekday(day: date, nth: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if not nth:
        return True
    last = monthrange(day.year, day.month)[1]
    return nth == ((day.day - 1) // 7 + 1 if nth > 0 else -((last - day.day) // 7 + 1))

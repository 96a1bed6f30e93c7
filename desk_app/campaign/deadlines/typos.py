"""What a date that cannot exist may have meant; only ever offered, never taken."""

from __future__ import annotations

import calendar
from datetime import date


def fewer_digits(number: int) -> tuple[int, ...]:
    """What stays of a number when one digit too many was typed: 23 → 2, 3."""
    text = str(number)
    cut = (text[:place] + text[place + 1 :] for place in range(len(text)))
    return tuple(sorted({int(one) for one in cut if one}))


def last_day(year: int, month: int) -> int:
    """The last day of a month."""
    return calendar.monthrange(year, month)[1]


def month_candidates(year: int, month: int, day: int | None) -> tuple[date, ...]:
    """Dates a month over twelve may stand for, one digit dropped."""
    months = [fewer for fewer in fewer_digits(month) if 1 <= fewer <= 12]
    fitting = [fewer for fewer in months if day is None or 1 <= day <= last_day(year, fewer)]
    return tuple(date(year, fewer, day or last_day(year, fewer)) for fewer in fitting)


def day_candidates(year: int, month: int, day: int) -> tuple[date, ...]:
    """Dates a day past the month's end may stand for: the last day first, then with one digit dropped."""
    if day == 0:
        return ()
    last = last_day(year, month)
    days = (last, *(fewer for fewer in fewer_digits(day) if 1 <= fewer < last))
    return tuple(date(year, month, one) for one in dict.fromkeys(days))

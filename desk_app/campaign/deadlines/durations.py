"""Reads a length of time (5个工作日内, 三年内, 为期15天, 半个月内) and counts it out from a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desk_app.campaign.deadlines.scan import Token
from desk_app.campaign.deadlines.typos import last_day
from desk_app.campaign.holidays import Holidays, Reckoned

_UNITS = {"day": "day", "month": "month", "year": "year", "span": ""}
_LONGEST = {"workday": 400, "day": 3700, "week": 520, "month": 120, "year": 30, "hour": 9000}


@dataclass(frozen=True, slots=True)
class Duration:
    """``amount`` of ``unit`` (0.5 for 半); ``inside`` where 内 follows; ``last`` is the token behind it."""

    amount: float
    unit: str
    inside: bool
    last: int
    text: str


def read_duration(tokens: Sequence[Token], place: int) -> Duration | None:
    """The length of time at a token, perhaps behind a comma or 为期; None where there is none."""
    while place < len(tokens) and tokens[place].text in {",", "的", "为", "期", "后", "在", "于", "起"}:
        place += 1
    if place >= len(tokens):
        return None
    first = place
    amount = 0.5 if tokens[place].text == "半" else tokens[place].value if tokens[place].kind == "num" else None
    if not amount:
        return None
    place += 1
    counted_by = place < len(tokens) and tokens[place].text == "个"
    place += counted_by
    if place >= len(tokens) or tokens[place].kind not in _UNITS or tokens[place].text == "号":
        return None
    unit = _UNITS[tokens[place].kind] or str(tokens[place].value)
    if amount > _LONGEST[unit] or (amount < 1 and unit not in {"month", "year"}):
        return None
    if unit == "month" and not counted_by:
        return None
    place += 1
    if place < len(tokens) and tokens[place].text in {"时", "的"}:
        place += 1
    inside = place < len(tokens) and tokens[place].kind == "edge" and tokens[place].value == "in"
    place += inside
    return Duration(amount, unit, inside, place, "".join(token.text for token in tokens[first:place]))


def counted(start: date, duration: Duration, holidays: Holidays) -> tuple[date, tuple[str, ...]]:
    """The end of a length that begins on a written day; 为期 counts that day, 内 leaves it open and is asked."""
    if not duration.inside and duration.unit != "workday":
        return max(start, ahead(start, duration, holidays).day - timedelta(days=1)), ()
    end = ahead(start, duration, holidays)
    return end.day, (f"“{duration.text}”按自次日起算", *no_data(end))


def no_data(reckoned: Reckoned) -> tuple[str, ...]:
    """What to say where the holiday table had nothing to count with."""
    return tuple(f"节假日表没有{year}年的数据，只按周一至周五计" for year in reckoned.missing)


def ahead(day: date, duration: Duration, holidays: Holidays) -> Reckoned:
    """The day a length ends on, counted from the day after."""
    amount = duration.amount
    match duration.unit:
        case "workday":
            return holidays.working_day_after(day, max(1, int(amount)))
        case "day" | "week" | "hour":
            factor = {"day": 1.0, "week": 7.0, "hour": 1 / 24}[duration.unit]
            return Reckoned(day + timedelta(days=int(amount * factor)))
    if duration.unit == "month" and amount < 1:
        return Reckoned(day + timedelta(days=15))
    year, month = divmod(day.year * 12 + day.month - 1 + int(amount * (12 if duration.unit == "year" else 1)), 12)
    return Reckoned(date(year, month + 1, min(day.day, last_day(year, month + 1))))

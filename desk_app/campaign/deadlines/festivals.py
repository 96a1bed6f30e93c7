"""The days of a festival (节日) and of its holiday, from the holiday table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.point import Point
from desk_app.campaign.deadlines.words import FIXED_FESTIVALS, PAIRS

_PAST = timedelta(days=60)
_HALF_YEAR = 180


@dataclass(frozen=True, slots=True)
class Feast:
    """A festival's first and last day and those of its holiday; None where the table does not know them."""

    name: str
    year: int
    day: date | None
    last: date | None
    off: tuple[date, date] | None
    doubts: tuple[str, ...] = ()


def resolve_feast(point: Point, frame: Frame) -> Feast:
    """The festival a point names, in its year by rule 1."""
    first, last = PAIRS.get(point.festival, (point.festival, point.festival))
    year = _year(point, frame, last)
    begin, end = _day(first, year, frame), _day(last, year, frame)
    stretches = [frame.holidays.holiday(name, year) for name in (first, last)]
    doubts: tuple[str, ...] = () if first == last else (f"“{point.festival}”按{first}、{last}计",)
    if begin is None or end is None:
        return Feast(point.festival, year, None, None, None, (*doubts, f"节假日表没有{year}年的{point.festival}"))
    if begin > end:
        begin, end = end, begin
    known = [one for one in stretches if one is not None]
    if not known and not frame.holidays.has(year):
        doubts += (f"节假日表没有{year}年的放假安排",)
    off = (min(one.start for one in known), max(one.end for one in known)) if known else None
    return Feast(point.festival, year, begin, end, off, doubts)


def _year(point: Point, frame: Frame, name: str) -> int:
    if point.year is not None:
        return point.year
    if point.year_shift is not None:
        base = frame.earlier or frame.on
        return base.year + 1 if point.year_shift == 100 else frame.on.year + point.year_shift
    year = (frame.earlier or frame.on).year
    day = _day(name, year, frame)
    if day is None or day >= frame.on - _PAST:
        return year
    if frame.earlier is None:
        return year + 1
    return year + 1 if (frame.earlier - day).days >= _HALF_YEAR else year


def _day(name: str, year: int, frame: Frame) -> date | None:
    day = frame.holidays.festival(name, year)
    if day is None and name in FIXED_FESTIVALS and 1900 <= year <= 2199:
        return date(year, *FIXED_FESTIVALS[name])
    return day

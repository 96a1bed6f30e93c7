"""Turns a calendar point into days: which year an unwritten one is, what 旬 and 底 mean, what cannot exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.point import Point
from desk_app.campaign.deadlines.told_year import told_year
from desk_app.campaign.deadlines.typos import day_candidates, fewer_digits, last_day, month_candidates

_WEEK = timedelta(days=7)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_XUN = {1: (1, 10), 2: (11, 20), 3: (21, 31)}
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Days:
    """The first and last day of a point, with an hour where one is written."""

    start: date
    end: date
    at: time | None = None
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    candidates: tuple[date, ...] = ()

    @property
    def due(self) -> date | datetime:
        """The last moment: a day, or a day with its hour."""
        return self.end if self.at is None else datetime.combine(self.end, self.at)


@dataclass(frozen=True, slots=True)
class Impossible:
    """A point that the calendar does not have."""

    why: str
    candidates: tuple[date, ...] = ()


def resolve(point: Point, frame: Frame) -> Days | Impossible:
    """The days of a point (festivals are read by ``festivals``); Impossible where there is no such day."""
    if point.fault:
        return Impossible(point.fault)
    if point.clock is not None and point.clock.fault:
        return Impossible(point.clock.fault)
    if point.year is not None and not _FIRST_YEAR <= point.year <= _LAST_YEAR:
        return Impossible(f"没有{point.year}年这个年份", _other_years(point, frame))
    found = _from_today(point, frame) if _counts_from_today(point) else _from_calendar(point, frame)
    return found if isinstance(found, Impossible) else _finished(point, found)


def _other_years(point: Point, frame: Frame) -> tuple[date, ...]:
    years = [year for year in fewer_digits(point.year or 0) if abs(year - frame.on.year) <= 5]
    month = point.month if point.month and point.month <= 12 else 12
    return tuple(date(year, month, min(point.day or 31, last_day(year, month))) for year in years)


def _other_months(point: Point, frame: Frame) -> tuple[date, ...]:
    """What a month over twelve may stand for, each in the year that rule 1 gives it."""
    if not point.month:
        return ()
    found = []
    for fewer in fewer_digits(point.month):
        probe = partial(_month_end, min(max(fewer, 1), 12))
        year = told_year(point, frame, probe)[0]
        found += [day for day in month_candidates(year, point.month, point.day) if day.month == fewer]
    return tuple(dict.fromkeys(found))


def _month_end(month: int, year: int) -> date:
    return date(year, month, last_day(year, month))


def _counts_from_today(point: Point) -> bool:
    return (
        point.day_shift is not None
        or point.week_shift is not None
        or (point.weekday is not None and point.day is None and point.month is None)
    )


def _from_today(point: Point, frame: Frame) -> Days:
    if point.day_shift is not None:
        day = frame.on + timedelta(days=point.day_shift)
        return Days(day, day, notes=("从参照日期算起",))
    monday = frame.on - timedelta(days=frame.on.weekday()) + timedelta(weeks=point.week_shift or 0)
    if point.weekday is None:
        return Days(monday, monday + timedelta(days=6))
    if point.week_shift is None and frame.within is not None and frame.within[1] - frame.within[0] < _WEEK:
        day = frame.within[0] + timedelta(days=(point.weekday - frame.within[0].weekday()) % 7)
        if day <= frame.within[1]:
            return Days(day, day)
    day = monday + timedelta(days=point.weekday)
    if point.week_shift is None:
        day += timedelta(weeks=1 if day < frame.on else 0)
        return Days(day, day, doubts=(f"“周{_WEEKDAYS[point.weekday]}”未写哪一周",))
    return Days(day, day)


def _from_calendar(point: Point, frame: Frame) -> Days | Impossible:  # noqa: PLR0911  one case a line
    if point.quarter_shift is not None and point.quarters is None:
        return _quarters_from_today(point, frame)
    if point.half == 0:
        half = 1 if frame.on.month <= 6 else 2
        return _months(frame.on.year, half * 6 - 5, half * 6, point.place)
    if point.month_shift is not None:
        month, year = _month_from_today(point.month_shift, frame)
        return _in_month(point, year, month)
    fault = _fault(point)
    if fault is not None:
        return Impossible(fault, _other_months(point, frame))
    if point.month is None and point.day is not None:
        return _day_of_some_month(point, frame)
    year, notes, doubts = told_year(point, frame, lambda year: _probe(point, year))
    found = _in_year(point, year)
    if isinstance(found, Days):
        return Days(found.start, found.end, doubts=(*found.doubts, *doubts), notes=(*found.notes, *notes))
    return found


def _fault(point: Point) -> str | None:
    if point.month is not None and not 1 <= point.month <= 12:
        return f"没有“{point.month}月”"
    if point.quarters is not None and not 1 <= point.quarters[0] <= point.quarters[1] <= 4:
        wrong = point.quarters[1] if not 1 <= point.quarters[1] <= 4 else point.quarters[0]
        return f"没有“第{wrong}季度”"
    return None


def _quarters_from_today(point: Point, frame: Frame) -> Days | Impossible:
    number = frame.on.year * 4 + (frame.on.month - 1) // 3 + (point.quarter_shift or 0)
    year, last = number // 4, number % 4 * 3 + 3
    return _in_month(point, year, last) if point.day is not None else _months(year, last - 2, last, point.place)


def _month_from_today(shift: int, frame: Frame) -> tuple[int, int]:
    now = frame.month if frame.month is not None and shift == 0 else frame.on
    number = now.year * 12 + now.month - 1 + shift
    return number % 12 + 1, number // 12


def _day_of_some_month(point: Point, frame: Frame) -> Days | Impossible:
    """15日前 without a month: that of the earlier date, else of the reference date, always asked about."""
    base = frame.earlier or frame.on
    year, month = base.year, base.month
    if point.day is None or not 1 <= point.day <= 31:
        return Impossible(f"没有“{point.day}日”")
    if frame.month is not None and (not frame.beside or base.replace(day=1) == frame.month):
        return _in_month(point, frame.month.year, frame.month.month)
    if date(year, month, min(point.day, last_day(year, month))) < base and frame.earlier is None:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    found = _in_month(point, year, month)
    if isinstance(found, Impossible):
        return found
    return Days(found.start, found.end, doubts=(f"未写月份，按{year}年{month}月读",))


def _probe(point: Point, year: int) -> date:
    """The last day a point would have in a year; a wrong day is clamped, it is told elsewhere."""
    if point.month is not None:
        found = _in_month(Point(month=point.month, xun=point.xun, place=point.place), year, point.month)
        end = found.end if isinstance(found, Days) else date(year, point.month, 1)
        return end if point.day is None else end.replace(day=max(1, min(point.day, end.day)))
    found = _in_year(point, year)
    return found.end if isinstance(found, Days) else date(year, 12, 31)


def _in_year(point: Point, year: int) -> Days | Impossible:
    if point.month is not None:
        return _in_month(point, year, point.month)
    if point.quarters is not None:
        return _months(year, point.quarters[0] * 3 - 2, point.quarters[1] * 3, point.place)
    if point.half is not None:
        return _months(year, point.half * 6 - 5, point.half * 6, point.place)
    if point.place == "初":
        return Days(date(year, 1, 1), date(year, 1, 31), doubts=("“年初”按1月计",))
    if point.place == "中":
        return Days(date(year, 6, 30), date(year, 6, 30), doubts=("“年中”按6月30日计",))
    return _months(year, 1, 12, point.place)


def _months(year: int, first: int, last: int, place: str) -> Days:
    start, end = date(year, first, 1), date(year, last, last_day(year, last))
    if place == "底":
        return Days(end, end)
    if place == "初":
        return Days(start, start + timedelta(days=14), doubts=("“初”没有确定的日期，按前15天计",))
    if place == "中":
        middle = start + (end - start) / 2
        return Days(middle, middle, doubts=("“中”没有确定的日期，按居中一天计",))
    return Days(start, end)


def _in_month(point: Point, year: int, month: int) -> Days | Impossible:  # noqa: PLR0911  one case a line
    last = last_day(year, month)
    if point.day is not None:
        if not 1 <= point.day <= last:
            return Impossible(f"{year}年{month}月没有{point.day}日", day_candidates(year, month, point.day))
        day = date(year, month, point.day)
        return Days(day, day)
    if point.xun is not None:
        first, final = _XUN[point.xun[0]][0], _XUN[point.xun[1]][1]
        if final < first:
            return Impossible("旬的先后颠倒")
        return Days(date(year, month, first), date(year, month, min(final, last)))
    if point.place == "底":
        return Days(date(year, month, last), date(year, month, last))
    if point.place == "初":
        return Days(date(year, month, 1), date(year, month, 5), doubts=("“月初”按前5天计",))
    if point.place == "中":
        return Days(date(year, month, 11), date(year, month, 20), doubts=("“月中”按11日至20日计",))
    return Days(date(year, month, 1), date(year, month, last))


def _finished(point: Point, days: Days) -> Days:
    """Hour, weekday and what the writing left in doubt, added to the days."""
    doubts, notes, candidates = (*point.doubts, *days.doubts), days.notes, days.candidates
    at = None
    if point.clock is not None:
        at = point.clock.at
        doubts += (point.clock.doubt,) if point.clock.doubt else ()
        notes += (point.clock.note,) if point.clock.note else ()
    if point.weekday is not None and point.day is not None and days.end.weekday() != point.weekday:
        real = _WEEKDAYS[days.end.weekday()]
        doubts += (f"{days.end.month}月{days.end.day}日是周{real}，不是周{_WEEKDAYS[point.weekday]}",)
        candidates = (days.end, _nearest(days.end, point.weekday))
    return Days(days.start, days.end, at, doubts, notes, candidates)


def _nearest(day: date, weekday: int) -> date:
    shift = (weekday - day.weekday() + 3) % 7 - 3
    return day + timedelta(days=shift)

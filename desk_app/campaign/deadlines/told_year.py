"""Which year an unwritten one is: that of the date before, of the campaign's span, of the reference date (rule 1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.point import Point

_PAST = timedelta(days=60)
_FAR, _NEXT = 30, 100
_DECEMBER = 12


def told_year(point: Point, frame: Frame, probe: Callable[[int], date]) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Rule 1: the written year, else that of the nearest earlier date, else the reference date's or the next one.

    A date of another sentence gives no year that leads out of the campaign where the span has the day once.
    """
    if point.year is not None:
        far = abs(point.year - frame.on.year) > _FAR and point.year > frame.on.year
        return point.year, (), ((f"{point.year}年离现在很远",) if far else ())
    inside = _years_inside(frame, probe)
    if point.year_shift is not None:
        return _shifted(point.year_shift, frame, inside), (), ()
    if frame.earlier is not None:
        inherited = _inherited(frame, frame.earlier, probe)
        if frame.beside or len(inside) != 1 or inherited[0] == inside[0]:
            return _doubted(inherited, frame, probe, inside)
    return _unwritten(frame, probe, inside)


def _doubted(
    inherited: tuple[int, tuple[str, ...], tuple[str, ...]],
    frame: Frame,
    probe: Callable[[int], date],
    inside: list[int],
) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """A year handed on by a date whose own year was only reckoned is asked where the reference date tells another."""
    year, notes, doubts = inherited
    other = _unwritten(frame, probe, inside)[0] if frame.inferred else year
    if other == year:
        return inherited
    return year, notes, (*doubts, f"未写年份，承前文为{year}年，按参照日期为{other}年")


def _shifted(shift: int, frame: Frame, inside: list[int]) -> int:
    """今年 and 明年 count from the reference date, 次年 from the date before or where the span alone allows it."""
    if shift != _NEXT:
        ahead = shift == 0 and frame.on.month == _DECEMBER and frame.on.year + 1 in inside
        return frame.on.year + shift + ahead
    return (
        inside[0]
        if len(inside) == 1
        else (frame.base or (frame.on if frame.beside else frame.earlier) or frame.on).year + 1
    )


def _unwritten(
    frame: Frame, probe: Callable[[int], date], inside: list[int]
) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """The only year of the span that has the day, else the reference date's or the next one."""
    if len(inside) == 1:
        return inside[0], (f"未写年份，按专项起止为{inside[0]}年",), ()
    year = frame.on.year
    if probe(year) < frame.on - _PAST:
        return year + 1, (f"未写年份，{year}年的已过去两个月以上，按{year + 1}年计",), ()
    return year, (f"未写年份，按{year}年计",), ()


def _years_inside(frame: Frame, probe: Callable[[int], date]) -> list[int]:
    """The years in which a day without one falls into the campaign's span."""
    span = frame.within or frame.years
    if span is None:
        return []
    first, last = span
    if last.year - first.year > _FAR:
        return []
    return [year for year in range(first.year, last.year + 1) if first <= probe(year) <= last]


def _inherited(
    frame: Frame, earlier: date, probe: Callable[[int], date]
) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    year, day = earlier.year, probe(earlier.year)
    if day >= frame.on - _PAST or day >= earlier:
        return year, (f"年份承上文，为{year}年",), ()
    if (earlier - day).days >= 180:
        return year + 1, (f"年份承上文，跨入{year + 1}年",), ()
    return year, (), (f"年份承上文为{year}年，但早于上文日期",)

"""报送时限 as a clerk types it: one day, or a rhythm with its day (每月25日, 每期次月5日), for each period."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desk_app.campaign.calendar_days import month_after
from desk_app.campaign.calendar_rhythm import Recurrence, parse_recurrence
from desk_app.campaign.deadlines import Deadline, Kind, State, read_deadline
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.period import Period, Rhythm, period_of
from desk_app.problems import DeskError

_AFTER = re.compile(
    r"^(?:报送时限为?|于|在)?(?:每期|每个?[月周年]|每季度?|每半年)?的?(?:[次下](?:一?个)?)(月|周|季度|半年|年)(?=[^份])"
)
_UNITS = {"周": Rhythm.WEEK, "月": Rhythm.MONTH, "季度": Rhythm.QUARTER, "半年": Rhythm.HALFYEAR, "年": Rhythm.YEAR}
_MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.HALFYEAR: 6, Rhythm.YEAR: 12}
_WEEK = timedelta(days=7)
_MANNER = "请写成“2月15日”“每月25日”“每期次月5日”“每季度末月25日”的样子，有钟点的写在日后，如“2月15日12时前”"


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day for a return, and the hour where one is written."""

    day: date
    clock: time | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to read a date that leaves something out: the day it is read on, the campaign's span, holidays."""

    on: date
    span: tuple[date, date]
    holidays: Holidays


def due_days(text: str, periods: Sequence[Period], reading: Reading) -> Mapping[str, DueDay]:
    """The day of each period by its code.

    A rhythm must name exactly one day in (or, with 次月 and its like, after) each period; a mere day holds for one
    period. DeskError, with how to write it, for anything that leaves a doubt: nothing is corrected or guessed.
    """
    said = "".join(text.split())
    if not said:
        raise DeskError(f"还没有写报送时限，{_MANNER}。")
    after = _AFTER.match(said)
    shown = f"每{after[1]}{said[after.end() :]}" if after else said
    read = read_deadline(shown, reading.on, reading.span, reading.holidays)
    if read.state is not State.CLEAR:
        raise DeskError(f"“{text.strip()}”：{read.why.rstrip('。')}。{_MANNER}。")
    rule = parse_recurrence(read.recurrence) if read.kind is Kind.RECURRING and read.recurrence else None
    if rule is not None:
        unit = _UNITS[after[1]] if after else None
        return {one.code: DueDay(_day_of(rule, one, unit, text.strip()), read.at) for one in periods}
    return _one_day(read, periods, text.strip())


def _one_day(read: Deadline, periods: Sequence[Period], text: str) -> Mapping[str, DueDay]:
    if read.kind not in {Kind.BY, Kind.WINDOW} or read.end is None:
        raise DeskError(f"“{text}”不是一个确定的时限，{_MANNER}。")
    if len(periods) > 1:
        raise DeskError(
            f"“{text}”只是一天，而这张表有{len(periods)}期：请只选一期，或写成“每期次月5日”“每月25日”的样子。"
        )
    end = read.end
    clock = end.time() if isinstance(end, datetime) else None
    return {one.code: DueDay(date(end.year, end.month, end.day), clock) for one in periods}


def _day_of(rule: Recurrence, period: Period, unit: Rhythm | None, text: str) -> date:
    if period.start is None or period.end is None:
        raise DeskError(f"“{period.label}”没有起止，定不了“{text}”，请写成一天，如“2月15日”。")
    first, last = (period.start, period.end) if unit is None else _stretch_after(period.end, unit)
    days = tuple(rule.days(first, last, first))
    if len(days) != 1:
        found = f"有{len(days)}个日子" if days else "没有一个日子"
        raise DeskError(f"按“{text}”，“{period.label}”这一期{found}，定不下来。{_MANNER}。")
    return days[0]


def _stretch_after(end: date, unit: Rhythm) -> tuple[date, date]:
    """The week, month … after the one in which a period ends."""
    following = end + _WEEK if unit is Rhythm.WEEK else month_after(end.replace(day=1), _MONTHS[unit])
    found = period_of(following, unit)
    return found.start or following, found.end or following

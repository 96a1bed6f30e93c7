"""Days as a calendar shows them: six weeks of a month from Monday, weeks, and the offer to bring a day forward."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from desk_app.campaign.holidays import Holidays

WEEKDAY_WORDS = ("一", "二", "三", "四", "五", "六", "日")
WEEKS_SHOWN = 6
_FURTHEST_BACK = 30
_WEEKEND = 5


def month_days(year: int, month: int) -> tuple[date, ...]:
    """The 42 days of a month's page: from the Monday on or before its first day."""
    first = monday_of(date(year, month, 1))
    return tuple(first + timedelta(days=offset) for offset in range(WEEKS_SHOWN * 7))


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def month_after(day: date, months: int) -> date:
    """The same day so many months later (earlier, where negative), cut to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def short_day(day: date) -> str:
    """3月31日."""
    return f"{day.month}月{day.day}日"


def long_day(day: date) -> str:
    """2023年3月31日."""
    return f"{day.year}年{short_day(day)}"


def long_moment(at: datetime) -> str:
    """2023年3月31日 16:05."""
    return f"{long_day(at)} {at:%H:%M}"


def until(clock: time | None) -> str:
    """12:00前; empty for a mere day."""
    return "" if clock is None else f"{clock:%H:%M}前"


def weekday_word(day: date) -> str:
    """周五."""
    return f"周{WEEKDAY_WORDS[day.weekday()]}"


def earlier_workday(day: date, holidays: Holidays) -> date | None:
    """The last day before, on which an office works; None when the day itself is one."""
    if holidays.is_workday(day):
        return None
    days = (day - timedelta(days=back) for back in range(1, _FURTHEST_BACK))
    return next((one for one in days if holidays.is_workday(one)), None)


def offer_text(day: date, holidays: Holidays) -> str:
    """建议提前到… where a day is free; empty on a working day. The day itself is never moved."""
    earlier = earlier_workday(day, holidays)
    if earlier is None:
        return ""
    reason = f"当日{weekday_word(day)}" if day.weekday() >= _WEEKEND else "当日放假"
    unknown = "" if holidays.has(day.year) else f"（{day.year}年放假安排未录入，只按周末计）"
    return f"{reason}，建议提前到{short_day(earlier)}（{weekday_word(earlier)}）{unknown}"

"""期次: the stretch of time for which a form is collected, of which a month is only the commonest."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from desk_app.problems import DeskError

_CODES = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:-(?:(?P<month>\d\d?)|W(?P<week>\d\d?)|Q(?P<quarter>\d)|H(?P<half>\d)))?",
    re.IGNORECASE,
)
_ADHOC = "adhoc-"
_HALF_NAMES = ("上半年", "下半年")
_QUARTER_NAMES = ("一", "二", "三", "四")


class Rhythm(StrEnum):
    """How often a form is collected from its units."""

    ONCE = "once"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALFYEAR = "halfyear"
    YEAR = "year"
    ADHOC = "adhoc"

    @property
    def label(self) -> str:
        """The rhythm in the office's words."""
        return _RHYTHM_LABELS[self]


_RHYTHM_LABELS = {
    Rhythm.ONCE: "一次性报送",
    Rhythm.WEEK: "每周",
    Rhythm.MONTH: "每月",
    Rhythm.QUARTER: "每季度",
    Rhythm.HALFYEAR: "每半年",
    Rhythm.YEAR: "每年",
    Rhythm.ADHOC: "临时",
}


@dataclass(frozen=True, slots=True)
class Period:
    """One 期次, named by the code the command line takes (``2023-03``, ``2023-W07``, ``2023-Q1``, ``once``).

    ``start`` and ``end`` are its first and last day, None for a form collected once or ad hoc.
    """

    code: str
    rhythm: Rhythm
    start: date | None = None
    end: date | None = None

    @property
    def label(self) -> str:
        """The period as an office writes it: 2023年3月, 2023年第7周, 2023年第一季度."""
        if self.rhythm is Rhythm.ONCE:
            return "一次性报送"
        if self.rhythm is Rhythm.ADHOC:
            return self.code.removeprefix(_ADHOC)
        year, _, part = self.code.partition("-")
        names = {
            Rhythm.YEAR: "",
            Rhythm.MONTH: f"{part.lstrip('0')}月",
            Rhythm.WEEK: f"第{part[1:].lstrip('0')}周",
        }
        if self.rhythm is Rhythm.QUARTER:
            return f"{year}年第{_QUARTER_NAMES[int(part[1:]) - 1]}季度"
        if self.rhythm is Rhythm.HALFYEAR:
            return f"{year}年{_HALF_NAMES[int(part[1:]) - 1]}"
        return f"{year}年{names[self.rhythm]}"

    def contains(self, day: date) -> bool:
        """Whether a day lies in this period; a period without bounds contains every day."""
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)

    def sort_key(self) -> tuple[date, str]:
        """Periods in the order of time, those without bounds first."""
        return (self.end or date.min, self.code)


ONCE = Period("once", Rhythm.ONCE)


def parse_period(code: str) -> Period:
    """Read a period code such as ``2023-03``; raises DeskError with a sentence when it names none."""
    text = code.strip()
    if text.lower() == ONCE.code:
        return ONCE
    if text.lower().startswith(_ADHOC) and len(text) > len(_ADHOC):
        return Period(text, Rhythm.ADHOC)
    match = _CODES.fullmatch(text)
    period = _from_match(match) if match else None
    if period is None:
        forms = "2023-03（月）、2023-W07（周）、2023-Q1（季）、2023-H1（半年）、2023（年）或 once（一次性）"
        raise DeskError(f"期次“{code}”无法识别，请按 {forms} 填写。")
    return period


def _from_match(match: re.Match[str]) -> Period | None:
    year = int(match["year"])
    if match["month"]:
        month = int(match["month"])
        return month_period(year, month) if 1 <= month <= 12 else None
    if match["week"]:
        week = int(match["week"])
        return week_period(year, week) if 1 <= week <= _weeks_in(year) else None
    if match["quarter"]:
        quarter = int(match["quarter"])
        return _span(f"{year}-Q{quarter}", Rhythm.QUARTER, year, 3 * quarter - 2, 3) if 1 <= quarter <= 4 else None
    if match["half"]:
        half = int(match["half"])
        return _span(f"{year}-H{half}", Rhythm.HALFYEAR, year, 6 * half - 5, 6) if half in (1, 2) else None
    return _span(str(year), Rhythm.YEAR, year, 1, 12)


def month_period(year: int, month: int) -> Period:
    """The period of one calendar month."""
    return _span(f"{year}-{month:02d}", Rhythm.MONTH, year, month, 1)


def week_period(year: int, week: int) -> Period:
    """The period of one ISO week, Monday to Sunday."""
    monday = date.fromisocalendar(year, week, 1)
    return Period(f"{year}-W{week:02d}", Rhythm.WEEK, monday, monday + timedelta(days=6))


def _weeks_in(year: int) -> int:
    return date(year, 12, 28).isocalendar().week


def _span(code: str, rhythm: Rhythm, year: int, month: int, months: int) -> Period:
    last = month + months - 1
    return Period(code, rhythm, date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1]))


@lru_cache(maxsize=1024)
def period_of(day: date, rhythm: Rhythm) -> Period:
    """The period of a rhythm in which a day lies; ONCE for a form that is collected once."""
    match rhythm:
        case Rhythm.WEEK:
            iso = day.isocalendar()
            return week_period(iso.year, iso.week)
        case Rhythm.MONTH:
            return month_period(day.year, day.month)
        case Rhythm.QUARTER:
            return parse_period(f"{day.year}-Q{(day.month + 2) // 3}")
        case Rhythm.HALFYEAR:
            return parse_period(f"{day.year}-H{(day.month + 5) // 6}")
        case Rhythm.YEAR:
            return parse_period(str(day.year))
        case _:
            return ONCE


def periods_between(rhythm: Rhythm, start: date, end: date) -> Iterator[Period]:
    """All periods of a rhythm that touch the span, in order; just ONCE for forms collected once, none for ad hoc."""
    if rhythm is Rhythm.ONCE:
        yield ONCE
        return
    if rhythm is Rhythm.ADHOC:
        return
    day = start
    while day <= end:
        period = period_of(day, rhythm)
        yield period
        if period.end is None:
            return
        day = period.end + timedelta(days=1)

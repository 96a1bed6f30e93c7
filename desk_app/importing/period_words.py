"""Finds months, quarters, weeks and years in titles and names: 2023年2月, 2023-01, 202301, 一月, 第一季度, 第7周."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desk_app.campaign.period import Period, Rhythm, parse_period, period_of
from desk_app.problems import DeskError

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_CHINESE = re.compile(r"([〇零○一二三四五六七八九十]+)(?=\s*(?:年|月|日|号|季度|周))")
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)\s*年?\s*(?:度\s*)?[-_.]?\s*)?"
_DATES = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号]"
    r"|(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}(?!\d)"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*[日号])"
)
_FILLED_ON = re.compile(r"(?:填报|填表|报送|上报|制表)?(?:日期|时间)\s*[::]\s*\S*")
_FORMS: tuple[tuple[re.Pattern[str], Rhythm], ...] = (
    (re.compile(_YEAR + r"第?\s*(?P<number>[1-4])\s*季度?"), Rhythm.QUARTER),
    (re.compile(r"(?P<year>20\d\d)[-_ ]?Q(?P<number>[1-4])(?!\d)", re.IGNORECASE), Rhythm.QUARTER),
    (re.compile(_YEAR + r"(?P<number>[上下])半年"), Rhythm.HALFYEAR),
    (re.compile(r"(?P<year>20\d\d)[-_ ]?H(?P<number>[12])(?!\d)", re.IGNORECASE), Rhythm.HALFYEAR),
    (re.compile(_YEAR + r"第\s*(?P<number>\d{1,2})\s*周"), Rhythm.WEEK),
    (re.compile(r"(?P<year>20\d\d)[-_ ]?W(?P<number>\d\d?)(?!\d)", re.IGNORECASE), Rhythm.WEEK),
    (re.compile(_YEAR + r"(?<!\d)(?P<number>1[0-2]|0?[1-9])\s*月(?:份|度)?(?!\d)"), Rhythm.MONTH),
    (re.compile(r"(?<!\d)(?P<year>20\d\d)[-._/](?P<number>1[0-2]|0?[1-9])(?![\d])(?![-./]\d)"), Rhythm.MONTH),
    (re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<number>0[1-9]|1[0-2])(?!\d)"), Rhythm.MONTH),
    (re.compile(r"(?<!\d)(?P<year>20\d\d)\s*年(?P<number>)"), Rhythm.YEAR),
)
_RANGE = re.compile(
    _YEAR + r"(?<!\d)(?P<first>1[0-2]|0?[1-9])\s*月?\s*(?:[-–—~至到]+)\s*(?P<last>1[0-2]|0?[1-9])\s*月(?:份|度)?(?!\d)"
)
_QUARTERS = {(1, 3): 1, (4, 6): 2, (7, 9): 3, (10, 12): 4}
_HALF_YEARS = {(1, 6): 1, (7, 12): 2}
_WIDE = frozenset({Rhythm.QUARTER, Rhythm.HALFYEAR})
_ANY_YEAR = 2023
_HALVES = {"上": 1, "下": 2}


@dataclass(frozen=True, slots=True)
class PeriodHint:
    """A stretch of time as a text names it; ``year`` is None where it is not written, ``number`` 0 for a whole year."""

    rhythm: Rhythm
    number: int
    year: int | None = None

    def period(self, year: int) -> Period | None:
        """The period in a year, None when there is none (week 54)."""
        codes: dict[Rhythm, str] = {
            Rhythm.MONTH: f"{year}-{self.number:02d}",
            Rhythm.WEEK: f"{year}-W{self.number:02d}",
            Rhythm.QUARTER: f"{year}-Q{self.number}",
            Rhythm.HALFYEAR: f"{year}-H{self.number}",
            Rhythm.YEAR: str(year),
        }
        try:
            return parse_period(codes[self.rhythm])
        except DeskError:
            return None


@dataclass(frozen=True, slots=True)
class NamedTime:
    """What a text says of time: its hints, the years written by themselves, and the text without all of them.

    ``ranges`` are stretches of months that are no period of their own (1-2月).
    """

    hints: tuple[PeriodHint, ...]
    years: tuple[int, ...]
    rest: str
    ranges: tuple[str, ...] = ()


def read_time(text: str) -> NamedTime:
    """Take every stretch of time out of a text; whole dates (when something was sent) are left aside."""
    rest = _FILLED_ON.sub(" ", arabic(unicodedata.normalize("NFKC", text)))
    rest = _DATES.sub(" ", rest)
    hints: list[PeriodHint] = []
    ranges: list[str] = []
    rest = _RANGE.sub(_range_collector(hints, ranges), rest)
    for pattern, rhythm in _FORMS:
        rest = pattern.sub(_collector(hints, rhythm), rest)
    years = tuple(hint.year for hint in hints if hint.rhythm is Rhythm.YEAR and hint.year)
    named = tuple(dict.fromkeys(hint for hint in hints if hint.rhythm is not Rhythm.YEAR))
    return NamedTime(named, years, rest, tuple(ranges))


def _collector(hints: list[PeriodHint], rhythm: Rhythm) -> Callable[[re.Match[str]], str]:
    def collect(match: re.Match[str]) -> str:
        number = match["number"]
        year = match["year"]
        value = _HALVES.get(number) or (int(number) if number else 0)
        hints.append(PeriodHint(rhythm, value, int(year) if year else None))
        return " "

    return collect


def _range_collector(hints: list[PeriodHint], ranges: list[str]) -> Callable[[re.Match[str]], str]:
    """Three or six months that are a quarter or a half year are that; other stretches are kept as they stand."""

    def collect(match: re.Match[str]) -> str:
        first, last = int(match["first"]), int(match["last"])
        if first >= last:
            return match[0]
        year = int(match["year"]) if match["year"] else None
        if (first, last) in _QUARTERS:
            hints.append(PeriodHint(Rhythm.QUARTER, _QUARTERS[first, last], year))
        elif (first, last) in _HALF_YEARS:
            hints.append(PeriodHint(Rhythm.HALFYEAR, _HALF_YEARS[first, last], year))
        else:
            ranges.append(f"{first}-{last}月")
            if year is not None:
                hints.append(PeriodHint(Rhythm.YEAR, 0, year))
        return " "

    return collect


def arabic(text: str) -> str:
    """Chinese numerals before 年, 月, 日, 季度 and 周 as digits."""
    return _CHINESE.sub(lambda match: _number(match[1].replace("〇", "零").replace("○", "零")), text)


def _number(signs: str) -> str:
    if "十" not in signs:
        return "".join(str(_DIGITS[sign]) for sign in signs)
    tens, _, ones = signs.partition("十")
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return signs
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))


def fitting(hint: PeriodHint, year: int, rhythm: Rhythm) -> Period | None:
    """The period of a form's rhythm that a hint names: itself, or the longer one in which it lies."""
    own = hint.period(year)
    if own is None or hint.rhythm is rhythm:
        return own
    if own.start is None or own.end is None:
        return None
    wider = period_of(own.end, rhythm)
    holds = wider.start is not None and wider.start <= own.start
    return wider if holds else None


def unfit(time: NamedTime, rhythm: Rhythm) -> tuple[str, ...]:
    """The quarters, half years and stretches of months a text names that are no period of a form's rhythm."""
    wide = [
        hint for hint in time.hints if hint.rhythm in _WIDE and fitting(hint, hint.year or _ANY_YEAR, rhythm) is None
    ]
    return (*(_named(hint) for hint in wide), *time.ranges)


def _named(hint: PeriodHint) -> str:
    if hint.rhythm is Rhythm.QUARTER:
        return f"第{'一二三四'[hint.number - 1]}季度"
    return f"{'上下'[hint.number - 1]}半年"


def years_with_month(hint: PeriodHint, span: tuple[date, date]) -> list[int]:
    """The years in which the hinted stretch touches a span."""
    found = []
    for year in range(span[0].year, span[1].year + 1):
        period = hint.period(year)
        if period and period.start and period.end and period.start <= span[1] and period.end >= span[0]:
            found.append(year)
    return found


def month_of(period: Period) -> str | None:
    """The month a period is, as 2023-03; None when it is no month."""
    return period.code if period.rhythm is Rhythm.MONTH else None

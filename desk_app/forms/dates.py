"""Reads dates as offices write them; what is ambiguous or cannot exist is asked, never guessed."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from desk_app.forms.reading import CheckContext, Raw, Reading, asked, warned
from desk_app.forms.times import cut_time

_LEAP = 2024
_MIDNIGHT = "00:00"
_SERIAL_FIRST, _SERIAL_LAST = date(2000, 1, 1), date(2099, 12, 31)
_SIGNS = str.maketrans({"。": ".", "·": ".", "–": "-", "—": "-", "−": "-", "〇": "零", "○": "零"})
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_CHINESE = re.compile(r"([零一二三四五六七八九十廿卅]+)(?=\s*[年月日号])")
_WEEKDAY = re.compile(r"[,，(（]?\s*(?:星期|周|礼拜)([一二三四五六日天])\s*[)）]?")
_BLANKS = re.compile(r"(?<=[\d年月日号./-])\s+(?=[\d年月日号./-])")

_FULL = re.compile(r"(\d{4})年(\d{1,2})[月./-](\d{1,2})[日号]?|(\d{4})([./-])(\d{1,2})\5(\d{1,2})[日号]?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SHORT = re.compile(r"(\d\d)年(\d{1,2})月(\d{1,2})[日号]?|(\d\d)([./-])(\d{1,2})\5(\d{1,2})[日号]?")
_NO_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?|(\d{1,2})\.(\d{1,2})[日号]?")
_YEAR_LAST = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d)")
_TWO_PARTS = re.compile(r"\d{1,2}[/-]\d{1,2}")
_MONTH_ONLY = re.compile(r"(?:\d{4}年?[./-]?)?\d{1,2}月份?|\d{4}[./-]\d{1,2}|(?:19|20)\d{4}")
_YEAR_ONLY = re.compile(r"(?:19|20)\d\d年?")
_NOTHING_KNOWN = CheckContext()
_LONGEST_KEPT = 64


def parse_date(text: str, context: CheckContext) -> Reading:
    """Read one date, with a time of day where one is written (``2023-03-05T14:30``).

    A missing year is taken from the context only where that leaves one answer.
    """
    whole = _whole(text) if len(text) <= _LONGEST_KEPT else None
    return _in_context(text, context) if whole is None else whole


@lru_cache(maxsize=2048)
def _whole(text: str) -> Reading | None:
    """What a date that has its year is, which nothing around it changes; None for all others. Dates come again."""
    plain = _taken_apart(text)[0]
    return _in_context(text, _NOTHING_KNOWN) if _FULL.fullmatch(plain) or _COMPACT.fullmatch(plain) else None


def _in_context(text: str, context: CheckContext) -> Reading:
    plain, weekday, clock, lost = _taken_apart(text)
    reading = _day(plain, context)
    if not isinstance(reading.value, str):
        return reading
    if weekday is not None and date.fromisoformat(reading.value).weekday() != weekday:
        return asked("date_weekday", f"{_said(reading.value)}不是所写的星期几，请核对")
    if clock is not None and clock != _MIDNIGHT:
        return Reading(f"{reading.value}T{clock}", reading.trouble)
    if lost and reading.trouble is None:
        return warned(reading.value, "date_half_day", f"“{lost}”没有写几点，只记日期")
    return reading


@lru_cache(maxsize=1024)
def _taken_apart(text: str) -> tuple[str, int | None, str | None, str]:
    """The bare date, and the weekday, the time and the half-day word written beside it; dates come again and again."""
    plain, weekday = _cut_weekday(_plain(text))
    plain, clock, lost = cut_time(plain)
    return _BLANKS.sub("", plain.strip(" .,，;；、")), weekday, clock, lost


def parse_cell(raw: Raw, context: CheckContext) -> Reading:
    """Read a date column's cell: a typed date as it is, a bare number as Excel's day count where that is plausible."""
    value = raw.value
    if isinstance(value, datetime):
        return Reading(iso_text(value))
    if isinstance(value, date):
        return Reading(value.isoformat())
    if value is None:
        return parse_date(raw.text, context)
    return _number(raw.text, float(value), context, epoch_1904=raw.epoch_1904)


def iso_text(value: date | datetime) -> str:
    """A date in ISO, its time only where it has one."""
    if isinstance(value, datetime):
        if value.hour == value.minute == value.second == 0:
            return value.date().isoformat()
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return value.isoformat()


def from_serial(number: float, *, epoch_1904: bool = False) -> datetime | None:
    """The moment an Excel day count stands for, None outside the years 2000 to 2099."""
    epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  office dates have no zone
    if not 0 < number < 100_000:
        return None
    moment = epoch + timedelta(seconds=round(number * 86400))
    return moment if _SERIAL_FIRST <= moment.date() <= _SERIAL_LAST else None


def impossible(month: int, day: int | None, year: int | None = None) -> str:
    """Why a month and day cannot be, as half a sentence; empty when they can. Without a year 2月29日 can be."""
    if not 1 <= month <= 12:
        return f"没有{month}月"
    if day is None:
        return ""
    if not 1 <= day <= calendar.monthrange(year or _LEAP, month)[1]:
        stated = f"{year}年" if year and (month, day) == (2, 29) else ""
        return f"{stated}{month}月没有{day}日"
    return ""


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS).strip()
    return _CHINESE.sub(lambda match: str(_chinese_number(match[1])), plain)


def _chinese_number(signs: str) -> str:
    signs = signs.replace("廿", "二十").replace("卅", "三十")
    if "十" not in signs:
        return "".join(str(_DIGITS[sign]) for sign in signs)
    tens, _, ones = signs.partition("十")
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return signs
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))


def _cut_weekday(text: str) -> tuple[str, int | None]:
    match = _WEEKDAY.search(text)
    if match is None:
        return text, None
    day = "一二三四五六日".index(match[1].replace("天", "日"))
    return text[: match.start()] + " " + text[match.end() :], day


def _day(text: str, context: CheckContext) -> Reading:
    if match := _FULL.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = _numbers(match)
        return _existing(year, month, day)
    if match := _SHORT.fullmatch(text):
        year, month, day = _numbers(match)
        return _two_digit_year(year, month, day, context)
    if match := _NO_YEAR.fullmatch(text):
        month, day = _numbers(match)
        return _without_year(month, day, context)
    return _no_day(text)


def _no_day(text: str) -> Reading:
    """Why a text names no single day."""
    if _YEAR_LAST.fullmatch(text) or _TWO_PARTS.fullmatch(text):
        return asked("date_ambiguous", "月和日的先后不明，请写成2023年3月5日的样子")
    if _MONTH_ONLY.fullmatch(text):
        return asked("date_month_only", "只有月份，没有写几日，请补全")
    if _YEAR_ONLY.fullmatch(text):
        return asked("date_month_only", "只有年份，没有写几月几日，请补全")
    return asked("date_unreadable", "不是一个确定的日期，请写成2023年3月5日的样子")


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(part) for part in match.groups() if part and part.isdecimal()]


def _existing(year: int, month: int, day: int) -> Reading:
    why = impossible(month, day, year)
    if why:
        return asked("date_impossible", f"{why}，无此日期，请核对后改正")
    if not 1900 <= year <= 2100:
        return asked("date_year", f"年份{year}不合常理，请核对后改正")
    return Reading(date(year, month, day).isoformat())


def _two_digit_year(year: int, month: int, day: int, context: CheckContext) -> Reading:
    if 2000 + year not in _context_years(context):
        return asked("date_ambiguous", "年份只写了两位，年月日的先后不明，请写成2023年3月5日的样子")
    reading = _existing(2000 + year, month, day)
    if not isinstance(reading.value, str):
        return reading
    return warned(reading.value, "date_short_year", f"年份只写了两位，按{_said(reading.value)}读入")


def _without_year(month: int, day: int, context: CheckContext) -> Reading:
    why = impossible(month, day)
    if why:
        return asked("date_impossible", f"{why}，无此日期，请核对后改正")
    period = context.period
    if period is not None and period.end is not None:
        reading = _existing(period.end.year, month, day)
        if isinstance(reading.value, str) and date.fromisoformat(reading.value) > period.end:
            return asked("date_no_year", f"没有写年份，而{month}月{day}日在{period.label}之后，请补全年份")
        return reading
    return _within_span(month, day, context)


def _within_span(month: int, day: int, context: CheckContext) -> Reading:
    if context.span is not None:
        first, last = context.span
        years = [year for year in range(first.year, last.year + 1) if not impossible(month, day, year)]
        fitting = [year for year in years if first <= date(year, month, day) <= last]
        if len(fitting) == 1:
            return _existing(fitting[0], month, day)
    return asked("date_no_year", "没有写年份，无从确定，请补全年份")


def _context_years(context: CheckContext) -> set[int]:
    if context.period is not None and context.period.end is not None and context.period.start is not None:
        return {context.period.start.year, context.period.end.year}
    if context.span is not None:
        return set(range(context.span[0].year, context.span[1].year + 1))
    return set()


def _number(text: str, number: float, context: CheckContext, *, epoch_1904: bool) -> Reading:
    moment = from_serial(number, epoch_1904=epoch_1904)
    if moment is not None:
        return Reading(iso_text(moment))
    if re.fullmatch(r"\d{1,2}\.[123]", text):
        month, day = text.split(".")
        return asked(
            "date_ambiguous", f"单元格是数字，可能是{month}月{day}日，也可能是{month}月{day}0日，请写成文字日期"
        )
    return parse_date(text, context)


def _said(iso: str) -> str:
    day = date.fromisoformat(iso[:10])
    return f"{day.year}年{day.month}月{day.day}日"

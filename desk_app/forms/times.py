"""Cuts a time of day off the end of an office date: 下午3点, 14:30, 上午."""

from __future__ import annotations

import re

_HALVES = r"凌晨|清晨|早上|早|上午|中午|下午|傍晚|晚上|晚|全天|[AaPp]\.?[Mm]\.?"
_CLOCK = re.compile(
    rf"[T\s,，]*(?P<half>{_HALVES})?\s*(?P<hour>\d{{1,2}})\s*"
    r"(?:[::](?P<minute>\d\d)(?:[::](?P<second>\d\d)(?:\.\d+)?)?|[时点](?P<spoken>\d{1,2}分?|半|整|一刻|三刻)?)"
    rf"\s*(?P<after>[AaPp]\.?[Mm]\.?)?$"
)
_HALF_ONLY = re.compile(rf"[\s,，(（]*(?P<half>{_HALVES})[)）]?$")
_AFTERNOON = {"下午", "傍晚", "晚上", "晚", "pm"}
_SPOKEN = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}


def cut_time(text: str) -> tuple[str, str | None, str]:
    """The text without its time, the time as ``14:30`` where one is certain, and a half-day word that says no hour.

    A time that cannot be (25:00) is left in the text, so that the whole is asked.
    """
    match = _CLOCK.search(text)
    if match is not None:
        clock = _clock(match)
        return (text, None, "") if clock is None else (text[: match.start()], clock, "")
    match = _HALF_ONLY.search(text)
    if match is not None and match.start() > 0:
        return text[: match.start()], None, match["half"]
    return text, None, ""


def _clock(match: re.Match[str]) -> str | None:
    hour = int(match["hour"])
    minute = _minutes(match)
    half = (match["half"] or match["after"] or "").lower().replace(".", "")
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    second = int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second else "")


def _minutes(match: re.Match[str]) -> int:
    spoken = match["spoken"]
    if spoken is not None:
        return _SPOKEN[spoken] if spoken in _SPOKEN else int(spoken.rstrip("分"))
    return int(match["minute"] or 0)

"""Reads a time of day: 12时前, 17:30, 下午5点半, 上午."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from desk_app.campaign.deadlines.scan import Token

_HALF_DAYS = {0: time(12), 1: time(12), 2: None}


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour as written: ``at`` is None where it means the whole day (24时) or no hour is said (下班前)."""

    at: time | None
    doubt: str = ""
    note: str = ""
    fault: str = ""


def read_clock(tokens: Sequence[Token], place: int) -> tuple[Clock, int] | None:
    """The time of day at a place and where it ends; None where there is none."""
    start = place
    if _kind(tokens, place) == "sign" and tokens[place].text in {",", "T", "的", " "}:
        place += 1
    half = None
    if _kind(tokens, place) == "clockhalf":
        half = tokens[place]
        place += 1
    if _kind(tokens, place) == "offwork":
        return Clock(None, note="下班时间各单位不一，按当日计"), place + 1
    figures = _figures(tokens, place)
    if figures is None:
        return None if half is None or start + 1 < place else (_half_day(half), place)
    hour, minute, place = figures
    return _judge(half, hour, minute), place


def _half_day(half: Token) -> Clock:
    at = _HALF_DAYS[half.value]
    if at is not None:
        return Clock(at, note=f"“{half.text}”按12时计")
    said = f"“{half.text}”没有写几点，按当日计"
    return Clock(None, said) if half.text == "午夜" else Clock(None, note=said)


def _figures(tokens: Sequence[Token], place: int) -> tuple[int, int, int] | None:
    if _kind(tokens, place) != "num" or tokens[place].value is None:
        return None
    hour = tokens[place].value
    match _kind(tokens, place + 1):
        case "hour":
            if _kind(tokens, place + 2) == "num" and _kind(tokens, place + 3) == "minute":
                return hour, tokens[place + 2].value or 0, place + 4
            return hour, 0, place + 2
        case "hourhalf":
            return hour, tokens[place + 1].value, place + 2
    if _text(tokens, place + 1) == ":" and _kind(tokens, place + 2) == "num" and len(tokens[place + 2].text) == 2:
        stop = place + 3
        if _text(tokens, stop) == ":" and _kind(tokens, stop + 1) == "num":
            stop += 2
        if _kind(tokens, stop) == "hour":
            stop += 1
        return hour, tokens[place + 2].value, stop
    return None


def _judge(half: Token | None, hour: int, minute: int) -> Clock:
    written = f"{half.text if half else ''}{hour}时" + (f"{minute}分" if minute else "")
    if half is not None and half.value == 2 and hour < 12:
        hour += 12
    if hour == 24 and minute == 0:
        return Clock(None, note="24时即当日结束")
    if hour > 23 or minute > 59:
        return Clock(None, fault=f"没有“{written}”这个时间")
    if half is None and 1 <= hour <= 6:
        return Clock(time(hour, minute), f"“{written}”未写上午或下午")
    if half is not None and half.value == 0 and hour >= 12:
        return Clock(time(hour, minute), f"“{written}”前后不一致")
    if half is not None and half.value == 1 and not 11 <= hour <= 14:
        return Clock(time(hour + 12 if hour < 3 else hour, minute), f"“{written}”前后不一致")
    return Clock(time(hour, minute))


def _kind(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].kind if 0 <= place < len(tokens) else ""


def _text(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].text if 0 <= place < len(tokens) else ""

"""iCalendar (RFC 5545): days that fall due as a file that calendar programs and phones take in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from desk_app.exporting.atomic import replacing

_LONGEST_LINE = 75
_AHEAD_OF_UTC = timedelta(hours=8)
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_PRODUCT = "-//desk-app//zhuanban-taizhang//ZH"
_DOMAIN = "desk-app.invalid"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A day, or an hour of it; ``identity`` is what makes it the same event in the next file (never its wording)."""

    identity: str
    day: date
    summary: str
    description: str = ""
    category: str = ""
    clock: time | None = None


def calendar_text(name: str, events: Iterable[CalendarEvent], stamp: datetime) -> str:
    """The whole file as text: equal events at an equal ``stamp`` (the office's clock, 北京时间) give an equal file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def write_calendar(target: Path, name: str, events: Iterable[CalendarEvent], stamp: datetime) -> None:
    """Write the file, whole or not at all."""
    text = calendar_text(name, events, stamp)
    with replacing(target) as part:
        part.write_bytes(text.encode("utf-8"))


def _event(event: CalendarEvent, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event_uid(event.identity)}"
    yield f"DTSTAMP:{stamp - _AHEAD_OF_UTC:%Y%m%dT%H%M%S}Z"
    yield from _when(event)
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.category:
        yield f"CATEGORIES:{escaped(event.category)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _when(event: CalendarEvent) -> Iterator[str]:
    """A whole day; with an hour that very moment, as UTC so that it is the same wherever the file is opened."""
    if event.clock is not None:
        yield f"DTSTART:{datetime.combine(event.day, event.clock) - _AHEAD_OF_UTC:%Y%m%dT%H%M%S}Z"
        return
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    if event.day < date.max:
        yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"


def event_uid(identity: str) -> str:
    """A name for an event that stays the same from file to file."""
    return f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}@{_DOMAIN}"


def escaped(text: str) -> str:
    """A text value: backslash, comma, semicolon and line break escaped, other control signs as blanks."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub(" ", plain).translate(_ESCAPED)


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, never cut within a character; those after the first begin with a blank."""
    piece, room = "", _LONGEST_LINE
    for char in line:
        size = len(char.encode("utf-8"))
        if size > room:
            yield piece
            piece, room = " ", _LONGEST_LINE - 1
        piece += char
        room -= size
    yield piece

"""What reading one value gives: the value as the program keeps it, and what a person must be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desk_app.campaign.period import Period
from desk_app.campaign.roster import Roster
from desk_app.problems import Level

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Raw:
    """A value as it stands in a file or was typed: its ``text``, and the typed ``value`` where the file has one.

    ``value`` is a number, date or datetime of a spreadsheet cell; ``epoch_1904`` tells how its serials count.
    """

    text: str
    value: float | date | datetime | None = None
    epoch_1904: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is doubtful about one value: a stable ``code`` and half a sentence (what is there, what to do)."""

    level: Level
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The canonical value, None where the text could not be read, and what to say of it."""

    value: str | int | None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a record is checked against: its period, the campaign's span, the roster; each may be unknown."""

    period: Period | None = None
    span: Span | None = None
    roster: Roster | None = None


def asked(code: str, message: str) -> Reading:
    """Nothing was read; a person must say."""
    return Reading(None, Trouble(Level.ERROR, code, message))


def warned(value: str | int, code: str, message: str) -> Reading:
    """Read, with a word of caution."""
    return Reading(value, Trouble(Level.WARNING, code, message))

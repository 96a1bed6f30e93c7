"""What reading one deadline gives: its text for ever, what it means, and how certain that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of deadline an expression is; ``mention`` is a date that is no deadline at all."""

    BY = "by"
    WINDOW = "window"
    FROM = "from"
    RECURRING = "recurring"
    QUOTA = "quota"
    RELATIVE = "relative"
    UNDATED = "undated"
    MENTION = "mention"
    INVALID = "invalid"


class State(StrEnum):
    """明确, 待确认, 日期有误."""

    CLEAR = "clear"
    CONFIRM = "confirm"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline as read; ``text`` stays as it stood, ``why`` is one sentence for the organiser.

    ``end`` is a datetime where an hour is written (late is from the minute after). ``recurrence`` is one of
    the words DAILY … YEARLY or an RRULE text. ``at`` is the hour of a rhythm, which an RRULE does not carry here.
    """

    text: str
    kind: Kind
    start: date | datetime | None = None
    end: date | datetime | None = None
    recurrence: str | None = None
    min_count: int | None = None
    max_count: int | None = None
    candidates: tuple[date, ...] = ()
    state: State = State.CLEAR
    why: str = ""
    at: time | None = None

    def offered(self, *days: date) -> Deadline:
        """With dates that the document gives elsewhere for the same thing, put first among the candidates."""
        return replace(self, candidates=tuple(dict.fromkeys((*days, *self.candidates))))

    def asked(self, why: str, *candidates: date) -> Deadline:
        """Doubted because of something outside the expression, such as a sibling that disagrees."""
        state = State.CONFIRM if self.state is State.CLEAR else self.state
        return replace(self.offered(*candidates), state=state, why=why)

    def starting(self, start: date) -> Deadline:
        """A due date as the end of a stretch whose start the surroundings give (a phase, a campaign)."""
        day = self.end.date() if isinstance(self.end, datetime) else self.end
        if self.kind is not Kind.BY or day is None or start > day:
            return self
        return replace(self, kind=Kind.WINDOW, start=start)

    def to_json(self) -> dict[str, Any]:
        """The shape that the command line prints; dates as ISO text, null where there is none."""
        return {
            "text": self.text,
            "kind": self.kind.value,
            "start": _iso(self.start),
            "end": _iso(self.end),
            "recurrence": self.recurrence,
            "min_count": self.min_count,
            "max_count": self.max_count,
            "candidates": [day.isoformat() for day in self.candidates],
            "state": self.state.value,
            "why": self.why,
        }


def _iso(value: date | datetime | None) -> str | None:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return None if value is None else value.isoformat()

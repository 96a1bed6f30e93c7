"""Atom: one thing said about time in a text, with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from desk_app.campaign.deadlines.rules import Rule


@dataclass(frozen=True, slots=True)
class Atom:
    """What ``sort`` tells, and the values that go with it.

    Sorts: by, window, from, feasts are dates; year a bare year; since and mention what is past or foreign; bad no
    such date; rhythm and rhythmname; quota; relative, length, hour without their day; campaign 活动期间; choice and
    open 不定期; local 寒假; soft 适时; masked XX年; name; leftover what could not be read. ``first`` and ``last``
    count tokens, ``bare`` marks a date without 前 or 起, ``word`` says what it leaves open to a rhythm beside it.
    """

    sort: str
    first: int
    last: int
    start: date | None = None
    end: date | None = None
    at: time | None = None
    bare: bool = False
    grain: str = ""
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    candidates: tuple[date, ...] = ()
    rule: Rule | None = None
    least: int | None = None
    most: int | None = None
    word: str = ""
    days: int | None = None

    @property
    def due(self) -> date | datetime | None:
        """The end with its hour."""
        return self.end if self.end is None or self.at is None else datetime.combine(self.end, self.at)

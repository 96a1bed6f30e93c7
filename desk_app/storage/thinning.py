"""Which backups may go: the nearer the day, the closer they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

_ALL_DAYS = 2
_DAILY_DAYS = 14
_WEEKLY_DAYS = 8 * 7


@dataclass(frozen=True, slots=True)
class Dated:
    """A backup by its file name and the moment at which it was made."""

    name: str
    made_at: datetime


def thin(backups: Iterable[Dated], today: date) -> list[str]:
    """The names to drop: all of two days stay, then the last of a day for 14 days, of a week for 8 weeks, of a month.

    The newest of all always stays, and so does whatever bears a day that is still to come.
    """
    kept: set[tuple[object, ...]] = set()
    dropped: list[str] = []
    for backup in sorted(backups, key=lambda one: (one.made_at, one.name), reverse=True):
        stretch = _stretch(backup, today)
        if stretch in kept:
            dropped.append(backup.name)
        kept.add(stretch)
    return dropped


def _stretch(backup: Dated, today: date) -> tuple[object, ...]:
    """The stretch of time of which one backup is enough."""
    day = backup.made_at.date()
    age = (today - day).days
    if age < _ALL_DAYS:
        return ("each", backup.name)
    if age < _DAILY_DAYS:
        return ("day", day)
    if age < _WEEKLY_DAYS:
        return ("week", *day.isocalendar()[:2])
    return ("month", day.year, day.month)

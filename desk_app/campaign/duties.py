"""定期工作 and 次数要求: what comes again and again, and what each person, unit or pair owes a number of times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Per(StrEnum):
    """Of whom a number of times is asked."""

    PERSON = "person"
    UNIT = "unit"
    BRANCH = "branch"
    PAIR = "pair"

    @property
    def label(self) -> str:
        """The word for it."""
        return _PER_WORDS[self]


_PER_WORDS = {Per.PERSON: "每人", Per.UNIT: "每家单位", Per.BRANCH: "每个支部", Per.PAIR: "每对"}


@dataclass(frozen=True, slots=True)
class Duty:
    """定期工作: ``recurrence`` is one of the words DAILY … YEARLY or an RRULE; without days of its own, the campaign's.

    ``deadline`` is the text as the plan prints it. ``doubt`` says why its days are not certain (时限待定): then they
    are only what was read, and nothing is due by them.
    """

    content: str
    who: str = ""
    recurrence: str = ""
    min_count: int | None = None
    max_count: int | None = None
    deadline: str = ""
    start: date | None = None
    end: date | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """次数要求: at least, or at most, so many times for each of ``who``, within a window where one is stated.

    ``doubt`` says why that window is not certain, as with a duty.
    """

    content: str
    per: Per
    who: str = ""
    min_count: int | None = None
    max_count: int | None = None
    deadline: str = ""
    start: date | None = None
    end: date | None = None
    doubt: str = ""


def times_text(min_count: int | None, max_count: int | None) -> str:
    """How often, in words: 至少1次, 3次, 1至2次; empty where nothing is asked."""
    if min_count is None:
        return "" if max_count is None else f"至多{max_count}次"
    if max_count is None:
        return f"至少{min_count}次"
    return f"{min_count}次" if min_count == max_count else f"{min_count}至{max_count}次"

"""阶段: the stages of a campaign, whose outer ends a plan often leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage; ``open_start`` and ``open_end`` mark an end that the plan does not state (…前, …以后).

    ``doubt`` says why its days are not certain otherwise (时限待定).
    """

    name: str
    start: date | None = None
    end: date | None = None
    open_start: bool = False
    open_end: bool = False
    text: str = ""
    doubt: str = ""

    def within(self, start: date, end: date) -> tuple[date, date]:
        """First and last day, an end that is not stated taken from the campaign's span."""
        return self.start or start, self.end or end


def phase_dates(phase: Phase) -> str:
    """A stage's dates as an office writes them, an open end as …前 or …以后; empty where neither is stated."""
    first = f"{phase.start.year}年{phase.start.month}月{phase.start.day}日" if phase.start else ""
    last = f"{phase.end.year}年{phase.end.month}月{phase.end.day}日" if phase.end else ""
    if phase.open_start or not first:
        return f"{last}前" if last else ""
    if phase.open_end or not last:
        return f"{first}以后"
    return f"{first}至{last}"

"""What one tail of a task says, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desk_app.campaign.plan.model import UnitRole


@dataclass(frozen=True, slots=True)
class Tail:
    """A tail with its place in the text, and what it says; stretches are places in the same text.

    ``kept`` are words between its labels that tell the task itself (主要任务：举办培训4期).
    """

    start: int
    end: int
    units: tuple[UnitRole, ...]
    deadline: str | None
    people: tuple[str, ...] = ()
    units_at: tuple[int, int] | None = None
    deadline_at: tuple[int, int] | None = None
    kept: str = ""


def both(first: Tail, second: Tail) -> Tail:
    """Two tails of one task as one: all units and people, the first time that is stated."""
    return replace(
        first,
        end=max(first.end, second.end),
        units=tuple(dict.fromkeys((*first.units, *second.units))),
        deadline=second.deadline if first.deadline is None else first.deadline,
        people=tuple(dict.fromkeys((*first.people, *second.people))),
        units_at=first.units_at or second.units_at,
        deadline_at=first.deadline_at or second.deadline_at,
    )

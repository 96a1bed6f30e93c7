"""What a requirement comes to: each unit, person or pair with how often it was done, and what cannot be checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DONE, LACKING, OVER = "完成", "未完成", "超出"


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One unit, person or pair: how often it was done, and the rows that say so.

    ``waiting`` where a return that waits to be looked at (待核) would tell of it: what is lacking may be in it.
    """

    subject: str
    count: int
    state: str
    rows: tuple[int, ...] = ()
    waiting: bool = False

    @property
    def said(self) -> str:
        """How it stands, in words: 未完成（来表待核） is not the same as nothing sent."""
        return f"{self.state}（来表待核）" if self.waiting and self.state == LACKING else self.state


@dataclass(frozen=True, slots=True)
class QuotaCheck:
    """One requirement: of whom, how often, by when; its lines, and ``why`` where it cannot be checked (in part).

    ``roles`` are those of persons that it names, ``by_hand`` says of which of them a person named who is meant.
    ``doubt`` is that part of ``why`` which says that its time is not certain.
    """

    title: str
    who: str
    per: str
    times: str
    window: str
    start: date | None
    end: date | None
    lines: tuple[QuotaLine, ...] = ()
    why: str = ""
    form: str = ""
    roles: tuple[str, ...] = ()
    by_hand: str = ""
    doubt: str = ""

    @property
    def done(self) -> int:
        """How many have done it."""
        return sum(line.state == DONE for line in self.lines)

    @property
    def lacking(self) -> tuple[QuotaLine, ...]:
        """Who has not, in order."""
        return tuple(line for line in self.lines if line.state == LACKING)

    @property
    def is_met(self) -> bool:
        """Whether everybody has, and nothing is left that cannot be checked."""
        return not self.why and all(line.state == DONE for line in self.lines)

    @property
    def said(self) -> str:
        """In one clause: how many of how many, or why nobody can tell."""
        if not self.lines:
            return "；".join(part for part in (self.why, self.by_hand) if part)
        known = f"应完成{len(self.lines)}，已完成{self.done}，未完成{len(self.lacking)}"
        over = sum(line.state == OVER for line in self.lines)
        return (
            known
            + (f"，超出{over}" if over else "")
            + "".join(f"；{part}" for part in (f"另有{self.why}" if self.why else "", self.by_hand) if part)
        )

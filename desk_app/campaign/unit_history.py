"""沿革: what became of a unit and when, so that old names are known and old papers bear the name of their time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TurnKind(StrEnum):
    """What happened to a unit."""

    RENAMED = "改名"
    MERGED = "并入"
    SPLIT = "分设"
    STOPPED = "停用"
    RESUMED = "启用"


_STANDINGS = frozenset({TurnKind.MERGED, TurnKind.STOPPED, TurnKind.RESUMED})


@dataclass(frozen=True, slots=True)
class Turn:
    """One event in a unit's life, from ``day`` on.

    ``name`` is the name borne until then (改名), the unit it went into (并入) or came out of (分设), else empty.
    """

    day: date
    kind: TurnKind
    name: str = ""
    basis: str = ""

    @property
    def said(self) -> str:
        """The event as an office writes it."""
        words = {
            TurnKind.RENAMED: f"由“{self.name}”改名",
            TurnKind.MERGED: f"并入“{self.name}”",
            TurnKind.SPLIT: f"从“{self.name}”分设",
            TurnKind.STOPPED: "停用",
            TurnKind.RESUMED: "恢复启用",
        }
        basis = f"（{self.basis}）" if self.basis else ""
        return f"{self.day.year}年{self.day.month}月{self.day.day}日起{words[self.kind]}{basis}"


def name_on(now: str, turns: tuple[Turn, ...], day: date | None) -> str:
    """The name that a unit bore on a day; today's where no day is known."""
    if day is None:
        return now
    later = [turn for turn in turns if turn.kind is TurnKind.RENAMED and turn.day > day]
    return min(later, key=lambda turn: turn.day).name if later else now


def is_at_rest_on(turns: tuple[Turn, ...], day: date) -> bool:
    """Whether the last that happened to a unit by a day is that it ended."""
    last = [turn.kind for turn in turns if turn.day <= day and turn.kind in _STANDINGS]
    return bool(last) and last[-1] is not TurnKind.RESUMED

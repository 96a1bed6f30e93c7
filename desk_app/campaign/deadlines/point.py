"""Point: one point of the calendar as written, and Reader, which walks over tokens to gather its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.deadlines.clock import Clock
from desk_app.campaign.deadlines.scan import Token


@dataclass(frozen=True, slots=True)
class Point:
    """The parts of a calendar point as written; numbers are not checked here.

    ``place`` is 初, 中 or 底 of the smallest unit named; ``xun`` the first and last 旬 (1–3). Shifts count from the
    reference date; ``year_shift`` 100 is 次年, ``half`` 0 the half-year under way. ``doubts`` says what is written
    wrongly but readably, ``fault`` what no calendar has (周八).
    """

    year: int | None = None
    year_shift: int | None = None
    half: int | None = None
    quarters: tuple[int, int] | None = None
    quarter_shift: int | None = None
    month: int | None = None
    month_shift: int | None = None
    xun: tuple[int, int] | None = None
    place: str = ""
    day: int | None = None
    weekday: int | None = None
    week_shift: int | None = None
    day_shift: int | None = None
    festival: str = ""
    off: bool = False
    clock: Clock | None = None
    doubts: tuple[str, ...] = ()
    fault: str = ""

    @property
    def grain(self) -> str:  # noqa: PLR0911  one unit a line
        """The smallest unit named."""
        if self.festival:
            return "festival"
        if self.day is not None or self.day_shift is not None:
            return "day"
        if self.week_shift is not None or self.weekday is not None:
            return "week" if self.weekday is None else "day"
        if self.xun is not None:
            return "xun"
        if self.month is not None or self.month_shift is not None:
            return "month"
        if self.quarters is not None or self.quarter_shift is not None:
            return "quarter"
        return "half" if self.half is not None else "year"

    @property
    def has_year(self) -> bool:
        """Whether a year is written or told by a word."""
        return self.year is not None or self.year_shift is not None


class Reader:
    """Walks over tokens; every method answers whether it took something."""

    def __init__(self, tokens: Sequence[Token], place: int) -> None:
        self.tokens = tokens
        self.place = place
        self.point = Point()

    def kind(self, ahead: int = 0) -> str:
        """The kind of a token ahead; empty past the end."""
        return self.tokens[self.place + ahead].kind if self.place + ahead < len(self.tokens) else ""

    def text(self, ahead: int = 0) -> str:
        """The text of a token ahead."""
        return self.tokens[self.place + ahead].text if self.place + ahead < len(self.tokens) else ""

    def number(self, ahead: int = 0) -> int | None:
        """The number ahead, where there is one."""
        if self.kind(ahead) != "num":
            return None
        value: int | None = self.tokens[self.place + ahead].value
        return value

    def value(self) -> int:
        """The value of the token here, for words that carry a number."""
        return int(self.tokens[self.place].value)

    def take(self, count: int = 1, **parts: object) -> bool:
        """Go on by some tokens and keep the parts they gave."""
        self.place += count
        self.point = replace(self.point, **parts)  # type: ignore[arg-type]
        return True

    def doubt(self, said: str) -> None:
        """Keep a doubt about how the point is written."""
        self.point = replace(self.point, doubts=(*self.point.doubts, said))

"""One part of the body that may be a task, with all that its surroundings say of it."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.importing.plan.passages import Item, Passage
from desk_app.importing.plan.tail import Tail

#: Stretches of passages (place, start, end) that state a phase or the span.
Spans = list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A part of the body that may be a task; ``whole`` when a tail speaks of all of it.

    ``lent`` is what a heading or a sentence for all (以下任务于6月底前完成) says of it, ``lender`` where that stands.
    ``units_passage`` and ``time_passage`` are where the tail's units and time stand, if not beside it.
    ``asks`` is True where such a part is a task even without a date of its own; ``titles`` where it only heads others.
    ``told`` are the sentences between a heading and the label lines that speak of both.
    """

    place: int
    passage: Passage
    item: Item
    tail: Tail | None = None
    tail_passage: Passage | None = None
    lent: Tail | None = None
    lender: Passage | None = None
    units_passage: Passage | None = None
    time_passage: Passage | None = None
    asks: bool = False
    titles: bool = False
    told: tuple[Passage, ...] = ()

    @property
    def text(self) -> str:
        """The words of the part."""
        return self.passage.text[self.item.start : self.item.end]

    @property
    def numbered(self) -> bool:
        """Whether it bears a number or a bullet of its own."""
        return bool(self.item.number) or self.passage.numbered

    @property
    def depth(self) -> int:
        """The level of its own number; 0 where it has none."""
        heading = self.passage.own_heading
        return heading.level if heading is not None else 0

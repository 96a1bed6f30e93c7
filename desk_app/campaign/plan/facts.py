"""What a plan states of things, one line a statement: the thing, what is said of it, the value, and the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desk_app.campaign.deadlines import Deadline
from desk_app.campaign.plan.document import Source


class About(StrEnum):
    """What is said of a thing; the words in which a person is told."""

    DUE = "报送时间"
    RHYTHM = "报送周期"
    RECEIVER = "报送对象"
    HELD = "举行时间"
    LASTS = "起止时间"
    SEAT = "设置地点"
    EXTENT = "数量"
    LEADER = "牵头单位"
    NUMBER = "文号"


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: ``thing`` as written, ``key`` its words folded, ``value`` what is said, to be compared.

    ``who`` are the units that are asked and ``receiver`` those that get it, folded, both empty where nothing is said.
    ``stage`` holds the words that make it one of several of its kind (第一批, 上半年). ``day`` and ``deadline`` belong
    to times, ``until`` is True where the thing may be earlier (…前).
    """

    about: About
    thing: str
    key: str
    value: str
    source: Source
    who: frozenset[str] = frozenset()
    receiver: str = ""
    stage: str = ""
    day: date | None = None
    deadline: Deadline | None = None
    until: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of the document with a stretch of time: what stands in the first is due in the second.

    ``first`` and ``last`` are the blocks from which to which it reaches, ``rows`` the rows of that block where it is
    a table; ``whole`` for the campaign's span.
    """

    name: str
    start: date | None
    end: date | None
    source: Source
    first: int
    last: int
    whole: bool = False
    rows: tuple[int, int] | None = None

    def holds(self, source: Source) -> bool:
        """Whether a place lies inside."""
        if self.rows is not None and (source.row is None or not self.rows[0] <= source.row <= self.rows[1]):
            return False
        return self.first <= source.block <= self.last


@dataclass(frozen=True, slots=True)
class Outline:
    """A paragraph of the body that leads into parts: how many stand right below it, and below those.

    ``leads`` where the parts follow immediately or it is their heading; ``own`` are the parts inside the paragraph.
    """

    source: Source
    below: int = 0
    deeper: int = 0
    own: int = 0
    leads: bool = False
    heading: str = ""

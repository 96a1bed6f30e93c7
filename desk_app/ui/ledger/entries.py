"""What stands in each line of a ledger: a row, a unit's heading, or the one empty row in which one begins a new one."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerGroup

_FEW = 20_000
_SOUGHT = 1_000


class Entries:
    """Lines by number, worked out rather than stored, so that a million rows cost eight bytes each and no more.

    A *place* counts rows, a *line* counts what is shown. The empty row stands behind the last line, or, where nothing
    is grouped, before any row (``foot``); where nothing may be written there is none (``has_foot``).
    """

    def __init__(self, *, has_foot: bool = True) -> None:
        self.has_foot = has_foot
        self.ids: array[int] = array("q")
        self.groups: tuple[LedgerGroup, ...] = ()
        self.folded: set[str] = set()
        self.foot = 0
        self.heads: list[int] = []
        self._places: dict[int, int] | None = None
        self._known: dict[int, int] = {}

    def take(self, ids: array[int], groups: tuple[LedgerGroup, ...] = ()) -> None:
        """Other rows; the empty row goes to the foot."""
        self.ids, self.groups = ids, groups
        self._places = None
        self._known = {}
        self.arrange()

    def arrange(self) -> None:
        """Count the lines anew, after units were folded or opened."""
        self.heads = []
        line = 0
        for group in self.groups:
            self.heads.append(line)
            line += 1 + (0 if group.unit in self.folded else group.count)
        self.foot = line if self.groups else len(self.ids)

    @property
    def count(self) -> int:
        """How many lines there are, the empty one among them."""
        return (self.foot if self.groups else len(self.ids)) + self.has_foot

    def place_at(self, line: int) -> int | None:
        """Which row stands in a line; None for a heading, the empty row, or no line."""
        if line == self.foot or line < 0 or line >= self.count:
            return None
        if not self.groups:
            return line if line < self.foot else line - 1
        number = bisect_right(self.heads, line) - 1
        within = line - self.heads[number] - 1
        return None if within < 0 else self.groups[number].start + within

    def id_at(self, line: int) -> int | None:
        """The id of the row in a line, if there is one."""
        place = self.place_at(line)
        return None if place is None else self.ids[place]

    def group_at(self, line: int) -> LedgerGroup | None:
        """The unit whose heading stands in a line."""
        if not self.groups or not 0 <= line < self.foot:
            return None
        number = bisect_right(self.heads, line) - 1
        return self.groups[number] if self.heads[number] == line else None

    def line_of_place(self, place: int) -> int:
        """The line of a row; -1 where its unit is folded."""
        if not self.groups:
            return place if place < self.foot else place + 1
        number = bisect_right([group.start for group in self.groups], place) - 1
        group = self.groups[number]
        return -1 if group.unit in self.folded else self.heads[number] + 1 + place - group.start

    def know(self, first: int, count: int) -> None:
        """Remember where rows stand that are being looked at, so that none of them is looked for."""
        if len(self.ids) > _FEW:
            if len(self._known) > _FEW:
                self._known = {}
            self._known |= {row_id: place for place, row_id in enumerate(self.ids[first : first + count], start=first)}

    def known_place(self, row_id: int) -> int | None:
        """The place of a row, -1 for none; None where it would have to be looked for among very many."""
        if len(self.ids) <= _FEW:
            if self._places is None:
                self._places = {one: place for place, one in enumerate(self.ids)}
            return self._places.get(row_id, -1)
        place = self._known.get(row_id)
        if place is None or place < 0:
            return place
        return place if place < len(self.ids) and self.ids[place] == row_id else None

    def place_of(self, row_id: int) -> int:
        """The place of a row, -1 for none; among very many it is looked for once, which takes a hundredth second."""
        place = self.known_place(row_id)
        if place is None:
            place = self._known[row_id] = place_among(self.ids, row_id)
        return place

    def line_of(self, row_id: int) -> int:
        """The line of a row, -1 where it is not to be seen."""
        place = self.place_of(row_id)
        return -1 if place < 0 else self.line_of_place(place)

    def lines_of(self, row_ids: Sequence[int]) -> list[int]:
        """The lines of some rows that are to be seen, in order; of many or among very many, the first and the last."""
        is_much = len(row_ids) > _SOUGHT or len(self.ids) > _FEW
        sought = (row_ids[0], row_ids[-1]) if is_much and row_ids else row_ids
        return sorted(line for one in dict.fromkeys(sought) if (line := self.line_of(one)) >= 0)

    def ids_in(self, spans: Iterable[tuple[int, int]]) -> array[int]:
        """The rows in spans of lines (first, last), in the order of the lines, without headings and the empty row."""
        found: array[int] = array("q")
        for first, last in sorted(spans):
            if not self.groups:
                places = range(first if first <= self.foot else first - 1, last + (1 if last < self.foot else 0))
                found.extend(self.ids[places.start : places.stop])
            else:
                found.extend(one for line in range(first, last + 1) if (one := self.id_at(line)) is not None)
        return found

    def ids_from(self, line: int, count: int) -> array[int]:
        """The rows from a line on, headings left out, 0 for the empty row; no more than there are."""
        if not self.groups:
            return (self.ids[line : self.foot] + array("q", [0] * (line <= self.foot)) + self._behind(line))[:count]
        found: array[int] = array("q")
        for head, group in zip(self.heads, self.groups, strict=True):
            if group.unit not in self.folded and head + group.count >= line and len(found) < count:
                first = group.start + max(0, line - head - 1)
                found.extend(self.ids[first : group.start + group.count])
        return (found + array("q", [0]))[:count]

    def _behind(self, line: int) -> array[int]:
        """The rows that stand below the empty one, from a line on."""
        return self.ids[max(self.foot, line - 1) :]

    def put(self, place: int, row_id: int) -> None:
        """A row comes in."""
        self.ids.insert(place, row_id)
        self._places = None
        self._known[row_id] = place

    def drop(self, first: int, count: int) -> None:
        """Rows go out."""
        del self.ids[first : first + count]
        self._places = None


def place_among(ids: array[int], row_id: int) -> int:
    """The place of a row among any number, -1 for none; other threads are let in between the pieces."""
    for start in range(0, len(ids), _FEW):
        with suppress(ValueError):
            return ids.index(row_id, start, start + _FEW)
    return -1


def common_ends(old: array[int], new: array[int]) -> tuple[int, int]:
    """How many ids two lists share at their beginning, and how many of the rest at their end."""
    most = min(len(old), len(new))
    start = _shared(most, lambda first, last: old[first:last] == new[first:last])
    rest, behind, before = most - start, len(old), len(new)
    end = _shared(rest, lambda first, last: old[behind - last : behind - first] == new[before - last : before - first])
    return start, end


def _shared(most: int, alike: Callable[[int, int], bool]) -> int:
    """How far two lists go together, in strides that grow: where they part early, little is compared."""
    low, stride = 0, 1
    while low < most and alike(low, min(low + stride, most)):
        low = min(low + stride, most)
        stride *= 2
    while stride > 1 and low < most:
        stride //= 2
        if low + stride <= most and alike(low, low + stride):
            low += stride
    return low

"""Which earlier row a changed row was: the one that agrees with it in most of the filled cells, found without haste."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping
from operator import eq
from typing import TypeAlias

from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.services.double_entries import shape_of

Values: TypeAlias = Mapping[str, str | int]
_ALIKE = 0.5
_FEW = 2
_MOST = 400
_Cells = tuple[str | int, ...]


class EarlierRows:
    """Rows that are left over from an earlier return, each to be taken by one row of the later one.

    The most alike is taken, of equals the first. Most changed rows differ in one cell: those are looked up by all
    their other cells, so that a thousand of them are paired at once. What differs in more is compared with the rows
    that share one of its rarer cells, for of any half of its cells and one more a row that agrees in half has one;
    where thousands share even those, with the first of them.
    """

    def __init__(self, form: FormDefinition, rows: Mapping[int, Values]) -> None:
        self._keys = [column.key for column in form.columns if column.kind is not ColumnKind.SERIAL]
        self._telling = [self._keys.index(key) for key in _telling(form)]
        self._cells = {place: self._cells_of(rows[place]) for place in sorted(rows)}
        self._filled = {place: sum(cell != "" for cell in cells) for place, cells in self._cells.items()}
        self._but_one: dict[tuple[int, _Cells], list[int]] = defaultdict(list)
        self._sharing: dict[tuple[int, str | int], dict[int, None]] = defaultdict(dict)
        for place, cells in self._cells.items():
            for column, cell in enumerate(cells):
                self._sharing[column, cell][place] = None
                self._but_one[column, cells[:column] + cells[column + 1 :]].append(place)

    @property
    def left(self) -> list[int]:
        """The places that nobody took, ascending."""
        return list(self._cells)

    def take(self, row: Values) -> int | None:
        """The place of the earlier row that this one was, which is then taken; None when it agrees with none."""
        cells = self._cells_of(row)
        places = self._differing_in_one(cells) if sum(cell != "" for cell in cells) > _FEW else []
        best = self._best(cells, places or self._sharing_enough(cells))
        if best is not None:
            for key in enumerate(self._cells.pop(best)):
                del self._sharing[key][best]
        return best

    def _sharing_enough(self, cells: _Cells) -> list[int]:
        """The places of all rows that may agree in half of the filled cells, or of the first where they are many."""
        own = [key for key in enumerate(cells) if key[1] != ""]
        if not own:
            return list(self._cells)
        rarest = sorted(own, key=self._count)[: len(own) // 2 + 1]
        telling = [(column, cells[column]) for column in self._telling]
        fewer = min([rarest, *([telling] if telling else [])], key=lambda keys: sum(map(self._count, keys)))
        return sorted({place for key in fewer for place in itertools.islice(self._sharing.get(key, ()), _MOST)})

    def _count(self, key: tuple[int, str | int]) -> int:
        return len(self._sharing.get(key, ()))

    def _cells_of(self, row: Values) -> _Cells:
        return tuple(row.get(key, "") for key in self._keys)

    def _differing_in_one(self, cells: _Cells) -> list[int]:
        """With three filled cells and more, whatever differs in one only is more alike than what differs in two."""
        found = {
            place
            for column in range(len(cells))
            for place in self._but_one.get((column, cells[:column] + cells[column + 1 :]), ())
            if place in self._cells and self._may_be(cells, self._cells[place])
        }
        return sorted(found)

    def _best(self, cells: _Cells, places: list[int]) -> int | None:
        filled = [cell != "" for cell in cells]
        empty, own = filled.count(False), filled.count(True)
        best, most = None, 0.0
        for place in places:
            other = self._cells[place]
            equal = sum(map(eq, cells, other))
            if equal <= most * own:
                continue
            score = self._score(cells, other, equal, empty, self._filled[place])
            if score > most and self._may_be(cells, other):
                best, most = place, score
        return best if most >= _ALIKE else None

    def _score(self, cells: _Cells, other: _Cells, equal: int, empty: int, others: int) -> float:
        """The share of equal cells among those that are filled in either row."""
        both_empty = 0
        if empty and others < len(cells):
            both_empty = sum(cell == "" == against for cell, against in zip(cells, other, strict=True))
        filled = len(cells) - both_empty
        return (equal - both_empty) / filled if filled else 1.0

    def _may_be(self, cells: _Cells, other: _Cells) -> bool:
        return not self._telling or any(cells[place] == other[place] for place in self._telling)


def _telling(form: FormDefinition) -> tuple[str, ...]:
    """Whom a talk was with and when: where both are others, it is another talk, whatever else agrees."""
    shape = shape_of(form)
    if not shape.is_pair or shape.talkee is None or form.row_date is None:
        return ()
    return shape.talkee.key, form.row_date.key

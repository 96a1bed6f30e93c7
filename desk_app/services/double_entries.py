"""跨单位重复: the same talk reported by two units, the same matter in nearly the same words; only ever a 提示.

Every row is looked at once; rows meet where they share a key, so that 100,000 rows need no row-by-row comparison.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.storage.hint_rows import HintRow

_LONG_ENOUGH = 8
_GRAM, _SKETCH = 3, 4
_ALIKE = 0.8
_MOST_IN_A_KEY = 60
_SIGNS = {ord(sign): None for sign in " \t\r\n　（）()【】[]〔〕《》<>“”\"'‘’·:：，,。.、；;！!？?—-_/"}


@dataclass(frozen=True, slots=True)
class Double:
    """Rows of different units that seem to tell of one thing, in the order of their ids."""

    ids: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns of a form tell what happened: who with whom, or the matter in words."""

    talker: Column | None
    talkee: Column | None
    matter: Column | None
    keys: tuple[str, ...]

    @property
    def is_pair(self) -> bool:
        """Whether the form tells who met whom on a day."""
        return self.talker is not None and self.talkee is not None


def shape_of(form: FormDefinition) -> Shape:
    """The telling columns: the person to whom it happens (对象) and the person before it, the first words of weight."""
    persons = [column for column in form.columns if column.kind is ColumnKind.PERSON]
    talkee = next((column for column in persons if "对象" in column.label), None)
    talker = next((column for column in persons if talkee is not None and column is not talkee), None)
    paired = form.row_date is not None and talker is not None
    words = [column for column in form.columns if column.kind in {ColumnKind.TEXT, ColumnKind.LONG}]
    matter = next((column for column in words if column.required), words[0] if words else None)
    keys = tuple(column.key for column in form.columns if column.kind is not ColumnKind.SERIAL)
    return Shape(talker if paired else None, talkee if paired else None, None if paired else matter, keys)


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """A text without what people write differently: width, blanks, brackets, stops."""
    return unicodedata.normalize("NFKC", text).translate(_SIGNS)


def double_entries(form: FormDefinition, rows: Iterable[HintRow]) -> list[Double]:
    """Groups of rows of different units that seem to be one; the rows are walked once."""
    shape = shape_of(form)
    return _pairs(shape, rows) if shape.is_pair else _matters(shape, list(rows))


def pair_of(shape: Shape, values: Mapping[str, object]) -> tuple[str, str]:
    """Who met whom, folded; empty where it is not written."""
    talker = folded(str(values.get(shape.talker.key, ""))) if shape.talker is not None else ""
    talkee = folded(str(values.get(shape.talkee.key, ""))) if shape.talkee is not None else ""
    return talker, talkee


def _pairs(shape: Shape, rows: Iterable[HintRow]) -> list[Double]:
    """Two units that tell of the same two persons on one day, whoever stands first."""
    met: dict[Hashable, list[HintRow]] = defaultdict(list)
    for row in rows:
        one, other = pair_of(shape, row.values)
        if one and other and row.day:
            met[row.day, *sorted((one, other))].append(row)
    return [Double(tuple(row.id for row in mine), "同一天同样两人的谈话，两家都报了")
            for mine in met.values() if _of_several_units(mine)]  # fmt: skip


def _matters(shape: Shape, rows: Sequence[HintRow]) -> list[Double]:
    """Units that tell of one matter in the same or nearly the same words."""
    if shape.matter is None:
        return []
    texts = {row.id: folded(str(row.values.get(shape.matter.key, ""))) for row in rows}
    long_enough = [row for row in rows if len(texts[row.id]) >= _LONG_ENOUGH]
    groups = _Groups()
    by_text: dict[str, list[HintRow]] = defaultdict(list)
    for row in long_enough:
        by_text[texts[row.id]].append(row)
    for mine in by_text.values():
        groups.join([row.id for row in mine])
    near: dict[int, list[str]] = defaultdict(list)
    for text in by_text:
        for mark in _sketch(text):
            near[mark].append(text)
    for alike in near.values():
        _join_alike(alike, by_text, groups)
    known = {row.id: row for row in long_enough}
    found = []
    for ids in groups.sets():
        mine = [known[row_id] for row_id in ids]
        if _of_several_units(mine):
            same = len({texts[row_id] for row_id in ids}) == 1
            label = shape.matter.label
            found.append(Double(tuple(ids), f"{label}{'相同' if same else '几乎相同'}，几家都报了"))
    return found


def _join_alike(alike: Sequence[str], by_text: Mapping[str, Sequence[HintRow]], groups: _Groups) -> None:
    """Join the texts of one mark that are nearly equal; a mark that everybody shares says nothing."""
    if not 1 < len(alike) <= _MOST_IN_A_KEY:
        return
    for place, one in enumerate(alike):
        for other in alike[place + 1 :]:
            ids = (by_text[one][0].id, by_text[other][0].id)
            if not groups.same(*ids) and _alike(one, other):
                groups.join(ids)


@lru_cache(maxsize=8_192)
def _grams(text: str) -> frozenset[str]:
    return frozenset(text[start : start + _GRAM] for start in range(len(text) - _GRAM + 1))


def _alike(one: str, other: str) -> bool:
    first, second = _grams(one), _grams(other)
    return len(first & second) >= _ALIKE * len(first | second)


def _sketch(text: str) -> list[int]:
    """The smallest marks of a text's triples: nearly equal texts share most of them, whatever the process."""
    return sorted({zlib.crc32(gram.encode()) for gram in _grams(text)})[:_SKETCH]


def _of_several_units(rows: Sequence[HintRow]) -> bool:
    return len(rows) > 1 and any(row.unit_id != rows[0].unit_id for row in rows)


class _Groups:
    """Which ids belong together."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def top(self, one: int) -> int:
        """The id that stands for a group."""
        above = self._above.setdefault(one, one)
        while above != self._above[above]:
            self._above[above] = self._above[self._above[above]]
            above = self._above[above]
        self._above[one] = above
        return above

    def same(self, one: int, other: int) -> bool:
        """Whether two ids belong together already."""
        return self.top(one) == self.top(other)

    def join(self, ids: Sequence[int]) -> None:
        """Let some ids belong together."""
        first = self.top(ids[0])
        for other in ids[1:]:
            self._above[self.top(other)] = first

    def sets(self) -> list[list[int]]:
        """The groups of more than one, each in the order of ids, the earliest first."""
        found: dict[int, list[int]] = defaultdict(list)
        for one in sorted(self._above):
            found[self.top(one)].append(one)
        return sorted((mine for mine in found.values() if len(mine) > 1), key=lambda mine: mine[0])

"""重报: a later return compared row by row and cell by cell with the one it would replace."""

from __future__ import annotations

import bisect
import hashlib
import json
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.services.likeness import EarlierRows

Values: TypeAlias = Mapping[str, str | int]
_SHOWN = 3


_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def row_digest(form: FormDefinition, values: Values) -> str:
    """What a row says, without its 序号, as a short code by which equal rows are found."""
    return row_digests(form, [values])[0]


def row_digests(form: FormDefinition, rows: Iterable[Values]) -> tuple[str, ...]:
    """The code of each of many rows."""
    keys = [column.key for column in form.columns if column.kind is not ColumnKind.SERIAL]
    contents = ([str(values.get(key, "")) for key in keys] for values in rows)
    return tuple([hashlib.sha256(_ENCODE(content).encode()).hexdigest()[:32] for content in contents])


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that says something else than before; ``row`` counts the new rows from 0."""

    row: int
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a later return differs: rows that stayed, rows of which cells changed, rows added and rows gone."""

    same: int
    changed: tuple[CellChange, ...]
    changed_rows: int
    added: int
    removed: int

    @property
    def related(self) -> bool:
        """Whether the later one speaks of the same things at all; a strange one may be a supplement."""
        return bool(self.same or self.changed_rows) or not self.removed

    @property
    def equal(self) -> bool:
        """Whether both say the same."""
        return not (self.changed_rows or self.added or self.removed)

    def said(self) -> str:
        """The difference in one Chinese phrase."""
        shown = "，".join(
            f"第{change.row + 1}行{change.label}“{change.before}”改为“{change.after}”"
            for change in self.changed[:_SHOWN]
        )
        more = "等" if len(self.changed) > _SHOWN else ""
        cells = f"（{shown}{more}）" if shown else ""
        return f"相同{self.same}行，改动{self.changed_rows}行{cells}，新增{self.added}行，减少{self.removed}行"

    def in_brief(self) -> str:
        """What is other now, counted: 变动3格，新增1行; for a line of a list."""
        counted = ((len(self.changed), "变动", "格"), (self.added, "新增", "行"), (self.removed, "减少", "行"))
        return "，".join(f"{word}{count}{of}" for count, word, of in counted if count) or "内容没有变动"


@dataclass(frozen=True, slots=True)
class RowPair:
    """A row of the earlier return and what became of it in the later, by their places from 0; None for neither."""

    before: int | None
    after: int | None
    equal: bool = False


def pair_rows(form: FormDefinition, before: Sequence[Values], after: Sequence[Values]) -> list[RowPair]:
    """Pair equal rows first, then rows that agree in at least half of their filled cells; the rest came or went.

    In the order of the later return, each row that went behind the row that stood before it.
    """
    earlier: dict[str, deque[int]] = {}
    for place, digest in enumerate(row_digests(form, before)):
        earlier.setdefault(digest, deque()).append(place)
    pairs: dict[int, RowPair] = {}
    for place, digest in enumerate(row_digests(form, after)):
        known = earlier.get(digest)
        if known:
            pairs[place] = RowPair(known.popleft(), place, equal=True)
    rest = EarlierRows(form, {place: before[place] for places in earlier.values() for place in places})
    for place, row in enumerate(after):
        if place not in pairs:
            pairs[place] = RowPair(rest.take(row), place)
    return _in_order([pairs[place] for place in range(len(after))], rest.left)


def _in_order(pairs: Sequence[RowPair], gone: Sequence[int]) -> list[RowPair]:
    """The later return's rows with those that went set in behind the row that stood before them."""
    behind: dict[int | None, list[int]] = {}
    known = sorted(pair.before for pair in pairs if pair.before is not None)
    for place in gone:
        above = known[bisect.bisect_left(known, place) - 1] if known and known[0] < place else None
        behind.setdefault(above, []).append(place)
    ordered = [RowPair(place, None) for place in behind.get(None, [])]
    for pair in pairs:
        ordered.append(pair)
        if pair.before is not None:
            ordered += [RowPair(place, None) for place in behind.get(pair.before, [])]
    return ordered


def compare(form: FormDefinition, before: Sequence[Values], after: Sequence[Values]) -> Comparison:
    """How a later return differs, its rows paired as ``pair_rows`` does."""
    changed: list[CellChange] = []
    same = changed_rows = added = removed = 0
    for pair in pair_rows(form, before, after):
        if pair.equal:
            same += 1
        elif pair.after is None:
            removed += 1
        elif pair.before is None:
            added += 1
        else:
            changed_rows += 1
            changed += _cell_changes(form, pair.after, before[pair.before], after[pair.after])
    return Comparison(same, tuple(changed), changed_rows, added, removed)


def _cell_changes(form: FormDefinition, place: int, before: Values, after: Values) -> list[CellChange]:
    return [
        CellChange(place, label, str(before.get(key, "")), str(after.get(key, "")))
        for key, label, column in zip(form.keys, form.labels, form.columns, strict=True)
        if column.kind is not ColumnKind.SERIAL and before.get(key, "") != after.get(key, "")
    ]


def repeated_rows(digests: Sequence[str], elsewhere: Mapping[str, int]) -> list[bool]:
    """Which rows stood in another period's return already; each earlier row accounts for one."""
    left = Counter(elsewhere)
    result = []
    for digest in digests:
        known = left[digest] > 0
        left[digest] -= known
        result.append(known)
    return result

"""重报: a later return compared row by row and cell by cell with the one it would replace."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from desk_app.forms.definition import ColumnKind, FormDefinition

Values: TypeAlias = Mapping[str, str | int]
_ALIKE = 0.5
_SHOWN = 3


def row_digest(form: FormDefinition, values: Values) -> str:
    """What a row says, without its 序号, as a short code by which equal rows are found."""
    content = [str(values.get(column.key, "")) for column in form.columns if column.kind is not ColumnKind.SERIAL]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:32]


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


def compare(form: FormDefinition, before: Sequence[Values], after: Sequence[Values]) -> Comparison:
    """Pair equal rows first, then rows that agree in at least half of their filled cells; the rest came or went."""
    remaining = Counter(row_digest(form, row) for row in before)
    fresh: list[int] = []
    for place, row in enumerate(after):
        digest = row_digest(form, row)
        if remaining[digest]:
            remaining[digest] -= 1
        else:
            fresh.append(place)
    gone = _rows_left(form, before, remaining)
    changed: list[CellChange] = []
    changed_rows = 0
    for place in fresh:
        partner = _most_alike(form, after[place], gone)
        if partner is not None:
            changed_rows += 1
            changed.extend(_cell_changes(form, place, gone.pop(partner), after[place]))
    return Comparison(len(after) - len(fresh), tuple(changed), changed_rows, len(fresh) - changed_rows, len(gone))


def _rows_left(form: FormDefinition, rows: Sequence[Values], remaining: Counter[str]) -> list[Values]:
    left = Counter(remaining)
    result = []
    for row in rows:
        digest = row_digest(form, row)
        if left[digest]:
            left[digest] -= 1
            result.append(row)
    return result


def _most_alike(form: FormDefinition, row: Values, candidates: Sequence[Values]) -> int | None:
    scored = [(_likeness(form, row, other), -place) for place, other in enumerate(candidates)]
    if not scored or max(scored)[0] < _ALIKE:
        return None
    return -max(scored)[1]


def _likeness(form: FormDefinition, one: Values, other: Values) -> float:
    keys = [column.key for column in form.columns if column.kind is not ColumnKind.SERIAL]
    filled = [key for key in keys if one.get(key, "") != "" or other.get(key, "") != ""]
    return sum(one.get(key, "") == other.get(key, "") for key in filled) / len(filled) if filled else 1.0


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

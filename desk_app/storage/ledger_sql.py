"""The parts of a ledger's statement that follow from what a person filters and sorts by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desk_app.storage.states import TYPED

TYPED_RETURN = f"(s.file = '{TYPED}' AND s.original = '')"
"""Rows typed by hand stand in one sequence, in whichever return they are kept: one that counts, one that waits."""
_VALUE = "json_extract(record.row_values, ?)"
_EMPTY_LAST = "coalesce(json_extract(record.row_values, ?), '') = ''"
UNIT, PERIOD, STATE = "unit", "period", "state"
_NAMED = "AS named ON named.name = json_extract(record.row_values, ?) "
_RANKED = {
    "unit": f"LEFT JOIN unit {_NAMED}",
    "person": f"LEFT JOIN (SELECT name, min(position) AS position FROM person GROUP BY name) {_NAMED}",  # noqa: S608
}


@dataclass(frozen=True, slots=True)
class Words:
    """One thing to be found: any of its spellings, in one column's value or (no key) anywhere in the row.

    ``keys`` are all columns of the form, needed where a spelling could be part of a stored key.
    """

    spellings: tuple[str, ...]
    key: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column, downwards or not; ``kind`` is the column's kind, or unit, period, state of the row itself.

    ``choices`` are the published words, which stand in their own order.
    """

    key: str
    kind: str
    descending: bool = False
    choices: tuple[str, ...] = ()
    own: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """SQL for a sorting: joins with their values, the terms of ORDER BY (with a comma behind) with theirs."""

    joins: str = ""
    join_values: tuple[Any, ...] = ()
    order: str = ""
    order_values: tuple[Any, ...] = ()


def conditions(words: Sequence[Words]) -> tuple[list[str], list[Any]]:
    """SQL conditions and their values, one a thing to be found."""
    said: list[str] = []
    given: list[Any] = []
    for one in words:
        if one.key:
            parts = [f"instr(lower({_VALUE}), lower(?)) > 0"] * len(one.spellings)
            for text in one.spellings:
                given += [path(one.key), text]
        elif all(text.isascii() for text in one.spellings):
            joined = " || char(10) || ".join([f"coalesce({_VALUE}, '')"] * len(one.keys)) or "''"
            parts = [f"instr(lower({joined}), lower(?)) > 0"] * len(one.spellings)
            for text in one.spellings:
                given += [*(path(key) for key in one.keys), text]
        else:
            parts = ["instr(record.row_values, ?) > 0"] * len(one.spellings)
            given += [_as_stored(text) for text in one.spellings]
        said.append(f"({' OR '.join(parts)})")
    return said, given


def _as_stored(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def path(key: str) -> str:
    """The place of a column's value within the stored row."""
    return f'$."{key}"'


def sort_terms(sort: Sort | None) -> Terms:
    """How a column is sorted: days and numbers as such, units and persons in the bureau's order, never by pinyin.

    Those of whom the roster knows nothing have no such order: they stand behind, by pinyin.
    What is empty or cannot be read so stands last either way.
    """
    if sort is None:
        return Terms()
    down = " DESC" if sort.descending else ""
    if sort.own:
        own = {UNIT: f"u.position{down}, ", PERIOD: f"c.end{down}, record.period{down}, "}
        return Terms(order=own.get(sort.own, f"s.state{down}, record.state{down}, "))
    at = path(sort.key)
    if sort.kind in _RANKED:
        return _ranked(_RANKED[sort.kind], at, down)
    order = f"{_VALUE}{down}, "
    values: tuple[str, ...] = (at,)
    if sort.kind in {"date", "due"}:
        order, values = f"{_VALUE} NOT GLOB '[0-9][0-9][0-9][0-9]-*', {order}", (at, at)
    elif sort.kind in {"integer", "serial"}:
        order, values = f"({_VALUE} || '') NOT GLOB '[-0-9]*', CAST({_VALUE} AS INTEGER){down}, ", (at, at)
    elif sort.choices:
        cases = " ".join(f"WHEN ? THEN {place}" for place in range(len(sort.choices)))
        order = f"CASE {_VALUE} {cases} ELSE {len(sort.choices)} END{down}, {order}"
        values = (at, *sort.choices, at)
    return Terms(order=f"{_EMPTY_LAST}, {order}", order_values=(at, *values))


def _ranked(join: str, at: str, down: str) -> Terms:
    strange = f"CASE WHEN named.position IS NULL THEN desk_sounds({_VALUE}) END{down}"
    order = f"{_EMPTY_LAST}, named.position IS NULL, named.position{down}, {strange}, {_VALUE}{down}, "
    return Terms(join, (at,), order, (at, at, at))

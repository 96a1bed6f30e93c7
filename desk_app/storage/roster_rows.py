"""Makes stored rows equal to wanted ones: rows known by a key stay the same rows, only what differs is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from desk_app.storage.operations import Operation
from desk_app.storage.tables import LOGGED

Values = dict[str, Any]
Wanted = list[tuple[Hashable, Values]]
"""Rows as they shall be, each under the key by which it is known again."""


def keyed(rows: Sequence[Values], *names: str) -> Wanted:
    """Rows under a key made of some of their columns, equal ones told apart by their place among equals."""
    places = numbered([(tuple(row[name] for name in names), place) for place, row in enumerate(rows)])
    return [(key, rows[place]) for key, place in places.items()]


def known(op: Operation, table: str, *names: str) -> dict[Hashable, int]:
    """The stored rows' ids under the same kind of key."""
    columns = LOGGED[table].c
    rows = op.rows(select(columns.id, *(columns[name] for name in names)).order_by(columns.position, columns.id))
    return numbered([(tuple(row[1:]), row.id) for row in rows])


def numbered(pairs: Sequence[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """Pairs by key, equal keys told apart by their place among equals."""
    seen: Counter[Hashable] = Counter()
    result: dict[Hashable, int] = {}
    for key, value in pairs:
        seen[key] += 1
        result[key, seen[key]] = value
    return result


def reconcile(
    op: Operation,
    table: str,
    wanted: Wanted,
    stored: Mapping[Hashable, int],
    before_delete: Callable[[list[int]], None] | None = None,
) -> dict[Hashable, int]:
    """Make a table's known rows equal to the wanted ones; the id of each wanted key."""
    keys = {key for key, _ in wanted}
    gone = [row_id for key, row_id in stored.items() if key not in keys]
    if gone and before_delete is not None:
        before_delete(gone)
    op.delete_many(table, gone)
    standing = _standing(op, table, wanted)
    ids: dict[Hashable, int] = {}
    for key, values in wanted:
        if key in stored:
            ids[key] = stored[key]
            if standing.get(stored[key]) != tuple(values.values()):
                op.update(table, stored[key], values)
    fresh = [(key, values) for key, values in wanted if key not in stored]
    new_ids = op.insert_many(table, [values for _, values in fresh])
    ids.update(zip((key for key, _ in fresh), new_ids, strict=True))
    return ids


def _standing(op: Operation, table: str, wanted: Wanted) -> dict[int, tuple[Any, ...]]:
    """What the stored rows hold in the columns of the wanted ones, read at once."""
    if not wanted:
        return {}
    columns = LOGGED[table].c
    rows = op.rows(select(columns.id, *(columns[name] for name in wanted[0][1])))
    return {row.id: tuple(row[1:]) for row in rows}

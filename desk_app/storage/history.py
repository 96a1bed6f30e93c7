"""操作记录: what was done, by whom and when, and what became of one row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desk_app.storage.operations import ChangeKind
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.tables import change, operation


@dataclass(frozen=True, slots=True)
class Done:
    """One operation; ``undoes_id`` names what it took back, ``undone_by`` what took it back."""

    id: int
    campaign_id: int | None
    name: str
    summary: str
    actor: str
    at: datetime
    undoes_id: int | None
    undone_by: int | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an operation did to one row: the columns before and after, as stored; an insertion names neither."""

    done: Done
    kind: ChangeKind
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def operations(reader: Reader, *, campaign_id: int | None = None, limit: int = 100) -> tuple[Done, ...]:
    """The latest operations, the newest first, of one campaign where named."""
    statement = select(operation).order_by(operation.c.id.desc()).limit(limit)
    if campaign_id is not None:
        statement = statement.where(operation.c.campaign_id == campaign_id)
    return tuple(_done(row) for row in reader.rows(statement))


def get(reader: Reader, operation_id: int) -> Done:
    """The operation of an id; KeyError when there is none."""
    row = reader.first(select(operation).where(operation.c.id == operation_id))
    if row is None:
        raise KeyError(operation_id)
    return _done(row)


def made_in(reader: Reader, table: str, row_id: int) -> int:
    """The operation that made a row; operations are numbered in their order. 0 when history knows of none."""
    statement = select(change.c.operation_id).where(
        change.c.table_name == table,
        change.c.row_id <= row_id,
        change.c.last_id >= row_id,
        change.c.before.is_(None),
        change.c.after.is_(None),
    )
    return int(reader.scalar(statement.order_by(change.c.id).limit(1)) or 0)


def rows_of(reader: Reader, table: str, operation_id: int) -> tuple[int, ...]:
    """The rows of a table that an operation made, changed or took away, each once, in their order."""
    statement = select(change.c.row_id, change.c.last_id).where(
        change.c.operation_id == operation_id, change.c.table_name == table
    )
    spans = reader.rows(statement.order_by(change.c.row_id))
    return tuple(dict.fromkeys(row_id for span in spans for row_id in range(span.row_id, span.last_id + 1)))


def of_row(reader: Reader, table: str, row_id: int) -> tuple[RowChange, ...]:
    """Every change of one row, the oldest first."""
    statement = (
        select(change.c.before, change.c.after, operation)
        .join(operation, operation.c.id == change.c.operation_id)
        .where(change.c.table_name == table, change.c.row_id <= row_id, change.c.last_id >= row_id)
        .order_by(change.c.id)
    )
    return tuple(_row_change(row) for row in reader.rows(statement))


def standing_steps(reader: Reader, table: str, row_id: int) -> frozenset[int]:
    """The operations that changed one row and were neither taken back nor took another back."""
    changes = of_row(reader, table, row_id)
    return frozenset(one.done.id for one in changes if one.done.undone_by is None and one.done.undoes_id is None)


def _row_change(row: AnyRow) -> RowChange:
    before = None if row.before is None else json.loads(row.before)
    after = None if row.after is None else json.loads(row.after)
    if before is None:
        return RowChange(_done(row), ChangeKind.INSERTED, None, None)
    return RowChange(_done(row), ChangeKind.DELETED if after is None else ChangeKind.UPDATED, before, after)


def _done(row: AnyRow) -> Done:
    return Done(row.id, row.campaign_id, row.name, row.summary, row.actor, row.at, row.undoes_id, row.undone_by)

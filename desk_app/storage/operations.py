"""The one door for changes: a named operation in one transaction, every change of which is kept and can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2

from desk_app.problems import DeskError
from desk_app.storage.codec import RowCodec, codec
from desk_app.storage.columns import to_json
from desk_app.storage.errors import database_errors
from desk_app.storage.frozen import refuse_moved
from desk_app.storage.reader import Reader
from desk_app.storage.spans import Span, merged

_CHANGE = "INSERT INTO change (operation_id, table_name, row_id, last_id, before, after) VALUES (?, ?, ?, ?, ?, ?)"
_OPERATION = (
    "INSERT INTO operation (id, campaign_id, name, summary, actor, at, chain_id, undoes_id) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_MOST_PARAMETERS = 10_000
DEFERRED = "PRAGMA defer_foreign_keys = ON"
"""Foreign keys are looked at by the commit; to be said once in each transaction."""


class ChangeKind(StrEnum):
    """What happened to rows."""

    INSERTED = "inserted"
    UPDATED = "updated"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Changed:
    """Rows ``first`` to ``last`` of a table, and what happened to them."""

    table: str
    kind: ChangeKind
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What an operation changed; screens redraw from it. ``operation_id`` is None when nothing changed."""

    operation_id: int | None
    name: str
    changed: tuple[Changed, ...] = ()

    @property
    def tables(self) -> frozenset[str]:
        """The tables touched."""
        return frozenset(change.table for change in self.changed)

    def ids(self, table: str, kind: ChangeKind | None = None) -> tuple[int, ...]:
        """The ids touched in a table, ascending, each once; of one kind of change or of all."""
        mine = [change for change in self.changed if change.table == table and kind in (None, change.kind)]
        return tuple(
            row_id for span in merged((c.first, c.last) for c in mine) for row_id in range(span[0], span[1] + 1)
        )


@dataclass(frozen=True, slots=True)
class OperationHead:
    """The head of an operation as history keeps it."""

    name: str
    actor: str
    at: datetime
    campaign_id: int | None = None
    undoes_id: int | None = None
    chain_id: int | None = None


class Operation(Reader):
    """An operation under way: changes rows and reads what it has changed; made by ``Store.operation`` only.

    Row values are given by column name as Python values (dates, flags, lists), as ``tables.py`` types them.
    Foreign keys are checked at the end, so rows may go in and out in any order. After a database error the
    operation can only be left: nothing of it will be kept. ``summary`` may be set until the end.
    """

    def __init__(self, connection: Connection, head: OperationHead, claimed: dict[str, int] | None = None) -> None:
        """Begin within a transaction that has begun with BEGIN IMMEDIATE.

        ``claimed`` holds the next free ids that earlier operations of the same transaction left, which has DEFERRED.
        """
        super().__init__(connection)
        self.head = head
        self.summary = ""
        self.changes = ChangeSet(None, head.name)
        self._broken = False
        self._changed: list[Changed] = []
        self._pending: list[tuple[Any, ...]] = []
        self._next: dict[str, int] = {} if claimed is None else claimed
        self._cursor = connection.connection.cursor()
        if claimed is None:
            self._driver(DEFERRED)
        self.id = self._claim("operation", 1)

    @property
    def at(self) -> datetime:
        """When the operation happens."""
        return self.head.at

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Add one row; its id."""
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: str, rows: Sequence[Mapping[str, Any]]) -> range:
        """Add many rows at the driver's speed; their ids, one after the other in the rows' order."""
        if not rows:
            return range(0)
        kind = codec(table)
        first = self._claim(table, len(rows))
        self._driver(kind.insert, list(kind.rows(first, rows)))
        last = first + len(rows) - 1
        self._note(table, ChangeKind.INSERTED, first, last)
        return range(first, last + 1)

    def update(self, table: str, row_id: int, values: Mapping[str, Any]) -> bool:
        """Change columns of one row; whether anything differed. KeyError when there is no such row."""
        if not self._update_stored(codec(table), [row_id], codec(table).encode(values)):
            self._must_exist(table, row_id)
            return False
        return True

    def update_many(self, table: str, ids: Iterable[int], values: Mapping[str, Any]) -> int:
        """Give many rows the same values in some columns; how many differed."""
        return self._update_stored(codec(table), list(ids), codec(table).encode(values))

    def delete(self, table: str, row_id: int) -> None:
        """Remove one row; KeyError when there is no such row."""
        self._must_exist(table, row_id)
        self.delete_many(table, [row_id])

    def delete_many(self, table: str, ids: Iterable[int]) -> None:
        """Remove rows; their content stays in history."""
        for span in merged((row_id, row_id) for row_id in ids):
            self.delete_span(table, span)

    def delete_span(self, table: str, span: Span) -> None:
        """Remove the rows whose ids lie in a span."""
        kind = codec(table)
        self._flush()
        self._driver(
            "INSERT INTO change (operation_id, table_name, row_id, last_id, before) "  # noqa: S608  own names
            f'SELECT ?, ?, id, id, {kind.as_json} FROM "{table}" WHERE id BETWEEN ? AND ? ORDER BY id',
            (self.id, table, *span),
        )
        self._driver(f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?', span)  # noqa: S608  own names
        self._changed.append(Changed(table, ChangeKind.DELETED, *span))

    def restore_deleted(self, table: str, changes: Span, spans: Iterable[Span]) -> None:
        """Put back rows that stand as ``before`` in a run of history entries; ``spans`` are the rows' ids."""
        kind = codec(table)
        self._driver(
            f'INSERT INTO "{table}" ({kind.columns}) '  # noqa: S608  own names
            f"SELECT {kind.from_json} FROM change WHERE id BETWEEN ? AND ? ORDER BY row_id",
            changes,
        )
        for span in spans:
            self._note(table, ChangeKind.INSERTED, *span)

    def restore_updated(self, table: str, row_id: int, stored: Mapping[str, Any]) -> None:
        """Give one row's columns the stored values that history names."""
        self._update_stored(codec(table), [row_id], stored)

    def note(self, statement: Executable) -> None:
        """Carry out what is no change and leaves no history, kept with the operation: which waiting step it was."""
        self._refuse_if_broken()
        with database_errors():
            self._connection.execute(statement)

    def finish(self) -> None:
        """Write the history and commit; DeskError when a database error broke the operation, or the disk is full."""
        self.settle()
        self._driver("COMMIT")

    def settle(self) -> None:
        """Write the history, to be committed by whoever holds the transaction."""
        self._refuse_if_broken()
        if self._changed:
            head = self.head
            chain = head.chain_id or self.id
            row = (
                self.id,
                head.campaign_id,
                head.name,
                self.summary,
                head.actor,
                head.at.isoformat(),
                chain,
                head.undoes_id,
            )
            self._driver(_OPERATION, row)
            self._flush()
            touched = {change.table for change in self._changed}
            refuse_moved(self, self.id, touched, is_undo=head.undoes_id is not None)
            if head.undoes_id is not None:
                self._driver("UPDATE operation SET undone_by = ? WHERE id = ?", (self.id, head.undoes_id))
            self.changes = ChangeSet(self.id, head.name, tuple(self._changed))

    def _update_stored(self, kind: RowCodec, ids: list[int], stored: Mapping[str, Any]) -> int:
        if not stored:
            return 0
        names = list(stored)
        changed: list[tuple[Any, ...]] = []
        for row in self._stored_rows(kind, names, ids):
            before = {name: old for name, old in zip(names, row[1:], strict=True) if old != stored[name]}
            if before:
                after = {name: stored[name] for name in before}
                self._pending.append((self.id, kind.table, row[0], row[0], to_json(before), to_json(after)))
                self._changed.append(Changed(kind.table, ChangeKind.UPDATED, row[0], row[0]))
                changed.append((*stored.values(), row[0]))
        if changed:
            self._driver(kind.update(names), changed)
        return len(changed)

    def _stored_rows(self, kind: RowCodec, names: list[str], ids: list[int]) -> Iterable[Sequence[Any]]:
        columns = ", ".join(f'"{name}"' for name in ["id", *names])
        for start in range(0, len(ids), _MOST_PARAMETERS):
            wanted = json.dumps(ids[start : start + _MOST_PARAMETERS])
            yield from self.driver_rows(
                f'SELECT {columns} FROM "{kind.table}" WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',  # noqa: S608  own names
                (wanted,),
            )

    def _must_exist(self, table: str, row_id: int) -> None:
        if not self.driver_rows(f'SELECT 1 FROM "{table}" WHERE id = ?', (row_id,)):  # noqa: S608  own names
            raise KeyError(f"{table} {row_id}")

    def _claim(self, table: str, count: int) -> int:
        if table not in self._next:
            used = self.driver_rows("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
            self._next[table] = used[0][0] + 1 if used else 1
        first = self._next[table]
        self._next[table] += count
        return first

    def _note(self, table: str, kind: ChangeKind, first: int, last: int) -> None:
        """Keep it for history; rows that follow on those of the entry before are one entry with them."""
        if self._pending and (self._pending[-1][1], *self._pending[-1][3:]) == (table, first - 1, None, None):
            first = self._pending.pop()[2]
            self._changed.pop()
        self._pending.append((self.id, table, first, last, None, None))
        self._changed.append(Changed(table, kind, first, last))

    def _flush(self) -> None:
        if self._pending:
            self._driver(_CHANGE, self._pending)
            self._pending = []

    def _driver(self, sql: str, parameters: tuple[Any, ...] | list[tuple[Any, ...]] = ()) -> None:
        self._refuse_if_broken()
        try:
            with database_errors():
                self._run(sql, parameters)
        except BaseException:
            self._broken = True
            raise

    def _run(self, sql: str, parameters: tuple[Any, ...] | list[tuple[Any, ...]]) -> None:
        """Past SQLAlchemy, which would take longer than the database; its errors keep SQLAlchemy's names."""
        try:
            if isinstance(parameters, list):
                self._cursor.executemany(sql, parameters)
            else:
                self._cursor.execute(sql, parameters)
        except dbapi2.IntegrityError as error:
            raise IntegrityError(sql, None, error) from error

    def _refuse_if_broken(self) -> None:
        if self._broken:
            raise DeskError("这一步已经出错，没有保存任何内容；请重做。")

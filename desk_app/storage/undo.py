"""撤销 and 恢复: an operation taken back by another operation that does the opposite, in the opposite order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from desk_app.campaign.calendar_days import long_moment
from desk_app.problems import DeskError
from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.spans import Span, merged, touches
from desk_app.storage.tables import operation
from desk_app.storage.undo_figures import pairs_of, refuse_new_trouble, trouble_of

UNDO = "撤销："
REDO = "恢复："

_ENTRIES = (
    "SELECT id, table_name, row_id, last_id, before NOT NULL, after NOT NULL FROM change "
    "WHERE operation_id = ? ORDER BY id DESC"
)
_LATER = (
    "SELECT o.chain_id, o.id, o.name, o.at, c.table_name, c.row_id, c.last_id FROM change c "
    "JOIN operation o ON o.id = c.operation_id WHERE c.operation_id > ? ORDER BY o.id"
)


@dataclass(frozen=True, slots=True)
class Target:
    """The operation to take back."""

    id: int
    name: str
    campaign_id: int | None
    chain_id: int

    @property
    def opposite(self) -> str:
        """What taking it back is called."""
        if self.name.startswith(UNDO):
            return REDO + self.name.removeprefix(UNDO)
        return UNDO + self.name.removeprefix(REDO)


def find_target(reader: Reader, operation_id: int) -> Target:
    """The operation of an id; DeskError when there is none or it is undone already."""
    row = reader.first(select(operation).where(operation.c.id == operation_id))
    if row is None:
        raise DeskError("操作记录里没有这一步，无法撤销；请刷新后再选。")
    if row.undone_by is not None:
        raise DeskError(f"“{row.name}”已经撤销过，不必再撤销。")
    return Target(row.id, row.name, row.campaign_id, row.chain_id)


def refuse_if_touched_since(reader: Reader, target: Target) -> None:
    """DeskError naming the latest later operation that stands and touched a row of this one.

    An operation and its undo, both later, cancel out; of a chain with an odd number of later links one stands.
    """
    mine = _spans_of(reader, target.id)
    links: dict[int, dict[int, AnyRow]] = {}
    for row in reader.driver_rows(_LATER, (target.id,)):
        if row.table_name in mine and touches(mine[row.table_name], (row.row_id, row.last_id)):
            links.setdefault(row.chain_id, {})[row.id] = row
    standing = [max(chain.items())[1] for chain in links.values() if len(chain) % 2]
    if standing:
        last = max(standing, key=lambda row: row.id)
        raise DeskError(
            f"“{target.name}”不能撤销：之后的操作“{last.name}”（{_minute(last.at)}）改动了同样的内容，请先撤销那一步。"
        )


def _minute(at: str) -> str:
    return long_moment(datetime.fromisoformat(at))


def _spans_of(reader: Reader, operation_id: int) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for row in reader.driver_rows(
        "SELECT table_name, row_id, last_id FROM change WHERE operation_id = ?", (operation_id,)
    ):
        found.setdefault(row.table_name, []).append((row.row_id, row.last_id))
    return {table: merged(spans) for table, spans in found.items()}


def revert(op: Operation, target: Target) -> None:
    """Do the opposite of every change of an operation, the last first.

    DeskError when a later operation has taken a name, or when what came in later would count twice or not at all.
    """
    spans = _spans_of(op, target.id)
    if not spans.keys() & {"submission", "record"} or _is_latest(op, target):
        _revert(op, target)
        return
    pairs = pairs_of(op, spans)
    before = trouble_of(op, pairs)
    _revert(op, target)
    what = "恢复" if target.opposite.startswith(REDO) else "撤销"
    after = trouble_of(op, pairs | pairs_of(op, spans))
    refuse_new_trouble(op, f"“{target.name}”不能{what}", before, after)


def _is_latest(op: Operation, target: Target) -> bool:
    """Whether nothing was done since, so that what was so before is so again."""
    return not op.driver_rows("SELECT 1 FROM operation WHERE id > ? LIMIT 1", (target.id,))


def _revert(op: Operation, target: Target) -> None:
    try:
        for table, was, now, entries in _runs(op, target.id):
            if was and now:
                _revert_updates(op, table, entries)
            elif was:
                spans = merged((row_id, last_id) for _, row_id, last_id in entries)
                op.restore_deleted(table, (entries[-1][0], entries[0][0]), spans)
            else:
                for _, row_id, last_id in entries:
                    op.delete_span(table, (row_id, last_id))
    except IntegrityError as error:
        raise DeskError(f"“{target.name}”不能撤销：之后的操作已用了同样的名称或内容，请先撤销那些操作。") from error


Entry = tuple[int, int, int]
"""A history entry's id, its first and its last row."""


def _runs(op: Operation, operation_id: int) -> Iterator[tuple[str, bool, bool, list[Entry]]]:
    rows = op.driver_rows(_ENTRIES, (operation_id,))
    for (table, was, now), run in groupby(rows, key=lambda row: (row[1], bool(row[4]), bool(row[5]))):
        yield table, was, now, [(row[0], row[2], row[3]) for row in run]


def _revert_updates(op: Operation, table: str, entries: list[Entry]) -> None:
    rows = op.driver_rows(
        "SELECT row_id, before FROM change WHERE id BETWEEN ? AND ? ORDER BY id DESC", (entries[-1][0], entries[0][0])
    )
    for row_id, before in rows:
        op.restore_updated(table, row_id, json.loads(before))


def refuse_dangling(op: Operation, target: Target) -> None:
    """DeskError naming the latest operation whose rows would be left without what they belong to."""
    dangling = op.driver_rows('SELECT "table", rowid FROM pragma_foreign_key_check LIMIT 1000')
    if not dangling:
        return
    names = [_last_touching(op, target.id, row[0], row[1]) for row in dangling]
    known = max((name for name in names if name), default=None)
    said = f"之后的操作“{known[1]}”（{_minute(known[2])}）" if known else "之后登记的内容"
    raise DeskError(f"“{target.name}”不能撤销：{said}要用到它，请先撤销那一步。")


def _last_touching(op: Operation, after: int, table: str, row_id: int) -> tuple[int, str, str] | None:
    rows = op.driver_rows(
        "SELECT o.id, o.name, o.at FROM change c JOIN operation o ON o.id = c.operation_id "
        "WHERE c.table_name = ? AND c.row_id <= ? AND c.last_id >= ? AND o.id > ? ORDER BY o.id DESC LIMIT 1",
        (table, row_id, row_id, after),
    )
    return (rows[0][0], rows[0][1], rows[0][2]) if rows else None

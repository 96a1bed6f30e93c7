"""Several operations under one commit: each whole or not at all, none of them kept before the end."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from desk_app.problems import DeskError
from desk_app.services.watched_store import WatchedStore
from desk_app.storage import history
from desk_app.storage.operations import ChangeSet, OperationHead
from desk_app.storage.store import Store
from tests.storage.bureau import AT, dump


def head(name: str) -> OperationHead:
    return OperationHead(name, "甲", AT)


def batch_row(name: str) -> dict[str, object]:
    return {"started_at": AT, "source": name, "name": name}


def batches(store: Store) -> list[str]:
    with store.read() as reader:
        return [row[0] for row in reader.driver_rows("SELECT name FROM batch ORDER BY id")]


def add(store: Store, *names: str, refused: str = "", fails: bool = False) -> None:
    """Batches added in one group; the one that is refused raises within its operation, a failure after all."""
    with store.group() as group:
        for name in names:
            with contextlib.suppress(DeskError), group.operation(head(name)) as op:
                op.insert("batch", batch_row(name))
                refuse(DeskError("不收") if name == refused else None)
        refuse(ZeroDivisionError() if fails else None)


def refuse(error: Exception | None) -> None:
    if error is not None:
        raise error


def test_a_refused_operation_leaves_nothing_and_the_others_of_its_group_stay_with_a_history_each(store: Store) -> None:
    add(store, "一", "二", "三", refused="二")
    assert batches(store) == ["一", "三"]
    with store.read() as reader:
        done = [one.name for one in history.operations(reader)]
    assert sorted(done) == ["一", "三"]


def test_nothing_of_a_group_that_fails_is_kept(store: Store) -> None:
    before = dump(store, history=True)
    with pytest.raises(ZeroDivisionError):
        add(store, "一", "二", fails=True)
    assert dump(store, history=True) == before


def test_each_operation_of_a_group_can_be_undone_by_itself(store: Store) -> None:
    with store.group() as group:
        for name in ("一", "二"):
            with group.operation(head(name)) as op:
                op.insert("batch", batch_row(name))
    first = group.kept[0].operation_id
    assert first is not None
    store.undo(first, actor="甲", at=AT)
    assert batches(store) == ["二"]


def test_a_listener_hears_of_a_group_only_once_it_is_kept(store: Store) -> None:
    heard: list[ChangeSet] = []
    watched = WatchedStore(store, heard.append)
    with watched.group() as group:
        with group.operation(head("一")) as op:
            op.insert("batch", batch_row("一"))
        assert heard == []
    assert [changes.name for changes in heard] == ["一"]
    with pytest.raises(ZeroDivisionError):
        add(watched, "二", fails=True)
    assert len(heard) == 1


@pytest.mark.parametrize("begin", [lambda store: store.group(), lambda store: store.operation("乙", actor="", at=AT)])
def test_neither_a_group_nor_an_operation_begins_within_a_group(store: Store, begin: Callable[[Store], object]) -> None:
    with store.group(), pytest.raises(RuntimeError, match="do not nest"), begin(store):  # type: ignore[attr-defined]
        pass


def test_originals_on_a_shelf_have_their_names_only_when_it_is_settled(store: Store, folder: Path) -> None:
    with store.originals.shelf() as shelf:
        kept = [
            shelf.keep(bytes([place]), sha, "a.xlsx") for place, sha in enumerate(("aa" + "0" * 62, "bb" + "1" * 62))
        ]
        assert list(store.originals.names()) == []
        shelf.settle()
    assert sorted(store.originals.names()) == sorted(one.name for one in kept)
    with store.originals.shelf() as shelf:
        shelf.keep(b"lost", "cc" + "2" * 62, "b.xlsx")
    assert len(list(store.originals.names())) == 2
    assert [path for path in (folder / "originals").iterdir() if path.is_file()] == []

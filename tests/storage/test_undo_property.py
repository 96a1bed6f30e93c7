"""Invertibility: whatever was done, and undone in between, taking back all that stands leads back to the start."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.problems import DeskError
from desk_app.storage import history
from desk_app.storage.operations import Operation
from desk_app.storage.store import Store
from tests.storage.bureau import AT, dump, furnish

TABLES = ("unit", "unit_alias", "person", "post", "setting", "relation")
names = st.sampled_from(["甲", "乙", "丙", "丁\0“”"])
steps = st.tuples(
    st.sampled_from(["insert", "many", "update", "all", "delete"]), st.sampled_from(TABLES), names, st.integers(0, 7)
)
"""What to do, in which table, with which word, to which of the rows there are."""
turns = st.lists(st.lists(steps, min_size=1, max_size=5) | st.integers(0, 9), min_size=1, max_size=7)
"""Operations by their steps, or the undoing of one of those done so far."""


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pattern") / "数据"
    with Store.open(folder, at=AT) as store:
        furnish(store)
    return folder


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns)
def test_taking_back_all_that_stands_leads_back_to_the_start(pattern: Path, plan: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(pattern, Path(scratch) / "数据"))
        with Store.open(folder, at=AT) as store:
            start = dump(store)
            for turn in plan:
                done = operations(store)
                if isinstance(turn, int):
                    undo_or_be_refused(store, done[turn % len(done)].id)
                else:
                    do_or_fail_whole(store, turn)
            take_back_all(store)
            assert dump(store) == start


def operations(store: Store) -> list[history.Done]:
    with store.read() as reader:
        return list(history.operations(reader, limit=10_000))


def unchanged_when(
    store: Store, errors: type[Exception] | tuple[type[Exception], ...], act: Callable[[], None]
) -> None:
    before = dump(store, history=True)
    try:
        act()
    except errors:
        assert dump(store, history=True) == before


def undo_or_be_refused(store: Store, operation_id: int) -> None:
    first = operations(store)[-1].id
    if operation_id != first:
        unchanged_when(store, DeskError, lambda: store.undo(operation_id, actor="甲", at=AT) and None)


def do_or_fail_whole(store: Store, plan: list[tuple[str, str, str, int]]) -> None:
    from sqlalchemy.exc import IntegrityError

    def act() -> None:
        with store.operation("改", actor="甲", at=AT) as op:
            for what, table, word, number in plan:
                with contextlib.suppress(LookupError, ZeroDivisionError):
                    do(op, what, table, word, number)

    unchanged_when(store, IntegrityError, act)


def do(op: Operation, what: str, table: str, word: str, number: int) -> None:
    ids = [row[0] for row in op.driver_rows(f'SELECT id FROM "{table}" ORDER BY id')]  # noqa: S608
    if what == "insert":
        op.insert(table, row_of(op, table, word, number))
    elif what == "many":
        op.insert_many(table, [row_of(op, table, f"{word}{number}{place}", place) for place in range(number)])
    elif what == "update":
        op.update(table, ids[number % len(ids)], {**row_of(op, table, word, number)})
    elif what == "all":
        column = "value" if table == "setting" else "position"
        op.update_many(table, ids, {column: number})
    else:
        op.delete_many(table, ids[: number % 3 + 1])


def row_of(op: Operation, table: str, word: str, number: int) -> dict[str, Any]:
    def any_id(parent: str) -> int:
        ids = [row[0] for row in op.driver_rows(f'SELECT id FROM "{parent}" ORDER BY id')]  # noqa: S608
        return int(ids[number % len(ids)]) if ids else 1

    return {
        "unit": lambda: {"position": number, "name": word, "reports": number % 2 == 0},
        "unit_alias": lambda: {"unit_id": any_id("unit"), "position": number, "alias": word},
        "person": lambda: {"position": number, "name": word, "unit": word},
        "post": lambda: {"person_id": any_id("person"), "position": number, "title": word, "start": AT.date()},
        "setting": lambda: {"key": word, "value": {"n": [number, word, None]}},
        "relation": lambda: {"position": number, "kind": word},
    }[table]()


def take_back_all(store: Store) -> None:
    done = operations(store)
    undoes = {one.id: one.undoes_id for one in done}

    def links(one: history.Done) -> int:
        count, at = 1, one.undoes_id
        while at is not None:
            count, at = count + 1, undoes[at]
        return count

    for one in done[:-1]:
        if one.undone_by is None and links(one) % 2:
            store.undo(one.id, actor="甲", at=AT)

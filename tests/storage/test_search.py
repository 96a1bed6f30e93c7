"""The index of 查找 says what the rows say, whatever is done to them, and finds what reading row by row finds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from desk_app.problems import DeskError
from desk_app.storage import bigrams, history, records, search, search_index
from desk_app.storage.check import check
from desk_app.storage.engine import connect
from desk_app.storage.restore import restore_backup
from desk_app.storage.search import Found, Term
from desk_app.storage.states import SubmissionState
from desk_app.storage.store import Store
from desk_app.storage.submissions import assign, set_state
from tests.storage.bureau import AT, Desk, furnish, new_record

SIGNS = '张三丰𬭚ＡaB 3３-"\\\n%*谈話（(·'
cells = st.text(st.sampled_from(SIGNS), max_size=9) | st.text(max_size=6)
"""Cells of few signs, so that words meet, and of any signs at all."""
turns = st.lists(
    st.tuples(st.sampled_from(["take", "correct", "delete", "undo", "assign", "catch up"]), cells, st.integers(0, 9)),
    min_size=1,
    max_size=12,
)


def ask(store: Store, *words: str, most: int = 100, each: int = 5) -> Found:
    terms = [Term((folded,)) for folded in map(bigrams.fold, words) if folded]
    with store.read() as reader:
        return search.find(reader, terms, search.groups_of(reader), most=most, each=each)


def ids(found: Found) -> list[int]:
    return [row.id for row in found.rows]


def build(store: Store) -> None:
    while search_index.catch_up(store, 3).waiting:
        pass


def keep(desk: Desk, cells: Iterable[str]) -> list[int]:
    """One accepted return with a row a cell."""
    sent, _ = desk.receive(rows=0)
    rows = [replace(new_record(place), values={"speaker": one}) for place, one in enumerate(cells, start=1)]
    with desk.store.operation("补录", actor="甲", at=AT) as op:
        place: dict[str, Any] = {"campaign_id": desk.campaign, "form_id": desk.form, "unit_id": desk.units["办公室"]}
        return list(records.add_many(op, rows, period="2023-03", submission_id=sent, **place))


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pattern") / "数据"
    with Store.open(folder, at=AT) as store:
        furnish(store).receive(rows=2)
    return folder


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns, cells)
def test_the_index_finds_what_reading_every_row_finds(
    pattern: Path, plan: list[tuple[str, str, int]], wanted: str
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(pattern, Path(scratch) / "数据"))
        with Store.open(folder, at=AT) as store:
            for turn in plan:
                carry_out(store, *turn)
            words = (wanted, *(cell for _, cell, _ in plan))
            halfway = [ask(store, word) for word in words]
            build(store)
            with store.read() as reader:
                assert search_index.problems(reader) == []
            by_index = [ask(store, word) for word in words]
            store.write_aside(text("UPDATE search_state SET upto = 0"))
            by_reading = [ask(store, word) for word in words]
            assert [one.rows for one in halfway] == [one.rows for one in by_reading]
            assert [one.rows for one in by_index] == [one.rows for one in by_reading]


def carry_out(store: Store, what: str, cell: str, number: int) -> None:
    if what == "catch up":
        search_index.catch_up(store, number + 1)
        return
    if what == "undo":
        with store.read() as reader:
            done = history.operations(reader, limit=1000)[:-1]
        try:
            store.undo(done[number % len(done)].id, actor="甲", at=AT)
        except DeskError:
            return
        return
    with store.operation(what, actor="甲", at=AT) as op:
        rows = [row[0] for row in op.driver_rows("SELECT id FROM record ORDER BY id")]
        sent = op.driver_rows("SELECT id, campaign_id, form_id, unit_id FROM submission ORDER BY id LIMIT 1")
        if what == "take" and sent:
            new = replace(new_record(number), values={"speaker": cell, "number": number}, extra={"备注": cell[::-1]})
            records.add_many(
                op, [new], submission_id=sent[0][0], campaign_id=sent[0][1], form_id=sent[0][2],
                unit_id=sent[0][3], period="2023-03",
            )  # fmt: skip
        elif what == "correct" and rows:
            records.correct(op, rows[number % len(rows)], {"speaker": cell}, occurred_on=None, digest="")
        elif what == "delete" and rows:
            op.delete_many("record", rows[number % len(rows) :][:2])
        elif what == "assign" and sent:
            assign(op, sent[0][0], form_id=sent[0][2], unit_id=None if number % 2 else sent[0][3], period="2023-03")


@pytest.mark.parametrize("built", [True, False])
@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("张三丰", "三"), ("张三丰", "三丰"), ("张 三　丰", "张三丰"), ("ＡＢＣ科", "abc"), ("abc科", "ＡＢ"),
        ("王𬭚", "𬭚"), ("王𬭚", "王𬭚"), ("（一）", "(一)"), ("3－5", "3-5"), ('他说"好"', '"好"'), ("50%", "50%"),
        ("两行\n的字", "行的"), ("a*b", "*"), ("ﬁn", "fin"),
    ],
)  # fmt: skip
def test_width_case_blanks_and_rare_signs_are_folded(desk: Desk, cell: str, word: str, *, built: bool) -> None:
    (wanted,) = keep(desk, [cell])
    keep(desk, ["别的内容"])
    if built:
        build(desk.store)
    assert ids(ask(desk.store, word)) == [wanted]


def test_a_whole_cell_comes_before_one_that_begins_so_and_then_the_newest(desk: Desk) -> None:
    inside, begins, whole, later = keep(desk, ["走访电梯", "电梯改造", "电梯", "修电梯"])
    wanted = [whole, begins, later, inside]
    assert ids(ask(desk.store, "电梯")) == wanted
    build(desk.store)
    assert ids(ask(desk.store, "电梯")) == wanted
    few = ask(desk.store, "电梯", most=2, each=2)
    assert few.more
    assert ids(few) == [whole, begins]
    assert ids(ask(desk.store, "梯", most=2, each=3)) == [later, whole, begins]


def test_several_words_must_all_stand_in_the_row_and_never_across_two_cells(desk: Desk) -> None:
    both, _one = keep(desk, ["电梯改造", "电梯"])
    build(desk.store)
    assert ids(ask(desk.store, "改造", "电梯")) == [both]
    assert ids(ask(desk.store, "造电")) == []
    with desk.store.operation("补", actor="甲", at=AT) as op:
        records.correct(op, both, {"speaker": "甲乙", "number": "丙丁"}, occurred_on=None, digest="")
    assert ids(ask(desk.store, "乙丙")) == []
    assert ids(ask(desk.store, "乙", "丙")) == [both]


def test_withdrawn_rows_and_replaced_returns_are_not_found(desk: Desk) -> None:
    sent, _ = desk.receive(rows=2)
    build(desk.store)
    assert len(ids(ask(desk.store, "张三"))) == 2
    with desk.store.operation("换", actor="甲", at=AT) as op:
        set_state(op, [sent], SubmissionState.SUPERSEDED)
    assert ids(ask(desk.store, "张三")) == []


def test_taking_in_leaves_the_index_to_catch_up_and_says_how_many_rows_wait(desk: Desk) -> None:
    build(desk.store)
    desk.receive(rows=5)
    found = ask(desk.store, "张三")
    assert (found.waiting, len(found.rows)) == (5, 5)
    build(desk.store)
    assert ask(desk.store, "张三").waiting == 0


def test_a_copy_made_and_restored_finds_the_same(desk: Desk, tmp_path: Path) -> None:
    from desk_app.storage.backup import write_backup

    keep(desk, ["电梯改造", "社区食堂"])
    build(desk.store)
    before = ids(ask(desk.store, "电梯"))
    write_backup(desk.store, tmp_path / "备份.zip", at=AT)
    restore_backup(tmp_path / "备份.zip", tmp_path / "恢复", AT)
    with Store.open(tmp_path / "恢复", at=AT) as again:
        assert ask(again, "电梯").waiting == 0
        assert ids(ask(again, "电梯")) == before != []
        assert check(again) == []


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM search WHERE rowid = {row}",
        "INSERT OR REPLACE INTO search (rowid, words) VALUES ({row}, '甲乙 乙丙')",
        "INSERT INTO search (rowid, words) VALUES (999999, '甲乙 乙丙')",
    ],
)
def test_an_index_that_does_not_say_what_the_rows_say_is_noticed_and_built_anew(desk: Desk, harm: str) -> None:
    row, *_ = keep(desk, ["电梯", "食堂"])
    build(desk.store)
    assert check(desk.store) == []
    connection = connect(desk.store.folder.database, desk.store.key)
    connection.execute(harm.format(row=row))
    connection.close()
    assert [one.code for one in check(desk.store)] == ["search_index_differs"]
    search_index.start_anew(desk.store)
    build(desk.store)
    assert check(desk.store) == []
    assert ids(ask(desk.store, "电梯")) == [row]

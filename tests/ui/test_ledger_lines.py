"""Lines, places and ids of a ledger agree, whatever is grouped, folded or inserted; and Qt is told the truth."""

from __future__ import annotations

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app.forms.definition import Column, FormDefinition
from desk_app.services.ledger_found import NOTHING
from desk_app.services.ledger_rows import LedgerGroup, LedgerRow
from desk_app.ui.ledger.entries import Entries, common_ends
from desk_app.ui.ledger.model import LedgerModel

FORM = FormDefinition("表", "表", (Column("one", "一"), Column("two", "二")))
IDS = st.lists(st.integers(1, 60), unique=True, max_size=25)


def grouped(units: list[tuple[int, bool]]) -> tuple[Entries, list[LedgerGroup]]:
    """Rows 100, 101, … by units: how many rows each has, and whether it is folded."""
    entries, start, groups = Entries(), 0, []
    for number, (count, folded) in enumerate(units):
        groups.append(LedgerGroup(f"第{number}科", start, count))
        start += count
        if folded:
            entries.folded.add(f"第{number}科")
    entries.take(array("q", range(100, 100 + start)), tuple(groups))
    return entries, groups


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=6))
def test_every_line_of_grouped_rows_is_a_heading_a_row_or_the_empty_one(units: list[tuple[int, bool]]) -> None:
    entries, groups = grouped(units)
    lines = range(entries.count)
    heads = [line for line in lines if entries.group_at(line) is not None]
    rows = [entries.id_at(line) for line in lines if entries.id_at(line) is not None]
    open_ones = [group for group, (_, folded) in zip(groups, units, strict=True) if not folded]
    shown = [100 + group.start + row for group in open_ones for row in range(group.count)]
    assert [entries.group_at(line) for line in heads] == groups
    assert rows == shown
    assert len(heads) + len(rows) + 1 == entries.count
    assert entries.foot == entries.count - 1
    for row in range(100, 100 + sum(count for count, _ in units)):
        line = entries.line_of(row)
        assert (line >= 0) == (row in shown)
        assert line < 0 or entries.id_at(line) == row
    assert list(entries.ids_in([(0, entries.count - 1)])) == shown


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=5), st.integers(1, 9), st.data())
def test_a_block_is_laid_over_the_rows_that_stand_below_without_the_headings(
    units: list[tuple[int, bool]], foot: int, data: st.DataObject
) -> None:
    entries, groups = grouped(units)
    if not groups:
        entries.take(array("q", range(100, 108)))
        entries.foot = min(foot, 8)
    line, most = data.draw(st.integers(0, entries.count - 1)), data.draw(st.integers(0, 12))
    below = [entries.id_at(at) or 0 for at in range(line, entries.count) if entries.group_at(at) is None]
    assert list(entries.ids_from(line, most)) == below[:most]


@given(IDS, st.data())
def test_the_empty_row_may_stand_anywhere(ids: list[int], data: st.DataObject) -> None:
    entries = Entries()
    entries.take(array("q", ids))
    entries.foot = data.draw(st.integers(0, len(ids)))
    lines = range(entries.count)
    assert [entries.id_at(line) for line in lines if line != entries.foot] == ids
    assert entries.id_at(entries.foot) is None
    assert [entries.line_of(one) for one in ids] == [line for line in lines if line != entries.foot]
    first, last = sorted((data.draw(st.integers(0, len(ids))), data.draw(st.integers(0, len(ids)))))
    wanted = [entries.id_at(line) for line in range(first, last + 1) if line != entries.foot]
    assert list(entries.ids_in([(first, last)])) == wanted


@given(IDS, IDS)
def test_what_two_lists_share_at_their_ends_is_all_that_they_share_there(old: list[int], new: list[int]) -> None:
    start, end = common_ends(array("q", old), array("q", new))
    assert old[:start] == new[:start]
    assert end == 0 or old[-end:] == new[-end:]
    assert start + end <= min(len(old), len(new))
    most = min(len(old), len(new))
    assert start == most or old[start] != new[start]
    assert start + end == most or old[-1 - end] != new[-1 - end]


LONG = 20_100
DEEDS = st.lists(st.tuples(st.sampled_from(["look", "put", "drop"]), st.integers(0, LONG - 10)), max_size=12)


@settings(max_examples=30, deadline=None)
@given(DEEDS, st.lists(st.integers(1, LONG + 20), min_size=1, max_size=6))
def test_rows_of_a_very_long_ledger_are_found_where_they_stand_now(
    deeds: list[tuple[str, int]], sought: list[int]
) -> None:
    entries, ids = Entries(), list(range(LONG, 0, -1))
    entries.take(array("q", ids))
    for number, (deed, place) in enumerate(deeds):
        if deed == "look":
            entries.know(place, 100)
        elif deed == "put":
            entries.put(place, LONG + 1 + number)
            ids.insert(place, LONG + 1 + number)
        else:
            entries.drop(place, 1)
            del ids[place]
        near = ids[place]
        for one in (*sought, near):
            assert entries.place_of(one) == (ids.index(one) if one in ids else -1)
    ends = {entries.line_of(one) for one in (sought[0], sought[-1])} - {-1}
    assert entries.lines_of(sought) == sorted(ends)


@settings(max_examples=40, deadline=None)
@given(st.lists(IDS, min_size=1, max_size=4), st.data())
def test_a_ledger_read_anew_shows_what_was_read(qapp: object, readings: list[list[int]], data: st.DataObject) -> None:
    model = LedgerModel()
    model.take_form(FORM, (), ())
    removed = inserted = 0

    def count(_parent: object, first: int, last: int) -> None:
        nonlocal inserted
        inserted += last - first + 1

    def less(_parent: object, first: int, last: int) -> None:
        nonlocal removed
        removed += last - first + 1

    resets: list[int] = []

    def note() -> None:
        resets.append(1)

    model.modelReset.connect(note)
    model.rowsInserted.connect(count)
    model.rowsRemoved.connect(less)
    for ids in readings:
        before, removed, inserted = model.rowCount(), 0, 0
        resets.clear()
        model.take_ids(ids, NOTHING)
        assert list(model.ids) == ids
        assert model.rowCount() == len(ids) + 1
        assert resets or before + inserted - removed == model.rowCount()
        line = data.draw(st.integers(0, len(ids)))
        model.open_draft_at(line)
        assert model.record_at(model.entries.foot) is None
        assert [model.record_at(at) for at in range(model.rowCount()) if at != model.entries.foot] == ids


def test_what_follows_the_beginning_of_a_long_ledger_moves_nothing_that_is_looked_at(qapp: object) -> None:
    model, resets = LedgerModel(), list[int]()
    model.take_form(FORM, (), ())
    model.modelReset.connect(lambda: resets.append(1))
    model.take_ids(array("q", range(1, 301)), NOTHING, anew=True)
    row = LedgerRow(1, "办公室", "3月", "", values={"one": "甲"}, typed=True, source="")
    model.take_rows(model.generation, [row])
    resets.clear()
    model.take_ids(array("q", range(1, 5_001)), NOTHING)
    assert not resets
    assert model.rowCount() == 5_001
    assert model.text_of(1, "one") == "甲"
    assert model.record_at(4_999) == 5_000
    assert model.record_at(model.entries.foot) is None


def test_qts_contract_holds_while_rows_come_and_go(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = LedgerModel()
    model.take_form(FORM, (), ())
    qtmodeltester.check(model)
    for ids in ([1, 2, 3, 4], [1, 3, 4], [1, 5, 3, 4], [5, 1, 3, 4], [5, 1, 3, 4, *range(200, 500)], []):
        model.take_ids(ids, NOTHING)
        model.open_draft_at(1)
        model.adopt(90)
        model.take_ids(ids, NOTHING)

"""A ledger's ids come in one order, whichever way they are read, and that is the order of the printed page."""

from __future__ import annotations

import random
import tempfile
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.storage import ledgers, records, screens
from desk_app.storage.ledgers import Sort, Wanted, Words, first_ids, ledger_ids
from desk_app.storage.reader import Reader
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.store import Store
from tests.storage.bureau import AT, Desk, furnish

RETURN = st.tuples(
    st.sampled_from(["办公室", "法规科", "东城分局"]),
    st.sampled_from(["2023-01", "2023-02", "2023-03"]),
    st.integers(1, 4),
    st.sampled_from([SubmissionState.ACCEPTED, SubmissionState.NEEDS_REVIEW, SubmissionState.REJECTED]),
)


def all_ids(reader: Reader, desk: Desk, wanted: Wanted = Wanted()) -> list[int]:  # noqa: B008  a frozen value
    return list(ledger_ids(reader, desk.campaign, desk.form, wanted).ids)


@settings(max_examples=20, deadline=None)
@given(st.lists(RETURN, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_the_index_and_the_sorting_and_the_page_agree(
    returns: list[tuple[str, str, int, SubmissionState]], chance: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as name, Store.open(Path(name) / "data", at=AT) as store:
        desk = furnish(store)
        for number, (unit, period, rows, state) in enumerate(returns):
            desk.receive(unit, period, rows=rows, state=state, file=f"{number}.xlsx")
        with store.read() as reader:
            known = all_ids(reader, desk)
        taken = [one for one in known if chance.random() < 0.2]
        with store.operation("调整", actor="", at=AT) as op:
            records.set_state(op, taken, RecordState.WITHDRAWN)
            for unit in desk.units.values():
                mine = list(ledgers.in_order_within(op, desk.campaign, desk.form, unit, "2023-02"))
                if mine and chance.random() < 0.7:
                    chance.shuffle(mine)
                    records.put_in_order(op, mine)
        with store.read() as reader:
            by_index = all_ids(reader, desk)
            everything = Words(("张三",), "speaker", ("number", "speaker", "day"))
            assert all_ids(reader, desk, Wanted(words=(everything,))) == by_index
            grouped = ledger_ids(reader, desk.campaign, desk.form, Wanted(by_unit=True))
            assert list(grouped.ids) == by_index
            shown = set(by_index)
            counted = [one.id for one in records.counted(reader, desk.campaign, form_id=desk.form)]
            assert [one for one in by_index if one in set(counted)] == counted
            assert not shown & set(taken)
            first, count = first_ids(reader, desk.campaign, desk.form, Wanted(), 5)
            assert list(first) in ([], by_index[:5])
            assert count in (0, len(by_index))
            for unit in desk.units.values():
                mine = all_ids(reader, desk, Wanted(unit_id=unit, period="2023-02"))
                rows = records.get_many(reader, by_index)
                assert mine == [one.id for one in rows if (one.unit_id, one.period) == (unit, "2023-02")]


@pytest.fixture
def written(desk: Desk) -> Desk:
    """Rows whose days and numbers do not stand in the order of their text."""
    desk.receive(rows=5)
    with desk.store.read() as reader:
        ids = all_ids(reader, desk)
    days = ["2023-03-09", "2023-03-10", "三月", "", "2023-01-31"]
    with desk.store.operation("改正", actor="", at=AT) as op:
        for row_id, day, number in zip(ids, days, ["10", "9", "第三", "", "100"], strict=True):
            values = {"number": number, "speaker": "张三", "day": day}
            records.correct(op, row_id, values, occurred_on=None, digest="")
    return desk


def sorted_values(desk: Desk, key: str, kind: str, *, descending: bool = False) -> list[str]:
    with desk.store.read() as reader:
        ids = ledger_ids(reader, desk.campaign, desk.form, Wanted(sort=Sort(key, kind, descending))).ids
        return [str(row.values[key]) for row in records.get_many(reader, ids)]


def test_days_and_numbers_are_sorted_by_what_they_mean_and_what_is_none_stands_last(written: Desk) -> None:
    assert sorted_values(written, "day", "date") == ["2023-01-31", "2023-03-09", "2023-03-10", "三月", ""]
    assert sorted_values(written, "day", "date", descending=True) == [
        "2023-03-10",
        "2023-03-09",
        "2023-01-31",
        "三月",
        "",
    ]
    assert sorted_values(written, "number", "serial") == ["9", "10", "100", "第三", ""]


def test_persons_of_whom_the_roster_knows_nothing_stand_by_their_sounds(desk: Desk) -> None:
    desk.receive(rows=5)
    with desk.store.read() as reader:
        ids = all_ids(reader, desk)
    with desk.store.operation("改正", actor="", at=AT) as op:
        for row_id, name in zip(ids, ("王明", "丁 一", "", "赵平", "白冰"), strict=True):
            records.correct(op, row_id, {"number": 1, "speaker": name, "day": ""}, occurred_on=None, digest="")
    names = ["白冰", "丁 一", "王明", "赵平"]
    assert sorted_values(desk, "speaker", "person") == [*names, ""]
    assert sorted_values(desk, "speaker", "person", descending=True) == [*reversed(names), ""]


def test_signs_of_the_stored_form_are_found_as_they_are_written(desk: Desk) -> None:
    desk.receive(rows=1)
    with desk.store.read() as reader:
        row_id = all_ids(reader, desk)[0]
    text = '引号"和\\斜线'
    with desk.store.operation("改正", actor="", at=AT) as op:
        records.correct(op, row_id, {"number": 1, "speaker": text, "day": ""}, occurred_on=None, digest="")
    keys = ("number", "speaker", "day")
    with desk.store.read() as reader:
        for word, found in ((text, 1), ('"speaker"', 0), ("speaker", 0), ("和\\斜", 1)):
            for key in ("", "speaker"):
                wanted = Wanted(words=(Words((word,), key, keys),))
                assert len(ledger_ids(reader, desk.campaign, desk.form, wanted).ids) == found, (word, key)


def test_which_step_was_stored_last_is_kept_with_it_or_not_at_all_and_is_no_history(desk: Desk) -> None:
    def last() -> screens.Stored | None:
        with desk.store.read() as reader:
            return screens.last_stored(reader)

    assert last() is None
    with screens.noting_step(desk.store, "run", 1):
        _, operation = desk.receive()
        _, after = desk.receive("法规科")
    assert after == operation + 1
    assert last() == screens.Stored("run", 1, operation)
    with (
        pytest.raises(InterruptedError),
        screens.noting_step(desk.store, "run", 2),
        desk.store.operation("收表", actor="经办人", at=AT),
    ):
        raise InterruptedError
    desk.receive("东城分局")
    assert last() == screens.Stored("run", 1, operation)


def test_reading_can_be_stopped_between_two_pieces(desk: Desk) -> None:
    desk.receive(rows=5)

    def stop(_count: int) -> None:
        raise InterruptedError

    with desk.store.read() as reader, pytest.raises(InterruptedError):
        ledger_ids(reader, desk.campaign, desk.form, Wanted(), stop)
    with desk.store.read() as reader:
        assert ledger_ids(reader, desk.campaign, desk.form, Wanted()).ids == array("q", range(1, 6))

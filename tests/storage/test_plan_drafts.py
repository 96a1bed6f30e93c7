"""方案草稿: what was read is kept whole with its original, and every word said of it stays in the list."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.campaign.deadlines import Deadline, Kind, State
from desk_app.campaign.plan import (
    Conflict,
    ConflictKind,
    Line,
    PlanDocument,
    PlanReading,
    PlanTable,
    PlanTask,
    Source,
    TableCell,
)
from desk_app.storage import plan_drafts
from desk_app.storage.columns import to_json
from desk_app.storage.plan_structure import from_structure, to_structure
from desk_app.storage.states import DraftState
from desk_app.storage.store import Store
from tests.storage.bureau import AT, Desk

SOURCE = Source(1, "附件1第2行第3列", "3月底前", 0, 4, 1, 2)
READING = PlanReading(
    title="方案",
    span=(date(2023, 1, 1), None),
    tasks=(
        PlanTask(
            None,
            "大谈话活动",
            "逐级谈话",
            (),
            Deadline("3月底前", Kind.BY, end=datetime(2023, 3, 31, 17), candidates=(date(2023, 3, 1),)),  # noqa: DTZ001  the desk keeps local time
            SOURCE,
        ),
    ),
    conflicts=(Conflict(ConflictKind.DATE, SOURCE, None, "不一", days=(date(2023, 3, 31),)),),
    document=PlanDocument((Line(0, 1, "方案"), PlanTable(1, "表1", ((TableCell("格", 0, 0),),)))),
)

texts = st.text(max_size=6)
sources = st.builds(Source, st.integers(0, 9), texts, texts, row=st.none() | st.integers(0, 3))
ends = st.none() | st.dates() | st.datetimes()
deadlines = st.builds(
    Deadline,
    texts,
    st.sampled_from(Kind),
    start=ends,
    end=ends,
    candidates=st.lists(st.dates(), max_size=2).map(tuple),
    state=st.sampled_from(State),
    at=st.none() | st.times(),
)
tasks = st.builds(
    PlanTask, st.none() | texts, texts, texts, st.just(()), deadlines, sources, deadline_source=st.none() | sources
)
blocks = st.one_of(
    st.builds(Line, st.integers(0, 9), st.integers(0, 9), texts),
    st.builds(PlanTable, st.integers(0, 9), texts, st.just(((TableCell("格", 0, 0),),))),
)
readings = st.builds(
    PlanReading,
    title=st.none() | texts,
    reference_date=st.none() | st.dates(),
    span=st.tuples(st.none() | st.dates(), st.none() | st.dates()),
    tasks=st.lists(tasks, max_size=2).map(tuple),
    document=st.builds(PlanDocument, st.lists(blocks, max_size=3).map(tuple)),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(readings)
def test_what_was_read_comes_back_equal_from_the_database(reading: PlanReading) -> None:
    again = from_structure(json.loads(to_json(to_structure(reading))))
    assert again == reading
    assert again.document == reading.document


def test_what_a_later_program_adds_is_passed_over() -> None:
    kept = to_structure(READING) | {"later": 1}
    kept["tasks"][0]["later"] = {"x": 1}
    assert from_structure(kept) == READING


def add(desk: Desk) -> int:
    with desk.store.operation("读入方案", actor="小王", at=AT) as op:
        return plan_drafts.add(op, "方案.docx", desk.store.originals.keep_bytes(b"plan", "方案.docx"), READING)


def test_a_draft_keeps_its_original_and_opens_as_it_was_read(desk: Desk) -> None:
    draft_id = add(desk)
    assert desk.store.sweep() == ()
    with desk.store.read() as reader:
        draft = plan_drafts.get(reader, draft_id)
    assert draft.reading == READING
    assert desk.store.originals.read(draft.head.original) == b"plan"
    assert (draft.head.state, draft.head.read_by) == (DraftState.OPEN, "小王")


def test_a_removed_draft_can_be_had_back_with_its_original(desk: Desk) -> None:
    draft_id = add(desk)
    with desk.store.operation("删除", actor="小王", at=AT) as op:
        plan_drafts.remove(op, draft_id)
    assert desk.store.sweep() == ()
    with desk.store.read() as reader, pytest.raises(KeyError):
        plan_drafts.get(reader, draft_id)
    desk.store.undo(op.changes.operation_id or 0, actor="小王", at=AT)
    with desk.store.read() as reader:
        assert plan_drafts.get(reader, draft_id).reading == READING


def test_the_latest_word_on_a_thing_holds_and_one_taken_back_does_not(store: Store) -> None:
    for draft, about, decision in ((1, "doubt/0", {"a": 1}), (1, "doubt/0", {"a": 2}), (11, "doubt/0", {"a": 3})):
        with store.operation("审定", actor="小王", at=AT) as op:
            plan_drafts.rule(op, draft, about, decision, "会议")
    with store.read() as reader:
        assert {about: one.decision for about, one in plan_drafts.rulings_on(reader, 1).items()} == {
            "doubt/0": {"a": 2}
        }
    with store.operation("未定", actor="小王", at=AT) as op:
        plan_drafts.rule(op, 1, "doubt/0", None)
    with store.read() as reader:
        assert plan_drafts.rulings_on(reader, 1) == {}
        assert plan_drafts.rulings_on(reader, 11)["doubt/0"].basis == "会议"

"""催报: calls are kept with answer and promise; a promise stands until it is kept or spoken of anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.campaign.roster import Roster
from desk_app.campaign.tasks import Mark
from desk_app.problems import DeskError
from desk_app.services.calendar_items import ItemKind, calendar_items
from desk_app.services.chasing import (
    ANEW,
    AWAITED,
    KEPT,
    PASSED,
    ChaseEntry,
    ChaseWay,
    Matter,
    chase_lines,
    due_promises,
    log_chase,
    mend_chase,
    remove_chases,
)
from desk_app.services.completion import Slot
from desk_app.services.completion_print import print_chases
from desk_app.services.completion_work import register_excused, register_nils, register_papers
from desk_app.services.desk import Desk
from desk_app.services.end_campaign import end_campaign
from desk_app.services.home_page import home_page
from desk_app.services.missing_list import missing_of
from desk_app.services.overview import undo
from desk_app.services.standing import standing_of
from desk_app.services.values import Campaign, PaperState
from desk_app.storage import history, roster
from tests.services.sample_office import MARCH, NOW, TALKS, opened, set_clock

TODAY = NOW.date()
TALK = Matter(TALKS, "2023-03")


@pytest.fixture
def desk(sample_pattern: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(sample_pattern, tmp_path / "data") as desk:
        yield desk


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return desk.campaign(None)


def call(desk: Desk, campaign: Campaign, *units: str, promised: date | None = None, **said: object) -> int:
    entry = ChaseEntry(dict.fromkeys(units, (TALK,)), promised_on=promised, **said)  # type: ignore[arg-type]
    return log_chase(desk, campaign, entry).operation_id or 0


def test_one_call_is_kept_as_it_was_said(desk: Desk, campaign: Campaign) -> None:
    at = NOW - timedelta(hours=2)
    call(
        desk, campaign, "法规科", promised=TODAY, promised_clock=time(17, 30), way=ChaseWay.IN_PERSON, whom=" 小李 ",
        answer="领导签字后就报", at=at,
    )  # fmt: skip
    line = chase_lines(desk, campaign)[0]
    kept = line.kept
    assert (line.unit, line.about, line.promise, line.outcome) == (
        "法规科", "大谈话统计表（2023年3月）", "4月3日17:30前", AWAITED,
    )  # fmt: skip
    assert (kept.way, kept.whom, kept.answer, kept.chased_at, kept.noted_at) == (
        ChaseWay.IN_PERSON, "小李", "领导签字后就报", at, NOW,
    )  # fmt: skip


def test_many_units_are_noted_at_once_each_with_its_own_contact_and_taken_back_at_once(
    desk: Desk, campaign: Campaign
) -> None:
    step = call(desk, campaign, "法规科", "西城分局", way=ChaseWay.MESSAGE)
    lines = {one.unit: one.kept for one in chase_lines(desk, campaign)}
    known = desk.roster()
    assert {unit: kept.whom for unit, kept in lines.items()} == {
        unit: known.get(unit).contact
        for unit in ("法规科", "西城分局")  # type: ignore[union-attr]
    }
    undo(desk, step)
    assert chase_lines(desk, campaign) == ()


def test_what_cannot_be_is_refused_in_a_sentence(desk: Desk, campaign: Campaign) -> None:
    with pytest.raises(DeskError, match="还没有选单位"):
        log_chase(desk, campaign, ChaseEntry({}))
    with pytest.raises(DeskError, match="还没有到"):
        call(desk, campaign, "法规科", at=NOW + timedelta(minutes=1))
    with pytest.raises(DeskError, match="早于催报的那天"):
        call(desk, campaign, "法规科", promised=TODAY - timedelta(days=1))
    with pytest.raises(DeskError, match="名册中没有“无此科”"):
        call(desk, campaign, "法规科", "无此科")
    assert chase_lines(desk, campaign) == ()


def test_an_ended_campaign_is_not_chased(desk: Desk, campaign: Campaign) -> None:
    end_campaign(desk, campaign.id)
    with pytest.raises(DeskError, match="已结束"):
        call(desk, campaign, "法规科")


def test_a_promise_stands_first_on_the_first_page_on_its_day_and_after_it(desk: Desk, campaign: Campaign) -> None:
    call(desk, campaign, "法规科", promised=TODAY)
    call(desk, campaign, "西城分局", promised=TODAY + timedelta(days=1))
    said = [todo.text for todo in home_page(desk, campaign, MARCH).todos]
    assert "承诺今日报送1家：法规科" in said
    assert not any("西城分局" in text for text in said)
    set_clock(desk, NOW + timedelta(days=1))
    said = [todo.text for todo in home_page(desk, campaign, MARCH).todos]
    assert "承诺今日报送1家：西城分局" in said
    assert "承诺的时间已过、还没有报1家：法规科" in said


def test_a_promise_is_kept_when_the_return_is_in_and_open_again_when_that_is_taken_back(
    desk: Desk, campaign: Campaign
) -> None:
    call(desk, campaign, "法规科", promised=TODAY)
    done = register_nils(desk, campaign, [Slot("法规科", TALKS, MARCH)])
    assert due_promises(desk, campaign, TODAY) == ()
    assert chase_lines(desk, campaign)[0].outcome == KEPT
    undo(desk, done.changes.operation_id or 0)
    assert [one.unit for one in due_promises(desk, campaign, TODAY)] == ["法规科"]


def test_a_promise_of_what_is_not_owed_any_more_is_no_kept_one(desk: Desk, campaign: Campaign) -> None:
    call(desk, campaign, "法规科", promised=TODAY)
    register_excused(desk, campaign, [Slot("法规科", TALKS, MARCH)], "本期没有谈话任务")
    assert chase_lines(desk, campaign)[0].outcome == "不涉及"
    assert due_promises(desk, campaign, TODAY) == ()
    assert not [one for one in calendar_items(desk, campaign, TODAY, TODAY) if one.kind is ItemKind.PROMISE]


def test_a_later_call_about_the_same_takes_the_promises_place(desk: Desk, campaign: Campaign) -> None:
    call(desk, campaign, "法规科", promised=TODAY, at=NOW - timedelta(hours=3))
    call(desk, campaign, "法规科", promised=TODAY + timedelta(days=2))
    assert due_promises(desk, campaign, TODAY) == ()
    assert [one.outcome for one in chase_lines(desk, campaign)] == [AWAITED, ANEW]
    set_clock(desk, NOW + timedelta(days=3))
    assert [one.outcome for one in chase_lines(desk, campaign)] == [PASSED, ANEW]


def test_a_promised_paper_is_settled_by_the_paper_and_not_by_the_file(desk: Desk, campaign: Campaign) -> None:
    matter = Matter(TALKS, "2023-03", paper=True)
    log_chase(desk, campaign, ChaseEntry({"办公室": (matter,)}, promised_on=TODAY))
    assert chase_lines(desk, campaign)[0].about == "大谈话统计表（2023年3月，纸质件）"
    assert [one.unit for one in due_promises(desk, campaign, TODAY)] == ["办公室"]
    register_papers(desk, campaign, [Slot("办公室", TALKS, MARCH)], PaperState.UNSEALED)
    assert due_promises(desk, campaign, TODAY)
    register_papers(desk, campaign, [Slot("办公室", TALKS, MARCH)], PaperState.RECEIVED)
    assert due_promises(desk, campaign, TODAY) == ()


def test_the_calendar_shows_a_promise_on_its_day_and_never_marks_it_as_late(desk: Desk, campaign: Campaign) -> None:
    call(desk, campaign, "法规科", promised=TODAY)
    for days, state in ((0, "承诺今日报送"), (5, PASSED)):
        set_clock(desk, NOW + timedelta(days=days))
        items = [one for one in calendar_items(desk, campaign, TODAY, TODAY) if one.kind is ItemKind.PROMISE]
        assert [(one.title, one.state, one.mark, one.is_due) for one in items] == [
            ("法规科报大谈话统计表（2023年3月）", state, Mark.NONE, False)
        ]


def test_the_list_of_the_missing_says_what_was_promised(desk: Desk, campaign: Campaign) -> None:
    call(desk, campaign, "法规科", promised=TODAY + timedelta(days=1))
    call(desk, campaign, "西城分局")
    called = {one.unit: one.called for one in missing_of(desk, campaign, standing_of(desk, campaign, MARCH))}
    assert called == {"法规科": "承诺4月4日前报", "西城分局": "4月3日电话催报"}


def test_an_answer_that_comes_later_is_noted_and_the_old_words_stay_in_history(desk: Desk, campaign: Campaign) -> None:
    call(desk, campaign, "法规科", answer="没人接")
    one = chase_lines(desk, campaign)[0].kept
    mend_chase(desk, campaign, one.id, ChaseEntry({"法规科": one.matters}, answer="回电：明天报", promised_on=TODAY))
    again = chase_lines(desk, campaign)[0].kept
    assert (again.answer, again.promised_on, again.chased_at) == ("回电：明天报", TODAY, one.chased_at)
    with desk.store.read() as reader:
        before = history.of_row(reader, "chase", one.id)[-1].before
    assert before is not None
    assert before["answer"] == "没人接"


def test_a_deleted_call_comes_back_whole(desk: Desk, campaign: Campaign) -> None:
    call(desk, campaign, "法规科", promised=TODAY, answer="明天报")
    before = chase_lines(desk, campaign)
    step = remove_chases(desk, campaign, [before[0].kept.id])
    assert chase_lines(desk, campaign) == ()
    with pytest.raises(DeskError, match="已不在"):
        remove_chases(desk, campaign, [before[0].kept.id])
    undo(desk, step.operation_id or 0)
    assert chase_lines(desk, campaign) == before


def test_a_unit_with_calls_that_leaves_the_roster_keeps_them(desk: Desk, campaign: Campaign) -> None:
    known = desk.roster()
    with desk.store.operation("x", actor="甲", at=NOW) as op:
        roster.save(op, Roster((*known.units, type(known.units[0])("临时专班")), known.people, known.relations))
    call(desk, campaign, "临时专班")
    with desk.store.operation("x", actor="甲", at=NOW) as op:
        roster.save(op, known)
    assert [one.unit for one in chase_lines(desk, campaign)] == ["临时专班"]


def test_the_calls_are_printed_in_time(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    call(desk, campaign, "法规科", at=NOW - timedelta(days=1), answer="明天报")
    call(desk, campaign, "西城分局", promised=TODAY)
    made = print_chases(desk, campaign, tmp_path)
    assert [path.suffix for path in made.files] == [".pdf", ".xlsx"]
    sheet = openpyxl.load_workbook(made.files[1]).active
    assert sheet is not None
    rows = [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    mine = [row for row in rows if "法规科" in row or "西城分局" in row]
    assert ["法规科" in row for row in mine] == [True, False]
    assert "明天报" in mine[0]
    assert "4月3日前" in mine[1]


units = st.sampled_from(["法规科", "西城分局", "办公室"])
moments = st.integers(0, 10).map(lambda hours: NOW - timedelta(hours=hours))
days = st.none() | st.integers(0, 4).map(lambda later: TODAY + timedelta(days=later))
calls = st.lists(st.tuples(st.sets(units, min_size=1), moments, days), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls, st.integers(0, 6))
def test_of_each_unit_only_the_promise_of_the_last_call_stands_while_it_owes(
    sample_pattern: Path,
    tmp_path_factory: pytest.TempPathFactory,
    plan: list[tuple[set[str], datetime, date | None]],
    later: int,
) -> None:
    with opened(sample_pattern, tmp_path_factory.mktemp("plan") / "data") as desk:
        campaign = desk.campaign(None)
        steps = [
            log_chase(desk, campaign, ChaseEntry(dict.fromkeys(sorted(whom), (TALK,)), at=at, promised_on=day))
            for whom, at, day in plan
        ]
        until = TODAY + timedelta(days=later)
        expected = {}
        for whom, _, day in sorted(plan, key=lambda one: one[1]):
            expected.update(dict.fromkeys(whom, day))
        expected.pop("办公室", None)
        open_ones = {one.unit: one.day for one in due_promises(desk, campaign, until)}
        assert open_ones == {unit: day for unit, day in expected.items() if day is not None and day <= until}
        for step in reversed(steps):
            undo(desk, step.operation_id or 0)
        assert chase_lines(desk, campaign) == ()

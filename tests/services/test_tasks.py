"""任务: states, notes, evidence and rulings are kept, can be undone, and never move an own plan's date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from desk_app import app
from desk_app.campaign.duties import Duty, Per, Quota
from desk_app.campaign.roster import Roster, Unit
from desk_app.campaign.tasks import DueWord, Mark, TaskState, Thresholds
from desk_app.problems import DeskError
from desk_app.services.calendar_items import CalendarItem, ItemKind, calendar_items, day_words, duty_title
from desk_app.services.calendar_load import unit_weeks
from desk_app.services.calendar_open import open_items, open_parts, open_said
from desk_app.services.desk import Desk
from desk_app.services.open_campaign import name_the_office, open_from_template
from desk_app.services.plan_settle import Move, move_tasks
from desk_app.services.task_board import TaskLine, evidence_file, find_line, task_board
from desk_app.services.task_chart import task_chart
from desk_app.services.task_work import (
    Entry,
    drop_ruling,
    note_task,
    rule_dates,
    set_origin,
    set_review,
    set_thresholds,
)
from desk_app.services.unit_classes import confirm_class
from desk_app.services.values import Campaign, CampaignState
from desk_app.storage import campaigns, roster
from desk_app.storage.check import check

NOW = datetime(2023, 4, 3, 9, 0)  # noqa: DTZ001  the office's own wall clock
SAMPLE, HABITS, EDUCATION = "学习宣传贯彻党的二十大精神", "深化作风建设八扬八治活动", "树立和践行正确政绩观学习教育"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = app.open_desk(tmp_path / "data", clock=lambda: NOW, own_fonts=False)
    with opened.store:
        name_the_office(opened, "青屏市生态环境局", "王芳")
        yield opened


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return open_from_template(desk, SAMPLE)[0]


def line(desk: Desk, campaign: Campaign, key: str) -> TaskLine:
    return find_line(task_board(desk, campaign), key)


def test_a_task_begins_as_not_begun_and_a_past_day_is_late_while_an_open_one_is_never_red(
    desk: Desk, campaign: Campaign
) -> None:
    late, undated = line(desk, campaign, "22"), line(desk, campaign, "19")
    assert (late.state, late.mark, late.due) == (TaskState.NOT_BEGUN, Mark.LATE, date(2023, 1, 18))
    assert (undated.due, undated.said, undated.mark) == (None, DueWord.OPEN, Mark.NONE)


def test_what_is_noted_says_who_and_when_and_the_last_state_holds(desk: Desk, campaign: Campaign) -> None:
    note_task(desk, campaign, "1", Entry(TaskState.UNDER_WAY, "已传达学习"))
    note_task(desk, campaign, "1", Entry(text="第二次传达"))
    found = line(desk, campaign, "1")
    assert found.state is TaskState.UNDER_WAY
    assert [(note.text, note.noted_by, note.noted_at) for note in found.notes] == [
        ("已传达学习", "王芳", NOW),
        ("第二次传达", "王芳", NOW),
    ]


def test_done_asks_for_evidence_and_a_kept_file_stays_whole(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="佐证"):
        note_task(desk, campaign, "22", Entry(TaskState.DONE))
    proof = tmp_path / "走访照片.jpg"
    proof.write_bytes(b"\xff\xd8 a picture")
    note_task(desk, campaign, "22", Entry(TaskState.DONE, file=proof))
    proof.unlink()
    found = line(desk, campaign, "22")
    assert (found.state, found.mark) == (TaskState.DONE, Mark.NONE)
    assert desk.store.sweep() == ()
    assert check(desk.store) == []
    assert evidence_file(desk, found.evidence[0], tmp_path).read_bytes() == b"\xff\xd8 a picture"


def test_nothing_said_is_refused(desk: Desk, campaign: Campaign) -> None:
    with pytest.raises(DeskError, match="还没有写"):
        note_task(desk, campaign, "1", Entry(text="  "))


def test_every_step_can_be_taken_back(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    proof = tmp_path / "会议记录.docx"
    proof.write_bytes(b"minutes")
    before = task_board(desk, campaign)
    steps = [
        note_task(desk, campaign, "1", Entry(TaskState.DONE, "完成", proof)),
        rule_dates(desk, campaign, "19", inner=date(2023, 5, 31), report=None, basis="局党组会议定"),
        drop_ruling(desk, campaign, "19"),
        set_origin(desk, campaign, own_plan=False),
        set_thresholds(desk, Thresholds(10, 3)),
    ]
    assert task_board(desk, campaign) != before
    for step in reversed(steps):
        assert step.operation_id is not None
        desk.store.undo(step.operation_id, actor="王芳", at=NOW)
    assert task_board(desk, campaign) == before


def test_a_ruling_needs_its_basis_and_the_plan_s_words_stay(desk: Desk, campaign: Campaign) -> None:
    with pytest.raises(DeskError, match="依据"):
        rule_dates(desk, campaign, "19", inner=date(2023, 3, 31), report=None, basis=" ")
    with pytest.raises(DeskError, match="不能晚于"):
        rule_dates(desk, campaign, "19", inner=date(2023, 4, 1), report=date(2023, 3, 31), basis="会议")
    rule_dates(desk, campaign, "19", inner=date(2023, 3, 31), report=None, basis="局党组会议定")
    ruled = line(desk, campaign, "19")
    assert (ruled.due, ruled.task.due, ruled.task.deadline) == (date(2023, 3, 31), None, "2023年23月底前")
    assert ruled.ruling is not None
    assert (ruled.ruling.basis, ruled.ruling.decided_by, ruled.ruling.decided_at) == ("局党组会议定", "王芳", NOW)
    assert ruled.mark is Mark.LATE
    drop_ruling(desk, campaign, "19")
    assert line(desk, campaign, "19").due is None


def test_an_own_plan_s_dates_are_never_moved_and_a_superior_s_get_an_inner_day_proposed(
    desk: Desk, campaign: Campaign
) -> None:
    own = line(desk, campaign, "1")
    assert (own.inner, own.report, own.proposed) == (date(2023, 6, 30), None, False)
    with desk.store.operation("改", actor="王芳", at=NOW) as op:
        campaigns.set_outline(op, campaign.id, replace(campaign.outline, issuer="中共青屏市委"))
    theirs = line(desk, campaign, "1")
    assert theirs.report == date(2023, 6, 30)
    assert theirs.inner == date(2023, 6, 21)  # the 25th is a Sunday, the 22nd to 24th are the Dragon Boat holiday
    assert theirs.proposed
    set_origin(desk, campaign, own_plan=True)
    assert line(desk, campaign, "1") == own


def test_the_office_s_own_thresholds_hold(desk: Desk, campaign: Campaign) -> None:
    assert line(desk, campaign, "1").mark is Mark.NONE
    set_thresholds(desk, Thresholds(near=100, late=90))
    assert line(desk, campaign, "1").mark is Mark.NEAR
    assert line(desk, campaign, "22").mark is Mark.NEAR
    with pytest.raises(DeskError):
        set_thresholds(desk, Thresholds(-1, 0))


def test_an_ended_campaign_marks_nothing(desk: Desk, campaign: Campaign) -> None:
    with desk.store.operation("结束专项", actor="王芳", at=NOW) as op:
        campaigns.set_state(op, campaign.id, CampaignState.ENDED)
    board = task_board(desk, campaign)
    assert board.ended
    assert {one.mark for one in board.lines} == {Mark.NONE}
    items = calendar_items(desk, campaign, date(2023, 1, 1), date(2023, 12, 31))
    assert {one.mark for one in items} == {Mark.NONE}


def days(items: tuple[CalendarItem, ...], kind: ItemKind) -> list[date]:
    return [one.day for one in items if one.kind is kind]


def test_the_calendar_brings_stages_rhythms_and_the_report_with_their_sources(desk: Desk) -> None:
    desk.clock = lambda: datetime(2022, 6, 1, 9)  # noqa: DTZ001  as above
    habits = open_from_template(desk, HABITS)[0]
    outline = habits.outline
    items = calendar_items(desk, habits, outline.start, outline.end)
    assert days(items, ItemKind.PHASE_BEGIN) == [
        date(2021, 12, 1), date(2022, 2, 1), date(2022, 5, 1), date(2022, 8, 1),
    ]  # fmt: skip
    assert days(items, ItemKind.PHASE_END)[1:3] == [date(2022, 4, 30), date(2022, 7, 31)]
    assert len(days(items, ItemKind.DUTY)) == 57 + 13 + 5 + 3
    report = next(one for one in items if one.key == "9")
    assert (report.day, report.offer) == (date(2022, 12, 10), "当日周六，建议提前到12月9日（周五）")
    assert "2022年12月10日前" in report.source
    assert all(one.source for one in items if one.kind is ItemKind.DUTY)
    assert not any(one.offer for one in items if one.day < date(2022, 6, 1))


def test_a_quota_with_a_window_falls_due_at_its_end(desk: Desk) -> None:
    education = open_from_template(desk, EDUCATION)[0]
    items = calendar_items(desk, education, date(2026, 6, 1), date(2026, 7, 31))
    assert set(days(items, ItemKind.QUOTA)) == {date(2026, 6, 30), date(2026, 7, 31)}
    assert any("每人至少1次" in one.title for one in items)


def test_what_comes_again_is_told_without_saying_twice_how_often() -> None:
    assert duty_title(Duty("调度工作情况", "", "WEEKLY")) == "每周：调度工作情况"
    assert duty_title(Duty("每周对工作情况进行调度。", "", "WEEKLY")) == "每周对工作情况进行调度"
    assert duty_title(Duty("集中学习", "", "MONTHLY", 1)) == "每月：集中学习（至少1次）"
    assert duty_title(Duty("每月至少开展1次集中学习", "", "MONTHLY", 1)) == "每月至少开展1次集中学习"


def test_a_span_from_later_to_earlier_or_of_centuries_is_refused(desk: Desk, campaign: Campaign) -> None:
    for first, last in ((date(2023, 2, 1), date(2023, 1, 1)), (date(1900, 1, 1), date(2200, 1, 1))):
        with pytest.raises(DeskError):
            calendar_items(desk, campaign, first, last)


def test_a_day_is_said_in_words_for_whoever_cannot_see_it() -> None:
    day = date(2023, 3, 31)
    items = (
        CalendarItem(day, ItemKind.TASK, "一", mark=Mark.LATE),
        CalendarItem(day, ItemKind.FORM, "二"),
        CalendarItem(day, ItemKind.PHASE_END, "动员阶段结束"),
    )
    assert day_words(day, items) == "3月31日，2项到期，1项逾期，动员阶段结束"
    assert day_words(day, ()) == "3月31日"


def test_a_unit_s_load_is_counted_by_week_and_clashes_are_the_days_with_more_than_one_thing() -> None:
    monday = date(2023, 5, 29)
    items = [
        CalendarItem(monday + timedelta(days=offset), ItemKind.TASK, str(offset), ("办公室",))
        for offset in (0, 2, 2, 7)
    ]
    items.append(CalendarItem(monday, ItemKind.PHASE_END, "阶段结束", ("办公室",)))
    first, second = unit_weeks(items)
    assert (first.monday, len(first.items), first.clashes, first.is_heavy) == (
        monday, 3, (monday + timedelta(days=2),), True,
    )  # fmt: skip
    assert (len(second.items), second.clashes, second.is_heavy) == (1, (), False)


def test_the_chart_has_a_row_for_each_stage_activity_and_duty_and_counts_what_is_done(
    desk: Desk, campaign: Campaign
) -> None:
    note_task(desk, campaign, "22", Entry(TaskState.DONE, "已走访"))
    board = task_board(desk, campaign)
    chart = task_chart(board, calendar_items(desk, campaign, campaign.outline.start, campaign.outline.end))
    rows = {row.label: row for row in chart.rows}
    assert len(rows) == 9
    assert (rows["七、送温暖活动"].done, rows["七、送温暖活动"].total) == (1, 2)
    assert "1项逾期" in rows["七、送温暖活动"].words
    assert rows["六、提建议活动"].said == "时限待定"
    assert rows["六、提建议活动"].end is None
    assert (chart.first, chart.last) == (date(2023, 1, 1), date(2023, 12, 31))


def outline(desk: Desk, campaign: Campaign, **changed: object) -> None:
    with desk.store.operation("改", actor="王芳", at=NOW) as op:
        campaigns.set_outline(op, campaign.id, replace(campaign.outline, **changed))  # type: ignore[arg-type]  # by name


def with_roster(desk: Desk, *units: Unit) -> None:
    with desk.store.operation("名册", actor="王芳", at=NOW) as op:
        roster.save(op, Roster(units))


def task(desk: Desk, campaign: Campaign, **changed: object) -> TaskLine:
    """The first task of the campaign with other words."""
    first = replace(campaign.outline.tasks[0], **changed)  # type: ignore[arg-type]  # by name
    outline(desk, campaign, tasks=(first, *campaign.outline.tasks[1:]))
    return line(desk, campaign, first.number)


UNITS = (
    Unit("办公室", kind="科室"),
    Unit("大气科", kind="科室", aliases=("大气环境科",)),
    Unit("监测站", kind="二级机构"),
    Unit("东城分局", kind="分局"),
    Unit("机关第一党支部", kind="党支部"),
)


def test_what_is_not_certain_stands_in_no_calendar_and_is_said_with_its_reason(desk: Desk, campaign: Campaign) -> None:
    doubtful = Quota(
        "讲党课", Per.PERSON, "局领导", 1, None, "“七一”前后", None, date(2023, 7, 8), "前后按7天计，请确认。"
    )
    rhythm = Duty("上报进展", "办公室", "MONTHLY", deadline="以后每月", doubt="没有写止期，请确认。")
    outline(desk, campaign, duties=(rhythm,), quotas=(doubtful, replace(doubtful, content="谈心", doubt="")))
    items = calendar_items(desk, campaign, date(2023, 1, 1), date(2023, 12, 31))
    assert [one.title for one in items if one.kind is ItemKind.QUOTA] == ["谈心（每人至少1次）"]
    assert not days(items, ItemKind.DUTY)
    found = open_items(desk, task_board(desk, campaign))
    assert [(one.kind, one.text, one.why) for one in found if not one.key and one.kind != "报表"] == [
        ("定期工作", "以后每月", "没有写止期，请确认。"),
        ("次数要求", "“七一”前后", "前后按7天计，请确认。"),
    ]
    undated = [one.key for one in task_board(desk, campaign).lines if one.said is DueWord.OPEN]
    assert [one.key for one in found if one.key] == undated
    assert open_said(found) == f"另有{len(found)}项时限待定（{open_parts(found)}），未列入"
    assert open_parts(found) == f"任务{len(undated)}、报表{len(found) - len(undated) - 2}、定期工作1、次数要求1"
    dated = {one.key for one in items}
    assert not dated & set(undated)


def test_what_comes_every_day_moves_no_weekend_and_clashes_with_nothing(desk: Desk, campaign: Campaign) -> None:
    outline(desk, campaign, duties=(Duty("读报", "办公室", "DAILY"), Duty("例会", "办公室", "WEEKLY")))
    items = calendar_items(desk, campaign, date(2023, 5, 1), date(2023, 5, 7))
    assert {one.day for one in items if one.daily} == {date(2023, 5, day) for day in range(1, 8)}
    assert not any(one.offer for one in items if one.daily)
    assert [(len(one.items), one.clashes) for one in unit_weeks(items)] == [(1, ())]


def test_an_hour_is_kept_shown_and_late_is_from_the_minute_after(desk: Desk, campaign: Campaign) -> None:
    found = task(desk, campaign, due=NOW.date(), clock=time(9, 0))
    assert (found.clock, found.mark) == (time(9, 0), Mark.NEAR)
    assert task(desk, campaign, due=NOW.date(), clock=time(8, 59)).mark is Mark.LATE
    (item,) = [one for one in calendar_items(desk, campaign, NOW.date(), NOW.date()) if one.key == found.key]
    assert (item.until, item.mark) == ("08:59前", Mark.LATE)
    rule_dates(desk, campaign, found.key, inner=date(2023, 4, 10), report=None, basis="局党组会议定")
    moved = line(desk, campaign, found.key)
    assert (moved.due, moved.clock, moved.mark) == (date(2023, 4, 10), None, Mark.NONE)


def test_both_days_of_a_superior_s_plan_stand_in_the_calendar_and_the_inner_one_can_be_changed(
    desk: Desk, campaign: Campaign
) -> None:
    set_origin(desk, campaign, own_plan=False)
    mine = [one for one in calendar_items(desk, campaign, date(2023, 6, 1), date(2023, 6, 30)) if one.key == "1"]
    assert [(one.day, one.kind) for one in mine] == [
        (date(2023, 6, 21), ItemKind.TASK),
        (date(2023, 6, 30), ItemKind.REPORT),
    ]
    assert mine[0].title.endswith("（局内时限，拟）")
    rule_dates(desk, campaign, "1", inner=date(2023, 6, 16), report=date(2023, 6, 30), basis="专班定")
    mine = [one for one in calendar_items(desk, campaign, date(2023, 6, 1), date(2023, 6, 30)) if one.key == "1"]
    assert [one.day for one in mine] == [date(2023, 6, 16), date(2023, 6, 30)]
    assert mine[0].title.endswith("（局内时限）")


def test_a_task_without_a_day_is_looked_at_again_on_a_day_set_by_hand_and_is_never_late(
    desk: Desk, campaign: Campaign
) -> None:
    found = task(desk, campaign, deadline="适时", due=None)
    assert (found.said, found.can_be_reviewed) == (DueWord.UNDATED, True)
    step = set_review(desk, campaign, found.key, date(2023, 3, 1))
    assert (line(desk, campaign, found.key).review, line(desk, campaign, found.key).mark) == (
        date(2023, 3, 1),
        Mark.NONE,
    )
    (item,) = [one for one in calendar_items(desk, campaign, date(2023, 3, 1), date(2023, 3, 1)) if one.key]
    assert (item.kind, item.mark, item.is_due, item.is_kept) == (ItemKind.REVIEW, Mark.NONE, False, True)
    assert day_words(item.day, (item,)) == "3月1日，1项回看"
    set_review(desk, campaign, found.key, None)
    assert line(desk, campaign, found.key).review is None
    assert step.operation_id is not None
    with pytest.raises(DeskError, match="有确定的时限"):
        set_review(desk, campaign, "2", date(2023, 5, 1))


def test_a_class_is_proposed_by_kind_and_means_units_only_when_a_person_said_so(desk: Desk, campaign: Campaign) -> None:
    with_roster(desk, *UNITS)
    found = task(desk, campaign, units="办公室、各科室、各党支部、各单位、分局、群团组织、全体党员")
    classes = {one.written: one for one in task_board(desk, campaign).classes.among(found.units)}
    assert {written: one.proposed for written, one in classes.items()} == {
        "各科室": ("办公室", "大气科"),
        "各党支部": ("机关第一党支部",),
        "各单位": ("办公室", "大气科", "监测站", "东城分局"),
        "分局": ("东城分局",),
    }
    assert all(one.confirmed is None for one in classes.values())
    assert found.owing == found.units
    assert "大气科" not in found.answering
    step = confirm_class(desk, campaign, "各科室", ["大气科", "办公室"])
    found = line(desk, campaign, found.key)
    assert found.units[1] == "各科室"
    assert found.owing[:3] == ("办公室", "大气科", "各党支部")
    assert {"各科室", "大气科"} <= found.answering
    assert step.operation_id is not None
    desk.store.undo(step.operation_id, actor="王芳", at=NOW)
    assert line(desk, campaign, found.key).owing == found.units
    with pytest.raises(DeskError, match="名册里没有"):
        confirm_class(desk, campaign, "各科室", ["水利科"])


def test_a_duty_of_a_class_falls_on_its_members_too(desk: Desk, campaign: Campaign) -> None:
    with_roster(desk, *UNITS)
    outline(desk, campaign, duties=(Duty("报送信息", "各科室", "MONTHLY"),))
    confirm_class(desk, campaign, "各科室", ["办公室", "大气科"])
    items = calendar_items(desk, campaign, date(2023, 5, 1), date(2023, 5, 31))
    assert [one.units for one in items if one.kind is ItemKind.DUTY] == [("办公室", "大气科")]


def test_without_a_roster_a_class_is_not_expanded_and_that_is_said(desk: Desk, campaign: Campaign) -> None:
    found = task(desk, campaign, units="各科室")
    board = task_board(desk, campaign)
    assert not board.classes.has_roster
    assert [(one.written, one.proposed) for one in board.classes.among(found.units)] == [("各科室", ())]
    with pytest.raises(DeskError, match="还没有单位名册"):
        confirm_class(desk, campaign, "各科室", ["办公室"])


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("各科室", ["办公室", "大气科"]),
        ("机关各部门", ["办公室", "大气科"]),
        ("局属各科室（单位）", ["办公室", "大气科", "监测站", "东城分局"]),
        ("各直属单位", ["监测站"]),
        ("各分局", ["东城分局"]),
        ("各党组织", ["机关第一党支部"]),
        ("各基层单位党组织", ["机关第一党支部"]),
        ("各科室、二级机构、分局", ["办公室", "大气科", "监测站", "东城分局"]),
        ("大气环境科", None),
        ("党员领导干部", None),
        ("法规科", None),
    ],
)
def test_the_words_of_classes_mean_the_kinds_that_the_roster_has(written: str, wanted: list[str] | None) -> None:
    from desk_app.campaign.unit_classes import is_class, members_of

    known = Roster(UNITS)
    assert is_class(written, known) is (wanted is not None)
    if wanted is not None:
        assert list(members_of(written, known)) == wanted


def test_a_roster_without_kinds_proposes_nobody() -> None:
    from desk_app.campaign.unit_classes import is_class, members_of

    bare = Roster(tuple(replace(one, kind="") for one in UNITS))
    assert is_class("各科室", bare)
    assert members_of("各科室", bare) == ()
    assert members_of("各单位", bare) == ()


@pytest.mark.parametrize("own", [True, False])
def test_a_day_that_a_later_paper_moves_stays_beside_its_basis(desk: Desk, campaign: Campaign, own: bool) -> None:  # noqa: FBT001  a parameter
    set_origin(desk, campaign, own_plan=own)
    with desk.store.operation("采用后续文件", actor="王芳", at=NOW, campaign_id=campaign.id) as op:
        move_tasks(op, campaign, {"1": Move(date(2023, 8, 31), "《延期通知》", time(12, 0))})
    found = line(desk, campaign, "1")
    assert found.ruling is not None
    assert (found.ruling.basis, [(one.day, one.basis) for one in found.earlier]) == (
        "《延期通知》",
        [(date(2023, 6, 30), "方案原定“2023年6月底前”")],
    )
    if own:
        assert (found.inner, found.inner_clock, found.report) == (date(2023, 8, 31), time(12, 0), None)
    else:
        assert (found.inner, found.proposed) == (date(2023, 8, 25), True)
        assert (found.report, found.report_clock) == (date(2023, 8, 31), time(12, 0))
    assert line(desk, campaign, "2").earlier == ()

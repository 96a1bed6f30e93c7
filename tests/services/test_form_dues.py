"""报送时限 of forms after a campaign began: read strictly, kept with its basis, and felt by 迟报, 日历 and 首页."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.app import open_desk
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.period import ONCE, Period, Rhythm, month_period, period_of, week_period
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.calendar_due_rule import DueDay, Reading, due_days
from desk_app.services.calendar_form_dues import EVERY, DueSaid, FormDue, days_said, due_reading, form_dues, rule_due
from desk_app.services.calendar_items import ItemKind, calendar_items
from desk_app.services.calendar_open import open_items
from desk_app.services.desk import Desk
from desk_app.services.home_page import home_page
from desk_app.services.plan_desk import answer_doubt, documents
from desk_app.services.plan_doubts import Answer, Stage
from desk_app.services.plan_page import plan_page
from desk_app.services.plan_start import open_from_plan
from desk_app.services.sample_desk import StoryClock
from desk_app.services.task_board import find_line, task_board
from desk_app.storage import collections, submissions
from tests.services.sample_office import ADVICE, MARCH, NOW, TALKS, opened

READING = Reading(date(2023, 1, 5), (date(2023, 1, 1), date(2023, 12, 31)), Holidays())
MONTHS = [month_period(2023, 1), month_period(2023, 2)]
QUARTERS = [period_of(date(2023, month, 1), Rhythm.QUARTER) for month in (1, 10)]
WEEKS = [week_period(2023, 1), week_period(2023, 2)]
SURVEY = "大调研课题申报表"


def days(text: str, periods: list[Period]) -> list[DueDay]:
    return list(due_days(text, periods, READING).values())


@pytest.mark.parametrize(
    ("text", "periods", "wanted"),
    [
        ("每月25日", MONTHS, [date(2023, 1, 25), date(2023, 2, 25)]),
        ("每月底前", MONTHS, [date(2023, 1, 31), date(2023, 2, 28)]),
        ("每期次月5日", MONTHS, [date(2023, 2, 5), date(2023, 3, 5)]),
        ("下月5日前", MONTHS, [date(2023, 2, 5), date(2023, 3, 5)]),
        ("每期次月10日前", QUARTERS, [date(2023, 4, 10), date(2024, 1, 10)]),
        ("每季度末月25日", QUARTERS, [date(2023, 3, 25), date(2023, 12, 25)]),
        ("次季度首月10日", QUARTERS, [date(2023, 4, 10), date(2024, 1, 10)]),
        ("每周五", WEEKS, [date(2023, 1, 6), date(2023, 1, 13)]),
        ("次周周一", WEEKS, [date(2023, 1, 9), date(2023, 1, 16)]),
        ("2月15日", [ONCE], [date(2023, 2, 15)]),
        ("2023年3月底前", [ONCE], [date(2023, 3, 31)]),
    ],
)
def test_a_day_or_a_rhythm_gives_each_period_its_own_day(text: str, periods: list[Period], wanted: list[date]) -> None:
    assert [(one.day, one.clock) for one in days(text, periods)] == [(day, None) for day in wanted]


def test_an_hour_is_kept_for_a_day_and_for_a_rhythm() -> None:
    assert days("2月15日12时前", [ONCE]) == [DueDay(date(2023, 2, 15), time(12))]
    assert [one.clock for one in days("每周五17:30前", WEEKS)] == [time(17, 30)] * 2


@pytest.mark.parametrize(
    ("text", "periods", "said"),
    [
        ("", [ONCE], "还没有写"),
        ("23月底前", [ONCE], "没有“23月”"),
        ("2023年2月30日", [ONCE], "没有30日"),
        ("2月15日底前", [ONCE], "写法有误"),
        ("适时", [ONCE], "不是一个确定的时限"),
        ("随便", [ONCE], "不是一个确定的时限"),
        ("每月25日", [ONCE], "没有起止"),
        ("2月15日", MONTHS, "只是一天"),
        ("每月5日", QUARTERS, "有3个日子"),
        ("每月25日", WEEKS, "没有一个日子"),
    ],
)
def test_what_leaves_a_doubt_is_refused_with_how_to_write_it(text: str, periods: list[Period], said: str) -> None:
    with pytest.raises(DeskError, match=said):
        due_days(text, periods, READING)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["每月", "每期", "次月", "下周", "每周", "五", "2月", "13月", "30日", "5日", "底", "前", "12时", "次季度"]
        ),
        max_size=6,
    ).map("".join),
    st.sampled_from([[ONCE], MONTHS, QUARTERS, WEEKS]),
)  # fmt: skip
def test_no_words_give_a_period_a_day_before_it_begins_or_none_at_all(text: str, periods: list[Period]) -> None:
    try:
        found = due_days(text, periods, READING)
    except DeskError:
        return
    assert set(found) == {one.code for one in periods}
    assert all(one.start is None or found[one.code].day >= one.start or len(periods) == 1 for one in periods)


@pytest.fixture
def office(sample_pattern: Path, tmp_path: Path) -> Iterator[Desk]:
    """The sample's office in April, its three months taken in."""
    with opened(sample_pattern, tmp_path / "data") as desk:
        yield desk


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Desk]:
    """A campaign begun in January from a plan whose list has months that do not exist, its doubts open."""
    word: Any = docx.Document(str(shipped().sample / "方案.docx"))
    for cell in (cell for table in word.tables for row in table.rows for cell in row.cells):
        for wrong, right in (("23月15日前", "2月15日前"), ("23月底前申报", "2月底前申报")):
            if right in cell.text and wrong not in cell.text:
                cell.text = cell.text.replace(right, wrong)
    word.save(str(tmp_path / "方案.docx"))
    desk = open_desk(tmp_path / "plan", clock=StoryClock(datetime(2023, 1, 5, 9)), own_fonts=False)  # noqa: DTZ001
    open_from_plan(desk, tmp_path / "方案.docx")
    yield desk
    desk.store.close()


def form(desk: Desk, name: str) -> FormDue:
    return next(one for one in form_dues(desk, desk.campaign(None)) if one.name == name)


def lines(desk: Desk, name: str) -> dict[date, str]:
    found = calendar_items(desk, desk.campaign(None), date(2022, 1, 1), date(2025, 1, 1))
    return {one.day: one.source for one in found if one.kind is ItemKind.FORM and one.title.startswith(name)}


def test_a_ruling_is_felt_by_the_marks_the_calendar_and_the_first_page_and_can_be_taken_back(office: Desk) -> None:
    campaign = office.campaign(None)
    before = home_page(office, campaign, MARCH)
    said = DueSaid(TALKS, EVERY, "每期次月2日12时前", "王局长4月3日批示")
    shown = days_said(form(office, TALKS), said, due_reading(office, campaign))
    assert shown[:2] == (
        "2023年1月：2023年2月2日12:00前",
        "2023年2月：2023年3月2日12:00前",
    )
    ruled = rule_due(office, campaign, said)
    with office.store.read() as reader:
        dues = {one.period.code: one for one in collections.of_campaign(reader, campaign.id) if one.form == TALKS}
        moment = datetime(2023, 3, 2, 12)  # noqa: DTZ001
        returns = submissions.select_by(reader, campaign.id, form_id=dues["2023-02"].form_id, period="2023-02")
    assert {(one.due_basis, one.due_clock) for one in dues.values()} == {("王局长4月3日批示", time(12))}
    assert returns
    assert [one.is_late for one in returns] == [one.received_at > moment for one in returns]
    assert lines(office, TALKS)[date(2023, 4, 2)] == "王局长4月3日批示"
    after = home_page(office, campaign, MARCH)
    late = [one for one in after.overdue if one.title.startswith(TALKS)]
    assert late
    assert not [one for one in before.overdue if one.title.startswith(TALKS)]
    assert TALKS not in "".join(one.text for one in after.todos if "时限待定" in one.text)
    assert after.undated == before.undated - 1
    assert ruled.changes.operation_id is not None
    office.store.undo(ruled.changes.operation_id, actor="王芳", at=NOW)
    assert home_page(office, campaign, MARCH).undated == before.undated


def test_another_day_keeps_the_one_before_with_its_basis(office: Desk) -> None:
    campaign = office.campaign(None)
    rule_due(office, campaign, DueSaid(ADVICE, "once", "3月31日", "方案第六项"))
    rule_due(office, campaign, DueSaid(ADVICE, "once", "4月20日", "补充通知"))
    assert form(office, ADVICE).periods[0].earlier == ("原3月31日（方案第六项）",)
    assert lines(office, ADVICE) == {date(2023, 4, 20): "补充通知；原3月31日（方案第六项）"}


def test_one_period_is_ruled_alone_or_from_it_on(office: Desk) -> None:
    campaign = office.campaign(None)
    rule_due(office, campaign, DueSaid(TALKS, "2023-03", "4月7日", "领导批示"))
    assert [one.said for one in form(office, TALKS).periods[1:4]] == ["时限待定", "2023年4月7日", "时限待定"]
    rule_due(office, campaign, DueSaid(TALKS, "2023-04", "每期次月3日", "领导批示", onwards=True))
    assert [one.said for one in form(office, TALKS).periods[1:5]] == [
        "时限待定", "2023年4月7日", "2023年5月3日", "2023年6月3日",
    ]  # fmt: skip
    assert form(office, TALKS).is_open


def test_a_closed_period_keeps_its_day_and_nothing_is_kept_without_a_basis(office: Desk) -> None:
    campaign = office.campaign(None)
    closed = form(office, TALKS).periods[0].collection.id
    with office.store.operation("定稿", actor="王芳", at=NOW) as op:
        collections.close(op, closed)
    rule_due(office, campaign, DueSaid(TALKS, EVERY, "每期次月5日", "领导批示"))
    assert [one.said for one in form(office, TALKS).periods[:2]] == ["时限待定", "2023年3月5日"]
    with pytest.raises(DeskError, match="定稿"):
        rule_due(office, campaign, DueSaid(TALKS, "2023-01", "2月5日", "领导批示"))
    with pytest.raises(DeskError, match="依据"):
        rule_due(office, campaign, DueSaid(TALKS, EVERY, "每期次月9日", " "))
    with pytest.raises(DeskError, match="没有改动"):
        rule_due(office, campaign, DueSaid(TALKS, EVERY, "每期次月5日", "领导批示"))


def rule(desk: Desk, of: str, answer: Answer) -> int:
    draft = documents(desk)[0].id
    (one,) = [one for one in plan_page(desk, draft).doubts if one.short == of]
    return answer_doubt(desk, draft, one.about, answer).operation_id or 0


def test_a_form_without_a_day_says_what_the_plan_writes_where_it_asks_for_it(begun: Desk) -> None:
    found = {one.form: one for one in open_items(begun, task_board(begun, begun.campaign(None))) if one.form}
    survey = found[SURVEY]
    assert "2023年2月15日前" in survey.text
    assert "2023年23月15日前" in survey.text
    assert "疑点（大调研活动·时限）未审定" in survey.why
    assert "2023年2月底前" in found["办实事征集表"].text


def test_a_doubt_that_is_settled_gives_the_form_its_day_and_one_taken_back_takes_it(begun: Desk) -> None:
    ruled = Answer(Stage.RULED, date(2023, 2, 15), basis="李局长在疑点核对单上签字")
    rule(begun, "大调研活动·时限", ruled)
    (period,) = form(begun, SURVEY).periods
    assert (period.said, period.collection.due_basis) == ("2023年2月15日", "李局长在疑点核对单上签字")
    rule(begun, "大调研活动·时限", Answer(Stage.OPEN))
    assert form(begun, SURVEY).periods[0].said == "时限待定"


def test_a_day_that_a_person_ruled_is_not_moved_by_a_doubt_settled_later(begun: Desk) -> None:
    rule_due(begun, begun.campaign(None), DueSaid(SURVEY, "once", "3月1日", "局党组会议定"))
    rule(begun, "大调研活动·时限", Answer(Stage.RULED, date(2023, 2, 15), basis="核对单"))
    assert form(begun, SURVEY).periods[0].said == "2023年3月1日"


def test_which_annex_is_meant_must_be_settled_before_its_sentence_gives_a_day(begun: Desk) -> None:
    rule(begun, "办实事活动·时限", Answer(Stage.RULED, date(2023, 2, 28), basis="核对单"))
    assert form(begun, "办实事征集表").periods[0].said == "时限待定"
    rule(begun, "办实事活动·附件号", Answer(Stage.RULED, text="附件5", basis="核对单"))
    assert form(begun, "办实事征集表").periods[0].said == "2023年2月28日"
    assert form(begun, ADVICE).periods[0].collection.due_basis == "正文第12段写“2023年2月底前”"


def test_a_task_whose_own_time_agrees_everywhere_is_dated_though_a_day_in_its_words_is_doubted(begun: Desk) -> None:
    board = task_board(begun, begun.campaign(None))
    assert find_line(board, "19").due == date(2023, 12, 31)
    assert find_line(board, "12").due == date(2023, 7, 31)
    assert find_line(board, "4").due is None

"""Everyday sentences and the edges of the calendar: no date is invented, and no date breaks the reading."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.deadlines import Kind, State, find_deadlines, read_deadline

ON = date(2024, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "对照2023年12月20日会议要求，逐条整改。",
        "深入学习5月10日省委常委会精神。",
        "巩固2023年11月底前整治成果。",
        "总结本周工作进展。",
        "学习5月10日前印发的文件。",
    ],
)
def test_a_date_that_names_a_meeting_results_or_a_weeks_work_is_no_due_date(text: str) -> None:
    assert [one.deadline.kind for one in find_deadlines(text, ON)] == [Kind.MENTION]


@pytest.mark.parametrize(
    "text",
    ["5月10日前传达省委常委会精神。", "5月10日召开会议传达会议精神。", "2024年11月底前形成整治成果。"],
)
def test_a_date_on_which_something_is_done_with_a_meeting_or_results_stays_due(text: str) -> None:
    assert [one.deadline.kind for one in find_deadlines(text, ON)] == [Kind.BY]


def test_a_weekly_report_on_this_week_and_the_next_is_only_the_rhythm() -> None:
    found = find_deadlines("每周四前将本周工作进展和下周计划报专班。", ON)
    assert [one.deadline.kind for one in found] == [Kind.RECURRING, Kind.MENTION, Kind.MENTION]


def test_a_day_of_the_next_month_behind_a_monthly_day_is_monthly_too() -> None:
    found = find_deadlines("每月5日前报送上月情况，次月10日前由办公室通报。", ON)
    rhythms = [one.deadline.recurrence for one in found if one.deadline.kind is Kind.RECURRING]
    assert rhythms == ["FREQ=MONTHLY;BYMONTHDAY=5", "FREQ=MONTHLY;BYMONTHDAY=10"]
    assert not any(one.deadline.kind is Kind.BY for one in found)


def test_a_month_whose_wages_are_meant_is_asked() -> None:
    (one,) = find_deadlines("做好2024年6月份工资发放。", ON)
    assert one.deadline.state is State.CONFIRM


@pytest.mark.parametrize("text", ["下周八前", "本周八前", "-1月", "-1月底前", "0001年1月1日前"])
def test_a_day_that_is_written_wrongly_is_never_clear(text: str) -> None:
    assert read_deadline(text, ON).state is not State.CLEAR


@pytest.mark.parametrize(
    ("text", "on"),
    [(text, date.max) for text in ["次年1月10日前", "明天", "下月底前", "下周五前", "下季度末前", "明年底前", "30日内"]]
    + [("1月15日前", date(9999, 12, 1)), ("15日前", date(9999, 12, 20)), ("昨天", date.min), ("上月底前", date.min)],
)
def test_a_day_outside_the_calendar_is_refused_with_a_sentence_and_never_breaks(text: str, on: date) -> None:
    read = read_deadline(text, on)
    assert (read.kind, read.end) == (Kind.INVALID, None)
    assert "超出可推算的范围" in read.why
    assert [one.deadline.kind for one in find_deadlines(f"{text}完成。", on)][:1] == [Kind.INVALID]


_PIECES = ("次年", "1月10日前", "明天", "下月", "底前", "每周五", "30日内", "两年内", "前后", "自", "至", "9999年")


@given(
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join),
    st.sampled_from([date.min, date(9999, 12, 1), date.max, ON]),
)
def test_no_reference_date_and_no_wording_breaks_the_reading(text: str, on: date) -> None:
    assert read_deadline(text, on).why.endswith("。")
    assert all(one.deadline.text in text for one in find_deadlines(text, on))

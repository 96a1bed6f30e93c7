"""The calendar's pure arithmetic: pages of months, due days of rhythms, days brought forward, marks, proposals."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.campaign.calendar_days import earlier_workday, month_after, month_days, offer_text
from desk_app.campaign.calendar_rhythm import WORDS, parse_recurrence
from desk_app.campaign.holidays import Holidays, load_holidays
from desk_app.campaign.model import CampaignOutline, Task
from desk_app.campaign.phases import Phase, phase_dates
from desk_app.campaign.tasks import (
    DueWord,
    Mark,
    TaskState,
    Thresholds,
    due_words,
    is_own_plan,
    mark_of,
    proposed_inner,
    split_units,
    task_keys,
)
from desk_app.locations import shipped

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
LENGTHS = st.integers(0, 800)
RULES = st.sampled_from(
    [
        *WORDS,
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=2",
        "FREQ=WEEKLY;BYDAY=MO,TH",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYMONTHDAY=5,20",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5",
        "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15",
    ]
)


@pytest.fixture(scope="module")
def holidays() -> Holidays:
    return load_holidays(shipped().resources / "holidays")


def due(text: str, first: date, last: date, anchor: date | None = None) -> list[date]:
    recurrence = parse_recurrence(text)
    assert recurrence is not None
    return list(recurrence.days(first, last, anchor or first))


@given(st.integers(1900, 2200), st.integers(1, 12))
def test_a_month_s_page_is_six_whole_weeks_from_a_monday_with_every_day_of_the_month(year: int, month: int) -> None:
    page = month_days(year, month)
    assert len(page) == 42
    assert page[0].weekday() == 0
    assert all(after - before == timedelta(days=1) for before, after in pairwise(page))
    assert sum(day.month == month for day in page) == monthrange(year, month)[1]
    assert date(year, month, 1) in page[:7]


@given(DAYS, st.integers(-300, 300))
def test_going_so_many_months_ahead_keeps_the_day_or_takes_the_month_s_last(day: date, months: int) -> None:
    there = month_after(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day == min(day.day, monthrange(there.year, there.month)[1])


@settings(deadline=None)
@given(RULES, DAYS, LENGTHS, LENGTHS)
def test_the_due_days_of_a_stretch_are_those_of_its_two_halves(text: str, first: date, left: int, right: int) -> None:
    middle, last = first + timedelta(days=left), first + timedelta(days=left + right)
    whole = due(text, first, last)
    halves = due(text, first, middle) + due(text, middle + timedelta(days=1), last, anchor=first)
    assert whole == halves == sorted(set(whole))
    assert all(first <= day <= last for day in whole)


@given(DAYS, LENGTHS)
def test_bare_rhythms_are_due_on_fridays_and_true_ends(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    assert all(day.weekday() == 4 for day in due("WEEKLY", first, last))
    for word, months in {
        "MONTHLY": range(1, 13),
        "QUARTERLY": (3, 6, 9, 12),
        "HALFYEARLY": (6, 12),
        "YEARLY": (12,),
    }.items():
        wanted = [
            day
            for offset in range(length + 1)
            if (day := first + timedelta(days=offset)).month in months and (day + timedelta(days=1)).day == 1
        ]
        assert due(word, first, last) == wanted


def test_the_four_rhythms_of_a_year_fall_due_as_often_as_a_calendar_says() -> None:
    first, last = date(2021, 12, 1), date(2022, 12, 31)
    counts = {word: len(due(word, first, last)) for word in ("WEEKLY", "MONTHLY", "QUARTERLY", "HALFYEARLY")}
    assert counts == {"WEEKLY": 57, "MONTHLY": 13, "QUARTERLY": 5, "HALFYEARLY": 3}
    assert due("MONTHLY", date(2024, 2, 1), date(2024, 2, 29)) == [date(2024, 2, 29)]


def test_a_day_past_a_month_s_end_means_its_last_day() -> None:
    found = due("FREQ=MONTHLY;BYMONTHDAY=31", date(2023, 1, 1), date(2023, 4, 30))
    assert found == [date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 31), date(2023, 4, 30)]


def test_every_two_months_are_due_at_the_end_of_the_second() -> None:
    found = due("FREQ=MONTHLY;INTERVAL=2", date(2023, 1, 1), date(2023, 6, 30))
    assert found == [date(2023, 2, 28), date(2023, 4, 30), date(2023, 6, 30)]


@pytest.mark.parametrize(
    "text", ["", "每周", "FREQ=HOURLY", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;COUNT=3", "FREQ=WEEKLY;BYDAY=XX"]
)
def test_a_rule_that_cannot_be_read_is_none(text: str) -> None:
    assert parse_recurrence(text) is None


@given(st.dates(date(2008, 1, 1), date(2030, 12, 1)))
def test_an_offer_is_an_earlier_working_day_and_only_made_for_a_free_day(day: date) -> None:
    table = load_holidays(shipped().resources / "holidays")
    earlier = earlier_workday(day, table)
    if table.is_workday(day):
        assert earlier is None
        assert offer_text(day, table) == ""
    else:
        assert earlier is not None
        assert earlier < day
        assert table.is_workday(earlier)
        assert "建议提前到" in offer_text(day, table)


def test_a_day_in_a_holiday_is_offered_before_it_and_a_year_without_data_says_so(holidays: Holidays) -> None:
    assert offer_text(date(2023, 4, 30), holidays) == "当日周日，建议提前到4月28日（周五）"
    assert offer_text(date(2022, 4, 4), holidays) == "当日放假，建议提前到4月2日（周六）"
    assert "2199年放假安排未录入" in offer_text(date(2199, 6, 30), Holidays())


@given(DAYS)
def test_the_proposed_inner_day_is_at_least_five_days_earlier_and_a_working_weekday(day: date) -> None:
    table = Holidays()
    inner = proposed_inner(day, table)
    assert timedelta(days=5) <= day - inner <= timedelta(days=7)
    assert inner.weekday() < 5


def test_marks_follow_their_thresholds_and_nothing_done_or_undated_is_late() -> None:
    today, due_on = date(2023, 4, 3), date(2023, 4, 8)
    usual = Thresholds()
    now = datetime.combine(today, time(9))
    assert mark_of(TaskState.NOT_BEGUN, due_on, now, usual) is Mark.NEAR
    assert mark_of(TaskState.NOT_BEGUN, due_on + timedelta(days=1), now, usual) is Mark.NONE
    assert mark_of(TaskState.UNDER_WAY, today, now, usual) is Mark.NEAR
    assert mark_of(TaskState.UNDER_WAY, today - timedelta(days=1), now, usual) is Mark.LATE
    assert mark_of(TaskState.UNDER_WAY, today - timedelta(days=2), now, Thresholds(5, 2)) is Mark.NEAR
    assert mark_of(TaskState.DONE, today - timedelta(days=9), now, usual) is Mark.NONE
    assert mark_of(TaskState.NOT_BEGUN, None, now, usual) is Mark.NONE


@given(st.lists(st.sampled_from(["1", "2", "", "23"]), max_size=12))
def test_every_task_has_a_key_of_its_own_also_where_numbers_are_lost_or_stand_twice(numbers: list[str]) -> None:
    keys = task_keys([Task(number, "", "事项") for number in numbers])
    assert len(set(keys)) == len(numbers)


def test_units_of_a_task_are_split_and_classes_stay_as_written() -> None:
    assert split_units("办公室、各科室，二级机构、办公室") == ("办公室", "各科室", "二级机构")
    assert split_units("") == ()


@pytest.mark.parametrize(
    ("issuer", "bureau", "own"),
    [
        ("中共青屏市生态环境局党组", "青屏市生态环境局", True),
        ("青屏市生态环境局", "青屏市生态环境局", True),
        ("中共青屏市委", "青屏市生态环境局", False),
        ("", "青屏市生态环境局", True),
        ("中共青屏市委", "", True),
    ],
)
def test_whose_plan_it_is_follows_from_its_issuer(issuer: str, bureau: str, own: bool) -> None:  # noqa: FBT001
    assert is_own_plan(issuer, bureau) is own


def test_what_stands_where_a_task_has_no_day_tells_open_from_never_dated(holidays: Holidays) -> None:
    outline = CampaignOutline("专项", "专项", date(2023, 1, 1), date(2023, 12, 31))
    words = due_words(outline, ["2023年23月底前", "适时", "", "及时"], holidays)
    assert words["2023年23月底前"] is DueWord.OPEN
    assert {words[text] for text in ("适时", "", "及时")} == {DueWord.UNDATED}


def test_a_stage_with_an_open_end_is_written_as_the_plan_does() -> None:
    span = (date(2021, 12, 1), date(2022, 12, 31))
    first = Phase("动员", None, date(2022, 1, 31), open_start=True)
    last = Phase("总结", date(2022, 8, 1), None, open_end=True)
    assert (phase_dates(first), phase_dates(last)) == ("2022年1月31日前", "2022年8月1日以后")
    assert first.within(*span) == (span[0], date(2022, 1, 31))
    assert last.within(*span) == (date(2022, 8, 1), span[1])

"""The grammar on rhythms, weeks and spans as offices of other places write them."""

from datetime import date

import pytest

from desk_app.campaign.deadlines import Kind, State, find_deadlines, read_deadline
from desk_app.campaign.holidays import load_holidays
from desk_app.locations import shipped

HOLIDAYS = load_holidays(shipped().resources / "holidays")
ON = date(2025, 3, 5)
SPAN = (date(2024, 10, 1), date(2025, 5, 31))


@pytest.mark.parametrize("text", ["周八前", "星期八", "星期九前完成", "本周八前", "下周八", "每周八前报送", "周七上午"])
def test_a_day_that_no_week_has_is_refused(text: str) -> None:
    read = read_deadline(text, ON)
    assert (read.kind, read.state, read.end, read.start) == (Kind.INVALID, State.INVALID, None, None)
    assert "一周没有" in read.why


@pytest.mark.parametrize("text", ["用两周八天时间完成", "每周8次", "第3周八点开会", "每周7个小时"])
def test_a_number_behind_weeks_counted_is_no_day_of_a_week(text: str) -> None:
    assert all(one.deadline.kind is not Kind.INVALID for one in find_deadlines(text, ON))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("10月8日至10月31日", date(2024, 10, 8), date(2024, 10, 31)),
        ("11月1日至3月31日", date(2024, 11, 1), date(2025, 3, 31)),
        ("4月至5月底", date(2025, 4, 1), date(2025, 5, 31)),
        ("12月20日前", None, date(2024, 12, 20)),
        ("4月10日前", None, date(2025, 4, 10)),
        ("次年1月20日前", None, date(2025, 1, 20)),
    ],
)
@pytest.mark.parametrize("on", [date(2024, 9, 1), ON, date(2026, 11, 21)])
def test_a_missing_year_is_the_one_in_which_the_span_has_the_day(
    text: str, start: date | None, end: date, on: date
) -> None:
    read = read_deadline(text, on, SPAN)
    assert (read.start, read.end, read.state) == (start, end, State.CLEAR)


def test_a_day_outside_the_span_keeps_the_old_rule() -> None:
    assert read_deadline("9月底前", ON, SPAN).end == date(2025, 9, 30)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("每双周周三报送进度", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("每旬末报送工作动态", "FREQ=MONTHLY;BYMONTHDAY=10,20,-1"),
        ("每旬最后一日报送", "FREQ=MONTHLY;BYMONTHDAY=10,20,-1"),
    ],
)
def test_rhythms_of_two_weeks_and_of_ten_days_are_read(text: str, rule: str) -> None:
    assert read_deadline(text, ON).recurrence == rule


def test_two_seasons_are_no_second_quarter() -> None:
    assert all(one.deadline.end is None for one in find_deadlines("春秋两季各举办1场招聘会。", ON))


@pytest.mark.parametrize(
    ("text", "kind", "end", "state"),
    [
        ("5月25日（某日）前后", "window", "2025-06-01", "confirm"),
        ("5月25日（星期日）前后", "window", "2025-06-01", "confirm"),
        ("国庆节（10月1日）前后", "window", "2025-10-08", "confirm"),
        ("6月15日（含）前", "by", "2025-06-15", "clear"),
        ("6月15日（暂定）前", "by", "2025-06-15", "confirm"),
        ("6月中旬（具体时间另行通知）", "window", "2025-06-20", "confirm"),
        ("2025年3月集中开展，全年推进", "window", "2025-03-31", "confirm"),
        ("“六一”儿童节前完成走访", "by", "2025-05-31", "confirm"),
        ("时限顺延至12月10日", "by", "2025-12-10", "clear"),
    ],
)
def test_what_a_bracket_or_a_second_stretch_says_is_heard(text: str, kind: str, end: str, state: str) -> None:
    found = read_deadline(text, date(2025, 2, 1), None, HOLIDAYS)
    assert (found.kind.value, str(found.end), found.state.value) == (kind, end, state)

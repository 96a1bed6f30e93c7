from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.period import ONCE, parse_period
from desk_app.forms.dates import from_serial, parse_cell, parse_date
from desk_app.forms.reading import CheckContext, Raw
from desk_app.problems import Level

MARCH = CheckContext(parse_period("2023-03"))
NOTHING = CheckContext()
FIFTH = [
    "2023.3.5",
    "2023-03-05",
    "2023/3/5",
    "2023年3月5日",
    "2023年3月5号",
    "3月5日",
    "3.5",
    "20230305",
    "三月五日",
    "二〇二三年三月五日",
    "二○二三年三月五日",
    "２０２３．３．５",
    " 2023 年 3 月 5 日 ",
    "2023.03.05",
    "2023。3。5",
    "2023.3.5.",
    "2023-03-05T00:00:00",
    "2023/3/5 0:00",
    "2023年3.5",
    "2023年3月5日（星期日）",
    "2023年3月5日 周日",
    "3月5",
    "2023年03月05日",
    "二零二三年三月五日",
]


@pytest.mark.parametrize("text", FIFTH)
def test_the_fifth_of_march_is_read_however_an_office_writes_it(text: str) -> None:
    reading = parse_date(text, MARCH)
    assert (reading.value, reading.trouble) == ("2023-03-05", None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023年3月5日下午3点", "2023-03-05T15:00"),
        ("2023.3.5 14:30", "2023-03-05T14:30"),
        ("3月5日上午9时", "2023-03-05T09:00"),
        ("2023-03-05T14:30", "2023-03-05T14:30"),
        ("2023-03-05 14:30:00", "2023-03-05T14:30"),
        ("3月5日晚8点半", "2023-03-05T20:30"),
        ("3月5日9时30分", "2023-03-05T09:30"),
        ("3月5日14：30", "2023-03-05T14:30"),
        ("3月5日中午12点", "2023-03-05T12:00"),
    ],
)
def test_a_time_of_day_is_kept(text: str, value: str) -> None:
    reading = parse_date(text, MARCH)
    assert (reading.value, reading.trouble) == (value, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3/5/2023", "date_ambiguous"),
        ("03-05-2023", "date_ambiguous"),
        ("5/3", "date_ambiguous"),
        ("3-5", "date_ambiguous"),
        ("22.3.5", "date_ambiguous"),
        ("5.3.23", "date_ambiguous"),
        ("2月30日", "date_impossible"),
        ("2023年23月5日", "date_impossible"),
        ("2023年2月29日", "date_impossible"),
        ("20230230", "date_impossible"),
        ("13.5", "date_impossible"),
        ("2023年3月", "date_month_only"),
        ("3月", "date_month_only"),
        ("202303", "date_month_only"),
        ("2023", "date_month_only"),
        ("3月5日至8日", "date_unreadable"),
        ("3月5日-6日", "date_unreadable"),
        ("3月上旬", "date_unreadable"),
        ("待定", "date_unreadable"),
        ("2023年3月5日25点", "date_unreadable"),
        ("2023.3-5", "date_unreadable"),
        ("十十月五日", "date_unreadable"),
        ("2023年3月5日星期一", "date_weekday"),
        ("4月1日", "date_no_year"),
        ("45012", "date_unreadable"),
        ("2023年3月5日、7日", "date_unreadable"),
        ("0月5日", "date_impossible"),
    ],
)
def test_what_is_ambiguous_or_cannot_be_is_asked_and_never_guessed(text: str, code: str) -> None:
    reading = parse_date(text, MARCH)
    assert reading.value is None
    assert reading.trouble is not None
    assert (reading.trouble.code, reading.trouble.level) == (code, Level.ERROR)


def test_a_date_that_does_not_exist_says_so_in_plain_words() -> None:
    trouble = parse_date("2月30日", MARCH).trouble
    assert trouble is not None
    assert trouble.message == "2月没有30日，无此日期，请核对后改正"


def test_a_half_day_without_an_hour_keeps_the_date_and_says_what_is_not_kept() -> None:
    reading = parse_date("2023年3月5日上午", MARCH)
    assert reading.value == "2023-03-05"
    assert reading.trouble is not None
    assert (reading.trouble.level, reading.trouble.code) == (Level.WARNING, "date_half_day")


def test_a_two_digit_year_is_taken_with_a_word_only_when_it_is_the_periods_own() -> None:
    reading = parse_date("23.3.5", MARCH)
    assert reading.value == "2023-03-05"
    assert reading.trouble is not None
    assert reading.trouble.code == "date_short_year"
    assert parse_date("23.3.5", NOTHING).value is None


def test_a_missing_year_comes_from_the_span_only_where_one_year_fits() -> None:
    autumn = CheckContext(ONCE, (date(2022, 10, 1), date(2023, 5, 31)))
    assert parse_date("11月3日", autumn).value == "2022-11-03"
    assert parse_date("3月3日", autumn).value == "2023-03-03"
    assert parse_date("7月3日", autumn).value is None
    assert parse_date("3月3日", CheckContext(ONCE, (date(2022, 1, 1), date(2023, 5, 31)))).value is None
    assert parse_date("3月3日", NOTHING).value is None


def test_numbers_in_cells_are_day_counts_within_reason_and_else_asked() -> None:
    assert parse_cell(Raw("44990", 44990.0), MARCH).value == "2023-03-05"
    assert parse_cell(Raw("43528", 43528.0, epoch_1904=True), MARCH).value == "2023-03-05"
    assert parse_cell(Raw("20230305", 20230305.0), MARCH).value == "2023-03-05"
    assert parse_cell(Raw("3.5", 3.5), MARCH).value == "2023-03-05"
    for text in ("3.1", "3.2", "12", "2023.3", "-5", "1e+300"):
        assert parse_cell(Raw(text, float(text)), MARCH).value is None, text


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day: date) -> None:
    ways = [
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    assert {parse_date(way, NOTHING).value for way in ways} == {day.isoformat()}
    count = (day - date(1899, 12, 30)).days
    moment = from_serial(count)
    assert moment is not None
    assert moment.date() == day
    assert moment - timedelta(days=count) == moment.replace(year=1899, month=12, day=30)


@given(st.text(max_size=20))
def test_any_text_is_either_a_date_or_asked(text: str) -> None:
    reading = parse_date(text, MARCH)
    if reading.value is None:
        assert reading.trouble is not None
        assert reading.trouble.message
    else:
        assert date.fromisoformat(str(reading.value)[:10])


@pytest.mark.parametrize(
    ("text", "iso"), [("三月廿五日", "2023-03-25"), ("三月卅一日", "2023-03-31"), ("三月廿日", "2023-03-20")]
)
def test_the_short_signs_for_twenty_and_thirty_are_read(text: str, iso: str) -> None:
    assert parse_date(text, MARCH).value == iso

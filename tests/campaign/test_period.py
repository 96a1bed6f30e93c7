from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.period import ONCE, Rhythm, parse_period, period_of, periods_between
from desk_app.problems import DeskError

CALENDAR_RHYTHMS = [Rhythm.WEEK, Rhythm.MONTH, Rhythm.QUARTER, Rhythm.HALFYEAR, Rhythm.YEAR]
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2089, 12, 31))


@pytest.mark.parametrize(
    ("code", "start", "end", "label"),
    [
        ("2023-03", date(2023, 3, 1), date(2023, 3, 31), "2023年3月"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2023-W07", date(2023, 2, 13), date(2023, 2, 19), "2023年第7周"),
        ("2023-Q1", date(2023, 1, 1), date(2023, 3, 31), "2023年第一季度"),
        ("2023-H2", date(2023, 7, 1), date(2023, 12, 31), "2023年下半年"),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "2023年"),
    ],
)
def test_a_period_code_gives_its_first_and_last_day(code: str, start: date, end: date, label: str) -> None:
    period = parse_period(code)
    assert (period.code, period.start, period.end, period.label) == (code, start, end, label)


@pytest.mark.parametrize(
    "code", ["2023-13", "2023-00", "2023-W54", "2023-Q5", "2023-H3", "23-03", "三月", "", "2023-3-1"]
)
def test_a_code_that_names_no_period_is_refused_with_a_sentence(code: str) -> None:
    with pytest.raises(DeskError, match="无法识别"):
        parse_period(code)


def test_a_month_written_with_one_digit_is_the_same_period() -> None:
    assert parse_period("2023-3") == parse_period("2023-03")


@given(days, st.sampled_from(CALENDAR_RHYTHMS))
def test_every_day_lies_in_its_own_period_and_the_code_reads_back(day: date, rhythm: Rhythm) -> None:
    period = period_of(day, rhythm)
    assert period.contains(day)
    assert parse_period(period.code) == period


@given(days, st.integers(0, 800), st.sampled_from(CALENDAR_RHYTHMS))
def test_periods_of_a_span_cover_it_without_gap_or_overlap(start: date, length: int, rhythm: Rhythm) -> None:
    end = start + timedelta(days=length)
    periods = list(periods_between(rhythm, start, end))
    assert periods[0].contains(start)
    assert periods[-1].contains(end)
    for before, after in pairwise(periods):
        assert before.end is not None
        assert after.start == before.end + timedelta(days=1)


def test_a_form_collected_once_has_one_period_and_an_ad_hoc_one_none() -> None:
    assert list(periods_between(Rhythm.ONCE, date(2023, 1, 1), date(2023, 12, 31))) == [ONCE]
    assert list(periods_between(Rhythm.ADHOC, date(2023, 1, 1), date(2023, 12, 31))) == []

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.holidays import Holidays, load_holidays
from desk_app.locations import shipped
from desk_app.problems import DeskError

TABLE = load_holidays(shipped().resources / "holidays")
arranged_days = st.dates(min_value=date(2004, 1, 1), max_value=date(2026, 11, 30))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 14), True),  # a Saturday worked in exchange
        (date(2026, 2, 23), False),  # the last day of the Spring Festival holiday
        (date(2026, 2, 24), True),
        (date(2023, 4, 23), True),
        (date(2023, 9, 29), False),
        (date(2023, 12, 30), False),
        (date(2012, 6, 23), False),
        (date(2024, 3, 9), False),
        (date(2024, 3, 11), True),
    ],
)
def test_the_table_knows_days_off_and_days_worked_in_exchange(day: date, works: bool) -> None:  # noqa: FBT001
    assert TABLE.is_workday(day) is works


def test_working_days_are_counted_past_a_holiday() -> None:
    assert TABLE.working_day_after(date(2024, 2, 8), 3).day == date(2024, 2, 19)
    assert TABLE.working_day_after(date(2024, 2, 19), -1).day == date(2024, 2, 18)


def test_a_year_without_data_is_said_aloud() -> None:
    reckoned = TABLE.working_day_after(date(2031, 3, 3), 5)
    assert reckoned.day == date(2031, 3, 10)
    assert reckoned.missing == (2031,)
    assert not TABLE.has(2027)
    assert Holidays().working_day_after(date(2024, 3, 1), 1).missing == (2024,)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("春节", 2004, date(2004, 1, 22)),
        ("春节", 2011, date(2011, 2, 3)),
        ("春节", 2023, date(2023, 1, 22)),
        ("端午", 2018, date(2018, 6, 18)),
        ("端午", 2020, date(2020, 6, 25)),
        ("中秋", 2020, date(2020, 10, 1)),
        ("中秋", 2025, date(2025, 10, 6)),
        ("清明", 2024, date(2024, 4, 4)),
        ("元宵", 2026, date(2026, 3, 3)),
        ("除夕", 2025, date(2025, 1, 28)),
        ("重阳", 2025, date(2025, 10, 29)),
        ("建党节", 2026, date(2026, 7, 1)),
    ],
)
def test_festivals_fall_on_their_days(name: str, year: int, day: date) -> None:
    assert TABLE.festival(name, year) == day


def test_a_festival_of_a_year_that_is_not_in_the_table_is_unknown() -> None:
    assert TABLE.festival("春节", 1999) is None
    assert TABLE.holiday("春节", 2028) is None


def test_mid_autumn_that_falls_into_the_national_holiday_shares_it() -> None:
    stretch = TABLE.holiday("中秋", 2020)
    assert stretch is not None
    assert (stretch.name, stretch.start, stretch.end) == ("国庆", date(2020, 10, 1), date(2020, 10, 8))


@given(arranged_days, st.integers(1, 40))
def test_counting_forth_ends_on_a_working_day_with_that_many_between(day: date, count: int) -> None:
    end = TABLE.working_day_after(day, count).day
    between = [day + timedelta(days=number) for number in range(1, (end - day).days + 1)]
    assert TABLE.is_workday(end)
    assert sum(map(TABLE.is_workday, between)) == count


@pytest.mark.parametrize(
    "text",
    [
        "year = 2031\nworkdays = [2031-02-30]",
        "year = 2031\nworkdays = ['x']",
        "year = '2031'",
        "arranged = true",
        "year = 2031\n[[holidays]]\nname = '春节'\nstart = 2031-02-02\nend = 2031-01-02",
        "year = ",
    ],
)
def test_a_wrong_table_is_refused_with_the_name_of_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "2031.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DeskError, match=r"2031\.toml"):
        load_holidays(tmp_path)


def test_one_year_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text("year = 2031", encoding="utf-8")
    with pytest.raises(DeskError, match="只保留一份"):
        load_holidays(tmp_path)


def test_an_office_adds_a_year_by_adding_a_file(tmp_path: Path) -> None:
    (tmp_path / "2031.toml").write_text(
        "year = 2031\narranged = true\nworkdays = [2031-01-25]\n[festivals]\n'春节' = 2031-01-23\n"
        "[[holidays]]\nname = '春节'\nstart = 2031-01-22\nend = 2031-01-28\n",
        encoding="utf-8",
    )
    table = load_holidays(tmp_path)
    assert table.working_day_after(date(2031, 1, 21), 1).day == date(2031, 1, 25)

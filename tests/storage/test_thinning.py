from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk_app.storage.thinning import Dated, thin

TODAY = date(2023, 6, 15)
moments = st.datetimes(datetime(2021, 1, 1), datetime(2023, 6, 16))  # noqa: DTZ001
backups = st.lists(moments, max_size=60, unique=True).map(lambda days: [Dated(day.isoformat(), day) for day in days])


def kept(made: list[Dated], today: date) -> list[Dated]:
    gone = set(thin(made, today))
    return [one for one in made if one.name not in gone]


@given(backups)
def test_every_backup_of_two_days_and_the_newest_of_all_stay(made: list[Dated]) -> None:
    stay = kept(made, TODAY)
    assert all(one in stay for one in made if (TODAY - one.made_at.date()).days < 2)
    if made:
        assert max(made, key=lambda one: one.made_at) in stay


@given(backups)
def test_thinning_twice_drops_nothing_more(made: list[Dated]) -> None:
    assert thin(kept(made, TODAY), TODAY) == []


@given(backups)
def test_each_day_week_and_month_keeps_its_last_one(made: list[Dated]) -> None:
    stay = kept(made, TODAY)
    for one in made:
        age = (TODAY - one.made_at.date()).days
        later = [other for other in stay if other.made_at >= one.made_at]
        if age < 14:
            assert any(other.made_at.date() == one.made_at.date() for other in later)
        elif age < 56:
            assert any(other.made_at - one.made_at < timedelta(days=7) for other in later)
        else:
            assert any(
                (other.made_at.year, other.made_at.month) == (one.made_at.year, one.made_at.month) for other in later
            )


@given(st.integers(1, 400), st.integers(1, 3))
def test_years_of_daily_backups_leave_a_handful_and_no_gap(days: int, a_day: int) -> None:
    made: list[Dated] = []
    for number in range(days):
        today = date(2022, 1, 1) + timedelta(days=number)
        moments_of_day = [datetime.combine(today, time(8 + place)) for place in range(a_day)]
        made = kept([*made, *(Dated(moment.isoformat(), moment) for moment in moments_of_day)], today)
    ages = sorted((today - one.made_at.date()).days for one in made)
    assert len(made) <= 2 * a_day + 12 + 8 + 14 + 2
    assert all(later - earlier <= 31 + 7 for earlier, later in pairwise(ages))
    assert set(range(min(days, 14))) <= set(ages)

"""统计: how many rows count, by form, unit and period, or by the month in which the thing happened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from desk_app.campaign.period import parse_period
from desk_app.storage.form_versions import newest_ids
from desk_app.storage.reader import Reader
from desk_app.storage.records import counting
from desk_app.storage.tables import record, submission


@dataclass(frozen=True, slots=True)
class Count:
    """So many rows of a form count for a unit; ``when`` is the period's code, the month, or empty for all time.

    The form is all its versions, named by the newest. A month is None where no day of the row is known.
    """

    form_id: int
    unit_id: int
    when: str | None
    count: int


def by_period(reader: Reader, campaign_id: int, *, period: str | None = None) -> tuple[Count, ...]:
    """按报送期: rows by form, unit and period of the return, of one period where named."""
    statement = select(record.c.form_id, record.c.unit_id, record.c.period, func.count())
    if period is not None:
        statement = statement.where(record.c.period == period)
    return _counts(
        reader,
        campaign_id,
        _counting(statement, campaign_id).group_by(record.c.form_id, record.c.unit_id, record.c.period),
    )


def by_month(reader: Reader, campaign_id: int, *, month: str | None = None) -> tuple[Count, ...]:
    """按发生时间: rows by form, unit and month of the thing itself, of one month where named."""
    statement = select(record.c.form_id, record.c.unit_id, record.c.month, func.count())
    if month is not None:
        statement = statement.where(record.c.month == month)
    return _counts(
        reader,
        campaign_id,
        _counting(statement, campaign_id).group_by(record.c.form_id, record.c.unit_id, record.c.month),
    )


def cumulative(reader: Reader, campaign_id: int, *, until: date | None = None) -> tuple[Count, ...]:
    """累计: rows by form and unit of all periods that end by a day, those without an end (一次性) included."""
    statement = select(record.c.form_id, record.c.unit_id, func.max(""), func.count())
    if until is not None:
        statement = statement.where(record.c.period.in_(_periods_until(reader, campaign_id, until)))
    return _counts(reader, campaign_id, _counting(statement, campaign_id).group_by(record.c.form_id, record.c.unit_id))


def _periods_until(reader: Reader, campaign_id: int, until: date) -> list[str]:
    statement = select(submission.c.period).where(
        submission.c.campaign_id == campaign_id, submission.c.period.is_not(None)
    )
    periods = [parse_period(row.period) for row in reader.rows(statement.distinct())]
    return [period.code for period in periods if period.end is None or period.end <= until]


def _counting(
    statement: Select[tuple[int, int, str | None, int]], campaign_id: int
) -> Select[tuple[int, int, str | None, int]]:
    return statement.join(submission, submission.c.id == record.c.submission_id).where(
        record.c.campaign_id == campaign_id, record.c.unit_id.is_not(None), record.c.period.is_not(None), *counting()
    )


def _counts(reader: Reader, campaign_id: int, statement: Select[tuple[int, int, str | None, int]]) -> tuple[Count, ...]:
    """The counts under the newest version of each form, the versions' own summed."""
    newest = newest_ids(reader, campaign_id)
    summed: Counter[tuple[int, int, str | None]] = Counter()
    for form_id, unit_id, when, count in reader.rows(statement):
        summed[newest[form_id], unit_id, when] += count
    return tuple(Count(*key, count) for key, count in summed.items())

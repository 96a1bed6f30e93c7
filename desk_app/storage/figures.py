"""The rows behind a figure: counted and listed by one description, so that a figure always opens what it counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from desk_app.storage.form_versions import of_any_version
from desk_app.storage.reader import Reader
from desk_app.storage.records import Values, counting, typed_first_to_last
from desk_app.storage.tables import record, submission, unit


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time of a figure; what is None narrows nothing.

    ``periods`` are those of the returns; ``month`` and ``until_month`` the month in which a return was found to belong
    (for forms collected once, those of no known month counting from the beginning); ``first`` and ``last`` the days on
    which the thing itself happened, rows without a day never among them. ``late_periods`` are those whose returns count
    here because they came late (迟报计入下一期); of ``periods`` then only those count that came in time.
    """

    periods: frozenset[str] | None = None
    late_periods: frozenset[str] | None = None
    month: str | None = None
    until_month: str | None = None
    first: date | None = None
    last: date | None = None


def counts(reader: Reader, campaign_id: int, form_id: int, stretch: Stretch) -> dict[int, int]:
    """How many rows of a form count for each unit."""
    statement = (
        select(record.c.unit_id, func.count())
        .join(submission, submission.c.id == record.c.submission_id)
        .where(*_conditions(campaign_id, form_id, stretch))
        .group_by(record.c.unit_id)
    )
    return {row[0]: row[1] for row in reader.rows(statement)}


def ids(
    reader: Reader, campaign_id: int, form_id: int, stretch: Stretch, units: Collection[int] | None = None
) -> tuple[int, ...]:
    """The ids of the rows that ``counts`` counts, of some units or all, in the bureau's order, then as received."""
    conditions = _conditions(campaign_id, form_id, stretch)
    statement = (
        select(record.c.id, record.c.unit_id)
        .join(submission, submission.c.id == record.c.submission_id)
        .outerjoin(unit, unit.c.id == record.c.unit_id)
        .where(*conditions)
        .order_by(unit.c.position, record.c.unit_id, record.c.period, submission.c.received_at,
                  typed_first_to_last(), record.c.row_number, record.c.id)
    )  # fmt: skip
    wanted = None if units is None else frozenset(units)
    return tuple(row.id for row in reader.rows(statement) if wanted is None or row.unit_id in wanted)


def ids_by_unit(reader: Reader, campaign_id: int, form_id: int, stretch: Stretch) -> dict[int, tuple[int, ...]]:
    """The ids of the rows that ``counts`` counts, by unit, ascending."""
    statement = (
        select(record.c.unit_id, record.c.id)
        .join(submission, submission.c.id == record.c.submission_id)
        .where(*_conditions(campaign_id, form_id, stretch))
        .order_by(record.c.id)
    )
    found: dict[int, list[int]] = {}
    for unit_id, row_id in reader.rows(statement):
        found.setdefault(unit_id, []).append(row_id)
    return {unit_id: tuple(ids) for unit_id, ids in found.items()}


def values(reader: Reader, campaign_id: int, form_id: int, stretch: Stretch) -> tuple[tuple[int, Values], ...]:
    """Unit and values of the rows that ``counts`` counts, for counting what stands in them."""
    statement = (
        select(record.c.unit_id, record.c.row_values)
        .join(submission, submission.c.id == record.c.submission_id)
        .where(*_conditions(campaign_id, form_id, stretch))
    )
    return tuple((row[0], row[1]) for row in reader.rows(statement))


def periods_of(reader: Reader, campaign_id: int, form_id: int) -> frozenset[str]:
    """The codes of the periods for which any row of a form counts."""
    statement = (
        select(record.c.period)
        .join(submission, submission.c.id == record.c.submission_id)
        .where(*_conditions(campaign_id, form_id, Stretch()), record.c.period.is_not(None))
    )
    return frozenset(row.period for row in reader.rows(statement.distinct()))


def undated(reader: Reader, campaign_id: int, form_id: int) -> int:
    """How many rows of a form that count bear no day on which the thing happened."""
    statement = (
        select(func.count())
        .select_from(record.join(submission, submission.c.id == record.c.submission_id))
        .where(*_conditions(campaign_id, form_id, Stretch()), record.c.occurred_on.is_(None))
    )
    return int(reader.scalar(statement))


def _conditions(campaign_id: int, form_id: int, stretch: Stretch) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        record.c.campaign_id == campaign_id,
        of_any_version(record.c.form_id, form_id),
        record.c.unit_id.is_not(None),
        *counting(),
    ]
    if stretch.periods is not None and stretch.late_periods is not None:
        in_time = record.c.period.in_(sorted(stretch.periods)) & ~submission.c.is_late
        found.append(in_time | (record.c.period.in_(sorted(stretch.late_periods)) & submission.c.is_late))
    elif stretch.periods is not None:
        found.append(record.c.period.in_(sorted(stretch.periods)))
    if stretch.month is not None:
        found.append(submission.c.month == stretch.month)
    if stretch.until_month is not None:
        found.append(submission.c.month.is_(None) | (submission.c.month <= stretch.until_month))
    if stretch.first is not None:
        found.append(record.c.occurred_on >= stretch.first)
    if stretch.last is not None:
        found.append(record.c.occurred_on <= stretch.last)
    return found

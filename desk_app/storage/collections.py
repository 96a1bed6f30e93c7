"""一表一期: one form in one period, its deadline, and the units that owe it against the roster's rule."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from desk_app.campaign.period import Period, parse_period, periods_between
from desk_app.forms.definition import Due, FormDefinition
from desk_app.storage.form_versions import of_any_version
from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.tables import collection, form, owing, submission


@dataclass(frozen=True, slots=True)
class Collection:
    """One form in one period. ``due_clock`` is None where the whole of ``due_on`` is still in time."""

    id: int
    campaign_id: int
    form_id: int
    form: str
    period: Period
    due_on: date | None
    due_clock: time | None
    due_basis: str
    closed_at: datetime | None

    @property
    def due_at(self) -> datetime | None:
        """The last moment in time; None where the deadline is not known (时限待定)."""
        return None if self.due_on is None else datetime.combine(self.due_on, self.due_clock or time.max)


@dataclass(frozen=True, slots=True)
class Owing:
    """An exception: the unit owes this collection though the roster would not say so, or does not (不涉及)."""

    collection_id: int
    unit_id: int
    owes: bool
    reason: str


def due_day(due: Due | None, period: Period) -> date | None:
    """The last day for a period: the one day, or the day of the month after the period's last month, cut to its end."""
    if due is None or due.day is None or (due.on is None and period.end is None):
        return None if due is None else due.on
    if period.end is None:
        return due.on
    months = period.end.year * 12 + period.end.month - 1 + due.months_after
    year, month = divmod(months, 12)
    return date(year, month + 1, min(due.day, calendar.monthrange(year, month + 1)[1]))


def add_for_span(
    op: Operation, campaign_id: int, form_id: int, definition: FormDefinition, start: date, end: date
) -> range:
    """Add the collections of a form for every period that touches the span; none for a form that no unit sends."""
    if definition.collected is None:
        return range(0)
    periods = periods_between(definition.collected, start, end)
    return op.insert_many("collection", [_row(campaign_id, form_id, period, definition.due) for period in periods])


def add(op: Operation, campaign_id: int, form_id: int, period: Period, due: Due | None = None) -> int:
    """Add one collection, such as an ad hoc one; its id."""
    return op.insert("collection", _row(campaign_id, form_id, period, due))


def _row(campaign_id: int, form_id: int, period: Period, due: Due | None) -> dict[str, Any]:
    return {
        "campaign_id": campaign_id,
        "form_id": form_id,
        "period": period.code,
        "start": period.start,
        "end": period.end,
        "due_on": due_day(due, period),
        "due_clock": None if due is None else due.clock,
        "due_basis": "" if due is None else due.basis,
    }


def move_untouched(op: Operation, old_form: int, new_form: int) -> int:
    """Let the collections of a form that are open and empty be of its new version; how many went over."""
    taken = select(submission.c.period).where(submission.c.form_id == old_form, submission.c.period.is_not(None))
    statement = select(collection.c.id).where(
        collection.c.form_id == old_form, collection.c.closed_at.is_(None), collection.c.period.not_in(taken)
    )
    return op.update_many("collection", [row.id for row in op.rows(statement)], {"form_id": new_form})


def of_campaign(
    reader: Reader, campaign_id: int, *, period: str | None = None, form_id: int | None = None
) -> tuple[Collection, ...]:
    """A campaign's collections in the order of time, then of the forms; of one period or one form where named."""
    statement = select(collection, form.c.name.label("form")).join(form, form.c.id == collection.c.form_id)
    statement = statement.where(collection.c.campaign_id == campaign_id)
    if period is not None:
        statement = statement.where(collection.c.period == period)
    if form_id is not None:
        statement = statement.where(of_any_version(collection.c.form_id, form_id))
    rows = reader.rows(statement.order_by(collection.c.end, form.c.position, collection.c.id))
    return tuple(_collection(row) for row in rows)


def remove(op: Operation, ids: Iterable[int]) -> None:
    """Take collections out that nothing stands in, as when a form is collected in another rhythm."""
    op.delete_many("collection", ids)


def is_late(reader: Reader, campaign_id: int, form: str, period: str, at: datetime) -> bool:
    """Whether a moment is past the deadline of a form, of any of its versions, in a period; no where none is known."""
    due = due_of(reader, campaign_id, form, period)
    return due is not None and at > due


def due_of(reader: Reader, campaign_id: int, form: str, period: str) -> datetime | None:
    """The deadline of a form, of any of its versions, in a period; None where none is known."""
    found = of_campaign(reader, campaign_id, period=period)
    return next((one.due_at for one in found if one.form == form), None)


def closed_periods(reader: Reader, form_id: int) -> frozenset[str]:
    """The codes of a form's periods that are 定稿, whose figures nothing may change any more."""
    statement = select(collection.c.period).where(
        of_any_version(collection.c.form_id, form_id), collection.c.closed_at.is_not(None)
    )
    return frozenset(row.period for row in reader.rows(statement))


def get(reader: Reader, collection_id: int) -> Collection:
    """The collection of an id; KeyError when there is none."""
    statement = select(collection, form.c.name.label("form")).join(form, form.c.id == collection.c.form_id)
    row = reader.first(statement.where(collection.c.id == collection_id))
    if row is None:
        raise KeyError(collection_id)
    return _collection(row)


def set_due(op: Operation, collection_id: int, due_on: date | None, due_clock: time | None, basis: str) -> None:
    """Change a deadline with its basis (依据); the old one stays in history."""
    op.update("collection", collection_id, {"due_on": due_on, "due_clock": due_clock, "due_basis": basis})


def close(op: Operation, collection_id: int) -> None:
    """定稿."""
    op.update("collection", collection_id, {"closed_at": op.at})


def reopen(op: Operation, collection_id: int) -> None:
    """撤销定稿."""
    op.update("collection", collection_id, {"closed_at": None})


def set_owing(op: Operation, collection_id: int, unit_id: int, *, owes: bool, reason: str) -> None:
    """Note that a unit owes, or does not owe (登记不涉及), a collection, and why."""
    known = op.first(select(owing.c.id).where(owing.c.collection_id == collection_id, owing.c.unit_id == unit_id))
    if known is None:
        row = {"collection_id": collection_id, "unit_id": unit_id, "owes": owes, "reason": reason}
        op.insert("owing", row)
    else:
        op.update("owing", known.id, {"owes": owes, "reason": reason})


def clear_owing(op: Operation, collection_id: int, unit_id: int) -> None:
    """Let the roster's rule hold again for a unit."""
    rows = op.rows(select(owing.c.id).where(owing.c.collection_id == collection_id, owing.c.unit_id == unit_id))
    op.delete_many("owing", [row.id for row in rows])


def owing_of(reader: Reader, campaign_id: int) -> tuple[Owing, ...]:
    """All exceptions of a campaign."""
    statement = select(owing).join(collection, collection.c.id == owing.c.collection_id)
    rows = reader.rows(statement.where(collection.c.campaign_id == campaign_id).order_by(owing.c.id))
    return tuple(Owing(row.collection_id, row.unit_id, row.owes, row.reason) for row in rows)


def _collection(row: AnyRow) -> Collection:
    return Collection(
        row.id,
        row.campaign_id,
        row.form_id,
        row.form,
        parse_period(row.period),
        row.due_on,
        row.due_clock,
        row.due_basis,
        row.closed_at,
    )

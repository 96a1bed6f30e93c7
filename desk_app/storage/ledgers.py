"""The ids of a ledger's rows, and which returns have anything wrong, without reading the rows themselves."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, and_, func, select

from desk_app.storage.reader import Reader
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.tables import collection, form, record, submission, unit

_STATES = (SubmissionState.ACCEPTED.value, SubmissionState.NEEDS_REVIEW.value)


def row_ids(
    reader: Reader,
    campaign_id: int,
    form_id: int,
    *,
    unit_id: int | None = None,
    period: str | None = None,
    words: str = "",
) -> tuple[int, ...]:
    """The ids of a form's rows that count or wait, of all its versions, in the bureau's order of units, then of time.

    ``words`` must all stand in the row's values. All ids come as one value: fetching a hundred thousand rows one by one
    would stop the window's thread. The limit of none keeps the order through the aggregate.
    """
    conditions: list[ColumnElement[bool]] = [
        record.c.form_id.in_(_versions(reader, campaign_id, form_id)),
        record.c.state != RecordState.WITHDRAWN.value,
        submission.c.state.in_(_STATES),
    ]
    if unit_id is not None:
        conditions.append(record.c.unit_id == unit_id)
    if period is not None:
        conditions.append(record.c.period == period)
    conditions += [func.instr(record.c.row_values, word) > 0 for word in words.split()]
    in_time = and_(record.c.form_id == collection.c.form_id, record.c.period == collection.c.period)
    statement = (
        select(record.c.id)
        .join(submission, submission.c.id == record.c.submission_id)
        .outerjoin(unit, unit.c.id == record.c.unit_id)
        .outerjoin(collection, in_time)
        .where(*conditions)
        .order_by(
            unit.c.position,
            record.c.unit_id,
            collection.c.end,
            record.c.period,
            submission.c.received_at,
            record.c.submission_id,
            record.c.row_number,
            record.c.id,
        )
    )
    in_order = statement.limit(-1).subquery()
    return tuple(json.loads(reader.scalar(select(func.json_group_array(in_order.c.id)))))


def with_problems(reader: Reader, campaign_id: int, form_id: int) -> tuple[int, ...]:
    """The returns of a form that count or wait and have anything to be said of them."""
    statement = select(submission.c.id).where(
        submission.c.form_id.in_(_versions(reader, campaign_id, form_id)),
        submission.c.state.in_(_STATES),
        func.json_array_length(submission.c.problems) > 0,
    )
    return tuple(row.id for row in reader.rows(statement.order_by(submission.c.id)))


def _versions(reader: Reader, campaign_id: int, form_id: int) -> list[int]:
    name = reader.scalar(select(form.c.name).where(form.c.id == form_id))
    rows = reader.rows(select(form.c.id).where(form.c.campaign_id == campaign_id, form.c.name == name))
    return [row.id for row in rows]

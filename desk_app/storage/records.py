"""台账的行: rows of returns with the cells they came from, as they stand in a submission and as they count."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from desk_app.storage.form_versions import of_any_version
from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.states import TYPED, RecordState, SubmissionState
from desk_app.storage.tables import collection, record, submission, unit

_AT_ONCE = 5000
"""How many ids a question names; SQLite takes no more than 32,766."""

Values = Mapping[str, Any]
"""Plain values by column key: texts, numbers, yes or no, None; days and moments are given back as ISO text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """One row to be kept.

    ``cell`` is its place (``A7:I7``), ``raw`` the text as it stood where it differs from the value, ``extra`` the
    columns that the form has not, by heading, ``digest`` marks equal content.
    """

    row_number: int
    values: Values
    occurred_on: date | None = None
    state: RecordState = RecordState.LIVE
    sheet: str = ""
    cell: str = ""
    raw: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A kept row; ``place`` is where a person put it within its unit and period, 0 where nobody did."""

    id: int
    campaign_id: int
    form_id: int
    unit_id: int | None
    period: str | None
    submission_id: int
    row_number: int
    revision: int
    occurred_on: date | None
    month: str | None
    state: RecordState
    sheet: str
    cell: str
    values: Values
    raw: Mapping[str, str]
    extra: Mapping[str, str]
    digest: str
    place: int = 0


def add_many(
    op: Operation,
    rows: Iterable[NewRecord],
    *,
    campaign_id: int,
    form_id: int,
    unit_id: int | None,
    period: str | None,
    submission_id: int,
) -> range:
    """Keep the rows of one submission; their ids in the same order. Unit and period are None while in doubt."""
    common = {
        "campaign_id": campaign_id,
        "form_id": form_id,
        "unit_id": unit_id,
        "period": period,
        "submission_id": submission_id,
    }
    return op.insert_many("record", [{**common, **_own(row)} for row in rows])


def _own(row: NewRecord) -> dict[str, Any]:
    return {
        "row_number": row.row_number,
        "row_values": row.values,
        "occurred_on": row.occurred_on,
        "state": row.state.value,
        "sheet": row.sheet,
        "cell": row.cell,
        "raw": row.raw,
        "extra": row.extra,
        "digest": row.digest,
    }


def correct(
    op: Operation,
    record_id: int,
    values: Values,
    *,
    occurred_on: date | None,
    digest: str,
    raw: Mapping[str, str] | None = None,
    extra: Mapping[str, str] | None = None,
) -> None:
    """Give a row other values, typed by a person; its revision goes up and the old values stay in history.

    ``raw`` is the text as it was typed where it differs, ``extra`` what stands under headings that the form has not;
    None to leave what is known.
    """
    revision = op.scalar(select(record.c.revision).where(record.c.id == record_id))
    if revision is None:
        raise KeyError(record_id)
    changed: dict[str, Any] = {
        "row_values": values,
        "occurred_on": occurred_on,
        "digest": digest,
        "revision": revision + 1,
    }
    if raw is not None:
        changed["raw"] = raw
    if extra is not None:
        changed["extra"] = extra
    op.update("record", record_id, changed)


def put_in_order(op: Operation, ids: Iterable[int]) -> None:
    """Let rows of one unit and period stand in this order, before those that nobody has put in order."""
    for place, row_id in enumerate(ids, start=1):
        op.update("record", row_id, {"place": place})


def move(op: Operation, ids: Iterable[int], submission_id: int) -> int:
    """Let rows belong to another return of the same place; how many did not already."""
    return op.update_many("record", ids, {"submission_id": submission_id})


def set_state(op: Operation, ids: Iterable[int], state: RecordState) -> int:
    """Move rows to a state; how many were not there already."""
    return op.update_many("record", ids, {"state": state.value})


def of_submission(reader: Reader, submission_id: int) -> tuple[Record, ...]:
    """The rows of one submission in the order of its table."""
    statement = select(record).where(record.c.submission_id == submission_id)
    return _records(reader, statement.order_by(record.c.row_number, record.c.id))


def has_standing(reader: Reader, submission_id: int) -> bool:
    """Whether a submission has any row that was not taken out."""
    mine = (record.c.submission_id == submission_id, record.c.state != RecordState.WITHDRAWN.value)
    return reader.first(select(record.c.id).where(*mine).limit(1)) is not None


def last_row_number(reader: Reader, submission_id: int) -> int:
    """The number of a submission's last row, 0 when it has none."""
    last = reader.scalar(select(func.max(record.c.row_number)).where(record.c.submission_id == submission_id))
    return int(last or 0)


def get_many(reader: Reader, ids: Iterable[int]) -> tuple[Record, ...]:
    """The rows of some ids, in the order of the ids; ids that are gone are left out."""
    wanted = list(ids)
    found: dict[int, Record] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        found |= {one.id: one for one in _records(reader, select(record).where(record.c.id.in_(part)))}
    return tuple(found[row_id] for row_id in wanted if row_id in found)


def counted(
    reader: Reader,
    campaign_id: int,
    *,
    form_id: int | None = None,
    unit_id: int | None = None,
    period: str | None = None,
) -> tuple[Record, ...]:
    """The rows behind a figure: live rows of accepted submissions, narrowed by whatever is named.

    ``period`` is the period of the return (按报送期); a form counts in all its versions. In the bureau's order of
    units, then of time, then of the table.
    """
    return _records(reader, _counted(select(record), campaign_id, form_id, unit_id, period))


def counted_of_units(
    reader: Reader, campaign_id: int, form_id: int, period: str, unit_ids: Iterable[int]
) -> dict[int, tuple[Record, ...]]:
    """What ``counted`` tells of some units at once, by unit; units without a row are left out."""
    named = select(func.json_each(json.dumps(sorted(set(unit_ids)))).table_valued("value").c.value)
    statement = _counted(select(record), campaign_id, form_id, None, period)
    found: dict[int, list[Record]] = {}
    for row in _records(reader, statement.where(record.c.unit_id.in_(named))):
        if row.unit_id is not None:
            found.setdefault(row.unit_id, []).append(row)
    return {unit_id: tuple(rows) for unit_id, rows in found.items()}


def _counted(
    statement: Select[*tuple[Any, ...]],
    campaign_id: int,
    form_id: int | None,
    unit_id: int | None,
    period: str | None,
) -> Select[*tuple[Any, ...]]:
    wanted = {"unit_id": unit_id, "period": period}
    conditions = [record.c.campaign_id == campaign_id, *counting()]
    conditions += [] if form_id is None else [of_any_version(record.c.form_id, form_id)]
    conditions += [record.c[name] == value for name, value in wanted.items() if value is not None]
    ends = select(collection.c.period, func.max(collection.c.end).label("end")).group_by(collection.c.period).subquery()
    return (
        statement.join(submission, submission.c.id == record.c.submission_id)
        .outerjoin(unit, unit.c.id == record.c.unit_id)
        .outerjoin(ends, ends.c.period == record.c.period)
        .where(*conditions)
        .order_by(unit.c.position, record.c.unit_id, ends.c.end, record.c.period, record.c.place == 0,
                  record.c.place, submission.c.received_at, typed_first_to_last(), record.c.row_number, record.c.id)
    )  # fmt: skip


def typed_first_to_last() -> ColumnElement[int]:
    """Orders returns that came at one moment; all that was typed there stands in one sequence, behind the files."""
    typed = and_(submission.c.file == TYPED, submission.c.original == "")
    return case((typed, sys.maxsize), else_=record.c.submission_id)


def counting() -> tuple[ColumnElement[bool], ...]:
    """What makes a row count; the statement joins ``submission``."""
    return (record.c.state == RecordState.LIVE.value, submission.c.state == SubmissionState.ACCEPTED.value)


def digests(reader: Reader, form_id: int, unit_id: int) -> dict[str, int]:
    """The counted rows of a unit's form by the mark of their content, to find rows that a cumulative return repeats."""
    statement = select(record.c.digest, record.c.id).join(submission, submission.c.id == record.c.submission_id)
    statement = statement.where(
        record.c.unit_id == unit_id, of_any_version(record.c.form_id, form_id), record.c.digest != "", *counting()
    )
    return {row.digest: row.id for row in reader.rows(statement.order_by(record.c.id.desc()))}


def _records(reader: Reader, statement: Select[*tuple[Any, ...]]) -> tuple[Record, ...]:
    return tuple(_record(row) for row in reader.rows(statement))


def _record(row: AnyRow) -> Record:
    return Record(
        row.id, row.campaign_id, row.form_id, row.unit_id, row.period, row.submission_id, row.row_number, row.revision,
        row.occurred_on, row.month, RecordState(row.state), row.sheet, row.cell, row.row_values, row.raw, row.extra,
        row.digest, row.place,
    )  # fmt: skip

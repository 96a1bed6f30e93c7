"""来表: every table of every received file, what became of it, and which of them speaks for a unit now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from desk_app.problems import Level, Problem
from desk_app.storage.form_versions import newest_ids, of_any_version
from desk_app.storage.operations import Operation
from desk_app.storage.originals import Original
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.states import CURRENT_STATES, RecordState, SubmissionState
from desk_app.storage.tables import batch, record, submission, unit

SentPlace = tuple[int | None, int | None, str | None]
"""A return's form, unit and period, as far as known."""

_SPEAKING = (
    "SELECT form_id, unit_id, period, id, state, is_late FROM submission "
    "WHERE campaign_id = ? AND state IN (SELECT value FROM json_each(?)) "
    "AND form_id IS NOT NULL AND unit_id IS NOT NULL AND period IS NOT NULL "
    "AND (? IS NULL OR period IN (SELECT value FROM json_each(?))) "
    "AND (? IS NULL OR unit_id IN (SELECT value FROM json_each(?))) ORDER BY received_at, id"
)
_COUNTING = frozenset({SubmissionState.ACCEPTED, SubmissionState.NIL})
_OF_A_PROBLEM = tuple(one.name for one in fields(Problem))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubmission:
    """One table of a received file, to be kept. ``file`` is its name relative to the given folder.

    ``form_id``, ``unit_id`` and ``period`` (a period's code) are None where unknown, ``proposed_unit`` is the
    name that a near match of ``written_unit`` proposes; ``original`` is what ``Originals.keep`` gave back.
    """

    campaign_id: int
    file: str
    state: SubmissionState
    received_at: datetime
    original: Original | None = None
    batch_id: int | None = None
    form_id: int | None = None
    unit_id: int | None = None
    period: str | None = None
    month: str | None = None
    sheet: str = ""
    proposed_unit: str = ""
    written_unit: str = ""
    is_late: bool = False
    supersedes_id: int | None = None
    cumulative: bool = False
    problems: tuple[Problem, ...] = ()
    row_count: int = 0


@dataclass(frozen=True, slots=True)
class Submission:
    """A kept submission; the fields are those of NewSubmission, the original taken apart."""

    id: int
    campaign_id: int
    batch_id: int | None
    form_id: int | None
    unit_id: int | None
    period: str | None
    month: str | None
    file: str
    sheet: str
    sha256: str
    size: int
    original: str
    received_at: datetime
    state: SubmissionState
    proposed_unit: str
    written_unit: str
    is_late: bool
    supersedes_id: int | None
    cumulative: bool
    problems: tuple[Problem, ...]
    row_count: int


@dataclass(frozen=True, slots=True)
class Batch:
    """本批: one taking-in of files."""

    id: int
    started_at: datetime
    source: str
    name: str
    undone_at: datetime | None


def start_batch(op: Operation, *, source: str, name: str) -> int:
    """Begin a batch; its id."""
    return op.insert("batch", {"started_at": op.at, "source": source, "name": name})


def batches(reader: Reader) -> tuple[Batch, ...]:
    """All batches, the latest first."""
    rows = reader.rows(select(batch).order_by(batch.c.id.desc()))
    return tuple(Batch(row.id, row.started_at, row.source, row.name, row.undone_at) for row in rows)


def add(op: Operation, new: NewSubmission) -> int:
    """Keep one submission; its id."""
    return add_many(op, [new])[0]


def add_many(op: Operation, news: Iterable[NewSubmission]) -> range:
    """Keep many submissions; their ids in the same order."""
    return op.insert_many("submission", [_row(new) for new in news])


def _row(new: NewSubmission) -> dict[str, Any]:
    row = {name: getattr(new, name) for name in NewSubmission.__slots__}
    original = row.pop("original")
    row["problems"] = _structures(new.problems)
    row["state"] = new.state.value
    row["sha256"] = original.sha256 if original else ""
    row["size"] = original.size if original else 0
    row["original"] = original.name if original else ""
    return row


def set_state(op: Operation, ids: Iterable[int], state: SubmissionState) -> int:
    """Move submissions to a state (接收, 退回修改 …); how many were not there already."""
    return op.update_many("submission", ids, {"state": state.value})


def supersede(op: Operation, old_id: int, new_id: int) -> None:
    """重报: the new submission takes the old one's place; the old one stays in history and counts no more.

    Where the new one has replaced others already, the old one is linked behind the last of them.
    """
    line = line_of(op, new_id)
    op.update("submission", old_id, {"state": SubmissionState.SUPERSEDED.value})
    if old_id not in line:
        op.update("submission", (line or [new_id])[-1], {"supersedes_id": old_id})


def line_of(reader: Reader, submission_id: int) -> list[int]:
    """What a submission replaced, and what that had replaced, to the first one."""
    line: list[int] = []
    older = _supersedes(reader, submission_id)
    while older is not None and older not in line and older != submission_id:
        line.append(older)
        older = _supersedes(reader, older)
    return line


def _supersedes(reader: Reader, submission_id: int) -> int | None:
    older: int | None = reader.scalar(select(submission.c.supersedes_id).where(submission.c.id == submission_id))
    return older


def assign(op: Operation, submission_id: int, *, form_id: int, unit_id: int | None, period: str | None) -> None:
    """Settle whose return a submission is, of what and when, for itself and its records; None for what stays open.

    Rows that were taken out stay as they were.
    """
    values = {"form_id": form_id, "unit_id": unit_id, "period": period}
    known = {} if unit_id is None else {"proposed_unit": "", "written_unit": ""}
    op.update("submission", submission_id, {**values, **known})
    kept = record.c.state != RecordState.WITHDRAWN.value
    rows = op.rows(select(record.c.id).where(record.c.submission_id == submission_id, kept))
    op.update_many("record", [row.id for row in rows], values)


def set_problems(op: Operation, submission_id: int, problems: tuple[Problem, ...]) -> None:
    """Keep what is wrong or doubtful about a submission now."""
    op.update("submission", submission_id, {"problems": _structures(problems)})


def set_row_count(op: Operation, submission_id: int, row_count: int) -> None:
    """Note how many rows a submission's table has, where it grows under a person's hand."""
    op.update("submission", submission_id, {"row_count": row_count})


def set_timing(op: Operation, submission_id: int, *, is_late: bool, month: str | None) -> None:
    """Note whether a submission came late, and its month, once its period is settled."""
    op.update("submission", submission_id, {"is_late": is_late, "month": month})


def set_cumulative(op: Operation, submission_id: int, *, cumulative: bool) -> None:
    """Note whether a submission repeats rows of other periods."""
    op.update("submission", submission_id, {"cumulative": cumulative})


def of_batch(reader: Reader, batch_id: int) -> tuple[Submission, ...]:
    """The submissions of a batch in the order in which they came."""
    return _where(reader, [submission.c.batch_id == batch_id])


def get(reader: Reader, submission_id: int) -> Submission:
    """The submission of an id; KeyError when there is none."""
    row = reader.first(select(submission).where(submission.c.id == submission_id))
    if row is None:
        raise KeyError(submission_id)
    return _submission(row)


def files_of(reader: Reader, submission_ids: Iterable[int]) -> dict[int, str]:
    """Under which names some returns came, read in one question however many they are."""
    wanted = json.dumps(sorted(set(submission_ids)))
    found = reader.driver_rows(
        "SELECT id, file FROM submission WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
    )
    return {row[0]: row[1] for row in found}


def select_by(
    reader: Reader,
    campaign_id: int,
    *,
    period: str | None = None,
    form_id: int | None = None,
    unit_id: int | None = None,
    batch_id: int | None = None,
    states: Iterable[SubmissionState] | None = None,
) -> tuple[Submission, ...]:
    """A campaign's submissions as they came, narrowed by whatever is named; a form counts in any version."""
    wanted = {"period": period, "unit_id": unit_id, "batch_id": batch_id}
    conditions: list[ColumnElement[bool]] = [submission.c.campaign_id == campaign_id]
    conditions += [] if form_id is None else [of_any_version(submission.c.form_id, form_id)]
    conditions += [submission.c[name] == value for name, value in wanted.items() if value is not None]
    if states is not None:
        conditions.append(submission.c.state.in_([state.value for state in states]))
    return _where(reader, conditions)


def with_content(reader: Reader, sha256: str) -> tuple[Submission, ...]:
    """The submissions that came from a file of exactly these bytes, withdrawn ones left out."""
    return _where(reader, [submission.c.sha256 == sha256, submission.c.state != SubmissionState.WITHDRAWN.value])


def sent_places(reader: Reader, campaign_id: int) -> Iterator[tuple[str, SentPlace]]:
    """The content and the place (of the form's newest version) of every return of a campaign, whatever became of it."""
    statement = select(submission.c.sha256, submission.c.form_id, submission.c.unit_id, submission.c.period)
    newest = newest_ids(reader, campaign_id)
    for row in reader.rows(statement.where(submission.c.campaign_id == campaign_id).distinct()):
        yield row[0], (newest.get(row[1]), row[2], row[3])


def current(reader: Reader, campaign_id: int, *, period: str | None = None) -> tuple[Submission, ...]:
    """The one submission that speaks for each unit, form and period: the latest that is not set aside.

    Accepted, needs_review, nil and sent_back ones speak; rejected, duplicate, superseded, withdrawn ones and scans
    do not. An accepted or nil one is not outdone by a later one that still needs review or was sent back.
    In the bureau's order of units.
    """
    conditions = [
        submission.c.campaign_id == campaign_id,
        submission.c.state.in_([state.value for state in CURRENT_STATES]),
        submission.c.form_id.is_not(None),
        submission.c.unit_id.is_not(None),
        submission.c.period.is_not(None),
    ]
    if period is not None:
        conditions.append(submission.c.period == period)
    newest = newest_ids(reader, campaign_id)
    speaking: dict[tuple[Any, ...], Submission] = {}
    for one in _where(reader, conditions):
        key = (newest.get(one.form_id or 0), one.unit_id, one.period)
        if key not in speaking or _settled(one) or not _settled(speaking[key]):
            speaking[key] = one
    order = {
        row.id: place for place, row in enumerate(reader.rows(select(unit.c.id).order_by(unit.c.position, unit.c.id)))
    }
    return tuple(sorted(speaking.values(), key=lambda one: (order.get(one.unit_id or 0, len(order)), one.id)))


@dataclass(frozen=True, slots=True)
class Speaking:
    """What speaks for a unit, form and period, without its problems: read by the ten thousand."""

    id: int
    state: SubmissionState
    is_late: bool


def speaking(
    reader: Reader, campaign_id: int, periods: Iterable[str] | None = None, unit_ids: Iterable[int] | None = None
) -> dict[tuple[int, int, str], Speaking]:
    """By form (its newest version), unit and period what speaks there, by the rule of ``current``.

    Of some periods and of some units, where they are named.
    """
    wanted, whose = (None if named is None else json.dumps(sorted(set(named))) for named in (periods, unit_ids))
    newest = newest_ids(reader, campaign_id)
    states = {state.value: state for state in CURRENT_STATES}
    found: dict[tuple[int, int, str], Speaking] = {}
    for key_form, key_unit, period, row_id, word, is_late in reader.driver_rows(
        _SPEAKING, (campaign_id, json.dumps(list(states)), wanted, wanted, whose, whose)
    ):
        key, state = (newest[key_form], key_unit, period), states[word]
        if key not in found or state in _COUNTING or found[key].state not in _COUNTING:
            found[key] = Speaking(row_id, state, bool(is_late))
    return found


def _settled(one: Submission) -> bool:
    return one.state in _COUNTING


def _where(reader: Reader, conditions: list[ColumnElement[bool]]) -> tuple[Submission, ...]:
    rows = reader.rows(select(submission).where(*conditions).order_by(submission.c.received_at, submission.c.id))
    return tuple(_submission(row) for row in rows)


def _structures(problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
    return [{name: getattr(problem, name) for name in _OF_A_PROBLEM} for problem in problems]


def _submission(row: AnyRow) -> Submission:
    values = dict(row._mapping)  # noqa: SLF001  SQLAlchemy's public name for the row as a mapping
    values["state"] = SubmissionState(values["state"])
    values["problems"] = tuple(Problem(**{**one, "level": Level(one["level"])}) for one in values["problems"])
    return Submission(**values)

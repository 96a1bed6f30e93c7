"""转问单位: doubts about a return that were put to its unit or explained, each with what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.states import InquiryState
from desk_app.storage.tables import inquiry


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One doubt: where it stands (``place``, the row where it is one's), what is wrong, what is asked, what came back.

    ``question`` is empty where nobody was asked and the organiser explained it (说明).
    """

    id: int
    submission_id: int
    record_id: int | None
    code: str
    place: str
    problem: str
    question: str
    state: InquiryState
    answer: str
    asked_at: datetime
    asked_by: str
    answered_at: datetime | None
    answered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInquiry:
    """A doubt to be kept: of which return and row, by which problem, and what is asked or explained."""

    submission_id: int
    record_id: int | None
    code: str
    place: str
    problem: str
    question: str = ""
    explanation: str = ""


def add(op: Operation, campaign_id: int, new: NewInquiry) -> int:
    """Keep a doubt that is asked of the unit, or explained at once; its id."""
    explained = bool(new.explanation)
    return op.insert("inquiry", {
        "campaign_id": campaign_id,
        "submission_id": new.submission_id,
        "record_id": new.record_id,
        "code": new.code,
        "place": new.place,
        "problem": new.problem,
        "question": new.question,
        "state": (InquiryState.EXPLAINED if explained else InquiryState.ASKED).value,
        "answer": new.explanation,
        "asked_at": op.at,
        "asked_by": op.head.actor,
        "answered_at": op.at if explained else None,
        "answered_by": op.head.actor if explained else "",
    })  # fmt: skip


def answer(op: Operation, inquiry_id: int, text: str) -> None:
    """Note what the unit answered; KeyError when there is no such question."""
    values = {"state": InquiryState.ANSWERED.value, "answer": text, "answered_at": op.at}
    op.update("inquiry", inquiry_id, {**values, "answered_by": op.head.actor})


def move(op: Operation, record_ids: Iterable[int], submission_id: int) -> int:
    """Let what was asked or explained of rows go with them to another return."""
    rows = op.rows(select(inquiry.c.id).where(inquiry.c.record_id.in_(list(record_ids))))
    return op.update_many("inquiry", [row.id for row in rows], {"submission_id": submission_id})


def get(reader: Reader, inquiry_id: int) -> Inquiry:
    """The question of an id; KeyError when there is none."""
    row = reader.first(select(inquiry).where(inquiry.c.id == inquiry_id))
    if row is None:
        raise KeyError(inquiry_id)
    return _inquiry(row)


def of_submission(reader: Reader, submission_id: int) -> tuple[Inquiry, ...]:
    """Everything that was asked or explained of a return, the oldest first."""
    return _where(reader, inquiry.c.submission_id == submission_id)


def of_campaign(
    reader: Reader, campaign_id: int, *, states: Sequence[InquiryState] | None = None
) -> tuple[Inquiry, ...]:
    """Everything that was asked or explained in a campaign, in some states where named, the oldest first."""
    wanted = [state.value for state in states or InquiryState]
    return _where(reader, inquiry.c.campaign_id == campaign_id, inquiry.c.state.in_(wanted))


def _where(reader: Reader, *conditions: ColumnElement[bool]) -> tuple[Inquiry, ...]:
    statement = select(inquiry).where(*conditions).order_by(inquiry.c.id)
    return tuple(_inquiry(row) for row in reader.rows(statement))


def _inquiry(row: AnyRow) -> Inquiry:
    return Inquiry(
        row.id, row.submission_id, row.record_id, row.code, row.place, row.problem, row.question,
        InquiryState(row.state), row.answer, row.asked_at, row.asked_by, row.answered_at, row.answered_by,
    )  # fmt: skip

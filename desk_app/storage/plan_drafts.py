"""方案草稿: plan documents as they were read, and all that a person has said of them since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desk_app.campaign.plan.model import PlanReading
from desk_app.storage import plan_structure, rulings
from desk_app.storage.operations import Operation
from desk_app.storage.originals import Original
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.rulings import Ruling
from desk_app.storage.states import DraftState
from desk_app.storage.tables import plan_draft, ruling

PLAN = "plan"
"""The kind of every ruling on a draft; its subject is the draft's id, a stroke, and what it is about."""


@dataclass(frozen=True, slots=True)
class DraftHead:
    """A document without what was read of it. ``later`` papers are read against the campaign ``campaign_id``."""

    id: int
    campaign_id: int | None
    later: bool
    file: str
    original: str
    title: str
    read_at: datetime
    read_by: str
    state: DraftState


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A document with what was read of it, exactly as it was read then."""

    head: DraftHead
    reading: PlanReading


def add(op: Operation, file: str, original: Original, reading: PlanReading, *, against: int | None = None) -> int:
    """Keep a document that was read, against a campaign where it is a later paper; the draft's id."""
    return op.insert("plan_draft", {
        "campaign_id": against,
        "later": against is not None,
        "file": file,
        "original": original.name,
        "size": original.size,
        "title": reading.title or "",
        "read_at": op.at,
        "read_by": op.head.actor,
        "state": DraftState.OPEN.value,
        "reading": plan_structure.to_structure(reading),
    })  # fmt: skip


def heads(reader: Reader) -> tuple[DraftHead, ...]:
    """All documents, the latest first."""
    columns = [column for column in plan_draft.c if column.name != "reading"]
    return tuple(_head(row) for row in reader.rows(select(*columns).order_by(plan_draft.c.id.desc())))


def get(reader: Reader, draft_id: int) -> PlanDraft:
    """The draft of an id; KeyError when there is none."""
    row = reader.first(select(plan_draft).where(plan_draft.c.id == draft_id))
    if row is None:
        raise KeyError(draft_id)
    return PlanDraft(_head(row), plan_structure.from_structure(row.reading))


def set_state(op: Operation, draft_id: int, state: DraftState, campaign_id: int) -> None:
    """Note what became of a document and of which campaign it is a part."""
    op.update("plan_draft", draft_id, {"state": state.value, "campaign_id": campaign_id})


def remove(op: Operation, draft_id: int) -> None:
    """Drop a draft; it stays in history, so that it can be had back."""
    op.delete("plan_draft", draft_id)


def rule(op: Operation, draft_id: int, about: str, decision: Any, basis: str = "") -> int:
    """Keep what a person says of a thing in a draft, None to take it back; an earlier word stays in the list."""
    return rulings.decide(op, kind=PLAN, subject=f"{draft_id}/{about}", decision=decision or {}, basis=basis)


def rulings_on(reader: Reader, draft_id: int) -> dict[str, Ruling]:
    """The latest word on each thing of a draft, by what it is about; what was taken back is not among them."""
    begin = f"{draft_id}/"
    statement = select(ruling).where(ruling.c.kind == PLAN, ruling.c.subject.startswith(begin, autoescape=True))
    found: dict[str, Ruling] = {}
    for row in reader.rows(statement.order_by(ruling.c.id)):
        found[row.subject.removeprefix(begin)] = Ruling(
            row.id, row.campaign_id, row.kind, row.subject, row.decision, row.basis, row.decided_by, row.decided_at
        )
    return {about: one for about, one in found.items() if one.decision}


def _head(row: AnyRow) -> DraftHead:
    return DraftHead(
        row.id, row.campaign_id, row.later, row.file, row.original, row.title, row.read_at, row.read_by,
        DraftState(row.state),
    )  # fmt: skip

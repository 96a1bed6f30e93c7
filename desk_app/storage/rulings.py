"""认定: what a person has decided once, so that nobody is asked again (又称, 累计报送, 疑点 …)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desk_app.storage.operations import Operation
from desk_app.storage.reader import Reader
from desk_app.storage.tables import ruling


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision: of what kind, about what, how, on what basis, by whom and when."""

    id: int
    campaign_id: int | None
    kind: str
    subject: str
    decision: Any
    basis: str
    decided_by: str
    decided_at: datetime


def decide(
    op: Operation,
    *,
    kind: str,
    subject: str,
    decision: Any,
    basis: str = "",
    campaign_id: int | None = None,
) -> int:
    """Keep a decision; an earlier one about the same subject stays in the list and is outdone. Its id."""
    return op.insert("ruling", {
        "campaign_id": campaign_id,
        "kind": kind,
        "subject": subject,
        "decision": decision,
        "basis": basis,
        "decided_by": op.head.actor,
        "decided_at": op.at,
    })  # fmt: skip


def standing(reader: Reader, kind: str, *, campaign_id: int | None = None) -> dict[str, Ruling]:
    """The latest decision of a kind about each subject, of one campaign (or of none)."""
    statement = select(ruling).where(ruling.c.kind == kind, ruling.c.campaign_id.is_not_distinct_from(campaign_id))
    return {
        row.subject: Ruling(row.id, row.campaign_id, row.kind, row.subject, row.decision, row.basis, row.decided_by,
                            row.decided_at)
        for row in reader.rows(statement.order_by(ruling.c.id))
    }  # fmt: skip


def every(reader: Reader, kind: str, *, campaign_id: int | None = None) -> dict[str, tuple[Ruling, ...]]:
    """All decisions of a kind about each subject, the oldest first, those outdone among them."""
    statement = select(ruling).where(ruling.c.kind == kind, ruling.c.campaign_id.is_not_distinct_from(campaign_id))
    found: dict[str, list[Ruling]] = {}
    for row in reader.rows(statement.order_by(ruling.c.id)):
        one = Ruling(row.id, row.campaign_id, row.kind, row.subject, row.decision, row.basis, row.decided_by,
                     row.decided_at)  # fmt: skip
        found.setdefault(row.subject, []).append(one)
    return {subject: tuple(decisions) for subject, decisions in found.items()}


def rename_subjects(op: Operation, kind: str, old: str, new: str) -> None:
    """Let the decisions of a kind whose subject begins with one text be about subjects that begin with another."""
    rows = op.rows(select(ruling.c.id, ruling.c.subject).where(ruling.c.kind == kind))
    for row in rows:
        if row.subject.startswith(old):
            op.update("ruling", row.id, {"subject": new + row.subject.removeprefix(old)})

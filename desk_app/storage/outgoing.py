"""What went out to units: 下发登记 of blanks, and 退回修改单 with what they said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from desk_app.storage.form_versions import newest_ids
from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.tables import issue, slip


@dataclass(frozen=True, slots=True)
class Issue:
    """The blanks of one form and period that went to some units at one time."""

    id: int
    form_id: int
    period: str
    units: tuple[int, ...]
    issued_at: datetime
    issued_by: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a slip asks to be mended.

    ``place`` is the address or the words by which a person finds it (C7, 第6行), ``heading`` the column, ``stands``
    what stands there, ``wrong`` what is wrong with it, ``remedy`` what to do; ``key`` is the column's key.
    """

    place: str
    heading: str
    stands: str
    wrong: str
    remedy: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """What was said of one return; the returns of one slip share its ``number``."""

    id: int
    submission_id: int
    number: int
    faults: tuple[Fault, ...]
    due: str
    made_at: datetime
    made_by: str


def note_issue(op: Operation, campaign_id: int, form_id: int, period: str, units: Sequence[int]) -> int:
    """下发登记; its id."""
    return op.insert("issue", {
        "campaign_id": campaign_id,
        "form_id": form_id,
        "period": period,
        "units": list(units),
        "issued_at": op.at,
        "issued_by": op.head.actor,
    })  # fmt: skip


def issues_of(reader: Reader, campaign_id: int, period: str | None = None) -> tuple[Issue, ...]:
    """What was issued in a campaign, of one period where named, the earliest first; a form by its newest version."""
    newest = newest_ids(reader, campaign_id)
    statement = select(issue).where(issue.c.campaign_id == campaign_id).order_by(issue.c.id)
    if period is not None:
        statement = statement.where(issue.c.period == period)
    return tuple(
        Issue(row.id, newest[row.form_id], row.period, tuple(row.units), row.issued_at, row.issued_by)
        for row in reader.rows(statement)
    )


def next_number(reader: Reader, campaign_id: int) -> int:
    """The number of a campaign's next slip."""
    last = reader.scalar(select(func.max(slip.c.number)).where(slip.c.campaign_id == campaign_id))
    return int(last or 0) + 1


def note_slip(
    op: Operation, campaign_id: int, submission_id: int, number: int, faults: Iterable[Fault], due: str
) -> int:
    """Keep what a slip says of one return; its id."""
    return op.insert("slip", {
        "campaign_id": campaign_id,
        "submission_id": submission_id,
        "number": number,
        "faults": [asdict(fault) for fault in faults],
        "due": due,
        "made_at": op.at,
        "made_by": op.head.actor,
    })  # fmt: skip


def slips_of(reader: Reader, campaign_id: int) -> tuple[Slip, ...]:
    """All that slips said in a campaign, the earliest first."""
    statement = select(slip).where(slip.c.campaign_id == campaign_id).order_by(slip.c.id)
    return tuple(_slip(row) for row in reader.rows(statement))


def _slip(row: AnyRow) -> Slip:
    faults: list[dict[str, Any]] = row.faults
    made = tuple(Fault(**fault) for fault in faults)
    return Slip(row.id, row.submission_id, row.number, made, row.due, row.made_at, row.made_by)

"""纸质件: where the signed and sealed paper of each return stands, apart from its electronic state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desk_app.storage import history
from desk_app.storage.form_versions import of_any_version
from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.states import PaperState, SubmissionState
from desk_app.storage.tables import paper_copy, submission

_STANDING = ("state", "submission_id", "print_id")


@dataclass(frozen=True, slots=True)
class PaperCopy:
    """The paper of one unit, form and period; ``submission_id`` names its scan, ``print_id`` the print it is."""

    id: int
    campaign_id: int
    form_id: int
    unit_id: int
    period: str
    state: PaperState
    submission_id: int | None
    noted_at: datetime
    noted_by: str
    print_id: int | None = None


def note(
    op: Operation,
    *,
    campaign_id: int,
    form_id: int,
    unit_id: int,
    period: str,
    state: PaperState,
    submission_id: int | None = None,
    print_id: int | None = None,
) -> int:
    """登记签字盖章: note where the paper stands, and which print it is where that is known; its id."""
    noted = {"noted_at": op.at, "noted_by": op.head.actor}
    values = {"state": state.value, "submission_id": submission_id, "print_id": print_id, **noted}
    key = {"form_id": form_id, "period": period, "unit_id": unit_id}
    here = (paper_copy.c.period == period, paper_copy.c.unit_id == unit_id)
    known = op.first(select(paper_copy.c.id).where(of_any_version(paper_copy.c.form_id, form_id), *here))
    if known is None:
        return op.insert("paper_copy", {"campaign_id": campaign_id, **key, **values})
    op.update("paper_copy", known.id, values)
    return int(known.id)


def take_back(op: Operation, scan_id: int, *, but_of: int | None = None) -> tuple[int, ...]:
    """Let the papers that a scan stood for (``but_of`` one unit) be again what they were before it; their ids.

    What was noted of a paper after its scan stays as it was noted.
    """
    rows = op.rows(select(paper_copy.c.id, paper_copy.c.unit_id).where(paper_copy.c.submission_id == scan_id))
    found = tuple(int(row.id) for row in rows if row.unit_id != but_of)
    for paper_id in found:
        _go_back(op, paper_id, lambda one: one.values["submission_id"] != scan_id)
    return found


def take_back_to(op: Operation, paper_id: int, before: int) -> None:
    """Let a paper be again what it was before an operation; 未交 where nothing had been noted."""
    _go_back(op, paper_id, lambda one: one.operation_id < before)


def stand_on(op: Operation, paper_id: int, scan_id: int) -> None:
    """Let a noted paper stand on another scan that holds the same print."""
    op.update("paper_copy", paper_id, {"submission_id": scan_id})


def steps_of(reader: Reader, paper_id: int) -> frozenset[int]:
    """The operations that noted something of a paper and hold."""
    return history.standing_steps(reader, "paper_copy", paper_id)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a paper stood from an operation on."""

    operation_id: int
    values: dict[str, Any]


def _go_back(op: Operation, paper_id: int, is_meant: Callable[[_Standing], bool]) -> None:
    """To the latest standing that is meant and whose scan still lies there; 未交 where there is none."""
    nothing = {"state": PaperState.MISSING.value, "submission_id": None, "print_id": None}
    held = (one.values for one in _standings(op, paper_id) if is_meant(one) and _lies_there(op, one))
    op.update("paper_copy", paper_id, next(held, nothing))


def _standings(reader: Reader, paper_id: int) -> Iterator[_Standing]:
    """Every standing of a paper, the latest first; history names of each step only what it changed."""
    row = reader.first(select(paper_copy).where(paper_copy.c.id == paper_id))
    values = {} if row is None else {name: getattr(row, name) for name in _STANDING}
    for change in reversed(history.of_row(reader, "paper_copy", paper_id)):
        yield _Standing(change.done.id, values)
        values = {**values, **{name: value for name, value in (change.before or {}).items() if name in _STANDING}}


def _lies_there(reader: Reader, one: _Standing) -> bool:
    scan_id = one.values["submission_id"]
    if scan_id is None:
        return True
    state = reader.scalar(select(submission.c.state).where(submission.c.id == scan_id))
    return bool(state == SubmissionState.SCAN.value)


def at_place(reader: Reader, form_id: int, unit_id: int, period: str) -> PaperCopy | None:
    """The paper noted at one place, if any."""
    here = (paper_copy.c.period == period, paper_copy.c.unit_id == unit_id)
    row = reader.first(select(paper_copy).where(of_any_version(paper_copy.c.form_id, form_id), *here))
    return None if row is None else _copy(row)


def of_campaign(reader: Reader, campaign_id: int, *, period: str | None = None) -> tuple[PaperCopy, ...]:
    """The papers noted in a campaign, of one period where named."""
    statement = select(paper_copy).where(paper_copy.c.campaign_id == campaign_id).order_by(paper_copy.c.id)
    if period is not None:
        statement = statement.where(paper_copy.c.period == period)
    return tuple(_copy(row) for row in reader.rows(statement))


def _copy(row: AnyRow) -> PaperCopy:
    return PaperCopy(row.id, row.campaign_id, row.form_id, row.unit_id, row.period, PaperState(row.state),
                     row.submission_id, row.noted_at, row.noted_by, row.print_id)  # fmt: skip

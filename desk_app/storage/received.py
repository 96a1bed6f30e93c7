"""What came in, as 收件登记 and the rates need it: every return and paper with who took it, and every 退回修改."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk_app.storage.form_versions import newest_ids
from desk_app.storage.reader import Reader
from desk_app.storage.states import PaperState, SubmissionState
from desk_app.storage.tables import paper_copy, submission
from desk_app.storage.undo import UNDO

_TAKEN = (
    "SELECT c.row_id, c.last_id, o.actor FROM change c JOIN operation o ON o.id = c.operation_id "
    "WHERE c.table_name = 'submission' AND c.before IS NULL AND c.after IS NULL AND o.undone_by IS NULL "
    "AND (o.campaign_id = ? OR o.campaign_id IS NULL) ORDER BY c.row_id, o.id"
)
_NOTED = (
    "SELECT c.row_id, c.last_id, c.before, o.undone_by IS NULL AND o.undoes_id IS NULL FROM change c "
    "JOIN operation o ON o.id = c.operation_id WHERE c.table_name = 'paper_copy' AND o.campaign_id = ? ORDER BY c.id"
)
_SENT_BACK = (
    "SELECT DISTINCT c.row_id, o.id, o.at FROM change c JOIN operation o ON o.id = c.operation_id "
    "WHERE c.table_name = 'submission' AND json_extract(c.after, '$.state') = ? AND o.undone_by IS NULL "
    "AND json_extract(c.before, '$.state') <> ? AND o.campaign_id = ? AND o.name NOT LIKE ?"
)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One table of a file that came in, whatever became of it; ids are None while unknown."""

    id: int
    form_id: int | None
    unit_id: int | None
    period: str | None
    file: str
    original: str
    received_at: datetime
    state: SubmissionState
    is_late: bool
    taken_by: str


@dataclass(frozen=True, slots=True)
class ReceivedPaper:
    """A paper that is noted as handed in, complete or not."""

    form_id: int
    unit_id: int
    period: str
    state: PaperState
    noted_at: datetime
    noted_by: str


def files(reader: Reader, campaign_id: int, period: str | None = None) -> tuple[ReceivedFile, ...]:
    """What came in and was not taken back (撤回本批), of one period where named, in the order in which it came."""
    takers = reader.driver_rows(_TAKEN, (campaign_id,))
    firsts = [row[0] for row in takers]
    columns = (submission.c.id, submission.c.form_id, submission.c.unit_id, submission.c.period, submission.c.file,
               submission.c.original, submission.c.received_at, submission.c.state, submission.c.is_late)  # fmt: skip
    kept = (submission.c.campaign_id == campaign_id, submission.c.state != SubmissionState.WITHDRAWN.value)
    found = []
    statement = select(*columns).where(*kept)
    if period is not None:
        statement = statement.where(submission.c.period == period)
    for row in reader.rows(statement.order_by(submission.c.received_at, submission.c.id)):
        place = bisect_right(firsts, row.id) - 1
        taker = takers[place][2] if place >= 0 and takers[place][1] >= row.id else ""
        state = SubmissionState(row.state)
        found.append(ReceivedFile(row.id, row.form_id, row.unit_id, row.period, row.file, row.original,
                                  row.received_at, state, row.is_late, taker))  # fmt: skip
    return tuple(found)


def handed_in(reader: Reader, campaign_id: int) -> tuple[ReceivedPaper, ...]:
    """Every time that a paper was noted as more than 未交, in time: 缺盖章 first, say, and 已交 a week later.

    What was noted and then taken back by 撤销 is not among them.
    """
    past: dict[int, list[tuple[dict[str, str], bool]]] = defaultdict(list)
    for row_id, last_id, before, stands in reader.driver_rows(_NOTED, (campaign_id,)):
        for one in range(row_id, last_id + 1):
            past[one].append((json.loads(before) if before else {}, bool(stands)))
    found = []
    for row in reader.rows(select(paper_copy).where(paper_copy.c.campaign_id == campaign_id).order_by(paper_copy.c.id)):
        now = {"state": row.state, "noted_at": row.noted_at.isoformat(), "noted_by": row.noted_by}
        for state in reversed(tuple(_noted_one_by_one(now, past[row.id]))):
            noted = PaperState(state["state"])
            if noted is not PaperState.MISSING:
                at = datetime.fromisoformat(state["noted_at"])
                found.append(ReceivedPaper(row.form_id, row.unit_id, row.period, noted, at, state["noted_by"]))
    return tuple(sorted(found, key=lambda one: one.noted_at))


def _noted_one_by_one(now: dict[str, str], changes: Sequence[tuple[dict[str, str], bool]]) -> Iterator[dict[str, str]]:
    """What a paper was noted as after each change that stands, the latest first, each state once in a row."""
    known, last = now, ""
    for place, (before, stands) in enumerate(reversed(changes)):
        if (stands or place == 0) and known["state"] != last:
            yield known
            last = known["state"]
        known = {**known, **{key: value for key, value in before.items() if key in known}}
    if not changes:
        yield now


@dataclass(frozen=True, slots=True)
class SentBackOnce:
    """One 退回修改 of a return whose place is known; the form by its newest version."""

    form_id: int
    unit_id: int
    period: str
    at: datetime


def sendings_back(reader: Reader, campaign_id: int) -> tuple[SentBackOnce, ...]:
    """Every 退回修改 of a campaign, what was taken back not among them.

    One that stands sent back again because what had replaced it was withdrawn went back no second time.
    """
    states = (SubmissionState.SENT_BACK.value, SubmissionState.SUPERSEDED.value)
    found = reader.driver_rows(_SENT_BACK, (*states, campaign_id, f"{UNDO}%"))
    columns = (submission.c.id, submission.c.form_id, submission.c.unit_id, submission.c.period)
    known = {row.id: row for row in reader.rows(select(*columns).where(submission.c.campaign_id == campaign_id))}
    newest = newest_ids(reader, campaign_id)
    return tuple(
        SentBackOnce(newest[one.form_id], one.unit_id, one.period, datetime.fromisoformat(at))
        for one, at in ((known[row_id], at) for row_id, _, at in found)
        if one.form_id is not None and one.unit_id is not None and one.period is not None
    )

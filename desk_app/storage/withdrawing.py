"""撤回本批: what a withdrawn submission stood in for is put back, and no more than that."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import select

from desk_app.storage import history, papers, submissions
from desk_app.storage.operations import Operation
from desk_app.storage.reader import Reader
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.submissions import Submission
from desk_app.storage.tables import record, submission

_COUNTING = frozenset({SubmissionState.ACCEPTED, SubmissionState.NIL})


def withdraw_batch(op: Operation, batch_id: int) -> tuple[int, ...]:
    """撤回本批 after later work has touched it: its submissions and records stay in history and count no more.

    Where nothing was touched since, ``Store.undo`` of the taking-in is the cleaner way. What a withdrawn submission
    stood in for is again what it was before; where a later one stands in for it, that one takes over its place in
    the line. The ids of the submissions that are back.
    """
    mine = submissions.of_batch(op, batch_id)
    ids = {one.id for one in mine}
    submissions.set_state(op, ids, SubmissionState.WITHDRAWN)
    rows = op.rows(select(record.c.id).where(record.c.submission_id.in_(ids)))
    op.update_many("record", [row.id for row in rows], {"state": RecordState.WITHDRAWN.value})
    back: list[int] = []
    for one in mine:
        if one.state is SubmissionState.SCAN:
            papers.take_back(op, one.id)
        elif one.state is SubmissionState.SUPERSEDED:
            _close_the_line(op, one.id, ids)
        elif one.state is not SubmissionState.WITHDRAWN:
            back += _restore_behind(op, one.id, ids)
    op.update("batch", batch_id, {"undone_at": op.at})
    return tuple(back)


def _close_the_line(op: Operation, gone_id: int, gone: set[int]) -> None:
    """Link the later submission that replaced a withdrawn one to what that one had replaced."""
    later = op.scalar(
        select(submission.c.id).where(
            submission.c.supersedes_id == gone_id, submission.c.state != SubmissionState.WITHDRAWN.value
        )
    )
    if later is not None:
        older = next((one for one in submissions.line_of(op, gone_id) if one not in gone), None)
        op.update("submission", later, {"supersedes_id": older})


def _restore_behind(op: Operation, current_id: int, gone: set[int]) -> list[int]:
    """Give what a withdrawn submission had replaced its state back; what was replaced before that stays replaced."""
    line = submissions.line_of(op, current_id)
    replaced = [
        (one, *_superseding(op, one.id))
        for older in line
        if older not in gone and (one := submissions.get(op, older)).state is SubmissionState.SUPERSEDED
    ]
    back: list[int] = []
    for one, state, when in replaced:
        if when >= replaced[0][2] and not (state in _COUNTING and one.sha256 and _is_filled(op, one)):
            submissions.set_state(op, [one.id], state)
            back.append(one.id)
    for newer, older in pairwise(line):
        if older in back and newer not in gone:
            op.update("submission", newer, {"supersedes_id": None})
    return back


def _is_filled(reader: Reader, one: Submission) -> bool:
    """Whether another file or a nil report settled the slot of a submission meanwhile."""
    found = submissions.select_by(
        reader, one.campaign_id, form_id=one.form_id, unit_id=one.unit_id, period=one.period, states=_COUNTING
    )
    return any(other.sha256 or other.state is SubmissionState.NIL for other in found)


def _superseding(reader: Reader, submission_id: int) -> tuple[SubmissionState, int]:
    """What a submission was before it was replaced, and the operation that replaced it."""
    for change in reversed(history.of_row(reader, "submission", submission_id)):
        if change.before and change.after and change.after.get("state") == SubmissionState.SUPERSEDED.value:
            return SubmissionState(change.before["state"]), change.done.id
    return SubmissionState.ACCEPTED, 0

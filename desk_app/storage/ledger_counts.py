"""Which rows of a ledger do not count: those of returns that wait, and those that an earlier period counts already."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.storage.form_versions import of_any_version
from desk_app.storage.reader import Reader
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.tables import record, submission


def uncounted_ids(reader: Reader, campaign_id: int, form_id: int) -> frozenset[int]:
    """The ids of a form's rows, of all its versions, that stand in the ledger and count nowhere (待核, 前期已计)."""
    mine = of_any_version(record.c.form_id, form_id)
    repeated = select(record.c.id).where(mine, record.c.state == RecordState.REPEATED.value)
    waiting = (
        select(record.c.id)
        .join(submission, submission.c.id == record.c.submission_id)
        .where(
            submission.c.campaign_id == campaign_id,
            submission.c.state == SubmissionState.NEEDS_REVIEW.value,
            mine,
            record.c.state == RecordState.LIVE.value,
        )
    )
    return frozenset(row.id for one in (repeated, waiting) for row in reader.rows(one))

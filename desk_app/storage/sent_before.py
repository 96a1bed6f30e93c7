"""What a unit has sent before for the same form: rows of other periods by their content, and the latest period."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from desk_app.campaign.period import Period, parse_period
from desk_app.storage.form_versions import of_any_version
from desk_app.storage.reader import Reader
from desk_app.storage.states import CURRENT_STATES, RecordState, SubmissionState
from desk_app.storage.tables import record, submission


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row of a return that is accepted or waits, as it stands or as a repeat."""

    record_id: int
    submission_id: int
    period: Period
    digest: str
    state: RecordState
    is_accepted: bool

    @property
    def counts(self) -> bool:
        """Whether a figure counts it."""
        return self.is_accepted and self.state is RecordState.LIVE


def rows_of_all_periods(reader: Reader, form_id: int, unit_id: int) -> tuple[SentRow, ...]:
    """The rows of a unit's form (any version) that count, repeat or wait, in the order of the tables they stand in."""
    statement = (
        select(record.c.id, record.c.submission_id, record.c.period, record.c.digest, record.c.state,
               submission.c.state.label("return_state"))
        .join(submission, submission.c.id == record.c.submission_id)
        .where(
            record.c.unit_id == unit_id,
            of_any_version(record.c.form_id, form_id),
            record.c.period.is_not(None),
            record.c.digest != "",
            record.c.state != RecordState.WITHDRAWN.value,
            submission.c.state.in_([SubmissionState.ACCEPTED.value, SubmissionState.NEEDS_REVIEW.value]),
        )
        .order_by(record.c.submission_id, record.c.row_number)
    )  # fmt: skip
    found = reader.rows(statement)
    periods = {code: parse_period(code) for code in {row.period for row in found}}
    return tuple(
        SentRow(
            row.id,
            row.submission_id,
            periods[row.period],
            row.digest,
            RecordState(row.state),
            row.return_state == SubmissionState.ACCEPTED.value,
        )
        for row in found
    )


def latest_period(reader: Reader, campaign_id: int, form_id: int) -> Period | None:
    """The latest period of a form for which anything has come in."""
    statement = select(submission.c.period).where(
        submission.c.campaign_id == campaign_id,
        of_any_version(submission.c.form_id, form_id),
        submission.c.period.is_not(None),
        submission.c.state.in_([state.value for state in CURRENT_STATES]),
    )
    periods = [parse_period(row.period) for row in reader.rows(statement.distinct())]
    return max(periods, key=Period.sort_key, default=None)

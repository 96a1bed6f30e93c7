"""手工录入: which returns were typed by hand and came from no file."""

from __future__ import annotations

from desk_app.storage.states import TYPED, SubmissionState
from desk_app.storage.submissions import Submission

__all__ = ["TYPED", "is_typed", "waits"]


def is_typed(one: Submission) -> bool:
    """Whether a return was typed here and came from no file."""
    return one.file == TYPED and not one.original


def waits(one: Submission) -> bool:
    """Whether a typed return holds the rows that wait for an error to be mended (待核)."""
    return is_typed(one) and one.state is SubmissionState.NEEDS_REVIEW

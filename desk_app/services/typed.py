"""手工录入: which returns were typed by hand and came from no file."""

from __future__ import annotations

from desk_app.storage.submissions import Submission

TYPED = "手工录入"


def is_typed(one: Submission) -> bool:
    """Whether a return was typed here and came from no file."""
    return one.file == TYPED and not one.original

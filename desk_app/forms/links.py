"""挂接: a ledger that follows the rows of another form (调度台账 of 办实事), so that each thing is entered once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """This form's rows follow a row of ``form`` (short name) of the same unit: ``own`` says what ``other`` says there.

    ``show`` are this form's columns whose latest row is shown beside the row that is followed.
    """

    form: str
    own: str
    other: str
    show: tuple[str, ...] = ()

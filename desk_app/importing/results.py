"""What reading a returned file gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desk_app.campaign.period import Period
from desk_app.forms.definition import FormDefinition
from desk_app.problems import Level, Problem


class FileState(StrEnum):
    """What becomes of a return; a duplicate is known only to whoever keeps what came before."""

    ACCEPTED = "accepted"
    NEEDS_REVIEW = "needs_review"
    REJECTED = "rejected"
    NIL = "nil"
    SCAN = "scan"
    IGNORED = "ignored"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One data row.

    ``number`` counts from 1 within the return, ``cells`` gives each column's address, ``area`` the row's (``A7:I7``),
    ``values`` every column of the form (ISO dates, whole numbers, text, ``""`` for empty), ``raw`` the written text
    where it differs, ``extra`` what stands under headings that the form does not know.
    """

    number: int
    sheet: str
    area: str
    values: dict[str, str | int]
    cells: dict[str, str]
    raw: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReadReturn:
    """One return found in a file: one unit, one form, one period, where these are certain.

    ``proposed_unit`` is a near match of ``written_unit``, to be confirmed; ``month`` the month found even where the
    form is collected once; ``detail`` is for the log only.
    """

    file: str
    state: FileState
    sheet: str = ""
    form: FormDefinition | None = None
    unit: str | None = None
    proposed_unit: str | None = None
    written_unit: str = ""
    month: str | None = None
    period: Period | None = None
    rows: tuple[ReadRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    detail: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the return from counting by itself."""
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)

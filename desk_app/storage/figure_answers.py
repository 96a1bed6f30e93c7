"""领导要数: the answers that were given, each with its moment and what it was counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.tables import figure_answer

Spans = tuple[tuple[int, int], ...]
"""Ids as runs of first and last, so that thousands of rows stay small."""


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """What was told of one form: the sentence, each unit's state then, and the rows that it counted.

    ``rows`` are the rows' ids, ``revised`` the revisions of those that had been mended by then, ``persons`` None for a
    form that names none.
    """

    form: str
    period: str
    sentence: str
    remark: str
    states: tuple[tuple[str, str, str], ...]
    rows: Spans
    revised: tuple[tuple[int, int], ...] = ()
    count: int = 0
    persons: int | None = None
    owed: bool = True


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """One answer; ``period`` is empty where each form stood in its own."""

    id: int
    period: str
    answered_at: datetime
    answered_by: str
    told: str
    forms: tuple[FormAnswer, ...]


def keep(op: Operation, campaign_id: int, period: str, told: str, forms: Sequence[FormAnswer]) -> int:
    """Keep an answer as it was given; its id."""
    return op.insert("figure_answer", {
        "campaign_id": campaign_id,
        "period": period or None,
        "answered_at": op.at,
        "answered_by": op.head.actor,
        "told": told,
        "forms": [asdict(form) for form in forms],
    })  # fmt: skip


def heads(reader: Reader, campaign_id: int) -> tuple[FigureAnswer, ...]:
    """The answers given in a campaign, the latest first, without what they were counted from."""
    columns = (figure_answer.c.id, figure_answer.c.period, figure_answer.c.answered_at, figure_answer.c.answered_by,
               figure_answer.c.told)  # fmt: skip
    statement = select(*columns).where(figure_answer.c.campaign_id == campaign_id)
    return tuple(
        FigureAnswer(row.id, row.period or "", row.answered_at, row.answered_by, row.told, ())
        for row in reader.rows(statement.order_by(figure_answer.c.id.desc()))
    )


def get(reader: Reader, answer_id: int) -> FigureAnswer:
    """The answer of an id; KeyError when there is none."""
    row = reader.first(select(figure_answer).where(figure_answer.c.id == answer_id))
    if row is None:
        raise KeyError(answer_id)
    return _answer(row)


def _answer(row: AnyRow) -> FigureAnswer:
    forms = tuple(_form(one) for one in row.forms)
    return FigureAnswer(row.id, row.period or "", row.answered_at, row.answered_by, row.told, forms)


def _form(kept: dict[str, Any]) -> FormAnswer:
    pairs = {name: tuple(tuple(one) for one in kept[name]) for name in ("states", "rows", "revised")}
    return FormAnswer(**{**kept, **pairs})

"""催报记录: which unit was spoken to, when, how and about what, what it answered and what it promised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, select

from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.states import ChaseWay
from desk_app.storage.tables import chase


@dataclass(frozen=True, slots=True)
class Matter:
    """What was asked for: a form by its short title, in a period by its code; ``paper`` where its paper was."""

    form: str
    period: str
    paper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChase:
    """One unit spoken to; ``promised_on`` is None where nothing was promised, ``promised_clock`` where no hour was."""

    unit_id: int
    matters: tuple[Matter, ...]
    chased_at: datetime
    way: ChaseWay
    whom: str = ""
    answer: str = ""
    promised_on: date | None = None
    promised_clock: time | None = None


@dataclass(frozen=True, slots=True)
class Chase:
    """A kept call."""

    id: int
    unit_id: int
    matters: tuple[Matter, ...]
    chased_at: datetime
    way: ChaseWay
    whom: str
    answer: str
    promised_on: date | None
    promised_clock: time | None
    noted_at: datetime
    noted_by: str


def add_many(op: Operation, campaign_id: int, news: Iterable[NewChase]) -> range:
    """Keep calls, one a unit; their ids."""
    common = {"campaign_id": campaign_id, "noted_at": op.at, "noted_by": op.head.actor}
    return op.insert_many("chase", [{**common, **_row(new)} for new in news])


def mend(op: Operation, chase_id: int, new: NewChase) -> bool:
    """Give a call other words; whether anything differed. KeyError when there is none; the old ones stay in history."""
    return op.update("chase", chase_id, _row(new))


def remove(op: Operation, ids: Iterable[int]) -> None:
    """Take calls out of the list; they stay in history."""
    op.delete_many("chase", ids)


def get(reader: Reader, chase_id: int) -> Chase:
    """The call of an id; KeyError when there is none."""
    found = _where(reader, chase.c.id == chase_id)
    if not found:
        raise KeyError(chase_id)
    return found[0]


def of_campaign(reader: Reader, campaign_id: int, *, unit_id: int | None = None) -> tuple[Chase, ...]:
    """The calls of a campaign, of one unit where named, the earliest first."""
    conditions = [chase.c.campaign_id == campaign_id]
    if unit_id is not None:
        conditions.append(chase.c.unit_id == unit_id)
    return _where(reader, *conditions)


def promised_between(reader: Reader, campaign_id: int, first: date, last: date) -> tuple[Chase, ...]:
    """The calls with a promise that falls due from one day to another."""
    return _where(reader, chase.c.campaign_id == campaign_id, chase.c.promised_on.between(first, last))


def _where(reader: Reader, *conditions: ColumnElement[bool]) -> tuple[Chase, ...]:
    statement = select(chase).where(*conditions).order_by(chase.c.chased_at, chase.c.id)
    return tuple(_chase(row) for row in reader.rows(statement))


def _row(new: NewChase) -> dict[str, Any]:
    return {
        "unit_id": new.unit_id,
        "matters": [asdict(one) for one in new.matters],
        "chased_at": new.chased_at,
        "way": new.way.value,
        "whom": new.whom,
        "answer": new.answer,
        "promised_on": new.promised_on,
        "promised_clock": new.promised_clock,
    }


def _chase(row: AnyRow) -> Chase:
    matters = tuple(Matter(**one) for one in row.matters)
    return Chase(row.id, row.unit_id, matters, row.chased_at, ChaseWay(row.way), row.whom, row.answer,
                 row.promised_on, row.promised_clock, row.noted_at, row.noted_by)  # fmt: skip

"""定稿: the frozen figures of a form's period with the rows behind them; what is frozen is only read from here on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from desk_app.campaign.period import Period, parse_period
from desk_app.storage.form_versions import of_any_version
from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.records import Values
from desk_app.storage.spans import Span, merged
from desk_app.storage.tables import closing, closing_line, closing_row, form

KEEPS_ALL = "keeps_all"
BEFORE_DUE = "before_due"


@dataclass(frozen=True, slots=True)
class Closing:
    """One form's period as it was frozen, or only quoted beside others (``collection_id`` is None).

    ``code`` is the check code over all lines, ``open_points`` what was known to be open, ``sums`` the figures of all
    units and the times they speak of; ``reopened_at`` is None while it stands.
    """

    id: int
    campaign_id: int
    form_id: int
    form: str
    collection_id: int | None
    period: Period
    closed_at: datetime
    closed_by: str
    code: str
    late_rule: str
    open_points: tuple[str, ...]
    sums: Mapping[str, Any]
    reopened_at: datetime | None
    reopened_by: str
    reason: str

    @property
    def stands(self) -> bool:
        """Whether it holds still."""
        return self.reopened_at is None

    @property
    def keeps_all(self) -> bool:
        """Whether the rows behind 累计 and 上期 are kept as well as those of 本期; an older program kept only these."""
        return bool(self.sums.get(KEEPS_ALL))

    @property
    def is_quoted(self) -> bool:
        """Whether the form was not closed itself, and only its figures of that moment are kept."""
        return self.collection_id is None


@dataclass(frozen=True, slots=True)
class NewClosing:
    """What is frozen of one form's period."""

    form_id: int
    collection_id: int | None
    period: str
    code: str
    late_rule: str
    open_points: tuple[str, ...]
    sums: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """One unit's frozen figures by one 口径; the rows behind each as ids, ``code`` the check code of 本期's."""

    basis: str
    unit_id: int
    unit: str
    parent: str
    state: str
    late: str
    current: int
    total: int
    before: int | None
    people: int | None
    columns: Mapping[str, Any]
    current_rows: tuple[int, ...]
    total_rows: tuple[int, ...]
    before_rows: tuple[int, ...]
    code: str


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """A row as it stood then, with the file, sheet and cell it came from."""

    record_id: int
    unit_id: int
    unit: str
    period: str
    revision: int
    content: Values
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class FrozenState:
    """Where a unit's return stood when its period was closed, under the name that the unit had then."""

    unit: str
    state: str
    late: str


_SPANS = ("current_rows", "total_rows", "before_rows")
_UNCHANGED = """
WITH mine AS (
    SELECT c.id FROM closing c JOIN form f ON f.id = c.form_id JOIN form o ON o.name = f.name
    AND o.campaign_id = f.campaign_id WHERE c.campaign_id = ? AND o.id = ?
), latest AS (
    SELECT record_id, max(closing_id) AS closing_id FROM closing_row
    WHERE record_id IN (SELECT value FROM json_each(?)) AND closing_id IN mine GROUP BY record_id
)
SELECT r.id FROM latest l JOIN closing_row k ON k.record_id = l.record_id AND k.closing_id = l.closing_id
JOIN record r ON r.id = k.record_id JOIN submission s ON s.id = r.submission_id JOIN unit u ON u.id = r.unit_id
WHERE k.content = r.row_values AND k.revision = r.revision AND k.unit_id = r.unit_id AND k.unit = u.name
AND k.period = r.period AND k.file = s.file AND k.sheet = r.sheet AND k.cell = r.cell
"""
"""What differs in as little as the order of its keys is kept anew: that costs room and never tells anything untrue."""
_AT_ONCE = 5000
"""How many ids a question names; SQLite takes no more than 32,766."""


def keep(
    op: Operation, campaign_id: int, new: NewClosing, lines: Sequence[ClosingLine], rows: Sequence[ClosingRow]
) -> int:
    """Freeze; the closing's id."""
    closing_id = op.insert("closing", {
        "campaign_id": campaign_id, "form_id": new.form_id, "collection_id": new.collection_id, "period": new.period,
        "closed_at": op.at, "closed_by": op.head.actor, "code": new.code, "late_rule": new.late_rule,
        "open_points": list(new.open_points), "sums": dict(new.sums),
    })  # fmt: skip
    op.insert_many("closing_line", [{**_plain(line), "closing_id": closing_id} for line in lines])
    op.insert_many("closing_row", [{**_plain(row), "closing_id": closing_id} for row in rows])
    return closing_id


def _plain(one: ClosingLine | ClosingRow) -> dict[str, Any]:
    found = {name: getattr(one, name) for name in one.__slots__}
    for name in _SPANS:
        if name in found:
            found[name] = [list(span) for span in merged((row_id, row_id) for row_id in found[name])]
    return found


def reopen(op: Operation, ids: Iterable[int], reason: str) -> None:
    """撤销定稿: they hold no longer, and stay in history with the reason."""
    for closing_id in ids:
        op.update("closing", closing_id, {"reopened_at": op.at, "reopened_by": op.head.actor, "reason": reason})


def of_campaign(
    reader: Reader, campaign_id: int, *, period: str | None = None, standing: bool | None = None
) -> tuple[Closing, ...]:
    """A campaign's closings, the oldest first; of one period, or only those that hold (or do not), where named."""
    statement = select(closing, form.c.name.label("form")).join(form, form.c.id == closing.c.form_id)
    statement = statement.where(closing.c.campaign_id == campaign_id)
    if period is not None:
        statement = statement.where(closing.c.period == period)
    if standing is not None:
        statement = statement.where(closing.c.reopened_at.is_(None) if standing else closing.c.reopened_at.is_not(None))
    return tuple(_closing(row) for row in reader.rows(statement.order_by(closing.c.id)))


def get(reader: Reader, closing_id: int) -> Closing:
    """The closing of an id; KeyError when there is none."""
    statement = select(closing, form.c.name.label("form")).join(form, form.c.id == closing.c.form_id)
    row = reader.first(statement.where(closing.c.id == closing_id))
    if row is None:
        raise KeyError(closing_id)
    return _closing(row)


def lines_of(reader: Reader, closing_id: int, basis: str) -> tuple[ClosingLine, ...]:
    """The units' frozen figures by one 口径, in the bureau's order of that day."""
    statement = select(closing_line).where(closing_line.c.closing_id == closing_id, closing_line.c.basis == basis)
    return tuple(_line(row) for row in reader.rows(statement.order_by(closing_line.c.id)))


def states_of(
    reader: Reader, campaign_id: int, periods: Iterable[str], basis: str
) -> dict[tuple[str, str], dict[int, FrozenState]]:
    """The frozen states of closings that hold, by form and period and then by unit; what is only quoted has none."""
    line = closing_line.c
    statement = (
        select(form.c.name, closing.c.period, line.unit_id, line.unit, line.state, line.late)
        .join(closing, closing.c.id == line.closing_id)
        .join(form, form.c.id == closing.c.form_id)
        .where(closing.c.campaign_id == campaign_id, closing.c.period.in_(sorted(periods)), line.basis == basis)
        .where(closing.c.reopened_at.is_(None), closing.c.collection_id.is_not(None))
    )
    found: dict[tuple[str, str], dict[int, FrozenState]] = {}
    for name, period, unit_id, unit, state, late in reader.rows(statement):
        found.setdefault((name, period), {})[unit_id] = FrozenState(unit, state, late)
    return found


def early_of(reader: Reader, campaign_id: int, periods: Iterable[str]) -> dict[tuple[str, str], bool | None]:
    """Of closings that hold, by form and period, whether the deadline had not come; None where that was not kept."""
    early = func.json_extract(closing.c.sums, f"$.{BEFORE_DUE}")
    statement = (
        select(form.c.name, closing.c.period, early)
        .join(form, form.c.id == closing.c.form_id)
        .where(closing.c.campaign_id == campaign_id, closing.c.period.in_(sorted(periods)))
        .where(closing.c.reopened_at.is_(None), closing.c.collection_id.is_not(None))
    )
    return {(name, period): None if kept is None else bool(kept) for name, period, kept in reader.rows(statement)}


def rows_of(reader: Reader, closing_id: int) -> dict[int, ClosingRow]:
    """The frozen rows by the ids of their records."""
    statement = select(closing_row).where(closing_row.c.closing_id == closing_id).order_by(closing_row.c.id)
    return {row.record_id: _row(row) for row in reader.rows(statement)}


def rows_as_of(reader: Reader, closing_id: int, ids: Iterable[int]) -> dict[int, ClosingRow]:
    """Some rows as they stood when a closing was made: kept with it, or unchanged then since an earlier one kept them.

    What is neither is left out: an older program kept only the rows of 本期.
    """
    one = get(reader, closing_id)
    mine = select(closing.c.id).where(
        closing.c.id <= closing_id if one.keeps_all else closing.c.id == closing_id,
        closing.c.campaign_id == one.campaign_id,
        of_any_version(closing.c.form_id, one.form_id),
    )
    return _latest(reader, mine, ids)


def unchanged(reader: Reader, campaign_id: int, form_id: int, ids: Iterable[int]) -> frozenset[int]:
    """Of some rows of a form those that stand just as the latest closing that keeps them has them."""
    asked = (campaign_id, form_id, json.dumps(sorted(set(ids))))
    return frozenset(row[0] for row in reader.driver_rows(_UNCHANGED, asked))


def _latest(reader: Reader, mine: Select[tuple[int]], ids: Iterable[int]) -> dict[int, ClosingRow]:
    wanted = sorted(set(ids))
    found: dict[int, ClosingRow] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        statement = select(closing_row).where(closing_row.c.record_id.in_(part), closing_row.c.closing_id.in_(mine))
        rows = reader.rows(statement.order_by(closing_row.c.closing_id))
        found |= {row.record_id: _row(row) for row in rows}
    return found


def _closing(row: AnyRow) -> Closing:
    values = dict(row._mapping)  # noqa: SLF001  SQLAlchemy's public name for the row as a mapping
    values["period"] = parse_period(values["period"])
    values["open_points"] = tuple(values["open_points"])
    return Closing(**values)


def _line(row: AnyRow) -> ClosingLine:
    values = {name: row._mapping[name] for name in ClosingLine.__slots__}  # noqa: SLF001  as above
    for name in _SPANS:
        values[name] = _ids(values[name])
    return ClosingLine(**values)


def _row(row: AnyRow) -> ClosingRow:
    return ClosingRow(**{name: row._mapping[name] for name in ClosingRow.__slots__})  # noqa: SLF001  as above


def _ids(spans: Iterable[Span]) -> tuple[int, ...]:
    return tuple(row_id for first, last in spans for row_id in range(first, last + 1))

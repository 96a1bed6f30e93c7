"""The ids of a ledger's rows in the order wanted, and which returns have anything wrong, without reading the rows."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sqlalchemy import func, select

from desk_app.storage.ledger_sql import TYPED_RETURN, Sort, Words, conditions, path, sort_terms
from desk_app.storage.reader import Reader
from desk_app.storage.states import TYPED, SubmissionState
from desk_app.storage.tables import collection, form, submission, unit

__all__ = ["LedgerIds", "Sort", "Wanted", "Words", "first_ids", "ledger_ids", "with_problems"]

_STATES = (SubmissionState.ACCEPTED.value, SubmissionState.NEEDS_REVIEW.value)
_UNORDERED = -1
_IN_ORDER = (
    "SELECT id FROM record WHERE form_id = ? AND place = 0 AND state <> 'withdrawn' "
    "ORDER BY form_id, place, unit_id, period, submission_id, row_number, id"
)
_GROUPS = (
    "SELECT unit_id, period, submission_id, count(*) FROM record "
    "WHERE form_id = ? AND place = 0 AND state <> 'withdrawn' "
    "GROUP BY form_id, place, unit_id, period, submission_id"
)
_PLACED = (
    "SELECT unit_id, period, submission_id, id FROM record "
    "WHERE form_id = ? AND place > 0 AND state <> 'withdrawn' ORDER BY place, id"
)
_OF_RETURNS = (
    "SELECT id FROM record WHERE form_id = ? AND place = 0 AND unit_id IS ? AND period IS ? "
    "AND submission_id IN (SELECT value FROM json_each(?)) AND state <> 'withdrawn' ORDER BY row_number, id LIMIT ?"
)
_ALL = -1
_FROM = (
    "FROM record JOIN submission AS s ON s.id = record.submission_id LEFT JOIN unit AS u ON u.id = record.unit_id "
    'LEFT JOIN (SELECT period, max("end") AS "end" FROM collection GROUP BY period) AS c ON c.period = record.period '
)
_WHERE = (
    "WHERE record.form_id IN (SELECT value FROM json_each(?)) AND record.state <> 'withdrawn' "
    "AND s.state IN ('accepted', 'needs_review') "
)
_BUREAU = (
    "u.position, record.unit_id, c.end, record.period, record.place = 0, record.place, s.received_at, "
    f"{TYPED_RETURN}, CASE WHEN {TYPED_RETURN} THEN 0 ELSE record.submission_id END, record.row_number, record.id"
)
Heed = Callable[[int], None]
"""Told how many ids have come so far; may raise to stop."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of a form, in which order: of a unit, a period, holding words, sorted, each unit's rows together."""

    unit_id: int | None = None
    period: str | None = None
    words: tuple[Words, ...] = ()
    sort: Sort | None = None
    by_unit: bool = False


@dataclass(frozen=True, slots=True)
class LedgerIds:
    """The rows' ids in order, and where each unit's rows begin: (unit id, place), where that was asked for."""

    ids: array[int]
    units: tuple[tuple[int | None, int], ...] = ()


def ledger_ids(reader: Reader, campaign_id: int, form_id: int, wanted: Wanted, heed: Heed | None = None) -> LedgerIds:
    """The ids of a form's rows that count or wait, of all its versions; in the bureau's order unless sorted.

    Without words and sorting an index alone gives the answer: a million ids in about a second, and the rows are not
    touched. ``heed`` is called between pieces, so that another thread is let in and the reading can be stopped.
    """
    versions = _versions(reader, campaign_id, form_id)
    if not wanted.words and wanted.sort is None:
        return _by_index(reader, campaign_id, versions, wanted, heed)
    return _by_sorting(reader, versions, wanted, heed)


def first_ids(reader: Reader, campaign_id: int, form_id: int, wanted: Wanted, most: int) -> tuple[array[int], int]:
    """The first ids in the bureau's order, and about how many there are in all: what a screen shows before the rest.

    Returns are counted in the index, and only those that stand first are looked into. Rows put in order by hand are
    left to the whole reading: where there are any, nothing is given.
    """
    narrowed, given = _narrowed(wanted)
    ranks, groups = _Ranks(reader, campaign_id), []
    for version in _versions(reader, campaign_id, form_id):
        if reader.driver_rows(_PLACED.replace("ORDER BY", narrowed + "ORDER BY") + " LIMIT 1", (version, *given)):
            return array("q"), 0
        rows = reader.driver_rows(_GROUPS.replace("GROUP BY", narrowed + "GROUP BY"), (version, *given))
        groups += [(one, version) for one in ranks.together(rows)]
    groups.sort(key=lambda one: one[0].order)
    found: array[int] = array("q")
    for one, version in groups:
        if len(found) < most:
            found.extend(_of_returns(reader, version, one, most - len(found)))
    return found, sum(one.count for one, _ in groups)


def _of_returns(reader: Reader, version: int, one: _Returns, most: int = _ALL) -> list[int]:
    wanted = (version, one.unit_id, one.period, json.dumps(one.returns), most)
    return [row[0] for row in reader.driver_rows(_OF_RETURNS, wanted)]


def _by_sorting(reader: Reader, versions: list[int], wanted: Wanted, heed: Heed | None) -> LedgerIds:
    said, more = conditions(wanted.words)
    given: list[Any] = [json.dumps(versions)]
    if wanted.unit_id is not None:
        said.insert(0, "record.unit_id = ?")
        given.append(wanted.unit_id)
    if wanted.period is not None:
        said.insert(1 if wanted.unit_id is not None else 0, "record.period = ?")
        given.append(wanted.period)
    terms = sort_terms(wanted.sort)
    first = "u.position, record.unit_id, " if wanted.by_unit else ""
    head = "SELECT record.id, record.unit_id " if wanted.by_unit else "SELECT record.id "
    where = _WHERE + "".join(f"AND {one} " for one in said)
    order = f"ORDER BY {first}{terms.order}{_BUREAU}"
    found: array[int] = array("q")
    units: list[tuple[int | None, int]] = []
    # The joins of the sorting come before WHERE, and its parameters with them.
    parameters = (*terms.join_values, *given, *more, *terms.order_values)
    for rows in reader.driver_batches(head + _FROM + terms.joins + where + order, parameters):
        if wanted.by_unit:
            _note_units(units, rows, len(found))
        found.extend([row[0] for row in rows])
        if heed is not None:
            heed(len(found))
    return LedgerIds(found, tuple(units))


def _note_units(units: list[tuple[int | None, int]], rows: Sequence[Sequence[Any]], start: int) -> None:
    for place, row in enumerate(rows, start=start):
        if not units or units[-1][0] != row[1]:
            units.append((row[1], place))


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows that stand together in the index: their ids are a slice of one version's ids."""

    order: tuple[Any, ...]
    unit_id: int | None
    ids: array[int]


def _by_index(reader: Reader, campaign_id: int, versions: list[int], wanted: Wanted, heed: Heed | None) -> LedgerIds:
    groups: list[_Group] = []
    ranks = _Ranks(reader, campaign_id)
    for version in versions:
        groups += _groups(reader, version, wanted, ranks, heed)
    groups.sort(key=lambda one: one.order)
    found: array[int] = array("q")
    units: list[tuple[int | None, int]] = []
    for one in groups:
        if wanted.by_unit and (not units or units[-1][0] != one.unit_id):
            units.append((one.unit_id, len(found)))
        found.extend(one.ids)
    return LedgerIds(found, tuple(units))


def _groups(reader: Reader, version: int, wanted: Wanted, ranks: _Ranks, heed: Heed | None) -> Iterator[_Group]:
    ids: array[int] = array("q")
    narrowed, given = _narrowed(wanted)
    for rows in reader.driver_batches(_IN_ORDER.replace("ORDER BY", narrowed + "ORDER BY"), (version, *given)):
        ids.extend([row[0] for row in rows])
        if heed is not None:
            heed(len(ids))
    grouped = reader.driver_rows(_GROUPS.replace("GROUP BY", narrowed + "GROUP BY"), (version, *given))
    starts = dict(zip([row[2] for row in grouped], accumulate([0, *(row[3] for row in grouped)]), strict=False))
    for one in ranks.together(grouped):
        start = starts[one.returns[0]]
        alone = len(one.returns) == 1
        mine = ids[start : start + one.count] if alone else array("q", _of_returns(reader, version, one))
        yield _Group(one.order, one.unit_id, mine)
    placed: dict[tuple[int | None, str | None], array[int]] = {}
    for unit_id, period, submission_id, row_id in reader.driver_rows(
        _PLACED.replace("ORDER BY", narrowed + "ORDER BY"), (version, *given)
    ):
        if submission_id in ranks.received:
            placed.setdefault((unit_id, period), array("q")).append(row_id)
    for (unit_id, period), mine in placed.items():
        yield _Group(ranks.order(unit_id, period, _UNORDERED), unit_id, mine)


def _narrowed(wanted: Wanted) -> tuple[str, list[Any]]:
    said = ""
    given: list[Any] = []
    if wanted.unit_id is not None:
        said += "AND unit_id = ? "
        given.append(wanted.unit_id)
    if wanted.period is not None:
        said += "AND period = ? "
        given.append(wanted.period)
    return said, given


@dataclass(frozen=True, slots=True)
class _Returns:
    """Returns whose rows stand in one sequence by their row numbers: one return, or all typed ones of a place."""

    order: tuple[Any, ...]
    unit_id: int | None
    period: str | None
    returns: tuple[int, ...]
    count: int


class _Ranks:
    """Where units, periods and returns stand in the bureau's order; small, so read whole."""

    def __init__(self, reader: Reader, campaign_id: int) -> None:
        statement = select(submission.c.id, submission.c.received_at, submission.c.file, submission.c.original).where(
            submission.c.campaign_id == campaign_id, submission.c.state.in_(_STATES)
        )
        sent = reader.rows(statement)
        self.received = {row.id: row.received_at.isoformat() for row in sent}
        self._typed = {row.id for row in sent if row.file == TYPED and not row.original}
        self._units = {row.id: row.position for row in reader.rows(select(unit.c.id, unit.c.position))}
        ends = select(collection.c.period, collection.c.end).where(collection.c.campaign_id == campaign_id)
        self._ends = {row.period: row.end.isoformat() for row in reader.rows(ends) if row.end}

    def order(self, unit_id: int | None, period: str | None, submission_id: int) -> tuple[Any, ...]:
        """By unit, then period, then what a person put in order, then when it came; None stands first as in SQL."""
        end = self._ends.get(period or "", "")
        placed = submission_id != _UNORDERED
        received, typed = self.received.get(submission_id, ""), submission_id in self._typed
        came = (received, typed, 0 if typed else submission_id)
        return (self._units.get(unit_id or 0, -1), unit_id or 0, end, period or "", placed, *came)

    def together(self, grouped: Iterable[Sequence[Any]]) -> list[_Returns]:
        """Counts by unit, period and return, put together where rows stand among each other; others are left out."""
        found: dict[tuple[Any, ...], list[Sequence[Any]]] = {}
        for row in grouped:
            if row[2] in self.received:
                found.setdefault(self.order(*row[:3]), []).append(row)
        return [
            _Returns(order, rows[0][0], rows[0][1], tuple(row[2] for row in rows), sum(row[3] for row in rows))
            for order, rows in found.items()
        ]


def with_problems(reader: Reader, campaign_id: int, form_id: int) -> tuple[int, ...]:
    """The returns of a form that count or wait and have anything to be said of them."""
    statement = select(submission.c.id).where(
        submission.c.form_id.in_(_versions(reader, campaign_id, form_id)),
        submission.c.state.in_(_STATES),
        func.json_array_length(submission.c.problems) > 0,
    )
    return tuple(row.id for row in reader.rows(statement.order_by(submission.c.id)))


def in_order_within(reader: Reader, campaign_id: int, form_id: int, unit_id: int, period: str) -> tuple[int, ...]:
    """The ids of one unit's rows of one period as the ledger and the print show them."""
    return tuple(ledger_ids(reader, campaign_id, form_id, Wanted(unit_id, period)).ids)


def _versions(reader: Reader, campaign_id: int, form_id: int) -> list[int]:
    name = reader.scalar(select(form.c.name).where(form.c.id == form_id))
    rows = reader.rows(select(form.c.id).where(form.c.campaign_id == campaign_id, form.c.name == name))
    return [row.id for row in rows]


def empty_ids(reader: Reader, campaign_id: int, form_id: int, key: str) -> frozenset[int]:
    """The rows of a form in which nothing stands in a column."""
    rows = reader.driver_rows(
        "SELECT id FROM record WHERE form_id IN (SELECT value FROM json_each(?)) AND state <> 'withdrawn' "
        "AND coalesce(json_extract(row_values, ?), '') = ''",
        (json.dumps(_versions(reader, campaign_id, form_id)), path(key)),
    )
    return frozenset(row[0] for row in rows)


def waiting_among(reader: Reader, ids: Sequence[int]) -> int:
    """How many of some rows wait and do not count yet."""
    rows = reader.driver_rows(
        "SELECT count(*) FROM record JOIN submission AS s ON s.id = record.submission_id "
        "WHERE record.id IN (SELECT value FROM json_each(?)) AND s.state = 'needs_review'",
        (json.dumps(list(ids)),),
    )
    return int(rows[0][0])


def places_of(reader: Reader, ids: Sequence[int]) -> frozenset[tuple[int, int, str]]:
    """Of which form, unit and period some rows are, each once; rows that are in doubt or gone are left out."""
    rows = reader.driver_rows(
        "SELECT DISTINCT form_id, unit_id, period FROM record WHERE id IN (SELECT value FROM json_each(?)) "
        "AND unit_id IS NOT NULL AND period IS NOT NULL",
        (json.dumps(list(ids)),),
    )
    return frozenset((row[0], row[1], row[2]) for row in rows)


def returns_of(reader: Reader, ids: Sequence[int]) -> list[int]:
    """The returns to which some rows belong, each once."""
    rows = reader.driver_rows(
        "SELECT DISTINCT submission_id FROM record WHERE id IN (SELECT value FROM json_each(?)) ORDER BY submission_id",
        (json.dumps(list(ids)),),
    )
    return [row[0] for row in rows]

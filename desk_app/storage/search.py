"""查找: the rows of all ledgers that hold some words, whole cells first, then cells that begin so, then the newest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from desk_app.storage import bigrams
from desk_app.storage.reader import Reader
from desk_app.storage.search_index import reach
from desk_app.storage.states import SubmissionState
from desk_app.storage.tables import campaign, form

WHOLE, BEGINS, ANYWHERE = 0, 1, 2
_STATES = (SubmissionState.ACCEPTED.value, SubmissionState.NEEDS_REVIEW.value)
_COLUMNS = "r.id, r.form_id, r.unit_id, r.period, r.row_values, r.extra"
_COUNTS = f"r.state <> 'withdrawn' AND s.state IN {_STATES!r}"
# CROSS JOIN keeps the order of the tables: from the newest row that answers to the older ones, until there are enough.
_BY_INDEX = (
    f"SELECT {_COLUMNS} FROM search CROSS JOIN record AS r ON r.id = search.rowid "  # noqa: S608  own names
    f"CROSS JOIN submission AS s ON s.id = r.submission_id WHERE search MATCH ? AND {_COUNTS} "
    "ORDER BY search.rowid DESC LIMIT ?"
)
_BY_READING = (
    f"SELECT {_COLUMNS} FROM record AS r CROSS JOIN submission AS s ON s.id = r.submission_id "  # noqa: S608  own names
    f"WHERE r.id > ? AND {_COUNTS} ORDER BY r.id DESC"
)
_FILLED = "SELECT id FROM form WHERE EXISTS (SELECT 1 FROM record WHERE record.form_id = form.id)"
_FILES = (
    "SELECT id, campaign_id, form_id, unit_id, period, file FROM submission WHERE state <> 'withdrawn' ORDER BY id DESC"
)
Heed = Callable[[int], None]
"""Told how many rows were read one by one so far; may raise to stop."""
Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found: any of its spellings, folded, in a cell of the row, or a row of one of these units."""

    spellings: tuple[str, ...]
    units: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row that answers; ``rank`` is WHOLE where every word is a whole cell, BEGINS where cells begin so."""

    id: int
    form_id: int
    unit_id: int | None
    period: str | None
    values: Mapping[str, Any]
    extra: Mapping[str, str]
    rank: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found; ``more`` says that there are others. ``waiting`` rows had to be read, not being indexed yet.

    ``counts`` says of each version of a form how many rows answer, at least so many where there are ``more``.
    """

    rows: tuple[FoundRow, ...]
    counts: Mapping[int, int]
    more: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class FormGroup:
    """A form of a campaign with all its versions; ``newest`` is the one it is shown by."""

    campaign_id: int
    campaign: str
    newest: int
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A received file by its name, and the return that came in it."""

    id: int
    campaign_id: int
    form_id: int | None
    unit_id: int | None
    period: str | None
    file: str


def groups_of(reader: Reader) -> tuple[FormGroup, ...]:
    """Every form that has rows, of every campaign, those that go on first, then the newest; forms in annex order."""
    statement = select(form.c.id, form.c.name, campaign.c.id.label("campaign_id"), campaign.c.name.label("campaign"))
    statement = statement.join(campaign, campaign.c.id == form.c.campaign_id)
    order = (campaign.c.state == "ended", campaign.c.id.desc(), form.c.position, form.c.name, form.c.version)
    found: dict[tuple[int, str], FormGroup] = {}
    for row in reader.rows(statement.order_by(*order)):
        known = found.get((row.campaign_id, row.name))
        versions = (*(known.versions if known else ()), row.id)
        found[row.campaign_id, row.name] = FormGroup(row.campaign_id, row.campaign, row.id, versions)
    filled = {row[0] for row in reader.driver_rows(_FILLED)}
    return tuple(one for one in found.values() if filled.intersection(one.versions))


def find(
    reader: Reader,
    terms: Sequence[Term],
    groups: Sequence[FormGroup],
    *,
    most: int,
    each: int,
    heed: Heed | None = None,
) -> Found:
    """The rows that count or wait and hold every term, best first.

    Where ``most`` rows or fewer answer, all of them; otherwise the ``each`` best of every group. Rows that the index
    does not hold yet are read one by one, the newest first, until there are ``most``.
    """
    reached = reach(reader)
    if not terms:
        return Found((), {}, more=False, waiting=reached.waiting)
    read = _read(reader, terms, reached.upto, most + 1, heed) if reached.waiting else []
    # All words with one sign in common stand far apart in the index: often their beginnings are enough.
    single = any(len(text) == 1 for one in terms for text in one.spellings)
    for how in (bigrams.at_beginning, bigrams.anywhere) if single else (bigrams.anywhere,):
        if len(read) <= most:
            known = {row.id for row in read}
            read += [row for row in _ask(reader, terms, how, most + 1) if row.id not in known]
    if len(read) <= most:
        return Found(_in_order(read), _counts(read), more=False, waiting=reached.waiting)
    best = {row.id: row for group in groups for row in _best(reader, terms, group.versions, each, read)}
    everything = {row.id: row for row in (*read, *best.values())}
    return Found(_in_order(best.values()), _counts(everything.values()), more=True, waiting=reached.waiting)


def _counts(rows: Iterable[FoundRow]) -> Mapping[int, int]:
    return Counter(row.form_id for row in rows)


def _in_order(rows: Iterable[FoundRow]) -> tuple[FoundRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.rank, -row.id)))


def _best(
    reader: Reader, terms: Sequence[Term], forms: Sequence[int], each: int, read: Sequence[FoundRow]
) -> list[FoundRow]:
    """The best rows of one form: of those read already, and of each rank of the index until there are enough."""
    found = {row.id: row for row in read if row.form_id in forms}
    for rank, how in enumerate((bigrams.as_whole, bigrams.at_beginning, bigrams.anywhere)):
        if sum(row.rank <= rank for row in found.values()) < each:
            found |= {row.id: row for row in _ask(reader, terms, how, each, forms)}
    return list(_in_order(found.values())[:each])


def _ask(reader: Reader, terms: Sequence[Term], how: Ask, most: int, forms: Sequence[int] = ()) -> list[FoundRow]:
    asked = [f"({' OR '.join((*map(how, one.spellings), *_units(one)))})" for one in terms]
    if forms:
        asked.insert(0, f"({' OR '.join(_quoted(bigrams.form_word(one)) for one in forms)})")
    rows = reader.driver_rows(_BY_INDEX, (" AND ".join(asked), most))
    return [found for row in rows if (found := _found(tuple(row), terms)) is not None]


def _units(term: Term) -> Iterator[str]:
    return (_quoted(bigrams.unit_word(one)) for one in term.units)


def _quoted(word: str) -> str:
    return f'"{word}"'


def _read(reader: Reader, terms: Sequence[Term], after: int, most: int, heed: Heed | None) -> list[FoundRow]:
    """The newest rows that answer, of those behind a row, each read as it stands."""
    found: list[FoundRow] = []
    count = 0
    for rows in reader.driver_batches(_BY_READING, (after,)):
        found += [one for row in rows if (one := _found(row, terms)) is not None]
        count += len(rows)
        if heed is not None:
            heed(count)
        if len(found) >= most:
            break
    return found[:most]


def _found(row: tuple[int, int, int | None, str | None, str, str], terms: Sequence[Term]) -> FoundRow | None:
    row_id, form_id, unit_id, period, row_values, extra = row
    if not _may_hold(row_values + extra, unit_id, terms):
        return None
    folded = [bigrams.fold(cell) for cell in bigrams.cells_of(row_values, extra)]
    rank = max((_rank(one, folded, unit_id) for one in terms), default=ANYWHERE)
    if rank > ANYWHERE:
        return None
    return FoundRow(row_id, form_id, unit_id, period, json.loads(row_values), json.loads(extra), rank)


def _may_hold(stored: str, unit_id: int | None, terms: Sequence[Term]) -> bool:
    """Whether a row could answer, told from its stored text without taking it apart."""
    if "\\" in stored:
        return True
    folded = bigrams.fold(stored)
    return all(unit_id in one.units or any(text in folded for text in one.spellings) for one in terms)


def _rank(term: Term, folded: Sequence[str], unit_id: int | None) -> int:
    if unit_id in term.units:
        return WHOLE
    best = ANYWHERE + 1
    for cell in folded:
        for text in term.spellings:
            if text == cell:
                return WHOLE
            if text in cell:
                best = min(best, BEGINS if cell.startswith(text) else ANYWHERE)
    return best


def files(reader: Reader, terms: Sequence[Term], most: int) -> tuple[FoundFile, ...]:
    """The newest received files whose names hold every term, each file of several tables once."""
    found: dict[tuple[int, str], FoundFile] = {}
    for rows in reader.driver_batches(_FILES):
        for row in rows:
            name = bigrams.fold(row[5])
            if all(any(text in name for text in one.spellings) for one in terms):
                found.setdefault((row[1], row[5]), FoundFile(*row))
        if len(found) >= most:
            break
    return tuple(found.values())[:most]

"""印稿: what a unit's form said when it was printed or signed, one numbered print for each state of its data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, null, select

from desk_app.storage.form_versions import newest_ids, of_any_version
from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.tables import paper_print, scan_page

Place = tuple[int, int, str]
"""A form (its newest version), a unit and a period's code."""

_MARKS = (
    "SELECT r.form_id, r.unit_id, r.period, group_concat(r.form_id || ':' || r.digest, ' ') FROM record r "
    "JOIN submission s ON s.id = r.submission_id WHERE r.campaign_id = ? AND r.state = 'live' "
    "AND s.state = 'accepted' AND r.unit_id NOT NULL "
    "AND (? IS NULL OR r.unit_id IN (SELECT value FROM json_each(?))) "
    "AND r.period IN (SELECT value FROM json_each(?)) "
    "GROUP BY r.form_id, r.unit_id, r.period"
)


@dataclass(frozen=True, slots=True)
class Print:
    """One print. ``content`` is None where only its check code is known; ``digests`` marks the rows it was made of.

    ``printed_at`` is None for what a unit printed itself.
    """

    id: int
    campaign_id: int
    form_id: int
    unit_id: int
    period: str
    revision: int
    code: str
    content: dict[str, Any] | None
    digests: str
    pages: int
    printed_at: datetime | None
    printed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrint:
    """A print to be kept; `keep` gives it its number."""

    campaign_id: int
    form_id: int
    unit_id: int
    period: str
    code: str
    content: dict[str, Any] | None
    digests: str = ""
    pages: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A page of a scanned file (``place`` from 0): page ``number`` of ``pages`` of a print, ``turned`` by degrees."""

    submission_id: int
    print_id: int | None
    place: int
    number: int
    pages: int
    turned: int


def keep(op: Operation, new: NewPrint, *, printed: bool) -> int:
    """Keep a print, or know it again by its place and check code; its id.

    ``printed`` notes that it was printed here and now. A revision that is named is kept, another is the next one.
    """
    known = find(op, new.form_id, new.unit_id, new.period, new.code)
    told = {"printed_at": op.at, "printed_by": op.head.actor, "pages": new.pages} if printed else {}
    if known is not None:
        op.update("paper_print", known.id, told)
        return known.id
    revision = new.revision or next_revision(op, new.form_id, new.unit_id, new.period)
    values = {name: getattr(new, name) for name in NewPrint.__slots__}
    return op.insert("paper_print", {**values, "revision": revision, **told})


def find(reader: Reader, form_id: int, unit_id: int, period: str, code: str) -> Print | None:
    """The print of a place with a check code."""
    row = reader.first(select(paper_print).where(*_at(form_id, unit_id, period), paper_print.c.code == code))
    return None if row is None else _print(row)


def next_revision(reader: Reader, form_id: int, unit_id: int, period: str) -> int:
    """The number that a further print of a place bears."""
    last = reader.scalar(select(func.max(paper_print.c.revision)).where(*_at(form_id, unit_id, period)))
    return int(last or 0) + 1


def _at(form_id: int, unit_id: int, period: str) -> tuple[Any, ...]:
    place = (paper_print.c.unit_id == unit_id, paper_print.c.period == period)
    return (of_any_version(paper_print.c.form_id, form_id), *place)


def get_many(reader: Reader, ids: Iterable[int], *, whole: bool = True) -> dict[int, Print]:
    """Prints by their ids; ids that are gone are left out. Without their content where not the ``whole`` is wanted."""
    wanted = json.dumps(sorted(set(ids)))
    named = select(func.json_each(wanted).table_valued("value").c.value)
    columns = [one if whole or one.name != "content" else null().label("content") for one in paper_print.c]
    return {row.id: _print(row) for row in reader.rows(select(*columns).where(paper_print.c.id.in_(named)))}


def row_marks(
    reader: Reader, campaign_id: int, periods: Iterable[str], unit_ids: Iterable[int] | None = None
) -> dict[Place, str]:
    """By place (of some units, where named) a mark of the rows that count there, equal as long as they say the same.

    It is '' where only reading them tells.
    """
    named = None if unit_ids is None else json.dumps(sorted(set(unit_ids)))
    asked = (campaign_id, named, named, json.dumps(sorted(set(periods))))
    newest = newest_ids(reader, campaign_id)
    parts: dict[Place, list[str]] = {}
    for form_id, whose, period, marks in reader.driver_rows(_MARKS, asked):
        parts.setdefault((newest[form_id], whose, period), []).extend(marks.split(" "))
    return {
        place: "" if any(mark.endswith(":") for mark in marks) else sha256(" ".join(sorted(marks)).encode()).hexdigest()
        for place, marks in parts.items()
    }


def with_code(reader: Reader, campaign_id: int, code: str) -> tuple[Print, ...]:
    """The prints of a campaign that bear a check code: one, unless two places happen to share it."""
    wanted = (paper_print.c.campaign_id == campaign_id, paper_print.c.code == code)
    return tuple(_print(row) for row in reader.rows(select(paper_print).where(*wanted).order_by(paper_print.c.id)))


def name_pages(op: Operation, submission_id: int, print_id: int, numbers: Sequence[int], of: int) -> None:
    """Let a scan's pages, in their order, be those numbered so of a print of so many.

    There is a number for each page of the scan.
    """
    rows = op.rows(select(scan_page.c.id).where(scan_page.c.submission_id == submission_id).order_by(scan_page.c.place))
    for row, number in zip([row.id for row in rows], numbers, strict=True):
        op.update("scan_page", row, {"print_id": print_id, "number": number, "pages": of})


def add_pages(op: Operation, pages: Iterable[ScanPage]) -> None:
    """Keep the pages of a scanned file."""
    op.insert_many("scan_page", [{name: getattr(one, name) for name in ScanPage.__slots__} for one in pages])


def pages_of(reader: Reader, submission_ids: Iterable[int]) -> tuple[ScanPage, ...]:
    """The pages of some scans, in the order of the files and of the pages in them."""
    named = select(func.json_each(json.dumps(sorted(set(submission_ids)))).table_valued("value").c.value)
    statement = select(scan_page).where(scan_page.c.submission_id.in_(named))
    return tuple(
        ScanPage(row.submission_id, row.print_id, row.place, row.number, row.pages, row.turned)
        for row in reader.rows(statement.order_by(scan_page.c.submission_id, scan_page.c.place))
    )


def _print(row: AnyRow) -> Print:
    return Print(
        row.id, row.campaign_id, row.form_id, row.unit_id, row.period, row.revision, row.code, row.content,
        row.digests, row.pages, row.printed_at, row.printed_by,
    )  # fmt: skip

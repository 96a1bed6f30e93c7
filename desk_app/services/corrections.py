"""改正的来历: which cells of a return a person mended, when, from what to what; each can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk_app.forms.definition import FormDefinition
from desk_app.problems import DeskError
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.storage import campaigns, history, records
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeKind, ChangeSet
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell that says something else than it came with: ``first`` is what it came with, ``now`` what it says."""

    record_id: int
    key: str
    label: str
    row_number: int
    first: str
    now: str
    at: datetime
    actor: str


def corrections_of(reader: Reader, form: FormDefinition, rows: tuple[Record, ...]) -> tuple[Correction, ...]:
    """The cells of some rows that were mended since they came in, by the latest hand on each."""
    return tuple(one for row in rows if row.revision > 1 for one in _of_row(reader, form, row))


def _of_row(reader: Reader, form: FormDefinition, row: Record) -> Iterator[Correction]:
    first: dict[str, str] = {}
    last: dict[str, history.Done] = {}
    changes = history.of_row(reader, "record", row.id)
    begun = row.values
    for change in reversed(changes):
        before = _values(change.before)
        if change.kind is not ChangeKind.UPDATED or before is None:
            continue
        for key in form.keys:
            if before.get(key, "") != begun.get(key, ""):
                last.setdefault(key, change.done)
                first[key] = str(before.get(key, ""))
        begun = before
    for key, label in zip(form.keys, form.labels, strict=True):
        now = str(row.values.get(key, ""))
        if key in first and first[key] != now:
            yield Correction(row.id, key, label, row.row_number, first[key], now, last[key].at, last[key].actor)


def _values(before: Any) -> dict[str, Any] | None:
    text = (before or {}).get("row_values")
    return None if text is None else dict(json.loads(text))


def revoke(desk: Desk, campaign: Campaign, record_id: int, key: str) -> ChangeSet:
    """Give a mended cell back what it came with, as a step of its own; DeskError when it is not mended."""
    with desk.store.read() as reader:
        rows = records.get_many(reader, [record_id])
        form = campaigns.get_form(reader, rows[0].form_id).definition if rows else None
        known = corrections_of(reader, form, rows) if form is not None else ()
    wanted = next((one for one in known if one.key == key), None)
    if wanted is None:
        raise DeskError("这一格与来表时相同，没有可恢复的改正。")
    return correct_cells(desk, campaign, [CellEdit(record_id, key, wanted.first)], name="恢复原内容")

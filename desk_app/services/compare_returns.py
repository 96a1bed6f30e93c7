"""重报比较: a return beside the one that it replaces, row by row and cell by cell, as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.resubmission import RowPair, pair_rows
from desk_app.storage import campaigns, records, submissions
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record
from desk_app.storage.states import RecordState
from desk_app.storage.submissions import Submission


class RowKind(StrEnum):
    """What became of a row."""

    ADDED = "新增"
    CHANGED = "改动"
    REMOVED = "删去"
    SAME = "相同"


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """What a cell said and says; equal where it stayed, ``before`` empty in a new row, ``after`` in one that went."""

    before: str
    after: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row: what became of it, its numbers in both returns (0 for none), its cells by the form's columns."""

    kind: RowKind
    old_number: int
    new_number: int
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True, slots=True)
class ReturnComparison:
    """A return beside an earlier one: both, the form that both are of, and every row of either."""

    old: Submission
    new: Submission
    form: FormDefinition
    rows: tuple[ComparedRow, ...]

    def count(self, kind: RowKind) -> int:
        """How many rows are of a kind."""
        return sum(row.kind is kind for row in self.rows)

    @property
    def said(self) -> str:
        """The difference in one line."""
        return "，".join(f"{kind}{self.count(kind)}行" for kind in RowKind)


def compare_returns(desk: Desk, new_id: int, old_id: int) -> ReturnComparison:
    """Two returns of the same form compared; DeskError when they are not of one form, or one is gone."""
    with desk.store.read() as reader:
        try:
            old, new = submissions.get(reader, old_id), submissions.get(reader, new_id)
        except KeyError as error:
            raise DeskError("要比较的来表已不在登记里，请刷新后再选。") from error
        if old.form_id is None or new.form_id is None:
            raise DeskError("还不知道是哪张表，不能比较；请先指定。")
        form = campaigns.get_form(reader, new.form_id).definition
        if campaigns.get_form(reader, old.form_id).definition.name != form.name:
            raise DeskError(f"“{old.file}”与“{new.file}”不是同一张表，不能比较。")
        before, after = _rows(reader, old), _rows(reader, new)
    pairs = pair_rows(form, [row.values for row in before], [row.values for row in after])
    return ReturnComparison(old, new, form, tuple(_row(form, pair, before, after) for pair in pairs))


def _rows(reader: Reader, one: Submission) -> list[Record]:
    kept = records.of_submission(reader, one.id)
    withdrawn = one.state.value == "withdrawn"
    return [row for row in kept if withdrawn or row.state is not RecordState.WITHDRAWN]


def _row(form: FormDefinition, pair: RowPair, before: Sequence[Record], after: Sequence[Record]) -> ComparedRow:
    old = None if pair.before is None else before[pair.before]
    new = None if pair.after is None else after[pair.after]
    kind = RowKind.ADDED if old is None else RowKind.REMOVED if new is None else RowKind.CHANGED
    return ComparedRow(
        RowKind.SAME if pair.equal else kind,
        0 if old is None else old.row_number,
        0 if new is None else new.row_number,
        tuple(_cell(column.key, column.kind, old, new) for column in form.columns),
    )


def _cell(key: str, kind: ColumnKind, old: Record | None, new: Record | None) -> ComparedCell:
    """A running number that moved is no change of what the row says."""
    was = "" if old is None else str(old.values.get(key, ""))
    now = "" if new is None else str(new.values.get(key, ""))
    both = old is not None and new is not None
    return ComparedCell(was, now, both and was != now and kind is not ColumnKind.SERIAL)

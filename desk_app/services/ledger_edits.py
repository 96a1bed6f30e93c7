"""Whole blocks of a ledger at once: copied, filled down, cleared, found and replaced; each change is one step."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk_app.forms.definition import FormDefinition
from desk_app.forms.showing import shown
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.correct_record import CellEdit, change_cells, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.edges import edge
from desk_app.storage import ledgers, records
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record

_PIECE = 2_000


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: in one column (its key) or in all, as a part of a cell or as the whole of it."""

    text: str
    key: str = ""
    whole: bool = False

    def keys_of(self, form: FormDefinition) -> Sequence[str]:
        """The columns to look in."""
        return [self.key] if self.key in form.keys else form.keys

    def stands_in(self, text: str) -> bool:
        """Whether a cell's text holds it, in small letters or capitals alike."""
        mine, wanted = text.lower(), self.text.lower()
        return mine == wanted if self.whole else wanted in mine

    def put_into(self, text: str, new: str) -> str:
        """The text with every occurrence replaced."""
        if self.whole:
            return new
        made, place, low, wanted = [], 0, text.lower(), self.text.lower()
        if len(low) != len(text):
            return text.replace(self.text, new)
        while (found := low.find(wanted, place)) >= 0:
            made += [text[place:found], new]
            place = found + len(wanted)
        return "".join([*made, text[place:]])


@dataclass(frozen=True, slots=True)
class Replaced:
    """How many cells were changed, and the step."""

    count: int
    changes: ChangeSet | None


def block_of(
    desk: Desk, form: FormDefinition, ids: Sequence[int], keys: Sequence[str], progress: Progress | None = None
) -> list[list[str]]:
    """The texts of some columns of some rows as they are shown, for the clipboard; a row that is gone is empty."""
    told, made = progress or Silent(), []
    with desk.store.read() as reader:
        for start in range(0, len(ids), _PIECE):
            told.step(start, len(ids), "复制")
            piece = ids[start : start + _PIECE]
            found = {row.id: row for row in records.get_many(reader, piece)}
            for row_id in piece:
                row = found.get(row_id)
                made.append([_shown(form, row, key) if row else "" for key in keys])
    return made


def fill_down(desk: Desk, campaign: Campaign, source_id: int, ids: Sequence[int], keys: Sequence[str]) -> ChangeSet:
    """Give rows what stands in some columns of another; DeskError when that one is gone."""
    with desk.store.read() as reader:
        rows = records.get_many(reader, [source_id])
    if not rows:
        raise DeskError("要照着填的那一行已不在台账里，没有填充；请刷新后再做。")
    values = {key: str(rows[0].values.get(key, "")) for key in keys}
    edits = [CellEdit(row_id, key, text) for row_id in ids for key, text in values.items()]
    return correct_cells(desk, campaign, edits, name="向下填充")


def fill_right(
    desk: Desk, campaign: Campaign, form: FormDefinition, ids: Sequence[int], key: str, keys: Sequence[str]
) -> ChangeSet:
    """Give other columns of each row what stands in one of its own, as it is shown."""
    with desk.store.read() as reader:
        edits = [
            CellEdit(row.id, one, _shown(form, row, key)) for row in _pieces(reader, ids, Silent()) for one in keys
        ]
    return correct_cells(desk, campaign, edits, name="向右填充")


def clear_cells(
    desk: Desk, campaign: Campaign, ids: Sequence[int], keys: Sequence[str], *, name: str = "清除内容"
) -> ChangeSet:
    """Empty cells; those that are empty stay untouched."""
    with desk.store.read() as reader:
        edits = [
            CellEdit(row.id, key, "")
            for row in _pieces(reader, ids, Silent())
            for key in keys
            if str(row.values.get(key, "")) != ""
        ]
    return correct_cells(desk, campaign, edits, name=name)


def find_next(
    desk: Desk, form: FormDefinition, ids: Sequence[int], search: Search, after: tuple[int, str], progress: Progress
) -> tuple[int, str] | None:
    """The next cell (place, key) behind one that holds what is looked for, round the end; None where none does."""
    keys, count = search.keys_of(form), len(ids)
    place, key = after
    start = form.keys.index(key) if key in form.keys else -1
    with desk.store.read() as reader:
        for begin in range(0, count + 1, _PIECE):
            progress.step(begin, count, "查找")
            order = [(place + one) % count for one in range(begin, min(begin + _PIECE, count + 1))] if count else []
            found = {row.id: row for row in records.get_many(reader, [ids[one] for one in order])}
            for number, one in enumerate(order, start=begin):
                row = found.get(ids[one])
                for column in keys:
                    at = form.keys.index(column)
                    behind = at > start if number == 0 else at <= start if number == count else True
                    if row is not None and behind and search.stands_in(_shown(form, row, column)):
                        return one, column
    return None


def count_found(
    desk: Desk, form: FormDefinition, ids: Sequence[int], search: Search, progress: Progress | None = None
) -> int:
    """How many cells of some rows hold what is looked for."""
    keys = search.keys_of(form)
    with desk.store.read() as reader:
        rows = _pieces(reader, ids, progress or Silent())
        return sum(search.stands_in(_shown(form, row, key)) for row in rows for key in keys)


def replace_text(
    desk: Desk,
    campaign: Campaign,
    form: FormDefinition,
    ids: Sequence[int],
    search: Search,
    new: str,
    progress: Progress | None = None,
) -> Replaced:
    """Replace in every cell that holds it, as one step; DeskError without anything to look for."""
    if not search.text:
        raise DeskError("要查找的内容还没有写，没有替换。")
    keys, told = search.keys_of(form), progress or Silent()
    with desk.store.operation("替换", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        edits = [
            CellEdit(row.id, key, search.put_into(text, new))
            for row in _pieces(op, ids, told)
            for key in keys
            if search.stands_in(text := _shown(form, row, key))
        ]
        if edits:
            change_cells(op, campaign, edits)
            op.summary = f"“{search.text}”换成“{new}”，{len(edits)}格"
    return Replaced(len(edits), op.changes if edits else None)


def edge_of(desk: Desk, campaign: Campaign, form_id: int, ids: array[int], key: str, at: int, way: int) -> int:
    """Where Ctrl and an arrow lead from a place among rows in view order: to the edge of what is filled in a column."""
    with desk.store.read() as reader:
        empty = ledgers.empty_ids(reader, campaign.id, form_id, key)
    return edge(at, way, len(ids), lambda place: ids[place] not in empty) or 0


def _pieces(reader: Reader, ids: Sequence[int], told: Progress) -> Iterator[Record]:
    for start in range(0, len(ids), _PIECE):
        told.step(start, len(ids), "读取台账")
        yield from records.get_many(reader, ids[start : start + _PIECE])


def _shown(form: FormDefinition, row: Record, key: str) -> str:
    return shown(form.column(key), row.values.get(key, ""))

"""What 台账 asks of the worker: plain functions on the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.campaign.period import Period
from desk_app.progress import Progress

if TYPE_CHECKING:
    from desk_app.forms.definition import FormDefinition
    from desk_app.services.desk import Desk
    from desk_app.services.ledger_edits import Search
    from desk_app.services.ledger_rows import LedgerFilter, LedgerForm, LedgerHead, LedgerProblem, LedgerRow, LedgerView
    from desk_app.services.print_choice import Preview
    from desk_app.services.record_card import RecordCard
    from desk_app.services.values import Campaign

Cell = tuple[int, str, str, str | None]


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, in one sentence, its step, and the rows that it added."""

    said: str
    operation_id: int | None
    added: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be added: whose, of when, and its texts by column key."""

    unit: str
    period: Period
    texts: Mapping[str, str]


def read_head(desk: Desk, _progress: Progress, *, campaign: Campaign) -> LedgerHead:
    """The forms, their periods, the units."""
    from desk_app.services.ledger_rows import ledger_head

    return ledger_head(desk, campaign)


def read_view(
    desk: Desk, progress: Progress, *, campaign: Campaign, form: LedgerForm, wanted: LedgerFilter
) -> LedgerView:
    """The ids and problems of a filter."""
    from desk_app.services.ledger_rows import ledger_view

    return ledger_view(desk, campaign, form, wanted, progress)


def read_beginning(
    desk: Desk, _progress: Progress, *, campaign: Campaign, form: LedgerForm, wanted: LedgerFilter
) -> Sequence[int]:
    """The first rows of a very long ledger."""
    from desk_app.services.ledger_rows import ledger_beginning

    return ledger_beginning(desk, campaign, form, wanted)


def read_cross(
    desk: Desk, progress: Progress, *, campaign: Campaign, form: LedgerForm, view: LedgerView
) -> tuple[LedgerProblem, ...]:
    """What shows when rows are held against each other, with what was found before."""
    from desk_app.services.ledger_problems import cross_problems, together

    found = cross_problems(desk, campaign, form.definition, view.ids, progress)
    return together(form.definition, view.problems, found)


def read_rows(
    desk: Desk, _progress: Progress, *, generation: int, ids: Sequence[int]
) -> tuple[int, tuple[LedgerRow, ...]]:
    """Rows for the window, with the number of the question."""
    from desk_app.services.ledger_rows import ledger_rows

    return generation, ledger_rows(desk, ids)


def read_card(desk: Desk, _progress: Progress, *, campaign: Campaign, record_id: int) -> RecordCard:
    """One record with its source and its history."""
    from desk_app.services.record_card import record_card

    return record_card(desk, campaign, record_id)


def mend(
    desk: Desk, _progress: Progress, *, campaign: Campaign, cells: Sequence[Cell], name: str = "改正", said: str = ""
) -> Deed:
    """Change cells as one step."""
    from desk_app.services.correct_record import CellEdit, correct_cells
    from desk_app.services.signing import DIFFERS, differing_rows

    ids = {cell[0] for cell in cells}
    before = differing_rows(desk, campaign, ids)
    changes = correct_cells(desk, campaign, [CellEdit(*cell) for cell in cells], name=name)
    newly = differing_rows(desk, campaign, ids) - before if changes.operation_id else frozenset()
    said = said or ("已保存。" if len(cells) == 1 else f"已改{len(cells)}格。")
    if newly:
        said = f"{said.removesuffix('。')}；这份表的{DIFFERS}。"
    return Deed(said if changes.operation_id else "内容未变。", changes.operation_id)


def add(
    desk: Desk,
    _progress: Progress,
    *,
    campaign: Campaign,
    form_id: int,
    rows: Sequence[NewRow],
    cells: Sequence[Cell],
    name: str,
    before_id: int | None = None,
) -> Deed:
    """Add rows, and change cells, as one step; one row may stand before another."""
    from desk_app.services.correct_record import CellEdit
    from desk_app.services.ledger_order import insert_row
    from desk_app.services.type_records import TypedRow, type_rows

    typed = [TypedRow(row.unit, row.period, row.texts) for row in rows]
    edits = [CellEdit(*cell) for cell in cells]
    if before_id is not None and len(typed) == 1:
        changes, ids = insert_row(desk, campaign, form_id, typed[0], before_id)
    else:
        changes, ids = type_rows(desk, campaign, form_id, typed, edits, name=name)
    parts = [f"新增{len(rows)}行" if rows else "", f"改{len(cells)}格" if cells else ""]
    return Deed(f"{name}：{'，'.join(part for part in parts if part)}，已计入。", changes.operation_id, ids)


def delete(desk: Desk, _progress: Progress, *, campaign: Campaign, ids: Sequence[int]) -> Deed:
    """Take rows out."""
    from desk_app.services.type_records import delete_rows

    return Deed(f"已删去{len(ids)}行，不再计数。", delete_rows(desk, campaign, ids).operation_id)


def restore(desk: Desk, _progress: Progress, *, campaign: Campaign, record_id: int, operation_id: int) -> Deed:
    """Go back to an earlier wording."""
    from desk_app.services.record_card import restore_values

    return Deed("已恢复到以前的内容。", restore_values(desk, campaign, record_id, operation_id).operation_id)


def undo(desk: Desk, _progress: Progress, *, operation_id: int) -> Deed:
    """Take a step back; the step that does it can be taken back as well."""
    from desk_app.services.overview import undo as undo_step

    changes = undo_step(desk, operation_id)
    return Deed(f"已{changes.name}。", changes.operation_id)


def block(
    desk: Desk, progress: Progress, *, form: FormDefinition, ids: Sequence[int], keys: Sequence[str]
) -> list[list[str]]:
    """The texts of a block, for the clipboard."""
    from desk_app.services.ledger_edits import block_of

    return block_of(desk, form, ids, keys, progress)


def fill(
    desk: Desk, _progress: Progress, *, campaign: Campaign, source_id: int, ids: Sequence[int], keys: Sequence[str]
) -> Deed:
    """Fill cells down."""
    from desk_app.services.ledger_edits import fill_down

    changes = fill_down(desk, campaign, source_id, ids, keys)
    said = f"已向下填充{len(ids)}行。" if changes.operation_id else "内容未变。"
    return Deed(said, changes.operation_id)


def clear(desk: Desk, _progress: Progress, *, campaign: Campaign, ids: Sequence[int], keys: Sequence[str]) -> Deed:
    """Empty cells."""
    from desk_app.services.ledger_edits import clear_cells

    changes = clear_cells(desk, campaign, ids, keys)
    return Deed("已清除。" if changes.operation_id else "这些格本来就是空的。", changes.operation_id)


def move(
    desk: Desk,
    _progress: Progress,
    *,
    campaign: Campaign,
    ids: Sequence[int],
    before_id: int | None,
    after_id: int | None,
) -> Deed:
    """Put rows elsewhere."""
    from desk_app.services.ledger_order import move_rows

    return Deed("已调整顺序，序号随之重排。", move_rows(desk, campaign, ids, before_id, after_id).operation_id)


def double(desk: Desk, _progress: Progress, *, campaign: Campaign, form_id: int, ids: Sequence[int]) -> Deed:
    """Add rows once more."""
    from desk_app.services.ledger_order import double_rows

    changes, made = double_rows(desk, campaign, form_id, ids)
    return Deed(f"已复制{len(made)}行，已计入。", changes.operation_id, made)


def give_reason(desk: Desk, _progress: Progress, *, campaign: Campaign, problem: LedgerProblem, reason: str) -> Deed:
    """Note why a row stands as it is."""
    from desk_app.services.ledger_problems import explain

    return Deed("说明已随这一行保存。", explain(desk, campaign, problem, reason).operation_id)


def seek(
    desk: Desk,
    progress: Progress,
    *,
    form: FormDefinition,
    ids: Sequence[int],
    search: Search,
    after: tuple[int, str],
) -> tuple[tuple[int, str] | None, int]:
    """The next cell that holds something, and how many do."""
    from desk_app.services.ledger_edits import count_found, find_next

    found = find_next(desk, form, ids, search, after, progress)
    return found, count_found(desk, form, ids, search, progress) if found else 0


def replace(
    desk: Desk,
    progress: Progress,
    *,
    campaign: Campaign,
    form: FormDefinition,
    ids: Sequence[int],
    search: Search,
    new: str,
) -> Deed:
    """Replace in all cells."""
    from desk_app.services.ledger_edits import replace_text

    done = replace_text(desk, campaign, form, ids, search, new, progress)
    said = f"已替换{done.count}格。" if done.count else f"没有找到“{search.text}”，什么都没有改。"
    return Deed(said, done.changes.operation_id if done.changes else None)


def attach(desk: Desk, progress: Progress, *, campaign: Campaign, record_id: int, paths: Sequence[Path]) -> Deed:
    """Put files to a record."""
    from desk_app.services.attachments import attach as put

    changes = put(desk, campaign, record_id, paths, progress)
    said = f"已附上“{paths[0].name}”。" if len(paths) == 1 else f"已附上{len(paths)}个文件。"
    return Deed(said, changes.operation_id)


def detach(desk: Desk, _progress: Progress, *, campaign: Campaign, attachment_id: int) -> Deed:
    """Take a file away from its record."""
    from desk_app.services.attachments import detach as take

    return Deed("已移去附件，可以撤销。", take(desk, campaign, attachment_id).operation_id)


def print_record(desk: Desk, _progress: Progress, *, campaign: Campaign, record_id: int) -> tuple[str, Preview]:
    """The paper of one record."""
    from desk_app.services.record_print import record_preview

    return record_preview(desk, campaign, record_id)

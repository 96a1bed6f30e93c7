"""What 台账 changes through the worker: plain functions on the desk, each one step and said in one sentence.

Every step says once that a signed paper differs from the data because of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk_app.campaign.period import Period
from desk_app.progress import Progress

if TYPE_CHECKING:
    from desk_app.forms.definition import FormDefinition
    from desk_app.services.desk import Desk
    from desk_app.services.ledger_edits import Search
    from desk_app.services.signing_watch import SigningWatch
    from desk_app.services.type_records import TypedRow
    from desk_app.services.values import Campaign, ChangeSet

Cell = tuple[int, str, str, str | None]


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, in one sentence, its step, the rows that it added, and those that it touched."""

    said: str
    operation_id: int | None
    added: tuple[int, ...] = ()
    touched: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NewRows:
    """Rows to be added: whose, of when, and the texts of each by column key."""

    unit: str
    period: Period
    texts: Sequence[Mapping[str, str]]


def mend(
    desk: Desk, _progress: Progress, *, campaign: Campaign, cells: Sequence[Cell], name: str = "改正", said: str = ""
) -> Deed:
    """Change cells as one step."""
    from desk_app.services.correct_record import CellEdit, correct_cells
    from desk_app.services.signing_watch import SigningWatch

    watch = SigningWatch(desk, campaign, {cell[0] for cell in cells})
    changes = correct_cells(desk, campaign, [CellEdit(*cell) for cell in cells], name=name)
    return _deed(watch, said or ("已保存。" if len(cells) == 1 else f"已改{len(cells)}格。"), changes)


def add(
    desk: Desk,
    progress: Progress,
    *,
    campaign: Campaign,
    form_id: int,
    rows: NewRows | None,
    cells: Sequence[Cell],
    name: str,
    before_id: int | None = None,
) -> Deed:
    """Add rows, and change cells, as one step; one row may stand before another."""
    from desk_app.services.correct_record import CellEdit
    from desk_app.services.ledger_order import insert_row
    from desk_app.services.signing_watch import SigningWatch
    from desk_app.services.type_records import type_rows

    new = {(form_id, rows.unit, rows.period)} if rows is not None else ()
    watch = SigningWatch(desk, campaign, {cell[0] for cell in cells}, new=new)
    typed = _one_by_one(rows)
    if before_id is not None:
        changes, ids = insert_row(desk, campaign, form_id, next(typed), before_id)
    else:
        edits = [CellEdit(*cell) for cell in cells]
        changes, ids = type_rows(desk, campaign, form_id, typed, edits, name=name, progress=progress)
    parts = [f"新增{len(ids)}行{_standing(desk, ids)}" if ids else "", f"改{len(cells)}格" if cells else ""]
    said = f"{name}：{'；'.join(part for part in parts if part)}。"
    return _deed(watch, said, changes, ids) if changes.operation_id else Deed("内容未变。", None)


def _one_by_one(rows: NewRows | None) -> Iterator[TypedRow]:
    """Each row as it is asked for: a hundred thousand at once would keep the collector busy."""
    from desk_app.services.type_records import TypedRow

    if rows is not None:
        for texts in rows.texts:
            yield TypedRow(rows.unit, rows.period, texts)


def delete(desk: Desk, _progress: Progress, *, campaign: Campaign, ids: Sequence[int]) -> Deed:
    """Take rows out."""
    from desk_app.services.signing_watch import SigningWatch
    from desk_app.services.type_records import delete_rows

    watch = SigningWatch(desk, campaign, ids)
    return _deed(watch, f"已删去{len(ids)}行，不再计数。", delete_rows(desk, campaign, ids))


def restore(desk: Desk, _progress: Progress, *, campaign: Campaign, record_id: int, operation_id: int) -> Deed:
    """Go back to an earlier wording."""
    from desk_app.services.record_card import restore_values
    from desk_app.services.signing_watch import SigningWatch

    watch = SigningWatch(desk, campaign, [record_id])
    return _deed(watch, "已恢复到以前的内容。", restore_values(desk, campaign, record_id, operation_id))


def undo(desk: Desk, _progress: Progress, *, campaign: Campaign, operation_id: int, day: str = "") -> Deed:
    """Take a step back; the step that does it can be taken back as well. Of another ``day`` it is said of when."""
    from desk_app.services.overview import undo as undo_step
    from desk_app.services.signing_watch import SigningWatch

    watch = SigningWatch(desk, campaign, undoes=operation_id)
    changes = undo_step(desk, operation_id)
    touched = changes.ids("record")
    of_when = f"（{day}做的，按 Ctrl+Y 恢复）" if day else ""
    return Deed(watch.told(f"已{changes.name}{of_when}。", touched), changes.operation_id, touched=touched)


def fill(
    desk: Desk, _progress: Progress, *, campaign: Campaign, source_id: int, ids: Sequence[int], keys: Sequence[str]
) -> Deed:
    """Fill cells down."""
    from desk_app.services.ledger_edits import fill_down
    from desk_app.services.signing_watch import SigningWatch

    watch = SigningWatch(desk, campaign, ids)
    return _deed(watch, f"已向下填充{len(ids)}行。", fill_down(desk, campaign, source_id, ids, keys))


def fill_across(
    desk: Desk,
    _progress: Progress,
    *,
    campaign: Campaign,
    form: FormDefinition,
    ids: Sequence[int],
    key: str,
    keys: Sequence[str],
) -> Deed:
    """Fill cells to the right."""
    from desk_app.services.ledger_edits import fill_right
    from desk_app.services.signing_watch import SigningWatch

    watch = SigningWatch(desk, campaign, ids)
    return _deed(watch, f"已向右填充{len(ids)}行。", fill_right(desk, campaign, form, ids, key, keys))


def clear(
    desk: Desk, _progress: Progress, *, campaign: Campaign, ids: Sequence[int], keys: Sequence[str], cut: bool = False
) -> Deed:
    """Empty cells."""
    from desk_app.services.ledger_edits import clear_cells
    from desk_app.services.signing_watch import SigningWatch

    watch = SigningWatch(desk, campaign, ids)
    changes = clear_cells(desk, campaign, ids, keys, name="剪切" if cut else "清除内容")
    said = "已剪切，可粘贴到别处。" if cut else "已清除。"
    return _deed(watch, said, changes) if changes.operation_id else Deed("这些格本来就是空的。", None)


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
    from desk_app.services.signing_watch import SigningWatch

    watch = SigningWatch(desk, campaign, ids)
    changes, made = double_rows(desk, campaign, form_id, ids)
    return _deed(watch, f"已复制{len(made)}行{_standing(desk, made)}。", changes, made)


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
    from desk_app.services.signing_watch import SigningWatch

    watch = SigningWatch(desk, campaign, ids)
    done = replace_text(desk, campaign, form, ids, search, new, progress)
    if done.changes is None:
        return Deed(f"没有找到“{search.text}”，什么都没有改。", None)
    return _deed(watch, f"已替换{done.count}格。", done.changes)


def _deed(watch: SigningWatch, said: str, changes: ChangeSet, added: Sequence[int] = ()) -> Deed:
    if changes.operation_id is None:
        return Deed("内容未变。", None)
    return Deed(watch.told(said, added), changes.operation_id, tuple(added))


def _standing(desk: Desk, ids: Sequence[int]) -> str:
    """Whether added rows count, which those with an error do only once it is mended."""
    from desk_app.services.typed_waiting import waiting_of

    waiting = waiting_of(desk, ids)
    if not waiting:
        return "，已计入"
    which = "有错误" if waiting == len(ids) == 1 else f"其中{waiting}行有错误" if waiting < len(ids) else "都有错误"
    return f"，{which}，改好才计入（按 F8 逐处改）"

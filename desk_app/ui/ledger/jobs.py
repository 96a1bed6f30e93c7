"""What 台账 asks of the worker: plain functions on the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk_app.campaign.period import Period
from desk_app.progress import Progress

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.ledger_rows import LedgerFilter, LedgerForm, LedgerHead, LedgerRow, LedgerView
    from desk_app.services.record_card import RecordCard
    from desk_app.services.values import Campaign

Cell = tuple[int, str, str]


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
    desk: Desk, _progress: Progress, *, campaign: Campaign, form: LedgerForm, wanted: LedgerFilter
) -> LedgerView:
    """The ids and problems of a filter."""
    from desk_app.services.ledger_rows import ledger_view

    return ledger_view(desk, campaign, form, wanted)


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


def mend(desk: Desk, _progress: Progress, *, campaign: Campaign, cells: Sequence[Cell]) -> Deed:
    """Change cells as one step."""
    from desk_app.services.correct_record import CellEdit, correct_cells

    changes = correct_cells(desk, campaign, [CellEdit(*cell) for cell in cells])
    said = "已保存。" if len(cells) == 1 else f"已改{len(cells)}格。"
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
) -> Deed:
    """Add rows, and change cells, as one step."""
    from desk_app.services.correct_record import CellEdit
    from desk_app.services.type_records import TypedRow, type_rows

    typed = [TypedRow(row.unit, row.period, row.texts) for row in rows]
    changes, ids = type_rows(desk, campaign, form_id, typed, [CellEdit(*cell) for cell in cells], name=name)
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

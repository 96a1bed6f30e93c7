"""Rows put in order by hand: moved, inserted between others, doubled; 序号 follows, and it is one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desk_app.forms.definition import FormDefinition
from desk_app.problems import DeskError
from desk_app.services.correct_record import CellEdit, change_cells
from desk_app.services.desk import Desk
from desk_app.services.type_records import TypedRow, add_typed
from desk_app.storage import campaigns, ledgers, records, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.records import Record

_APART = "只能在同一单位、同一期次里移动；要换单位或期次，请剪贴到那里。"


def move_rows(
    desk: Desk, campaign: Campaign, ids: Sequence[int], before_id: int | None, after_id: int | None
) -> ChangeSet:
    """Let rows stand before one row, or behind another; DeskError when they are not all of one unit and period."""
    with desk.store.operation("调整顺序", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        target = before_id if before_id is not None else after_id
        rows = records.get_many(op, [*ids, *([target] if target is not None else [])])
        whose = {(row.unit_id, row.period) for row in rows}
        if len(whose) != 1 or None in next(iter(whose)):
            raise DeskError(_APART)
        order = [one for one in _order(op, campaign, rows[0]) if one not in set(ids)]
        place = len(order)
        if target in order:
            place = order.index(target) + (0 if before_id is not None else 1)
        order[place:place] = ids
        _keep(op, campaign, rows[0].form_id, order)
        op.summary = f"{len(ids)}行"
    return op.changes


def insert_row(
    desk: Desk, campaign: Campaign, form_id: int, row: TypedRow, before_id: int, *, name: str = "插入行"
) -> tuple[ChangeSet, tuple[int, ...]]:
    """Add a row before another one of its unit and period; the change and its id."""
    return _insert(desk, campaign, form_id, [row], before_id, name)


def double_rows(desk: Desk, campaign: Campaign, form_id: int, ids: Sequence[int]) -> tuple[ChangeSet, tuple[int, ...]]:
    """复制行: add the same rows once more behind the last of them; DeskError when a unit or period is still open."""
    with desk.store.operation("复制行", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        rows = records.get_many(op, ids)
        names = roster.unit_names(op)
        form = campaigns.get_form(op, form_id)
        made: list[int] = []
        place: dict[tuple[int, str], list[Record]] = {}
        for row in rows:
            if row.unit_id is None or row.period is None:
                raise DeskError("单位或期次未定的行不能复制，请先到“收表”里定下。")
            place.setdefault((row.unit_id, row.period), []).append(row)
        for (unit_id, period), mine in place.items():
            texts = [_texts(form.definition, row) for row in mine]
            new = add_typed(op, campaign, form, names[unit_id], period, texts)
            order = [one for one in _order(op, campaign, mine[0]) if one not in set(new)]
            after = 1 + max(order.index(row.id) for row in mine)
            order[after:after] = new
            _keep(op, campaign, form_id, order)
            made += new
        op.summary = f"{len(made)}行"
    return op.changes, tuple(made)


def _insert(
    desk: Desk, campaign: Campaign, form_id: int, rows: Sequence[TypedRow], before_id: int, name: str
) -> tuple[ChangeSet, tuple[int, ...]]:
    with desk.store.operation(name, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        form = campaigns.get_form(op, form_id)
        made: list[int] = []
        for row in rows:
            made += add_typed(op, campaign, form, row.unit, row.period.code, [row.texts])
        kept = records.get_many(op, [made[0]])[0]
        order = [one for one in _order(op, campaign, kept) if one not in made]
        place = order.index(before_id) if before_id in order else len(order)
        order[place:place] = made
        _keep(op, campaign, form_id, order)
        op.summary = f"{form.name} {len(rows)}行"
    return op.changes, tuple(made)


def _order(op: Operation, campaign: Campaign, row: Record) -> list[int]:
    if row.unit_id is None or row.period is None:
        raise DeskError(_APART)
    return list(ledgers.in_order_within(op, campaign.id, row.form_id, row.unit_id, row.period))


def _keep(op: Operation, campaign: Campaign, form_id: int, order: Sequence[int]) -> None:
    """Keep an order, and number the rows anew where their 序号 are plain numbers."""
    records.put_in_order(op, order)
    form = campaigns.get_form(op, form_id).definition
    if form.serial is None:
        return
    key = form.serial.key
    rows = records.get_many(op, order)
    edits = [
        CellEdit(row.id, key, str(number))
        for number, row in enumerate(rows, start=1)
        if _is_number(str(row.values.get(key, ""))) and str(row.values.get(key, "")) != str(number)
    ]
    if edits:
        change_cells(op, campaign, edits)


def _is_number(text: str) -> bool:
    return not text or text.isdecimal()


def _texts(form: FormDefinition, row: Record) -> Mapping[str, str]:
    """What stands in a row, without its 序号."""
    serial = form.serial.key if form.serial else ""
    return {key: str(row.values.get(key, "")) for key in form.keys if key != serial}

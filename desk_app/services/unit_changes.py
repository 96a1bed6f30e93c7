"""单位变动: renamed, merged, split off, stopped, resumed from a day on; returns and rows stay where they were."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.roster import Roster, Unit, fold_name
from desk_app.campaign.roster_order import below, standing_above
from desk_app.campaign.unit_history import TurnKind
from desk_app.importing.named_columns import plain_text
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.rename import rename_in
from desk_app.services.roster_work import refuse_taken
from desk_app.storage import roster, unit_turns
from desk_app.storage.operations import ChangeSet, Operation


@dataclass(frozen=True, slots=True)
class Day:
    """From which day something holds, and its basis (依据), such as a number of a document."""

    day: date
    basis: str = ""


def rename_unit(desk: Desk, name: str, new: str, when: Day | None) -> ChangeSet:
    """Give a unit its new name from a day on; without a day the old name was only written wrongly.

    Either way the old name stays as 又称 and is found in returns; papers of periods before the day bear it.
    """
    wanted = plain_text(new)
    with _step(desk, "单位改名" if when else "更正单位名称", f"{name} → {wanted}") as op:
        _refuse_later(desk, when)
        rename_in(op, roster.load(op), name, wanted, when.day if when else None, when.basis if when else "")
    return op.changes


def merge_unit(desk: Desk, name: str, into: str, when: Day) -> ChangeSet:
    """Let a unit go into another from a day on: it owes until then, what it sent stays, those below it go over."""
    with _step(desk, "单位并入", f"{name} → {into}") as op:
        known = roster.load(op)
        _refuse_later(desk, when)
        unit, other = _today(known, name), _today(known, into)
        if other.name in below(known.units, unit.name):
            raise DeskError(f"“{into}”是“{name}”的下级，不能并入；请先调整上级单位。")
        ids = roster.unit_ids(op)
        unit_turns.rest(op, ids[name], when.day, into_id=ids[into], basis=when.basis)
        unit_turns.hand_over_children(op, name, into)
    return op.changes


def split_unit(desk: Desk, name: str, new: Sequence[str], when: Day, *, keeps: bool) -> ChangeSet:
    """Let new units come out of one from a day on, right behind it; it stays, or ends on that day."""
    wanted = list(dict.fromkeys(plain_text(one) for one in new if fold_name(one)))
    with _step(desk, "单位分设", f"{name} → {'、'.join(wanted)}") as op:
        known = roster.load(op)
        _refuse_later(desk, when)
        unit = _today(known, name)
        if not wanted:
            raise DeskError("没有写分设出的单位名称，请填写后再保存。")
        refuse_taken(known, "", wanted)
        fresh = [
            Unit(one, kind=unit.kind, parent=unit.parent, branch=unit.branch, active_from=when.day) for one in wanted
        ]
        roster.save(op, replace(known, units=_behind(known.units, name, fresh)))
        ids = roster.unit_ids(op)
        for one in wanted:
            unit_turns.note(op, ids[one], TurnKind.SPLIT, when.day, other_id=ids[name], basis=when.basis)
        if not keeps:
            unit_turns.rest(op, ids[name], when.day, basis=when.basis)
            unit_turns.hand_over_children(op, name, unit.parent)
    return op.changes


def stop_unit(desk: Desk, name: str, when: Day) -> ChangeSet:
    """Let a unit end on a day; what it sent and owed until then stays."""
    with _step(desk, "单位停用", name) as op:
        known = roster.load(op)
        _refuse_later(desk, when)
        unit = _today(known, name)
        unit_turns.rest(op, roster.unit_ids(op)[name], when.day, basis=when.basis)
        unit_turns.hand_over_children(op, name, unit.parent)
    return op.changes


def resume_unit(desk: Desk, name: str, when: Day) -> ChangeSet:
    """Let a unit at rest owe again from a day on, below whom took over those of its 上级单位 where that has ended."""
    with _step(desk, "单位恢复启用", name) as op:
        known = roster.load(op)
        _refuse_later(desk, when)
        unit = next((one for one in known.past if one.name == name), None)
        if unit is None or unit.active_to is None:
            raise DeskError(f"“{name}”没有停用，不必恢复。")
        if when.day < unit.active_to:
            raise DeskError(f"恢复日期不能早于停用日期（{long_day(unit.active_to)}），请改日期。")
        parent = standing_above(known, name, {one.name for one in known.units})
        unit_turns.resume(op, roster.unit_ids(op)[name], when.day, parent, when.basis)
    return op.changes


def _behind(units: tuple[Unit, ...], name: str, fresh: Sequence[Unit]) -> tuple[Unit, ...]:
    block = below(units, name)
    place = max(number for number, unit in enumerate(units) if unit.name in block) + 1
    return (*units[:place], *fresh, *units[place:])


def _step(desk: Desk, name: str, summary: str) -> AbstractContextManager[Operation]:
    return desk.store.operation(name, actor=desk.actor, at=desk.clock(), summary=summary)


def _today(known: Roster, name: str) -> Unit:
    unit = next((one for one in known.units if one.name == name), None)
    if unit is None:
        raise DeskError(f"名册中没有在用的“{name}”，请重新打开名册。")
    return unit


def _refuse_later(desk: Desk, when: Day | None) -> None:
    today = desk.clock().date()
    if when is not None and when.day > today:
        raise DeskError(f"日期不能晚于今天（{long_day(today)}），到那天再登记。")

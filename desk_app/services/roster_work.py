"""Work on 单位名册 by hand: a unit is entered, mended, moved or taken out; every step can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from desk_app.campaign.roster import Roster, Unit, fold_name
from desk_app.campaign.roster_order import below, moved, siblings, stepped
from desk_app.importing.named_columns import plain_text
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.storage import roster, unit_turns
from desk_app.storage.operations import ChangeSet, Operation


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """What is registered of a unit beside its name; its 又称 are given one by one."""

    aliases: tuple[str, ...] = ()
    contact: str = ""
    branch: str = ""
    phone: str = ""
    kind: str = ""
    parent: str = ""
    reports: bool = True


def mend_unit(desk: Desk, name: str, entry: UnitEntry) -> ChangeSet:
    """Keep what is registered of a unit; DeskError when an alias is another's, or it would stand below itself."""
    with desk.store.operation("修改单位登记", actor=desk.actor, at=desk.clock(), summary=name) as op:
        known = roster.load(op)
        unit = _known(known, name)
        parent = _parent(known, entry.parent, name)
        mended = _registered(known, unit, replace(entry, parent=parent))
        units = tuple(mended if one.name == name else one for one in known.units)
        if parent != unit.parent:
            units = moved(units, name, parent=parent, before=None)
        roster.save(op, replace(known, units=units))
    return op.changes


def add_units(desk: Desk, names: Sequence[str], entry: UnitEntry, *, after: str | None = None) -> ChangeSet:
    """Enter new units of one kind behind another one, or at the end; DeskError when a name is taken or empty."""
    wanted = [plain_text(name) for name in names]
    with desk.store.operation("新增单位", actor=desk.actor, at=desk.clock(), summary="、".join(wanted)) as op:
        known = roster.load(op)
        parent = _parent(known, entry.parent, "")
        roster.save(op, replace(known, units=_with_new(known, wanted, replace(entry, parent=parent), after)))
    return op.changes


def _with_new(known: Roster, names: Sequence[str], entry: UnitEntry, after: str | None) -> tuple[Unit, ...]:
    refuse_taken(known, "", names)
    if not names or not all(map(fold_name, names)):
        raise DeskError("没有写单位名称，请填写后再保存。")
    twice = [name for name in names if sum(fold_name(name) == fold_name(other) for other in names) > 1]
    if twice:
        raise DeskError(f"“{twice[0]}”写了不止一次，请核对。")
    fresh = [_registered(known, Unit(name), entry if len(names) == 1 else replace(entry, aliases=())) for name in names]
    units = known.units
    place = len(units)
    if after is not None and known.get(after) is not None:
        block = below(units, after)
        place = max((number for number, unit in enumerate(units) if unit.name in block), default=place - 1) + 1
    return (*units[:place], *fresh, *units[place:])


def move_unit(desk: Desk, name: str, step: int) -> ChangeSet:
    """Move a unit, with what stands below it, one place up or down among its siblings."""
    with _ordering(desk, name) as op:
        known = roster.load(op)
        _known(known, name)
        roster.save(op, replace(known, units=stepped(known.units, name, step)))
    return op.changes


def place_unit(desk: Desk, name: str, *, parent: str, before: str | None) -> ChangeSet:
    """Put a unit before another, or last under a 上级单位; DeskError when it would come below itself."""
    with _ordering(desk, name) as op:
        known = roster.load(op)
        _known(known, name)
        try:
            units = moved(known.units, name, parent=parent, before=before)
        except ValueError as error:
            raise DeskError(f"“{name}”不能放到它自己的下级里，请另选位置。") from error
        roster.save(op, replace(known, units=units))
    return op.changes


def indent_unit(desk: Desk, name: str, *, deeper: bool) -> ChangeSet:
    """Put a unit below the one before it, or beside the one above it; nothing where there is none."""
    with _ordering(desk, name) as op:
        known = roster.load(op)
        unit = _known(known, name)
        units = _deeper(known.units, unit) if deeper else _higher(known.units, unit)
        roster.save(op, replace(known, units=units))
    return op.changes


def _deeper(units: tuple[Unit, ...], unit: Unit) -> tuple[Unit, ...]:
    around = siblings(units, unit.name)
    place = around.index(unit.name)
    return units if place == 0 else moved(units, unit.name, parent=around[place - 1], before=None)


def _higher(units: tuple[Unit, ...], unit: Unit) -> tuple[Unit, ...]:
    above = next((one for one in units if one.name == unit.parent), None)
    if above is None:
        return units
    around = siblings(units, above.name)
    place = around.index(above.name) + 1
    return moved(units, unit.name, parent=above.parent, before=around[place] if place < len(around) else None)


def remove_unit(desk: Desk, name: str) -> ChangeSet:
    """Take a unit out that nothing speaks of; DeskError when anything does, for that is to be 停用."""
    with desk.store.operation("移出单位", actor=desk.actor, at=desk.clock(), summary=name) as op:
        known = roster.load(op)
        unit = _known(known, name)
        if roster.unit_ids(op)[name] in roster.units_in_use(op):
            raise DeskError(f"“{name}”已有来表、打印、定稿、人员或变动登记，不能移出；不再设这家单位的，请用“停用”。")
        units = tuple(
            replace(one, parent=unit.parent) if one.parent == name else one for one in known.units if one.name != name
        )
        unit_turns.hand_over_children(op, name, unit.parent, at_rest=True)
        roster.save(op, replace(known, units=units))
    return op.changes


def _ordering(desk: Desk, name: str) -> AbstractContextManager[Operation]:
    return desk.store.operation("调整局内排序", actor=desk.actor, at=desk.clock(), summary=name)


def _known(known: Roster, name: str) -> Unit:
    unit = next((one for one in known.units if one.name == name), None)
    if unit is None:
        raise DeskError(f"名册中已没有“{name}”，请重新打开名册。")
    return unit


def _registered(known: Roster, unit: Unit, entry: UnitEntry) -> Unit:
    plain = (plain_text(alias) for alias in entry.aliases)
    aliases = tuple(dict.fromkeys(alias for alias in plain if alias not in {"", unit.name}))
    refuse_taken(known, unit.name, aliases)
    return replace(
        unit,
        aliases=aliases,
        contact=entry.contact.strip(),
        phone=entry.phone.strip(),
        branch=plain_text(entry.branch),
        kind=plain_text(entry.kind),
        parent=entry.parent,
        reports=entry.reports,
    )


def _parent(known: Roster, written: str, name: str) -> str:
    """The unit meant by a written 上级单位, empty for none."""
    if not written.strip():
        return ""
    found = known.certain(written)
    if found is None or not any(unit.name == found for unit in known.units):
        raise DeskError(f"名册中没有“{written}”，上级单位请从名册里选。")
    if name and found in below(known.units, name):
        raise DeskError(f"“{name}”不能放到它自己的下级里，请另选上级单位。")
    return found


def refuse_taken(known: Roster, name: str, spellings: Sequence[str]) -> None:
    """DeskError when a spelling is already the name or an alias of another unit, one at rest included."""
    for spelling in spellings:
        for other in known.everyone:
            if other.name != name and fold_name(spelling) in {fold_name(one) for one in (other.name, *other.aliases)}:
                rest = "（已停用）" if other.active_to else ""
                raise DeskError(f"“{spelling}”已是“{other.name}”{rest}的名称或又称，两家不能共用，请改一个。")

"""沿革 of units: renamed, merged, split off, stopped and resumed on a day; nothing of theirs is moved or removed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from desk_app.campaign.unit_history import TurnKind
from desk_app.problems import DeskError
from desk_app.storage.operations import Operation
from desk_app.storage.tables import LOGGED, person, post, relation, unit, unit_alias


def rename_unit(op: Operation, unit_id: int, name: str, day: date | None = None, basis: str = "") -> None:
    """Give a unit a new name wherever the roster names it; DeskError when another unit bears it.

    The old name stays as 又称. With a ``day`` it is kept that the unit bore the old name until then; without one it
    was only written wrongly.
    """
    if op.first(select(unit.c.id).where(unit.c.name == name, unit.c.id != unit_id)) is not None:
        raise DeskError(f"名册中已有单位“{name}”；请另取名称。")
    old = str(op.scalar(select(unit.c.name).where(unit.c.id == unit_id)))
    op.update("unit", unit_id, {"name": name})
    for table, column in ((unit, "parent"), (unit, "branch"), (person, "unit"), (post, "unit"), (relation, "unit")):
        rows = op.rows(select(table.c.id).where(table.c[column] == old))
        op.update_many(table.name, [row.id for row in rows], {column: name})
    _exchange_alias(op, unit_id, taken=name, given=old)
    if day is not None:
        note(op, unit_id, TurnKind.RENAMED, day, name=old, basis=basis)


def _exchange_alias(op: Operation, unit_id: int, *, taken: str, given: str) -> None:
    rows = op.rows(select(unit_alias).where(unit_alias.c.unit_id == unit_id).order_by(unit_alias.c.position))
    op.delete_many("unit_alias", [row.id for row in rows if row.alias == taken])
    if given not in {row.alias for row in rows}:
        place = max((row.position + 1 for row in rows), default=0)
        op.insert("unit_alias", {"unit_id": unit_id, "position": place, "alias": given})


def note(
    op: Operation,
    unit_id: int,
    kind: TurnKind,
    day: date,
    *,
    name: str = "",
    other_id: int | None = None,
    basis: str = "",
) -> None:
    """Keep one event of a unit's history."""
    row = {"unit_id": unit_id, "day": day, "kind": kind.value, "name": name, "other_id": other_id, "basis": basis}
    op.insert("unit_event", row)


def rest(op: Operation, unit_id: int, day: date, *, into_id: int | None = None, basis: str = "") -> None:
    """Let a unit end on a day, merged into another or for good; what it sent stays where it is."""
    op.update("unit", unit_id, {"active_to": day})
    kind = TurnKind.STOPPED if into_id is None else TurnKind.MERGED
    note(op, unit_id, kind, day, other_id=into_id, basis=basis)


def resume(op: Operation, unit_id: int, day: date, parent: str, basis: str = "") -> None:
    """Let a unit at rest be one of today's again, where it stood, below a 上级单位 of today."""
    op.update("unit", unit_id, {"active_to": None, "parent": parent})
    note(op, unit_id, TurnKind.RESUMED, day, basis=basis)


def hand_over_children(op: Operation, name: str, new_parent: str, *, at_rest: bool = False) -> int:
    """Put today's units below one unit below another, or those at rest; how many.

    Those at rest stay below a unit that ends, for they were below it, and find who took over when they resume.
    """
    rests = unit.c.active_to.is_not(None) if at_rest else unit.c.active_to.is_(None)
    rows = op.rows(select(LOGGED["unit"].c.id).where(unit.c.parent == name, rests))
    return op.update_many("unit", [row.id for row in rows], {"parent": new_parent})

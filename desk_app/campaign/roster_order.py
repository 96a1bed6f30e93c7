"""局内排序: one order for all units; a unit moves with all that stands below it, among those of one 上级单位."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.roster import Roster, Unit
from desk_app.campaign.unit_history import TurnKind

Units = tuple[Unit, ...]


def below(units: Sequence[Unit], name: str) -> frozenset[str]:
    """A unit and all units below it, at any depth; a ring of parents ends where it began."""
    children: dict[str, list[str]] = {}
    for unit in units:
        if unit.parent:
            children.setdefault(unit.parent, []).append(unit.name)
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += children.get(one, ())
    return frozenset(found)


def in_tree_order(units: Sequence[Unit]) -> Iterator[tuple[Unit, int]]:
    """The units as a tree shows them with their depth: each followed by those below it, otherwise in their order.

    A unit whose parent is not among them, or whose parents run in a ring, stands at the top.
    """
    names = {unit.name for unit in units}
    children: dict[str, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent if unit.parent in names else "", []).append(unit)
    seen: set[str] = set()
    tops = children.get("", [])
    for start in (tops, units):
        stack = [(unit, 0) for unit in reversed(start)]
        while stack:
            unit, depth = stack.pop()
            if unit.name in seen:
                continue
            seen.add(unit.name)
            yield unit, depth
            stack += [(child, depth + 1) for child in reversed(children.get(unit.name, []))]


def standing_above(known: Roster, name: str, today: Collection[str]) -> str:
    """Who of the units of ``today`` stands above a unit; empty for none.

    Where its 上级单位 is at rest, that is who took over those below it: whom it went into, else the next above.
    """
    unit = known.get(name)
    parent, met = unit.parent if unit is not None else "", {name}
    while parent not in met:
        met.add(parent)
        above = known.get(parent)
        if above is None:
            break
        if parent in today:
            return "" if known.is_below(parent, name) else parent
        last = above.turns[-1] if above.active_to is not None and above.turns else None
        parent = last.name if last is not None and last.kind is TurnKind.MERGED else above.parent
    return ""


def siblings(units: Sequence[Unit], name: str) -> list[str]:
    """The units under the same 上级单位 as a unit, itself among them, in their order."""
    names = {unit.name for unit in units}
    parents = {unit.name: unit.parent if unit.parent in names else "" for unit in units}
    return [unit.name for unit in units if parents[unit.name] == parents[name]]


def moved(units: Units, name: str, *, parent: str, before: str | None) -> Units:
    """The units with one of them, and all below it, put before another, or last among those of a 上级单位.

    ValueError when it would come below itself.
    """
    block_names = below(units, name)
    if parent in block_names or before in block_names:
        raise ValueError(name)
    block = [replace(unit, parent=parent) if unit.name == name else unit for unit in units if unit.name in block_names]
    rest = [unit for unit in units if unit.name not in block_names]
    if before is not None:
        place = next(place for place, unit in enumerate(rest) if unit.name == before)
    elif parent:
        inside = below(rest, parent)
        place = max(place for place, unit in enumerate(rest) if unit.name in inside) + 1
    else:
        place = len(rest)
    return (*rest[:place], *block, *rest[place:])


def stepped(units: Units, name: str, step: int) -> Units:
    """The units with one of them one place up (-1) or down (1) among its siblings; the same at either end."""
    around = siblings(units, name)
    place = around.index(name)
    if not 0 <= place + step < len(around):
        return units
    parent = next(unit.parent for unit in units if unit.name == name)
    if step < 0:
        return moved(units, name, parent=parent, before=around[place - 1])
    after = around[place + 2] if place + 2 < len(around) else None
    if after is not None:
        return moved(units, name, parent=parent, before=after)
    mine, other = below(units, name), below(units, around[place + 1])
    rest = [unit for unit in units if unit.name not in mine]
    behind = max(place for place, unit in enumerate(rest) if unit.name in other) + 1
    block = [unit for unit in units if unit.name in mine]
    return (*rest[:behind], *block, *rest[behind:])

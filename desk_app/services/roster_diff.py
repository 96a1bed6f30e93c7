"""What a roster file would change: 新增, 改名, 不再列入, 修改, 排序; it is only said here, nothing is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.roster import Roster, Unit
from desk_app.campaign.roster_order import standing_above
from desk_app.importing.roster_file import FIELDS, RosterFile

ADDED, RENAMED, BACK, GONE, MENDED, MOVED = "新增", "改名", "恢复启用", "不再列入", "修改", "排序"
_COMPARED = tuple(name for name in FIELDS if name not in {"name", "aliases"})
_YES, _NO = "是", "否"


@dataclass(frozen=True, slots=True)
class RosterChange:
    """One thing that a roster file would change, in an office's words."""

    what: str
    unit: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Renaming:
    """A unit of the file that seems to be one of the roster under a new name; ``certain`` where either list says so."""

    old: str
    new: str
    why: str
    certain: bool


def renamings(known: Roster, given: Roster) -> tuple[Renaming, ...]:
    """Which new names are other names of units that the file no longer lists; near ones are only proposed."""
    gone = Roster(tuple(unit for unit in known.units if given.get(unit.name) is None))
    found: list[Renaming] = []
    taken: set[str] = set()
    for unit in given.units:
        if known.get(unit.name) is None:
            made = _renaming(unit, known, gone)
            if made is not None and made.old not in taken:
                taken.add(made.old)
                found.append(made)
    return tuple(found)


def _renaming(unit: Unit, known: Roster, gone: Roster) -> Renaming | None:
    own = gone.certain(unit.name)
    if own is not None:
        return Renaming(own, unit.name, f"“{unit.name}”原是“{own}”的又称", certain=True)
    told = next((name for alias in unit.aliases if (name := gone.certain(alias)) is not None), None)
    if told is not None:
        return Renaming(told, unit.name, f"新名册把“{told}”列为“{unit.name}”的又称", certain=True)
    if known.certain(unit.name) is not None:
        return None
    near = gone.match(unit.name).proposed
    before = gone.get(near) if near else None
    if before is None or (before.kind and unit.kind and before.kind != unit.kind):
        return None
    return Renaming(before.name, unit.name, "名称相近，请认定是不是同一家", certain=False)


def merged(
    known: Roster, given: RosterFile, taken: Mapping[str, str], learned: Mapping[str, tuple[str, ...]]
) -> Roster:
    """The roster as it would be: the file's units in its order, what the file is silent about as it was.

    ``taken`` gives the old name of each unit that is held to be renamed. Spellings that a person has confirmed, and
    former names, stay with their unit unless the file gives them to another.
    """
    names = {unit.name for unit in given.roster.units}
    units: list[Unit] = []
    for unit in given.roster.units:
        old = taken.get(unit.name, unit.name)
        before = known.get(old)
        if before is None:
            units.append(unit)
            continue
        silent = {name: getattr(before, name) for name in _COMPARED if name not in given.given}
        if silent.get("parent") and silent["parent"] not in names:
            above = standing_above(known, old, {*names, *taken.values()})
            silent["parent"] = next((new for new, former in taken.items() if former == above), above)
        aliases = unit.aliases if "aliases" in given.given else before.aliases
        kept = (*learned.get(old, ()), *before.former_names, *((old,) if old != unit.name else ()))
        fresh = tuple(one for one in kept if one not in aliases and given.roster.certain(one) is None)
        aliases = tuple(alias for alias in dict.fromkeys((*aliases, *fresh)) if alias != unit.name)
        units.append(replace(unit, **silent, aliases=aliases, active_from=before.active_from, turns=before.turns))
    return replace(known, units=tuple(units))


def changes_between(
    known: Roster, wanted: Roster, taken: Mapping[str, str], used: frozenset[str]
) -> tuple[RosterChange, ...]:
    """Every difference; ``used`` are the units that something speaks of, which are never removed."""
    return (*_comings(known, wanted, taken, used), *_mended(known, wanted, taken), *_order(known, wanted, taken))


def _comings(known: Roster, wanted: Roster, taken: Mapping[str, str], used: frozenset[str]) -> Iterator[RosterChange]:
    today = {unit.name for unit in known.units}
    for unit in wanted.units:
        if unit.name in taken:
            yield RosterChange(RENAMED, unit.name, f"原名“{taken[unit.name]}”，作为又称保留，来表和数字都跟着走")
        elif unit.name not in today:
            past = known.get(unit.name)
            yield (
                RosterChange(ADDED, unit.name, unit.kind) if past is None else RosterChange(BACK, unit.name, "原已停用")
            )
    names = {unit.name for unit in wanted.units} | set(taken.values())
    for unit in known.units:
        if unit.name not in names:
            detail = "停用，已报的表和数字都保留" if unit.name in used else "没有来表，移出名册"
            yield RosterChange(GONE, unit.name, detail)


def _mended(known: Roster, wanted: Roster, taken: Mapping[str, str]) -> Iterator[RosterChange]:
    for unit in wanted.units:
        before = known.get(taken.get(unit.name, unit.name))
        if before is None:
            continue
        said = [
            f"{FIELDS[name]}：{_shown(before, name)} → {_shown(unit, name)}"
            for name in _COMPARED
            if _as_renamed(getattr(before, name), taken) != getattr(unit, name)
        ]
        said += _alias_changes(before, unit, taken.get(unit.name))
        if said:
            yield RosterChange(MENDED, unit.name, "；".join(said))


def _as_renamed(value: object, taken: Mapping[str, str]) -> object:
    """A unit's name as it would be called afterwards; other values as they are."""
    return next((new for new, old in taken.items() if old == value), value)


def _shown(unit: Unit, name: str) -> str:
    value = getattr(unit, name)
    if isinstance(value, bool):
        return _YES if value else _NO
    return str(value) or "（空）"


def _alias_changes(before: Unit, unit: Unit, old: str | None) -> list[str]:
    more = [alias for alias in unit.aliases if alias not in before.aliases and alias != old]
    less = [alias for alias in before.aliases if alias not in unit.aliases and alias != unit.name]
    return ([f"增加又称：{'、'.join(more)}"] if more else []) + ([f"去掉又称：{'、'.join(less)}"] if less else [])


def _order(known: Roster, wanted: Roster, taken: Mapping[str, str]) -> Sequence[RosterChange]:
    now = {taken.get(unit.name, unit.name): unit.name for unit in wanted.units}
    before = [now[unit.name] for unit in known.units if unit.name in now]
    today = {unit.name for unit in known.units}
    after = [name for old, name in now.items() if old in today]
    if before == after:
        return ()
    moved = next(name for name, former in zip(after, before, strict=True) if name != former)
    return (RosterChange(MOVED, moved, "从这家起，局内排序与现在不同"),)

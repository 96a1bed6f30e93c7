"""Work on 单位名册: what a file would change is said before, a unit's entry is mended, the roster is given out."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desk_app.campaign.roster import Roster, Unit, fold_name
from desk_app.exporting.atomic import replacing
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.keep_roster import roster_from
from desk_app.storage import roster
from desk_app.storage.operations import ChangeSet

HEADINGS = ("单位名称", "又称", "类别", "上级单位", "联系人", "所在党支部")
_FIELDS = (("类别", "kind"), ("上级单位", "parent"), ("联系人", "contact"), ("所在党支部", "branch"))


@dataclass(frozen=True, slots=True)
class RosterChange:
    """One thing that a roster file would change, in an office's words."""

    what: str
    unit: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What reading a file in would do; nothing is changed yet. ``remarks`` say what of the file is not read."""

    path: Path
    units: int
    changes: tuple[RosterChange, ...]
    remarks: tuple[str, ...] = ()


def plan_import(desk: Desk, path: Path) -> RosterPlan:
    """What a roster file would change; DeskError with every mistake of the file."""
    given = roster_from(path)
    with desk.store.read() as reader:
        known = roster.load(reader)
        learned = roster.learned_aliases(reader)
    changes = (*_comings(known, given.roster), *_changes(known, given.roster, learned), *_order(known, given.roster))
    return RosterPlan(path, len(given.roster.units), tuple(changes), tuple(one.message for one in given.problems))


def _comings(known: Roster, given: Roster) -> list[RosterChange]:
    fresh = [RosterChange("新增", unit.name, unit.kind) for unit in given.units if known.get(unit.name) is None]
    gone = [unit.name for unit in known.units if given.get(unit.name) is None]
    return fresh + [RosterChange("不再列入", name, "已报的表和数字都保留") for name in gone]


def _changes(known: Roster, given: Roster, learned: dict[str, tuple[str, ...]]) -> list[RosterChange]:
    found = []
    for unit in given.units:
        before = known.get(unit.name)
        if before is None:
            continue
        said = [
            f"{word}：{getattr(before, key) or '（空）'} → {getattr(unit, key) or '（空）'}"
            for word, key in _FIELDS
            if getattr(before, key) != getattr(unit, key)
        ]
        said += _alias_changes(before, unit, learned.get(unit.name, ()))
        if said:
            found.append(RosterChange("修改", unit.name, "；".join(said)))
    return found


def _alias_changes(before: Unit, unit: Unit, learned: Sequence[str]) -> list[str]:
    more = [alias for alias in unit.aliases if alias not in before.aliases]
    less = [alias for alias in before.aliases if alias not in unit.aliases and alias not in learned]
    return ([f"增加又称：{'、'.join(more)}"] if more else []) + ([f"去掉又称：{'、'.join(less)}"] if less else [])


def _order(known: Roster, given: Roster) -> list[RosterChange]:
    before = [unit.name for unit in known.units if given.get(unit.name) is not None]
    after = [unit.name for unit in given.units if known.get(unit.name) is not None]
    if before == after:
        return []
    moved = next(name for name, former in zip(after, before, strict=True) if name != former)
    return [RosterChange("排序", moved, "从这家起，局内排序与现在不同")]


def write_roster(desk: Desk, path: Path) -> Path:
    """Give the roster out as csv in the bureau's order, as the program itself and Excel or WPS read it."""
    with desk.store.read() as reader:
        known = roster.load(reader)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for unit in known.units:
        writer.writerow([unit.name, "、".join(unit.aliases), unit.kind, unit.parent, unit.contact, unit.branch])
    with replacing(path) as part:
        part.write_bytes(text.getvalue().encode("utf-8-sig"))
    return path


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """What a person may mend of a unit without a new roster file."""

    aliases: tuple[str, ...]
    contact: str
    branch: str


def mend_unit(desk: Desk, name: str, entry: UnitEntry) -> ChangeSet:
    """Keep a unit's aliases, contact and branch; DeskError when an alias belongs to another unit."""
    with desk.store.operation("修改单位登记", actor=desk.actor, at=desk.clock(), summary=name) as op:
        known = roster.load(op)
        unit = known.get(name)
        if unit is None:
            raise DeskError(f"名册中已没有“{name}”，请重新打开名册。")
        aliases = tuple(dict.fromkeys(alias.strip() for alias in entry.aliases if alias.strip() not in {"", name}))
        _refuse_taken(known, name, aliases)
        mended = replace(unit, aliases=aliases, contact=entry.contact.strip(), branch=entry.branch.strip())
        units = tuple(mended if one.name == name else one for one in known.units)
        roster.save(op, replace(known, units=units))
    return op.changes


def _refuse_taken(known: Roster, name: str, aliases: Sequence[str]) -> None:
    for alias in aliases:
        for other in known.units:
            if other.name != name and fold_name(alias) in {fold_name(one) for one in (other.name, *other.aliases)}:
                raise DeskError(f"“{alias}”已是“{other.name}”的名称或又称，两家不能共用，请改一个。")

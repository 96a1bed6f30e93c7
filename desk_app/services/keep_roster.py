"""单位名册: reading the roster's file in and keeping it as the bureau orders it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from desk_app.campaign.roster import Roster
from desk_app.importing.roster_file import RosterFile, read_roster
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.storage import roster
from desk_app.storage.operations import ChangeSet


def roster_from(path: Path) -> RosterFile:
    """What a roster file says; DeskError with every mistake of it, or when it cannot be read at all."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DeskError(f"名册文件“{path}”打不开（{reason_of(error)}），请核对路径。") from error
    return read_roster(data)


def import_roster(desk: Desk, path: Path) -> tuple[Roster, ChangeSet]:
    """Take a roster file as the bureau's roster; DeskError with every mistake of the file, and nothing changed.

    Spellings that a person has confirmed stay with their unit, unless the file gives them to another; people and
    their ties stay, for the file speaks of units only.
    """
    given = roster_from(path).roster
    with desk.store.operation("读入单位名册", actor=desk.actor, at=desk.clock(), summary=path.name) as op:
        known = roster.load(op)
        kept = replace(given, people=given.people or known.people, relations=given.relations or known.relations)
        wanted = _with_learned(kept, roster.learned_aliases(op))
        roster.save(op, wanted)
    return wanted, op.changes


def _with_learned(given: Roster, learned: Mapping[str, tuple[str, ...]]) -> Roster:
    units = []
    for unit in given.units:
        fresh = tuple(alias for alias in learned.get(unit.name, ()) if given.match(alias).unit is None)
        units.append(replace(unit, aliases=(*unit.aliases, *fresh)))
    return replace(given, units=tuple(units))

"""单位名册: a roster file is looked at first, then taken in as a whole; nothing that has data is ever removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desk_app.campaign.roster import Roster
from desk_app.importing.named_columns import FileColumn
from desk_app.importing.roster_file import FIELDS, RosterFile, read_roster
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.rename import rename_in
from desk_app.services.roster_diff import Renaming, RosterChange, changes_between, merged, renamings
from desk_app.storage import roster
from desk_app.storage.operations import ChangeSet
from desk_app.storage.reader import Reader

__all__ = ["FIELDS", "Decisions", "FileColumn", "Renaming", "RosterChange", "RosterPlan"]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person says of a roster file: what its columns are, which units are only renamed, and from which day.

    Without them the headings decide, and those renamings that either list states.
    """

    columns: Mapping[int, str] | None = None
    renamed: Mapping[str, str] | None = None
    renamed_on: date | None = None


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What reading a file in would do; nothing is changed yet. ``remarks`` say what of the file is not read.

    ``renamings`` are all that might be; ``taken`` gives the old name of those held to be true.
    """

    path: Path
    units: int
    changes: tuple[RosterChange, ...]
    remarks: tuple[str, ...] = ()
    columns: tuple[FileColumn, ...] = ()
    renamings: tuple[Renaming, ...] = ()
    taken: Mapping[str, str] | None = None


def roster_from(path: Path, columns: Mapping[int, str] | None = None, *, bureau: str = "") -> RosterFile:
    """What a roster file says; DeskError with every mistake of it, or when it cannot be read at all."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DeskError(f"名册文件“{path}”打不开（{reason_of(error)}），请核对路径。") from error
    return read_roster(data, columns, bureau=bureau)


def plan_import(desk: Desk, path: Path, said: Decisions | None = None) -> RosterPlan:
    """What a roster file would change; DeskError with every mistake of the file."""
    decisions = said or Decisions()
    given = roster_from(path, decisions.columns, bureau=desk.bureau)
    with desk.store.read() as reader:
        known = roster.load(reader)
        proposed = renamings(known, given.roster)
        taken = _taken(proposed, decisions)
        wanted = merged(known, given, taken, roster.learned_aliases(reader))
        used = used_units(reader)
    changes = changes_between(known, wanted, taken, used)
    remarks = tuple(one.message for one in given.problems)
    return RosterPlan(path, len(given.roster.units), changes, remarks, given.columns, proposed, taken)


def import_roster(desk: Desk, path: Path, said: Decisions | None = None) -> tuple[Roster, ChangeSet]:
    """Take a roster file as the bureau's roster; DeskError with every mistake of the file, and nothing changed.

    Spellings that a person has confirmed stay with their unit, unless the file gives them to another; people and
    their ties stay, for the file speaks of units only.
    """
    decisions = said or Decisions()
    given = roster_from(path, decisions.columns, bureau=desk.bureau)
    with desk.store.operation("读入单位名册", actor=desk.actor, at=desk.clock(), summary=path.name) as op:
        before = roster.load(op)
        taken = _taken(renamings(before, given.roster), decisions)
        day = decisions.renamed_on or desk.clock().date()
        for new, old in taken.items():
            rename_in(op, before, old, new, day)
        known = roster.load(op)
        wanted = merged(known, given, {}, roster.learned_aliases(op))
        roster.save(op, wanted)
    return wanted, op.changes


def used_units(reader: Reader) -> frozenset[str]:
    """The units that something speaks of, by name."""
    names = roster.unit_names(reader)
    return frozenset(names[row_id] for row_id in roster.units_in_use(reader))


def _taken(proposed: tuple[Renaming, ...], said: Decisions) -> dict[str, str]:
    if said.renamed is not None:
        return dict(said.renamed)
    return {one.new: one.old for one in proposed if one.certain}

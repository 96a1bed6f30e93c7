"""The roster given out as a file, in the very columns in which it is read in."""

from __future__ import annotations

from pathlib import Path

from desk_app.campaign.roster import Unit
from desk_app.exporting.plain_sheet import write_list
from desk_app.importing.roster_file import FIELDS
from desk_app.services.desk import Desk
from desk_app.storage import roster

HEADINGS = tuple(FIELDS.values())


def write_roster(desk: Desk, path: Path) -> Path:
    """Write the roster as csv or xlsx, by the file's ending, in the bureau's order; units at rest are left out."""
    with desk.store.read() as reader:
        units = roster.load(reader).units
    return write_list(path, "单位名册", HEADINGS, [_line(unit) for unit in units])


def _line(unit: Unit) -> tuple[str, ...]:
    return (
        unit.name,
        "、".join(unit.aliases),
        unit.kind,
        unit.parent,
        unit.contact,
        unit.phone,
        unit.branch,
        "是" if unit.reports else "否",
    )

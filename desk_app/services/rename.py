"""A unit's new name, wherever its old one was kept: the roster, its people, and what was ruled of its returns."""

from __future__ import annotations

from datetime import date

from desk_app.campaign.roster import Roster, fold_name
from desk_app.problems import DeskError
from desk_app.services.memory import CUMULATIVE, cumulative_subject
from desk_app.services.remembered import HEADING, heading_prefix
from desk_app.storage import roster, rulings, unit_turns
from desk_app.storage.operations import Operation


def rename_in(op: Operation, known: Roster, old: str, new: str, day: date | None, basis: str = "") -> None:
    """Rename a unit within a step under way; DeskError when the name is another's, or there is no such unit."""
    if known.get(old) is None:
        raise DeskError(f"名册中已没有“{old}”，请重新打开名册。")
    owner = known.certain(new)
    if owner is not None and owner != old:
        raise DeskError(f"“{new}”已是“{owner}”的名称或又称，请另取名称，或改用“并入”。")
    if not fold_name(new):
        raise DeskError("新名称是空的，请填写后再改。")
    unit_turns.rename_unit(op, roster.unit_ids(op)[old], new, day, basis)
    rulings.rename_subjects(op, CUMULATIVE, cumulative_subject(old, ""), cumulative_subject(new, ""))
    rulings.rename_subjects(op, HEADING, heading_prefix(old), heading_prefix(new))

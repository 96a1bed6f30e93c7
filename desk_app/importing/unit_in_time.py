"""A return for a time in which its unit no longer, or not yet, existed is asked about, never filed by itself."""

from __future__ import annotations

from dataclasses import replace

from desk_app.campaign.period import Period
from desk_app.campaign.roster import Roster, Unit
from desk_app.campaign.unit_history import TurnKind
from desk_app.importing.unit_finder import FoundUnit
from desk_app.problems import Level, Problem


def in_its_time(found: FoundUnit, period: Period | None, roster: Roster, where: str) -> FoundUnit:
    """The unit as found, or a question where it did not exist at the period's end; whom it went into is proposed."""
    unit = roster.get(found.unit) if found.unit is not None else None
    if unit is None or period is None or period.end is None or unit.exists_on(period.end):
        return found
    into = _successor(unit, roster)
    message = f"{_why(unit, period)}，这份是{period.label}的，请确认是哪家单位报的"
    problem = Problem(where, Level.ERROR, message, "unit_ended")
    return replace(found, unit=None, proposed=into or unit.name, problems=(*found.problems, problem), written="")


def _successor(unit: Unit, roster: Roster) -> str | None:
    merged = [turn.name for turn in unit.turns if turn.kind is TurnKind.MERGED]
    known = roster.get(merged[-1]) if merged else None
    return None if known is None else known.name


def _why(unit: Unit, period: Period) -> str:
    if unit.active_from is not None and period.end is not None and period.end < unit.active_from:
        return f"“{unit.name}”{unit.active_from.year}年{unit.active_from.month}月{unit.active_from.day}日才设立"
    ended = [turn for turn in unit.turns if turn.kind in {TurnKind.MERGED, TurnKind.STOPPED}]
    return f"“{unit.name}”{ended[-1].said}" if ended else f"“{unit.name}”已停用"

"""Which unit a return is from: choice, hidden identity, unit line, title, sheet, file name, folders, in this order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desk_app.campaign.full_names import spellings_of
from desk_app.campaign.roster import Roster, fold_name
from desk_app.importing.clues import Clues, ReadContext
from desk_app.importing.names import NamedUnit, match_written
from desk_app.problems import Level, Problem

_FEWEST_BELOW_A_BUREAU = 2


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """The unit where it is certain, else a proposal to be asked about, with what is to be said.

    ``written`` is the spelling that the proposal answers, to be remembered when a person confirms it.
    """

    unit: str | None
    proposed: str | None
    problems: tuple[Problem, ...] = ()
    written: str = ""


def find_unit(clues: Clues, context: ReadContext, roster: Roster, where: str) -> FoundUnit:
    """Find the unit; sources of equal weight that disagree are asked, a near name is only proposed."""
    stated = list(_stated(clues, context, roster))
    certain = [(source, named.unit) for source, named in stated if named.unit]
    doubtful = [(source, named) for source, named in stated if named.unit is None and named.written]
    if certain:
        return _from_certain(certain, doubtful, roster, where)
    folder = next((name.unit for name in clues.around.folders if name.unit.unit), None)
    if doubtful:
        source, named = doubtful[0]
        if folder is not None and folder.unit == named.proposed:
            return FoundUnit(folder.unit, None, (_near(where, source, named, Level.WARNING),))
        problems = (_asked(where, source, named),)
        if named.proposed:
            return FoundUnit(None, named.proposed, problems, named.written)
        return FoundUnit(None, folder.unit if folder else None, problems)
    return _from_folder(folder, roster, where)


def _from_folder(folder: NamedUnit | None, roster: Roster, where: str) -> FoundUnit:
    """What the folders alone tell; the bureau's own name tells of no unit."""
    message = "没有写明填报单位，文件名和文件夹名也看不出，请指定单位"
    if folder is not None and folder.unit is not None:
        if not _is_the_bureau(folder.unit, roster):
            return FoundUnit(folder.unit, None)
        message = f"只有文件夹名是“{folder.unit}”，文件里看不出是哪家单位报的，请指定单位"
    return FoundUnit(None, None, (Problem(where, Level.ERROR, message, "unit_unknown"),))


def _stated(clues: Clues, context: ReadContext, roster: Roster) -> Iterator[tuple[str, NamedUnit]]:
    if context.unit:
        yield "所选单位", NamedUnit(context.unit, None, context.unit)
    if clues.identity is not None and clues.identity.unit:
        yield "空表自带的标识", match_written(clues.identity.unit, roster)
    if clues.unit_line:
        yield "填报单位一行", match_written(clues.unit_line, roster)
    else:
        yield from (("表题", title.unit) for title in clues.titles if title.unit.unit)
    if clues.sheet is not None and clues.sheet.unit.unit:
        yield "工作表名", clues.sheet.unit
    yield "文件名", clues.around.file.unit


def _is_the_bureau(name: str, roster: Roster) -> bool:
    """Whether a unit is the bureau itself: a folder of that name holds what any of its units may have sent."""
    if fold_name(name) in spellings_of(fold_name(roster.bureau)):
        return True
    tops = [unit.name for unit in roster.units if not unit.parent]
    return tops == [name] and len(roster.units) > _FEWEST_BELOW_A_BUREAU


def _from_certain(
    certain: list[tuple[str, str]], doubtful: list[tuple[str, NamedUnit]], roster: Roster, where: str
) -> FoundUnit:
    source, unit = certain[0]
    for other_source, other in certain[1:]:
        if other != unit and not _related(unit, other, roster):
            message = f"{source}是“{unit}”，{other_source}是“{other}”，两处不一致，请确认是哪家单位"
            said = Problem(where, Level.ERROR, message, "unit_disagrees", proposed=f"{unit}、{other}")
            return FoundUnit(None, unit, (said,))
    problems = []
    for other_source, named in doubtful:
        if fold_name(unit) in fold_name(named.written) or named.proposed == unit:
            if other_source == "填报单位一行":
                problems.append(_near(where, other_source, named, Level.WARNING))
        elif other_source == "填报单位一行":
            message = f"填报单位写作“{named.written}”，而{source}是“{unit}”，请确认是哪家单位"
            return FoundUnit(None, unit, (Problem(where, Level.ERROR, message, "unit_disagrees"),))
    return FoundUnit(unit, None, tuple(problems))


def _related(unit: str, other: str, roster: Roster) -> bool:
    """Whether one unit stands above the other in the roster."""
    return roster.is_below(unit, other) or roster.is_below(other, unit)


def _near(where: str, source: str, named: NamedUnit, level: Level) -> Problem:
    return Problem(where, level, f"{source}写作“{named.written}”，与名册不同，按“{named.proposed}”登记", "unit_near")


def _asked(where: str, source: str, named: NamedUnit) -> Problem:
    if named.several:
        return Problem(where, Level.ERROR, f"{source}里有几家单位：{named.written}，请指定是哪一家", "unit_several")
    if named.proposed:
        message = f"{source}写作“{named.written}”，名册中没有，是否为“{named.proposed}”，请确认"
        return Problem(where, Level.ERROR, message, "unit_near")
    return Problem(where, Level.ERROR, f"{source}写作“{named.written}”，名册中没有这家单位，请指定", "unit_unknown")

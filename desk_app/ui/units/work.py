"""What 单位 asks of the services, run in the worker's thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.campaign.roster import Roster
from desk_app.progress import Progress

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.keep_roster import Decisions, RosterPlan
    from desk_app.services.people import PeoplePlan
    from desk_app.services.produce import Made
    from desk_app.services.roster_proposal import Confirmed, Proposal
    from desk_app.services.roster_work import UnitEntry
    from desk_app.services.unit_page import UnitPage
    from desk_app.services.values import Campaign, ChangeSet
    from desk_app.ui.units.turn_dialog import TurnSaid

Rows = Sequence[Sequence[str]]


def read_roster(desk: Desk, _progress: Progress) -> Roster:
    """The roster as it stands."""
    from desk_app.services.unit_page import known_roster

    return known_roster(desk)


def read_page(desk: Desk, _progress: Progress, *, campaign: Campaign | None, name: str) -> UnitPage | None:
    """A unit's own page."""
    from desk_app.services.unit_page import unit_page

    return unit_page(desk, campaign, name)


def plan_file(desk: Desk, _progress: Progress, *, path: Path, said: Decisions | None) -> RosterPlan:
    """What a roster file would change."""
    from desk_app.services.keep_roster import plan_import

    return plan_import(desk, path, said)


def take_file(desk: Desk, _progress: Progress, *, path: Path, said: Decisions | None) -> tuple[Roster, ChangeSet]:
    """Take a roster file in."""
    from desk_app.services.keep_roster import import_roster

    return import_roster(desk, path, said)


def write_file(desk: Desk, _progress: Progress, *, path: Path) -> Path:
    """导出名册."""
    from desk_app.services.roster_out import write_roster

    return write_roster(desk, path)


def keep_entry(desk: Desk, _progress: Progress, *, name: str, entry: UnitEntry) -> ChangeSet:
    """修改登记."""
    from desk_app.services.roster_work import mend_unit

    return mend_unit(desk, name, entry)


def add_units(desk: Desk, _progress: Progress, *, names: Sequence[str], entry: UnitEntry, after: str) -> ChangeSet:
    """新增单位."""
    from desk_app.services import roster_work

    return roster_work.add_units(desk, names, entry, after=after or None)


def step_unit(desk: Desk, _progress: Progress, *, name: str, step: int) -> ChangeSet:
    """One place up or down."""
    from desk_app.services.roster_work import move_unit

    return move_unit(desk, name, step)


def indent_unit(desk: Desk, _progress: Progress, *, name: str, deeper: bool) -> ChangeSet:
    """One level down or up."""
    from desk_app.services import roster_work

    return roster_work.indent_unit(desk, name, deeper=deeper)


def place_unit(desk: Desk, _progress: Progress, *, name: str, parent: str, before: str | None) -> ChangeSet:
    """Where it was drawn to."""
    from desk_app.services import roster_work

    return roster_work.place_unit(desk, name, parent=parent, before=before)


def remove_unit(desk: Desk, _progress: Progress, *, name: str) -> ChangeSet:
    """移出."""
    from desk_app.services import roster_work

    return roster_work.remove_unit(desk, name)


def turn_unit(desk: Desk, _progress: Progress, *, said: TurnSaid) -> ChangeSet:
    """改名, 并入, 分设, 停用, 启用."""
    from desk_app.services import unit_changes as changes

    when = changes.Day(said.day, said.basis)
    makers = {
        "改名": lambda: changes.rename_unit(desk, said.name, said.other, when),
        "更正名称": lambda: changes.rename_unit(desk, said.name, said.other, None),
        "并入": lambda: changes.merge_unit(desk, said.name, said.other, when),
        "分设": lambda: changes.split_unit(desk, said.name, said.new, when, keeps=said.keeps),
        "停用": lambda: changes.stop_unit(desk, said.name, when),
        "恢复启用": lambda: changes.resume_unit(desk, said.name, when),
    }
    return makers[said.kind]()


def reissue(desk: Desk, progress: Progress, *, campaign: Campaign, unit: str, out: Path) -> Made:
    """再出空表."""
    from desk_app.services.reissue import reissue_blanks

    return reissue_blanks(desk, campaign, unit, out, progress)


def gather(desk: Desk, progress: Progress, *, paths: Sequence[Path]) -> Proposal:
    """从来表生成名册: look."""
    from desk_app.services.roster_proposal import propose

    return propose(desk, paths, progress)


def make_roster(desk: Desk, _progress: Progress, *, confirmed: Sequence[Confirmed]) -> ChangeSet:
    """从来表生成名册: do."""
    from desk_app.services.roster_proposal import create

    return create(desk, confirmed)


def keep_people(desk: Desk, _progress: Progress, *, rows: Rows, name: str) -> ChangeSet:
    """The whole list of persons as it stands on the screen."""
    from desk_app.services import people

    return people.keep_people(desk, rows, name)


def read_pasted(_desk: Desk, _progress: Progress, *, rows: Rows) -> list[tuple[str, ...]]:
    """Lines copied from a table of persons."""
    from desk_app.services.people import pasted_people

    return pasted_people(rows)


def keep_ties(desk: Desk, _progress: Progress, *, rows: Rows) -> ChangeSet:
    """All ties as they stand on the screen."""
    from desk_app.services import people

    return people.keep_ties(desk, rows)


def write_ties(desk: Desk, _progress: Progress, *, path: Path) -> Path:
    """分管和联系 as a file."""
    from desk_app.services import people

    return people.write_ties(desk, path)


def plan_people(desk: Desk, _progress: Progress, *, path: Path) -> PeoplePlan:
    """What a list of persons would change."""
    from desk_app.services import people

    return people.plan_people(desk, path)


def take_people(desk: Desk, _progress: Progress, *, path: Path) -> ChangeSet:
    """Take a list of persons in."""
    from desk_app.services.people import import_people

    return import_people(desk, path)


def write_people(desk: Desk, _progress: Progress, *, path: Path) -> Path:
    """导出人员."""
    from desk_app.services import people

    return people.write_people(desk, path)

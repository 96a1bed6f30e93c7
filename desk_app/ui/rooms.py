"""The rooms of the desk in the order in which they stand at the left; each is built when it is first entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk_app.ui.room import Room, RoomContext


@dataclass(frozen=True, slots=True)
class RoomEntry:
    """One room: the name by which errands call it, its word, its icon's name, and how it is built."""

    name: str
    title: str
    build: Callable[[RoomContext], Room]
    icon: str = ""
    at_foot: bool = False


def _home(context: RoomContext) -> Room:
    from desk_app.ui.rooms_home import HomeRoom

    return HomeRoom(context)


def _plan(context: RoomContext) -> Room:
    from desk_app.ui.plan.room import PlanRoom

    return PlanRoom(context)


def _tasks(context: RoomContext) -> Room:
    from desk_app.ui.tasks.room import TaskRoom

    return TaskRoom(context)


def _intake(context: RoomContext) -> Room:
    from desk_app.ui.intake.room import IntakeRoom

    return IntakeRoom(context)


def _ledger(context: RoomContext) -> Room:
    from desk_app.ui.ledger.room import LedgerRoom

    return LedgerRoom(context)


def _tally(context: RoomContext) -> Room:
    from desk_app.ui.tally.room import TallyRoom

    return TallyRoom(context)


def _print(context: RoomContext) -> Room:
    from desk_app.ui.printing.room import PrintRoom

    return PrintRoom(context)


def _units(context: RoomContext) -> Room:
    from desk_app.ui.units.room import UnitsRoom

    return UnitsRoom(context)


def _archive(context: RoomContext) -> Room:
    from desk_app.ui.archive.room import ArchiveRoom

    return ArchiveRoom(context)


def _settings(context: RoomContext) -> Room:
    from desk_app.ui.rooms_settings import SettingsRoom

    return SettingsRoom(context)


ROOMS = (
    RoomEntry("home", "首页", _home, "home"),
    RoomEntry("plan", "方案", _plan, "plan"),
    RoomEntry("tasks", "任务", _tasks, "tasks"),
    RoomEntry("intake", "收表", _intake, "intake"),
    RoomEntry("ledger", "台账", _ledger, "ledger"),
    RoomEntry("tally", "统计", _tally, "tally"),
    RoomEntry("print", "打印", _print, "print"),
    RoomEntry("units", "单位", _units, "units"),
    RoomEntry("archive", "档案", _archive, "archive"),
    RoomEntry("settings", "设置", _settings, "settings", at_foot=True),
)

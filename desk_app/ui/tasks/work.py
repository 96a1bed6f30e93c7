"""What 任务 asks of the services, run in the worker's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.campaign.tasks import Thresholds
from desk_app.campaign.tasks_chart import Chart
from desk_app.progress import Progress
from desk_app.services.calendar_due_rule import Reading
from desk_app.services.calendar_form_dues import DueRuled, DueSaid, FormDue
from desk_app.services.calendar_items import CalendarItem
from desk_app.services.calendar_open import OpenItem
from desk_app.services.task_board import TaskBoard
from desk_app.services.task_work import Entry

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.produce import Made
    from desk_app.services.values import Campaign, ChangeSet

_EVER = (date(1900, 1, 1), date(2200, 12, 31))


@dataclass(frozen=True, slots=True)
class DatesSaid:
    """What a person decided of a task's dates."""

    key: str
    inner: date | None
    report: date | None
    basis: str
    inner_clock: time | None = None
    report_clock: time | None = None


@dataclass(frozen=True, slots=True)
class TaskView:
    """Everything that the room shows of a campaign; ``units`` are those that tasks name, the roster's first.

    ``undated`` is what stands in no calendar because its day is not certain; ``forms`` are the collected forms with
    their 报送时限, ``reading`` what a typed day is read against.
    """

    board: TaskBoard
    items: tuple[CalendarItem, ...]
    chart: Chart
    units: tuple[str, ...]
    undated: tuple[OpenItem, ...]
    forms: tuple[FormDue, ...]
    reading: Reading


class Paper(Enum):
    """What can be printed or written out: its words in the menu."""

    WEEK = "本周工作单"
    LIST = "任务事项一览"
    LOAD = "单位负担表"
    WALL_A4 = "推进图（A4）"
    WALL_A3 = "推进图（A3）"
    REMIND = "提醒单（带回执）"
    URGE = "催办单（带回执）"


@dataclass(frozen=True, slots=True)
class PaperWish:
    """One paper, for the tasks of the keys, or the week of the day."""

    paper: Paper
    keys: tuple[str, ...]
    said: str
    day: date


def read_view(desk: Desk, _progress: Progress, *, campaign: Campaign) -> TaskView:
    """Read the room anew."""
    from desk_app.services.calendar_form_dues import due_reading, form_dues
    from desk_app.services.calendar_items import items_of
    from desk_app.services.calendar_open import open_items
    from desk_app.services.task_board import holidays_of, task_board
    from desk_app.services.task_chart import task_chart

    holidays = holidays_of(desk)
    board = task_board(desk, campaign, holidays)
    items = items_of(desk, board, *_EVER, holidays)
    forms = form_dues(desk, campaign)
    undated, reading = open_items(desk, board, forms), due_reading(desk, campaign)
    return TaskView(board, items, task_chart(board, items), _in_order(board), undated, forms, reading)


def _in_order(board: TaskBoard) -> tuple[str, ...]:
    roster = board.classes.roster
    return tuple(sorted(board.units, key=lambda name: roster.order_of(roster.certain(name) or name)))


def keep_entry(desk: Desk, _progress: Progress, *, campaign: Campaign, key: str, entry: Entry) -> ChangeSet:
    """登记进展."""
    from desk_app.services.task_work import note_task

    return note_task(desk, campaign, key, entry)


def keep_dates(desk: Desk, _progress: Progress, *, campaign: Campaign, said: DatesSaid) -> ChangeSet:
    """认定时限."""
    from desk_app.services.task_work import rule_dates

    return rule_dates(
        desk, campaign, said.key, inner=said.inner, report=said.report, basis=said.basis,
        inner_clock=said.inner_clock, report_clock=said.report_clock,
    )  # fmt: skip


def restore_dates(desk: Desk, _progress: Progress, *, campaign: Campaign, key: str) -> ChangeSet:
    """恢复原时限."""
    from desk_app.services.task_work import drop_ruling

    return drop_ruling(desk, campaign, key)


def keep_form_due(desk: Desk, _progress: Progress, *, campaign: Campaign, said: DueSaid) -> DueRuled:
    """认定报送时限."""
    from desk_app.services.calendar_form_dues import rule_due

    return rule_due(desk, campaign, said)


def keep_review(desk: Desk, _progress: Progress, *, campaign: Campaign, key: str, day: date | None) -> ChangeSet:
    """设回看日期, or 取消回看."""
    from desk_app.services.task_work import set_review

    return set_review(desk, campaign, key, day)


def keep_class(
    desk: Desk, _progress: Progress, *, campaign: Campaign, written: str, units: tuple[str, ...]
) -> ChangeSet:
    """展开单位."""
    from desk_app.services.unit_classes import confirm_class

    return confirm_class(desk, campaign, written, units)


def keep_settings(
    desk: Desk, _progress: Progress, *, campaign: Campaign, thresholds: Thresholds | None, own_plan: bool | None
) -> ChangeSet | None:
    """临期、逾期的天数 and whose plan it is, as far as either was changed."""
    from desk_app.services.task_work import set_origin, set_thresholds

    done = None
    if thresholds is not None:
        done = set_thresholds(desk, thresholds)
    if own_plan is not None:
        done = set_origin(desk, campaign, own_plan=own_plan)
    return done


def write_paper(desk: Desk, _progress: Progress, *, campaign: Campaign, wish: PaperWish, folder: Path) -> Made:
    """Print one paper into a folder."""
    from desk_app.services import task_papers as papers

    choice = papers.ListChoice(wish.keys, wish.said) if wish.said else None
    makers: dict[Paper, Callable[[], Made]] = {
        Paper.WEEK: lambda: papers.print_week(desk, campaign, wish.day, folder),
        Paper.LIST: lambda: papers.print_list(desk, campaign, folder, choice),
        Paper.LOAD: lambda: papers.print_load(desk, campaign, folder),
        Paper.WALL_A4: lambda: papers.print_wall(desk, campaign, folder, large=False),
        Paper.WALL_A3: lambda: papers.print_wall(desk, campaign, folder, large=True),
        Paper.REMIND: lambda: papers.print_reminders(desk, campaign, wish.keys, folder, urgent=False),
        Paper.URGE: lambda: papers.print_reminders(desk, campaign, wish.keys, folder, urgent=True),
    }
    return makers[wish.paper]()


def write_days(desk: Desk, _progress: Progress, *, campaign: Campaign, target: Path) -> Made:
    """Write the calendar file."""
    from desk_app.services.task_papers import write_calendar_file

    return write_calendar_file(desk, campaign, target)


def copy_evidence(desk: Desk, _progress: Progress, *, campaign: Campaign, note_id: int, folder: Path) -> Path:
    """A copy of a kept file, to be looked at."""
    from desk_app.services.task_board import evidence_file, task_board

    notes = (note for line in task_board(desk, campaign).lines for note in line.notes)
    return evidence_file(desk, next(note for note in notes if note.id == note_id), folder)

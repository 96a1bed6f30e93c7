"""首页's 时限: the tasks and the owed returns that 任务 and 日历 mark, counted from the same board and calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from desk_app.campaign.tasks import Mark, TaskState, task_title
from desk_app.services.calendar_items import CalendarItem, ItemKind, items_of
from desk_app.services.calendar_open import OpenItem, open_items
from desk_app.services.desk import Desk
from desk_app.services.task_board import TaskBoard, holidays_of, task_board
from desk_app.storage.campaigns import Campaign

ALL_IN = "已收齐"


@dataclass(frozen=True, slots=True)
class DueLine:
    """One task or one form of a period with the day that counts: ``said`` is its state (推进中, 未报3家)."""

    title: str
    day: date
    clock: time | None
    said: str


@dataclass(frozen=True, slots=True)
class Dues:
    """What is due from today to Sunday, what is late, both by day, and what has no certain day."""

    this_week: tuple[DueLine, ...] = ()
    overdue: tuple[DueLine, ...] = ()
    undated: tuple[OpenItem, ...] = ()


def dues_of(desk: Desk, campaign: Campaign) -> Dues:
    """Count as 任务 marks and 日历 lists; nothing once the campaign has ended."""
    holidays = holidays_of(desk)
    board = task_board(desk, campaign, holidays)
    if board.ended:
        return Dues()
    sunday = board.today + timedelta(days=6 - board.today.weekday())
    items = items_of(desk, board, date.min, sunday, holidays)
    forms = [one for one in items if one.kind is ItemKind.FORM]
    late = [_form(one) for one in forms if one.mark is Mark.LATE]
    near = [_form(one) for one in forms if _is_awaited(one, board.today)]
    late += _tasks(board, late=True)
    near += [one for one in _tasks(board, late=False) if board.today <= one.day <= sunday]
    return Dues(_by_day(near), _by_day(late), open_items(desk, board))


def _by_day(lines: list[DueLine]) -> tuple[DueLine, ...]:
    return tuple(sorted(lines, key=lambda one: (one.day, one.clock or time.max)))


def _is_awaited(item: CalendarItem, today: date) -> bool:
    return item.day >= today and item.mark is not Mark.LATE and item.state != ALL_IN


def _form(item: CalendarItem) -> DueLine:
    return DueLine(item.title, item.day, item.clock, item.state)


def _tasks(board: TaskBoard, *, late: bool) -> Iterator[DueLine]:
    """Each task once, by the day that counts, as 任务 marks it."""
    for line in board.lines:
        if line.due is not None and line.state is not TaskState.DONE and (line.mark is Mark.LATE) is late:
            yield DueLine(task_title(line.task), line.due, line.clock, line.state.value)

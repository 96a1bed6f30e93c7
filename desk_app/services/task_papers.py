"""What goes out of 任务: this week's sheet, the task list, the wall chart, the calendar file, 提醒单 and 催办单."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.campaign.calendar_days import long_day, monday_of, short_day, until, weekday_word
from desk_app.campaign.tasks import Mark, TaskState
from desk_app.exporting.file_names import safe_name
from desk_app.exporting.paper import Paper
from desk_app.exporting.task_papers import LoadLine, StateLine, WeekLine, load_paper, state_paper, week_paper
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.services.calendar_items import CalendarItem, calendar_items, items_of
from desk_app.services.calendar_load import UnitWeek, unit_weeks
from desk_app.services.calendar_open import open_items, open_said
from desk_app.services.desk import Desk
from desk_app.services.font_remarks import remarks_of
from desk_app.services.produce import DOCX, PDF, XLSX, Made, write_all
from desk_app.services.task_board import TaskBoard, TaskLine, holidays_of, task_board
from desk_app.services.task_chart import task_chart
from desk_app.storage.campaigns import Campaign

if TYPE_CHECKING:
    from desk_app.exporting.ical import CalendarEvent
    from desk_app.exporting.reminder import Reminder

_REPLY_DAYS = 3
_KINDS = (PDF, XLSX)


@dataclass(frozen=True, slots=True)
class ListChoice:
    """Which tasks a list shows: those of the keys, and how the choice is called in the title."""

    keys: tuple[str, ...] | None = None
    said: str = ""


def print_week(desk: Desk, campaign: Campaign, day: date, out: Path) -> Made:
    """本周工作单 of the week of a day, with what was late before it, as PDF and Excel."""
    return write_all(desk, week_sheet(desk, campaign, day), out, safe_name(f"本周工作单 {monday_of(day)}"), _KINDS)


def week_sheet(desk: Desk, campaign: Campaign, day: date) -> Paper:
    """The sheet as a paper."""
    monday = monday_of(day)
    sunday = monday + timedelta(days=6)
    items = calendar_items(desk, campaign, min(campaign.outline.start, monday), sunday)
    late = [one for one in items if one.day < monday and one.mark is Mark.LATE]
    lines = [_week_line(one, "此前逾期") for one in late]
    lines += [_week_line(one, _day(one)) for one in items if one.day >= monday]
    title = f"本周工作单（{short_day(monday)}至{short_day(sunday)}）"
    undated = open_said(open_items(desk, task_board(desk, campaign)))
    note = f"{undated}。" if undated else ""
    return week_paper(title, lines, bureau=desk.bureau, made_on=long_day(desk.clock().date()), note=note)


def _day(item: CalendarItem) -> str:
    lines = [short_day(item.day), weekday_word(item.day)]
    return "\n".join([*lines, item.until] if item.until else lines)


def _week_line(item: CalendarItem, day: str) -> WeekLine:
    state = "，".join(part for part in (item.state, item.mark.value) if part)
    state = "\n".join(part for part in (state, item.offer) if part)
    return WeekLine(day, item.kind.label, item.title, "、".join(item.units), state)


def print_load(desk: Desk, campaign: Campaign, out: Path) -> Made:
    """单位负担表 from this week to the end, as PDF and Excel."""
    board = task_board(desk, campaign)
    monday = monday_of(board.today)
    last = max([campaign.outline.end, monday, *(line.due for line in board.lines if line.due)])
    items = calendar_items(desk, campaign, monday, last)
    lines = [_load_line(week) for week in unit_weeks(items, board.units)]
    title = f"{board.outline.title}单位负担表"
    paper = load_paper(title, lines, bureau=desk.bureau, made_on=f"截至{long_day(board.today)}")
    return write_all(desk, paper, out, "单位负担表", _KINDS)


def _load_line(week: UnitWeek) -> LoadLine:
    sunday = week.monday + timedelta(days=6)
    matters = "\n".join(f"{short_day(item.day)} {item.title}" for item in week.items)
    clashes = "、".join(short_day(day) for day in week.clashes)
    return LoadLine(f"{long_day(week.monday)}至{short_day(sunday)}", week.unit, len(week.items), matters, clashes)


def print_list(
    desk: Desk, campaign: Campaign, out: Path, choice: ListChoice | None = None, *, with_notes: bool = True
) -> Made:
    """任务事项一览 as PDF and Excel, all tasks or those chosen, with what was noted last of each or without."""
    wanted = choice or ListChoice()
    board = task_board(desk, campaign)
    lines = [line for line in board.lines if wanted.keys is None or line.key in wanted.keys]
    said = f"（{wanted.said}）" if wanted.said else ""
    paper = state_paper(
        f"{board.outline.title}任务事项一览{said}",
        [_state_line(line, with_note=with_notes) for line in lines],
        bureau=desk.bureau,
        made_on=f"截至{long_day(board.today)}",
    )
    return write_all(desk, paper, out, safe_name(f"任务事项一览{said}"), _KINDS)


def _state_line(line: TaskLine, *, with_note: bool) -> StateLine:
    last = next((note.text for note in reversed(line.notes) if note.text and with_note), "")
    state = line.state.value + (f"（{line.mark.value}）" if line.mark else "")
    task = line.task
    units = "、".join(line.units)
    return StateLine(task.number, task.activity, task.content, units, task.deadline, due_text(line), state, last)


def due_text(line: TaskLine) -> str:
    """Both days in words, or what stands where there is none."""
    review = f"回看{long_day(line.review)}" if line.review and line.can_be_reviewed else ""
    days = [f"{long_day(line.due)}{until(line.clock)}" if line.due else line.said.value]
    if line.inner and line.report:
        days = [
            f"局内{'（拟）' if line.proposed else ''}{long_day(line.inner)}{until(line.inner_clock)}",
            f"上报{long_day(line.report)}{until(line.report_clock)}",
        ]
    return "\n".join([*days, review] if review else days)


def print_wall(desk: Desk, campaign: Campaign, out: Path, *, large: bool) -> Made:
    """任务推进图 for the wall as PDF, A3 or A4, and as Excel to go on working with."""
    from desk_app.exporting.wall_chart import A3, A4, write_wall_chart
    from desk_app.exporting.wall_sheet import write_wall_sheet

    holidays = holidays_of(desk)
    board = task_board(desk, campaign, holidays)
    outline = board.outline
    items = items_of(desk, board, outline.start, outline.end, holidays)
    wall = A3 if large else A4
    chart, stem = task_chart(board, items), f"任务推进图（{wall.name}）"
    target, sheet = (_made_folder(out) / safe_name(stem, kind) for kind in (PDF, XLSX))
    characters = write_wall_chart(chart, target, desk.fonts, wall)
    write_wall_sheet(chart, sheet)
    return Made((target, sheet), remarks_of(target.name, characters), characters=characters)


def write_calendar_file(desk: Desk, campaign: Campaign, target: Path) -> Made:
    """The whole campaign's days as an iCalendar file."""
    from desk_app.exporting.ical import write_calendar

    outline = campaign.outline
    items = [one for one in calendar_items(desk, campaign, outline.start, outline.end) if one.is_kept]
    write_calendar(target, outline.title, _events(campaign, items), desk.clock())
    return Made((target,))


def _events(campaign: Campaign, items: Iterable[CalendarItem]) -> list[CalendarEvent]:
    from desk_app.exporting.ical import CalendarEvent

    return [
        CalendarEvent(
            identity="|".join((campaign.name, item.kind.value, item.key or f"{item.title}|{item.day}")),
            day=item.day,
            summary=f"{item.kind.label}：{item.title}",
            description="\n".join(
                part for part in ("、".join(item.units), item.state, item.offer, item.source) if part
            ),
            category=item.kind.label,
            clock=item.clock,
        )
        for item in items
    ]


def print_reminders(desk: Desk, campaign: Campaign, keys: Sequence[str], out: Path, *, urgent: bool) -> Made:
    """提醒单 or 催办单, a sheet for every unit of the tasks with all that it owes, in one PDF and one Word document."""
    from desk_app.exporting.reminder import write_reminders
    from desk_app.exporting.reminder_word import write_reminders_word

    board = task_board(desk, campaign)
    if board.ended:
        raise DeskError(f"专项“{campaign.name}”已结束，不再提醒、催办；确需发单请先在“设置”里恢复。")
    lines = [line for line in board.lines if line.key in keys and line.state is not TaskState.DONE]
    reminders = _reminders(desk, board, lines, urgent=urgent)
    if not reminders:
        raise DeskError("选中的任务没有写责任单位，或都已完成，没有可以发的单子。")
    stem = f"{reminders[0].word} {board.today}"
    target, document = (_made_folder(out) / safe_name(stem, kind) for kind in (PDF, DOCX))
    characters = write_reminders(reminders, target, desk.fonts)
    write_reminders_word(reminders, document)
    return Made((target, document), remarks_of(target.name, characters), characters=characters)


def _reminders(desk: Desk, board: TaskBoard, lines: list[TaskLine], *, urgent: bool) -> list[Reminder]:
    from desk_app.exporting.reminder import OwedThing, Reminder

    owed: dict[str, list[TaskLine]] = {}
    for line in lines:
        for unit in line.owing:
            owed.setdefault(unit, []).append(line)
    return [
        Reminder(
            campaign=board.outline.title,
            unit=unit,
            things=tuple(
                OwedThing(line.task.content, due_text(line), _stands(line), line.mark is Mark.LATE) for line in mine
            ),
            made_on=board.today,
            urgent=urgent,
            reply_by=_reply_by(desk, board.today),
            bureau=desk.bureau,
        )
        for unit, mine in owed.items()
    ]


def _stands(line: TaskLine) -> str:
    return line.state.value + (f"\n{line.mark.value}" if line.mark else "")


def _reply_by(desk: Desk, today: date) -> date:
    return holidays_of(desk).working_day_after(today, _REPLY_DAYS).day


def _made_folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(f"文件夹“{out}”建不了（{reason_of(error)}），请换一个位置。") from error
    return out

"""推进图: the chart of a campaign from its board and its calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from desk_app.campaign.deadlines import Kind, State, read_deadline
from desk_app.campaign.tasks import DueWord, Mark, TaskState
from desk_app.campaign.tasks_chart import Chart, ChartDot, ChartRow, RowKind, whole_months
from desk_app.services.calendar_items import CalendarItem, ItemKind
from desk_app.services.task_board import TaskBoard, TaskLine

_MARKS = (Mark.LATE, Mark.NEAR)
_NO_ACTIVITY = "其他任务"


def task_chart(board: TaskBoard, items: Iterable[CalendarItem]) -> Chart:
    """Stages, then activities, then what comes again, along the campaign's months."""
    duties = [item for item in items if item.kind is ItemKind.DUTY]
    rows = (*_phases(board), *_activities(board), *_duties(duties))
    ends = [day for row in rows for day in (row.start, row.end, *(dot.day for dot in row.dots)) if day is not None]
    outline = board.outline
    first, last = whole_months(min([outline.start, *ends]), max([outline.end, *ends]))
    return Chart(f"{outline.title}任务推进图", first, last, board.today, rows, board.ended)


def _phases(board: TaskBoard) -> Iterator[ChartRow]:
    outline = board.outline
    for phase in outline.phases:
        start, end = (None, None) if phase.doubt else phase.within(outline.start, outline.end)
        said = DueWord.OPEN.value if phase.doubt else ""
        mine = [line for line in board.lines if line.task.activity == phase.name]
        done = sum(line.state is TaskState.DONE for line in mine)
        yield ChartRow(
            phase.name, RowKind.PHASE, start, end, phase.open_start, phase.open_end, done, len(mine), said, _dots(mine)
        )


def _activities(board: TaskBoard) -> Iterator[ChartRow]:
    stages = {phase.name for phase in board.outline.phases}
    grouped: dict[str, list[TaskLine]] = defaultdict(list)
    for line in board.lines:
        grouped[line.task.activity or _NO_ACTIVITY].append(line)
    for activity, lines in grouped.items():
        if activity not in stages:
            yield _activity(board, activity, lines)


def _activity(board: TaskBoard, activity: str, lines: list[TaskLine]) -> ChartRow:
    dues = [line.due for line in lines if line.due is not None]
    done = sum(line.state is TaskState.DONE for line in lines)
    start, end = (_start(board, lines), max(dues)) if dues else (None, None)
    if start is not None and end is not None and start > end:
        start = min(dues)
    return ChartRow(
        activity, RowKind.ACTIVITY, start, end, done=done, total=len(lines), said=_said(lines), dots=_dots(lines)
    )


def _start(board: TaskBoard, lines: list[TaskLine]) -> date:
    """The first day that the plan's words give any of the tasks, else the campaign's."""
    outline = board.outline
    starts = []
    for text in {line.task.deadline for line in lines}:
        read = read_deadline(text, outline.start, (outline.start, outline.end))
        if read.kind is Kind.WINDOW and read.state is State.CLEAR and read.start is not None:
            starts.append(date(read.start.year, read.start.month, read.start.day))
        else:
            return outline.start
    return max(min(starts), outline.start)


def _said(lines: list[TaskLine]) -> str:
    counts = [(word, sum(line.said is word for line in lines)) for word in (DueWord.OPEN, DueWord.UNDATED)]
    told = [(word, count) for word, count in counts if count]
    if len(told) == 1 and told[0][1] == len(lines):
        return told[0][0].value
    return "，".join(f"{count}项{word.value}" for word, count in told)


def _dots(lines: list[TaskLine]) -> tuple[ChartDot, ...]:
    grouped: dict[date, list[TaskLine]] = defaultdict(list)
    for line in lines:
        if line.due is not None:
            grouped[line.due].append(line)
    return tuple(
        ChartDot(
            day,
            len(mine),
            sum(line.state is TaskState.DONE for line in mine),
            next((mark for mark in _MARKS if any(line.mark is mark for line in mine)), Mark.NONE),
        )
        for day, mine in sorted(grouped.items())
    )


def _duties(items: list[CalendarItem]) -> Iterator[ChartRow]:
    grouped: dict[str, list[date]] = defaultdict(list)
    for item in items:
        grouped[item.title].append(item.day)
    for title, days in grouped.items():
        yield ChartRow(title, RowKind.DUTY, min(days), max(days), dots=tuple(ChartDot(day) for day in days))

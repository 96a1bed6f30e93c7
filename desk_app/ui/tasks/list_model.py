"""The list of tasks: number, activity, words, units, day and state; filtered, in the plan's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from desk_app.campaign.calendar_days import long_day, short_day, until
from desk_app.campaign.tasks import DueWord, Mark, TaskState, task_title
from desk_app.services.task_board import TaskBoard, TaskLine
from desk_app.ui.tasks.read_model import Index, ReadModel, late_dress, quiet

_ROLE = Qt.ItemDataRole
HEADINGS = ("序号", "任务事项", "活动", "责任单位", "时限", "状态")
NUMBER, MATTER, ACTIVITY, UNITS, DUE, STATE = range(6)
_LEFT = frozenset({MATTER, ACTIVITY, UNITS})
STANDINGS = (*(state.value for state in TaskState), Mark.LATE.value, Mark.NEAR.value, DueWord.OPEN.value,
             DueWord.UNDATED.value)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What is shown; an empty text lets all pass."""

    unit: str = ""
    activity: str = ""
    standing: str = ""

    def passes(self, line: TaskLine) -> bool:
        """Whether a task is shown."""
        if self.unit and self.unit not in line.answering:
            return False
        if self.activity and self.activity != line.task.activity:
            return False
        return not self.standing or self.standing in {line.state.value, line.mark.value, line.said.value}

    @property
    def said(self) -> str:
        """The filter in words; empty where everything passes."""
        return "，".join(word for word in (self.unit, self.activity, self.standing) if word)


class TasksModel(ReadModel):
    """Shows the tasks of a board that pass the filter."""

    headings = HEADINGS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board: TaskBoard | None = None
        self.filter = TaskFilter()
        self.lines: tuple[TaskLine, ...] = ()

    @property
    def rows(self) -> Sequence[TaskLine]:
        """The tasks shown."""
        return self.lines

    def show_board(self, board: TaskBoard | None, wanted: TaskFilter) -> None:
        """Show another board or another choice of it."""
        self.beginResetModel()
        self._board = board
        self.filter = wanted
        self.lines = tuple(line for line in board.lines if wanted.passes(line)) if board else ()
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Where a task stands; -1 where it is not shown."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What is told of a task."""
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == _ROLE.DisplayRole:
            return self._year(line, column) + cell_text(line, column)
        if role == _ROLE.ToolTipRole:
            return cell_tip(line, column)
        if role == _ROLE.AccessibleTextRole:
            return f"{HEADINGS[column]} {cell_tip(line, column)}"
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column in _LEFT else Qt.AlignmentFlag.AlignHCenter
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return self._dress(line, column, role)

    def _year(self, line: TaskLine, column: int) -> str:
        """The year of a day, where it is not this one."""
        this = self._board.today.year if self._board else 0
        return f"{line.due.year}年" if column == DUE and line.due and line.due.year != this else ""

    def _dress(self, line: TaskLine, column: int, role: int) -> Any:
        if line.mark is Mark.LATE and column in (DUE, STATE):
            return late_dress(role)
        if role != _ROLE.ForegroundRole:
            return None
        ended = self._board is not None and self._board.ended
        if ended or line.state is TaskState.DONE or (column == DUE and line.due is None):
            return quiet()
        return None


def cell_text(line: TaskLine, column: int) -> str:
    """A task's cell on one line."""
    task = line.task
    if column == MATTER:
        return task_title(task).partition("　")[2] if task.number else task_title(task)
    if column == DUE:
        tail = "（拟）" if line.proposed else ""
        clock = f"{line.clock:%H:%M}" if line.clock else ""
        if line.due is None and line.review is not None:
            return f"回看{short_day(line.review)}"
        return f"{short_day(line.due)}{clock}{tail}" if line.due else line.said.value
    if column == STATE:
        return f"{line.mark.value} {line.state.value}" if line.mark else line.state.value
    return (task.number, "", task.activity, "、".join(line.units))[column]


def cell_tip(line: TaskLine, column: int) -> str:
    """The same, whole."""
    if column == MATTER:
        return line.task.content
    if column == DUE:
        said = f"{long_day(line.due)}{until(line.clock)}" if line.due else line.said.value
        tail = "，拟" if line.proposed else ""
        tail += f"，上报{long_day(line.report)}{until(line.report_clock)}" if line.inner and line.report else ""
        tail += f"，{long_day(line.review)}回看" if line.review else ""
        return f"{said}{tail}" + (f"，方案写作“{line.task.deadline}”" if line.task.deadline else "")
    if column == UNITS and line.owing != line.units:
        return f"{'、'.join(line.units)}，即{'、'.join(line.owing)}"
    return cell_text(line, column)

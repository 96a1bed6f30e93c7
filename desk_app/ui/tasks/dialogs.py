"""Two small questions: a task's dates with their basis, and how this campaign's time is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QDate, QTime, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFormLayout, QLabel, QLineEdit, QSpinBox, QTimeEdit, QWidget

from desk_app.campaign.tasks import Thresholds, task_title
from desk_app.services.task_board import TaskBoard, TaskLine
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import MAIN, QUIET, STRONG, button, label, row
from desk_app.ui.tasks.work import DatesSaid

_MOST = 365
_NOON = time(12)
_LONGEST = 44


class _OptionalMoment:
    """A day that may be left open, and an hour that may be: a tick and a field each, side by side."""

    def __init__(self, word: str, short: str, day: date | None, clock: time | None, first: date) -> None:
        self.tick, self.edit = QCheckBox(word), QDateEdit()
        self.edit.setAccessibleName(word)
        self.edit.setDisplayFormat("yyyy年M月d日")
        shown = day or first
        self.edit.setDate(QDate(shown.year, shown.month, shown.day))
        self.hour, self.time = QCheckBox("几时前"), QTimeEdit()
        self.hour.setAccessibleName(f"{short}限定几时前")
        self.time.setAccessibleName(f"{short}的钟点")
        self.time.setDisplayFormat("HH:mm")
        at = clock or _NOON
        self.time.setTime(QTime(at.hour, at.minute))
        self.tick.setChecked(day is not None)
        self.hour.setChecked(clock is not None)
        self.fields = row(self.edit, self.hour, self.time)
        self.tick.toggled.connect(self.look)
        self.hour.toggled.connect(self.look)
        self.look()

    def look(self) -> None:
        """Only what counts can be set."""
        dated = self.tick.isChecked()
        self.edit.setEnabled(dated)
        self.hour.setEnabled(dated)
        self.time.setEnabled(dated and self.hour.isChecked())

    @property
    def day(self) -> date | None:
        """The day, None while the tick is out."""
        chosen = self.edit.date()
        return date(chosen.year(), chosen.month(), chosen.day()) if self.tick.isChecked() else None

    @property
    def clock(self) -> time | None:
        """The hour, None where the whole day is in time."""
        chosen = self.time.time()
        return time(chosen.hour(), chosen.minute()) if self.tick.isChecked() and self.hour.isChecked() else None


class DatesDialog(DeskDialog):
    """Asks for 局内时限, 上报时限 and the basis; ``answer`` gets what was decided."""

    def __init__(self, parent: QWidget, board: TaskBoard, line: TaskLine, answer: Callable[[DatesSaid], None]) -> None:
        super().__init__(parent, "认定时限")
        self._line, self._answer = line, answer
        self.inner = _OptionalMoment("局内时限（各单位报我们）", "局内时限", line.inner, line.inner_clock, board.today)
        self.report = _OptionalMoment("上报时限（我们报上级）", "上报时限", line.report, line.report_clock, board.today)
        self.basis = QLineEdit(line.ruling.basis if line.ruling else "")
        self.basis.setAccessibleName("依据")
        self.basis.setPlaceholderText("如：局党组会议定、补充通知第2条")
        self.lines.addWidget(task_heading(line))
        printed = f"方案写作“{line.task.deadline}”，原文始终保留。" if line.task.deadline else "方案没有写时限。"
        self.lines.addWidget(label(printed, QUIET, wrap=True))
        if board.own_plan:
            self.lines.addWidget(label("本局方案的时限不自动改动，改定要有依据。", QUIET, wrap=True))
        form = QFormLayout()
        form.setHorizontalSpacing(grid(self, 2))
        form.setVerticalSpacing(grid(self))
        for one in (self.inner, self.report):
            form.addRow(one.tick, one.fields)
        form.addRow(label("依据"), self.basis)
        self.lines.addLayout(form)
        self.keep = button("认定", self.say, MAIN)
        self.lines.addLayout(row(self.keep, button("关闭", self.close)))
        self.basis.textChanged.connect(self._look)
        self._look()
        self.fit(chars(self, 32))

    @Slot()
    def say(self) -> None:
        """Give the answer."""
        basis, inner, report = self.basis.text().strip(), self.inner, self.report
        said = DatesSaid(self._line.key, inner.day, report.day, basis, inner.clock, report.clock)
        self.close()
        self._answer(said)

    @Slot()
    def _look(self) -> None:
        self.keep.setEnabled(bool(self.basis.text().strip()))


@dataclass(frozen=True, slots=True)
class CountingSaid:
    """How time is counted, where it was changed: the thresholds, and whose plan it is."""

    thresholds: Thresholds | None
    own_plan: bool | None


class CountingDialog(DeskDialog):
    """Asks from when a task is 临期 and 逾期, and whose plan this is."""

    def __init__(self, parent: QWidget, board: TaskBoard, answer: Callable[[CountingSaid], None]) -> None:
        super().__init__(parent, "临期、逾期和方案来源")
        self._board, self._answer = board, answer
        self.near, self.late = _days(board.thresholds.near, "临期天数"), _days(board.thresholds.late, "逾期宽限天数")
        self.theirs = QCheckBox("这是上级的方案：方案时限作上报时限，局内时限拟提前5天")
        self.theirs.setChecked(not board.own_plan)
        form = QFormLayout()
        form.setHorizontalSpacing(grid(self, 2))
        form.setVerticalSpacing(grid(self))
        form.addRow(label("到期前几天起标“临期”"), self.near)
        form.addRow(label("过期超过几天标“逾期”"), self.late)
        self.lines.addLayout(form)
        self.lines.addWidget(self.theirs)
        self.lines.addWidget(label("天数对所有专项都有效；时限待定的任务不标。", QUIET, wrap=True))
        self.lines.addLayout(row(button("保存", self.say, MAIN), button("关闭", self.close)))
        self.fit(chars(self, 32))

    @Slot()
    def say(self) -> None:
        """Give the answer, as far as anything was changed."""
        thresholds = Thresholds(self.near.value(), self.late.value())
        own = not self.theirs.isChecked()
        said = CountingSaid(
            thresholds if thresholds != self._board.thresholds else None, own if own != self._board.own_plan else None
        )
        self.close()
        self._answer(said)


def task_heading(line: TaskLine) -> QLabel:
    """Which task is asked about: the beginning of its words, all of them for whoever points."""
    words = task_title(line.task)
    made = label(words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…", STRONG, wrap=True)
    made.setToolTip(line.task.content)
    return made


def _days(value: int, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, _MOST)
    box.setValue(value)
    box.setSuffix(" 天")
    box.setAccessibleName(name)
    return box

"""The list of tasks with its filters, and one task beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QSplitter, QVBoxLayout, QWidget

from desk_app.campaign.tasks import Mark, TaskState
from desk_app.services.calendar_open import OpenItem, open_said, open_title
from desk_app.services.task_board import TaskBoard, TaskLine
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import LINK, QUIET, button, label, line
from desk_app.ui.tally.views import plain_table
from desk_app.ui.tasks.detail import TaskDetail
from desk_app.ui.tasks.list_model import (
    ACTIVITY,
    DUE,
    MATTER,
    NUMBER,
    STANDINGS,
    STATE,
    UNITS,
    TaskFilter,
    TasksModel,
)
from desk_app.ui.tasks.read_model import bold

_ALL_UNITS, _ALL_ACTIVITIES, _ALL_STATES = "全部单位", "全部活动", "全部状态"
_WIDTHS = {NUMBER: 3, ACTIVITY: 7.5, UNITS: 9, DUE: 7.5, STATE: 7}
_NARROW = {NUMBER: 0, ACTIVITY: 0, UNITS: 0, DUE: 4, STATE: 4}
_FITTED = (DUE, STATE)
_BESIDE, _MOST = 1.4, 12
_ROOM_FOR_ALL = 46


class ListPage(QWidget):
    """``filtered()`` tells that another choice is shown; ``open_asked()``: what is 时限待定."""

    filtered = Signal()
    open_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._board: TaskBoard | None = None
        self.model = TasksModel(self)
        self.table = plain_table("任务事项", self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.verticalHeader().hide()
        self.detail = TaskDetail()
        self.unit, self.activity, self.standing = QComboBox(), QComboBox(), QComboBox()
        self._said = label("", QUIET, wrap=True)
        self.open = button("", self.open_asked.emit, LINK)
        self._lay_out()
        for box in (self.unit, self.activity, self.standing):
            box.activated.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.table.activated.connect(self._write)

    @property
    def current(self) -> TaskLine | None:
        """The task a person is on."""
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    @property
    def chosen(self) -> tuple[TaskLine, ...]:
        """The tasks that are marked, in order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.model.lines[row] for row in rows)

    @property
    def filter(self) -> TaskFilter:
        """The choice as the boxes say it."""
        said = (
            "" if box.currentIndex() <= 0 else box.currentText() for box in (self.unit, self.activity, self.standing)
        )
        return TaskFilter(*said)

    def show_board(self, board: TaskBoard, units: tuple[str, ...]) -> None:
        """Show another reading; the task and the choice stay where they still are."""
        self._board = board
        _offer(self.unit, _ALL_UNITS, units)
        _offer(self.activity, _ALL_ACTIVITIES, board.activities)
        _offer(self.standing, _ALL_STATES, STANDINGS)
        self._show()

    def show_open(self, items: tuple[OpenItem, ...]) -> None:
        """Say how much has no certain day, and lead to it."""
        self.open.setText(open_title(items))
        self.open.setToolTip(open_said(items))
        self.open.setVisible(bool(items))

    def choose(self, wanted: TaskFilter) -> None:
        """Set the boxes."""
        boxes = (self.unit, self.activity, self.standing)
        for box, text in zip(boxes, (wanted.unit, wanted.activity, wanted.standing), strict=True):
            box.setCurrentIndex(max(0, box.findText(text)) if text else 0)
        self._show()

    def go_to(self, key: str) -> None:
        """Go to a task, letting all pass when the choice hides it."""
        if self.model.row_of(key) < 0:
            self.choose(TaskFilter())
        row = self.model.row_of(key)
        if row >= 0:
            self._select(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Give the words what room there is."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        filters = FlowLayout(spacing=grid(self), fills=False)
        for name, box in (("单位", self.unit), ("活动", self.activity), ("状态", self.standing)):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(9)
            box.setMinimumWidth(chars(self, 9))
            filters.addWidget(line(label(name, QUIET), box))
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.addWidget(self.table)
        self.halves.addWidget(self.detail)
        self.halves.setChildrenCollapsible(False)
        self.halves.setStretchFactor(0, 5)
        self.halves.setStretchFactor(1, 3)
        self.halves.setSizes([6200, 3800])
        self.table.viewport().installEventFilter(self)
        self.table.setMinimumSize(chars(self, 15), row_height(self) * 3)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(MATTER, QHeaderView.ResizeMode.Stretch)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 0.75))
        lines.addLayout(filters)
        lines.addWidget(line(self._said, self.open, grow=0))
        lines.addWidget(self.halves, 1)

    def _fit(self) -> None:
        room = self.table.viewport().width()
        widths = _WIDTHS if room >= chars(self, _ROOM_FOR_ALL) else _NARROW
        for column, wide in widths.items():
            self.table.setColumnHidden(column, not wide)
            if wide:
                room_for = self._widest(column) if column in _FITTED else 0
                self.table.setColumnWidth(column, max(chars(self, wide), min(room_for, chars(self, _MOST))))

    def _widest(self, column: int) -> int:
        """How wide the longest words of a column are; short words that say what matters are never cut."""
        metrics = QFontMetrics(bold())
        texts = {str(self.model.index(row, column).data()) for row in range(self.model.rowCount())}
        return max(map(metrics.horizontalAdvance, texts), default=0) + chars(self, _BESIDE)

    @Slot()
    def _filter(self) -> None:
        self._show()
        self.filtered.emit()

    def _show(self) -> None:
        kept = self.current.key if self.current else ""
        marked = {one.key for one in self.chosen}
        self.model.show_board(self._board, self.filter)
        self._fit()
        self._said.setText(summary(self._board, self.model.lines))
        row = max(0, self.model.row_of(kept))
        if self.model.lines:
            self._select(row)
            flags = QItemSelectionModel.SelectionFlag
            for place, one in enumerate(self.model.lines):
                if one.key in marked:
                    rows = flags.Select | flags.Rows
                    self.table.selectionModel().select(self.model.index(place, 0), rows)
        else:
            self.detail.show_line(self._board, None)

    def _select(self, row: int) -> None:
        self.table.selectRow(row)
        self.table.setCurrentIndex(self.model.index(row, MATTER))
        self.table.scrollTo(self.model.index(row, MATTER))
        self.detail.show_line(self._board, self.current)

    @Slot()
    def _write(self) -> None:
        """Enter leads to where progress is written."""
        self.detail.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.detail.ensureWidgetVisible(self.detail.text)

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.detail.show_line(self._board, self.current)


def summary(board: TaskBoard | None, lines: tuple[TaskLine, ...]) -> str:
    """How many tasks are how far, in one line."""
    if board is None:
        return ""
    if not board.lines:
        return "这个专项没有任务事项。"
    if not lines:
        return "没有符合筛选的任务，请换一个筛选。"
    states = "　".join(f"{state.value}{sum(one.state is state for one in lines)}" for state in TaskState)
    marks = "　".join(f"{mark.value}{sum(one.mark is mark for one in lines)}" for mark in (Mark.LATE, Mark.NEAR))
    marked = "专项已结束，不再标临期、逾期。" if board.ended else marks
    return f"共{len(lines)}项：{states}　｜　{marked}"


def _offer(box: QComboBox, everything: str, words: tuple[str, ...]) -> None:
    kept = box.currentText() if box.currentIndex() > 0 else ""
    box.clear()
    box.addItems([everything, *words])
    box.setCurrentIndex(max(0, box.findText(kept)) if kept else 0)

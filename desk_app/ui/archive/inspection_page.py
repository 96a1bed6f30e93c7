"""迎检目录: a list to read on any day; each line opens its thing, and all of it goes out as PDF, Excel and Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHeaderView, QVBoxLayout, QWidget

from desk_app.ui.archive.inspection_model import ASKED, CLASS, HELD, LACKING, MATTER, InspectionModel
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.nothing import Nothing
from desk_app.ui.pieces import QUIET, button, label
from desk_app.ui.tally.views import plain_table

if TYPE_CHECKING:
    from desk_app.services.archive_inspection import Inspection

_WIDE = {CLASS: 6, ASKED: 9, HELD: 12, LACKING: 16}
_NARROW = {CLASS: 6, ASKED: 0, HELD: 0, LACKING: 9}
_ROOM_FOR_ALL = 54


class InspectionPage(QWidget):
    """``opened(room, errand)`` asks for a line's thing, ``print_asked`` for the papers."""

    opened = Signal(str, str)
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: Inspection | None = None
        self.model = InspectionModel(self)
        self.table = plain_table("迎检目录", self.model)
        self.table.verticalHeader().hide()
        self.only = QCheckBox("只看尚缺的")
        self._said = label("", QUIET, wrap=True)
        self.nothing = Nothing()
        self.nothing.say("还没有启动专项，没有目录可列；先读入方案，或按模板启动。", "去方案", self._go_to_plan)
        self.out = button("写成PDF、Excel、Word…", self.print_asked.emit)
        self.go = button("打开所在处", self._open)
        head = FlowLayout(spacing=grid(self), fills=False)
        for widget in (self.only, self.go, self.out):
            head.addWidget(widget)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, grid(self), 0, 0)
        lines.setSpacing(grid(self))
        lines.addLayout(head)
        lines.addWidget(self._said)
        lines.addWidget(self.nothing)
        lines.addWidget(self.table, 1)
        self.table.horizontalHeader().setSectionResizeMode(MATTER, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumSize(chars(self, 14), row_height(self) * 2)
        self.table.viewport().installEventFilter(self)
        self.only.toggled.connect(self._show)
        self.table.activated.connect(self._open)

    def show_found(self, found: Inspection | None) -> None:
        """Show another reading."""
        self._found = found
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Give the matters what room there is."""
        if event.type() == QEvent.Type.Resize:
            wide = self.table.viewport().width() >= chars(self, _ROOM_FOR_ALL)
            for column, width in (_WIDE if wide else _NARROW).items():
                self.table.setColumnHidden(column, not width)
                if width:
                    self.table.setColumnWidth(column, chars(self, width))
        return super().eventFilter(watched, event)

    @Slot()
    def _show(self) -> None:
        self.model.show_lines(self._found, only_lacking=self.only.isChecked())
        usable = self._found is not None
        self._said.setText(f"{self._found.said}；按回车到所在处。" if self._found else "")
        self._said.setVisible(usable)
        self.nothing.setVisible(not usable)
        for widget in (self.only, self.go, self.out):
            widget.setEnabled(usable)
        if self.model.lines:
            self.table.setCurrentIndex(self.model.index(0, MATTER))

    def _go_to_plan(self) -> None:
        self.opened.emit("plan", "")

    @Slot()
    @Slot(QModelIndex)
    def _open(self, _index: object = None) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.lines):
            line = self.model.lines[row]
            self.opened.emit(line.room, line.errand)

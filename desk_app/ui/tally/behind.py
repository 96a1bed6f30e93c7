"""The panel below the figures: the rows behind one of them, and beside them the original at the chosen row's cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QModelIndex, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.services.figure_rows import FigureRow, FigureRows
from desk_app.ui.look import grid
from desk_app.ui.pieces import QUIET, STRONG, button, row
from desk_app.ui.room import RoomContext
from desk_app.ui.tally.rows_model import RowsModel
from desk_app.ui.tally.source_model import SourceModel
from desk_app.ui.tally.views import ElidedLabel, fit_columns, plain_table

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.source_cell import SourceView

_GLANCE = 120
_COPIES = "专班台账-原件副本"


class BehindPanel(QWidget):
    """Opened on a figure by ``open_rows``; ``closed`` tells that a person wants the room for the figures again."""

    closed = Signal()

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self.rows = RowsModel(self)
        self.source = SourceModel(self)
        self._fitted = False
        self._closings: tuple[int, ...] = ()
        self._title, self._place, self._received = ElidedLabel(STRONG), ElidedLabel(STRONG), ElidedLabel(QUIET)
        self._outside = button("打开原件（只读副本）", self.open_outside)
        self._close = button("收起（Esc）", self.closed.emit)
        self.table = plain_table("数字背后的记录", self.rows)
        self.original = plain_table("原件", self.source)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_GLANCE)
        self._timer.timeout.connect(self._read_source)
        self._lay_out()
        self.rows.wanted.connect(self._fetch)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.table.activated.connect(self._look_at_original)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    @property
    def title(self) -> str:
        """What the rows are of."""
        return self._title.text()

    @property
    def place(self) -> str:
        """Where in the original the chosen row stands, or why it cannot be shown."""
        return self._place.text()

    def open_rows(self, title: str, found: FigureRows, *, with_unit: bool = True) -> None:
        """Show the rows of a figure, the first one chosen; the unit's column only where there may be several."""
        self._title.say(title)
        self._show_source(None)
        self._closings = found.closings
        self._fitted = False
        self.rows.show_rows(found.ids, found.form, found.sides)
        self.table.setColumnHidden(0, not with_unit)
        if found.ids:
            self.table.selectRow(0)

    @Slot()
    def open_outside(self) -> None:
        """Hand a read-only copy of the chosen row's original to the computer's own program for it."""
        record = self.rows.id_at(self.table.currentIndex().row())
        if record is not None:
            folder = Path(QDir.tempPath()) / _COPIES
            job = partial(_copy, record=record, folder=folder)
            self._context.worker.run(job, self._hand_over, text="取出原件的副本")

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        for side, widgets in (
            (left, (self._title, self.table)),
            (right, (self._place, self._received, self.original)),
        ):
            lines = QVBoxLayout(side)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(grid(self, 0.5))
            for widget in widgets:
                lines.addWidget(widget, 1 if widget in (self.table, self.original) else 0)
        right.layout().addLayout(row(self._outside, self._close))  # type: ignore[union-attr]
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.addWidget(left)
        self.halves.addWidget(right)
        self.halves.setChildrenCollapsible(False)
        self.halves.setSizes([5000, 4000])
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, grid(self, 0.5), 0, 0)
        lines.addWidget(self.halves)
        for table in (self.table, self.original):
            table.setMinimumSize(grid(self, 12), grid(self, 6))

    @Slot(object)
    def _fetch(self, ids: Sequence[int]) -> None:
        self._context.worker.run(partial(_rows, ids=ids, closed=self._closings), self._take)

    def _take(self, rows: Sequence[FigureRow]) -> None:
        self.rows.take(rows)
        if not self._fitted:
            self._fitted = True
            fit_columns(self.table, 3, 14)

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._timer.start()

    @Slot()
    def _read_source(self) -> None:
        record = self.rows.id_at(self.table.currentIndex().row())
        if record is not None:
            job = partial(_source, record=record)
            self._context.worker.run(job, self._show_source, failed=self._no_source, key="tally.source")

    def _show_source(self, view: SourceView | None) -> None:
        self.source.show_view(view)
        self._outside.setEnabled(view is not None)
        self._place.say(f"{view.place}　{view.file}" if view else "")
        self._received.say(_received(view) if view else "")
        if view is not None:
            self._spread(view)
            target = self.source.index(view.marked_line, view.first)
            self.original.setCurrentIndex(target)
            self.original.scrollTo(target)

    def _spread(self, view: SourceView) -> None:
        """Titles and lines of one text run over the whole width; columns are as wide as the table's own cells need."""
        self.original.clearSpans()
        alone = {place for place, line in enumerate(view.lines) if sum(map(bool, line.texts)) == 1 and line.texts[0]}
        fit_columns(self.original, 3, 12, lines=(place for place in range(len(view.lines)) if place not in alone))
        for place in alone if len(view.columns) > 1 else ():
            self.original.setSpan(place, 0, 1, len(view.columns))

    def _no_source(self, refusal: DeskError) -> None:
        self._show_source(None)
        self._place.say(str(refusal))

    @Slot(QModelIndex)
    def _look_at_original(self, _index: QModelIndex) -> None:
        self.original.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hand_over(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.notices.trouble(f"这台电脑上没有能打开它的程序，副本在“{path}”。")


def _received(view: SourceView) -> str:
    return f"{view.received}{'；台账中已改过这一行' if view.corrected else ''}"


def _rows(desk: Desk, _progress: Progress, *, ids: Sequence[int], closed: Sequence[int]) -> tuple[FigureRow, ...]:
    from desk_app.services.figure_rows import figure_rows

    return figure_rows(desk, ids, closed)


def _source(desk: Desk, _progress: Progress, *, record: int) -> SourceView:
    from desk_app.services.source_cell import source_of

    return source_of(desk, record)


def _copy(desk: Desk, _progress: Progress, *, record: int, folder: Path) -> Path:
    from desk_app.services.source_cell import copy_of_original

    return copy_of_original(desk, record, folder)

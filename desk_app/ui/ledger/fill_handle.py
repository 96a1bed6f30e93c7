"""The small square at the lower right corner of what is chosen: dragged down, it fills the cells below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPalette, QPen

from desk_app.ui.look import grid as step

if TYPE_CHECKING:
    from desk_app.ui.ledger.ledger_grid import LedgerGrid


class FillHandle(QObject):
    """``filled(first, last)``: the chosen cells of line ``first`` are wanted down to line ``last``."""

    filled = Signal(int, int)

    def __init__(self, grid: LedgerGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._from: int | None = None
        self._to = -1
        grid.viewport().setMouseTracking(True)
        grid.viewport().installEventFilter(self)

    def square(self) -> QRect:
        """Where the square is; nothing where what is chosen ends out of view."""
        grid = self._grid
        spans = grid.spans() if grid.selectionModel() is not None else []
        if len(spans) != 1 or not grid.hasFocus() or not grid.may_write:
            return QRect()
        columns = grid.columns()
        corner = grid.visualRect(grid.model().index(spans[0][1], columns[-1]))
        if not corner.isValid() or not grid.viewport().rect().contains(corner.bottomRight()):
            return QRect()
        side = max(6, step(grid, 0.8))
        return QRect(corner.right() - side + 1, corner.bottom() - side + 1, side, side)

    def paint(self, painter: QPainter, palette: QPalette) -> None:
        """Draw the square, and while it is dragged how far it goes."""
        square = self.square()
        if square.isValid():
            painter.fillRect(square, palette.color(QPalette.ColorRole.Text))
        if self._from is not None and self._to >= 0:
            columns, model = self._grid.columns(), self._grid.model()
            first = self._grid.visualRect(model.index(self._from, columns[0]))
            last = self._grid.visualRect(model.index(self._to, columns[-1]))
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 2, Qt.PenStyle.DashLine))
            painter.drawRect(QRect(first.topLeft(), last.bottomRight()).adjusted(1, 1, -1, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Press on the square, drag, let go."""
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        at = event.position().toPoint()
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            return self._begin(at)
        if kind == QEvent.Type.MouseMove:
            return self._move(at)
        if kind == QEvent.Type.MouseButtonRelease and self._from is not None:
            self._end()
            return True
        return super().eventFilter(watched, event)

    def _begin(self, at: QPoint) -> bool:
        if not self.square().contains(at):
            return False
        self._from = self._grid.spans()[0][0]
        self._to = self._grid.spans()[0][1]
        return True

    def _move(self, at: QPoint) -> bool:
        viewport = self._grid.viewport()
        if self._from is None:
            over = self.square().contains(at)
            viewport.setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)
            return False
        line = self._grid.rowAt(min(max(at.y(), 0), viewport.height() - 1))
        if line >= 0:
            self._to = max(line, self._from)
            self._grid.scrollTo(self._grid.model().index(self._to, self._grid.columns()[0]))
        viewport.update()
        return True

    def _end(self) -> None:
        first, self._from = self._from, None
        self._grid.viewport().update()
        if first is not None and self._to > first:
            self.filled.emit(first, self._to)

"""Draws a line of the 查找 box: its kind quietly at the left, found words underlined in the accent, the rest after."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk_app.ui.find.model import LINE_ROLE, FindLine
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.wardrobe import Wardrobe

_KIND = 3
_WHERE = 0.34
"""The share of a line that what stands at the right may take."""


class FindDelegate(QStyledItemDelegate):
    """Words are told apart by an underline as well as by colour."""

    def __init__(self, wardrobe: Wardrobe, parent: QObject) -> None:
        super().__init__(parent)
        self._wardrobe = wardrobe

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802  Qt's name
        """As high as a table's row."""
        widget = option.widget  # type: ignore[attr-defined]  # not in the stubs
        return QSize(super().sizeHint(option, index).width(), row_height(widget))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground, then the parts from left to right."""
        line: FindLine = index.data(LINE_ROLE)
        self.initStyleOption(option, index)
        option.text = ""  # type: ignore[attr-defined]  # not in the stubs
        widget: QWidget = option.widget  # type: ignore[attr-defined]  # not in the stubs
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        painter.save()
        room = option.rect.adjusted(grid(widget), 0, -grid(widget), 0)  # type: ignore[attr-defined]  # not in the stubs
        if line.is_heading:
            self._heading(painter, room, line, widget)
        else:
            self._line(painter, room, line, widget)
        painter.restore()

    def _heading(self, painter: QPainter, room: QRect, line: FindLine, widget: QWidget) -> None:
        font = QFont(widget.font())
        font.setBold(True)
        painter.setFont(font)
        self._words(painter, room, line.text, self._wardrobe.colours.text)
        used = QFontMetrics(font).horizontalAdvance(line.text + "　")
        painter.setFont(widget.font())
        left = room.adjusted(used, 0, 0, 0)
        where = QFontMetrics(widget.font()).elidedText(line.where, Qt.TextElideMode.ElideRight, left.width())
        self._words(painter, left, where, self._wardrobe.colours.quiet)
        painter.setPen(QColor(self._wardrobe.colours.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())

    def _line(self, painter: QPainter, room: QRect, line: FindLine, widget: QWidget) -> None:
        colours, metrics = self._wardrobe.colours, QFontMetrics(widget.font())
        painter.setFont(widget.font())
        self._words(painter, room, line.kind, colours.quiet)
        room = room.adjusted(chars(widget, _KIND), 0, 0, 0)
        where = metrics.elidedText(line.where, Qt.TextElideMode.ElideRight, round(room.width() * _WHERE))
        wide = metrics.horizontalAdvance(where)
        self._words(painter, room.adjusted(room.width() - wide, 0, 0, 0), where, colours.quiet)
        room = room.adjusted(0, 0, -(wide + grid(widget, 2) if wide else 0), 0)
        shown = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, room.width())
        for part, is_found in pieces(shown, line.marks):
            font = QFont(widget.font())
            font.setUnderline(is_found)
            painter.setFont(font)
            self._words(painter, room, part, colours.accent if is_found else colours.text)
            room = room.adjusted(metrics.horizontalAdvance(part), 0, 0, 0)

    def _words(self, painter: QPainter, room: QRect, text: str, colour: str) -> None:
        painter.setPen(QColor(colour))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def pieces(shown: str, marks: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, bool]]:
    """A text cut at its marks, each piece with whether it is a found word; marks behind its end are left out."""
    at = 0
    for start, end in marks:
        if start >= len(shown):
            break
        yield shown[at:start], False
        yield shown[start:end], True
        at = end
    yield shown[at:], False

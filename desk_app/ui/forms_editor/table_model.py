"""A small table whose lines are values of one kind: edited cell by cell, lines added, taken out and moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
CHOICES, FREE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
"""The words that a cell offers, and whether another may be written."""
Line = TypeVar("Line")
_NOWHERE = QModelIndex()


class LinesModel(QAbstractTableModel, Generic[Line]):
    """``edited()`` tells that something is other than before; subclasses say what a cell shows and takes."""

    edited = Signal()
    headings: tuple[str, ...] = ()
    ticks: frozenset[int] = frozenset()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def text(self, line: Line, column: int) -> str:
        """What a cell shows."""
        raise NotImplementedError

    def ticked(self, line: Line, column: int) -> bool:
        """Whether a cell of yes and no is ticked."""
        raise NotImplementedError

    def changed(self, line: Line, column: int, text: str) -> Line | None:
        """The line with a cell written anew; None where that cannot be."""
        raise NotImplementedError

    def turned(self, line: Line, column: int, *, is_on: bool) -> Line | None:  # noqa: ARG002  for those that tick
        """The line with a cell ticked or not; None where that cannot be."""
        return None

    def choices(self, line: Line, column: int) -> tuple[str, ...]:  # noqa: ARG002  for those that offer
        """The words that a cell offers."""
        return ()

    def is_free(self, column: int) -> bool:  # noqa: ARG002  for those that are closed
        """Whether a cell takes words that it does not offer."""
        return True

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802  Qt's name
        """One row a line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802  Qt's name
        """As many as there are headings."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        """The headings, and the lines' numbers."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.headings[section] if way is Qt.Orientation.Horizontal else str(section + 1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell is written in, or ticked."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and index.column() in self.ticks:
            return plain | Qt.ItemFlag.ItemIsUserCheckable
        return plain | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tick, the words on offer, and a cell's name for whoever hears instead of seeing."""
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == CHOICES:
            return self.choices(line, column)
        if role == FREE:
            return self.is_free(column)
        if column in self.ticks:
            return self._tick(line, column, role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole}:
            text = self.text(line, column)
            return text if role == Qt.ItemDataRole.EditRole else text.replace("\n", "")
        return None

    def _tick(self, line: Line, column: int, role: int) -> Any:
        is_on = self.ticked(line, column)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings[column]}：{'是' if is_on else '否'}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802  Qt's name
        """Take what was written or ticked."""
        if not index.isValid():
            return False
        line = self.lines[index.row()]
        new: Line | None = None
        if role == Qt.ItemDataRole.CheckStateRole:
            new = self.turned(line, index.column(), is_on=Qt.CheckState(value) is Qt.CheckState.Checked)
        elif role == Qt.ItemDataRole.EditRole:
            new = self.changed(line, index.column(), str(value or ""))
        if new is None or new == line:
            return False
        self.put(index.row(), new)
        return True

    def put(self, place: int, line: Line) -> None:
        """Let a line be another."""
        self.lines[place] = line
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.headings) - 1))
        self.edited.emit()

    def add(self, place: int, line: Line) -> None:
        """Put a line in."""
        self.beginInsertRows(QModelIndex(), place, place)
        self.lines.insert(place, line)
        self.endInsertRows()
        self.edited.emit()

    def take_out(self, place: int) -> None:
        """Take a line out."""
        self.beginRemoveRows(QModelIndex(), place, place)
        del self.lines[place]
        self.endRemoveRows()
        self.edited.emit()

    def move(self, place: int, by: int) -> int:
        """Move a line up or down; where it stands then."""
        target = place + by
        if 0 <= place < len(self.lines) and 0 <= target < len(self.lines):
            self.lines[place], self.lines[target] = self.lines[target], self.lines[place]
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.headings) - 1))
            self.edited.emit()
            return target
        return place

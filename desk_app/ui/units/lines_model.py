"""Lines of texts that are typed, pasted and moved like in a sheet; the last line is always an empty one to type in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class LinesModel(QAbstractTableModel):
    """``edited``: the lines are others than those that were shown. ``matched`` hides none: filtering is the view's."""

    edited = Signal()

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = tuple(headings)
        self._lines: list[list[str]] = []

    def show_lines(self, lines: Sequence[Sequence[str]]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = [list(line) for line in lines]
        self.endResetModel()

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """The lines that hold anything."""
        return [tuple(line) for line in self._lines if any(text.strip() for text in line)]

    def text(self, row: int, column: int) -> str:
        """The text at a place, empty outside."""
        return self._lines[row][column] if 0 <= row < len(self._lines) else ""

    def insert(self, row: int, lines: Sequence[Sequence[str]]) -> None:
        """Put lines before a row."""
        self.beginResetModel()
        self._lines[row:row] = [list(line) for line in lines]
        self.endResetModel()
        self.edited.emit()

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows out."""
        gone = set(rows)
        self.beginResetModel()
        self._lines = [line for place, line in enumerate(self._lines) if place not in gone]
        self.endResetModel()
        self.edited.emit()

    def move(self, row: int, step: int) -> int:
        """Move a row up or down; where it is then."""
        to = row + step
        if not (0 <= row < len(self._lines) and 0 <= to < len(self._lines)):
            return row
        self.beginResetModel()
        self._lines.insert(to, self._lines.pop(row))
        self.endResetModel()
        self.edited.emit()
        return to

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a line, and one to type in."""
        return 0 if parent.isValid() else len(self._lines) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """One column a heading."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """The text of a place."""
        if not index.isValid() or role not in (_ROLE.DisplayRole, _ROLE.EditRole, _ROLE.AccessibleTextRole):
            return None
        text = self.text(index.row(), index.column())
        return f"{self.headings[index.column()]}：{text or '空'}" if role == _ROLE.AccessibleTextRole else text

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: N802  Qt's name
        """Take what was typed."""
        text = str(value).strip()
        if role != _ROLE.EditRole or not index.isValid() or text == self.text(index.row(), index.column()):
            return False
        if index.row() == len(self._lines):
            self.beginInsertRows(QModelIndex(), index.row() + 1, index.row() + 1)
            self._lines.append([""] * len(self.headings))
            self.endInsertRows()
        self._lines[index.row()][index.column()] = text
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every place can be typed in."""
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsEditable if index.isValid() else base

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Headings above, the order at the left."""
        if role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.headings[section] if 0 <= section < len(self.headings) else None
        return str(section + 1) if section < len(self._lines) else "＋"

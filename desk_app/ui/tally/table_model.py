"""A small table of texts to read: headings, lines, and nothing to change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class TextTable(QAbstractTableModel):
    """Shows texts that stand still."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[str, ...] = ()
        self._lines: tuple[tuple[str, ...], ...] = ()

    def show_texts(self, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """Show other texts."""
        self.beginResetModel()
        self._headings = tuple(headings)
        self._lines = tuple(tuple(line) for line in lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """The lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """The headings."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """A text; the whole of it as the tool tip."""
        if not index.isValid() or role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.ToolTipRole):
            return None
        text = self._lines[index.row()][index.column()]
        if role == _ROLE.DisplayRole:
            return text.replace("\n", " ")
        return f"{self._headings[index.column()]}：{text}"

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """The headings, and the lines' numbers."""
        if role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return self._headings[section] if section < len(self._headings) else None

"""A table of plain texts, line by line, that is only read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class TextLines(QAbstractTableModel):
    """Lines of texts below fixed heads; a cell's whole text is its tooltip."""

    def __init__(self, heads: Sequence[str], lines: Sequence[Sequence[str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self.lines = tuple(tuple(line) for line in lines)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One column a head."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> str | None:
        """The texts."""
        shown = index.isValid() and role in (_ROLE.DisplayRole, _ROLE.ToolTipRole)
        return self.lines[index.row()][index.column()] if shown else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> str | None:  # noqa: N802  Qt's name
        """The heads."""
        across = orientation is Qt.Orientation.Horizontal
        return self._heads[section] if across and role == _ROLE.DisplayRole else None

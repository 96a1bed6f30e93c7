"""A stretch of the original, with the file's own column letters and line numbers, the row in question marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont, QGuiApplication, QPalette

if TYPE_CHECKING:
    from desk_app.services.source_cell import SourceView

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_MARK = "▸"


class SourceModel(QAbstractTableModel):
    """Shows a view of the original, or nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view: SourceView | None = None

    def show_view(self, view: SourceView | None) -> None:
        """Show another place."""
        self.beginResetModel()
        self.view = view
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """The lines."""
        return 0 if parent.isValid() or self.view is None else len(self.view.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """The columns."""
        return 0 if parent.isValid() or self.view is None else len(self.view.columns)

    def is_marked(self, row: int, column: int) -> bool:
        """Whether a cell is one of those that the row came from."""
        view = self.view
        return view is not None and view.lines[row].marked and view.first <= column <= view.last

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """A cell as it stands in the file."""
        if not index.isValid() or self.view is None:
            return None
        text = self.view.lines[index.row()].texts[index.column()]
        marked = self.is_marked(index.row(), index.column())
        if role == _ROLE.DisplayRole:
            return text.replace("\n", " ")
        if role == _ROLE.ToolTipRole:
            return text or None
        if role == _ROLE.AccessibleTextRole:
            place = f"{self.view.columns[index.column()]}{self.view.lines[index.row()].number}"
            return f"{place} {text}{'（本行）' if marked else ''}"
        return _mark(role) if marked else None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Letters above, numbers at the left."""
        if self.view is None or role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.view.columns[section] if section < len(self.view.columns) else None
        line = self.view.lines[section]
        return f"{_MARK} {line.number}" if line.marked else str(line.number)


def _mark(role: int) -> Any:
    if role == _ROLE.BackgroundRole:
        return QBrush(QGuiApplication.palette().color(QPalette.ColorRole.Highlight))
    if role == _ROLE.FontRole:
        font = QFont(QGuiApplication.font())
        font.setBold(True)
        return font
    return None

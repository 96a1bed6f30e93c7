"""A superior's table as it stands in its file, with what each place takes or took."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont, QGuiApplication, QPalette

from desk_app.services.superior_form_look import Grid, column_letters

if TYPE_CHECKING:
    from desk_app.services.superior_form_look import Spot

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
MOST_ROWS = 2000


class SuperiorModel(QAbstractTableModel):
    """Shows one table; ``marks`` are the texts of the places that take something, ``formulas`` those that count."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: Grid | None = None
        self._marks: Mapping[Spot, str] = {}
        self._formulas: frozenset[Spot] = frozenset()

    def show_grid(self, grid: Grid | None, formulas: frozenset[Spot], marks: Mapping[Spot, str]) -> None:
        """Show another table."""
        self.beginResetModel()
        self.grid, self._formulas, self._marks = grid, formulas, marks
        self.endResetModel()

    def show_marks(self, marks: Mapping[Spot, str]) -> None:
        """Show what the places take now."""
        self._marks = marks
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """The lines."""
        return 0 if parent.isValid() or self.grid is None else min(len(self.grid.rows), MOST_ROWS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """The columns."""
        return 0 if parent.isValid() or self.grid is None else self.grid.width

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """A cell as it stands, or with its mark."""
        if not index.isValid() or self.grid is None:
            return None
        spot = (self.grid.name, index.row(), index.column())
        text, mark = self.grid.cell(index.row(), index.column()).text, self._marks.get(spot, "")
        if spot in self._formulas and not mark:
            mark = "＝公式"
        if role == _ROLE.DisplayRole:
            return (f"{text.strip()}〔{mark}〕" if text.strip() and mark else mark or text).replace("\n", " ")
        if role == _ROLE.ToolTipRole:
            return f"{text}\n{mark}".strip() or None
        if role == _ROLE.AccessibleTextRole:
            return f"{column_letters(index.column())}{index.row() + 1} {text} {mark}".rstrip()
        return _looks(role) if spot in self._marks else None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Letters above, numbers at the left."""
        if role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return None
        return column_letters(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)


def _looks(role: int) -> Any:
    if role == _ROLE.BackgroundRole:
        return QBrush(QGuiApplication.palette().color(QPalette.ColorRole.Highlight))
    if role == _ROLE.ForegroundRole:
        return QBrush(QGuiApplication.palette().color(QPalette.ColorRole.HighlightedText))
    if role == _ROLE.FontRole:
        font = QFont(QGuiApplication.font())
        font.setBold(True)
        return font
    return None

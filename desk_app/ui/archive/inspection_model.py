"""迎检目录 as a table: class, matter, what was asked, what is held, what is wanting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

if TYPE_CHECKING:
    from desk_app.services.archive_inspection import Inspection, InspectionLine

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
HEADINGS = ("类别", "事项", "方案要求", "现有材料", "尚缺")
CLASS, MATTER, ASKED, HELD, LACKING = range(5)


class InspectionModel(QAbstractTableModel):
    """``lines`` are those shown now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[InspectionLine, ...] = ()

    def show_lines(self, found: Inspection | None, *, only_lacking: bool) -> None:
        """Show another reading, all of it or what lacks something."""
        self.beginResetModel()
        lines = found.lines if found else ()
        self.lines = tuple(one for one in lines if one.lacking or not only_lacking)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a matter."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """One column a heading."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What is told of a matter; what is wanting is bold."""
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        text = (line.klass.value, line.matter, line.asked, line.held, line.lacking)[column]
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return text
        if role == _ROLE.AccessibleTextRole:
            return f"{HEADINGS[column]}：{text}"
        if role == _ROLE.FontRole and column == LACKING and line.lacking:
            made = QFont()
            made.setBold(True)
            return made
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return HEADINGS[section]
        return None

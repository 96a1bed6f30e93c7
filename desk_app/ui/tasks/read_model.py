"""What every table that is only read has in common: its headings, its rows, and how what matters is dressed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class ReadModel(QAbstractTableModel):
    """A model of lines under headings; the heir says what stands in a cell."""

    headings: tuple[str, ...] = ()

    @property
    def rows(self) -> Sequence[object]:
        """The things that are shown, one a row."""
        raise NotImplementedError

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """The things."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """What is told of each."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return self.headings[section]
        return None


def bold() -> QFont:
    """The window's type, bold."""
    font = QFont(QGuiApplication.font())
    font.setBold(True)
    return font


def quiet() -> QColor:
    """The colour of what needs no attention."""
    return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)


def urgent() -> QColor:
    """The colour of what is late."""
    return QGuiApplication.palette().color(QPalette.ColorRole.BrightText)


def late_dress(role: int) -> Any:
    """What is late, in bold type and its colour; None for every other role."""
    if role == _ROLE.FontRole:
        return bold()
    return urgent() if role == _ROLE.ForegroundRole else None

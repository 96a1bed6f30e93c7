"""The lists of 单位: a unit's returns and tasks, and what a file would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from desk_app.services.unit_page import UnitReturn, UnitTask

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_TEXTS = (_ROLE.DisplayRole, _ROLE.ToolTipRole, _ROLE.AccessibleTextRole)
_QUIET_STATES = frozenset({"不涉及", "已收", "零报告"})


class TextTable(QAbstractTableModel):
    """Lines of texts under headings; ``numbered`` gives each line the number it has in the bureau's order."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._lines: tuple[tuple[str, ...], ...] = ()
        self._numbers: tuple[int, ...] = ()

    def show_lines(self, lines: Sequence[tuple[str, ...]], numbers: Sequence[int] = ()) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self._numbers = tuple(numbers) or tuple(range(1, len(lines) + 1))
        self.endResetModel()

    def text(self, row: int, column: int) -> str:
        """The text at a place, empty outside."""
        return self._lines[row][column] if 0 <= row < len(self._lines) else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """One column a heading."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """The text of a place."""
        if not index.isValid() or role not in _TEXTS:
            return None
        text = self.text(index.row(), index.column())
        if role == _ROLE.AccessibleTextRole:
            return f"{self._headings[index.column()]}：{text or '空'}"
        return text if role == _ROLE.DisplayRole else text or None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Headings above, numbers at the left."""
        if role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._numbers[section]) if section < len(self._numbers) else None
        return self._headings[section] if section < len(self._headings) else None


class ReturnsModel(TextTable):
    """A unit's returns, the latest period first; what is still owed stands out by its word."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("期次", "报表", "状态", "行数", "待改", "时限", "纸质件", "来表文件"), parent)

    def show_returns(self, returns: Sequence[UnitReturn]) -> None:
        """Show a unit's returns."""
        self.show_lines([_return_texts(one) for one in returns])

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """The text of a place; what is done is quiet."""
        if role == _ROLE.ForegroundRole and index.isValid():
            settled = self.text(index.row(), 2) in _QUIET_STATES
            return _colour(QPalette.ColorRole.PlaceholderText) if settled else None
        return super().data(index, role)


class TasksModel(TextTable):
    """The tasks that a unit answers for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("任务事项", "方案写作", "状态", "时限", "标记"), parent)

    def show_tasks(self, tasks: Sequence[UnitTask]) -> None:
        """Show a unit's tasks."""
        self.show_lines([(one.content, one.written, one.state, _day(one.due), one.mark) for one in tasks])


class ChangesModel(TextTable):
    """What reading a roster file in would change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("变动", "单位", "内容"), parent)

    def show_changes(self, changes: Iterable[tuple[str, str, str]]) -> None:
        """Show what would change, whom it concerns, and how."""
        self.show_lines(list(changes))


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "待定"


def _return_texts(one: UnitReturn) -> tuple[str, ...]:
    return (
        one.period.label,
        one.form,
        one.late if one.late == "逾期未报" else one.state + (f"（{one.late}）" if one.late else ""),
        "" if one.rows is None else str(one.rows),
        str(one.wrong) if one.wrong else "",
        _day(one.due_at),
        one.paper if one.rows is not None else "",
        one.file,
    )


def _colour(role: QPalette.ColorRole) -> QColor:
    return QGuiApplication.palette().color(role)

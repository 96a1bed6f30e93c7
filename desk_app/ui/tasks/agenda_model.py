"""The agenda beside the month: what falls due, day by day, each line whole in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QPalette

from desk_app.campaign.calendar_days import short_day, weekday_word
from desk_app.campaign.tasks import Mark, TaskState
from desk_app.services.calendar_items import CalendarItem, item_line
from desk_app.ui.tasks.list_model import bold, quiet

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
HEADINGS = ("日期", "事项", "情况")
_DAY, _MATTER, _STATE = range(3)


class AgendaModel(QAbstractTableModel):
    """Shows what falls due in a month."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[CalendarItem, ...] = ()
        self.with_weekday = True

    def show_items(self, items: tuple[CalendarItem, ...]) -> None:
        """Show other things."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def row_of(self, day: date) -> int:
        """The first line of a day; -1 where nothing falls on it."""
        return next((row for row, item in enumerate(self.items) if item.day == day), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """The things."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """What is told of each."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What is told of a thing."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == _ROLE.DisplayRole:
            return self._text(index.row(), index.column())
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            source = f"；出处：{item.source}" if item.source else ""
            return f"{short_day(item.day)}（{weekday_word(item.day)}）{item.until}　{item_line(item)}{source}"
        return _dress(item, index.column(), role)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return HEADINGS[section]
        return None

    def _text(self, row: int, column: int) -> str:
        item = self.items[row]
        if column == _DAY:
            repeated = row > 0 and self.items[row - 1].day == item.day
            weekday = f" {weekday_word(item.day)}" if self.with_weekday else ""
            return "" if repeated else f"{short_day(item.day)}{weekday}"
        if column == _MATTER:
            return f"{item.mark.value} {item.kind.label}：{item.until} {item.title}".replace("： ", "：").strip()
        return "，".join(part for part in (item.state, item.offer) if part)


def _dress(item: CalendarItem, column: int, role: int) -> Any:
    late = item.mark is Mark.LATE and column == _MATTER
    if role == _ROLE.FontRole and late:
        return bold()
    if role == _ROLE.ForegroundRole and late:
        return QGuiApplication.palette().color(QPalette.ColorRole.BrightText)
    if role == _ROLE.ForegroundRole and item.state == TaskState.DONE.value:
        return quiet()
    return None

"""The calendar's month: six weeks by seven days from Monday, each day with what falls on it and its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desk_app.campaign.calendar_days import WEEKDAY_WORDS, WEEKS_SHOWN, month_days
from desk_app.services.calendar_items import CalendarItem, day_words

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_WEEK = 7


class MonthModel(QAbstractTableModel):
    """Shows one month of everything that falls due."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.month = today.replace(day=1)
        self.ended = False
        self._days = month_days(today.year, today.month)
        self._items: dict[date, tuple[CalendarItem, ...]] = {}

    def show_items(self, items: Iterable[CalendarItem], today: date, *, ended: bool) -> None:
        """Show other things; the month stays."""
        grouped: dict[date, list[CalendarItem]] = defaultdict(list)
        for item in items:
            grouped[item.day].append(item)
        self.beginResetModel()
        self._items = {day: tuple(found) for day, found in grouped.items()}
        self.today, self.ended = today, ended
        self.endResetModel()

    def show_month(self, day: date) -> None:
        """Turn to the month of a day."""
        if day.replace(day=1) == self.month:
            return
        self.beginResetModel()
        self.month = day.replace(day=1)
        self._days = month_days(day.year, day.month)
        self.endResetModel()

    def day_at(self, index: Index) -> date | None:
        """The day of a place."""
        return self._days[index.row() * _WEEK + index.column()] if index.isValid() else None

    def index_of(self, day: date) -> QModelIndex:
        """The place of a day; none where it is not on the page."""
        if not self._days[0] <= day <= self._days[-1]:
            return QModelIndex()
        place = (day - self._days[0]).days
        return self.index(place // _WEEK, place % _WEEK)

    def items_on(self, day: date) -> tuple[CalendarItem, ...]:
        """What falls on a day."""
        return self._items.get(day, ())

    @property
    def shown(self) -> tuple[CalendarItem, ...]:
        """What falls on the days of the page, in order."""
        return tuple(item for day in self._days for item in self.items_on(day))

    def in_month(self, day: date) -> bool:
        """Whether a day belongs to the month itself."""
        return day.replace(day=1) == self.month

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """Six weeks."""
        return 0 if parent.isValid() else WEEKS_SHOWN

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """Seven days."""
        return 0 if parent.isValid() else _WEEK

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """The day's number; its words for whoever hears, and what falls on it for whoever points."""
        day = self.day_at(index)
        if day is None:
            return None
        if role == _ROLE.DisplayRole:
            return str(day.day)
        if role == _ROLE.AccessibleTextRole:
            return day_words(day, self.items_on(day)) + ("，今天" if day == self.today else "")
        if role == _ROLE.ToolTipRole:
            return "\n".join([day_words(day, self.items_on(day)), *(item.title for item in self.items_on(day))])
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """The days of the week."""
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole) and orientation == Qt.Orientation.Horizontal:
            return f"周{WEEKDAY_WORDS[section]}"
        return None

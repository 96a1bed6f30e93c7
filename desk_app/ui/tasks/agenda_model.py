"""The agenda beside the month: what falls due, day by day, each line whole in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from desk_app.campaign.calendar_days import short_day, weekday_word
from desk_app.campaign.tasks import Mark, TaskState
from desk_app.services.calendar_items import CalendarItem, item_line
from desk_app.ui.tasks.read_model import Index, ReadModel, late_dress, quiet

_ROLE = Qt.ItemDataRole
HEADINGS = ("日期", "事项", "情况")
_DAY, _MATTER, _STATE = range(3)


class AgendaModel(ReadModel):
    """Shows what falls due in a month."""

    headings = HEADINGS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[CalendarItem, ...] = ()
        self.with_weekday = True

    @property
    def rows(self) -> Sequence[CalendarItem]:
        """The things."""
        return self.items

    def show_items(self, items: tuple[CalendarItem, ...]) -> None:
        """Show other things."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def row_of(self, day: date) -> int:
        """The first line of a day; -1 where nothing falls on it."""
        return next((row for row, item in enumerate(self.items) if item.day == day), -1)

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
    if item.mark is Mark.LATE and column == _MATTER:
        return late_dress(role)
    return quiet() if role == _ROLE.ForegroundRole and item.state == TaskState.DONE.value else None

"""The month as a table of days: each day shows what falls on it in words; the keyboard walks by day, week and month."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desk_app.campaign.calendar_days import month_after
from desk_app.campaign.tasks import Mark, TaskState
from desk_app.services.calendar_items import CalendarItem, ItemKind
from desk_app.ui.look import chars, grid
from desk_app.ui.tasks.month_model import MonthModel

_KEY = Qt.Key
_STEPS = {_KEY.Key_Left: -1, _KEY.Key_Right: 1, _KEY.Key_Up: -7, _KEY.Key_Down: 7}
_MONTHS = {_KEY.Key_PageUp: -1, _KEY.Key_PageDown: 1}
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


class DayDelegate(QStyledItemDelegate):
    """Paints a day: its number, a line for each thing as far as there is room, and how many more there are."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one day."""
        model = index.model()
        if not isinstance(model, MonthModel):
            return
        day = model.day_at(index)
        if day is None:
            return
        painter.save()
        palette: QPalette = option.palette  # type: ignore[attr-defined]  # the stubs leave the option's fields out
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the same
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # the same
        ground = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base
        inside = model.in_month(day)
        painter.fillRect(rect, palette.color(ground if inside or chosen else QPalette.ColorRole.Window))
        pad = max(2, painter.fontMetrics().height() // 5)
        space = rect.adjusted(pad, pad // 2, -pad, -pad // 2)
        self._number(painter, palette, space, day, model, inside=inside)
        self._things(painter, palette, space, model.items_on(day), ended=model.ended or not inside)
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]  # the same
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _number(
        self, painter: QPainter, palette: QPalette, space: QRect, day: date, model: MonthModel, *, inside: bool
    ) -> None:
        today = day == model.today
        text = f"{day.month}月{day.day}日" if day.day == 1 else str(day.day)
        font = QFont(painter.font())
        font.setBold(today)
        painter.setFont(font)
        role = QPalette.ColorRole.Text if inside else QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(QPalette.ColorRole.Accent if today else role))
        text = f"{text} 今天" if today else text
        if painter.fontMetrics().horizontalAdvance(text) > space.width():
            text = str(day.day)
        line = QRect(space.left(), space.top(), space.width(), painter.fontMetrics().height())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), text)
        font.setBold(False)
        painter.setFont(font)

    def _things(
        self, painter: QPainter, palette: QPalette, space: QRect, items: tuple[CalendarItem, ...], *, ended: bool
    ) -> None:
        small = QFont(painter.font())
        small.setPointSizeF(small.pointSizeF() * 0.9)
        painter.setFont(small)
        metrics = painter.fontMetrics()
        height = metrics.height()
        top = space.top() + round(height * 1.25)
        room = max(0, (space.bottom() + 1 - top) // height)
        shown = items if len(items) <= room else items[: max(0, room - 1)]
        for place, item in enumerate(shown):
            painter.setPen(_pen_of(item, palette, ended=ended))
            text = metrics.elidedText(short_words(item), Qt.TextElideMode.ElideRight, space.width())
            painter.drawText(space.left(), top + place * height + metrics.ascent(), text)
        more = len(items) - len(shown)
        if more:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            text = f"还有{more}项" if shown else f"{more}项"
            line = top + len(shown) * height if room else space.bottom() + 1 - height
            side = Qt.AlignmentFlag.AlignLeft if room else Qt.AlignmentFlag.AlignRight
            painter.drawText(QRect(space.left(), line, space.width(), height), int(side), text)


def short_words(item: CalendarItem) -> str:
    """A thing in few words, what time says of it first."""
    mark = f"{item.mark.value} " if item.mark else "完成 " if item.state == TaskState.DONE.value else ""
    kind = "" if item.kind in (ItemKind.TASK, ItemKind.DUTY) else f"{item.kind.label}："
    if item.kind in (ItemKind.PHASE_BEGIN, ItemKind.PHASE_END):
        kind = ""
    until = f"{item.until} " if item.until else ""
    return f"{mark}{kind}{until}{item.title}"


def _pen_of(item: CalendarItem, palette: QPalette, *, ended: bool) -> QColor:
    if ended or item.state in (TaskState.DONE.value, "已收齐"):
        return palette.color(QPalette.ColorRole.PlaceholderText)
    if item.mark is Mark.LATE:
        return palette.color(QPalette.ColorRole.BrightText)
    return palette.color(QPalette.ColorRole.Text)


class MonthView(QTableView):
    """``day_chosen(date)`` tells where a person is; arrows leave the page into the next month."""

    day_chosen = Signal(object)

    def __init__(self, model: MonthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = model
        self.setAccessibleName("月历")
        self.setModel(model)
        self.setItemDelegate(DayDelegate(self))
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(chars(self, 3))
        self.verticalHeader().setMinimumSectionSize(grid(self, 3))
        self.setMinimumSize(chars(self, 18), chars(self, 10))
        self.selectionModel().currentChanged.connect(self._moved)

    @property
    def day(self) -> date:
        """The day a person is on."""
        return self._month.day_at(self.currentIndex()) or self._month.month

    def go(self, day: date) -> None:
        """Go to a day, turning to its month when it does not belong to the one shown."""
        day = min(max(day, _FIRST), _LAST)
        if not self._month.in_month(day):
            self._month.show_month(day)
        self.setCurrentIndex(self._month.index_of(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Walk by day, week and month."""
        key = _KEY(event.key())
        if key in _STEPS and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self.go(self.day + timedelta(days=_STEPS[key]))
        elif key in _MONTHS:
            self.go(month_after(self.day, _MONTHS[key]))
        elif key == _KEY.Key_Home:
            self.go(self._month.today)
        else:
            super().keyPressEvent(event)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        day = self._month.day_at(now)
        if day is not None:
            self.day_chosen.emit(day)

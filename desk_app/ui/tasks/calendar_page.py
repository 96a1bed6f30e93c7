"""The calendar: a month, the agenda of its days beside it, and what the week asks of the units."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QSplitter, QVBoxLayout, QWidget

from desk_app.campaign.calendar_days import monday_of, month_after, short_day, weekday_word
from desk_app.services.calendar_items import CalendarItem, day_words
from desk_app.services.calendar_load import UnitWeek, unit_weeks
from desk_app.services.calendar_open import OpenItem, open_said, open_title
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import HEADING, LINK, QUIET, STRONG, button, label
from desk_app.ui.tally.views import plain_table
from desk_app.ui.tasks.agenda_model import AgendaModel
from desk_app.ui.tasks.month_model import MonthModel
from desk_app.ui.tasks.month_view import MonthView

_MOST_UNITS = 8
_ROOM_FOR_ALL = 26


class CalendarPage(QWidget):
    """``task_asked(key)``, ``form_asked(name)``: a line of the agenda is wanted; ``open_asked()``: 时限待定."""

    task_asked = Signal(str)
    form_asked = Signal(str)
    open_asked = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.month = MonthModel(today, self)
        self.view = MonthView(self.month)
        self.agenda = AgendaModel(self)
        self.list = plain_table("日程", self.agenda)
        self.list.verticalHeader().hide()
        self.list.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._title = label("", HEADING)
        self._day = label("", STRONG, wrap=True)
        self._load = label("", QUIET, wrap=True)
        self.open = button("", self.open_asked.emit, LINK)
        self._items: tuple[CalendarItem, ...] = ()
        self._units: tuple[str, ...] = ()
        self._lay_out()
        self.view.day_chosen.connect(self._day_chosen)
        self.list.activated.connect(self._open)
        self.list.doubleClicked.connect(self._open)

    def show_items(self, items: tuple[CalendarItem, ...], units: tuple[str, ...], today: date, *, ended: bool) -> None:
        """Show another reading; the day stays."""
        self._items, self._units = items, units
        kept = self.view.day if self.view.currentIndex().isValid() else today
        self.month.show_items(items, today, ended=ended)
        self.view.go(kept)
        self._show_month()

    def show_open(self, items: tuple[OpenItem, ...]) -> None:
        """Say how much stands in no calendar, and lead to it."""
        self.open.setText(open_title(items))
        self.open.setToolTip(open_said(items))
        self.open.setVisible(bool(items))

    @Slot()
    def last_month(self) -> None:
        """A month back."""
        self.view.go(month_after(self.view.day, -1))

    @Slot()
    def next_month(self) -> None:
        """A month ahead."""
        self.view.go(month_after(self.view.day, 1))

    @Slot()
    def to_today(self) -> None:
        """To today."""
        self.view.go(self.month.today)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Keep the agenda's columns readable."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        narrow = self.list.viewport().width() < chars(self, _ROOM_FOR_ALL)
        self.agenda.with_weekday = not narrow
        self.list.setColumnHidden(2, narrow)
        self.list.setColumnWidth(0, chars(self, 5.4 if narrow else 7.8))
        self.list.setColumnWidth(2, chars(self, 7.5))

    def _lay_out(self) -> None:
        left = QWidget()
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(grid(self, 0.75))
        back, ahead = button("上月", self.last_month), button("下月", self.next_month)
        back.setToolTip("上一个月（键盘：上翻页）")
        ahead.setToolTip("下一个月（键盘：下翻页）")
        self._title.setMinimumWidth(chars(self, 6))
        head = FlowLayout(spacing=grid(self), fills=False)
        for part in (self._title, back, ahead, button("今天", self.to_today)):
            head.addWidget(part)
        down.addLayout(head)
        down.addWidget(self.view, 1)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(grid(self, 0.75))
        beside.addWidget(self._day)
        beside.addWidget(self.list, 1)
        beside.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self._load)
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.addWidget(left)
        self.halves.addWidget(right)
        self.halves.setChildrenCollapsible(False)
        self.halves.setSizes([6000, 4000])
        self.list.viewport().installEventFilter(self)
        self.list.setMinimumSize(chars(self, 12), row_height(self) * 3)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.halves)

    @Slot(object)
    def _day_chosen(self, day: date) -> None:
        self._show_month()
        items = self.month.items_on(day)
        offers = "".join(f"。{offer}" for offer in dict.fromkeys(item.offer for item in items if item.offer))
        self._day.setText(f"{day_words(day, items)}（{weekday_word(day)}）{offers}")
        row = self.agenda.row_of(day)
        if row >= 0:
            self.list.selectRow(row)
            self.list.scrollTo(self.agenda.index(row, 0))
        else:
            self.list.clearSelection()
        self._load.setText(self._week_words(day))

    def _show_month(self) -> None:
        month = self.month.month
        self._title.setText(f"{month.year}年{month.month}月")
        shown = self.month.shown
        if shown != self.agenda.items:
            self.agenda.show_items(shown)

    def _week_words(self, day: date) -> str:
        monday = monday_of(day)
        week = [item for item in self._items if monday <= item.day < monday + timedelta(days=7)]
        loads = sorted(unit_weeks(week, self._units), key=lambda one: -len(one.items))
        span = f"{short_day(monday)}至{short_day(monday + timedelta(days=6))}各单位到期："
        if not loads:
            return f"{span}无"
        more = f"等{len(loads)}家" if len(loads) > _MOST_UNITS else ""
        return span + "，".join(_unit_words(one) for one in loads[:_MOST_UNITS]) + more

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        one = self.agenda.items[index.row()]
        if one.key:
            self.task_asked.emit(one.key)
        elif one.form:
            self.form_asked.emit(one.form)


def _unit_words(week: UnitWeek) -> str:
    clashes = "、".join(short_day(day) for day in week.clashes)
    tail = f"（{clashes}撞期）" if clashes else "（集中）" if week.is_heavy else ""
    return f"{week.unit}{len(week.items)}项{tail}"

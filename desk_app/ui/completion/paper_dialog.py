"""批量登记纸质件: a list of units to tick off, as the papers lie on the counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtCore import Slot as QtSlot
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from desk_app.services.completion import Completion, Slot
from desk_app.services.initials import matches
from desk_app.services.standing import NOT_CONCERNED
from desk_app.services.values import PaperState
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import LINK, MAIN, QUIET, ChoiceBox, button, label, line, row
from desk_app.ui.ticks import Tickable, TickList

_STATES = (PaperState.RECEIVED, PaperState.UNSIGNED, PaperState.UNSEALED, PaperState.MISSING)


@dataclass(frozen=True, slots=True)
class PapersSaid:
    """Which papers stand how."""

    slots: tuple[Slot, ...]
    state: PaperState


class PapersDialog(DeskDialog):
    """``said(PapersSaid)`` follows; Space ticks, typing finds a unit."""

    said = Signal(object)

    def __init__(
        self, parent: QWidget | None, shown: Completion, column: int, units: Sequence[str], ticked: Sequence[str]
    ) -> None:
        super().__init__(parent, "批量登记纸质件")
        self._shown = shown
        self._units = tuple(units)
        self._places = [place for place, one in enumerate(shown.columns) if one.wants_paper]
        self.column = ChoiceBox()
        self.column.setAccessibleName("报表和期次")
        for place in self._places:
            one = shown.columns[place]
            self.column.addItem(f"{one.label}　{one.period.label}", place)
        if column in self._places:
            self.column.setCurrentIndex(self._places.index(column))
        self.states = QButtonGroup(self)
        for place, state in enumerate(_STATES):
            choice = QRadioButton(state.value)
            choice.setAccessibleName(f"登记为：{state.value}")
            choice.setChecked(place == 0)
            self.states.addButton(choice, place)
        self.search = QLineEdit()
        self.search.setAccessibleName("找单位")
        self.search.setPlaceholderText("找单位，如 hpk，回车勾选第一家")
        self.search.setClearButtonEnabled(True)
        self.list = TickList("单位")
        self._ticked: set[str] = set(ticked)
        self._count = label("", QUIET)
        self._lay_out()
        self._connect()
        self._offer()

    def answer(self) -> PapersSaid:
        """What is ticked."""
        one = self._shown.columns[self.column.currentData()]
        chosen = tuple(Slot(unit, one.form.name, one.period) for unit in self._units if unit in self._ticked)
        return PapersSaid(chosen, _STATES[self.states.checkedId()])

    @QtSlot()
    def keep(self) -> None:
        """Register what is ticked."""
        found = self.answer()
        if found.slots:
            self.close()
            self.said.emit(found)

    @QtSlot()
    def tick_first(self) -> None:
        """Tick the first unit that the search finds, and be ready for the next one."""
        keys = self.list.ticks.keys
        if self.search.text().strip() and keys:
            self.list.ticks.tick_only({*self.list.ticks.ticked, keys[0]})
            self.search.clear()

    def _lay_out(self) -> None:
        self.lines.addLayout(row(self.column, stretch=False))
        self.lines.addWidget(line(label("登记为"), *self.states.buttons()))
        self.lines.addLayout(row(self.search, button("全选或全不选", self.list.tick_all, LINK), stretch=False))
        self.list.setMinimumHeight(row_height(self) * 5)
        self.lines.addWidget(self.list, 1)
        self.lines.addWidget(self._count)
        self._keep = button("登记", self.keep, MAIN)
        self.lines.addLayout(row(self._keep, button("取消", self.close)))
        self.suit(chars(self, 36), row_height(self) * 17)
        self.search.setFocus()

    def _connect(self) -> None:
        self.column.activated.connect(self._another)
        self.search.textChanged.connect(self._offer)
        self.search.returnPressed.connect(self.tick_first)
        self.list.ticks.ticked_changed.connect(self._look)

    @QtSlot(int)
    def _another(self, _place: int) -> None:
        self._ticked.clear()
        self._offer()

    @QtSlot()
    def _offer(self, *_: object) -> None:
        """Show the units that owe the form and answer to the search; ticks of others stay."""
        place = self.column.currentData()
        typed = self.search.text().split()
        things = []
        for unit in self._units:
            one = self._shown.cell(unit, place) if place is not None else None
            if one is None or one.electronic == NOT_CONCERNED:
                self._ticked.discard(unit)
            elif all(matches(word, unit) for word in typed):
                things.append(Tickable(unit, f"{unit}　纸质{one.paper}，电子{one.electronic}"))
        kept = set(self._ticked)
        self.list.ticks.show(things, [one.key for one in things if one.key in kept])

    @QtSlot()
    def _look(self) -> None:
        self._ticked = (self._ticked - set(self.list.ticks.keys)) | set(self.list.ticks.ticked)
        self._count.setText(
            f"已勾选{len(self._ticked)}家" if self._ticked else "空格键勾选；找到单位后按回车也可勾选。"
        )
        self._keep.setEnabled(bool(self._ticked))

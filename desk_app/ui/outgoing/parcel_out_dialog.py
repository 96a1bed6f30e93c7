"""导出报送包 asked in one dialog: of which period and which forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desk_app.campaign.period import Period
from desk_app.services.standing import NIL, received_words
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import HEADING, LINK, MAIN, QUIET, ChoiceBox, button, label, row
from desk_app.ui.ticks import Tickable, TickList

if TYPE_CHECKING:
    from desk_app.services.tally import FormTally

EACH_OWN = "各表本期"
_IN = frozenset({"已收", "零报告"})


@dataclass(frozen=True, slots=True)
class ParcelWish:
    """What shall go into the parcel."""

    period: Period | None
    forms: tuple[str, ...]


class ParcelOutDialog(DeskDialog):
    """``period_picked(Period|None)`` asks for another period's figures, ``wanted(ParcelWish)`` is the answer."""

    period_picked = Signal(object)
    wanted = Signal(object)

    def __init__(
        self, parent: QWidget | None, periods: tuple[Period, ...], period: Period | None, tallies: list[FormTally]
    ) -> None:
        super().__init__(parent, "导出报送包")
        self.period = ChoiceBox()
        self.period.setAccessibleName("期次")
        self.period.addItem(EACH_OWN, None)
        for one in periods:
            self.period.addItem(one.label, one)
        self.forms = TickList("报表")
        self.go = button("选文件夹并写出", self._answer, MAIN)
        self.go.setDefault(True)
        self._said = label("", QUIET, wrap=True)
        word = label("期次(&P)")
        word.setBuddy(self.period)
        head = label("报表(&B)", HEADING)
        head.setBuddy(self.forms)
        about = "把已收的表连同原件打成一个带校验码的文件，上级在“收表”里收下即可；没有收的不在里面。"
        self.lines.addWidget(label(about, QUIET, wrap=True))
        self.lines.addLayout(row(word, self.period))
        self.lines.addLayout(row(head, button("全选或全不选", self.forms.tick_all, LINK)))
        self.forms.setMinimumHeight(row_height(self) * 2)
        self.lines.addWidget(self.forms, 1)
        self.lines.addWidget(self._said)
        self.lines.addLayout(row(self.go, button("取消", self.close)))
        self.period.activated.connect(self._pick)
        self.forms.ticks.ticked_changed.connect(self._look)
        self.suit(chars(self, 38), row_height(self) * 12)
        self.offer(period, tallies)
        self.forms.setFocus()

    def offer(self, period: Period | None, tallies: list[FormTally]) -> None:
        """Show how much of each form is in."""
        self.period.setCurrentIndex(max(0, self.period.findText(period.label if period else EACH_OWN)))
        things, ticked = [], []
        for one in tallies:
            count = sum(unit.state in _IN or unit.count > 0 for unit in one.units)
            when = f"　{one.period.label}" if one.period.start is not None else ""
            nil = sum(unit.state == NIL for unit in one.units)
            in_words = received_words(count, nil, "家")
            things.append(Tickable(one.form.name, f"{one.form.name}{when}　{in_words}{one.total}行"))
            ticked += [one.form.name] * bool(count)
        self.forms.ticks.show(things, ticked)

    @Slot(int)
    def _pick(self, place: int) -> None:
        self.period_picked.emit(self.period.itemData(place))

    @Slot()
    def _look(self) -> None:
        self.go.setEnabled(bool(self.forms.ticks.ticked))
        self._said.setText("" if self.forms.ticks.ticked else "请至少勾选一张已收到表的报表。")

    @Slot()
    def _answer(self) -> None:
        self.wanted.emit(ParcelWish(self.period.currentData(), self.forms.ticks.ticked))

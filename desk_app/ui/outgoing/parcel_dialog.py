"""收报送包: what has to be decided before a branch's package is taken in, line by line, with what it would come to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, emptied, label, row

if TYPE_CHECKING:
    from desk_app.services.parcel_values import Conflict, ParcelPlan

_OPEN = "（待定）"


class ParcelDialog(DeskDialog):
    """``decided(dict)`` tells the decisions so far whenever one is made, ``take_asked()`` that it shall be taken in."""

    decided = Signal(object)
    take_asked = Signal()

    def __init__(self, parent: QWidget | None, plan: ParcelPlan) -> None:
        super().__init__(parent, "收报送包")
        self.decisions: dict[str, str] = {}
        self._plan = plan
        self.boxes: dict[str, ChoiceBox] = {}
        self._head = label("", wrap=True)
        self._said = label("", QUIET, wrap=True)
        self.alike = QCheckBox("同类的问题照此办")
        self.alike.setChecked(True)
        self.alike.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.go = button("收下", self._ask, MAIN)
        self.go.setDefault(True)
        self._lay_out()
        self.show_plan(plan)

    def show_plan(self, plan: ParcelPlan) -> None:
        """Show what is to be decided under the decisions made."""
        self._plan = plan
        parcel = plan.opened.parcel
        rows = sum(len(one.rows) for one in parcel.returns)
        self._head.setText(
            f"{parcel.sender}的报送包（{_day(parcel.made_on)}导出），{len(parcel.returns)}份{rows}行，校验码{plan.opened.code}。"
        )
        self._fill(plan.conflicts)
        open_ones = len(plan.open_conflicts)
        units = len({one.target for one in plan.taken})
        taken = f"现收{len(plan.taken)}份，记到{units}家单位名下" if plan.taken else "没有一份可收"
        wait = f"还有{open_ones}处待定，定完才能收；" if open_ones else ""
        self._said.setText(f"{wait}{taken}。收下是一步，可整个撤销。")
        self.go.setEnabled(not open_ones and bool(plan.taken))

    def _lay_out(self) -> None:
        self.lines.addWidget(self._head)
        inner = QWidget()
        inner.setObjectName("page")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, grid(self), 0)
        self._column.setSpacing(grid(self, 0.75))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        self.lines.addWidget(self._area, 1)
        self.lines.addWidget(self.alike)
        self.lines.addWidget(self._said)
        self.lines.addLayout(row(self.go, button("暂不收", self.close)))
        self.suit(chars(self, 54), row_height(self) * 15)

    def _fill(self, conflicts: tuple[Conflict, ...]) -> None:
        """A line a conflict; the boxes that are there already stay, so that the keyboard keeps its place."""
        if [one.key for one in conflicts] == list(self.boxes):
            for one in conflicts:
                self._choose(self.boxes[one.key], self.decisions.get(one.key))
            return
        focused = next((key for key, box in self.boxes.items() if box.hasFocus()), "")
        self.boxes = {}
        lines = emptied(self._column)
        frame = QWidget()
        table = QGridLayout(frame)
        table.setContentsMargins(0, 0, 0, 0)
        table.setHorizontalSpacing(grid(self, 1.5))
        for place, one in enumerate(conflicts):
            box = self._box(one)
            table.addWidget(label(str(one.kind), QUIET), place, 0, Qt.AlignmentFlag.AlignTop)
            table.addWidget(label(one.said, wrap=True), place, 1)
            table.addWidget(box, place, 2)
            self.boxes[one.key] = box
        table.setColumnStretch(1, 3)
        table.setColumnStretch(2, 2)
        lines.addWidget(frame)
        lines.addStretch(1)
        self.alike.setVisible(len(conflicts) > 1)
        wanted = self.boxes.get(focused) or next(iter(self.boxes.values()), None)
        (wanted or self.go).setFocus()

    def _box(self, one: Conflict) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(f"{one.kind}：{one.said}")
        box.setObjectName(one.key)
        box.setMinimumContentsLength(8)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.addItem(_OPEN, None)
        for option in one.options:
            box.addItem(option.label, option.value)
        self._choose(box, self.decisions.get(one.key))
        box.activated.connect(self._picked)
        return box

    @staticmethod
    def _choose(box: ChoiceBox, value: str | None) -> None:
        box.setCurrentIndex(max(0, box.findData(value)) if value is not None else 0)

    @Slot(int)
    def _picked(self, place: int) -> None:
        box = self.sender()
        if not isinstance(box, ChoiceBox):
            return
        key, value = box.objectName(), box.itemData(place)
        if value is None:
            self.decisions.pop(key, None)
        else:
            self.decisions[key] = value
            if self.alike.isChecked():
                self._decide_alike(key, value)
        self.decided.emit(dict(self.decisions))

    def _decide_alike(self, key: str, value: str) -> None:
        """Decide what is open and of the same kind likewise, where the same way is offered."""
        kind = next(one.kind for one in self._plan.conflicts if one.key == key)
        for one in self._plan.open_conflicts:
            if one.kind is kind and value in {option.value for option in one.options}:
                self.decisions.setdefault(one.key, value)

    @Slot()
    def _ask(self) -> None:
        self.take_asked.emit()


def _day(iso: str) -> str:
    """A day as it is read; what is none stays as it was written."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.year}年{day.month}月{day.day}日"

"""展开单位: which units of the roster a class such as 各科室 means; proposed by their kinds, confirmed by a person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desk_app.services.unit_classes import UnitClass
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, label, row

_TICKED, _OUT = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ClassDialog(DeskDialog):
    """``confirmed(written, units)``: the units that a person ticked, none to let the class stand as written."""

    confirmed = Signal(str, list)

    def __init__(
        self, parent: QWidget, classes: Sequence[UnitClass], units: Sequence[tuple[str, str]], chosen: str
    ) -> None:
        super().__init__(parent, "展开单位")
        self._classes = {one.written: one for one in classes}
        self.choice = ChoiceBox()
        self.choice.setAccessibleName("方案里的写法")
        self.choice.addItems(list(self._classes))
        self.choice.setCurrentText(chosen)
        self._said = label("", QUIET, wrap=True)
        self.units = QListWidget()
        self.units.setAccessibleName("单位，空格键勾选")
        for name, kind in units:
            item = QListWidgetItem(f"{name}（{kind}）" if kind else name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.units.addItem(item)
        self.units.setMinimumHeight(row_height(self) * 3)
        self.keep = button("确认展开", self._keep, MAIN)
        self._lay_out()
        self.choice.activated.connect(self._show)
        self.units.itemChanged.connect(self._count)
        self._show()
        self.suit(chars(self, 32), row_height(self) * 16)

    @property
    def ticked(self) -> list[str]:
        """The units that are ticked."""
        items = (self.units.item(place) for place in range(self.units.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == _TICKED]

    def _lay_out(self) -> None:
        self.lines.addLayout(row(label("方案写作"), self.choice))
        self.lines.addWidget(self._said)
        self.lines.addWidget(self.units, 1)
        ways = FlowLayout(spacing=grid(self), fills=False)
        for one in (
            self.keep,
            button("全选", self._all),
            button("全不选", self._none),
            button("不展开，照原文", self._leave),
            button("取消", self.close),
        ):
            ways.addWidget(one)
        self.lines.addLayout(ways)

    @Slot()
    def _show(self) -> None:
        one = self._classes[self.choice.currentText()]
        self._tick(one.proposed if one.confirmed is None else one.confirmed)

    def _tick(self, names: Sequence[str]) -> None:
        wanted = frozenset(names)
        self.units.blockSignals(True)  # noqa: FBT003  Qt's own way
        for place in range(self.units.count()):
            item = self.units.item(place)
            item.setCheckState(_TICKED if item.data(Qt.ItemDataRole.UserRole) in wanted else _OUT)
        self.units.blockSignals(False)  # noqa: FBT003  as above
        self._count()

    @Slot()
    def _count(self) -> None:
        one = self._classes[self.choice.currentText()]
        ticked = len(self.ticked)
        if one.confirmed is not None:
            said = f"已确认{len(one.confirmed)}家"
        elif one.proposed:
            said = f"按名册的类别拟列{len(one.proposed)}家，请核对"
        else:
            said = "名册没有写类别，或没有这一类，请逐家勾选"
        self._said.setText(f"{said}；现勾选{ticked}家。对本专项所有写“{one.written}”的任务都有效。")
        self.keep.setEnabled(bool(ticked))

    @Slot()
    def _all(self) -> None:
        self._tick([self.units.item(place).data(Qt.ItemDataRole.UserRole) for place in range(self.units.count())])

    @Slot()
    def _none(self) -> None:
        self._tick(())

    @Slot()
    def _keep(self) -> None:
        written, units = self.choice.currentText(), self.ticked
        self.close()
        self.confirmed.emit(written, units)

    @Slot()
    def _leave(self) -> None:
        written = self.choice.currentText()
        self.close()
        self.confirmed.emit(written, [])

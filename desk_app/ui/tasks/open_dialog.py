"""时限待定: everything that stands in no calendar because its day is not certain, with the plan's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QWidget

from desk_app.services.calendar_open import OpenItem, open_parts, open_title
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import MAIN, QUIET, button, label, row
from desk_app.ui.tally.views import plain_table
from desk_app.ui.tasks.read_model import Index, ReadModel

_ROLE = Qt.ItemDataRole


class OpenModel(ReadModel):
    """Shows things without a certain day."""

    headings = ("类别", "事项", "责任单位", "方案写作")

    def __init__(self, items: Sequence[OpenItem], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items = tuple(items)

    @property
    def rows(self) -> Sequence[OpenItem]:
        """The things."""
        return self.items

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What is told of a thing; why it is not certain for whoever points."""
        if not index.isValid():
            return None
        one = self.items[index.row()]
        if role == _ROLE.DisplayRole:
            return (one.kind, one.title, "、".join(one.units), one.text)[index.column()]
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            parts = (one.kind, one.title, "、".join(one.units), f"方案写作“{one.text}”" if one.text else "", one.why)
            return "；".join(part for part in parts if part)
        return None


class OpenDialog(DeskDialog):
    """``task_asked(key)``, ``form_asked(name)`` for what is settled in 任务, ``plan_asked()`` for what is in 方案."""

    task_asked = Signal(str)
    form_asked = Signal(str)
    plan_asked = Signal()

    def __init__(self, parent: QWidget, items: Sequence[OpenItem]) -> None:
        super().__init__(parent, "时限待定")
        self.model = OpenModel(items, self)
        self.table = plain_table("时限待定的事项", self.model)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 5), (2, 7), (3, 8)):
            self.table.setColumnWidth(column, chars(self, width))
        self._why = label("", QUIET, wrap=True)
        self.lines.addWidget(
            label(
                f"{open_title(items)}（{open_parts(items)}），不列入日历，也不标逾期；定下来后随即列入。",
                QUIET,
                wrap=True,
            )
        )
        self.lines.addWidget(self.table, 1)
        self.lines.addWidget(self._why)
        self.go = button("去认定", self._open, MAIN)
        self.lines.addLayout(row(self.go, button("关闭", self.close)))
        self.table.activated.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._say)
        if items:
            self.table.selectRow(0)
        self.suit(chars(self, 48), row_height(self) * 14)

    @Slot(QModelIndex, QModelIndex)
    def _say(self, now: QModelIndex, _before: QModelIndex) -> None:
        one = self.model.items[now.row()]
        self._why.setText(f"{one.title}　{one.why}".strip("　"))
        self.go.setText("去认定" if one.key or one.form else "去方案更正")

    @Slot()
    def _open(self) -> None:
        place = self.table.currentIndex().row()
        if not 0 <= place < len(self.model.items):
            return
        one = self.model.items[place]
        self.close()
        if one.key:
            self.task_asked.emit(one.key)
        elif one.form:
            self.form_asked.emit(one.form)
        else:
            self.plan_asked.emit()

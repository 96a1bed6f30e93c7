"""时限待定: everything that stands in no calendar because its day is not certain, with the plan's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QWidget

from desk_app.services.calendar_open import OpenItem
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import MAIN, QUIET, button, label, row
from desk_app.ui.tally.views import plain_table

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_HEADINGS = ("类别", "事项", "责任单位", "方案写作")


class OpenModel(QAbstractTableModel):
    """Shows things without a certain day."""

    def __init__(self, items: Sequence[OpenItem], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items = tuple(items)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """The things."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """What is told of each."""
        return 0 if parent.isValid() else len(_HEADINGS)

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

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return _HEADINGS[section]
        return None


class OpenDialog(DeskDialog):
    """``task_asked(key)`` when a task is wanted, ``plan_asked()`` for what is settled in 方案."""

    task_asked = Signal(str)
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
            label(f"这{len(items)}项的日期还没有定，不列入日历，也不标逾期；定下来后随即列入。", QUIET, wrap=True)
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

    @Slot()
    def _open(self) -> None:
        place = self.table.currentIndex().row()
        if not 0 <= place < len(self.model.items):
            return
        key = self.model.items[place].key
        self.close()
        if key:
            self.task_asked.emit(key)
        else:
            self.plan_asked.emit()

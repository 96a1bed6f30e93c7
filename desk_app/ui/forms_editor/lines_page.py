"""A page of the editor with one table of lines, and what is done with them: 添加, 删除, 上移, 下移."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desk_app.ui.first_word import TypedTable
from desk_app.ui.flow import FlowLayout
from desk_app.ui.forms_editor.table_model import CHOICES, FREE, LinesModel
from desk_app.ui.guarded import guarded
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import QUIET, ChoiceBox, button, label

Index = QModelIndex | QPersistentModelIndex
_LOW = 10


class LinesPage(QWidget):
    """``model`` must give ``blank()``; ``widths`` are in Chinese characters."""

    def __init__(self, model: Any, name: str, widths: tuple[float, ...], said: str) -> None:
        super().__init__()
        self.model: LinesModel[Any] = model
        self.table = TypedTable()
        self.table.setModel(model)
        self.table.setAccessibleName(name)
        self.table.setItemDelegate(ChoosingDelegate(self.table))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().setDefaultSectionSize(row_height(self))
        for place, width in enumerate(widths):
            self.table.setColumnWidth(place, chars(self, width))
        self.table.setMinimumHeight(row_height(self) * 3)
        self.table.setAccessibleDescription(said)
        lines = QVBoxLayout(self)
        step = grid(self)
        lines.setContentsMargins(step, step, step, step)
        lines.setSpacing(step)
        self._said = label(said, QUIET, wrap=True)
        lines.addWidget(self._said)
        lines.addWidget(self.table, 1)
        ways = FlowLayout(spacing=step, fills=False)
        for text, act in (
            ("添加", self._add), ("删除", self._take_out), ("上移", self._up), ("下移", self._down),
        ):  # fmt: skip
            ways.addWidget(button(text, act))
        lines.addLayout(ways)
        for key, act in (
            ("Alt+Up", self._up), ("Alt+Down", self._down), ("Ctrl++", self._add), ("Ctrl+-", self._take_out),
        ):  # fmt: skip
            short = QShortcut(QKeySequence(key), self)
            short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            short.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Where there is little height, the lines come before what is said of them."""
        super().resizeEvent(event)
        self._said.setVisible(self.height() > row_height(self) * _LOW)

    def _place(self) -> int:
        return self.table.currentIndex().row()

    def _go(self, place: int, column: int = 0) -> None:
        self.table.setCurrentIndex(self.model.index(place, column))
        self.table.setFocus()

    @Slot()
    def _add(self) -> None:
        place = self._place() + 1 if self._place() >= 0 else self.model.rowCount()
        self.model.add(place, self.model.blank())  # type: ignore[attr-defined]  # every model here has it
        self._go(place)
        self.table.edit(self.table.currentIndex())

    @Slot()
    def _take_out(self) -> None:
        place = self._place()
        if place >= 0:
            self.model.take_out(place)
            self._go(min(place, self.model.rowCount() - 1))

    @Slot()
    def _up(self) -> None:
        self._go(self.model.move(self._place(), -1), self.table.currentIndex().column())

    @Slot()
    def _down(self) -> None:
        self._go(self.model.move(self._place(), 1), self.table.currentIndex().column())


class ChoosingDelegate(QStyledItemDelegate):
    """A box to choose from where the cell offers words, else a plain line."""

    @guarded
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """Open the box, or the line."""
        words = index.data(CHOICES)
        if not words:
            return super().createEditor(parent, option, index)
        box = ChoiceBox(parent)
        box.setEditable(bool(index.data(FREE)))
        box.addItems(list(words))
        box.setMaxVisibleItems(16)
        box.activated.connect(self._chosen)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802  Qt's name
        """Show what stands in the cell."""
        if not isinstance(editor, QComboBox):
            super().setEditorData(editor, index)
            return
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        place = editor.findText(text)
        if place >= 0:
            editor.setCurrentIndex(place)
        elif editor.isEditable():
            editor.setEditText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802  Qt's name
        """Give what was chosen or written."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)

    @Slot(int)
    def _chosen(self, _place: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.commitData.emit(box)
            self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

"""The tree of units: walked and moved by keyboard, drawn by mouse; Alt with the arrows changes the bureau's order."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from desk_app.ui.look import chars, row_height
from desk_app.ui.units.tree_model import HEADINGS, UnitTree

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_INDENTS = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}
_WIDTHS = (11, 4, 5, 8, 8, 9, 16)


class UnitTreeView(QTreeView):
    """``chosen(name)``; ``step_asked(name, step)``, ``indent_asked(name, deeper)``, ``opened(name)`` by Enter."""

    chosen = Signal(str)
    step_asked = Signal(str, int)
    indent_asked = Signal(str, bool)
    opened = Signal(str)

    def __init__(self, model: UnitTree) -> None:
        super().__init__()
        self._units = model
        self.setModel(model)
        self.setAccessibleName("单位名册")
        self.setAccessibleDescription("Alt加上下键调整局内排序，Alt加左右键调整上级")
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setIndentation(chars(self, 1.4))
        self.setStyleSheet(f"QTreeView::item {{ height: {row_height(self)}px; }}")
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, chars(self, width))
        self.selectionModel().currentChanged.connect(self._tell)

    def name(self) -> str:
        """The unit that is chosen, empty for none."""
        unit = self._units.unit(self.currentIndex())
        return unit.name if unit else ""

    def bring(self, name: str) -> None:
        """Choose a unit, or the first where it is not shown."""
        place = self._units.place_of(name)
        if not place.isValid():
            place = self._units.index(0, 0)
        if place.isValid():
            self.setCurrentIndex(place)
            self.scrollTo(place)

    def walk(self, step: int) -> None:
        """Choose the one before or behind."""
        now = self.currentIndex()
        to = self.indexAbove(now) if step < 0 else self.indexBelow(now)
        if to.isValid():
            self.setCurrentIndex(to.siblingAtColumn(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Alt with an arrow moves the unit; Enter opens its page."""
        key, name = Qt.Key(event.key()), self.name()
        alone = not self._units.searched
        if name and alone and event.modifiers() & Qt.KeyboardModifier.AltModifier and key in {*_STEPS, *_INDENTS}:
            if key in _STEPS:
                self.step_asked.emit(name, _STEPS[key])
            else:
                self.indent_asked.emit(name, _INDENTS[key])
            return
        if name and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(name)
            return
        super().keyPressEvent(event)

    def sizeHintForColumn(self, column: int) -> int:  # noqa: N802  Qt's name
        """At least the heading's width."""
        return max(super().sizeHintForColumn(column), chars(self, len(HEADINGS[column]) + 1))

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        unit = self._units.unit(now)
        if unit is not None:
            self.chosen.emit(unit.name)

"""The table of 完成情况: cells chosen one or many, a key for everything that is done to them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from desk_app.services.completion import Slot
from desk_app.ui.completion.matrix_model import MatrixModel
from desk_app.ui.tally.views import FrozenTable

OPEN, NIL, EXCUSE, PAPER, CHASE, COPY = "open", "nil", "excuse", "paper", "chase", "copy"
PAPER_KEYS = {Qt.Key.Key_1: "已交", Qt.Key.Key_2: "缺签字", Qt.Key.Key_3: "缺盖章", Qt.Key.Key_0: "未交"}
"""Where the papers of what is chosen stand, by one key."""
_KEYS = {
    Qt.Key.Key_Return: OPEN,
    Qt.Key.Key_Enter: OPEN,
    Qt.Key.Key_L: NIL,
    Qt.Key.Key_X: EXCUSE,
    Qt.Key.Key_Z: PAPER,
    Qt.Key.Key_C: CHASE,
}
_FOLDS = {Qt.Key.Key_Minus: True, Qt.Key.Key_Plus: False, Qt.Key.Key_Equal: False}


class MatrixView(FrozenTable):
    """``asked(word)`` tells what a key wants done with what is chosen."""

    asked = Signal(str)

    def __init__(self, model: MatrixModel) -> None:
        super().__init__("完成情况", "单位", model)
        self.matrix = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().sectionClicked.connect(self._fold_at)

    def chosen(self) -> tuple[Slot, ...]:
        """The returns that are chosen, unit by unit; a sum stands for all returns in it that are shown."""
        found: dict[Slot, None] = {}
        for index in sorted(self.selectionModel().selectedIndexes(), key=lambda one: (one.row(), one.column())):
            slot = self.matrix.slot(index.row(), index.column())
            if slot is not None:
                found[slot] = None
        return tuple(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """A letter acts on what is chosen; minus and plus fold and open the units below."""
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key in _KEYS:
            self.asked.emit(_KEYS[key])
        elif plain and key in PAPER_KEYS:
            self.asked.emit(PAPER_KEYS[key])
        elif key in _FOLDS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._fold(self.currentIndex(), folded=_FOLDS[key])
        elif key == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.asked.emit(COPY)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: object) -> None:  # noqa: N802  Qt's name
        """Open what is below the mouse."""
        super().mouseDoubleClickEvent(event)  # type: ignore[arg-type]
        self.asked.emit(OPEN)

    def _fold_at(self, section: int) -> None:
        line = self.matrix.row_of(section)
        if line is not None and line.is_parent:
            self._turn(line.name, folded=not self.matrix.is_folded(line.name), column=0)

    def _fold(self, at: QModelIndex, *, folded: bool) -> None:
        line = self.matrix.row_of(at.row())
        if line is None:
            return
        name = line.name if line.is_parent else next(iter(line.above), "")
        if name:
            self._turn(name, folded=folded, column=at.column())

    def _turn(self, name: str, *, folded: bool, column: int) -> None:
        self.matrix.fold(name, folded=folded)
        rows = [row.name for row in self.matrix.rows]
        place = rows.index(name) + 1 if name in rows else 0
        self.setCurrentIndex(self.matrix.index(place, max(0, column)))

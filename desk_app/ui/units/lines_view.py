"""The sheet in which persons and ties are typed: Alt with the arrows moves a line, Delete takes it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QStyledItemDelegate, QWidget

from desk_app.ui.first_word import TypedTable
from desk_app.ui.guarded import guarded
from desk_app.ui.ledger.clipboard import format_block, parse_block
from desk_app.ui.tally.views import prepare
from desk_app.ui.units.lines_model import LinesModel

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Offering(QStyledItemDelegate):
    """Offers known words while one types in some columns."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.words: dict[int, tuple[str, ...]] = {}

    @guarded
    def createEditor(self, parent: QWidget, _option: object, index: QModelIndex) -> QWidget:  # type: ignore[override]  # noqa: N802
        """A line to type in."""
        made = QLineEdit(parent)
        made.setFrame(False)
        words = self.words.get(index.column())
        if words:
            completer = QCompleter(list(words), made)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            made.setCompleter(completer)
        made.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        return made


class LinesView(TypedTable):
    """``pasted(row, rows)``: cells were pasted before a row."""

    pasted = Signal(int, object)

    def __init__(self, name: str, model: LinesModel) -> None:
        super().__init__()
        prepare(self, name, model)
        self._lines = model
        self._offering = _Offering(self)
        self.setItemDelegate(self._offering)
        self.setAccessibleDescription("直接输入；Alt加上下键调整顺序，Delete删除整行，Ctrl加V粘贴")
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed)

    def offer(self, words: Mapping[int, Sequence[str]]) -> None:
        """Offer words in columns."""
        self._offering.words = {column: tuple(texts) for column, texts in words.items()}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """What keys do beside typing."""
        key, now = Qt.Key(event.key()), self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(max(now.row(), 0), parse_block(QGuiApplication.clipboard().text()))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif _is_move(event):
            row = self._lines.move(now.row(), _STEPS[key])
            self.setCurrentIndex(self._lines.index(row, now.column()))
        elif key == Qt.Key.Key_Delete:
            self.delete_chosen()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Alt with the arrows for the lines."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_move(event):
            event.accept()
            return True
        return super().event(event)

    def delete_chosen(self) -> None:
        """Take the chosen lines out."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        column = self.currentIndex().column()
        if rows:
            self._lines.remove(rows)
            self.setCurrentIndex(self._lines.index(min(rows[0], self._lines.rowCount() - 1), max(column, 0)))

    def _copy(self) -> None:
        chosen = self.selectedIndexes()
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        block = [[self._lines.text(row, column) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(format_block(block))


def _is_move(event: QKeyEvent) -> bool:
    return Qt.Key(event.key()) in _STEPS and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)

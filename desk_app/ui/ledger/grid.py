"""The grid one types in: keys as in a spreadsheet, blocks copied and pasted, undo and redo of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QWidget

from desk_app.ui.first_word import TypedTable
from desk_app.ui.ledger.cells import Index
from desk_app.ui.ledger.clipboard import carried, format_block
from desk_app.ui.ledger.cursor import Cursor
from desk_app.ui.ledger.delegate import CellDelegate
from desk_app.ui.look import row_height
from desk_app.ui.wardrobe import Wardrobe

_HINTS = QAbstractItemDelegate.EndEditHint
_STANDARD = QKeySequence.StandardKey
_TRIGGERS = QAbstractItemView.EditTrigger
_MOVES = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}


class GridView(TypedTable):
    """Tells ``pasted(block)``, ``cleared()``, ``today_asked()``, ``undo_asked()``, ``redo_asked()``, ``left()``.

    ``written_over(text)`` is a text that is to stand in every chosen cell; ``end_pressed(bool)`` whether End waits for
    an arrow.
    """

    pasted = Signal(object)
    written_over = Signal(str)
    cleared = Signal()
    today_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    left = Signal()
    end_pressed = Signal(bool)

    def __init__(self, wardrobe: Wardrobe, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.typing_over = False
        self.cursor_at = Cursor(self)
        self._pressed_at = QPersistentModelIndex()
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(wardrobe, self))
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(_TRIGGERS.AnyKeyPressed | _TRIGGERS.EditKeyPressed | _TRIGGERS.DoubleClicked)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height(self))
        rows.setMinimumSectionSize(row_height(self))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        wardrobe.changed.connect(self._fit)

    def current_row(self) -> int:
        """The row of the cursor, -1 for none."""
        return self.currentIndex().row()

    def show_cell(self, index: QModelIndex) -> None:
        """Put the cursor on a cell and bring it into view; a run of Tab ends there."""
        self.cursor_at.put(index)

    def is_filled(self, line: int, column: int) -> bool | None:
        """Whether anything stands in a cell; None where that is not known yet."""
        return bool(self.model().index(line, column).data(Qt.ItemDataRole.EditRole))

    def ask_edge(self, line: int, column: int, way: int, *, reaching: bool) -> None:
        """Find out how far a column is filled, where it is not known yet, and let the cursor land there."""

    def last_line(self) -> int:
        """The last line in which anything stands."""
        return self.model().rowCount() - 1

    @Slot()
    def show_current(self) -> None:
        """Bring the cursor into view, after the grid has become smaller."""
        self.scrollTo(self.currentIndex())

    def block(self) -> list[list[str]]:
        """The chosen cells as a rectangle of texts."""
        chosen = self.selectionModel().selectedIndexes()
        if not chosen:
            return []
        rows = range(min(one.row() for one in chosen), max(one.row() for one in chosen) + 1)
        columns = range(min(one.column() for one in chosen), max(one.column() for one in chosen) + 1)
        model = self.model()
        return [
            [str(model.index(row, column).data(Qt.ItemDataRole.EditRole) or "") for column in columns] for row in rows
        ]

    def copy_block(self) -> None:
        """Put the chosen cells on the clipboard as WPS takes them."""
        rows = self.block()
        if rows:
            QGuiApplication.clipboard().setText(format_block(rows))

    def cut_block(self) -> None:
        """Copy, then empty the chosen cells."""
        self.copy_block()
        self.cleared.emit()

    def paste_block(self) -> None:
        """Give what is on the clipboard away as a block; a table without plain text is read from its page."""
        block = carried().cells()
        if block:
            self.pasted.emit(block)

    def edit(  # type: ignore[override]  # one method for Qt's two
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = _TRIGGERS.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Remember whether a cell is typed over or opened; an opened one is gone on with at its end."""
        self.typing_over = trigger == _TRIGGERS.AnyKeyPressed
        was_open = self.state() == QAbstractItemView.State.EditingState
        opened = bool(super().edit(index, trigger, event))  # type: ignore[arg-type]  # None is what Qt takes
        delegate = self.itemDelegate()
        if opened and not was_open and not self.typing_over and isinstance(delegate, CellDelegate) and delegate.open:
            delegate.open[1].to_end()
        return opened

    def event(self, event: QEvent) -> bool:
        """Take undo and redo before the window does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._own_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Move, copy, paste, clear and step back as a spreadsheet does; what an open editor lets pass is no step."""
        if self.state() == QAbstractItemView.State.EditingState:
            event.ignore()
            return
        if self.cursor_at.step(event) or self._leave(event) or self._deed(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click ends a run of Tab; with Shift the cursor stays and what is chosen reaches to the click."""
        index = self.indexAt(event.position().toPoint())
        held = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        if held == Qt.KeyboardModifier.ShiftModifier and event.button() == Qt.MouseButton.LeftButton:
            if index.isValid():
                self.cursor_at.stretch(index)
            event.accept()
            return
        self.cursor_at.pressed()
        self._pressed_at = QPersistentModelIndex(index)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A block drawn with the mouse leaves the cursor where the drawing began."""
        super().mouseReleaseEvent(event)
        if self._pressed_at.isValid():
            began = self.model().index(self._pressed_at.row(), self._pressed_at.column())
            self._pressed_at = QPersistentModelIndex()
            self.cursor_at.stay(began)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802  Qt's name
        """Enter goes down, Tab goes right."""
        known = {_HINTS.SubmitModelCache, _HINTS.EditNextItem, _HINTS.EditPreviousItem}
        super().closeEditor(editor, _HINTS.NoHint if hint in known else hint)
        if hint == _HINTS.SubmitModelCache:
            self.cursor_at.enter(1)
        elif hint in known:
            self.cursor_at.tab(1 if hint == _HINTS.EditNextItem else -1)

    def end_writing(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Let a key that moves end what was typed over a cell, as in a spreadsheet; False where it is the editor's."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_F2 and not held:
            self.typing_over = not self.typing_over
            return True
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and held == Qt.KeyboardModifier.ControlModifier:
            self._write_over(editor)
            return True
        moves = self.typing_over and not held and event.key() in _MOVES
        if not moves and not (enter and held == Qt.KeyboardModifier.ShiftModifier):
            return False
        self.commitData(editor)
        self.closeEditor(editor, _HINTS.NoHint)
        self.cursor_at.step(event)
        return True

    def _write_over(self, editor: QWidget) -> None:
        """Ctrl+Enter: what is written is to stand in every chosen cell."""
        delegate = self.itemDelegate()
        text = delegate.open[1].text() if isinstance(delegate, CellDelegate) and delegate.open else ""
        self.closeEditor(editor, _HINTS.RevertModelCache)
        self.written_over.emit(text)

    def _leave(self, event: QKeyEvent) -> bool:
        if event.key() not in {Qt.Key.Key_Escape, Qt.Key.Key_F6}:
            return False
        self.left.emit()
        return True

    def _begin_empty(self) -> None:
        """Backspace opens the cell with nothing in it, as a spreadsheet does."""
        now, delegate = self.currentIndex(), self.itemDelegate()
        if self.edit(now, _TRIGGERS.EditKeyPressed) and isinstance(delegate, CellDelegate) and delegate.open:
            delegate.open[1].set_text("")
            self.typing_over = True

    def _deed(self, event: QKeyEvent) -> bool:
        if event.matches(_STANDARD.Copy):
            self.copy_block()
        elif event.matches(_STANDARD.Cut):
            self.cut_block()
        elif event.matches(_STANDARD.Paste):
            self.paste_block()
        elif event.matches(_STANDARD.Undo):
            self.undo_asked.emit()
        elif _is_redo(event):
            self.redo_asked.emit()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.cleared.emit()
        elif event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            self._begin_empty()
        elif event.key() == Qt.Key.Key_Semicolon and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.today_asked.emit()
        else:
            return False
        return True

    def _own_key(self, event: QKeyEvent) -> bool:
        return event.matches(_STANDARD.Undo) or _is_redo(event)

    def _fit(self, *_: object) -> None:
        self.verticalHeader().setMinimumSectionSize(row_height(self))
        self.verticalHeader().setDefaultSectionSize(row_height(self))


def _is_redo(event: QKeyEvent) -> bool:
    control = Qt.KeyboardModifier.ControlModifier
    both = control | Qt.KeyboardModifier.ShiftModifier
    return (event.key(), event.modifiers()) in {(Qt.Key.Key_Y, control), (Qt.Key.Key_Z, both)}

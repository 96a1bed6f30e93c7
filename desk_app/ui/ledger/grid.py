"""The grid one types in: keys as in a spreadsheet, blocks copied and pasted, undo and redo of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from desk_app.ui.ledger.cells import Index
from desk_app.ui.ledger.clipboard import format_block, parse_block
from desk_app.ui.ledger.clipboard_html import table_of
from desk_app.ui.ledger.delegate import CellDelegate
from desk_app.ui.look import row_height
from desk_app.ui.wardrobe import Wardrobe

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_TAB = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_HINTS = QAbstractItemDelegate.EndEditHint
_STANDARD = QKeySequence.StandardKey
_TRIGGERS = QAbstractItemView.EditTrigger


class GridView(QTableView):
    """Tells ``pasted(block)``, ``cleared()``, ``today_asked()``, ``undo_asked()``, ``redo_asked()``, ``left()``."""

    pasted = Signal(object)
    cleared = Signal()
    today_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    left = Signal()

    def __init__(self, wardrobe: Wardrobe, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.typing_over = False
        self._run: int | None = None
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
        self._run = None
        self._put(index)

    def _put(self, index: QModelIndex) -> None:
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

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

    def paste_block(self) -> None:
        """Give what is on the clipboard away as a block; a table without plain text is read from its page."""
        held = QGuiApplication.clipboard().mimeData()
        plain = held.text() if held.hasText() else ""
        block = parse_block(plain) if plain else table_of(held.html())
        if block:
            self.pasted.emit(block)

    def edit(  # type: ignore[override]  # one method for Qt's two
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = _TRIGGERS.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Remember whether a cell is typed over or opened."""
        self.typing_over = trigger == _TRIGGERS.AnyKeyPressed
        return bool(super().edit(index, trigger, event))  # type: ignore[arg-type]  # None is what Qt takes

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
        if self._step(event) or self._deed(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802  Qt's name
        """What is given without having been composed first (《, ，) begins the cell and is not lost."""
        idle = self.state() != QAbstractItemView.State.EditingState
        super().inputMethodEvent(event)
        said, editor = event.commitString(), QApplication.focusWidget()
        begun = idle and self.state() == QAbstractItemView.State.EditingState
        if begun and said and editor is not None and editor is not self:
            given = QInputMethodEvent()
            given.setCommitString(said)
            QApplication.sendEvent(editor, given)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click ends a run of Tab."""
        self._run = None
        super().mousePressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802  Qt's name
        """Enter goes down, Tab goes right."""
        known = {_HINTS.SubmitModelCache, _HINTS.EditNextItem, _HINTS.EditPreviousItem}
        super().closeEditor(editor, _HINTS.NoHint if hint in known else hint)
        if hint == _HINTS.SubmitModelCache:
            self._enter(1)
        elif hint in known:
            self._tab(1 if hint == _HINTS.EditNextItem else -1)

    def _step(self, event: QKeyEvent) -> bool:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and not control:
            self._enter(-1 if back else 1)
        elif event.key() in _TAB and not control:
            self._tab(-1 if back or event.key() == Qt.Key.Key_Backtab else 1)
        elif event.key() == Qt.Key.Key_Escape or event.key() == Qt.Key.Key_F6:
            self.left.emit()
        else:
            if event.key() in _ARROWS:
                self._run = None
            return False
        return True

    def _enter(self, down: int) -> None:
        """One row down (or up); after a run of Tab back to the column in which it began, as in a spreadsheet."""
        now = self.currentIndex()
        column = now.column() if self._run is None else self._run
        self._run = None
        self._put(self.model().index(now.row() + down, column))

    def _tab(self, right: int) -> None:
        """To the next cell that is to be seen, at the end of a row into the next one."""
        now, model = self.currentIndex(), self.model()
        if self._run is None and right > 0:
            self._run = now.column()
        shown = [one for one in range(model.columnCount()) if not self.isColumnHidden(one)]
        places = (
            [one for one in shown if one > now.column()] if right > 0 else [one for one in shown if one < now.column()]
        )
        if places:
            self._put(model.index(now.row(), places[0] if right > 0 else places[-1]))
        elif shown:
            self._run = None
            self._put(model.index(now.row() + right, shown[0] if right > 0 else shown[-1]))

    def _deed(self, event: QKeyEvent) -> bool:
        if event.matches(_STANDARD.Copy):
            self.copy_block()
        elif event.matches(_STANDARD.Paste):
            self.paste_block()
        elif event.matches(_STANDARD.Undo):
            self.undo_asked.emit()
        elif _is_redo(event):
            self.redo_asked.emit()
        elif event.key() in _CLEAR and not event.modifiers():
            self.cleared.emit()
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

"""Editors by the type of a column: choices with free entry, long text that grows, one line for the rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desk_app.forms.definition import Column, ColumnKind
from desk_app.ui.ledger.cells import hint_for
from desk_app.ui.ledger.offers import Offer
from desk_app.ui.ledger.suggest import Suggest
from desk_app.ui.look import grid

_MOST_LINES = 8
_ANY = 1 << 20
_TURNS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F4}


class ChoiceEditor(QComboBox):
    """The form's own words, and any other; the wheel scrolls the page and never the choice.

    ``picked()`` tells that one was taken from the opened list.
    """

    left = Signal()
    picked = Signal()

    def __init__(self, column: Column, parent: QWidget | None = None, offers: Sequence[Offer] = ()) -> None:
        super().__init__(parent)
        self._listed = False
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._words = column.choices
        self.addItems(["", *(column.choices or (one.text for one in offers))])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        edit = self.lineEdit()
        if edit is not None:
            self.setCompleter(None)  # type: ignore[arg-type]  # None is what Qt takes
            closed = column.closed and bool(column.choices)
            self.suggest = Suggest(edit, offers or [Offer(word) for word in column.choices], closed=closed)
            edit.editingFinished.connect(self.left)
        self.activated.connect(self._picked)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer other words, where the form has none of its own."""
        if self._words:
            return
        written = self.text()
        self.clear()
        self.addItems(["", *(one.text for one in offers)])
        self.suggest.offer(offers)
        self.set_text(written)

    def text(self) -> str:
        """What is chosen or written."""
        return self.currentText()

    def set_text(self, text: str) -> None:
        """Show a value, one of the form's words or another."""
        place = self.findText(text)
        if place < 0 and not self.isEditable():
            self.addItem(text)
            place = self.count() - 1
        self.setCurrentIndex(place)
        if self.isEditable():
            self.setEditText(text)

    def select_all(self) -> None:
        """Let what is typed next take the place of all."""
        edit = self.lineEdit()
        if edit is not None:
            edit.selectAll()

    def to_end(self) -> None:
        """Go on writing behind what stands there."""
        edit = self.lineEdit()
        if edit is not None:
            edit.end(False)  # noqa: FBT003  Qt's own way

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """Let the page scroll."""
        event.ignore()

    def setReadOnly(self, read_only: bool) -> None:  # noqa: N802, FBT001  as the other editors have it from Qt
        """Let it be read and copied, and nothing be chosen."""
        edit = self.lineEdit()
        if edit is not None:
            edit.setReadOnly(read_only)

    def _is_read(self) -> bool:
        edit = self.lineEdit()
        return edit is not None and edit.isReadOnly()

    def showPopup(self) -> None:  # noqa: N802  Qt's name
        """Open the list."""
        if not self._is_read():
            self._listed = True
            super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """What is written is not taken from the list."""
        self._listed = False
        if self._is_read() and event.key() in _TURNS:
            event.ignore()
            return
        super().keyPressEvent(event)

    @Slot(int)
    def _picked(self, _place: int) -> None:
        self.left.emit()
        if self._listed:
            self._listed = False
            self.picked.emit()


class LineEditor(QLineEdit):
    """One line; where there is something to offer, a list opens below it while one writes."""

    left = Signal()

    def __init__(self, column: Column, parent: QWidget | None = None, offers: Sequence[Offer] = ()) -> None:
        super().__init__(parent)
        self.suggest = Suggest(self, offers) if offers else None
        self._hint = hint_for(column)
        self.setPlaceholderText(self._hint)
        self.editingFinished.connect(self.left)

    def setReadOnly(self, read_only: bool) -> None:  # noqa: N802, FBT001  Qt's
        """Let it be read, and say nothing of how to write."""
        super().setReadOnly(read_only)
        self.setPlaceholderText("" if read_only else self._hint)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer other words while one writes."""
        if self.suggest is not None:
            self.suggest.offer(offers)
        elif offers:
            self.suggest = Suggest(self, offers)

    def set_text(self, text: str) -> None:
        """Show a value from its beginning."""
        self.setText(text)
        self.setCursorPosition(0)

    def select_all(self) -> None:
        """Let what is typed next take the place of all."""
        self.selectAll()

    def to_end(self) -> None:
        """Go on writing behind what stands there."""
        self.end(False)  # noqa: FBT003  Qt's own way


class LongEditor(QPlainTextEdit):
    """Many lines, as high as its text up to a measure."""

    left = Signal()

    def __init__(self, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._top: int | None = None
        self._hint = hint_for(column)
        self.setPlaceholderText(self._hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def setReadOnly(self, read_only: bool) -> None:  # noqa: N802, FBT001  Qt's
        """Let it be read, and say nothing of how to write."""
        super().setReadOnly(read_only)
        self.setPlaceholderText("" if read_only else self._hint)

    def text(self) -> str:
        """What is written."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a value."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def select_all(self) -> None:
        """Let what is typed next take the place of all."""
        self.selectAll()

    def to_end(self) -> None:
        """Go on writing behind what stands there."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Long text is written; nothing is offered for it."""

    def float_at(self, place: QPoint) -> None:
        """Stand over the cells from a place on, and never beyond what is to be seen of them."""
        self._top = place.y()
        self.move(place)
        self._grow()

    def wanted_height(self) -> int:
        """The height for the text as it stands, with what stands round it."""
        lines = min(max(2, int(self.document().size().height())), _MOST_LINES)
        room = round(2 * self.document().documentMargin()) + max(grid(self), self.height() - self.viewport().height())
        return min(lines * self.fontMetrics().lineSpacing() + room, self._most_height())

    def _most_height(self) -> int:
        floor = self.parentWidget()
        return floor.height() if self._top is not None and floor is not None else _ANY

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """As high as the text."""
        return QSize(super().sizeHint().width(), self.wanted_height())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Tell that writing has ended."""
        super().focusOutEvent(event)
        self.left.emit()

    @Slot()
    def _grow(self, *_: object) -> None:
        height = self.wanted_height()
        fits = self.document().size().height() <= _MOST_LINES and height < self._most_height()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)
        if self.height() != height:
            self.setFixedHeight(height)
        if self._top is not None:
            self.move(self.x(), max(0, min(self._top, self._most_height() - height)))


CellEditor = ChoiceEditor | LineEditor | LongEditor


def editor_for(
    column: Column, parent: QWidget | None = None, offers: Sequence[Offer] = (), *, is_listed: bool = False
) -> CellEditor:
    """The editor of a column's type, named after the column for who cannot see it; ``offers`` are what it proposes.

    ``is_listed`` where what is offered is also to be chosen from a list (挂接: the matters of the ledger followed).
    """
    made: CellEditor
    if column.choices or (is_listed and column.kind in {ColumnKind.LONG, ColumnKind.TEXT}):
        made = ChoiceEditor(column, parent, offers)
    elif column.kind is ColumnKind.LONG:
        made = LongEditor(column, parent)
    else:
        made = LineEditor(column, parent, offers)
    made.setAccessibleName(column.label)
    return made

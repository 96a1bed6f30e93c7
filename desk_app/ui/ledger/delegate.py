"""Draws a cell's mark by shape and colour, and opens the editor of its column's type."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Slot
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk_app.forms.definition import Column
from desk_app.ui.guarded import guarded
from desk_app.ui.ledger.cells import COLUMN_ROLE, HEAD_ROLE, MARK_ROLE, OFFERS_ROLE, Index, Mark
from desk_app.ui.ledger.editors import CellEditor, ChoiceEditor, LineEditor, LongEditor, editor_for
from desk_app.ui.look import grid
from desk_app.ui.wardrobe import Wardrobe

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_HINTS = QStyledItemDelegate.EndEditHint
_ENDS: dict[int, QStyledItemDelegate.EndEditHint] = {
    Qt.Key.Key_Return: _HINTS.SubmitModelCache,
    Qt.Key.Key_Enter: _HINTS.SubmitModelCache,
    Qt.Key.Key_Tab: _HINTS.EditNextItem,
    Qt.Key.Key_Backtab: _HINTS.EditPreviousItem,
}
_NEW_LINE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_PLAIN = Column("", "")
_PAD = 6
_HAS_TEXT = QStyleOptionViewItem.ViewItemFeature.HasDisplay
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@runtime_checkable
class Watched(Protocol):
    """A model that stores a text together with what the person saw in the cell."""

    def store(self, index: Index, text: str, before: str | None) -> bool:
        """Take what was typed."""


@runtime_checkable
class Shown(Protocol):
    """A model that tells what is drawn in one call: while the worker computes, every call waits for its turn."""

    def shown_at(self, line: int, column: int) -> tuple[str, Mark]:
        """The text of a cell in one line, and its mark."""

    def is_heading(self, line: int) -> bool:
        """Whether a line is the heading of what stands below it."""


@runtime_checkable
class Writing(Protocol):
    """A view that knows which keys end the writing."""

    typing_over: bool

    def end_writing(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Take a key that leads on; False where it is the editor's."""


class CellDelegate(QStyledItemDelegate):
    """An error is a filled corner and a tinted ground, what wants a reason a filled grey corner, a hint an open one."""

    def __init__(self, wardrobe: Wardrobe, parent: QObject) -> None:
        super().__init__(parent)
        self._wardrobe = wardrobe
        self._open: tuple[QPersistentModelIndex, CellEditor] | None = None
        self._model: QAbstractItemModel | None = None
        self._shown: Shown | None = None

    def another(self) -> CellDelegate:
        """One that draws the same for a second view of the same cells."""
        return CellDelegate(self._wardrobe, self.parent())

    @property
    def open(self) -> tuple[QPersistentModelIndex, CellEditor] | None:
        """The cell that is being written in, and its editor."""
        if self._open is None or not shiboken6.isValid(self._open[1]):
            return None
        return self._open

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802  Qt's name
        """What the cell says, and the ground of a wrong one tinted."""
        quick = self._quick(index)
        if quick is not None:
            text, mark = quick.shown_at(index.row(), index.column())
            option.text = text  # type: ignore[attr-defined]  # not in the stubs
            option.features |= _HAS_TEXT  # type: ignore[attr-defined]  # not in the stubs
            option.displayAlignment = _LEFT  # type: ignore[attr-defined]  # not in the stubs
        else:
            super().initStyleOption(option, index)
            mark = index.data(MARK_ROLE)
        if mark == Mark.ERROR:
            ground = QBrush(QColor(self._wardrobe.colours.trouble))
            option.backgroundBrush = ground  # type: ignore[attr-defined]  # not in the stubs

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, then its mark in the upper right corner; a unit's heading stays at the left edge."""
        quick = self._quick(index)
        if quick.is_heading(index.row()) if quick is not None else index.data(HEAD_ROLE):
            self._heading(painter, option, index)
            return
        super().paint(painter, option, index)
        place = option.rect  # type: ignore[attr-defined]  # not in the stubs
        mark = quick.shown_at(index.row(), index.column())[1] if quick is not None else index.data(MARK_ROLE)
        if mark:
            self._corner(painter, place, Mark(mark))
        view = self.parent()
        if isinstance(view, QAbstractItemView) and view.currentIndex() == index:
            self._frame(painter, place, held=view.hasFocus())

    def _quick(self, index: Index) -> Shown | None:
        """The model, where it tells all in one call; looked at once, for this is asked for every cell drawn."""
        model = index.model()
        if model is not self._model:
            self._model, self._shown = model, model if isinstance(model, Shown) else None
        return self._shown

    @guarded
    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """Open the editor of the column's type."""
        offers = index.data(OFFERS_ROLE) or ()
        editor = editor_for(index.data(COLUMN_ROLE) or _PLAIN, parent, offers, is_listed=bool(offers))
        if isinstance(editor, LineEditor):
            editor.setFrame(False)
        if isinstance(editor, ChoiceEditor):
            editor.picked.connect(self._picked)
        self._open = (QPersistentModelIndex(index), editor)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802  Qt's name
        """Forget the editor that goes."""
        if self._open is not None and self._open[1] is editor:
            self._open = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802  Qt's name
        """Show what stands in the cell; never over what is being written, but again after a word was given up."""
        if not isinstance(editor, ChoiceEditor | LineEditor | LongEditor):
            return
        over = bool(getattr(self.parent(), "typing_over", False))
        if editor.property("begun") and not (over and not editor.text()):
            return
        editor.setProperty("begun", True)  # noqa: FBT003  Qt's own way
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        editor.set_text(text)
        editor.setProperty("before", text)
        if over:
            editor.select_all()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802  Qt's name
        """Give the text to the model, which tells whoever stores it."""
        if isinstance(editor, ChoiceEditor | LineEditor | LongEditor):
            text, before = editor.text(), str(editor.property("before") or "")
            if text == before:
                return
            if isinstance(model, Watched):
                model.store(index, text, before)
            elif text != str(index.data(Qt.ItemDataRole.EditRole) or ""):
                model.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:  # noqa: N802
        """Let long text have room below its line."""
        place: QRect = option.rect  # type: ignore[attr-defined]  # not in the stubs
        if isinstance(editor, LongEditor):
            width = max(place.width(), grid(editor, 30))
            editor.setFixedWidth(width)
            editor.float_at(place.topLeft())
            return
        editor.setGeometry(place)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  Qt's name
        """One line."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), min(size.height(), option.rect.height() or size.height()))  # type: ignore[attr-defined]

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """In long text Enter and Tab end the writing, Alt+Enter begins a new line, as in a spreadsheet."""
        view = self.parent()
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(view, Writing):
            view.typing_over = False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            if isinstance(editor, LongEditor) and event.key() in _ENTER and event.modifiers() & _NEW_LINE:
                editor.insertPlainText("\n")
                return True
            if isinstance(view, Writing) and view.end_writing(editor, event):
                return True
            hint = _ENDS.get(event.key()) if isinstance(editor, LongEditor) else None
            if hint is not None:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, hint)
                return True
        return super().eventFilter(editor, event)

    @Slot()
    def _picked(self) -> None:
        """What is taken from the list of a cell is written at once."""
        if self.open is not None:
            editor = self.open[1]
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self._wardrobe.colours
        place: QRect = option.rect  # type: ignore[attr-defined]  # not in the stubs
        state = option.state  # type: ignore[attr-defined]  # not in the stubs
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(place, QColor(colours.chosen if chosen else colours.side))
        font = QFont(option.font)  # type: ignore[attr-defined]  # not in the stubs
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        text = str(index.data() or "")
        painter.drawText(place.adjusted(max(0, -place.left()) + _PAD, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _frame(self, painter: QPainter, place: QRect, *, held: bool) -> None:
        """The cursor's own cell is framed, so that it is told from what else is chosen."""
        painter.save()
        painter.setPen(QPen(QColor(self._wardrobe.colours.text if held else self._wardrobe.colours.quiet), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(1, 1, -1, -1))
        painter.restore()

    def _corner(self, painter: QPainter, place: QRect, mark: Mark) -> None:
        side = place.height() * 0.3
        right, top = place.right() + 0.5, place.top() + 0.5
        corner = QPolygonF([QPointF(right - side, top), QPointF(right, top), QPointF(right, top + side)])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._wardrobe.colours
        colour, filled = QColor(colours.accent if mark is Mark.ERROR else colours.quiet), mark is not Mark.HINT
        painter.setPen(QPen(colour, 1))
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(corner)
        painter.restore()

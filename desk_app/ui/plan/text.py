"""The plan's own text at the left: what was understood is underlined, what is chosen is marked, a click chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desk_app.campaign.plan import PlanDocument, Source
from desk_app.ui.look import grid
from desk_app.ui.plan.places import Places, Stretch, positions_of, write_document
from desk_app.ui.wardrobe import Wardrobe

Known = tuple[str, tuple[Source, ...]]


class PlanText(QTextEdit):
    """``pointed(about)`` tells which thing a person pointed at in the text."""

    pointed = Signal(str)

    def __init__(self, wardrobe: Wardrobe) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName("方案原文")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(grid(self, 2))
        self._wardrobe = wardrobe
        self._shown: PlanDocument | None = None
        self._places = Places()
        self._known: list[tuple[str, Stretch]] = []
        self._doubted: list[Stretch] = []
        self._marked: tuple[Stretch, ...] = ()
        wardrobe.changed.connect(self._dress)

    @property
    def marked(self) -> str:
        """The words that are marked now."""
        return "".join(self._words(one) for one in self._marked)

    def show_plan(self, document: PlanDocument, known: Sequence[Known], doubted: Sequence[Source]) -> None:
        """Show a plan; ``known`` are the things that can be pointed at, doubts first, with their places."""
        if document is not self._shown:
            self._shown = document
            self._marked = ()
            self._places = write_document(self.document(), document, self._wardrobe.colours)
            self.verticalScrollBar().setValue(0)
        self._known = [(about, one) for about, sources in known for one in positions_of(self._places, sources)]
        self._doubted = list(positions_of(self._places, doubted))
        self._paint_marks()

    def mark(self, sources: Sequence[Source]) -> None:
        """Mark places and bring the first one into view."""
        self._marked = positions_of(self._places, sources)
        self._paint_marks()
        if self._marked:
            self._bring(self._marked[0])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """What is marked stays in view when the lines break otherwise."""
        super().resizeEvent(event)
        if self._marked:
            self._bring(self._marked[0])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click chooses what stands there; a drag still selects text."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.point_at(self.cursorForPosition(event.position().toPoint()).position())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter chooses what stands at the cursor."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.point_at(self.textCursor().position())
            return
        super().keyPressEvent(event)

    def point_at(self, position: int) -> None:
        """Choose what stands at a position: the smallest stretch that holds it."""
        here = [
            (one.last - one.first, place, about)
            for place, (about, one) in enumerate(self._known)
            if one.holds(position)
        ]
        if here:
            self.pointed.emit(min(here)[2])

    def _bring(self, stretch: Stretch) -> None:
        cursor = self.textCursor()
        cursor.setPosition(stretch.first)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 4)

    def _paint_marks(self) -> None:
        colours = self._wardrobe.colours
        doubt, chosen = QTextCharFormat(), QTextCharFormat()
        doubt.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        doubt.setUnderlineColor(QColor(colours.accent))
        chosen.setBackground(QColor(colours.filled))
        chosen.setForeground(QColor(colours.on_filled))
        made = [self._selection(one, doubt) for one in self._doubted]
        self.setExtraSelections([*made, *(self._selection(one, chosen) for one in self._marked)])

    def _selection(self, stretch: Stretch, shape: QTextCharFormat) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document())
        cursor.setPosition(stretch.first)
        cursor.setPosition(stretch.last, QTextCursor.MoveMode.KeepAnchor)
        made = QTextEdit.ExtraSelection()
        made.cursor = cursor  # type: ignore[attr-defined]  # not in the stubs
        made.format = shape  # type: ignore[attr-defined]  # as above
        return made

    def _words(self, stretch: Stretch) -> str:
        cursor = QTextCursor(self.document())
        cursor.setPosition(stretch.first)
        cursor.setPosition(stretch.last, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    @Slot()
    def _dress(self) -> None:
        """Draw tables and marks in the colours of a new look."""
        if self._shown is not None:
            self._places = write_document(self.document(), self._shown, self._wardrobe.colours)
            self._paint_marks()

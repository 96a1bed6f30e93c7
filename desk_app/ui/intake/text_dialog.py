"""A few lines asked of a person: a question to the unit, a word of explanation, the unit's answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars
from desk_app.ui.pieces import MAIN, QUIET, button, label, row

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Lines(QPlainTextEdit):
    """Tab leaves it; Ctrl+Enter gives what is written."""

    given = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Give on Ctrl+Enter."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.given.emit()
            return
        super().keyPressEvent(event)


class TextDialog(DeskDialog):
    """``given(text)`` follows when something was written."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None, title: str, said: str, word: str, verb: str, proposal: str = "") -> None:
        super().__init__(parent, title)
        self.text = _Lines()
        self.text.setPlainText(proposal)
        self.text.selectAll()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(word)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 5)
        self.lines.addWidget(label(said, QUIET, wrap=True))
        head = label(f"{word}(&T)")
        head.setBuddy(self.text)
        self.lines.addWidget(head)
        self.lines.addWidget(self.text)
        self._ok = button(verb, self._give, MAIN)
        self._ok.setDefault(True)
        self._ok.setToolTip("Ctrl+Enter")
        self.lines.addLayout(row(self._ok, button("取消", self.close)))
        self.text.textChanged.connect(self._look)
        self.text.given.connect(self._give)
        self.text.setFocus()
        self._look()
        self.resize(chars(self, 40), self.sizeHint().height())

    @Slot()
    def _look(self) -> None:
        self._ok.setEnabled(bool(self.text.toPlainText().strip()))

    @Slot()
    def _give(self) -> None:
        text = self.text.toPlainText().strip()
        if text:
            self.close()
            self.given.emit(text)

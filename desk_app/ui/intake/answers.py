"""The answers to the sentence that is chosen, as buttons right below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import grid
from desk_app.ui.pieces import button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk_app.services.questions import Answer


class AnswerStrip(QWidget):
    """``chosen(answer)`` tells which was pressed; Alt and a number press them from anywhere in the room."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, grid(self, 0.5), fills=False)
        self._answers: tuple[Answer, ...] = ()
        self.buttons: list[QPushButton] = []
        self.hide()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What is offered."""
        return self._answers

    def offer(self, answers: Sequence[Answer]) -> None:
        """Offer other answers; the keyboard stays where it was among them."""
        if tuple(answers) == self._answers:
            return
        focused = any(one.hasFocus() for one in self.buttons)
        for one in self.buttons:
            self._flow.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._answers = tuple(answers)
        self.buttons = [self._button(place, one) for place, one in enumerate(self._answers)]
        self.setVisible(bool(self.buttons))
        self.updateGeometry()
        if focused and self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> bool:
        """Give the keyboard to the first answer; whether there is one."""
        if self.buttons and self.isVisible():
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _button(self, place: int, answer: Answer) -> QPushButton:
        made = button(f"{answer.words.replace('&', '&&')}(&{place + 1})", self._press)
        made.setProperty("place", place)
        made.setAccessibleName(answer.words)
        self._flow.addWidget(made)
        made.show()
        return made

    @Slot()
    def _press(self) -> None:
        place = self.sender().property("place")
        if 0 <= place < len(self._answers):
            self.chosen.emit(self._answers[place])

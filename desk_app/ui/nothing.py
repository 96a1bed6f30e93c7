"""An empty place: one sentence that says what to do next, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from desk_app.problems import DeskError
from desk_app.ui.look import grid
from desk_app.ui.pieces import QUIET, button, label
from desk_app.ui.room import Go


class Nothing(QWidget):
    """A line to stand above an empty table; ``is_page`` in the middle of a place where nothing else is."""

    def __init__(self, *, is_page: bool = False) -> None:
        super().__init__()
        self._call: Callable[[], object] | None = None
        self._said = label("", QUIET, wrap=True)
        self.way = button("", self._go)
        ways = QBoxLayout.Direction
        box = QBoxLayout(ways.TopToBottom if is_page else ways.LeftToRight, self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(grid(self))
        if is_page:
            self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addStretch(1)
        box.addWidget(self._said, 0 if is_page else 1)
        box.addWidget(self.way, 0, Qt.AlignmentFlag.AlignCenter)
        if is_page:
            box.addStretch(1)

    def text(self) -> str:
        """What is said."""
        return self._said.text()

    def say(self, text: str, way: str = "", call: Callable[[], object] | None = None) -> None:
        """Say what to do next; without a way only the sentence stands there."""
        self._said.setText(text)
        self.way.setText(way)
        self.way.setVisible(bool(way))
        self._call = call

    def refuse(self, refusal: DeskError, go: Go) -> None:
        """Say why there is nothing; where units are wanting, with the way to them."""
        from desk_app.services.unit_page import NoRosterError

        wanting = isinstance(refusal, NoRosterError)
        self.say(str(refusal), "去单位" if wanting else "", partial(go, "units", ""))

    @Slot()
    def _go(self) -> None:
        if self._call is not None:
            self._call()

"""The list of the scanned papers: its keys note and turn pages, a key held down notes only once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

from desk_app.services.values import PaperState

STATES = {
    Qt.Key.Key_1: PaperState.RECEIVED,
    Qt.Key.Key_2: PaperState.UNSIGNED,
    Qt.Key.Key_3: PaperState.UNSEALED,
}
ZOOM = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MOVES = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}


class PaperList(QListView):
    """``pressed_key(key)`` tells of a key that is none of the list's own."""

    pressed_key = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Digits note, Enter confirms, PageUp and PageDown turn pages, + and - look closer, arrows move the page."""
        key = Qt.Key(event.key())
        turns = key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Space)
        if key in STATES or key in ENTER or key in ZOOM or key in MOVES or turns:
            if not (event.isAutoRepeat() and key in (*STATES, *ENTER)):
                self.pressed_key.emit(event.key())
        else:
            super().keyPressEvent(event)

"""The ledger's modules are read from the disk while nobody waits, one at a time: together they stop a key for long."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_ROOM = "desk_app.ui.ledger"
_PARTS = (
    "cells",
    "editors",
    "delegate",
    "frozen",
    "grid",
    "ledger_grid",
    "model",
    "deeds",
    "card",
    "attached",
    "bar",
    "asking",
    "find_dialog",
    "room",
)
_AFTER, _PAUSE = 1_000, 60


class Forehand(QObject):
    """Begun once a folder stands open; whoever enters the room sooner reads what is still wanting.

    ``ended`` tells that all of it stands.
    """

    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(_PARTS)
        self._timer = QTimer(self)
        self._timer.setInterval(_AFTER)
        self._timer.timeout.connect(self._next)

    @Slot()
    def begin(self) -> None:
        """Read the first part in a moment."""
        if self._left:
            self._timer.start()

    @Slot()
    def _next(self) -> None:
        self._timer.setInterval(_PAUSE)
        import_module(f"{_ROOM}.{self._left.pop(0)}")
        if not self._left:
            self._timer.stop()
            self.ended.emit()

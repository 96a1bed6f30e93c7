"""Puts the chosen look on, changes it while the window stands, and keeps it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from desk_app.ui.colours import LIGHT, Colours
from desk_app.ui.look import LARGEST, SMALLEST, Look, Shade, put_on
from desk_app.ui.prefs import Prefs

STEP = 10


class Wardrobe(QObject):
    """``changed(Colours)`` tells of every new look."""

    changed = Signal(object)

    def __init__(self, app: QApplication, prefs: Prefs, fonts: Path) -> None:
        super().__init__(app)
        self._app = app
        self.prefs = prefs
        self._fonts = fonts
        self.look = Look()
        self.colours: Colours = LIGHT
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def put_on(self, look: Look | None = None) -> None:
        """Put on a look, the kept one where none is named, and keep it."""
        self.look = look or self.prefs.look
        self.colours = put_on(self._app, self.look, self._fonts)
        if look is not None:
            self.prefs.keep_look(look)
        self.changed.emit(self.colours)

    def size(self, percent: int) -> None:
        """Choose the size of the type."""
        wanted = min(max(percent, SMALLEST), LARGEST)
        if wanted != self.look.percent:
            self.put_on(replace(self.look, percent=wanted))

    def shade(self, shade: Shade) -> None:
        """Choose light, dark, or as the computer is set."""
        if shade is not self.look.shade:
            self.put_on(replace(self.look, shade=shade))

    @Slot()
    def _system_changed(self) -> None:
        if self.look.shade is Shade.SYSTEM:
            self.put_on()

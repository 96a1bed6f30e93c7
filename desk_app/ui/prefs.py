"""What a person chose of the look, and the window's place, kept in a small file beside the data."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from desk_app.ui.look import LARGEST, SMALLEST, Look, Shade


class Prefs:
    """Reads and writes ``window/window.ini``; a missing or strange value is the default."""

    def __init__(self, folder: Path) -> None:
        self._path = str(folder / "window.ini")

    @property
    def look(self) -> Look:
        """The chosen look."""
        kept = self._settings()
        percent = str(kept.value("percent", "100"))
        shade = str(kept.value("shade", ""))
        return Look(
            min(max(int(percent), SMALLEST), LARGEST) if percent.isdecimal() else 100,
            Shade(shade) if shade in {one.value for one in Shade} else Shade.SYSTEM,
        )

    def keep_look(self, look: Look) -> None:
        """Keep a look."""
        kept = self._settings()
        kept.setValue("percent", look.percent)
        kept.setValue("shade", look.shade.value)

    @property
    def place(self) -> QByteArray:
        """The window's place and size, empty at first."""
        kept = self._settings().value("place")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_place(self, place: QByteArray) -> None:
        """Keep the window's place and size."""
        self._settings().setValue("place", place)

    def kept(self, name: str) -> object:
        """A small plain value (number, text, mapping) kept under a name; None for nothing."""
        try:
            return json.loads(str(self._settings().value(name, "null")))
        except ValueError:
            return None

    def keep(self, name: str, value: object) -> None:
        """Keep a small plain value under a name."""
        self._settings().setValue(name, json.dumps(value, ensure_ascii=True))

    def _settings(self) -> QSettings:
        return QSettings(self._path, QSettings.Format.IniFormat)

"""What a person chose of the look, and the window's place, kept in a small file beside the data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

from desk_app.ui.look import LARGEST, SMALLEST, Look, Shade

if TYPE_CHECKING:
    from concurrent.futures import Future


class Prefs:
    """Reads and writes ``window/window.ini``; a missing or strange value is the default.

    It is written beside the window, for a busy disk takes a tenth of a second for it; ``settle`` waits for that.
    """

    def __init__(self, folder: Path) -> None:
        self._path = str(folder / "window.ini")
        self._chosen: dict[str, str] = {}
        self._last: Future[None] | None = None

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
        self._write({"percent": look.percent, "shade": look.shade.value})

    @property
    def place(self) -> QByteArray:
        """The window's place and size, empty at first."""
        kept = self._settings().value("place")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_place(self, place: QByteArray) -> None:
        """Keep the window's place and size."""
        self._write({"place": place})

    def kept(self, name: str) -> object:
        """A small plain value (number, text, mapping) kept under a name; None for nothing."""
        said = self._chosen.get(name)
        try:
            return json.loads(said if said is not None else str(self._settings().value(name, "null")))
        except ValueError:
            return None

    def keep(self, name: str, value: object) -> None:
        """Keep a small plain value under a name; what is kept already is not written again."""
        said = json.dumps(value, ensure_ascii=True)
        if self.kept(name) != json.loads(said):
            self._chosen[name] = said
            self._write({name: said})

    def settle(self) -> None:
        """Wait until all of it is in the file."""
        if self._last is not None:
            self._last.result()

    def _write(self, values: dict[str, object]) -> None:
        from concurrent.futures import ThreadPoolExecutor

        pool = ThreadPoolExecutor(1, thread_name_prefix="prefs")
        self._last = pool.submit(self._put, values, self._last)
        pool.shutdown(wait=False)

    def _put(self, values: dict[str, object], before: Future[None] | None) -> None:
        if before is not None:
            before.exception()  # waits: one that failed does not keep the next from being written
        kept = self._settings()
        for name, value in values.items():
            kept.setValue(name, value)
        kept.sync()

    def _settings(self) -> QSettings:
        return QSettings(self._path, QSettings.Format.IniFormat)

"""Names within an archive: such as Windows takes at any depth, told apart whatever the case, the same every time."""

from __future__ import annotations

import unicodedata

from desk_app.exporting.file_names import safe_name

_FOLDER, _FILE = 40, 64
_SHORTEST = 4


def folder_name(stem: str) -> str:
    """A folder's name from a title."""
    return _cut(stem, _FOLDER)


def file_name(stem: str, suffix: str) -> str:
    """A file's name; the suffix stays whole."""
    suffix = suffix if len(suffix) <= 12 else ""
    return _cut(stem, max(_SHORTEST, _FILE - len(suffix)), suffix)


def _cut(stem: str, most: int, suffix: str = "") -> str:
    whole = unicodedata.normalize("NFC", stem)
    return safe_name(safe_name(whole)[:most], suffix)


class Names:
    """The names given out in one folder: an equal one becomes ``…（2）``."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, name: str) -> str:
        """The name, or the next free one like it."""
        stem, dot, suffix = name.rpartition(".")
        stem, suffix = (stem, f".{suffix}") if dot and stem else (name, "")
        number, given = 1, name
        while given.casefold() in self._taken:
            number += 1
            given = f"{stem}（{number}）{suffix}"
        self._taken.add(given.casefold())
        return given

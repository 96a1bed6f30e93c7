"""One entry of an archive, whatever kind of archive it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where it stands in the archive's own list, its name with folders, and its size unpacked."""

    place: int
    name: str
    size: int
    is_folder: bool = False
    is_link: bool = False


class Archive(Protocol):
    """What every kind of archive can tell and give."""

    packed: int
    encrypted: bool

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries in the archive's order."""
        ...

    def read(self, entry: Entry) -> bytes:
        """One file's bytes; raises Refused with one sentence."""
        ...

"""Where things lie in a data folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_OF_FILE_MANAGERS = frozenset({"desktop.ini", "thumbs.db", ".ds_store", ".directory"})


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The names inside a data folder; nothing here touches the disk."""

    root: Path

    @property
    def database(self) -> Path:
        """The one database file."""
        return self.root / "desk.db"

    @property
    def key(self) -> Path:
        """The key file."""
        return self.root / "desk.key"

    @property
    def lock(self) -> Path:
        """The file that is locked while a window is open."""
        return self.root / "desk.lock"

    @property
    def drafts(self) -> Path:
        """What was written and not yet stored."""
        return self.root / "desk.draft"

    @property
    def seal(self) -> Path:
        """The mark of a folder that is only to be looked at."""
        return self.root / "desk.readonly"

    @property
    def originals(self) -> Path:
        """The received files, as they came."""
        return self.root / "originals"

    @property
    def forms(self) -> Path:
        """The office's own form definitions."""
        return self.root / "forms"

    @property
    def backups(self) -> Path:
        """The backups made by the program itself."""
        return self.root / "backups"

    @property
    def printing(self) -> Path:
        """The lists of what was printed in batches (打印清单)."""
        return self.root / "printing"

    @property
    def log(self) -> Path:
        """The program's own log."""
        return self.root / "log"


def is_nobodys(path: Path) -> bool:
    """Whether a file is one that file managers leave in any folder of their own accord (desktop.ini and the like)."""
    return path.name.lower() in _OF_FILE_MANAGERS and path.is_file()

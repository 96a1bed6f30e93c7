"""The window's own files in the data folder: one window a folder, the call to come forward, log, fault record.

``window/lock`` is held while a window stands; a second start writes ``window/call`` and the first one, which watches
the folder, takes the file away and comes forward. The data itself is guarded by the store's own lock.
"""

from __future__ import annotations

import faulthandler
import logging
import time
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal, Slot

_MOST_LOG = 512 * 1024
_OLD_LOGS = 4
_ANSWER_WITHIN = 2.0


class OwnFiles(QObject):
    """Everything that the window itself writes beside the data. ``called`` asks the window to come forward."""

    called = Signal()

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = data / "window"
        self.log_folder = data / "log"
        self.fault_of_last_time: Path | None = None
        self.fell = False
        self._call = self.folder / "call"
        self._lock: QLockFile | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._handler: logging.Handler | None = None
        self._fault: TextIO | None = None
        self._records_falls = False

    def open(self) -> bool:
        """Make the files; False, with nothing kept open, when another window stands on the same data folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        left = self.folder / "lock"
        self.fell = left.exists()  # whoever closes takes it away
        self._lock = QLockFile(str(left))
        self._lock.setStaleLockTime(0)
        if not self._lock.tryLock(100):
            self._lock = None
            return False
        self._call.unlink(missing_ok=True)
        self._watcher = QFileSystemWatcher([str(self.folder)])
        self._watcher.directoryChanged.connect(self._look)
        self._open_logs()
        return True

    def open_beside(self) -> None:
        """Keep log and fault record though a lock is there that nobody answers for; the data has its own lock."""
        self._open_logs()

    def close(self) -> None:
        """Let go of every file, so that the data folder can be moved."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None
        if self._fault is not None:
            faulthandler.disable()
            self._fault.close()
            self._fault = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def call_the_first(self) -> bool:
        """From a second start: ask the standing window to come forward; whether it answered in time."""
        self._call.write_text("", encoding="utf-8")
        end = time.monotonic() + _ANSWER_WITHIN
        while time.monotonic() < end:
            if not self._call.exists():
                return True
            time.sleep(0.05)
        return False

    @Slot()
    def _look(self) -> None:
        if self._call.exists():
            self._call.unlink(missing_ok=True)
            self.called.emit()

    def _open_logs(self) -> None:
        self.log_folder.mkdir(parents=True, exist_ok=True)
        path = self.log_folder / "desk.log"
        if path.exists() and path.stat().st_size > _MOST_LOG:
            _rotate(path)
        self._handler = logging.FileHandler(path, encoding="utf-8")
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(self._handler)
        if self._records_falls:
            self.record_falls()

    def record_falls(self) -> None:
        """Let Python's own last words be kept, and find those of the last time."""
        self._records_falls = True
        fault = self.log_folder / "fault.txt"
        if fault.exists() and fault.stat().st_size:
            self.fault_of_last_time = fault.replace(fault.with_name("fault-before.txt"))
        self._fault = fault.open("w", encoding="utf-8")
        faulthandler.enable(self._fault)


def _rotate(path: Path) -> None:
    """Move desk.log to desk.log.1, that to .2 and so on; the oldest goes."""
    for number in range(_OLD_LOGS - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))

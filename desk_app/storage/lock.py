"""One writer a data folder: a lock that the operating system itself drops when the process dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desk_app.problems import DeskError
from desk_app.storage.errors import disk_errors

_BUSY = (
    "数据文件夹正被另一个窗口使用（或另一条命令正在写），这一步没有做，什么都没有改动；"
    "请在打开着的窗口里办，或关闭那个窗口后再试一次。"
)


class FolderLock:
    """Holds ``desk.lock`` of a data folder until released; the file itself stays and means nothing."""

    def __init__(self, path: Path) -> None:
        """Take the lock; DeskError when another window or process holds it, or the folder cannot be written."""
        with disk_errors(f"数据文件夹“{path.parent.name}”"):
            self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            self._descriptor = None
            raise DeskError(_BUSY) from error

    def release(self) -> None:
        """Let others in; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

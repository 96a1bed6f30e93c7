"""恢复: an archive put back as a data folder; what was there is moved aside, never deleted."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.storage import archive
from desk_app.storage.archive import KEY, Manifest
from desk_app.storage.durable import make_folder, sync_folder
from desk_app.storage.errors import disk_errors
from desk_app.storage.folder import DataFolder, is_nobodys
from desk_app.storage.lock import FolderLock
from desk_app.storage.opening import ASIDE
from desk_app.storage.seal import Seal, write_seal


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the data lies that was there before (None when there was none)."""

    manifest: Manifest
    aside: Path | None

    @property
    def lost(self) -> int:
        """How many originals could not be put back: lost before the backup, or with a pack of the backups."""
        return len(self.manifest.missing)


def restore_backup(
    path: Path, folder: Path, at: datetime, progress: Progress | None = None, *, seal: Seal | None = None
) -> Restored:
    """Put an archive back as the data folder; an existing one is moved to ``<name>.before-restore-<at>`` beside it.

    With a ``seal`` it is sealed before anything lies in it, so that it is never there to be written in. DeskError, with
    nothing changed, when the archive is broken, foreign or of a newer program, or the folder is open.
    """
    with disk_errors(f"恢复备份“{path.name}”"):
        make_folder(folder.parent)
        lock = FolderLock(DataFolder(folder).lock) if folder.is_dir() else None
        prefix = f".{folder.name}.restoring-"
        for left in folder.parent.glob(f"{glob.escape(prefix)}*"):
            shutil.rmtree(left, ignore_errors=True)
        fresh = Path(tempfile.mkdtemp(prefix=prefix, dir=folder.parent))
        try:
            if seal is not None:
                write_seal(DataFolder(fresh).seal, seal)
            manifest = archive.read_members(path, lambda name: _member(fresh, name), progress or Silent())
            archive.check_database(fresh, manifest, path)
            sync_folder(fresh)
            if lock is not None:
                lock.release()
            return Restored(manifest, _swap(fresh, folder, at))
        finally:
            if lock is not None:
                lock.release()
            shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def _member(fresh: Path, name: str) -> Iterator[BinaryIO]:
    path = fresh / name
    make_folder(path.parent)
    mode = 0o600 if name == KEY else 0o666
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _swap(fresh: Path, folder: Path, at: datetime) -> Path | None:
    aside = _move_aside(folder, at)
    try:
        fresh.rename(folder)
    except OSError as error:
        if aside is not None:
            aside.rename(folder)
        raise DeskError(f"备份没有恢复：“{folder.name}”不能写入，原有数据仍在原处；请检查权限后重做。") from error
    sync_folder(folder.parent)
    return aside


def _move_aside(folder: Path, at: datetime) -> Path | None:
    if not folder.exists():
        return None
    lock = DataFolder(folder).lock
    there = list(folder.iterdir())
    if all(entry == lock or is_nobodys(entry) for entry in there):
        for entry in there:
            entry.unlink(missing_ok=True)
        folder.rmdir()
        return None
    stem, number = f"{folder.name}{ASIDE}{at:%Y%m%d-%H%M%S}", 1
    aside = folder.with_name(stem)
    while aside.exists():
        number += 1
        aside = folder.with_name(f"{stem}-{number}")
    try:
        folder.rename(aside)
    except OSError as error:
        raise DeskError(f"备份没有恢复：“{folder.name}”里有文件正在使用；请关闭打开它的窗口后重做。") from error
    sync_folder(folder.parent)
    return aside

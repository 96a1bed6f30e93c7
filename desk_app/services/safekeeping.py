"""备份、恢复、检查: that nothing a person entered is ever lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desk_app.problems import Problem
from desk_app.progress import Progress
from desk_app.services.desk import Desk
from desk_app.storage import backup
from desk_app.storage.check import check as check_store
from desk_app.storage.restore import Restored, restore_backup


def write_backup(desk: Desk, target: Path, progress: Progress | None = None) -> None:
    """One archive with everything, checked before it counts; an older file of the name is replaced only then."""
    backup.write_backup(desk.store, target, desk.clock(), progress)


def restore(archive: Path, folder: Path, at: datetime) -> Restored:
    """Put an archive back as the data folder; where the former data was moved aside, and what could not be put back."""
    return restore_backup(archive, folder, at)


def said_of_lost(restored: Restored) -> str:
    """What a person must know of originals that could not be put back, empty when all are there."""
    if not restored.lost:
        return ""
    return (
        f"有{restored.lost}个原件没有恢复：备份里没有，或同一文件夹里存原件的文件（originals-….zip）缺失、已损坏；"
        "登记的数字都在，找到后请重新恢复。"
    )


def backup_after_batch(desk: Desk) -> Path | None:
    """The program's own backup after a batch of returns."""
    return backup.auto_backup(desk.store, desk.clock(), "batch")


def backup_of_the_day(desk: Desk, progress: Progress | None = None) -> Path | None:
    """The program's own backup, once a day at the most; it only reads the store, so others may go on."""
    return backup.auto_backup(desk.store, desk.clock(), progress=progress)


def check(desk: Desk) -> list[Problem]:
    """Everything that is not whole; empty when all is."""
    return check_store(desk.store)

"""Opening a data folder: every way in which it can be wrong is found before anything is changed."""

from __future__ import annotations

import glob
from datetime import datetime

from sqlalchemy import Engine

from desk_app.problems import DeskError
from desk_app.storage import version
from desk_app.storage.durable import make_folder, sync_folder
from desk_app.storage.engine import make_engine
from desk_app.storage.errors import CANNOT_OPEN, database_errors, disk_errors
from desk_app.storage.folder import DataFolder
from desk_app.storage.keyfile import create_key, read_key
from desk_app.storage.lock import FolderLock

ASIDE = ".before-restore-"

Parts = tuple[DataFolder, str, Engine, FolderLock | None]


def open_folder(folder: DataFolder, *, create: bool, at: datetime, writing: bool) -> Parts:
    """The parts of an open store; DeskError, with nothing changed, when the folder cannot be trusted."""
    is_new = _is_new(folder)
    if is_new:
        _refuse_new(folder, create=create and writing)
    else:
        read_key(folder.key)
        if not writing:
            _upgrade_first(folder, at=at)
    lock = _lock(folder, is_new=is_new) if writing else None
    try:
        key = _new_key(folder) if is_new else read_key(folder.key)
        engine = make_engine(folder.database, key, read_only=not writing)
        try:
            _bring_up_to_date(folder, engine, at=at, writing=writing)
        except BaseException:
            engine.dispose()
            raise
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return folder, key, engine, lock


def _upgrade_first(folder: DataFolder, *, at: datetime) -> None:
    """Migrate data of an older program before it is only read; DeskError when another window holds the folder."""
    key = read_key(folder.key)
    reading = make_engine(folder.database, key, read_only=True)
    try:
        with database_errors():
            stored = version.stored_version(reading)
    finally:
        reading.dispose()
    if stored is None or stored >= version.CURRENT:
        return
    lock = FolderLock(folder.lock)
    try:
        engine = make_engine(folder.database, key, read_only=False)
        try:
            _bring_up_to_date(folder, engine, at=at, writing=True)
        finally:
            engine.dispose()
    finally:
        lock.release()


def _is_new(folder: DataFolder) -> bool:
    """Whether nothing was ever committed here: a database of no bytes is one whose making was cut short."""
    with disk_errors(f"数据文件夹“{folder.root.name}”"):
        return not folder.database.exists() or folder.database.stat().st_size == 0


def _lock(folder: DataFolder, *, is_new: bool) -> FolderLock:
    if is_new:
        with disk_errors(f"数据文件夹“{folder.root.name}”"):
            make_folder(folder.root)
    return FolderLock(folder.lock)


def _new_key(folder: DataFolder) -> str:
    """The key of a new database, beside a database file of no bytes yet: a key alone means a lost database."""
    with disk_errors(f"数据文件夹“{folder.root.name}”"):
        folder.database.touch(mode=0o600)
        sync_folder(folder.root)
    return read_key(folder.key) if folder.key.exists() else create_key(folder.key)


def _refuse_new(folder: DataFolder, *, create: bool) -> None:
    with disk_errors(f"数据文件夹“{folder.root.name}”"):
        has_remains = any(any(part.iterdir()) for part in (folder.originals, folder.backups) if part.is_dir())
        has_remains = has_remains or (folder.key.exists() and not folder.database.exists())
        aside = (
            sorted(folder.root.parent.glob(f"{glob.escape(folder.root.name + ASIDE)}*"))
            if not folder.root.is_dir()
            else []
        )
    if has_remains:
        raise DeskError("数据文件夹里有密钥、原件或备份，却没有数据库 desk.db；现有文件一律未动，请从备份恢复。")
    if aside:
        raise DeskError(f"上一次恢复没有做完，原来的数据在“{aside[-1].name}”；请重新恢复备份，或把它改回原名。")
    if not create:
        raise DeskError(f"文件夹“{folder.root.name}”里没有本程序的数据；请核对所选的数据文件夹。")


def _bring_up_to_date(folder: DataFolder, engine: Engine, *, at: datetime, writing: bool) -> None:
    with database_errors():
        stored = version.stored_version(engine)
    if stored == version.CURRENT:
        return
    if stored is not None and stored > version.CURRENT:
        raise DeskError("数据由更新版本的程序建立，本程序不能打开；现有文件一律未动，请改用新版程序。")
    if not writing:
        raise DeskError(CANNOT_OPEN if stored is None else "数据需要先升级；请关闭另一个窗口后重新打开。")
    from desk_app.storage.migrations.run import migrate

    migrate(folder, engine, stored, at)

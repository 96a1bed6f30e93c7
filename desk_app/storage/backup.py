"""备份: one archive with database, key and originals that opens on another machine, checked before it counts."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import desk_app
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.storage import archive
from desk_app.storage.archive import DATABASE, FORMS, KEY, MANIFEST, ORIGINALS, PRINTING, REPORTS, Manifest, Member
from desk_app.storage.backup_packs import Pack, Packed, pack_new
from desk_app.storage.durable import TEMP_PREFIX, copy_hashed, make_folder, put_in_place, temp_file
from desk_app.storage.errors import disk_errors
from desk_app.storage.originals import name_hash, named_originals
from desk_app.storage.store import Store
from desk_app.storage.thinning import Dated, thin
from desk_app.storage.whole import GaveWay, database_problems, schema_version

_AUTOMATIC = re.compile(r"desk-(\d{8}-\d{6})-[a-z]+(?:-\d+)?\.zip")
_STAMP = "%Y%m%d-%H%M%S"
DAILY = "daily"
_PATIENT, _A_WHILE = 20, 0.5


def write_backup(store: Store, target: Path, at: datetime, progress: Progress | None = None) -> Manifest:
    """Write one archive of everything; an older file of that name is replaced only when the new one was checked.

    The manifest's ``missing`` names originals that are lost or altered in the data folder: they are left out, all
    else is kept. DeskError when the database is damaged, the disk full, or the written archive does not read back.
    """
    return _write_backup(store, target, at, progress or Silent(), None)


def _write_backup(
    store: Store, target: Path, at: datetime, watcher: Progress, known: tuple[Pack, ...] | None
) -> Manifest:
    """Write an archive; with ``known`` packs its originals go into those beside it, each but once."""
    with disk_errors(f"备份“{target.name}”"):
        make_folder(target.parent)
        with _scratch(target.parent) as scratch:
            patient_snapshot(store, scratch / DATABASE, watcher)
            watcher.step(0, 0, "核对数据库")
            packed = None
            if known is not None:
                packed = pack_new(target.parent, known, _named(store), store.originals, at, watcher)
            with temp_file(target.parent, mode=0o600) as (file, temp):  # it holds the key
                manifest = _write(store, file, scratch / DATABASE, at, watcher, packed)
            try:
                _read_back(temp, target, manifest, watcher)
                put_in_place(temp, target)
            except BaseException:
                temp.unlink(missing_ok=True)
                raise
    return manifest


def patient_snapshot(store: Store, target: Path, progress: Progress) -> None:
    """The database as it stands; those who write go first, but not for ever."""
    for _ in range(_PATIENT):
        progress.step(0, 0, "复制数据库")
        with contextlib.suppress(GaveWay):
            store.snapshot(target, gives_way=True)
            return
        time.sleep(_A_WHILE)
    progress.step(0, 0, "复制数据库")
    store.snapshot(target)


def _read_back(temp: Path, said: Path, manifest: Manifest, progress: Progress) -> None:
    """What was written must be what was meant, byte by byte; its database was checked before it was packed."""

    @contextmanager
    def sink(_: str) -> Iterator[BinaryIO]:
        with Path(os.devnull).open("wb") as file:
            yield file

    with disk_errors(f"备份“{said.name}”"):
        if archive.read_members(temp, sink, progress, packs=False) != manifest:
            raise DeskError("备份没有做成：写下的内容读回来不一样；请检查磁盘后重做。")


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=TEMP_PREFIX, dir=folder) as name:
        yield Path(name)


def _write(
    store: Store, file: BinaryIO, database: Path, at: datetime, progress: Progress, in_packs: Packed | None
) -> Manifest:
    if problems := database_problems(database, store.key):
        raise DeskError(f"备份没有做成：{problems[0].message}")
    names = _named(store) if in_packs is None else []
    members: list[Member] = []
    missing: list[str] = list(in_packs.missing) if in_packs is not None else []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        members.append(_add(packed, DATABASE, database, at))
        members.append(_add(packed, KEY, store.folder.key, at))
        for place, name in enumerate(names):
            progress.step(place, len(names), name)
            path = store.originals.path(name)
            if not store.originals.is_whole(name):
                missing.append(name)
                continue
            members.append(_add(packed, ORIGINALS + name, path, at))
        members += [_add(packed, name, store.folder.root / name, at) for name in _own_files(store)]
        stored = schema_version(database, store.key) or ""
        packs = in_packs.packs if in_packs is not None else ()
        manifest = Manifest(desk_app.__version__, stored, at, tuple(members), tuple(missing), packs)
        packed.writestr(_entry(MANIFEST, at), manifest.to_text())
    return manifest


def _named(store: Store) -> list[str]:
    with store.read() as reader:
        return sorted(named_originals(reader))


def _own_files(store: Store) -> list[str]:
    """What lies beside the database: the office's own forms (a folder a template), its reports, its lists of prints."""
    root = store.folder.root
    kinds = (f"{FORMS}[!.]*/*.toml", f"{REPORTS}[!.]*.txt", f"{PRINTING}[!.]*.jsonl")
    return sorted(path.relative_to(root).as_posix() for kind in kinds for path in root.glob(kind))


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at.timetuple()[:6])
    entry.external_attr = 0o600 << 16
    return entry


def _add(packed: zipfile.ZipFile, name: str, path: Path, at: datetime) -> Member:
    with path.open("rb") as source, packed.open(_entry(name, at), "w", force_zip64=True) as target:
        sha256, size = copy_hashed(source, target)  # type: ignore[arg-type]  # a zip's member is written like any file
    if name.startswith(ORIGINALS) and sha256 != name_hash(name.removeprefix(ORIGINALS)):
        raise DeskError(f"备份没有做成：原件“{path.name}”正在被改动；请稍后重做。")
    return Member(name, sha256, size)


@dataclass(frozen=True, slots=True)
class Automatic:
    """A backup that the program made by itself."""

    path: Path
    made_at: datetime


def automatic_backups(store: Store) -> tuple[Automatic, ...]:
    """The program's own backups in the data folder, the newest first."""
    folder = store.folder.backups
    found = [(path, _AUTOMATIC.fullmatch(path.name)) for path in folder.iterdir()] if folder.is_dir() else []
    dated = [Automatic(path, at) for path, match in found if match and (at := _stamp(match[1])) is not None]
    return tuple(sorted(dated, key=lambda one: (one.made_at, one.path.name), reverse=True))


def _stamp(text: str) -> datetime | None:
    """The moment that a name bears, None for one that is no moment (a file that somebody named so)."""
    try:
        return datetime.strptime(text, _STAMP)  # noqa: DTZ007  local time
    except ValueError:
        return None


def auto_backup(store: Store, at: datetime, reason: str = DAILY, progress: Progress | None = None) -> Path | None:
    """Make a backup in the data folder, then thin the older ones; a second ``daily`` one of a day is not made (None).

    It holds the originals by reference: each is packed once, in a file beside the backups (``backup_packs``).
    ``reason`` is one small Latin word that stands in the file's name, such as ``batch``.
    """
    made = automatic_backups(store)
    if reason == DAILY and any(one.made_at.date() == at.date() for one in made):
        return None
    path = _free_name(store.folder.backups, f"desk-{at.strftime(_STAMP)}-{reason}")
    _write_backup(store, path, at, progress or Silent(), _known_packs(made))
    dated = [Dated(one.path.name, one.made_at) for one in automatic_backups(store)]
    with disk_errors("清理旧备份"):
        for name in thin(dated, at.date()):
            (store.folder.backups / name).unlink(missing_ok=True)
    return path


def _known_packs(made: tuple[Automatic, ...]) -> tuple[Pack, ...]:
    """The packs that the newest readable automatic backup refers to."""
    for one in made:
        with contextlib.suppress(DeskError):
            return archive.read_manifest(one.path).packs
    return ()


def _free_name(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}.zip", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.zip"
    return path

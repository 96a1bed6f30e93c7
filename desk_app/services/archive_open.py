"""打开归档: the copy of the data in an archive, put into a folder of its own that is only read."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desk_app.broken_zip import BROKEN_ZIP
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.archive_copy import COPY_FILE
from desk_app.services.archive_make import COPY
from desk_app.services.archive_manifest import MANIFEST
from desk_app.services.archive_note import NOTE
from desk_app.storage.archive import read_manifest
from desk_app.storage.durable import copy_hashed
from desk_app.storage.errors import disk_errors
from desk_app.storage.folder import DataFolder
from desk_app.storage.restore import restore_backup
from desk_app.storage.seal import Seal, SealKind, read_seal

_HIDDEN = "涉及个人的"


@dataclass(frozen=True, slots=True)
class OpenedArchive:
    """The folder in which the copy lies now, and the seal that it bears."""

    folder: Path
    seal: Seal


def open_archive(
    path: Path, folder: Path, progress: Progress | None = None, *, own_place: bool = False
) -> OpenedArchive:
    """Put the copy of an archive (folder or zip) into ``folder``; the archive itself is only read.

    A folder that an archive was opened in before is taken anew. DeskError when the path is no archive, the copy is
    damaged, or ``folder`` holds anything else, unless it is the program's ``own_place`` for this; or where one of the
    two lies in the other, for then the archive would be altered or swept away.
    """
    _refuse_within(path, folder)
    if own_place:
        _clear(folder)
    _make_room(folder)
    with disk_errors(f"打开归档“{path.name}”"), tempfile.TemporaryDirectory() as scratch:
        name, note, backup = _found(path, Path(scratch))
        at = read_manifest(backup).made_at
        seal = Seal(SealKind.ARCHIVE, at, name, note)
        restore_backup(backup, folder, at, progress or Silent(), seal=seal)
    return OpenedArchive(folder, seal)


def close_archive(folder: Path) -> None:
    """Take the folder away in which an archive was opened; what is no such folder stays."""
    with suppress(DeskError):
        seal = read_seal(DataFolder(folder).seal)
        if seal is not None and seal.kind is SealKind.ARCHIVE:
            _clear(folder)


def _refuse_within(path: Path, folder: Path) -> None:
    archive, place = path.resolve(), folder.resolve()
    if archive == place or archive in place.parents or place in archive.parents:
        raise DeskError(f"“{folder}”和归档不能一个在另一个里面，归档没有打开；请换一个归档以外的空文件夹。")


def _make_room(folder: Path) -> None:
    if not folder.exists() or not any(folder.iterdir()):
        return
    seal = read_seal(DataFolder(folder).seal)
    if seal is None or seal.kind is not SealKind.ARCHIVE:
        raise DeskError(f"文件夹“{folder}”里已有别的内容，归档没有打开；请换一个空文件夹。")
    _clear(folder)


def _clear(folder: Path) -> None:
    """Take a folder away, its seal last, so that what a kill leaves of it can still not be written in."""
    seal = DataFolder(folder).seal
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        elif entry != seal:
            with suppress(OSError):
                entry.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _found(path: Path, scratch: Path) -> tuple[str, str, Path]:
    """An archive's name, what its note says of what is left out, and its copy as a file."""
    if path.is_dir():
        inside = [path, *sorted(one for one in path.iterdir() if one.is_dir())]
        root = next((one for one in inside if (one / MANIFEST).is_file()), path)
        backup = root / COPY / COPY_FILE
        if not backup.is_file():
            raise DeskError(f"“{path.name}”里没有“{COPY}”，不是归档文件夹，或副本已丢失，打不开。")
        note = root / NOTE
        return root.name, _left_out(note.read_bytes() if note.is_file() else b""), backup
    if not path.is_file():
        raise DeskError(f"没有“{path}”这个归档，请核对位置。")
    try:
        with zipfile.ZipFile(path) as packed:
            return _unpacked(path, packed, scratch)
    except BROKEN_ZIP as error:
        raise DeskError(f"压缩包“{path.name}”已损坏，或不是归档，打不开；请换一份拷贝。") from error
    except OSError as error:
        raise DeskError(f"压缩包“{path.name}”读不出来（{reason_of(error)}），请换一份拷贝。") from error


def _unpacked(path: Path, packed: zipfile.ZipFile, scratch: Path) -> tuple[str, str, Path]:
    wanted = f"{COPY}/{COPY_FILE}"
    names = packed.namelist()
    member = next((one for one in names if one == wanted or one.endswith(f"/{wanted}")), None)
    if member is None:
        raise DeskError(f"压缩包“{path.name}”里没有“{COPY}”，不是归档，打不开。")
    base = member.removesuffix(wanted)
    note = packed.read(f"{base}{NOTE}") if f"{base}{NOTE}" in names else b""
    target = scratch / COPY_FILE
    with packed.open(member) as source, target.open("xb") as file:
        copy_hashed(source, file)  # type: ignore[arg-type]  # a zip's member is read like any file
    return base.strip("/") or path.stem, _left_out(note), target


def _left_out(note: bytes) -> str:
    """The sentence of the covering note on what names persons and was left out."""
    lines = note.decode("utf-8-sig", errors="replace").splitlines()
    return next((f"{line.partition('：')[0]}。" for line in lines if line.startswith(_HIDDEN)), "")

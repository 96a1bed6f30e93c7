"""Originals in automatic backups: each is copied once, into a pack beside the backups that later backups refer to."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from desk_app.broken_zip import BROKEN_ZIP
from desk_app.progress import Progress
from desk_app.storage.durable import copy_hashed, put_in_place, temp_file
from desk_app.storage.originals import Originals, name_hash

NAME = re.compile(r"originals-\d{8}-\d{6}(?:-\d+)?\.zip")
"""A pack's name; it lies beside the backups that refer to it."""

_STAMP = "%Y%m%d-%H%M%S"
_BROKEN = (OSError, *BROKEN_ZIP)


@dataclass(frozen=True, slots=True)
class Pack:
    """One file of originals, by the size it must have; ``names`` are those of the originals in it."""

    file: str
    size: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """The packs that together hold the wanted originals, and the names of those that are lost or altered."""

    packs: tuple[Pack, ...]
    missing: tuple[str, ...] = ()


def pack_new(
    folder: Path, known: Iterable[Pack], wanted: Iterable[str], originals: Originals, at: datetime, progress: Progress
) -> Packed:
    """Pack those of the wanted originals that no known pack beside the backups holds; nothing is written when none."""
    names = set(wanted)
    there = [pack for pack in known if _is_there(folder, pack) and names & set(pack.names)]
    new = sorted(names.difference(*(pack.names for pack in there)))
    if not new:
        return Packed(tuple(there))
    path = _free_name(folder, at)
    missing: list[str] = []
    with temp_file(folder, mode=0o600) as (file, temp):
        packed = tuple(_written(file, new, originals, progress, missing))
    try:
        if packed:
            _read_back(temp, packed)
            put_in_place(temp, path)
            there.append(Pack(path.name, path.stat().st_size, packed))
    finally:
        temp.unlink(missing_ok=True)
    return Packed(tuple(there), tuple(missing))


def _written(
    file: BinaryIO, names: list[str], originals: Originals, progress: Progress, missing: list[str]
) -> Iterator[str]:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for place, name in enumerate(names):
            progress.step(place, len(names), name)
            if not originals.is_whole(name):
                missing.append(name)
                continue
            archive.write(originals.path(name), name)
            yield name


def _read_back(path: Path, names: Iterable[str]) -> None:
    """What was written must be readable and be what its name says, before it counts."""
    with zipfile.ZipFile(path) as archive:
        for name in names:
            if not _copied(archive, name, None):
                raise OSError(f"{name} does not read back")


def _is_there(folder: Path, pack: Pack) -> bool:
    path = folder / pack.file
    return bool(NAME.fullmatch(pack.file)) and path.is_file() and path.stat().st_size == pack.size


def unpack(
    folder: Path, packs: Iterable[Pack], sink: Callable[[str], AbstractContextManager[BinaryIO]], progress: Progress
) -> list[str]:
    """Copy the originals of packs out, each checked against its name; the names of those that are lost or altered."""
    lost: list[str] = []
    for pack in packs:
        with _opened(folder / pack.file) as archive:
            for place, name in enumerate(pack.names):
                progress.step(place, len(pack.names), name)
                if archive is None or not _copied(archive, name, sink):
                    lost.append(name)
    return lost


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile | None]:
    try:
        archive = zipfile.ZipFile(path) if NAME.fullmatch(path.name) else None
    except _BROKEN:
        archive = None
    try:
        yield archive
    finally:
        if archive is not None:
            archive.close()


class _Nowhere:
    """Takes what is only read to be checked."""

    def write(self, chunk: bytes) -> int:
        """Forget it."""
        return len(chunk)


def _copied(
    archive: zipfile.ZipFile, name: str, sink: Callable[[str], AbstractContextManager[BinaryIO]] | None
) -> bool:
    """Whether an original came out of a pack as its name says; what is not so is looked at before it is written."""
    try:
        with archive.open(name) as source:
            sha256, _ = copy_hashed(source, _Nowhere())  # type: ignore[arg-type]  # both are used as any file is
    except _BROKEN:
        return False
    if sha256 != name_hash(name):
        return False
    if sink is not None:
        with archive.open(name) as source, sink(name) as target:
            copy_hashed(source, target)  # type: ignore[arg-type]
    return True


def _free_name(folder: Path, at: datetime) -> Path:
    path, number = folder / f"originals-{at.strftime(_STAMP)}.zip", 1
    while path.exists():
        number += 1
        path = folder / f"originals-{at.strftime(_STAMP)}-{number}.zip"
    return path

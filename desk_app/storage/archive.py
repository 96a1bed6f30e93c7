"""What a backup archive is, and the reading of one that may be broken, foreign or ill meant."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from desk_app.broken_zip import BROKEN_ZIP
from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.storage import version
from desk_app.storage.backup_packs import NAME as PACK_NAME
from desk_app.storage.backup_packs import Pack, unpack
from desk_app.storage.durable import copy_hashed
from desk_app.storage.errors import disk_errors
from desk_app.storage.keyfile import read_key
from desk_app.storage.originals import NAME
from desk_app.storage.whole import database_problems, schema_version

MANIFEST = "manifest.json"
DATABASE = "desk.db"
KEY = "desk.key"
ORIGINALS = "originals/"
FORMS, REPORTS, PRINTING = "forms/", "reports/", "printing/"
_KIND = "专班台账备份"
_NAME = r"[^/\\\x00-\x1f]+"
_OWN = (
    rf"{FORMS}(?!\.){_NAME}/{_NAME}\.toml",
    rf"{REPORTS}(?!\.){_NAME}\.txt",
    rf"{PRINTING}(?!\.){_NAME}\.jsonl",
)
_MEMBER = re.compile("|".join((re.escape(DATABASE), re.escape(KEY), ORIGINALS + NAME.pattern, *_OWN)))
_MOST_MANIFEST = 256 << 20

Sink = Callable[[str], AbstractContextManager[BinaryIO]]
"""Gives the file into which a member of an archive is written."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds; ``missing`` names originals that were lost or altered before it was made.

    ``packs`` are the files beside an automatic backup that hold its originals; a backup of the user's own has none.
    """

    program_version: str
    schema_version: str
    made_at: datetime
    members: tuple[Member, ...]
    missing: tuple[str, ...] = ()
    packs: tuple[Pack, ...] = ()

    def to_text(self) -> str:
        """The manifest as it stands in the archive."""
        structure = {"kind": _KIND, **asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(structure, ensure_ascii=False, indent=1)


def read_manifest(path: Path) -> Manifest:
    """What an archive says that it holds; DeskError when it is none, or not whole at first sight."""
    with _broken_archive(path), disk_errors(f"备份“{path.name}”"), zipfile.ZipFile(path) as archive:
        return _read_manifest(archive, path)


def read_members(path: Path, sink: Sink, progress: Progress, *, packs: bool = True) -> Manifest:
    """Copy every member of an archive out, checking names, sizes and SHA-256; DeskError when anything is amiss.

    The originals of an automatic backup come out of the packs beside it, unless ``packs`` says no; those that are
    lost there are ``missing``.
    """
    with _broken_archive(path), disk_errors(f"备份“{path.name}”"), zipfile.ZipFile(path) as archive:
        manifest = _read_manifest(archive, path)
        if manifest.schema_version > version.CURRENT:
            raise DeskError(f"备份“{path.name}”由更新版本的程序建立，本程序不能使用；请改用新版程序。")
        for place, member in enumerate(manifest.members):
            progress.step(place, len(manifest.members), member.name)
            _copy_out(archive, member, sink, path)
        if not packs:
            return manifest
        lost = unpack(path.parent, manifest.packs, lambda name: sink(ORIGINALS + name), progress)
        return replace(manifest, missing=(*manifest.missing, *lost))


def check_database(folder: Path, manifest: Manifest, path: Path) -> None:
    """Open the database that came out of an archive; DeskError when it is not whole or not what the manifest says."""
    key = read_key(folder / KEY)
    if database_problems(folder / DATABASE, key) or schema_version(folder / DATABASE, key) != manifest.schema_version:
        raise _broken(path)


def _broken(path: Path) -> DeskError:
    return DeskError(f"“{path.name}”不是本程序的备份，或备份已损坏、被改动；现有数据一律未动，请换一份备份。")


@contextmanager
def _broken_archive(path: Path) -> Iterator[None]:
    try:
        yield
    except BROKEN_ZIP as error:
        raise _broken(path) from error


def _read_manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    entries = {entry.filename: entry for entry in archive.infolist()}
    if len(entries) != len(archive.infolist()) or MANIFEST not in entries:
        raise _broken(path)
    if entries[MANIFEST].file_size > _MOST_MANIFEST:
        raise _broken(path)
    try:
        manifest = _manifest(json.loads(archive.read(MANIFEST).decode("utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(path) from error
    names = [member.name for member in manifest.members]
    has_all = sorted([*names, MANIFEST]) == sorted(entries) and {DATABASE, KEY} <= set(names)
    is_safe = all(_MEMBER.fullmatch(name) for name in names)
    has_sizes = has_all and all(entries[member.name].file_size == member.size for member in manifest.members)
    if not (has_all and is_safe and has_sizes):
        raise _broken(path)
    return manifest


def _manifest(structure: dict[str, object]) -> Manifest:
    if structure["kind"] != _KIND:
        raise ValueError(structure["kind"])
    members, missing = structure["members"], structure["missing"]
    if not isinstance(members, list) or not isinstance(missing, list):
        raise TypeError
    packs = structure.get("packs", [])
    if not isinstance(packs, list):
        raise TypeError
    return Manifest(
        str(structure["program_version"]),
        str(structure["schema_version"]),
        datetime.fromisoformat(str(structure["made_at"])),
        tuple(Member(str(one["name"]), str(one["sha256"]), int(one["size"])) for one in members),
        tuple(str(name) for name in missing),
        tuple(_pack(one) for one in packs),
    )


def _pack(structure: dict[str, Any]) -> Pack:
    pack = Pack(str(structure["file"]), int(structure["size"]), tuple(str(name) for name in structure["names"]))
    if not PACK_NAME.fullmatch(pack.file) or not all(NAME.fullmatch(name) for name in pack.names):
        raise ValueError(pack.file)
    return pack


def _copy_out(archive: zipfile.ZipFile, member: Member, sink: Sink, path: Path) -> None:
    with archive.open(member.name) as source, sink(member.name) as target:
        sha256, size = copy_hashed(source, target)  # type: ignore[arg-type]  # ZipExtFile reads bytes like any file
    if (sha256, size) != (member.sha256, member.size):
        raise _broken(path)

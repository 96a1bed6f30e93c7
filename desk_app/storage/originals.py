"""原件: every received file as it came, named by its SHA-256, on the disk for good before the database names it."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from desk_app.problems import DeskError
from desk_app.storage.durable import copy_hashed, hash_file, make_folder, put_in_place, sweep_temps, temp_file
from desk_app.storage.errors import disk_errors
from desk_app.storage.reader import Reader
from desk_app.storage.shelf import Original, Shelf, name_of

__all__ = ["NAME", "Original", "Originals", "hash_of", "name_hash", "named_originals"]

NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}(?:\.[a-z0-9]{1,10})?")
"""An original's name below ``originals``: two digits of its SHA-256, then all of them and the suffix."""

_NAMING = ("submission", "task_note", "plan_draft", "parcel", "attachment", "archive_file")
_NAMED = " UNION ".join(
    f"SELECT original FROM {table} WHERE original <> '' "  # noqa: S608  own names
    f"UNION SELECT json_extract(before, '$.original') FROM change WHERE table_name = '{table}' AND before NOT NULL "
    f"UNION SELECT json_extract(after, '$.original') FROM change WHERE table_name = '{table}' AND after NOT NULL"
    for table in _NAMING
)


def named_originals(reader: Reader) -> frozenset[str]:
    """The names that anything kept bears (returns, evidence, plans, attachments …), or bore in a step to be undone."""
    return frozenset(row[0] for row in reader.driver_rows(_NAMED) if row[0])


class Originals:
    """The folder of originals."""

    def __init__(self, folder: Path) -> None:
        """Work below a folder, which is made when first needed."""
        self._folder = folder

    def keep(self, path: Path) -> Original:
        """Keep the bytes of a file; the same bytes are stored once. Call it inside the operation that names it."""
        with disk_errors(f"文件“{path.name}”"):
            source = path.open("rb")
        with source:
            return self._keep(source, path.suffix, path.name)

    def keep_bytes(self, content: bytes, file_name: str) -> Original:
        """Keep bytes that came under a name."""
        return self._keep(io.BytesIO(content), Path(file_name).suffix, file_name)

    def shelf(self) -> Shelf:
        """A place for originals that are to be kept together."""
        return Shelf(self._folder)

    def _keep(self, source: BinaryIO, suffix: str, said: str) -> Original:
        with disk_errors(f"保存原件“{said}”"):
            make_folder(self._folder)
            with temp_file(self._folder) as (target, temp):
                sha256, size = copy_hashed(source, target)
            name = name_of(sha256, suffix)
            self._place(temp, self.path(name), sha256)
        return Original(name, sha256, size)

    def _place(self, temp: Path, target: Path, sha256: str) -> None:
        try:
            if target.is_file() and hash_file(target) == sha256:
                temp.unlink()
                return
            make_folder(target.parent)
            put_in_place(temp, target)
        except BaseException:
            temp.unlink(missing_ok=True)
            raise

    def path(self, name: str) -> Path:
        """Where an original of a name lies; DeskError for what is no original's name."""
        if not NAME.fullmatch(name):
            raise DeskError(f"“{name}”不是原件的名称。")
        return self._folder / name

    def read(self, name: str) -> bytes:
        """An original's bytes, checked against its SHA-256; DeskError when it is missing or altered."""
        path = self.path(name)
        if not path.is_file():
            raise DeskError(f"原件“{name}”不在数据文件夹里，请从备份恢复。")
        with disk_errors(f"原件“{name}”"):
            content = path.read_bytes()
        if hash_of(content) != name_hash(name):
            raise DeskError(f"原件“{name}”与入库时的校验码不符，文件已被改动或损坏，请从备份恢复。")
        return content

    def copy_to(self, name: str, target: Path) -> bool:
        """Copy an original byte for byte to a new file; False, with nothing there, when it is missing or altered."""
        path = self.path(name)
        if not path.is_file():
            return False
        with disk_errors(f"原件“{target.name}”"):
            with path.open("rb") as source, target.open("xb") as file:
                sha256, _ = copy_hashed(source, file)
            if sha256 == name_hash(name):
                return True
            target.unlink()
            return False

    def is_whole(self, name: str) -> bool:
        """Whether an original is there with the bytes that its name says; it is not taken into memory."""
        path = self.path(name)
        with disk_errors(f"原件“{name}”"):
            return path.is_file() and hash_file(path) == name_hash(name)

    def names(self) -> Iterator[str]:
        """The names of all originals on the disk."""
        if not self._folder.is_dir():
            return
        for folder in os.scandir(self._folder):
            if folder.is_dir(follow_symlinks=False):
                names = (f"{folder.name}/{entry.name}" for entry in os.scandir(folder.path))
                yield from (name for name in names if NAME.fullmatch(name))

    def sweep(self, reader: Reader) -> tuple[str, ...]:
        """Remove leftover temp files and originals that nothing names; only files named as ours are touched."""
        known = named_originals(reader)
        gone = [name for name in self.names() if name not in known]
        with disk_errors("清理无主原件"):
            for name in gone:
                (self._folder / name).unlink(missing_ok=True)
            return (*gone, *sweep_temps(self._folder))


def name_hash(name: str) -> str:
    """The SHA-256 that an original's name bears."""
    return name[3:67]


def hash_of(content: bytes) -> str:
    """The SHA-256 of bytes."""
    return copy_hashed(io.BytesIO(content), io.BytesIO())[0]

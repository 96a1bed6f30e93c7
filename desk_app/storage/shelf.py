"""Originals kept together: each written beside, all brought to the disk at once, then all given their names."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from desk_app.storage.durable import TEMP_PREFIX, hash_file, make_folder, sync_folder
from desk_app.storage.errors import disk_errors

_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")
_SYNCING = 8


@dataclass(frozen=True, slots=True)
class Original:
    """A kept file: ``name`` goes into the ``original`` of a submission, of a task's note or of a plan."""

    name: str
    sha256: str
    size: int


def name_of(sha256: str, suffix: str) -> str:
    """The name of an original: its SHA-256, and the suffix of the file where that is a plain one."""
    ending = suffix.lower() if _SUFFIX.fullmatch(suffix.lower()) else ""
    return f"{sha256[:2]}/{sha256}{ending}"


class Shelf:
    """Originals on their way into the folder; leaving it before ``settle`` leaves nothing behind.

    Many files are brought to the disk side by side: a disk that needs 10 ms for one needs hardly more for fifty.
    """

    def __init__(self, folder: Path) -> None:
        """Work below the folder of originals."""
        self._folder = folder
        self._waiting: dict[Path, Path] = {}
        self._pool = ThreadPoolExecutor(_SYNCING, thread_name_prefix="originals")
        self._written: list[Future[None]] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take away what was not settled; what has its name stays, for a commit that failed may have come through."""
        self._pool.shutdown(cancel_futures=True)
        for path in self._waiting.values():
            path.unlink(missing_ok=True)

    def keep(self, content: bytes, sha256: str, file_name: str) -> Original:
        """Write a file's bytes beside their place; the same bytes are stored once."""
        name = name_of(sha256, Path(file_name).suffix)
        target = self._folder / name
        if target not in self._waiting:
            with disk_errors(f"保存原件“{file_name}”"):
                if not (target.is_file() and hash_file(target) == sha256):
                    make_folder(self._folder)
                    temp = self._waiting[target] = self._folder / f"{TEMP_PREFIX}{secrets.token_hex(8)}"
                    self._written.append(self._pool.submit(_write, temp, content))
        return Original(name, sha256, len(content))

    def settle(self) -> None:
        """Make all of them durable under their names; to be called before the commit that names them."""
        with disk_errors("保存原件"):
            if self._waiting:
                self._place()

    def _place(self) -> None:
        for written in self._written:
            written.result()
        self._written.clear()
        folders = sorted({target.parent for target in self._waiting})
        fresh = [folder for folder in folders if not folder.is_dir()]
        for folder in fresh:
            folder.mkdir(exist_ok=True)
        for target in list(self._waiting):
            self._waiting[target].replace(target)
            del self._waiting[target]
        changed = [*folders, *([self._folder] if fresh else [])]
        for _ in self._pool.map(_sync_folders, [changed[first::_SYNCING] for first in range(_SYNCING)]):
            pass


def _write(path: Path, content: bytes) -> None:
    """Write a new file and bring it to the disk; the caller takes away what is left where that fails."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _sync_folders(folders: Iterable[Path]) -> None:
    for folder in folders:
        sync_folder(folder)

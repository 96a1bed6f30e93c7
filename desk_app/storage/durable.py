"""Files that are on the disk for good: written beside, fsynced, renamed into place."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

TEMP_PREFIX = ".desk-tmp-"
_CHUNK = 1 << 20


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows keeps them with the file and has no such call."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def temp_file(folder: Path, *, mode: int = 0o666) -> Iterator[tuple[BinaryIO, Path]]:
    """A new temp file in a folder, fsynced and closed at the end; removed unless it was renamed away."""
    path = folder / f"{TEMP_PREFIX}{secrets.token_hex(8)}"
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags, mode), "wb") as file:
            yield file, path
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def sweep_temps(folder: Path) -> tuple[str, ...]:
    """Remove temp files and folders of ours that a killed process left in a folder; their names."""
    if not folder.is_dir():
        return ()
    left = [path for path in folder.iterdir() if path.name.startswith(TEMP_PREFIX)]
    for path in left:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return tuple(path.name for path in left)


def put_in_place(temp: Path, target: Path) -> None:
    """Rename a finished temp file to its name and make the name durable."""
    temp.replace(target)
    sync_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder, durably, with its parents."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def copy_hashed(source: BinaryIO, target: BinaryIO, *, each: Callable[[int], None] | None = None) -> tuple[str, int]:
    """Copy a stream to its end; the SHA-256 and the size of what was copied."""
    digest = hashlib.sha256()
    size = 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
        if each is not None:
            each(len(chunk))
    return digest.hexdigest(), size


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""An archive's folder as one zip whose comment vouches for every byte before it."""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

from desk_app.progress import Progress
from desk_app.storage.durable import copy_hashed

MARK = b"ZBTZ-ARCHIVE sha256="
_STAMP = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20
_PACKED = frozenset({".zip", ".xlsx", ".docx", ".pdf", ".jpg", ".jpeg", ".png", ".7z", ".bsb"})


def write_zip(folder: Path, name: str, target: Path, progress: Progress) -> None:
    """Pack a folder under its name; the same folder gives the same bytes. What is packed already is only stored."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for done, path in enumerate(files):
            progress.step(done, len(files), f"压缩 {path.name}")
            entry = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", _STAMP)
            stored = path.suffix.lower() in _PACKED
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with path.open("rb") as source, packed.open(entry, "w", force_zip64=True) as member:
                copy_hashed(source, member)  # type: ignore[arg-type]  # a zip's member is written like any file
        packed.comment = MARK + b"0" * 64
    with target.open("rb+") as file:
        code = _code_before(file, target.stat().st_size - 64)
        file.seek(-64, os.SEEK_END)
        file.write(code)
        file.flush()
        os.fsync(file.fileno())


def _code_before(file: object, size: int) -> bytes:
    digest = hashlib.sha256()
    left = size
    while left:
        chunk = file.read(min(_CHUNK, left))  # type: ignore[attr-defined]  # a file opened for bytes
        if not chunk:
            break
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()


def seal_of(path: Path) -> bool | None:
    """Whether a zip's comment vouches for its bytes; None where it bears none (packed anew by another program)."""
    size = path.stat().st_size
    with path.open("rb") as file:
        tail_length = len(MARK) + 64
        file.seek(max(0, size - tail_length))
        tail = file.read()
        if not tail.startswith(MARK):
            return None
        file.seek(0)
        return _code_before(file, size - 64) == tail[-64:]

"""The key of the database: 32 random bytes in ``desk.key``, readable by the owner only."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from desk_app.problems import DeskError
from desk_app.storage.durable import put_in_place, temp_file
from desk_app.storage.errors import disk_errors

_KEY = re.compile(r"[0-9a-f]{64}")


def read_key(path: Path) -> str:
    """The key as 64 hex digits; DeskError when the file is missing or is no key."""
    if not path.exists():
        raise DeskError(
            "数据文件夹里缺少密钥文件 desk.key，数据库无法打开；现有文件一律未动，请把它放回原处或从备份恢复。"
        )
    with disk_errors("密钥文件 desk.key"):
        text = path.read_bytes().decode("ascii", errors="replace").strip()
    if not _KEY.fullmatch(text):
        raise DeskError("密钥文件 desk.key 已损坏，数据库无法打开；现有文件一律未动，请从备份恢复。")
    return text


def create_key(path: Path) -> str:
    """Make a new key, on the disk for good before any database is written with it."""
    key = secrets.token_bytes(32).hex()
    with disk_errors("密钥文件 desk.key"):
        with temp_file(path.parent, mode=0o600) as (file, temp):
            file.write(f"{key}\n".encode("ascii"))
        put_in_place(temp, path)
    return key

"""Files appear whole or not at all: written beside their place, forced to disk, then moved over it in one step."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desk_app.problems import DeskError

_REASONS = {
    errno.ENOENT: "文件夹不存在，请先建好或另选文件夹",
    errno.ENOTDIR: "所在位置不是文件夹，请另选文件夹",
    errno.EISDIR: "同名的是一个文件夹，请换一个文件名",
    errno.EACCES: "文件正被其他程序打开，或没有写入权限，请关闭后重试或另选文件夹",
    errno.EPERM: "没有写入权限，请另选文件夹",
    errno.EROFS: "所在的盘是只读的，请另选文件夹",
    errno.ENOSPC: "磁盘已满，请清理后重试",
    errno.EDQUOT: "磁盘配额已满，请清理后重试",
    errno.EFBIG: "文件超过所在磁盘允许的大小，请另选文件夹",
    errno.ENAMETOOLONG: "文件名太长，请改短",
    errno.EIO: "磁盘读写出错，请检查磁盘或另选文件夹",
}
_HALF_DONE = re.compile(r"\.~[0-9a-f]{12}\.(?:pdf|xlsx|docx)")
_ROWS_FOLDER, _ROWS = re.compile(r"\.~[0-9a-z_]{8}"), re.compile(r"tmp[0-9a-z_]{8}")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary file beside ``path`` to be written; on success it is synced and becomes ``path``.

    When the body fails, the old file stands as it was and nothing is left beside it. The file system's refusals
    (disk full, file open elsewhere, folder missing) become a DeskError; everything else propagates as it is.
    The temporary file exists, empty, when the body starts.
    """
    temp = path.with_name(f".~{secrets.token_hex(6)}{path.suffix}")
    try:
        temp.open("xb").close()
        yield temp
        _sync_file(temp)
        os.replace(temp, path)  # noqa: PTH105  the name says that an existing file is replaced
        _sync_folder(path.parent)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0)
        if reason is None:
            raise
        raise DeskError(f"“{path.name}”没有写成：{reason}。") from error
    finally:
        with suppress(OSError):
            temp.unlink(missing_ok=True)


def sweep_left(folder: Path) -> None:
    """Remove what a killed writing left half done in a folder that nobody else is writing to.

    A workbook's rows wait in a folder of their own (`excel`); a folder with anything else in it is not ours.
    """
    with suppress(OSError):
        for path in list(folder.iterdir()):
            if path.is_file() and _HALF_DONE.fullmatch(path.name):
                path.unlink(missing_ok=True)
            elif path.is_dir() and _ROWS_FOLDER.fullmatch(path.name) and _holds_rows_alone(path):
                shutil.rmtree(path, ignore_errors=True)


def _holds_rows_alone(folder: Path) -> bool:
    return all(one.is_file() and _ROWS.fullmatch(one.name) for one in folder.iterdir())


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last; systems that cannot open a folder (Windows) do without."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

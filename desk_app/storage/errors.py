"""The one place where the database's and the disk's own errors become a sentence for a person."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError

DAMAGED = "数据库打不开：文件已损坏，或与密钥文件 desk.key 不相配；现有文件一律未动，请从备份恢复。"
DISK_FULL = "磁盘空间已满，这一步没有保存，原有内容未变；请清理磁盘后重做。"
READ_ONLY = "数据文件夹不能写入，这一步没有保存；请检查文件夹是否只读、本人是否有写入权限。"
BUSY = "数据文件夹正被另一个窗口使用，请稍等片刻再试，或先关闭那个窗口。"
DISK_TROUBLE = "读写磁盘出错（磁盘可能已满、被拔出或被限制），这一步没有保存；请检查磁盘后重做。"
CANNOT_OPEN = "数据库文件打不开；请检查数据文件夹是否还在、本人是否有读写权限。"

_SENTENCES = {
    5: BUSY,
    6: BUSY,
    8: READ_ONLY,
    10: DISK_TROUBLE,
    11: DAMAGED,
    13: DISK_FULL,
    14: CANNOT_OPEN,
    26: DAMAGED,
}
"""Primary result codes of SQLite (https://www.sqlite.org/rescode.html) that the world, not the program, causes."""

_DISK_SENTENCES = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EFBIG: DISK_FULL,
}


def sentence_for(error: BaseException) -> str | None:
    """What a person is told of a database error; None when the error is the program's own."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(origin, "sqlite_errorcode", None)
    return None if code is None else _SENTENCES.get(code & 0xFF)


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn the world's database errors into DeskError; the program's own pass unchanged."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        raise DeskError(sentence) from error


@contextmanager
def disk_errors(what: str) -> Iterator[None]:
    """Turn errors of reading or writing files into DeskError; ``what`` names the file in the office's words."""
    try:
        yield
    except OSError as error:
        unknown = f"{reason_of(error)}，这一步没有保存，原有内容未变；请核对后重做。"
        raise DeskError(f"{what}：{_DISK_SENTENCES.get(error.errno or 0, unknown)}") from error

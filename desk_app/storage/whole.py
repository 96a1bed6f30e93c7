"""Whether a database file is whole: every page as it was written, every row with what it belongs to."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2

from desk_app.problems import Level, Problem
from desk_app.storage.durable import sync_folder
from desk_app.storage.engine import connect
from desk_app.storage.errors import database_errors, disk_errors, sentence_for

_MOST = 20
_STEPS = 20_000
"""Steps of the database's own machine between two looks at whether somebody waits: some thousandths of a second."""
_INTERRUPTED = 9


class GaveWay(Exception):  # noqa: N818  it is no error: somebody else came first
    """A snapshot was given up before its end, because somebody waits to write."""


def snapshot(database: Path, key: str, target: Path, gives_way: Callable[[], bool] | None = None) -> None:
    """Write what is committed in a database to a new file under the same key, durably; never by copying the file.

    Raises GaveWay, with no file left, as soon as ``gives_way`` says that somebody waits.
    """
    with database_errors():
        connection = connect(database, key)
        try:
            if gives_way is not None:
                connection.set_progress_handler(gives_way, _STEPS)
            connection.execute("VACUUM INTO ?", (str(target),))
        except dbapi2.OperationalError as error:
            if gives_way is None or getattr(error, "sqlite_errorcode", 0) & 0xFF != _INTERRUPTED:
                raise
            target.unlink(missing_ok=True)
            raise GaveWay from error
        finally:
            connection.close()
    with disk_errors("数据库副本"):
        with target.open("r+b") as file:
            os.fsync(file.fileno())
        sync_folder(target.parent)


def database_problems(database: Path, key: str) -> list[Problem]:
    """Everything that is wrong with a database file; it is only read."""
    try:
        connection = connect(database, key, read_only=True)
        try:
            return _pages(connection) or _structure(connection) or _dangling(connection)
        finally:
            connection.close()
    except dbapi2.Error as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        return [_problem(sentence, "database_unreadable")]


def schema_version(database: Path, key: str) -> str | None:
    """The version of a database file's tables; DeskError when it cannot be read."""
    with database_errors():
        connection = connect(database, key, read_only=True)
        try:
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone() is None:
                return None
            version = connection.execute("SELECT max(version_num) FROM alembic_version").fetchone()[0]
            return None if version is None else str(version)
        finally:
            connection.close()


def _problem(message: str, code: str) -> Problem:
    return Problem("数据库 desk.db", Level.ERROR, message, code)


def _pages(connection: dbapi2.Connection) -> list[Problem]:
    found = connection.execute("PRAGMA cipher_integrity_check").fetchmany(_MOST)
    message = "有内容与写入时的校验码不符，文件已被改动或损坏；请从备份恢复。"
    return [_problem(f"{message}（{row[0]}）", "page_damaged") for row in found]


def _structure(connection: dbapi2.Connection) -> list[Problem]:
    found = connection.execute(f"PRAGMA quick_check({_MOST})").fetchall()
    return [
        _problem(f"内部结构有误，请从备份恢复。（{row[0]}）", "structure_damaged") for row in found if row[0] != "ok"
    ]


def _dangling(connection: dbapi2.Connection) -> list[Problem]:
    found = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
    return [
        _problem(f"有内容失去了所属的登记，请从备份恢复。（{row[0]} {row[1]} → {row[2]}）", "row_dangling")
        for row in found
    ]

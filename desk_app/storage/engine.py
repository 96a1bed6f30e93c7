"""The engine: SQLAlchemy over SQLCipher, with a raw key, explicit transactions and nothing left to defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from desk_app.storage.bigrams import FUNCTIONS as FINDING
from desk_app.storage.sounds import FUNCTIONS as SORTING

BEGIN_OPTION = "desk_begin"
READ = "BEGIN"
WRITE = "BEGIN IMMEDIATE"
_BUSY_MILLISECONDS = 5000


def connect(database: Path, key: str, *, read_only: bool = False) -> Any:
    """A keyed driver connection in which no transaction begins by itself."""
    connection = dbapi2.connect(str(database), isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection, key, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Any, key: str, *, read_only: bool) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    for name, count, function in (*FINDING, *SORTING):
        connection.create_function(name, count, function, deterministic=True)
    if read_only:
        connection.execute("PRAGMA query_only = ON")


def make_engine(database: Path, key: str, *, read_only: bool = False) -> Engine:
    """An engine whose transactions begin as BEGIN, or BEGIN IMMEDIATE where the connection's option says so."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connect(database, key, read_only=read_only),
        poolclass=QueuePool,
        pool_size=2,
        pool_use_lifo=True,
        hide_parameters=True,  # talk records have no place in a report of an error
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN_OPTION, READ))

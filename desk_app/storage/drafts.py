"""What a person has written and the database has not yet: kept in a file of its own, under the database's key.

A long job holds the database's one writer for minutes; what is typed meanwhile is put here, beside it, so that it is on
the disk all the same. ``screen`` is what the window showed and what was half written in it, a ``Step`` is a change that
was asked for and waits for its turn. Nothing here is history: a step that is stored goes.
"""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desk_app.problems import DeskError
from desk_app.storage.engine import connect
from desk_app.storage.errors import DAMAGED, DISK_FULL, sentence_for

_SCREEN = "CREATE TABLE IF NOT EXISTS screen (name TEXT PRIMARY KEY, content TEXT NOT NULL)"
_STEPS = (
    "CREATE TABLE IF NOT EXISTS step (journal TEXT NOT NULL, number INTEGER NOT NULL, content TEXT NOT NULL, "
    "PRIMARY KEY (journal, number))"
)
_KEEP_SCREEN = "INSERT INTO screen VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET content = excluded.content"
_KEEP_STEP = "INSERT INTO step VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET content = excluded.content"
_FULL = "磁盘空间已满，写到一半的和排队待存的内容暂时留不了底，这时断电会丢；请清理磁盘，程序随后自动补上。"
_TROUBLE = "读写磁盘出错，写到一半的和排队待存的内容暂时留不了底，这时断电会丢；请检查磁盘，程序随后自动补上。"
_UNREAD = "读写磁盘出错，上次留底的草稿（desk.draft）没有读出来，文件还在；请检查磁盘后重新打开程序。"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
UNREADABLE = "上次留底的草稿文件 desk.draft 已损坏，读不出来，已改名为“desk.draft.bad”；已存下的数据不受影响。"


@dataclass(frozen=True, slots=True)
class Step:
    """A change that waits to be stored: of which run of the window, the how many-th of it, and plain values."""

    journal: str
    number: int
    content: Any


class Drafts:
    """The file of drafts of one data folder; safe for any thread, and still once it is closed."""

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._key = key
        self._turn = threading.Lock()
        self._closed = False

    @property
    def exists(self) -> bool:
        """Whether anything was ever drafted here."""
        return self._path.exists()

    def close(self) -> None:
        """Wait for what is being written; what comes later is not written."""
        with self._turn:
            self._closed = True

    def screen(self, name: str) -> Any:
        """What a window showed, None for nothing; DeskError when the file cannot be read, which is then set aside."""
        if not self.exists:
            return None
        with self._read() as connection:
            row = connection.execute("SELECT content FROM screen WHERE name = ?", (name,)).fetchone()
            return None if row is None else json.loads(row[0])

    def steps(self) -> tuple[Step, ...]:
        """The steps that wait, in the order in which they were asked for; DeskError as ``screen``."""
        if not self.exists:
            return ()
        with self._read() as connection:
            found = connection.execute("SELECT journal, number, content FROM step ORDER BY rowid").fetchall()
            return tuple(Step(journal, number, json.loads(content)) for journal, number, content in found)

    def keep(self, name: str, screen: Any, steps: Collection[Step] = (), gone: Collection[Step] = ()) -> None:
        """Keep what a window shows, steps that wait, and drop those that are stored, all at once and for good.

        ``screen`` is None where it has not changed. DeskError when the disk does not take it.
        """
        with self._turn, _said():
            if not self._closed:
                self._put(name, screen, steps, gone)

    def _put(self, name: str, screen: Any, steps: Collection[Step], gone: Collection[Step]) -> None:
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            if screen is not None:
                connection.execute(_KEEP_SCREEN, (name, _text(screen)))
            connection.executemany(_KEEP_STEP, [(one.journal, one.number, _text(one.content)) for one in steps])
            connection.executemany(
                "DELETE FROM step WHERE journal = ? AND number = ?", [(one.journal, one.number) for one in gone]
            )
            connection.execute("COMMIT")

    def drop(self, gone: Collection[Step]) -> None:
        """Forget steps that are stored, or whose refusal was said."""
        self.keep("", None, (), gone)

    @contextmanager
    def _open(self) -> Iterator[Any]:
        """A connection of this moment alone, so that the folder can be moved at any other."""
        if not self._path.exists():
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        connection = connect(self._path, self._key)
        try:
            connection.execute(_SCREEN)
            connection.execute(_STEPS)
            yield connection
        finally:
            connection.close()

    @contextmanager
    def _read(self) -> Iterator[Any]:
        with self._turn:
            try:
                with self._open() as connection:
                    yield connection
            except (dbapi2.Error, OSError, ValueError) as error:
                if not isinstance(error, ValueError) and sentence_for(error) != DAMAGED:
                    raise DeskError(_UNREAD) from error
                self._path.replace(self._path.with_name(f"{self._path.name}.bad"))
                raise DeskError(UNREADABLE) from error


@contextmanager
def _said() -> Iterator[None]:
    """Turn what the disk refuses into one sentence on drafts."""
    try:
        yield
    except (dbapi2.Error, OSError) as error:
        full = getattr(error, "errno", None) in _NO_ROOM or sentence_for(error) == DISK_FULL
        raise DeskError(_FULL if full else _TROUBLE) from error


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

"""The store of one data folder: opened whole or refused, read through ``read``, changed through ``operation``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, Executable
from sqlalchemy.exc import IntegrityError

from desk_app.problems import DeskError
from desk_app.storage import opening, undo
from desk_app.storage.drafts import Drafts
from desk_app.storage.durable import sweep_temps
from desk_app.storage.engine import BEGIN_OPTION, WRITE
from desk_app.storage.errors import database_errors, disk_errors
from desk_app.storage.folder import DataFolder
from desk_app.storage.group import OperationGroup
from desk_app.storage.lock import FolderLock
from desk_app.storage.operations import ChangeSet, Operation, OperationHead
from desk_app.storage.originals import Originals
from desk_app.storage.reader import Reader
from desk_app.storage.seal import Seal, read_seal
from desk_app.storage.whole import snapshot


class Store:
    """An open data folder. One thread at a time writes; any thread may read.

    ``with store.read() as reader`` gives one consistent view to hand to the query modules (``campaigns``,
    ``roster``, ``submissions``, ``records``, ``tallies``, ``settings``, ``history``);
    ``with store.operation(...) as op`` gives the same, and changes; ``op.changes`` tells afterwards what changed.
    """

    def __init__(
        self, folder: DataFolder, key: str, engine: Engine, lock: FolderLock | None, seal: Seal | None = None
    ) -> None:
        """Compose the parts; use ``Store.open``."""
        self.seal = seal
        self.folder = folder
        self.key = key
        self.engine = engine
        self.originals = Originals(folder.originals)
        self.drafts = Drafts(folder.drafts, key)
        self._lock = lock
        self._writing = threading.Lock()
        self._wanted = threading.Event()
        self._active = threading.local()

    @classmethod
    def open(cls, path: Path, *, create: bool = True, at: datetime, writing: bool = True) -> Self:
        """Open a data folder, making it when it is new and ``create`` says so, migrating and sweeping it when due.

        DeskError, with nothing changed, when the key is missing or wrong, the database damaged, of a newer program,
        in use by another window, or not there. ``writing=False`` opens beside another window, to read only; a sealed
        folder is never opened otherwise.
        """
        folder = DataFolder(path)
        seal = read_seal(folder.seal)
        writing = writing and seal is None
        store = cls(*opening.open_folder(folder, create=create, at=at, writing=writing), seal)
        if writing:
            try:
                store.sweep()
            except BaseException:
                store.close()
                raise
        return store

    def __enter__(self) -> Self:
        """Use as a context manager that closes."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Let go of the database and of the folder."""
        self.drafts.close()
        self.engine.dispose()
        if self._lock is not None:
            self._lock.release()

    @property
    def writable(self) -> bool:
        """Whether this store may change anything."""
        return self._lock is not None

    def refuse_reading_only(self) -> None:
        """DeskError where this store may change nothing; for what is kept as files beside the database."""
        if not self.writable:
            usual = "数据文件夹正被另一个窗口使用，这里只读，没有改动；请在那个窗口里办，或关闭它以后再试。"
            raise DeskError(self.seal.refusal if self.seal else usual)

    def sweep(self) -> tuple[str, ...]:
        """Remove leftover temp files and originals that nothing names, live or in history; their names."""
        with self.read() as reader:
            gone = self.originals.sweep(reader)
        with disk_errors("清理临时文件"):
            return (*gone, *sweep_temps(self.folder.root), *sweep_temps(self.folder.backups))

    def snapshot(self, target: Path, *, gives_way: bool = False) -> None:
        """Write what is committed to a new database file under the same key, while nobody writes.

        With ``gives_way`` it raises GaveWay as soon as somebody wants to write.
        """
        if getattr(self._active, "writes", False):
            raise RuntimeError("no snapshot within an operation")
        with self._writing:
            snapshot(self.folder.database, self.key, target, self._wanted.is_set if gives_way else None)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One consistent view; within an operation of the same thread, the operation's own view.

        Keep it short and begin no operation within it: a commit waits until all reading has ended.
        """
        active: Operation | None = getattr(self._active, "operation", None)
        if active is not None:
            yield active
            return
        with self._connection() as connection:
            self._active.reads = getattr(self._active, "reads", 0) + 1
            try:
                yield Reader(connection)
            finally:
                self._active.reads -= 1

    @contextmanager
    def operation(
        self, name: str, *, actor: str, at: datetime, campaign_id: int | None = None, summary: str = ""
    ) -> Iterator[Operation]:
        """One named change, kept whole or not at all; see ``Operation``. Operations do not nest."""
        with self._operation(OperationHead(name, actor, at, campaign_id)) as op:
            op.summary = summary
            yield op
            self._note_beside(op)
            op.finish()

    @contextmanager
    def noting(self, statement: Callable[[int], Executable]) -> Iterator[None]:
        """Let the next operation of this thread carry out a statement of its own id, kept with it or not at all."""
        self._active.beside = statement
        try:
            yield
        finally:
            self._active.beside = None

    @contextmanager
    def group(self) -> Iterator[OperationGroup]:
        """Several named changes, each whole or not at all, kept by one commit at the end; see ``OperationGroup``."""
        with self._writing_connection() as connection:
            group = OperationGroup(connection, self._enter)
            yield group
            group.finish()

    def write_aside(self, *statements: Executable) -> None:
        """Carry out what is no operation and leaves no history, by one commit: the screen's state, 查找's index."""
        with self._writing_connection() as connection, database_errors():
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    def undo(self, operation_id: int, *, actor: str, at: datetime) -> ChangeSet:
        """Take an operation back by an operation of its own (撤销：…); undoing that one restores (恢复：…).

        DeskError when it is undone already, or a later operation touched or needs the same rows.
        """
        with self.read() as reader:
            target = undo.find_target(reader, operation_id)
        head = OperationHead(target.opposite, actor, at, target.campaign_id, target.id, target.chain_id)
        with self._operation(head) as op:
            undo.find_target(op, operation_id)
            undo.refuse_if_touched_since(op, target)
            undo.revert(op, target)
            try:
                op.finish()
            except IntegrityError:
                undo.refuse_dangling(op, target)
                raise
            return op.changes

    @contextmanager
    def _operation(self, head: OperationHead) -> Iterator[Operation]:
        with self._writing_connection() as connection:
            op = Operation(connection, head)
            self._enter(op)
            try:
                yield op
            finally:
                self._enter(None)

    def _note_beside(self, op: Operation) -> None:
        statement: Callable[[int], Executable] | None = getattr(self._active, "beside", None)
        if statement is not None:
            self._active.beside = None
            op.note(statement(op.id))

    def _enter(self, op: Operation | None) -> None:
        self._active.operation = op

    @contextmanager
    def _writing_connection(self) -> Iterator[Connection]:
        self.refuse_reading_only()
        if getattr(self._active, "writes", False):
            raise RuntimeError("operations do not nest")
        if getattr(self._active, "reads", 0):
            raise RuntimeError("an operation within a read of the same thread would wait for itself")
        self._wanted.set()
        with self._writing:
            self._wanted.clear()
            with self._connection(WRITE) as connection:
                self._active.writes = True
                try:
                    yield connection
                finally:
                    self._active.writes = False

    @contextmanager
    def _connection(self, begin: str | None = None) -> Iterator[Connection]:
        with database_errors():
            connection = self.engine.connect()
        try:
            if begin is not None:
                connection = connection.execution_options(**{BEGIN_OPTION: begin})
            with database_errors():
                connection.begin()
            yield connection
        finally:
            connection.close()

"""Several operations kept by one commit: each whole or not at all, and none of them kept before the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlcipher3 import dbapi2

from desk_app.problems import DeskError
from desk_app.storage.errors import DISK_TROUBLE, database_errors
from desk_app.storage.operations import DEFERRED, ChangeSet, Operation, OperationHead
from desk_app.storage.reader import Reader

_STEP = "desk_step"


class OperationGroup(Reader):
    """Operations one after another within one transaction; made by ``Store.group`` only.

    An operation that is refused leaves nothing behind and the others go on; a trouble of the disk itself ends the
    group, of which then nothing is kept. ``kept`` holds what changed, to be believed once the group has ended.
    """

    def __init__(self, connection: Connection, enter: Callable[[Operation | None], None]) -> None:
        """Begin within a transaction that has begun with BEGIN IMMEDIATE; ``enter`` is told which operation runs."""
        super().__init__(connection)
        self._enter = enter
        self._cursor = connection.connection.cursor()
        self._claimed: dict[str, int] = {}
        self._broken = False
        self.kept: list[ChangeSet] = []
        self._tell(DEFERRED)

    @contextmanager
    def operation(self, head: OperationHead, summary: str = "") -> Iterator[Operation]:
        """One named change of the group, kept with it or left out of it."""
        self._tell(f"SAVEPOINT {_STEP}")
        try:
            op = Operation(self._connection, head, self._claimed)
            op.summary = summary
            self._enter(op)
            yield op
            op.settle()
            self._tell(f"RELEASE {_STEP}")
        except BaseException:
            self._take_back_step()
            raise
        finally:
            self._enter(None)
        self.kept.append(op.changes)

    def _take_back_step(self) -> None:
        """Undo the running operation; where the database has given up the whole transaction, the group is broken."""
        self._claimed.clear()
        try:
            self._tell(f"ROLLBACK TO {_STEP}")
            self._tell(f"RELEASE {_STEP}")
        except (DeskError, DBAPIError, dbapi2.Error):
            self._broken = True

    def finish(self) -> None:
        """Commit all of it; DeskError when the disk failed meanwhile."""
        if self._broken:
            raise DeskError(DISK_TROUBLE)
        self._tell("COMMIT")

    def _tell(self, sql: str) -> None:
        with database_errors():
            try:
                self._cursor.execute(sql)
            except dbapi2.IntegrityError as error:
                raise IntegrityError(sql, None, error) from error

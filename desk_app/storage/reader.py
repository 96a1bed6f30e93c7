"""What the query modules read through; to other rooms a reader is only a thing to hand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Row

from desk_app.storage.errors import database_errors

_BATCH = 4_000
AnyRow = Row[*tuple[Any, ...]]
"""A row whose columns a query module knows by name."""


class Reader:
    """One consistent view of the database: all that is read through it belongs to one moment."""

    def __init__(self, connection: Connection) -> None:
        """Wrap a connection that stands in a transaction."""
        self._connection = connection

    def rows(self, statement: Executable) -> Sequence[AnyRow]:
        """All rows of a statement."""
        with database_errors():
            return self._connection.execute(statement).all()

    def first(self, statement: Executable) -> AnyRow | None:
        """The first row, if any."""
        with database_errors():
            return self._connection.execute(statement).first()

    def scalar(self, statement: Executable) -> Any:
        """The first value of the first row, if any."""
        with database_errors():
            return self._connection.execute(statement).scalar()

    def driver_rows(self, sql: str, parameters: tuple[Any, ...] = ()) -> Sequence[AnyRow]:
        """All rows of a statement given to the driver as it stands."""
        with database_errors():
            return self._connection.exec_driver_sql(sql, parameters).all()

    def driver_batches(self, sql: str, parameters: tuple[Any, ...] = ()) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The rows of a statement piece by piece as plain tuples, so that other threads are let in between."""
        with database_errors():
            cursor = self._connection.connection.cursor()
            try:
                cursor.execute(sql, parameters)
                while rows := cursor.fetchmany(_BATCH):
                    yield rows
            finally:
                cursor.close()

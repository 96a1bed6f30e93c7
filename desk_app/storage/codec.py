"""Turns a row of Python values into what the driver stores, so that many rows go in without SQLAlchemy between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Column
from sqlalchemy.types import TypeDecorator

from desk_app.storage.columns import STORED
from desk_app.storage.tables import LOGGED

Encode = Callable[[Any], Any]


@dataclass(frozen=True)
class RowCodec:
    """How one table's rows are stored: its writable columns, their encodings and defaults, its statements."""

    table: str
    names: tuple[str, ...]
    encodings: Mapping[str, Encode | None]
    defaults: Mapping[str, Any]
    nullable: frozenset[str]

    def encode(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The stored form of some columns' values; KeyError for a column that the table has not."""
        if not values.keys() <= self.encodings.keys():
            raise KeyError(*(values.keys() - self.encodings.keys()))
        encoded = dict(values)
        for name, encoding in self._encoded:
            value = encoded.get(name)
            if value is not None:
                encoded[name] = encoding(value)
        return encoded

    @cached_property
    def _encoded(self) -> list[tuple[str, Encode]]:
        """The columns that are not stored as they are."""
        return [(name, encoding) for name, encoding in self.encodings.items() if encoding is not None]

    def rows(self, first_id: int, rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
        """Whole stored rows with ids from ``first_id`` on, columns left out filled with their defaults."""
        names, defaults = self.names[1:], self.defaults
        for row_id, values in enumerate(rows, start=first_id):
            encoded = {**defaults, **self.encode(values)}
            yield (row_id, *[encoded[name] for name in names])

    @cached_property
    def columns(self) -> str:
        """The column names for a statement."""
        return ", ".join(f'"{name}"' for name in self.names)

    @cached_property
    def insert(self) -> str:
        """INSERT of a whole row."""
        return f'INSERT INTO "{self.table}" ({self.columns}) VALUES ({", ".join("?" for _ in self.names)})'  # noqa: S608  own names

    def update(self, names: Iterable[str]) -> str:
        """UPDATE of some columns of the row of an id, which comes last."""
        assignments = ", ".join(f'"{name}" = ?' for name in names)
        return f'UPDATE "{self.table}" SET {assignments} WHERE id = ?'  # noqa: S608  own names

    @property
    def as_json(self) -> str:
        """SQL that makes one JSON object of a whole row."""
        return "json_object(" + ", ".join(f"'{name}', \"{name}\"" for name in self.names) + ")"

    @property
    def from_json(self) -> str:
        """SQL that takes the columns out of such an object in ``before``.

        A column that must be filled and was not there yet when the row was deleted gets its default.
        """
        return ", ".join(self._from_json(name) for name in self.names)

    def _from_json(self, name: str) -> str:
        taken = f"json_extract(before, '$.{name}')"
        default = self.defaults[name]
        if name in self.nullable or default is None:
            return taken
        literal = str(default) if isinstance(default, int) else "'" + str(default).replace("'", "''") + "'"
        return f"coalesce({taken}, {literal})"


@cache
def codec(table: str) -> RowCodec:
    """The codec of a table with history; KeyError for any other name."""
    columns = [column for column in LOGGED[table].columns if column.computed is None]
    encodings = {column.name: _encoding(column) for column in columns}
    defaults = {}
    for column in columns:
        encoding, default = encodings[column.name], _default(column)
        defaults[column.name] = default if encoding is None or default is None else encoding(default)
    nullable = frozenset(column.name for column in columns if column.nullable)
    return RowCodec(table, tuple(column.name for column in columns), encodings, defaults, nullable)


def _encoding(column: Column[Any]) -> Encode | None:
    return STORED[type(column.type)] if isinstance(column.type, TypeDecorator) else None


def _default(column: Column[Any]) -> Any:
    default = column.default
    return getattr(default, "arg", None) if default is not None and default.is_scalar else None

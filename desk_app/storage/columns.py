"""How values stand in the database: days and moments as ISO text, flags as 0 or 1, structures as JSON text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from operator import methodcaller
from typing import Any

from sqlalchemy import Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator


def to_json(value: object) -> str:
    """JSON text as it is stored: readable Chinese, no blanks, order kept; days and moments as ISO text."""
    if type(value) is dict and not value:
        return "{}"
    return _ENCODER.encode(value)


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    raise TypeError(f"not storable as JSON: {type(value).__name__}")


_ISO = methodcaller("isoformat")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain)


class Day(TypeDecorator[date]):
    """A calendar day as ``2023-03-01``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        """Write ISO text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:  # noqa: ARG002  as above
        """Read ISO text."""
        return None if value is None else date.fromisoformat(value)


class Moment(TypeDecorator[datetime]):
    """A local date and time as ``2023-03-01T08:30:00``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        """Write ISO text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  as above
        """Read ISO text."""
        return None if value is None else datetime.fromisoformat(value)


class Clock(TypeDecorator[time]):
    """A time of day as ``17:00:00``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        """Write ISO text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> time | None:  # noqa: ARG002  as above
        """Read ISO text."""
        return None if value is None else time.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002, FBT001  SQLAlchemy's signature
        """Write 0 or 1."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:  # noqa: ARG002  as above
        """Read 0 or 1."""
        return None if value is None else bool(value)


class Structure(TypeDecorator[Any]):
    """A list or mapping as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        """Write JSON text."""
        return None if value is None else to_json(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:  # noqa: ARG002  as above
        """Read JSON text."""
        if value == "{}":
            return {}
        return None if value is None else json.loads(value)


STORED: dict[type[TypeDecorator[Any]], Callable[[Any], Any]] = {
    Day: _ISO,
    Moment: _ISO,
    Clock: _ISO,
    Flag: int,
    Structure: to_json,
}
"""How each type's value is written, as the types above do it; for the many rows that go past SQLAlchemy."""

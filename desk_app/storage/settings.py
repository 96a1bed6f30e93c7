"""Settings of the desk, by key: 本单位全称, 经办人 and the like."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from desk_app.storage.operations import Operation
from desk_app.storage.reader import Reader
from desk_app.storage.tables import setting


def get(reader: Reader, key: str, default: Any = None) -> Any:
    """The value of a setting, or the default when it was never set."""
    row = reader.first(select(setting.c.value).where(setting.c.key == key))
    return default if row is None else row.value


def everything(reader: Reader) -> dict[str, Any]:
    """All settings that were set."""
    return {row.key: row.value for row in reader.rows(select(setting.c.key, setting.c.value).order_by(setting.c.key))}


def put(op: Operation, key: str, value: Any) -> None:
    """Set a setting to a plain value: text, number, yes or no, or lists and mappings of them."""
    row = op.first(select(setting.c.id).where(setting.c.key == key))
    if row is None:
        op.insert("setting", {"key": key, "value": value})
    else:
        op.update("setting", row.id, {"value": value})

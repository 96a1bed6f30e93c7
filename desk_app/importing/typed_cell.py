"""A cell from the number, date or truth value that a reader gives for it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from desk_app.forms.dates import iso_text
from desk_app.importing.gate import damaged
from desk_app.importing.grid import Cell, CellKind


def typed_cell(value: Any) -> Cell:
    """A cell of any value that is no text; raises Refused for what no reader should give."""
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", CellKind.BOOL)
    if isinstance(value, int | float):
        return Cell(number_text(value), CellKind.NUMBER, float(value))
    if isinstance(value, date | datetime):
        return Cell(iso_text(value), CellKind.DATE, value)
    if isinstance(value, time):
        return Cell(value.isoformat("seconds" if value.second else "minutes"))
    if isinstance(value, timedelta):
        return Cell(str(value))
    raise damaged(f"unknown value {type(value).__name__}")


def number_text(value: float) -> str:
    """A number as a spreadsheet shows it without a format: 1.0 is 1, fifteen digits at most."""
    if abs(value) < 1e21 and value == int(value):
        return str(int(value))
    return format(value, ".15g")

"""What is written into a superior's own file, and what could not be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | int"
Spot: TypeAlias = tuple[str, int, int]
"""A sheet's or table's name with row and column from 0."""

HAS_FORMULA = "这一格是公式，没有改动"


@dataclass(frozen=True, slots=True)
class CellWrite:
    """One value for one cell; with ``label`` it stands behind that word of the cell, whose text stays."""

    spot: Spot
    value: Value
    label: str = ""


@dataclass(frozen=True, slots=True)
class BlockWrite:
    """Rows that begin at a line of a table with ``free`` empty ones; more than those are put in behind the last.

    Each row says the column and the value of its cells.
    """

    sheet: str
    row: int
    free: int
    rows: tuple[tuple[tuple[int, Value], ...], ...]


@dataclass(frozen=True, slots=True)
class NotWritten:
    """A place that was left as it is, and why."""

    spot: Spot
    why: str

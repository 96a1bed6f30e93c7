"""What is marked in a copy of a unit's own file: a cell by its address, and what is said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

FILL = "FFC7CE"
"""The light red in which spreadsheets show what is bad."""
AUTHOR = "退回修改"
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class CellMark:
    """One cell of one sheet, by its address (C7), and the remark beside it."""

    sheet: str
    cell: str
    text: str


def place_of(cell: str) -> tuple[int, int]:
    """An address as row and column from 0; ValueError for what is none."""
    found = _CELL.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def address(row: int, column: int) -> str:
    """Row and column from 0 as an address."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"

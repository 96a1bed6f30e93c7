"""A pasted block laid over the grid: which cells change and which rows are new. Nothing here knows of Qt."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

Cell = tuple[int, str, str, str | None]
Block = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a block is laid over, as it stood when that was asked for.

    ``chosen`` rows in ``columns``; or else the rows ``below`` the first chosen line, itself among them and 0 for the
    empty one, in the columns ``right`` of the first chosen one.
    """

    chosen: array[int]
    columns: tuple[str, ...]
    below: array[int]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """Cells of rows that are there, and the texts of rows to be added."""

    cells: list[Cell]
    rows: list[dict[str, str]]


def lay(block: Block, ground: Ground) -> Laid:
    """Lay a block with its first cell on a place; what goes beyond the last row begins new ones."""
    cells: list[Cell] = []
    rows: list[dict[str, str]] = []
    for down, line in enumerate(block):
        texts = dict(zip(ground.right, line, strict=False))
        record_id = ground.below[down] if down < len(ground.below) else 0
        if record_id:
            cells += [(record_id, key, text, None) for key, text in texts.items()]
        elif any(text and not text.isspace() for text in texts.values()):
            rows.append(texts)
    return Laid(cells, rows)


def goes_into(block: Block, ground: Ground) -> bool:
    """Whether a block goes several times, and without a rest, into the chosen cells."""
    wide, high = max(len(line) for line in block), len(block)
    rows, columns = len(ground.chosen), len(ground.columns)
    return rows * columns > wide * high and rows % high == 0 and columns % wide == 0


def lay_over(block: Block, ids: Sequence[int], keys: Sequence[str]) -> list[Cell]:
    """Lay a block over chosen cells again and again; what a shorter line lacks stays as it was."""
    wide = max(len(line) for line in block)
    return [
        (row_id, key, line[at % wide], None)
        for down, row_id in enumerate(ids)
        for line in (block[down % len(block)],)
        for at, key in enumerate(keys)
        if at % wide < len(line)
    ]


def is_too_wide(block: Block, ground: Ground) -> bool:
    """Whether a block goes beyond the last column, so that something would be left out."""
    return any(text.strip() for line in block for text in line[len(ground.right) :])

"""A pasted block laid over the grid: which cells change and which rows are new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk_app.ui.ledger.model import FIRST, LedgerModel


@dataclass(frozen=True, slots=True)
class Laid:
    """Cells of rows that are there, and the texts of rows to be added."""

    cells: tuple[tuple[int, str, str, str | None], ...]
    rows: tuple[dict[str, str], ...]


def lay(model: LedgerModel, block: Sequence[Sequence[str]], row: int, column: int) -> Laid:
    """Lay a block with its first cell on a place; what stands right of the last column is left out."""
    keys = [key for at in range(max(column, FIRST), model.columnCount()) if (key := model.key_at(at))]
    cells: list[tuple[int, str, str, str | None]] = []
    rows: list[dict[str, str]] = []
    headings, count = 0, model.rowCount()
    for down, line in enumerate(block):
        while row + down + headings < count and model.entries.group_at(row + down + headings) is not None:
            headings += 1
        at = row + down + headings
        texts = dict(zip(keys, line, strict=False))
        record_id = model.record_at(at) if at < count else None
        if record_id is not None:
            cells += [(record_id, key, text, None) for key, text in texts.items()]
        elif any(text and not text.isspace() for text in texts.values()):
            rows.append(texts)
    return Laid(tuple(cells), tuple(rows))


def too_wide(model: LedgerModel, block: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a block goes beyond the last column, so that something would be left out."""
    start = max(column, FIRST)
    last = model.columnCount() - start
    return any(text.strip() for line in block for text in line[last:])

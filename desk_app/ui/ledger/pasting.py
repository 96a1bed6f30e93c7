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
    start = max(column, FIRST)
    cells: list[tuple[int, str, str, str | None]] = []
    rows: list[dict[str, str]] = []
    headings = 0
    for down, line in enumerate(block):
        while model.entries.group_at(row + down + headings) is not None:
            headings += 1
        texts = {key: text for right, text in enumerate(line) if (key := model.key_at(start + right))}
        record_id = model.record_at(row + down + headings)
        if record_id is None:
            if any(text.strip() for text in texts.values()):
                rows.append(texts)
        else:
            cells += [(record_id, key, text, None) for key, text in texts.items()]
    return Laid(tuple(cells), tuple(rows))


def too_wide(model: LedgerModel, block: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a block goes beyond the last column, so that something would be left out."""
    start = max(column, FIRST)
    last = model.columnCount() - start
    return any(text.strip() for line in block for text in line[last:])

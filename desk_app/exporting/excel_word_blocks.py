"""The merged cells of a table as Excel and Word have them: groups over headings, cells continued downwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk_app.exporting.paper import Paper, PaperColumn


@dataclass(frozen=True, slots=True)
class Block:
    """One cell of head or body, counted from 0 within its part, that spans ``rows`` × ``columns``."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def head_blocks(columns: Sequence[PaperColumn]) -> tuple[Block, ...]:
    """The head's cells: a group spans its neighbours; one whose members all bear its own name is a single cell."""
    found: list[Block] = []
    for start, members in _groups(columns):
        group = members[0].group
        if not group:
            found.append(Block(0, start, 2, 1, members[0].heading))
        elif all(column.heading == group for column in members):
            found.append(Block(0, start, 2, len(members), group))
        else:
            found.append(Block(0, start, 1, len(members), group))
            found += [Block(1, start + place, 1, 1, column.heading) for place, column in enumerate(members)]
    if any(block.row for block in found):
        return tuple(found)
    return tuple(Block(0, block.column, 1, block.columns, block.text) for block in found)


def head_rows(blocks: Sequence[Block]) -> int:
    """How many lines the head has."""
    return max(block.row + block.rows for block in blocks)


def _groups(columns: Sequence[PaperColumn]) -> Iterator[tuple[int, list[PaperColumn]]]:
    start, members = 0, [columns[0]]
    for place, column in enumerate(columns[1:], start=1):
        if column.group and column.group == members[0].group:
            members.append(column)
        else:
            yield start, members
            start, members = place, [column]
    yield start, members


def down_merges(paper: Paper) -> Iterator[tuple[int, int, int]]:
    """Cells continued downwards, each as column, first and last row of the body."""
    for column in range(len(paper.columns)):
        first = 0
        for place, row in enumerate(paper.rows):
            if row.cells[column] is None and place:
                continue
            if place - first > 1:
                yield column, first, place - 1
            first = place
        if len(paper.rows) - first > 1:
            yield column, first, len(paper.rows) - 1

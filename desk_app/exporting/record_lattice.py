"""记录表: one record on a sheet as a lattice of cells, each heading beside its value, for PDF, Excel and Word alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow

RECORD_SIZE = 12.0
"""小四: a record has room enough for it."""
_LABEL, _VALUE, _GROUP = 26.0, 52.0, 12.0
_VALUE_BESIDE_GROUP = (_LABEL + _VALUE) - _GROUP / 2 - _LABEL


@dataclass(frozen=True, slots=True)
class RecordCell:
    """One cell of a record's lattice; ``place`` is the column whose value stands in it, None for a heading.

    ``is_long`` marks a line of long text: it takes the room that the sheet has left.
    """

    line: int
    first: int
    last: int
    text: str
    place: int | None = None
    lines: int = 1
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Lattice:
    """The widths of the tracks in millimetres, and the cells in reading order."""

    widths: tuple[float, ...]
    cells: tuple[RecordCell, ...]

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return self.cells[-1].line + 1

    def at(self, line: int) -> tuple[RecordCell, ...]:
        """The cells that begin in a line, a group that goes on from above left out."""
        return tuple(cell for cell in self.cells if cell.line == line)

    def is_long(self, line: int) -> bool:
        """Whether the line holds a long text."""
        return any(cell.is_long for cell in self.at(line))


def record_sheets(paper: Paper) -> list[Paper]:
    """The paper as it is printed: a record paper as one of each record (one empty without any), another as it is."""
    if not paper.record:
        return [paper]
    rows = paper.rows or (PaperRow(("",) * len(paper.columns)),)
    return [replace(paper, rows=(row,)) for row in rows]


def lattice_of(paper: Paper) -> Lattice:
    """The lattice of a paper of one record."""
    has_groups = any(column.group for column in paper.columns)
    value = _VALUE_BESIDE_GROUP if has_groups else _VALUE
    widths = (*((_GROUP,) if has_groups else ()), _LABEL, value, _LABEL, value)
    texts = paper.rows[0].cells
    cells: list[RecordCell] = []
    line = 0
    for group, members in groupby(enumerate(paper.columns), lambda item: item[1].group):
        places = [place for place, _ in members]
        top = line
        for pair in _lines(paper.columns, places):
            cells += _line(paper.columns, texts, pair, line, 1 if group else 0, len(widths))
            line += 1
        if group:
            cells.append(RecordCell(top, 0, 0, group, lines=line - top))
    return Lattice(widths, tuple(sorted(cells, key=lambda cell: (cell.line, cell.first))))


def _lines(columns: Sequence[PaperColumn], places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Two short columns a line, a long one for itself."""
    held: list[int] = []
    for place in places:
        if _is_long(columns[place]):
            if held:
                yield tuple(held)
                held = []
            yield (place,)
            continue
        held.append(place)
        if len(held) == 2:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def _line(
    columns: Sequence[PaperColumn],
    texts: Sequence[str | None],
    places: tuple[int, ...],
    line: int,
    first: int,
    tracks: int,
) -> Iterator[RecordCell]:
    """Heading and value of one or two columns; the last value reaches to the edge."""
    middle = tracks - 2
    for number, place in enumerate(places):
        label_first, label_last = (first, tracks - 4) if number == 0 else (middle, middle)
        value_first = label_last + 1
        value_last = middle - 1 if number == 0 and len(places) == 2 else tracks - 1
        heading = columns[place].heading.replace("\n", "")
        is_long = _is_long(columns[place])
        yield RecordCell(line, label_first, label_last, heading, is_long=is_long)
        yield RecordCell(line, value_first, value_last, texts[place] or "", place, is_long=is_long)


def _is_long(column: PaperColumn) -> bool:
    return column.align is Align.LEFT

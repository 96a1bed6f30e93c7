"""Where things of a plan stand in the shown text: stretches counted as Qt counts, which is in UTF-16."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import (
    QColor,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from desk_app.campaign.plan import Line, PlanDocument, PlanTable, Source
from desk_app.ui.colours import Colours

Place = tuple[int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``first`` up to ``last`` in the shown text."""

    first: int
    last: int

    def holds(self, position: int) -> bool:
        """Whether a position lies in it."""
        return self.first <= position <= self.last


def units(text: str) -> int:
    """How many positions Qt counts for a text."""
    return len(text.encode("utf-16-le")) // 2


class Places:
    """Where each paragraph and each cell begins, and what stands there."""

    def __init__(self) -> None:
        self._begin: dict[Place, int] = {}
        self._texts: dict[Place, str] = {}
        self._heads: dict[int, list[Place]] = {}

    def note(self, place: Place, position: int, text: str) -> None:
        """A paragraph or cell begins here."""
        self._begin[place] = position
        self._texts[place] = text
        if place[1] == 0:
            self._heads.setdefault(place[0], []).append(place)

    def stretches(self, source: Source) -> tuple[Stretch, ...]:
        """What a source marks; of a whole table its first row; nothing for a place that is not shown."""
        place = (source.block, source.row, source.column)
        if place not in self._begin:
            heads = self._heads.get(source.block, [])
            return tuple(Stretch(self._begin[one], self._begin[one] + units(self._texts[one])) for one in heads)
        text, begin = self._texts[place], self._begin[place]
        start, end = _narrowed(text, source)
        return (Stretch(begin + units(text[:start]), begin + units(text[:end])),)


def _narrowed(text: str, source: Source) -> tuple[int, int]:
    """The quoted words within their stretch, where they are found there; a cell's place may be its whole text."""
    start, end = source.start, source.end if source.end > source.start else len(text)
    found = text.find(source.text, start, end) if source.text else -1
    return (found, found + len(source.text)) if found >= 0 else (start, min(end, len(text)))


def write_document(target: QTextDocument, document: PlanDocument, colours: Colours) -> Places:
    """Set a plan's paragraphs and tables; where each thing begins."""
    target.clear()
    places = Places()
    cursor = QTextCursor(target)
    cursor.beginEditBlock()
    begun = False
    for block in document.blocks:
        if isinstance(block, Line):
            if block.text.strip():
                begun = _line(cursor, block, places, begun=begun)
        elif isinstance(block, PlanTable) and block.rows and block.width:
            _table(cursor, block, places, colours)
            begun = True
    cursor.endEditBlock()
    return places


def _line(cursor: QTextCursor, line: Line, places: Places, *, begun: bool) -> bool:
    if begun:
        cursor.insertBlock()
    style = cursor.blockFormat()
    style.setLineHeight(140, 1)
    style.setTopMargin(2)
    style.setBottomMargin(4)
    cursor.setBlockFormat(style)
    words = QTextCharFormat()
    words.setFontWeight(700 if line.level else 400)
    places.note((line.index, None, None), cursor.position(), line.text)
    cursor.insertText(line.text, words)
    return True


def _table(cursor: QTextCursor, table: PlanTable, places: Places, colours: Colours) -> None:
    shape = QTextTableFormat()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QColor(colours.line))
    shape.setCellSpacing(0)
    shape.setCellPadding(4)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, one) for one in _shares(table)])
    made = cursor.insertTable(len(table.rows), table.width, shape)
    for row in range(len(table.rows)):
        for column in range(len(table.rows[row])):
            if table.own(row, column):
                _cell(made, table, row, column)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    _note_cells(made, table, places)


def _cell(made: QTextTable, table: PlanTable, row: int, column: int) -> None:
    down, across = _spread(table, row, column)
    if down > 1 or across > 1:
        made.mergeCells(row, column, down, across)
    made.cellAt(row, column).firstCursorPosition().insertText(table.rows[row][column].text)


def _note_cells(made: QTextTable, table: PlanTable, places: Places) -> None:
    """Only when every cell is written do the places of cells stand."""
    for row in range(len(table.rows)):
        for column in range(len(table.rows[row])):
            if table.own(row, column):
                position = made.cellAt(row, column).firstCursorPosition().position()
                places.note((table.index, row, column), position, table.rows[row][column].text)


def _spread(table: PlanTable, row: int, column: int) -> tuple[int, int]:
    """Over how many rows and columns a cell reaches."""
    cells = table.rows
    here = (row, column)
    down = across = 1
    while column + across < len(cells[row]) and _anchor(table, row, column + across) == here:
        across += 1
    while row + down < len(cells) and column < len(cells[row + down]) and _anchor(table, row + down, column) == here:
        down += 1
    return down, across


def _anchor(table: PlanTable, row: int, column: int) -> tuple[int, int]:
    cell = table.rows[row][column]
    return cell.row, cell.column


def _shares(table: PlanTable) -> list[float]:
    """How wide each column is, in hundredths: by the root of its longest text, so that short ones keep room."""
    roots = []
    for column in range(table.width):
        longest = max((len(table.text(row, column)) for row in range(len(table.rows))), default=1)
        roots.append(max(2.2, min(longest, 160) ** 0.5))
    return [100 * one / sum(roots) for one in roots]


def positions_of(places: Places, sources: Sequence[Source]) -> tuple[Stretch, ...]:
    """All stretches of several sources, in their order."""
    return tuple(stretch for source in sources for stretch in places.stretches(source))

"""Draws the table of one page: head, rows, merged labels, rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from desk_app.exporting.fonts import Style
from desk_app.exporting.linebreak import Line
from desk_app.exporting.page import CENTRE_OF_EM, Sheet
from desk_app.exporting.page_layout import Layout
from desk_app.exporting.page_spacing import LEADING
from desk_app.exporting.paper import Align
from desk_app.exporting.pdf_pen import Pen
from desk_app.exporting.table_columns import PAD_X
from desk_app.exporting.table_measure import TableMeasure
from desk_app.exporting.table_pages import Piece, TablePage

INNER_RULE, OUTER_RULE = 0.5, 1.0
_EM = 1000
_NUMBER = "序号"
_CONTINUED = "续"


class TablePainter:
    """Draws a layout's table page after page; pages must come in order, for a merged label goes on over them."""

    def __init__(self, layout: Layout) -> None:
        if not isinstance(layout.measure, TableMeasure):
            raise TypeError("a table is drawn by its own measure")
        self._layout, self._measure = layout, layout.measure
        self._size = layout.fit.size
        self._edges = list(accumulate(layout.fit.widths, initial=0.0))
        self._aligns = [column.align for column in layout.paper.columns]
        self._labels: dict[int, tuple[int, str]] = {}

    def paint(self, pen: Pen, area: Sheet, page: TablePage) -> None:
        """Draw one page's head and rows with their rules."""
        head = self._layout.head
        top = area.up(page.start - head.height)
        ups = [
            area.up(page.start - place) for place in accumulate((-piece.height for piece in page.pieces), initial=0.0)
        ]
        self._paint_head(pen, area.left, top)
        for number, piece in enumerate(page.pieces):
            self._paint_row(pen, area.left, ups[number], ups[number + 1], piece)
        for place in self._measure.merged:
            self._paint_labels(pen, area.left, ups, page.pieces, place)
        self._rule_rows(pen, area.left, ups, page.pieces)
        for edge in self._edges[1:-1]:
            pen.rule(area.left + edge, ups[0], area.left + edge, ups[-1])
        pen.stroke(INNER_RULE)
        pen.frame(area.left, ups[-1], self._edges[-1], top - ups[-1], OUTER_RULE)

    def _paint_head(self, pen: Pen, left: float, top: float) -> None:
        edges = self._edges
        for cell in self._layout.head.cells:
            x0, x1 = left + edges[cell.first], left + edges[cell.last + 1]
            upper, lower = top - cell.top, top - cell.top - cell.height
            self._lines(pen, cell.lines, Style.HEI, Align.CENTRE, x0, x1, (upper + lower) / 2)
            pen.rule(x0, lower, x1, lower)
            if cell.first:
                pen.rule(x0, upper, x0, lower)

    def _paint_row(self, pen: Pen, left: float, upper: float, lower: float, piece: Piece) -> None:
        measure, edges, aligns = self._measure, self._edges, self._aligns
        style = Style.HEI if measure.is_strong(piece.row) else Style.FANG
        for place, text in enumerate(measure.cells(piece.row)):
            if not text or (place in measure.merged and measure.is_label(piece.row, place)):
                continue
            lines = measure.lines(piece.row, place, text)
            middle = (upper + lower) / 2
            if not piece.is_whole:
                lines = lines[piece.first : piece.last] or self._continued(piece, place, text)
                middle = upper - measure.height_of(len(lines)) / 2
            self._lines(pen, lines, style, aligns[place], left + edges[place], left + edges[place + 1], middle)

    def _continued(self, piece: Piece, place: int, text: str) -> tuple[Line, ...]:
        """What tells on a further page whose lines these are: the row's number again, and that it goes on."""
        if not piece.first or self._layout.paper.columns[place].heading.replace("\n", "") != _NUMBER:
            return ()
        room = (self._measure.line_count(piece.row) if piece.last is None else piece.last) - piece.first
        return self._measure.lines(piece.row, place, f"{text}\n{_CONTINUED}")[:room]

    def _lines(
        self, pen: Pen, lines: tuple[Line, ...], style: Style, align: Align, x0: float, x1: float, middle: float
    ) -> None:
        """Lines in a cell from ``x0`` to ``x1``, their block's middle at ``middle``."""
        size = self._size
        leading = size * LEADING
        y = middle + (len(lines) - 1) / 2 * leading - CENTRE_OF_EM * size
        for text, ems in lines:
            if text:
                pen.text(text, style, size, _begin(align, x0, x1, ems * size / _EM), y)
            y -= leading

    def _paint_labels(self, pen: Pen, left: float, ups: list[float], pieces: tuple[Piece, ...], place: int) -> None:
        """The labels of one column's merged stretches, each in the middle of its rows on this page."""
        for first, last in self._stretches(pieces, place):
            row, text = self._labels.get(place, (0, ""))
            if self._measure.is_label(pieces[first].row, place):
                row, text = pieces[first].row, self._measure.cells(pieces[first].row)[place] or ""
                self._labels[place] = (row, text)
            elif self._measure.cells(pieces[first].row)[place] is not None:
                self._labels.pop(place, None)
                continue
            lines = self._measure.lines(row, place, text) if text else ()
            style = Style.HEI if self._measure.is_strong(row) else Style.FANG
            x0, x1 = left + self._edges[place], left + self._edges[place + 1]
            self._lines(pen, lines, style, self._aligns[place], x0, x1, (ups[first] + ups[last + 1]) / 2)

    def _stretches(self, pieces: tuple[Piece, ...], place: int) -> Iterator[tuple[int, int]]:
        """First and last piece of each cell of a column on this page, merged ones as one."""
        first = 0
        for number in range(1, len(pieces) + 1):
            if number == len(pieces) or self._measure.cells(pieces[number].row)[place] is not None:
                if pieces:
                    yield first, number - 1
                first = number

    def _rule_rows(self, pen: Pen, left: float, ups: list[float], pieces: tuple[Piece, ...]) -> None:
        """Rules between rows, left out where a merged cell goes on."""
        edges, merged = self._edges, self._measure.merged
        for number in range(1, len(pieces)):
            y = ups[number]
            if not merged:
                pen.rule(left, y, left + edges[-1], y)
                continue
            cells = self._measure.cells(pieces[number].row)
            for place, text in enumerate(cells):
                if text is not None:
                    pen.rule(left + edges[place], y, left + edges[place + 1], y)


def _begin(align: Align, x0: float, x1: float, width: float) -> float:
    if align is Align.LEFT:
        return x0 + PAD_X
    if align is Align.RIGHT:
        return x1 - PAD_X - width
    return (x0 + x1 - width) / 2

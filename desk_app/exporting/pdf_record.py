"""Draws the lattice of one record on a page: headings, values, groups, rules."""

from __future__ import annotations

from itertools import accumulate

from desk_app.exporting.fonts import Style
from desk_app.exporting.linebreak import Line
from desk_app.exporting.page import CENTRE_OF_EM, Sheet
from desk_app.exporting.page_layout import Layout
from desk_app.exporting.page_spacing import LEADING
from desk_app.exporting.pdf_pen import Pen
from desk_app.exporting.pdf_table import INNER_RULE, OUTER_RULE
from desk_app.exporting.record_lattice import RecordCell
from desk_app.exporting.record_measure import RecordMeasure
from desk_app.exporting.table_columns import PAD_X
from desk_app.exporting.table_pages import Piece, TablePage

_EM = 1000


class RecordPainter:
    """Draws a record's lines page after page; a long text starts at the upper edge of its cell, as it is written."""

    def __init__(self, layout: Layout) -> None:
        measure = layout.measure
        if not isinstance(measure, RecordMeasure):
            raise TypeError("a record is drawn by its own measure")
        self._measure, self._size = measure, layout.fit.size
        self._edges = list(accumulate(layout.fit.widths, initial=0.0))

    def paint(self, pen: Pen, area: Sheet, page: TablePage) -> None:
        """Draw the lines that stand on one page, groups over those of theirs that do."""
        top = area.up(page.start)
        ups = list(accumulate((-piece.height for piece in page.pieces), initial=top))
        rows = {piece.row: number for number, piece in enumerate(page.pieces)}
        for cell in self._measure.lattice.cells:
            mine = [rows[row] for row in range(cell.line, cell.line + cell.lines) if row in rows]
            if mine:
                piece = page.pieces[mine[0]]
                self._paint(pen, area.left, ups[mine[0]], ups[mine[-1] + 1], cell, piece)
        pen.stroke(INNER_RULE)
        pen.frame(area.left, ups[-1], self._edges[-1], top - ups[-1], OUTER_RULE)

    def _paint(self, pen: Pen, left: float, upper: float, lower: float, cell: RecordCell, piece: Piece) -> None:
        x0, x1 = left + self._edges[cell.first], left + self._edges[cell.last + 1]
        pen.rule(x0, lower, x1, lower)
        pen.rule(x1, upper, x1, lower)
        lines, is_value = self._measure.lines(cell), cell.place is not None
        if is_value and not piece.is_whole:
            lines = lines[piece.first : piece.last]
        height = self._measure.height_of(len(lines))
        from_top = is_value and (cell.is_long or not piece.is_whole)
        middle = upper - height / 2 if from_top else (upper + lower) / 2
        self._lines(pen, lines, Style.FANG if is_value else Style.HEI, x0, x1, middle, centred=not from_top)

    def _lines(
        self, pen: Pen, lines: tuple[Line, ...], style: Style, x0: float, x1: float, middle: float, *, centred: bool
    ) -> None:
        leading = self._size * LEADING
        y = middle + (len(lines) - 1) / 2 * leading - CENTRE_OF_EM * self._size
        for text, ems in lines:
            if text:
                width = ems * self._size / _EM
                pen.text(text, style, self._size, (x0 + x1 - width) / 2 if centred else x0 + PAD_X, y)
            y -= leading

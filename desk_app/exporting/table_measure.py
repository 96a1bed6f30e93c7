"""How tall the rows of one table are, and which of its cells run on downwards."""

from __future__ import annotations

from array import array

from desk_app.exporting.fonts import FontBook, Style
from desk_app.exporting.linebreak import Line, LineBreaker
from desk_app.exporting.page import mm
from desk_app.exporting.page_spacing import LEADING, Spacing
from desk_app.exporting.paper import Paper
from desk_app.exporting.table_columns import Fit

_UNKNOWN = -1


class TableMeasure:
    """Rows of a paper's table, its blank ones included, measured for a fit of its columns.

    Texts are broken by the breakers, which remember equal strings; only line counts are kept for all rows.
    ``tallest_label`` is the height above which a merged label is set as ordinary text of its first row.
    """

    def __init__(self, paper: Paper, fonts: FontBook, fit: Fit, spacing: Spacing, tallest_label: float) -> None:
        self.fit, self.spacing = fit, spacing
        self.leading = fit.size * LEADING
        self.count = max(len(paper.rows), paper.blank_rows)
        self.columns = len(paper.columns)
        self._rows = paper.rows
        self._signed, self._signing_row = paper.signed_columns, mm(paper.signing_height)
        self._tallest_label = tallest_label
        self._blank: tuple[str | None, ...] = ("",) * self.columns
        self._breakers = {
            strong: [LineBreaker(fonts.styled(style).widths, fit.room(place)) for place in range(self.columns)]
            for strong, style in ((False, Style.FANG), (True, Style.HEI))
        }
        self.merged = frozenset(place for row in paper.rows for place, text in enumerate(row.cells) if text is None)
        self._counts = array("i", [_UNKNOWN]) * self.count

    def cells(self, row: int) -> tuple[str | None, ...]:
        """The row's texts; a None in the very first row is an empty cell."""
        if row >= len(self._rows):
            return self._blank
        cells = self._rows[row].cells
        return cells if row or not self.merged else tuple(text or "" for text in cells)

    def is_strong(self, row: int) -> bool:
        """Whether the row is a sum line."""
        return row < len(self._rows) and self._rows[row].strong

    def is_blank(self, row: int) -> bool:
        """Whether the row is to be filled by hand: nothing in it beyond its first column (序号)."""
        return row >= len(self._rows) or all(text == "" for text in self._rows[row].cells[self.columns > 1 :])

    def lines(self, row: int, place: int, text: str) -> tuple[Line, ...]:
        """The lines of one cell's text."""
        return self._breakers[self.is_strong(row)][place].lines(text)

    def runs_on(self, row: int, place: int) -> bool:
        """Whether the cell continues into the row below."""
        return row + 1 < len(self._rows) and self._rows[row + 1].cells[place] is None

    def label_height(self, row: int, place: int) -> float:
        """The height that a merged cell's label asks of each page, 0 when it is set as ordinary text."""
        text = self.cells(row)[place]
        height = self.height_of(len(self.lines(row, place, text))) if text else 0.0
        return height if height <= self._tallest_label else 0.0

    def is_label(self, row: int, place: int) -> bool:
        """Whether the cell is the label of a merged stretch, drawn over its rows and not as the row's own text."""
        if place not in self.merged or not self.runs_on(row, place) or self.cells(row)[place] is None:
            return False
        return self.label_height(row, place) > 0

    def line_count(self, row: int) -> int:
        """The lines of the row's tallest cell, labels of merged stretches apart."""
        if self._counts[row] == _UNKNOWN:
            self._counts[row] = self._counted(row)
        return self._counts[row]

    def _counted(self, row: int) -> int:
        breakers, most = self._breakers[self.is_strong(row)], 1
        for place, text in enumerate(self.cells(row)):
            if text and not (place in self.merged and self.is_label(row, place)):
                most = max(most, len(breakers[place].lines(text)))
        return most

    def height_of(self, lines: int) -> float:
        """The height of a cell with so many lines."""
        return lines * self.leading + 2 * self.spacing.pad_y

    def height(self, row: int) -> float:
        """The row's height when it is not cut."""
        least = self.spacing.blank_row if self.is_blank(row) else self.spacing.row
        if any(not self.cells(row)[place] for place in self._signed):
            least = max(least, self._signing_row)
        return max(least, self.height_of(self.line_count(row)))

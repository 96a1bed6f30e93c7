"""How tall the lines of one record are, told as a table's rows are, so that they are shared out to pages alike."""

from __future__ import annotations

from desk_app.exporting.fonts import FontBook, Style
from desk_app.exporting.linebreak import Line, LineBreaker
from desk_app.exporting.linebreak_balanced import balanced_lines
from desk_app.exporting.page_spacing import LEADING, Spacing
from desk_app.exporting.record_lattice import Lattice, RecordCell
from desk_app.exporting.table_columns import Fit


class RecordMeasure:
    """A record's lattice measured for its tracks; ``count`` is the number of its lines.

    No cell of it is merged for the pages: a group's heading is drawn on each page over the lines that stand there.
    """

    merged: frozenset[int] = frozenset()

    def __init__(self, lattice: Lattice, fonts: FontBook, fit: Fit, spacing: Spacing) -> None:
        self.lattice, self.fit, self.spacing = lattice, fit, spacing
        self.leading = fit.size * LEADING
        self.count = lattice.lines
        self._lines = {cell: self._broken(cell, fonts) for cell in lattice.cells}

    def _broken(self, cell: RecordCell, fonts: FontBook) -> tuple[Line, ...]:
        room = self.fit.room(cell.first, cell.last)
        if cell.place is None:
            return balanced_lines(cell.text, fonts.styled(Style.HEI).widths, room)
        return LineBreaker(fonts.styled(Style.FANG).widths, room).lines(cell.text)

    def lines(self, cell: RecordCell) -> tuple[Line, ...]:
        """The lines of a cell's text."""
        return self._lines[cell]

    def is_label(self, _row: int, _place: int) -> bool:
        """Never: see the class."""
        return False

    def label_height(self, _row: int, _place: int) -> float:
        """None is asked for."""
        return 0.0

    def runs_on(self, _row: int, _place: int) -> bool:
        """Never: see the class."""
        return False

    def is_blank(self, row: int) -> bool:
        """Whether a line takes the room that the page has left: a long text's, filled or not."""
        return self.lattice.is_long(row)

    def line_count(self, row: int) -> int:
        """The lines of text of the tallest value of a line; a heading stands whole on each page."""
        values = [len(self._lines[cell]) for cell in self.lattice.at(row) if cell.place is not None]
        return max(values, default=1)

    def height_of(self, lines: int) -> float:
        """The height of a cell with so many lines, or with the headings of its line when these are taller."""
        return lines * self.leading + 2 * self.spacing.pad_y

    def height(self, row: int) -> float:
        """The line's height when it is not cut."""
        most = max(len(self._lines[cell]) for cell in self.lattice.at(row) if cell.lines == 1)
        return max(self.spacing.blank_row, self.height_of(most))

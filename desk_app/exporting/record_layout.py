"""What Excel and Word share of one record's page: the tracks' widths, and how high each line is."""

from __future__ import annotations

from functools import cached_property

from desk_app.exporting.excel_word_blocks import Block
from desk_app.exporting.excel_word_layout import Layout
from desk_app.exporting.excel_word_wrap import LEADING, line_count
from desk_app.exporting.record_lattice import RECORD_SIZE, Lattice, RecordCell, lattice_of
from desk_app.exporting.table_columns import Fit

_LEAST_LINE = 28.0
_PAGE_SHARE = 0.93


class RecordLayout(Layout):
    """How one record stands on its sheet: no head, its lattice instead of rows; figures in points."""

    @cached_property
    def lattice(self) -> Lattice:
        """The record's cells."""
        return lattice_of(self.paper)

    @cached_property
    def fit(self) -> Fit:
        """The tracks' widths, fitted to the sheet, and a record's type size."""
        total = sum(self.lattice.widths)
        return Fit(RECORD_SIZE, tuple(width / total * self.sheet.text_width for width in self.lattice.widths))

    @cached_property
    def head(self) -> tuple[Block, ...]:
        """None: headings stand beside their values."""
        return ()

    @cached_property
    def head_rows(self) -> int:
        """None."""
        return 0

    @property
    def empty_rows(self) -> int:
        """None: a record is one."""
        return 0

    def width_of(self, cell: RecordCell) -> float:
        """The width of a cell over its tracks."""
        return sum(self.widths[cell.first : cell.last + 1])

    @cached_property
    def line_heights(self) -> tuple[float, ...]:
        """The lines' heights: what their texts need, and for long texts what the page has left besides."""
        lattice = self.lattice
        heights = [self.needed(line) for line in range(lattice.lines)]
        spare = self.sheet.text_height * _PAGE_SHARE - self._outside_height() - sum(heights)
        long = [line for line in range(lattice.lines) if lattice.is_long(line)]
        for line in long if spare > 0 else ():
            heights[line] += spare / len(long)
        return tuple(heights)

    def needed(self, line: int) -> float:
        """The height that a line's texts need."""
        return max(_LEAST_LINE, *(self._needed(cell) for cell in self.lattice.at(line) if cell.lines == 1))

    def _needed(self, cell: RecordCell) -> float:
        lines = line_count(cell.text, self.width_of(cell), self.size) if cell.text else 1
        return (lines * LEADING + 0.7) * self.size

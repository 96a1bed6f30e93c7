"""One record on one worksheet: headings beside values, the long texts as high as the page allows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from desk_app.exporting.excel_blank import protect_head, validation
from desk_app.exporting.excel_sheet import SheetWriter, write_text
from desk_app.exporting.excel_styles import Styles, needs_quote
from desk_app.exporting.record_lattice import RecordCell
from desk_app.exporting.record_layout import RecordLayout

_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
_PIXELS_PER_POINT = 96 / 72


class RecordSheetWriter(SheetWriter):
    """Writes a paper of one record from top to bottom; a line too high for one row of a sheet takes several, merged."""

    def __init__(self, sheet: Any, styles: Styles, layout: RecordLayout) -> None:
        super().__init__(sheet, styles, layout)
        self._record = layout
        self._starts: list[int] = []

    def _columns(self) -> None:
        for place, width in enumerate(self._record.widths):
            self._sheet.set_column_pixels(place, place, round(width * _PIXELS_PER_POINT))

    def _head(self) -> None:
        """None: headings stand beside their values."""

    def _body(self) -> None:
        cells = self._record.lattice.cells
        for line, height in enumerate(self._record.line_heights):
            self._starts.append(self._row)
            for number, part in enumerate(self._record.parts(height)):
                self._sheet.set_row(self._row, part)
                for cell in cells:
                    if cell.line <= line < cell.line + cell.lines:
                        self._record_cell(cell, is_top=cell.line == line and number == 0)
                self._row += 1
        self._starts.append(self._row)
        for cell in cells:
            self._merge(self._starts[cell.line], cell.first, self._starts[cell.line + cell.lines] - 1, cell.last)

    def _record_cell(self, cell: RecordCell, *, is_top: bool) -> None:
        """A cell's text at its first track, lines around the others that it covers."""
        style, text = self._style(cell), cell.text if is_top else ""
        column = None if cell.place is None else self._paper.columns[cell.place]
        if text and column is not None and column.is_whole and _WHOLE_NUMBER.fullmatch(text):
            self._sheet.write_number(self._row, cell.first, int(text), self._styles.whole(column.align, 12.0))
        elif text:
            heading = column.heading if column is not None else text
            write_text(self._sheet, self._row, cell.first, text, style, f"“{self._paper.title}”“{heading}”")
        else:
            self._sheet.write_blank(self._row, cell.first, None, style)
        for place in range(cell.first + 1, cell.last + 1):
            self._sheet.write_blank(self._row, place, None, style)

    def _style(self, cell: RecordCell) -> Any:
        size, quoted = self._record.size, needs_quote(cell.text)
        if cell.place is None:
            return self._styles.head(size)
        if cell.is_long:
            return self._styles.written(size, quoted=quoted)
        return self._styles.body(self._paper.columns[cell.place].align, size, quoted=quoted)

    def make_fillable(self, lists: Mapping[int, str]) -> None:
        """Lock the headings and let each value's cell help; ``lists`` are the ranges of long lists by column."""
        protect_head(self._sheet)
        for cell in self._record.lattice.cells:
            if cell.place is None:
                continue
            row = self._starts[cell.line]
            address = xl_rowcol_to_cell(row, cell.first)
            rule = validation(self._paper.columns[cell.place], address, lists.get(cell.place))
            if rule is not None:
                self._sheet.data_validation(row, cell.first, row, cell.first, rule)

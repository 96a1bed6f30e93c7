"""One record as a Word table: headings beside values, groups merged downwards, long texts torn over pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from desk_app.exporting.paper import Align
from desk_app.exporting.record_lattice import RecordCell
from desk_app.exporting.record_layout import RecordLayout
from desk_app.exporting.word_cells import cell_xml, merge_xml, row_xml, table_opening
from desk_app.exporting.word_controls import list_control
from desk_app.exporting.word_xml import paragraph, run, twips

_TALL_SHARE = 0.5


class RecordTable:
    """The record's table; a ``blank`` has lists to choose from in its empty cells."""

    def __init__(self, layout: RecordLayout, *, blank: bool) -> None:
        self._layout, self._blank = layout, blank
        edges = [twips(edge) for edge in accumulate(layout.widths, initial=0.0)]
        self._widths = [after - before for before, after in pairwise(edges)]

    def pieces(self) -> Iterator[str]:
        """The table from its first to its last tag."""
        yield table_opening(self._widths)
        lattice = self._layout.lattice
        for line, height in enumerate(self._layout.line_heights):
            covering = sorted(
                (cell for cell in lattice.cells if cell.line <= line < cell.line + cell.lines),
                key=lambda cell: cell.first,
            )
            is_whole = self._layout.needed(line) <= self._layout.sheet.text_height * _TALL_SHARE
            kept = is_whole and line == lattice.lines - 1
            cells = "".join(self._cell(cell, line, last=kept) for cell in covering)
            yield row_xml(height, cells, whole=is_whole)
        yield "</w:tbl>"

    def _cell(self, cell: RecordCell, line: int, *, last: bool) -> str:
        span = cell.last - cell.first + 1
        merge = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (
            merge_xml(top=cell.line == line) if cell.lines > 1 else ""
        )
        # The last line stays with the signatures, which must not stand alone on a page.
        inner = paragraph(self._style(cell), self._content(cell, line), "<w:keepNext/>" if last else "")
        return cell_xml(sum(self._widths[cell.first : cell.last + 1]), merge, inner, top=self._is_written(cell))

    @staticmethod
    def _is_written(cell: RecordCell) -> bool:
        return cell.is_long and cell.place is not None

    def _style(self, cell: RecordCell) -> str:
        if cell.place is None:
            return "Head"
        return "Left" if self._layout.paper.columns[cell.place].align is Align.LEFT else "Centre"

    def _content(self, cell: RecordCell, line: int) -> str:
        if cell.text:
            return run(cell.text) if cell.line == line else ""
        column = None if cell.place is None else self._layout.paper.columns[cell.place]
        return list_control(column) if self._blank and column is not None and column.choices else ""

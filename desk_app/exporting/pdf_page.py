"""Draws whole pages: heading, table, closing blocks, page number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from desk_app.exporting.fonts import FontBook, Style
from desk_app.exporting.page import (
    CENTRE_OF_EM,
    NUMBER_BELOW_MM,
    NUMBER_SIZE,
    PAGE_OF_SIZE,
    PageNumbers,
    Sheet,
    mm,
    sheet,
)
from desk_app.exporting.page_layout import Layout
from desk_app.exporting.page_lines import Block
from desk_app.exporting.paper_code import paint_code
from desk_app.exporting.pdf_fonts import DocumentFonts
from desk_app.exporting.pdf_pen import Pen
from desk_app.exporting.pdf_record import RecordPainter
from desk_app.exporting.pdf_table import TablePainter
from desk_app.progress import Progress

_EM = 1000


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How papers are printed: where landscape pages have their number, and whether sheets have two sides.

    With ``through`` the pages of all papers of a file are numbered as one.
    """

    numbers: PageNumbers = PageNumbers.FOOT
    double_sided: bool = False
    through: bool = False


class PageCarrier(Protocol):
    """What takes finished pages and knows the fonts of its file."""

    fonts: DocumentFonts

    def add_page(self, size: tuple[float, float], operators: Iterable[str]) -> None:
        """Take one finished page of ``size`` in points."""


class PagePainter:
    """Draws one layout's pages onto a canvas, one after the other."""

    def __init__(self, canvas: PageCarrier, book: FontBook, layout: Layout, options: PrintOptions) -> None:
        self._coded = (0, len(layout.pages))
        self._before, self._total = 0, len(layout.pages)
        self._canvas, self._book, self._layout, self._options = canvas, book, layout, options
        self._table = RecordPainter(layout) if layout.paper.record else TablePainter(layout)

    def count_from(self, before: int, pages: int) -> None:
        """Let the 识别码 count this layout's pages among all of its paper's, of which ``before`` were drawn."""
        self._coded = (before, pages)

    def paint(self, progress: Progress, before: int, total: int) -> None:
        """Draw all pages; ``before`` of ``total`` pages were drawn before this paper. May raise Cancelled."""
        self._before, self._total = before, total
        for number in range(1, len(self._layout.pages) + 1):
            progress.step(before + number - 1, total, f"正在输出第 {before + number} 页，共 {total} 页")
            self._paint_page(number)

    def _paint_page(self, number: int) -> None:
        layout = self._layout
        paper, double_sided = layout.paper, self._options.double_sided
        area = sheet(landscape=paper.landscape, page=number, double_sided=double_sided, size=paper.size)
        page = layout.pages[number - 1]
        pen = Pen(self._book, self._canvas.fonts)
        if number == 1:
            _paint_block(pen, area, layout.heading, 0.0)
        if page.table.pieces or (number == 1 and paper.columns and not layout.measure.count):
            self._table.paint(pen, area, page.table)
        for placed in page.closing:
            _paint_block(pen, area, placed.block, placed.down)
        self._paint_number(pen, area, number)
        if layout.paper.code is not None:
            before, pages = self._coded
            taken = not layout.paper.page_of and number % 2 == 0
            paint_code(pen, area, layout.paper.code.on_page(before + number, pages), right=taken)
        self._canvas.add_page((area.width, area.height), pen.operators())

    def _paint_number(self, pen: Pen, area: Sheet, number: int) -> None:
        """第 x 页 共 y 页 centred, or — x — outside: odd pages right, even pages left, one blank in."""
        layout, styled = self._layout, self._book.styled(Style.SONG)
        page_of = layout.paper.page_of
        shown, pages = (number + self._before, self._total) if self._options.through else (number, len(layout.pages))
        text = f"第 {shown} 页 共 {pages} 页" if page_of else f"— {shown} —"
        size = PAGE_OF_SIZE if page_of else NUMBER_SIZE
        width = styled.width(text) * size / _EM
        below = mm(NUMBER_BELOW_MM) + CENTRE_OF_EM * size
        turned = area.landscape and self._options.numbers is PageNumbers.STANDARD_PORTRAIT_PLACE
        length = area.type_height if turned else area.type_width
        outside = length - width - size if shown % 2 else size
        along = (length - width) / 2 if page_of else outside
        if turned:
            pen.turned_text(text, Style.SONG, size, area.left - below, area.up(along))
        else:
            pen.text(text, Style.SONG, size, area.left + along, area.up(area.type_height + below))


def _paint_block(pen: Pen, area: Sheet, block: Block, down: float) -> None:
    for line in block.lines:
        if line.text.strip():
            pen.text(line.text, line.style, line.size, area.left + line.x, area.up(down + line.down))

"""Papers as PDF files: the one door through which the program prints, previews and files its paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

from desk_app.exporting.atomic import replacing
from desk_app.exporting.fonts import FontBook
from desk_app.exporting.page_layout import Layout, lay_out
from desk_app.exporting.paper import Paper
from desk_app.exporting.pdf_canvas import PaperCanvas
from desk_app.exporting.pdf_characters import CharacterReport, Substitution, Unprintable, examine
from desk_app.exporting.pdf_page import PageCarrier, PagePainter, PrintOptions
from desk_app.exporting.record_lattice import record_sheets
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent

__all__ = ["PrintOptions", "PrintReport", "Substitution", "Unprintable", "draw_paper", "write_pdf", "write_pdfs"]

_AS_USUAL = PrintOptions()


@dataclass(frozen=True, slots=True)
class PrintReport:
    """What was printed: pages, the characters that another font drew, and the signs that paper cannot show.

    ``counts`` are the pages of each paper, with the empty back that keeps the next one off its sheet.
    """

    pages: int
    substitutions: tuple[Substitution, ...] = ()
    unprintable: tuple[Unprintable, ...] = ()
    counts: tuple[int, ...] = ()

    @property
    def characters(self) -> CharacterReport:
        """What is to be told of its characters."""
        return CharacterReport(self.substitutions, self.unprintable)


def write_pdf(
    paper: Paper,
    target: Path | BinaryIO,
    fonts: FontBook,
    options: PrintOptions = _AS_USUAL,
    progress: Progress | None = None,
) -> PrintReport:
    """Write one paper; see `write_pdfs`."""
    return write_pdfs([paper], target, fonts, options, progress)


def write_pdfs(
    papers: Sequence[Paper],
    target: Path | BinaryIO,
    fonts: FontBook,
    options: PrintOptions = _AS_USUAL,
    progress: Progress | None = None,
) -> PrintReport:
    """Write papers into one file, each from a new page and numbered for itself; the first gives the file's title.

    The same papers give the same bytes. A file appears whole or not at all: on refusal, failure or Cancelled
    nothing is left and an older file stays. Raises DeskError when there is nothing to print, when a character
    is in no font, when a paper's columns have no room, or when the file cannot be written.
    """
    if not papers:
        raise DeskError("没有可打印的表，请先选择要打印的内容。")
    watched = progress or Silent()
    if isinstance(target, Path):
        return _write_whole(papers, target, fonts, options, watched)
    return _write(papers, target, fonts, options, watched)


def _write(
    papers: Sequence[Paper], target: IO[bytes], fonts: FontBook, options: PrintOptions, progress: Progress
) -> PrintReport:
    sheets = [record_sheets(paper) for paper in papers]
    characters = examine([each for mine in sheets for each in mine], fonts)
    layouts = [[lay_out(each, fonts, progress) for each in mine] for mine in sheets]
    counts = [sum(len(layout.pages) for layout in mine) for mine in layouts]
    for place in range(len(counts) - 1):
        counts[place] += counts[place] % 2 if options.double_sided else 0
    total = sum(counts)
    canvas = PaperCanvas(target, papers[0].title)
    drawn = 0
    for mine, count in zip(layouts, counts, strict=True):
        if _draw(canvas, mine, fonts, options, progress, (drawn, total)) < count:
            area = mine[-1].sheet
            canvas.add_page((area.width, area.height), ())
        drawn += count
    canvas.finish()
    progress.step(total, total, "已完成")
    return PrintReport(total, characters.substitutions, characters.unprintable, tuple(counts))


def draw_paper(carrier: PageCarrier, paper: Paper, fonts: FontBook, options: PrintOptions, progress: Progress) -> int:
    """Draw one paper of many onto what carries the pages of all of them; how many pages it has."""
    layouts = [lay_out(each, fonts, progress) for each in record_sheets(paper)]
    return _draw(carrier, layouts, fonts, options, progress, (0, sum(len(one.pages) for one in layouts)))


def _draw(
    carrier: PageCarrier,
    layouts: Sequence[Layout],
    fonts: FontBook,
    options: PrintOptions,
    progress: Progress,
    place: tuple[int, int],
) -> int:
    """One paper's pages; ``place`` tells how many of how many pages were drawn before."""
    pages, drawn = sum(len(layout.pages) for layout in layouts), 0
    for layout in layouts:
        painter = PagePainter(carrier, fonts, layout, options)
        painter.count_from(drawn, pages)
        painter.paint(progress, place[0] + drawn, place[1])
        drawn += len(layout.pages)
    return pages


def _write_whole(
    papers: Sequence[Paper], target: Path, fonts: FontBook, options: PrintOptions, progress: Progress
) -> PrintReport:
    content = BytesIO()
    report = _write(papers, content, fonts, options, progress)
    with replacing(target) as part:
        part.write_bytes(content.getbuffer())
    return report

"""Lays one paper out on pages: everything is placed here, nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desk_app.exporting.fonts import FontBook, Style
from desk_app.exporting.page import TABLE_SIZES, Sheet, mm, sheet
from desk_app.exporting.page_blocks import closing_blocks, heading_block
from desk_app.exporting.page_lines import Block
from desk_app.exporting.page_spacing import COMFORTABLE, TIGHTER, Spacing
from desk_app.exporting.paper import Paper, PaperColumn
from desk_app.exporting.record_lattice import RECORD_SIZE, lattice_of
from desk_app.exporting.record_measure import RecordMeasure
from desk_app.exporting.table_columns import Fit, Rulers
from desk_app.exporting.table_fit import fitted
from desk_app.exporting.table_head import Head, build_head
from desk_app.exporting.table_measure import TableMeasure
from desk_app.exporting.table_pages import Frame, TablePage, fill_pages
from desk_app.problems import DeskError
from desk_app.progress import Progress

_FEW_PAGES = 3  # up to so many, a tight setting is tried when it saves one
_TALLEST_LABEL = 0.5  # of a page; a longer merged text is set as ordinary text
_LEAST_BODY = 0.3  # of a page must be left for rows below title and head
_TALL_BLANK_MM = 40  # blank rows of an empty form fill a single page up to this height
_BLANK_AMONG_ROWS_MM = 12  # the same below rows that are filled


@dataclass(frozen=True, slots=True)
class Placed:
    """A closing block, and how far below the type area's upper edge it begins."""

    block: Block
    down: float


@dataclass(frozen=True, slots=True)
class LaidPage:
    """One page: its rows, and the closing blocks that stand on it."""

    table: TablePage
    closing: tuple[Placed, ...] = ()


_EMPTY = LaidPage(TablePage((), 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class Layout:
    """A paper laid out: what its pages share, and the pages."""

    paper: Paper
    sheet: Sheet
    fit: Fit
    heading: Block
    head: Head
    measure: TableMeasure | RecordMeasure
    pages: tuple[LaidPage, ...]


def lay_out(paper: Paper, fonts: FontBook, progress: Progress) -> Layout:
    """The paper on its pages.

    Raises DeskError when title, head or columns leave no room for rows, ValueError for a row that has not
    one cell a column.
    """
    if not paper.columns and paper.closing:
        return _letter(paper, fonts)
    if not paper.columns:
        raise DeskError(f"“{paper.title}”没有栏目，无法打印，请先给表样加上栏目。")
    if any(len(row.cells) != len(paper.columns) for row in paper.rows):
        raise ValueError("a row of a paper must have one cell a column")
    area = sheet(landscape=paper.landscape, size=paper.size)
    fit = (
        _fit_of_record(paper, area)
        if paper.record
        else fitted(paper, _rulers(fonts), area.type_width, area.type_height)
    )
    best = _laid_out(paper, fonts, fit, COMFORTABLE, progress)
    if 1 < len(best.pages) <= _FEW_PAGES:
        best = _shortest([best, *(_laid_out(paper, fonts, fit, spacing, progress) for spacing in TIGHTER)])
    if not paper.record and len(paper.rows) < paper.blank_rows:
        best = _without_needless_blanks(paper, fonts, fit, best, progress)
    return best


def _shortest(layouts: Iterable[Layout]) -> Layout:
    """The first of those with the fewest pages."""
    return min(layouts, key=lambda one: len(one.pages))


def _letter(paper: Paper, fonts: FontBook) -> Layout:
    """A paper that is only text: below its heading the text flows over as many pages as it needs."""
    area = sheet(landscape=paper.landscape, size=paper.size)
    heading = heading_block(paper, fonts, area.type_width, COMFORTABLE)
    fit = Fit(TABLE_SIZES[0], (area.type_width,))
    measure = TableMeasure(replace(paper, columns=(PaperColumn(""),)), fonts, fit, COMFORTABLE, area.type_height)
    blocks = closing_blocks(paper, fonts, area.type_width, COMFORTABLE)
    pages = _accompanied(_with_blocks([_EMPTY], blocks, heading.height, area.type_height), area.type_height)
    return Layout(paper, area, fit, heading, Head((), 0.0), measure, tuple(pages))


def _rulers(fonts: FontBook) -> Rulers:
    return Rulers(fonts.styled(Style.HEI), fonts.styled(Style.FANG))


def _fit_of_record(paper: Paper, area: Sheet) -> Fit:
    widths = lattice_of(paper).widths
    return Fit(RECORD_SIZE, tuple(width / sum(widths) * area.type_width for width in widths))


def _without_needless_blanks(paper: Paper, fonts: FontBook, fit: Fit, best: Layout, progress: Progress) -> Layout:
    """Fewer blank rows below filled ones where they alone would cost a page, or stand alone with the signatures.

    As many are kept as still find room, and the roomiest setting that serves.
    """
    if not paper.rows or len(best.pages) == 1:
        return best

    def tried(blank_rows: int, most_pages: int) -> Layout | None:
        fewer = replace(paper, blank_rows=blank_rows)
        layouts = (_laid_out(fewer, fonts, fit, spacing, progress) for spacing in (COMFORTABLE, *TIGHTER))
        return next((one for one in layouts if len(one.pages) <= most_pages and not _ends_blank(one)), None)

    without = _shortest(
        _laid_out(replace(paper, blank_rows=0), fonts, fit, one, progress) for one in (COMFORTABLE, *TIGHTER)
    )
    if len(without.pages) == len(best.pages) and not _ends_blank(best):
        return best
    counts = range(paper.blank_rows - 1, len(paper.rows), -1)
    return next((one for count in counts if (one := tried(count, len(without.pages))) is not None), without)


def _ends_blank(layout: Layout) -> bool:
    """Whether the last of several pages has nothing that was written, only blank rows and signatures."""
    pieces = layout.pages[-1].table.pieces
    return len(layout.pages) > 1 and all(piece.row >= len(layout.paper.rows) for piece in pieces)


def _laid_out(paper: Paper, fonts: FontBook, fit: Fit, spacing: Spacing, progress: Progress) -> Layout:
    area = sheet(landscape=paper.landscape, size=paper.size)
    heading = heading_block(paper, fonts, area.type_width, spacing)
    head = Head((), 0.0) if paper.record else build_head(paper.columns, fonts, fit, spacing)
    frame = Frame(heading.height + head.height, head.height, area.type_height)
    if frame.foot - frame.first < frame.foot * _LEAST_BODY:
        raise DeskError(f"“{paper.title}”的标题和表头占满了纸面，放不下内容，请缩短标题或栏目名称。")
    measure: TableMeasure | RecordMeasure = (
        RecordMeasure(lattice_of(paper), fonts, fit, spacing)
        if paper.record
        else TableMeasure(paper, fonts, fit, spacing, (frame.foot - frame.later) * _TALLEST_LABEL)
    )
    blocks = closing_blocks(paper, fonts, area.type_width, spacing)
    pages = _closed(measure, frame, blocks, progress, flows=bool(paper.closing))
    return Layout(paper, area, fit, heading, head, measure, tuple(pages))


def _closed(
    measure: TableMeasure | RecordMeasure, frame: Frame, blocks: list[Block], progress: Progress, *, flows: bool
) -> list[LaidPage]:
    """Rows and closing blocks on pages; the blocks stay together, with a row above them where it can be.

    A letter's text ``flows`` on from the table, and is cut where the page ends.
    """
    tables = fill_pages(measure, frame, progress)
    height = sum(block.height for block in blocks)
    if flows:
        pages = _with_blocks([LaidPage(table) for table in tables], blocks, tables[-1].end, frame.foot)
        alone = len(blocks) == 1 or all(block.signs for block in blocks)
        if not pages[-1].table.pieces and alone and frame.later + height < frame.foot:
            tables = fill_pages(measure, frame, progress, reserve=height)
            pages = _with_blocks([LaidPage(table) for table in tables], blocks, tables[-1].end, frame.foot)
        return _accompanied(pages, frame.foot)
    if tables[-1].end + height > frame.foot and frame.later + height < frame.foot:
        tables = fill_pages(measure, frame, progress, reserve=height)
    if len(tables) == 1:
        tables = [_filled(tables[0], measure, frame.foot - height)]
    pages = [LaidPage(table) for table in tables]
    down = tables[-1].end
    if height <= frame.foot < down + height:
        pages.append(_EMPTY)
        down = 0.0
    return _with_blocks(pages, blocks, down, frame.foot)


def _with_blocks(pages: list[LaidPage], blocks: Iterable[Block], down: float, foot: float) -> list[LaidPage]:
    for block in blocks:
        if down + block.height > foot and (pages[-1].closing or down):
            pages.append(_EMPTY)
            down = 0.0
        pages[-1] = replace(pages[-1], closing=(*pages[-1].closing, Placed(block, down)))
        down += block.height
    return pages


def _accompanied(pages: list[LaidPage], foot: float) -> list[LaidPage]:
    """The lines that sign never stand alone on a page (此页无正文): the text's last line goes with them."""
    last = pages[-1].closing
    if len(pages) == 1 or pages[-1].table.pieces or (len(last) > 1 and not all(one.block.signs for one in last)):
        return pages
    before = pages[-2]
    texts = [place for place, one in enumerate(before.closing) if not one.block.signs]
    if not texts or not (before.table.pieces or texts[-1]):
        return pages
    kept = replace(before, closing=before.closing[: texts[-1]])
    moved = [one.block for one in (*before.closing[texts[-1] :], *last)]
    return _with_blocks([*pages[:-2], kept, _EMPTY], moved, 0.0, foot)


def _filled(page: TablePage, measure: TableMeasure | RecordMeasure, foot: float) -> TablePage:
    """The only page of a form with its blank rows (a record's long texts) made taller, so that it is filled."""
    blanks = {piece.row for piece in page.pieces if measure.is_blank(piece.row)}
    spare = foot - page.end
    if not blanks or spare <= 0:
        return page
    if isinstance(measure, RecordMeasure):
        return _raised(page, blanks, spare / len(blanks))
    cap = mm(_TALL_BLANK_MM if len(blanks) == len(page.pieces) else _BLANK_AMONG_ROWS_MM)
    return _raised(page, blanks, min(spare / len(blanks), max(0.0, cap - measure.spacing.blank_row)))


def _raised(page: TablePage, rows: set[int], more: float) -> TablePage:
    pieces = tuple(replace(piece, height=piece.height + more) if piece.row in rows else piece for piece in page.pieces)
    return TablePage(pieces, page.start, page.end + more * len(rows))

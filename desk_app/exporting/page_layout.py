"""Lays one paper out on pages: everything is placed here, nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desk_app.exporting.fonts import FontBook
from desk_app.exporting.page import TABLE_SIZES, Sheet, mm, sheet
from desk_app.exporting.page_blocks import closing_blocks, heading_block
from desk_app.exporting.page_lines import Block
from desk_app.exporting.page_spacing import COMFORTABLE, TIGHTER, Spacing
from desk_app.exporting.paper import Paper, PaperColumn
from desk_app.exporting.record_lattice import RECORD_SIZE, lattice_of
from desk_app.exporting.record_measure import RecordMeasure
from desk_app.exporting.table_columns import Fit, fit_columns
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
_CROWDED = 0.2  # of a page for an average row: then letters shrink
_SMALLEST_FOR_CROWDED = 10.5  # 五号: no smaller only to save paper
_SAMPLE = 200


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
    fit = _fit_of_record(paper, area) if paper.record else _fitted(paper, fonts, area)
    best = _laid_out(paper, fonts, fit, COMFORTABLE, progress)
    if 1 < len(best.pages) <= _FEW_PAGES:
        for spacing in TIGHTER:
            other = _laid_out(paper, fonts, fit, spacing, progress)
            best = other if len(other.pages) < len(best.pages) else best
        if paper.rows and not paper.record:
            best = _without_needless_blanks(paper, fonts, fit, best, progress)
    return best


def _letter(paper: Paper, fonts: FontBook) -> Layout:
    """A paper that is only text: below its heading the text flows over as many pages as it needs."""
    area = sheet(landscape=paper.landscape, size=paper.size)
    heading = heading_block(paper, fonts, area.type_width, COMFORTABLE)
    fit = Fit(TABLE_SIZES[0], (area.type_width,))
    measure = TableMeasure(replace(paper, columns=(PaperColumn(""),)), fonts, fit, COMFORTABLE, area.type_height)
    blocks = closing_blocks(paper, fonts, area.type_width, COMFORTABLE)
    first = LaidPage(TablePage((), 0.0, 0.0))
    pages = _with_blocks([first], blocks, heading.height, area.type_height)
    if len(pages) > 1 and len(pages[-1].closing) == 1 and len(pages[-2].closing) > 1:
        # The lines that sign never stand alone on a page (此页无正文): the text's last line goes with them.
        moved = pages[-2].closing[-1].block
        pages[-2] = replace(pages[-2], closing=pages[-2].closing[:-1])
        pages = _with_blocks([*pages[:-1], LaidPage(TablePage((), 0.0, 0.0))], [moved, pages[-1].closing[0].block], 0.0,
                             area.type_height)  # fmt: skip
    return Layout(paper, area, fit, heading, Head((), 0.0), measure, tuple(pages))


def _fit_of_record(paper: Paper, area: Sheet) -> Fit:
    widths = lattice_of(paper).widths
    return Fit(RECORD_SIZE, tuple(width / sum(widths) * area.type_width for width in widths))


def _without_needless_blanks(paper: Paper, fonts: FontBook, fit: Fit, best: Layout, progress: Progress) -> Layout:
    """Fewer blank rows below filled ones where they alone would cost a page, as many as still find room."""
    for blank_rows in range(paper.blank_rows - 1, len(paper.rows) - 1, -1):
        fewer = _laid_out(replace(paper, blank_rows=blank_rows), fonts, fit, COMFORTABLE, progress)
        if len(fewer.pages) < len(best.pages):
            return fewer
    return best


def _fitted(paper: Paper, fonts: FontBook, area: Sheet) -> Fit:
    """The columns in the largest size that serves them and does not let an average row fill the page."""
    fit = fit_columns(paper, fonts, area.type_width)
    for size in TABLE_SIZES:
        if _SMALLEST_FOR_CROWDED <= size < fit.size and _is_crowded(paper, fonts, fit, area):
            fit = fit_columns(paper, fonts, area.type_width, [step for step in TABLE_SIZES if step <= size])
    return fit


def _is_crowded(paper: Paper, fonts: FontBook, fit: Fit, area: Sheet) -> bool:
    """Whether rows are so tall that few stand on a page; a sample of the first rows tells."""
    measure = TableMeasure(paper, fonts, fit, COMFORTABLE, area.type_height)
    sample = range(min(len(paper.rows), _SAMPLE))
    return sum(map(measure.height, sample)) > len(sample) * area.type_height * _CROWDED


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
    if flows:
        return _with_blocks([LaidPage(table) for table in tables], blocks, tables[-1].end, frame.foot)
    height = sum(block.height for block in blocks)
    last = tables[-1]
    if last.end + height > frame.foot and len(last.pieces) > 1 and last.pieces[-1].is_whole:
        moved = fill_pages(measure, frame, progress, break_before=measure.count - 1)
        if moved[-1].end + height <= frame.foot:
            tables = moved
    if len(tables) == 1:
        tables = [_filled(tables[0], measure, frame.foot - height)]
    pages = [LaidPage(table) for table in tables]
    down = tables[-1].end
    if height <= frame.foot < down + height:
        pages.append(LaidPage(TablePage((), 0.0, 0.0)))
        down = 0.0
    return _with_blocks(pages, blocks, down, frame.foot)


def _with_blocks(pages: list[LaidPage], blocks: Iterable[Block], down: float, foot: float) -> list[LaidPage]:
    for block in blocks:
        if down + block.height > foot and (pages[-1].closing or down):
            pages.append(LaidPage(TablePage((), 0.0, 0.0)))
            down = 0.0
        pages[-1] = replace(pages[-1], closing=(*pages[-1].closing, Placed(block, down)))
        down += block.height
    return pages


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

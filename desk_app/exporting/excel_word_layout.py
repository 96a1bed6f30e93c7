"""What Excel and Word share of one paper's table: type sizes, row heights, how many rows, where pages end.

Figures: GB/T 9704-2012 for the sheet, office practice for the table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from desk_app.exporting.excel_word_blocks import Block, down_merges, head_blocks, head_rows
from desk_app.exporting.excel_word_fit import estimated_fit
from desk_app.exporting.excel_word_sheet import POINTS_PER_MM, Sheet, sheet_of
from desk_app.exporting.excel_word_wrap import LEADING, LINE_SIZE, ems, line_count, title_lines
from desk_app.exporting.form_paper import note_line
from desk_app.exporting.paper import Align, Paper, PaperRow, Passage, set_text
from desk_app.exporting.table_columns import Fit

TITLE_FONT = "方正小标宋简体"
HEAD_FONT = "黑体"
BODY_FONT = "仿宋"
PAGE_FONT = "宋体"
MARK_SIZE = 16.0

_ROOMY, _CLOSE = (22.0, 0.5), (20.0, 0.35)  # a row's least height, and what is added to its lines in ems
_HIGHEST_ROW = 85.0
_LOWEST_ROW = 18.0
_PAGE_SHARE = 0.96
_MARK, _MARK_TIGHT, _TITLE_LINE, _LINE, _SIGNATURES = 58.0, 42.0, 34.0, 24.0, 34.0
_TALLEST_ROW = 409.0  # of a worksheet
_LINES_A_PART = 8
_FEW_ROWS = 100  # of a paper of more the pages are not counted twice to save one
_FEW_PAGES = 3  # as in the PDF: of a longer paper the tight setting saves too little
_KEPT_SHARE = 0.5  # of a page: taller groups of rows are torn rather than leave so much of it empty


@dataclass(frozen=True, slots=True)
class SideText:
    """A text above the table in one cell from the first to the last of some columns."""

    first: int
    last: int
    text: str
    align: Align


def signature_texts(paper: Paper) -> tuple[str, ...]:
    """The labels of the signature line, each with its colon."""
    return tuple(f"{label.rstrip('：:')}：" for label in paper.signatures)


def _level(needs: Sequence[float], room: float) -> float:
    """The height that rows may have at least, so that all of them, the taller ones too, fill the room."""
    shared = room
    for place, need in enumerate(sorted(needs, reverse=True)):
        level = shared / (len(needs) - place)
        if need <= level:
            return level
        shared -= need
    return 0.0


@dataclass(frozen=True)
class Layout:
    """How one paper's table stands on its sheet; all figures in points.

    ``tight`` sets it with less room, or with all of it; None lets the paper choose by its pages.
    """

    paper: Paper
    tight: bool | None = None

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet, upright or lying."""
        return sheet_of(self.paper)

    @cached_property
    def fit(self) -> Fit:
        """The columns' widths and the type size."""
        return estimated_fit(self.paper)

    @property
    def widths(self) -> tuple[float, ...]:
        """The columns' widths, fitted to the sheet."""
        return self.fit.widths

    @cached_property
    def head(self) -> tuple[Block, ...]:
        """The head's cells."""
        return head_blocks(self.paper.columns)

    @cached_property
    def head_rows(self) -> int:
        """How many lines the head has."""
        return head_rows(self.head)

    @property
    def size(self) -> float:
        """The largest type size at which headings and single words stay whole; never below 9 points."""
        return self.fit.size

    def block_width(self, block: Block) -> float:
        """The width of a head's cell."""
        return sum(self.widths[block.column : block.column + block.columns])

    def head_height(self, row: int) -> float:
        """The height of one line of the head; a cell over both lines shares its text between them."""
        lines = max(
            math.ceil(line_count(block.text, self.block_width(block), self.size) / block.rows)
            for block in self.head
            if block.row <= row < block.row + block.rows
        )
        return max(24.0, (lines * LEADING + 0.7) * self.size)

    @cached_property
    def least_row_height(self) -> float:
        """The height of an empty row: blanks share the page that they are meant to fill, with room for handwriting."""
        low, pad = _CLOSE if self.is_tight else _ROOMY
        paper = self.paper
        low = self._signing_row if paper.signed_columns else low
        if not paper.blank_rows or len(paper.rows) > paper.blank_rows:
            return low
        needs = [max(self._height_of(text, place, pad) for place, text in enumerate(row.cells)) for row in paper.rows]
        needs += [0.0] * (paper.blank_rows - len(paper.rows))
        return min(_HIGHEST_ROW, max(low, math.floor(_level(needs, self.page - self._outside_height()))))

    @cached_property
    def empty_row_height(self) -> float:
        """The height of a row printed empty: lower where written rows took more, so that one page holds all."""
        if not self.empty_rows:
            return self.least_row_height
        rest = self.page - self._outside_height() - sum(self.row_heights)
        return max(self._lowest_empty, min(self.least_row_height, math.floor(rest / self.empty_rows)))

    @property
    def _lowest_empty(self) -> float:
        return self._signing_row if self.paper.signed_columns else _LOWEST_ROW

    @property
    def _signing_row(self) -> float:
        return self.paper.signing_height * POINTS_PER_MM

    @property
    def notes(self) -> tuple[str, ...]:
        """What is remarked below the table, as it is printed."""
        return tuple(text for text in (note_line(self.paper.note), *self.paper.footnotes) if text)

    @property
    def page(self) -> float:
        """What a page is taken to hold: programs round heights up."""
        return self.sheet.text_height * _PAGE_SHARE

    def _outside_height(self) -> float:
        """What stands above and below the body."""
        return self.whole_head_height + self._above_height + self.below_height

    @cached_property
    def whole_head_height(self) -> float:
        """The head's height."""
        return sum(map(self.head_height, range(self.head_rows)))

    @cached_property
    def _above_height(self) -> float:
        return self._above(self.mark_height)

    @cached_property
    def below_height(self) -> float:
        """What stands below the body."""
        return self._below(0 if self.date_beside else _LINE)

    def _above(self, mark: float) -> float:
        paper, width = self.paper, self.sheet.text_width
        height = len(title_lines(paper.title, width)) * _TITLE_LINE + 8
        height += mark if paper.mark else 0
        height += _LINE * len(self.side_lines)
        return height + self._passages_height(paper.opening)

    def _below(self, date_line: float) -> float:
        paper = self.paper
        width = self.sheet.text_width
        height = sum(line_count(text, width, LINE_SIZE) * LEADING * LINE_SIZE + 8 for text in self.notes)
        height += _SIGNATURES if paper.signatures else 0
        height += date_line if paper.date_line else 0
        return height + self._passages_height(paper.closing)

    @property
    def mark_height(self) -> float:
        """From the mark's line to the title's: the title stands on line 3, a little higher where that saves a page."""
        return _MARK_TIGHT if self.is_tight else _MARK

    @property
    def date_beside(self) -> bool:
        """Whether 年 月 日 stands beside the signatures, where that saves a page."""
        return self.is_tight and self.paper.date_line and bool(self.paper.signatures)

    @cached_property
    def is_tight(self) -> bool:
        """Whether all stands on one page only where less room is left above the title and for the date.

        Of a form that is filled that is asked again without its blank rows: none of them costs a page. A paper of a few
        pages is tight where that saves one.
        """
        paper = self.paper
        if self.tight is not None or paper.record or not paper.columns:
            return bool(self.tight)
        return self._is_tight_on_one_page() or self._is_shorter_tight()

    def _is_tight_on_one_page(self) -> bool:
        paper = self.paper
        loose = self.whole_head_height + self._above(_MARK) + self._below(_LINE) + self._written_height(_ROOMY)
        tight = self.whole_head_height + self._above(_MARK_TIGHT) + self._below(0 if paper.signatures else _LINE)
        tight += self._written_height(_CLOSE)
        empty = max(0, paper.blank_rows - len(paper.rows)) * self._lowest_empty
        return any(tight + more <= self.page < loose + more for more in ((empty, 0.0) if paper.rows else (empty,)))

    def _is_shorter_tight(self) -> bool:
        if not 0 < len(self.paper.rows) <= _FEW_ROWS:
            return False
        loose = replace(self, tight=False).written_pages
        return 1 < loose <= _FEW_PAGES and replace(self, tight=True).written_pages < loose

    @property
    def written_pages(self) -> int:
        """On how many pages all stands without blank rows; merged cells are not torn."""
        count, used = 1, self._above_height + self.whole_head_height
        for first, after in self.kept_rows:
            height = sum(self.row_heights[first:after])
            if used + height > self.page:
                count, used = count + 1, self.whole_head_height
            used += height
        return count + (used + self.below_height > self.page)

    def _written_height(self, spacing: tuple[float, float]) -> float:
        """All written rows at their lowest."""
        low, pad = spacing
        return sum(
            max(low, *(self._height_of(text, place, pad) for place, text in enumerate(row.cells)))
            for row in self.paper.rows
        )

    def _passages_height(self, passages: Sequence[Passage]) -> float:
        return sum(line_count(set_text(one), self.sheet.text_width, MARK_SIZE) * 29 for one in passages)

    @cached_property
    def side_lines(self) -> tuple[tuple[SideText, ...], ...]:
        """The lines with unit and date above the table, by rows: beside each other where they have room."""
        left, right, widths = self.paper.left_line, self.paper.right_line, self.widths
        last = len(widths) - 1
        if not left or not right:
            sides = ((left, Align.LEFT), (right, Align.RIGHT))
            return tuple((SideText(0, last, text, align),) for text, align in sides if text)
        fitting = [
            place
            for place in range(1, len(widths))
            if ems(left) * LINE_SIZE < sum(widths[:place]) and ems(right) * LINE_SIZE < sum(widths[place:])
        ]
        if fitting:
            place = fitting[len(fitting) // 2]
            return ((SideText(0, place - 1, left, Align.LEFT), SideText(place, last, right, Align.RIGHT)),)
        between = int(sum(widths) / LINE_SIZE - ems(left) - ems(right)) - 1
        if between > 1 and "\n" not in left + right:
            # No column ends between them: both stand in one cell.
            return ((SideText(0, last, f"{left}{'　' * between}{right}", Align.LEFT),),)
        return (SideText(0, last, left, Align.LEFT),), (SideText(0, last, right, Align.RIGHT),)

    @cached_property
    def merges(self) -> tuple[tuple[int, int, int], ...]:
        """Cells continued downwards, each as column, first and last row of the body."""
        return tuple(down_merges(self.paper))

    @cached_property
    def row_heights(self) -> tuple[float, ...]:
        """The height that each written row's texts need; a merged cell needs its height from all its rows together."""
        spanning = {(first, column) for column, first, _ in self.merges}
        heights = [
            max(
                (
                    self._text_height(text, place)
                    for place, text in enumerate(row.cells)
                    if (number, place) not in spanning
                ),
                default=0.0,
            )
            for number, row in enumerate(self.paper.rows)
        ]
        heights = [max(one, self._least_of(row)) for one, row in zip(heights, self.paper.rows, strict=True)]
        for column, first, last in self.merges:
            wanting = self._text_height(self.paper.rows[first].cells[column], column) - sum(heights[first : last + 1])
            if wanting > 0:
                heights[last] += wanting
        return tuple(heights)

    def _least_of(self, row: PaperRow) -> float:
        """A row's least height; room to sign is left only where nothing is written."""
        signed = self.paper.signed_columns
        if signed and all(row.cells[place] for place in signed):
            return (_CLOSE if self.is_tight else _ROOMY)[0]
        return self.least_row_height

    @cached_property
    def row_groups(self) -> tuple[tuple[int, int], ...]:
        """Written rows that merged cells tie together, each as first and last row; a row of its own is a group too."""
        tied = {row for _, first, last in self.merges for row in range(first + 1, last + 1)}
        starts = [row for row in range(len(self.paper.rows)) if row not in tied]
        return tuple((first, after - 1) for first, after in pairwise([*starts, len(self.paper.rows)]))

    @cached_property
    def kept_rows(self) -> tuple[tuple[int, int], ...]:
        """Rows to be kept on one page, each time the first and the one behind the last."""
        found: list[tuple[int, int]] = []
        for first, last in self.row_groups:
            if sum(self.row_heights[first : last + 1]) <= self.page * _KEPT_SHARE:
                found.append((first, last + 1))
            else:
                found += [(row, row + 1) for row in range(first, last + 1)]
        return tuple(found)

    def parts(self, height: float) -> tuple[float, ...]:
        """A row's height as the rows of a worksheet that it takes: one, or for a tall one several of a few lines."""
        if height <= _TALLEST_ROW:
            return (height,)
        part = _LINES_A_PART * LEADING * self.size
        count = math.ceil(height / part)
        return (part,) * count

    def _text_height(self, text: str | None, column: int) -> float:
        return self._height_of(text, column, (_CLOSE if self.is_tight else _ROOMY)[1])

    def _height_of(self, text: str | None, column: int, pad: float) -> float:
        lines = line_count(text, self.widths[column], self.size) if text else 1
        return (lines * LEADING + pad) * self.size

    @cached_property
    def empty_rows(self) -> int:
        """How many rows are printed empty after the written ones.

        Of a form that is filled, so many as find room: none alone costs a page or stands there with the signatures.
        """
        wanted = max(0, self.paper.blank_rows - len(self.paper.rows))
        if not wanted or not self.paper.rows:
            return wanted
        head = self.whole_head_height
        used = self._above_height + head
        for height in self.row_heights:
            used = head + height if used + height > self.page and used > head else used + height
        rest = self.page - used - self.below_height
        return min(wanted, max(0, math.floor(rest / self._lowest_empty)))

"""What Excel and Word share: sheet geometry, the merged cells of head and body, type sizes and row heights.

Figures: GB/T 9704-2012 for the sheet, office practice for the table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from desk_app.exporting.excel_word_wrap import LEADING, LINE_SIZE, ems, line_count, title_lines
from desk_app.exporting.paper import SIGNING_HEIGHT_MM, Align, Paper, PaperColumn, SheetSize, set_text

TITLE_FONT = "方正小标宋简体"
HEAD_FONT = "黑体"
BODY_FONT = "仿宋"
PAGE_FONT = "宋体"
MARK_SIZE = 16.0
BODY_SIZES = (12.0, 10.5, 9.0)

POINTS_PER_MM = 72 / 25.4
_HEAD_LINES = 3
_BODY_LINES = 3
_SHORT_TEXT = 8.0
_LONGEST_DATE = "2023年12月31日"
_ROW_HEIGHTS = (22.0, 85.0)
_LOWEST_ROW = 18.0
_SIGNING_ROW = SIGNING_HEIGHT_MM * 72 / 25.4
_PAGE_SHARE = 0.96


@dataclass(frozen=True, slots=True)
class Sheet:
    """An A4 sheet with its margins, all in millimetres."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def text_width(self) -> float:
        """Width between the margins in points."""
        return (self.width - self.left - self.right) * POINTS_PER_MM

    @property
    def text_height(self) -> float:
        """Height between the margins in points."""
        return (self.height - self.top - self.bottom) * POINTS_PER_MM


PORTRAIT = Sheet(210, 297, top=37, right=26, bottom=35, left=28)
LANDSCAPE = Sheet(297, 210, top=28, right=37, bottom=26, left=35)
"""The portrait sheet turned so that the binding edge is above the table's head."""
A4_SHEETS = (PORTRAIT, LANDSCAPE)
A3_SHEETS = (replace(PORTRAIT, width=297, height=420), replace(LANDSCAPE, width=420, height=297))


@dataclass(frozen=True, slots=True)
class Block:
    """One cell of head or body, counted from 0 within its part, that spans ``rows`` × ``columns``."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def head_blocks(columns: Sequence[PaperColumn]) -> tuple[Block, ...]:
    """The head's cells: a group spans its neighbours; one whose members all bear its own name is a single cell."""
    found: list[Block] = []
    for start, members in _groups(columns):
        group = members[0].group
        if not group:
            found.append(Block(0, start, 2, 1, members[0].heading))
        elif all(column.heading == group for column in members):
            found.append(Block(0, start, 2, len(members), group))
        else:
            found.append(Block(0, start, 1, len(members), group))
            found += [Block(1, start + place, 1, 1, column.heading) for place, column in enumerate(members)]
    if any(block.row for block in found):
        return tuple(found)
    return tuple(Block(0, block.column, 1, block.columns, block.text) for block in found)


def head_rows(blocks: Sequence[Block]) -> int:
    """How many lines the head has."""
    return max(block.row + block.rows for block in blocks)


def _groups(columns: Sequence[PaperColumn]) -> Iterator[tuple[int, list[PaperColumn]]]:
    start, members = 0, [columns[0]]
    for place, column in enumerate(columns[1:], start=1):
        if column.group and column.group == members[0].group:
            members.append(column)
        else:
            yield start, members
            start, members = place, [column]
    yield start, members


def down_merges(paper: Paper) -> Iterator[tuple[int, int, int]]:
    """Cells continued downwards, each as column, first and last row of the body."""
    for column in range(len(paper.columns)):
        first = 0
        for place, row in enumerate(paper.rows):
            if row.cells[column] is None and place:
                continue
            if place - first > 1:
                yield column, first, place - 1
            first = place
        if len(paper.rows) - first > 1:
            yield column, first, len(paper.rows) - 1


def signature_texts(paper: Paper) -> tuple[str, ...]:
    """The labels of the signature line, each with its colon."""
    return tuple(f"{label.rstrip('：:')}：" for label in paper.signatures)


def _body_limit(text: str) -> int:
    """How many lines a short cell may take before a smaller type is better: a name or a day stays on one."""
    return text.count("\n") + (1 if ems(text) <= _SHORT_TEXT else _BODY_LINES)


@dataclass(frozen=True)
class Layout:
    """How one paper's table stands on its sheet; all figures in points."""

    paper: Paper

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet, upright or lying."""
        sheets = A3_SHEETS if self.paper.size is SheetSize.A3 else A4_SHEETS
        return sheets[self.paper.landscape]

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """The columns' widths, fitted to the sheet."""
        total = sum(column.width for column in self.paper.columns)
        return tuple(column.width / total * self.sheet.text_width for column in self.paper.columns)

    @cached_property
    def head(self) -> tuple[Block, ...]:
        """The head's cells."""
        return head_blocks(self.paper.columns)

    @cached_property
    def head_rows(self) -> int:
        """How many lines the head has."""
        return head_rows(self.head)

    @cached_property
    def size(self) -> float:
        """The largest type size at which heads and short texts do not wrap too often; never below 9 points."""
        return next((size for size in BODY_SIZES if self._fits(size)), BODY_SIZES[-1])

    def _fits(self, size: float) -> bool:
        if any(line_count(block.text, self.block_width(block), size) > self._head_limit(block) for block in self.head):
            return False
        columns = tuple(enumerate(self.paper.columns))
        if any(column.is_date and line_count(_LONGEST_DATE, self.widths[place], size) > 1 for place, column in columns):
            return False
        short = [place for place, column in columns if column.align is not Align.LEFT]
        texts = {(place, row.cells[place] or "") for row in self.paper.rows for place in short}
        return all(line_count(text, self.widths[place], size) <= _body_limit(text) for place, text in texts)

    @staticmethod
    def _head_limit(block: Block) -> int:
        return max(_HEAD_LINES if block.columns == 1 else 1, block.text.count("\n") + 2)

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
        low, high = _ROW_HEIGHTS
        rows = max(self.paper.blank_rows, len(self.paper.rows))
        low = _SIGNING_ROW if self.paper.signed_columns else low
        if not self.paper.blank_rows or len(self.paper.rows) > self.paper.blank_rows:
            return low
        return min(high, max(low, math.floor((self.sheet.text_height - self._outside_height()) / rows)))

    @cached_property
    def empty_row_height(self) -> float:
        """The height of a row printed empty: lower where written rows took more, so that one page holds all."""
        if not self.empty_rows:
            return self.least_row_height
        rest = self.sheet.text_height - self._outside_height() - sum(self.row_heights)
        lowest = _SIGNING_ROW if self.paper.signed_columns else _LOWEST_ROW
        return max(lowest, min(self.least_row_height, math.floor(rest / self.empty_rows)))

    def _outside_height(self) -> float:
        """What stands above and below the body."""
        paper = self.paper
        height = sum(self.head_height(row) for row in range(self.head_rows))
        height += len(title_lines(paper.title, self.sheet.text_width)) * 32 + 10
        height += 58 if paper.mark else 0
        height += 22 if paper.left_line or paper.right_line else 0
        texts = [text for text in (paper.note, *paper.footnotes) if text]
        height += sum(line_count(text, self.sheet.text_width, LINE_SIZE) * 18 + 4 for text in texts)
        letter = (*paper.opening, *paper.closing)
        height += sum(line_count(set_text(one), self.sheet.text_width, MARK_SIZE) * 29 for one in letter)
        height += 30 if paper.signatures else 0
        return height + (25 if paper.date_line else 0)

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
                default=self.least_row_height,
            )
            for number, row in enumerate(self.paper.rows)
        ]
        for column, first, last in self.merges:
            wanting = self._text_height(self.paper.rows[first].cells[column], column) - sum(heights[first : last + 1])
            if wanting > 0:
                heights[last] += wanting
        return tuple(heights)

    @cached_property
    def row_groups(self) -> tuple[tuple[int, int], ...]:
        """Written rows that merged cells tie together, each as first and last row; a row of its own is a group too."""
        tied = {row for _, first, last in self.merges for row in range(first + 1, last + 1)}
        starts = [row for row in range(len(self.paper.rows)) if row not in tied]
        return tuple((first, after - 1) for first, after in pairwise([*starts, len(self.paper.rows)]))

    def page_breaks(self, above: float) -> list[int]:
        """The rows to begin new pages with, so that no merged cell is torn; ``above`` points stand over page one."""
        if not self.merges:
            return []
        room = self.sheet.text_height * _PAGE_SHARE - sum(self.head_height(row) for row in range(self.head_rows))
        found, used = [], above
        for first, last in self.row_groups:
            height = sum(self.row_heights[first : last + 1])
            if first and used + height > room:
                found.append(first)
                used = 0.0
            used += height
        return found

    def _text_height(self, text: str | None, column: int) -> float:
        lines = line_count(text, self.widths[column], self.size) if text else 1
        return max(self.least_row_height, (lines * LEADING + 0.5) * self.size)

    @property
    def empty_rows(self) -> int:
        """How many rows are printed empty after the written ones."""
        return max(0, self.paper.blank_rows - len(self.paper.rows))

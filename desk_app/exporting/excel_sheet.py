"""One paper on one worksheet, written row after row and never backwards (constant memory)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from xlsxwriter.utility import xl_range

from desk_app.exporting.excel_page_breaks import page_breaks
from desk_app.exporting.excel_styles import Styles, needs_quote
from desk_app.exporting.excel_word_layout import Layout, signature_texts
from desk_app.exporting.excel_word_wrap import LEADING, LINE_SIZE, ems, line_count, title_lines
from desk_app.exporting.paper import Align, PaperRow, Passage, PassageKind, SheetSize, set_text
from desk_app.problems import DeskError

_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
_LONGEST_TEXT = 32_767
_MOST_ROWS = 1_048_576
_TALLEST_ROW = 409.0
_LINE_HEIGHT = 24.0
_DATE = "年　　月　　日"
_PIXELS_PER_POINT = 96 / 72
_MM_PER_INCH = 25.4
_PAPERS = {SheetSize.A4: 9, SheetSize.A3: 8}
_NUMBER_BELOW_TEXT = 7.0
_NUMBER_HEIGHT = 5.0
_PAGE_OF = '&C&"宋体,常规"&12第 &P 页 共 &N 页'
_CODE = '&L&"宋体,常规"&8'
_PAGE_NUMBER = '&C&"宋体,常规"&14— &P —'


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a paper came to stand on its sheet; rows and columns count from 0."""

    head_first: int
    body_first: int
    body_last: int
    columns: int


class SheetWriter:
    """Writes one paper from top to bottom. ``loose`` leaves the lines below the table unmerged (pasting over them)."""

    def __init__(self, sheet: Any, styles: Styles, layout: Layout, *, loose: bool = False) -> None:
        self._sheet = sheet
        self._styles = styles
        self._layout = layout
        self._paper = layout.paper
        self._loose = loose
        self._row = 0
        self._above_height = 0.0
        self._last = len(layout.widths) - 1

    def write(self) -> Placed:
        """Write the whole paper; raises DeskError for what a worksheet cannot hold, naming row and heading."""
        if len(self._paper.rows) + self._layout.empty_rows > _MOST_ROWS - 100:
            raise DeskError(
                f"“{self._paper.title}”有 {len(self._paper.rows)} 行，超过 Excel 一张表的行数，请分期次或分单位导出。"
            )
        self._columns()
        self._above()
        head_first = self._row
        self._head()
        body_first = self._row
        self._body()
        body_last = self._row - 1
        self._below()
        placed = Placed(head_first, body_first, body_last, self._last + 1)
        self._page(placed)
        return placed

    def _columns(self) -> None:
        for place, (column, width) in enumerate(zip(self._paper.columns, self._layout.widths, strict=True)):
            style = self._styles.open_column(column.align, self._layout.size) if self._loose else None
            self._sheet.set_column_pixels(place, place, round(width * _PIXELS_PER_POINT), style)

    def _above(self) -> None:
        if self._paper.mark:
            self._wide(self._paper.mark, self._styles.mark(), self._layout.mark_height)
        lines = title_lines(self._paper.title, self._layout.sheet.text_width)
        self._wide("\n".join(lines), self._styles.title(), 34.0 * len(lines) + 6)
        self._passages(self._paper.opening)
        for texts in self._layout.side_lines:
            self._sheet.set_row(self._row, _LINE_HEIGHT)
            self._above_height += _LINE_HEIGHT
            for one in texts:
                self._run(one.first, one.last, one.text, self._line_style(one.text, one.align))
            self._row += 1

    def _line_style(self, text: str, align: Align, *, wrap: bool = False) -> Any:
        return self._styles.line(align, wrap=wrap, quoted=needs_quote(text))

    def _head(self) -> None:
        style = self._styles.head(self._layout.size)
        texts = {(block.row, block.column): block.text for block in self._layout.head}
        for line in range(self._layout.head_rows):
            self._sheet.set_row(self._row + line, self._layout.head_height(line))
            for place in range(self._last + 1):
                self._text(self._row + line, place, texts.get((line, place), ""), style)
        for block in self._layout.head:
            self._merge(
                self._row + block.row,
                block.column,
                self._row + block.row + block.rows - 1,
                block.column + block.columns - 1,
            )
        self._row += self._layout.head_rows

    def _body(self) -> None:
        starts: list[int] = []
        for row, height in zip(self._paper.rows, self._layout.row_heights, strict=True):
            starts.append(self._row)
            self._body_row(row, self._layout.parts(height))
        empty = PaperRow(("",) * (self._last + 1))
        for _ in range(self._layout.empty_rows):
            starts.append(self._row)
            self._body_row(empty, (self._layout.empty_row_height,))
        starts.append(self._row)
        self._merge_down(starts)
        breaks = page_breaks(self._layout, self._above_height, self._layout.below_height)
        if breaks:
            self._sheet.set_h_pagebreaks([starts[row] for row in breaks])

    def _merge_down(self, starts: list[int]) -> None:
        """Cells continued downwards, and every cell of a row that is too tall for one row of a worksheet."""
        covered = {(row, column) for column, top, bottom in self._layout.merges for row in range(top, bottom + 1)}
        for column, top, bottom in self._layout.merges:
            self._merge(starts[top], column, starts[bottom + 1] - 1, column)
        for row, (first, after) in enumerate(pairwise(starts)):
            for column in range(self._last + 1) if after - first > 1 else ():
                if (row, column) not in covered:
                    self._merge(first, column, after - 1, column)

    def _body_row(self, row: PaperRow, heights: Sequence[float]) -> None:
        is_tall = len(heights) > 1
        for number, height in enumerate(heights):
            self._sheet.set_row(self._row, height)
            for place, text in enumerate(row.cells):
                self._cell(row, place, "" if number else text or "", top=is_tall)
            self._row += 1

    def _cell(self, row: PaperRow, place: int, text: str, *, top: bool) -> None:
        column, size = self._paper.columns[place], self._layout.size
        if text and column.is_whole and _WHOLE_NUMBER.fullmatch(text):
            style = self._styles.whole(column.align, size, strong=row.strong, top=top)
            self._sheet.write_number(self._row, place, int(text), style)
        else:
            quoted = needs_quote(text)
            style = self._styles.body(column.align, size, strong=row.strong, quoted=quoted, top=top)
            self._text(self._row, place, text, style)

    def _below(self) -> None:
        width = self._layout.sheet.text_width
        for text in self._layout.notes:
            lines = line_count(text, width, LINE_SIZE)
            style = self._line_style(text, Align.LEFT, wrap=lines > 1 or not self._loose)
            self._wide(text, style, lines * LEADING * LINE_SIZE + 8, merged=lines > 1 or not self._loose)
        told, ending = self._paper.closing_parts
        self._passages(told)
        if self._paper.signatures:
            self._wide(self._signature_line(), self._styles.line(Align.LEFT), 34.0, merged=not self._loose)
        if self._paper.date_line and not self._layout.date_beside:
            style = self._styles.line(Align.RIGHT)
            if self._loose:
                self._sheet.set_row(self._row, 24.0)
                self._text(self._row, self._last, _DATE, style)
                self._row += 1
            else:
                self._wide(f"{_DATE}　　", style, 24.0)
        self._passages(ending)

    def _passages(self, passages: Sequence[Passage]) -> None:
        width = self._layout.sheet.text_width
        for passage in passages:
            text = set_text(passage)
            align = Align.RIGHT if passage.kind is PassageKind.SIGNED else Align.LEFT
            height = line_count(text, width, LINE_SIZE) * LEADING * LINE_SIZE + 4
            self._wide(text, self._line_style(text, align, wrap=True), min(height, _TALLEST_ROW))

    def _signature_line(self) -> str:
        texts = (*signature_texts(self._paper), *((_DATE,) if self._layout.date_beside else ()))
        slot = self._layout.sheet.text_width / LINE_SIZE / len(texts)
        return "".join(text + "　" * max(2, int(slot - ems(text))) for text in texts).rstrip("　")

    def _wide(self, text: str, style: Any, height: float, *, merged: bool = True) -> None:
        """One text over the whole width of the table, on a row of its own."""
        self._sheet.set_row(self._row, height)
        self._above_height += height
        self._run(0, self._last if merged else 0, text, style)
        self._row += 1

    def _run(self, first: int, last: int, text: str, style: Any) -> None:
        self._text(self._row, first, text, style)
        for place in range(first + 1, last + 1):
            self._sheet.write_blank(self._row, place, None, style)
        self._merge(self._row, first, self._row, last)

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        # merge_range() would write the cells again, which constant memory forbids for rows already passed.
        if (top, left) != (bottom, right):
            self._sheet.merge.append([top, left, bottom, right])

    def _text(self, row: int, column: int, text: str, style: Any) -> None:
        if not text:
            self._sheet.write_blank(row, column, None, style)
            return
        write_text(self._sheet, row, column, text, style, self._place(row, column))

    def _place(self, row: int, column: int) -> str:
        heading = self._paper.columns[column].heading.replace("\n", "")
        return f"“{self._paper.title}”第 {row + 1} 行“{heading}”"

    def _page(self, placed: Placed) -> None:
        sheet, paper, size = self._sheet, self._paper, self._layout.sheet
        sheet.set_paper(_PAPERS[paper.size])
        if paper.landscape:
            sheet.set_landscape()
        sheet.set_margins(*(side / _MM_PER_INCH for side in (size.left, size.right, size.top, size.bottom)))
        below = (size.bottom - _NUMBER_BELOW_TEXT - _NUMBER_HEIGHT) / _MM_PER_INCH
        coded = f"{_CODE}{paper.code.shown}" if paper.code is not None else ""
        sheet.set_footer(coded + (_PAGE_OF if paper.page_of else _PAGE_NUMBER), {"margin": below})
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        if placed.head_first < placed.body_first:
            sheet.repeat_rows(placed.head_first, placed.body_first - 1)
            sheet.freeze_panes(placed.body_first, 0)
        sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, _MOST_ROWS - 1, self._last)})


def write_text(sheet: Any, row: int, column: int, text: str, style: Any, place: str) -> None:
    """Write a text as it is, whatever it looks like; raises DeskError when a cell cannot hold it."""
    try:
        length = len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError as error:
        raise DeskError(f"{place}：含有不成字的半个编码，无法写入文件，请改正后再导出。") from error
    if length > _LONGEST_TEXT:
        raise DeskError(
            f"{place}：文字有 {length} 字，超过 Excel 一格最多 {_LONGEST_TEXT} 字，请分成几行或改用 Word 导出。"
        )
    if text.startswith("<r>") and text.endswith("</r>"):
        # xlsxwriter takes such a text for ready-made markup; in several runs it is written as text.
        sheet.write_rich_string(row, column, text[:1], text[1:2], text[2:], style)
    else:
        sheet.write_string(row, column, text, style)

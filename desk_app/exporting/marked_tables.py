"""A unit's table as a workbook of ours with the wrong cells marked, where its own file cannot bear marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from desk_app.exporting.excel_sheet import write_text
from desk_app.exporting.excel_styles import needs_quote
from desk_app.exporting.marked_cells import AUTHOR, FILL, CellMark, place_of

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_PLAIN = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_WIDEST = 40.0
_LEAST = 6.0
_SIGN = 2.1
_A4 = 9


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """One sheet or table: its name, its texts row by row, its merged areas (top, left, bottom, right from 0)."""

    name: str
    rows: Sequence[Sequence[str]]
    merges: Sequence[tuple[int, int, int, int]] = ()


def marked_tables(tables: Sequence[MarkedTable], marks: Sequence[CellMark]) -> bytes:
    """A workbook with a sheet a table, each cell at the address it had, the marked ones red with their remark."""
    target = BytesIO()
    workbook = xlsxwriter.Workbook(target, _OPTIONS)
    styles = {
        (red, quoted, lined): workbook.add_format(
            _PLAIN
            | ({"bg_color": f"#{FILL}"} if red else {})
            | ({"quote_prefix": True} if quoted else {})
            | ({"border": 1, "text_wrap": True} if lined else {})
        )
        for red in (False, True)
        for quoted in (False, True)
        for lined in (False, True)
    }
    for number, table in enumerate(tables, start=1):
        mine = {place_of(one.cell): one.text for one in marks if one.sheet == table.name}
        _write(workbook.add_worksheet(_free_name(workbook, table.name, number)), table, mine, styles)
    workbook.close()
    return target.getvalue()


def _free_name(workbook: xlsxwriter.Workbook, name: str, number: int) -> str:
    """The table's own name where Excel takes it."""
    taken = {sheet.get_name().lower() for sheet in workbook.worksheets()}
    if not name or name.lower() in taken:
        return f"表{number}"
    try:
        workbook._check_sheetname(name)  # noqa: SLF001  the only way to ask before the sheet is made
    except XlsxWriterException:
        return f"表{number}"
    return name


def _write(
    sheet: xlsxwriter.workbook.Worksheet,
    table: MarkedTable,
    marks: dict[tuple[int, int], str],
    styles: dict[tuple[bool, bool, bool], object],
) -> None:
    """Write texts, merges and marks; rows of the table have lines, a title or a note above or below it has none."""
    widest: dict[int, float] = {}
    for row, texts in enumerate(table.rows):
        in_table = sum(map(bool, texts)) > 1
        for column, text in enumerate(texts):
            style = styles[(row, column) in marks, needs_quote(text), in_table]
            if text:
                write_text(sheet, row, column, text, style, f"“{table.name}”")
            elif in_table:
                sheet.write_blank(row, column, None, style)
            if in_table:
                longest = max(map(len, text.split("\n"))) * _SIGN
                widest[column] = min(_WIDEST, max(widest.get(column, _LEAST), longest))
    for top, left, bottom, right in table.merges:
        sheet.merge.append([top, left, bottom, right])
    for column, width in widest.items():
        sheet.set_column(column, column, width)
    for (row, column), text in marks.items():
        if row >= len(table.rows) or column >= len(table.rows[row]) or not table.rows[row][column]:
            sheet.write_blank(row, column, None, styles[True, False, True])
        sheet.write_comment(row, column, text, {"author": AUTHOR, "x_scale": 1.6})
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)

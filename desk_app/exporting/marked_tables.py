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
_WIDEST = 40
_LEAST = 6


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
    plain = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "vcenter", "border": 1}
    styles = {
        (red, quoted): workbook.add_format(
            plain | ({"bg_color": f"#{FILL}"} if red else {}) | ({"quote_prefix": True} if quoted else {})
        )
        for red in (False, True)
        for quoted in (False, True)
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


def _write(sheet: xlsxwriter.workbook.Worksheet, table: MarkedTable, marks: dict[tuple[int, int], str],
           styles: dict[tuple[bool, bool], object]) -> None:  # fmt: skip
    widest: dict[int, float] = {}
    for row, texts in enumerate(table.rows):
        filled = any(texts)
        for column, text in enumerate(texts):
            style = styles[(row, column) in marks, needs_quote(text)]
            if text:
                write_text(sheet, row, column, text, style, f"“{table.name}”")
                longest = max(map(len, text.split("\n"))) * 2.1
                widest[column] = min(_WIDEST, max(widest.get(column, _LEAST), longest if row else _LEAST))
            elif filled or (row, column) in marks:
                sheet.write_blank(row, column, None, style)
    for top, left, bottom, right in table.merges:
        sheet.merge.append([top, left, bottom, right])
    for column, width in widest.items():
        sheet.set_column(column, column, width)
    for (row, column), text in marks.items():
        if row >= len(table.rows) or column >= len(table.rows[row]):
            sheet.write_blank(row, column, None, styles[True, False])
        sheet.write_comment(row, column, text, {"author": AUTHOR, "x_scale": 1.6})

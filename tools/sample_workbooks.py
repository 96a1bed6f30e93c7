"""Writes the lines of a return as xlsx, xls or csv, looking as people's own workbooks look."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO

import xlwt
from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from sample_returns import Cell, Grid, Line, Look
from sample_sealing import sealed, too_small_dimension

_SPANNING = frozenset({"annex", "title", "unit", "note", "nil"})
_TABLE = frozenset({"header", "data", "total"})
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_COVER = ("填表说明", "一、请在第二张表内填写。", "二、谈话时间填到日。", "三、没有谈话的填零报告。")


def xlsx(grids: Sequence[Grid], look: Look, author: str) -> bytes:
    """One xlsx with a sheet for each grid; a 填表说明 sheet stands first where the look asks for it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = author
    if look.mac_dates:
        book.epoch = CALENDAR_MAC_1904
    if look.cover_sheet:
        cover = book.create_sheet("填表说明")
        for number, text in enumerate(_COVER, start=1):
            cover.cell(number, 1, text)
    for place, grid in enumerate(grids):
        _fill_sheet(book.create_sheet(grid.sheet if not look.cover_sheet else f"表{place + 1}"), grid)
    out = BytesIO()
    book.save(out)
    return sealed(out.getvalue(), too_small_dimension if look.wrong_dimension else None)


def _fill_sheet(sheet: Worksheet, grid: Grid) -> None:
    """Puts the lines on one sheet, top to bottom."""
    for place, width in enumerate(grid.widths):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.page_setup.orientation = "landscape"
    for row, line in enumerate(grid.lines, start=1):
        for column, value in enumerate(line.cells, start=1):
            cell = sheet.cell(row, column)
            if isinstance(cell, SheetCell):
                _put(cell, value)
                _dress(cell, line)
        if line.kind in _SPANNING and line.kind != "annex":
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=grid.width)
        if line.kind == "title":
            sheet.row_dimensions[row].height = 30


def _put(cell: SheetCell, value: Cell) -> None:
    """Writes one value; text stays text even where it begins with an equals sign."""
    if value == "":
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if value[0] in "=+-@":
            cell.quotePrefix = True
    elif isinstance(value, date):
        cell.number_format = 'yyyy"年"m"月"d"日"'


def _dress(cell: SheetCell, line: Line) -> None:
    """Borders on the table, a large title in the middle."""
    if line.kind in _TABLE:
        cell.border = _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    if line.kind in ("title", "nil"):
        cell.alignment = Alignment(horizontal="center", vertical="center")
    if line.kind == "title":
        cell.font = Font(name="方正小标宋简体", size=18)
    else:
        cell.font = Font(name="仿宋_GB2312", size=11, bold=line.kind == "header")


def xls(grid: Grid) -> bytes:
    """The old binary workbook. xlwt counts characters beyond the basic plane wrongly: keep such names out."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(grid.sheet)
    boxed = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin; align: wrap on, horiz center")
    dated = xlwt.easyxf(
        "borders: left thin, right thin, top thin, bottom thin; align: horiz center", num_format_str="yyyy-m-d"
    )
    title = xlwt.easyxf("font: height 360; align: horiz center")
    for place, width in enumerate(grid.widths):
        sheet.col(place).width = width * 256
    for row, line in enumerate(grid.lines):
        if line.kind in _SPANNING:
            style = title if line.kind == "title" else xlwt.Style.default_style
            sheet.row(row).height_mismatch = line.kind == "title"
            sheet.row(row).height = 600
            sheet.write_merge(row, row, 0, grid.width - 1, line.cells[0], style)
            continue
        for column, value in enumerate(line.cells):
            sheet.write(row, column, value, dated if isinstance(value, date) else boxed)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def comma_separated(grid: Grid, encoding: str) -> bytes:
    """A csv as a spreadsheet program saves it: title lines padded with empty cells, CR LF at the ends."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for line in grid.lines:
        cells = [as_text(value) for value in line.cells]
        writer.writerow(cells + [""] * (grid.width - len(cells)))
    return out.getvalue().encode(encoding)


def as_text(value: Cell) -> str:
    """A value as it is shown; a real date as the spreadsheet program of a Chinese desktop shows it."""
    return f"{value.year}/{value.month}/{value.day}" if isinstance(value, date) else str(value)

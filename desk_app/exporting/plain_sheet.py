"""A plain list as csv or xlsx: one heading row, texts below, as the program itself, Excel and WPS read it again."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from desk_app.exporting.atomic import replacing
from desk_app.problems import DeskError

CSV, XLSX = ".csv", ".xlsx"
_WIDEST, _NARROWEST = 48, 6


def write_list(path: Path, name: str, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> Path:
    """Write the list by the file's ending; DeskError for any other ending."""
    writers = {CSV: _write_csv, XLSX: _write_xlsx}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise DeskError(f"“{path.name}”的格式写不了，请用xlsx或csv作扩展名。")
    with replacing(path) as part:
        writer(part, name, headings, lines)
    return path


def _write_csv(path: Path, _name: str, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(lines)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _write_xlsx(path: Path, name: str, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#EDEDEA", "valign": "vcenter"})
    body = book.add_format({"border": 1, "num_format": "@", "valign": "vcenter", "text_wrap": True})
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, head)
        texts = [heading, *(line[column] for line in lines)]
        sheet.set_column(column, column, min(max(max(map(_width, texts)) + 2, _NARROWEST), _WIDEST))
    for row, line in enumerate(lines, start=1):
        for column, text in enumerate(line):
            if text:
                sheet.write_string(row, column, text, body)
            else:
                sheet.write_blank(row, column, None, body)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    book.close()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)

"""What a unit's clerk does with the blank that came: fills it with the office's own programs and sends it back.

Nothing of the program is imported here: the files are opened, written and saved as any clerk's computer would.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
import openpyxl
from docx.table import Table

Line = Sequence[str]
_FIRST = "序号"
_BELOW = ("备注", "填报人", "注：")


def fill(blank: Path, lines: Sequence[Line], to: Path, name: str = "") -> Path:
    """Write lines (without their number) below the head of a blank and save it under the same name, or another."""
    to.mkdir(parents=True, exist_ok=True)
    target = to / (name or blank.name)
    assert not target.exists(), target
    if blank.suffix == ".docx":
        _fill_document(blank, lines, target)
    else:
        _fill_book(blank, lines, target)
    return target


def say_nothing(blank: Path, to: Path) -> Path:
    """零报告, written into the first line of the table as clerks do."""
    return fill(blank, [("零报告",)], to)


def send_again(file: Path, to: Path, name: str) -> Path:
    """The same bytes once more under another name."""
    to.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(file, to / name))


def _fill_book(blank: Path, lines: Sequence[Line], target: Path) -> None:
    book = openpyxl.load_workbook(blank)
    sheet = book.worksheets[0]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == _FIRST)
    below = [row[0] for row in sheet.iter_rows(min_row=head.row + 1)]
    end = next((one.row for one in below if str(one.value or "").startswith(_BELOW)), sheet.max_row + 1)
    assert head.row + len(lines) < end, "a clerk who needs more lines inserts them"
    for number, line in enumerate(lines, start=1):
        sheet.cell(head.row + number, head.column, number)
        for place, text in enumerate(line, start=1):
            sheet.cell(head.row + number, head.column + place, text)
    book.save(target)


def _fill_document(blank: Path, lines: Sequence[Line], target: Path) -> None:
    document = docx.Document(str(blank))
    table = next(one for one in document.tables if one.cell(0, 0).text.strip() == _FIRST)
    for row, (number, line) in zip(_free_rows(table), enumerate(lines, start=1), strict=False):
        for cell, text in zip(row, (str(number), *line), strict=False):
            cell.text = text
    document.save(str(target))


def _free_rows(table: Table) -> Iterator[list[object]]:
    for row in table.rows[1:]:
        yield row.cells
    while True:
        yield table.add_row().cells

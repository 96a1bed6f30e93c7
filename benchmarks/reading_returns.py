"""Times the reading of 500 small returned workbooks, and of one of 100,000 rows, beside a plain openpyxl loop."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator

import openpyxl

from desk_app.campaign.roster import Roster, Unit
from desk_app.forms.catalogue import load_catalogue
from desk_app.importing.documents import open_document
from desk_app.importing.results import FileState
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile
from desk_app.locations import shipped

_HEAD = ("序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型")
_FILES, _ROWS, _MANY = 500, 20, 100_000


def _book(number: int, rows: int) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(["填报单位（盖章）：办公室"])
    sheet.append(_HEAD)
    for row in range(rows):
        day = f"2023.3.{row % 28 + 1}"
        sheet.append([row + 1, f"甲{number}", "科长", f"乙{row}", "科员", "丙", day, "会议室", "谈心谈话"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _plain(books: list[bytes]) -> None:
    for book in books:
        sheet = openpyxl.load_workbook(io.BytesIO(book), data_only=True).worksheets[0]
        for row in sheet.iter_rows():
            _ = [cell.value for cell in row]


def run() -> Iterator[str]:
    """The figures, with the ratio to the peer where there is one."""
    units = tuple(Unit(f"第{number}科") for number in range(40))
    forms = load_catalogue([shipped().forms]).forms
    reader = ReturnReader(forms, Roster((Unit("办公室"), *units)))
    books = [_book(number, _ROWS) for number in range(_FILES)]

    def whole(files: list[bytes]) -> None:
        for number, book in enumerate(files):
            source = SourceFile(f"2023年3月/附件2 大谈话统计表（办公室）{number}.xlsx", book)
            if reader.read(source, ReadContext())[0].state is not FileState.ACCEPTED:
                raise SystemExit("a file was not accepted")

    peer = _timed(lambda: _plain(books))
    cells = _timed(lambda: [open_document(book) for book in books])
    returns = _timed(lambda: whole(books))
    yield f"{_FILES} xlsx: openpyxl loop {peer:.2f} s"
    yield f"{_FILES} xlsx as cells, read twice and compared: {cells:.2f} s, ratio {peer / cells:.2f}"
    yield f"{_FILES} xlsx as checked returns: {returns:.2f} s, ratio {peer / returns:.2f}"
    large = _book(0, _MANY)
    yield f"one xlsx of {_MANY} rows: cells {_timed(lambda: open_document(large)):.2f} s"
    yield f"one xlsx of {_MANY} rows: checked return {_timed(lambda: whole([large])):.2f} s"

"""An independent look at an old .xls: walks its records for what each cell holds, errors and what is hidden.

Record layouts: Microsoft, [MS-XLS] Excel Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from desk_app.importing.gate import damaged
from desk_app.importing.ole import OleFile
from desk_app.importing.raw_xlsx import RawSheet
from desk_app.importing.refusal import Refused

_BOF, _EOF, _FILEPASS, _SHEET, _EPOCH = 0x809, 0x0A, 0x2F, 0x85, 0x22
_FORMULA, _BOOLERR, _MULRK, _ROW, _COLINFO = 0x06, 0x205, 0xBD, 0x208, 0x7D
_DIMENSIONS = 0x200
_MAX_ROWS, _MAX_COLUMNS = 65536, 256
_SINGLE = frozenset({0x203, 0x27E, 0xFD, 0x204, 0xD6})
_NAMES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_ERROR_RESULT, _EMPTY_RESULT = 0x02, 0x03
_TOKENS = 22
_EMPTY_STRING = b"\x17\x00"
_HIDDEN_ROW = 0x20


@dataclass(frozen=True, slots=True)
class XlsSheet:
    """One sheet of an .xls: whether it is a table at all, whether it is shown, and its raw content."""

    is_table: bool
    hidden: bool
    raw: RawSheet


@dataclass(frozen=True, slots=True)
class XlsBook:
    """All sheets in the workbook's order; ``readable`` is False for formats before Excel 97, which are not walked."""

    sheets: tuple[XlsSheet, ...]
    epoch_1904: bool
    readable: bool = True


def read_xls(data: bytes) -> XlsBook:
    """Walk the workbook stream; raises Refused when it is encrypted or does not hold together."""
    try:
        return _read(OleFile(data))
    except (struct.error, IndexError) as error:
        raise damaged(repr(error)) from error


def _read(ole: OleFile) -> XlsBook:
    stream = ole.find("Workbook") or ole.find("Book")
    if stream is None:
        return XlsBook((), epoch_1904=False, readable=False)
    book = ole.read(stream)
    places: list[tuple[int, int, int]] = []
    epoch = False
    for kind, body in _records(book, 0):
        if kind == _FILEPASS:
            raise Refused("encrypted", "文件设有密码，请去掉密码后重报。")
        if kind == _SHEET and len(body) >= 6:
            places.append(struct.unpack_from("<IBB", body))
        elif kind == _EPOCH and len(body) >= 2:
            epoch = body[:2] != b"\0\0"
    if any(start >= len(book) for start, _, _ in places):
        raise damaged("a sheet outside the workbook")
    sheets = tuple(XlsSheet(sort == 0, (state & 3) != 0, _sheet(book, start)) for start, state, sort in places)
    return XlsBook(sheets, epoch)


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    place, depth = start, 0
    while place + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, place)
        body = book[place + 4 : place + 4 + size]
        place += 4 + size
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return
        if depth <= 1:
            yield kind, body


def _sheet(book: bytes, start: int) -> RawSheet:
    sheet = RawSheet()
    for kind, body in _records(book, start):
        if len(body) < 6:
            continue
        if kind == _DIMENSIONS and len(body) >= 12:
            _check_dimensions(body)
            continue
        row, column = struct.unpack_from("<HH", body)
        if kind in _SINGLE:
            sheet.filled.add((row, column))
        elif kind == _MULRK:
            sheet.filled.update((row, number) for number in range(column, column + (len(body) - 6) // 6))
        elif kind == _BOOLERR and len(body) >= 8:
            _note_result(sheet, (row, column), is_error=body[7] == 1, code=body[6])
        elif kind == _FORMULA and len(body) >= 14:
            _formula(sheet, (row, column), body)
        elif kind == _ROW and len(body) >= 16 and body[12] & _HIDDEN_ROW:
            sheet.hidden_rows.add(row)
        elif kind == _COLINFO and len(body) >= 10 and body[8] & 1:
            sheet.hidden_columns.update(range(row, min(column, 255) + 1))
    return sheet


def _check_dimensions(body: bytes) -> None:
    """Refuse a stated size that no .xls can have: the fast reader would ask for all that memory at once."""
    first_row, rows, first_column, columns = struct.unpack_from("<IIHH", body)
    if rows > _MAX_ROWS or columns > _MAX_COLUMNS or first_row > rows or first_column > columns:
        raise damaged(f"dimensions {first_row}-{rows} x {first_column}-{columns}")


def _formula(sheet: RawSheet, spot: tuple[int, int], body: bytes) -> None:
    is_special = body[12:14] == b"\xff\xff"
    if is_special and body[6] == _EMPTY_RESULT:
        if _EMPTY_STRING not in _expression(body):
            sheet.uncached.add(spot)
    else:
        _note_result(sheet, spot, is_error=is_special and body[6] == _ERROR_RESULT, code=body[8])


def _expression(body: bytes) -> bytes:
    """The formula's tokens; one that can give an empty text mostly holds that text."""
    if len(body) < _TOKENS:
        return b""
    (size,) = struct.unpack_from("<H", body, _TOKENS - 2)
    return body[_TOKENS : _TOKENS + size]


def _note_result(sheet: RawSheet, spot: tuple[int, int], *, is_error: bool, code: int) -> None:
    sheet.filled.add(spot)
    if is_error:
        sheet.errors[spot] = _NAMES.get(code, "#N/A")

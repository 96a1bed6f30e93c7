"""Reads a text table (csv): its encoding and its separator found from the bytes, quoted line breaks kept."""

from __future__ import annotations

import csv
import io
import re
import unicodedata

from desk_app.importing.gate import check_area, check_secrecy
from desk_app.importing.grid import EMPTY, Cell, Document, Grid, Origin
from desk_app.importing.refusal import Refused

_SEPARATORS = ",\t;，"
_SAMPLE = 20
_FIELD_LIMIT = 10_000_000
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')


def read_delimited(data: bytes) -> Document:
    """Read a csv in UTF-8 (BOM or not), GB18030 or UTF-16; raises Refused when it is no text."""
    text = decode_text(data)
    check_secrecy((text,))
    rows = parse_rows(text)
    grid = Grid(name="", rows=tuple(tuple(_cell(value) for value in row) for row in rows), origin=Origin.TEXT)
    check_area(len(grid.rows), grid.width, "文件")
    return Document((grid,))


def decode_text(data: bytes) -> str:
    """The text of a file in one of the encodings an office uses; raises Refused when it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16")
    if b"\0" in data:
        return _utf16_without_mark(data)
    if data.startswith(b"\xef\xbb\xbf"):
        return _decode(data, "utf-8-sig")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(data, "gb18030")


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 whose mark was lost: the byte order in which it is text throughout, with the more plain signs."""
    texts = [text for order in ("utf-16-le", "utf-16-be") if (text := _as_text(data, order))]
    best = max(texts, key=_plain_signs, default="")
    if not _plain_signs(best):
        raise _not_text("NUL")
    return best


def _as_text(data: bytes, encoding: str) -> str:
    """The bytes as text, empty when they are none in this encoding."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    odd = any(unicodedata.category(sign) in _NO_TEXT and sign not in "\r\n\t" for sign in text)
    return "" if odd else text


def _plain_signs(text: str) -> int:
    return sum(sign.isascii() for sign in text)


def parse_rows(text: str) -> list[list[str]]:
    """The rows of a text table; blank lines stay as empty rows so that row numbers fit the file's lines."""
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=False))
    except csv.Error as error:
        raise _not_text(repr(error)) from error


def _decode(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(repr(error)) from error
    if "\0" in text:
        raise _not_text("NUL")
    return text


def _not_text(detail: str) -> Refused:
    return Refused("unreadable", "文件内容无法识别，不是表格文件，请用Excel或WPS另存为xlsx后重报。", detail)


def _separator(text: str) -> str:
    lines = text.split("\n", _SAMPLE)[:_SAMPLE]
    counts = {sign: sum(line.count(sign) for line in lines) for sign in _SEPARATORS}
    plain = max(",\t;", key=lambda sign: counts[sign])
    return plain if counts[plain] or not counts["，"] else "，"


def _cell(value: str) -> Cell:
    """One value; ``="007"``, by which a csv keeps a number's zeros from Excel, is the text 007."""
    kept = _KEPT_AS_TEXT.fullmatch(value)
    text = kept[1] if kept else value
    return Cell(text) if text else EMPTY

"""An independent look at an old Word file: its main text by the piece table, to check what a conversion kept.

Layout: Microsoft, [MS-DOC] Word (.doc) Binary File Format, 2.4.1 (retrieving text) and 2.5.1 (Fib).
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from desk_app.importing.ole import OleFile
from desk_app.importing.refusal import Refused

_MAGIC, _WORD_97 = 0xA5EC, 0xC1
_FLAGS, _TEXT_LENGTH, _CLX = 0x0A, 0x4C, 0x1A2
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_PIECES, _COMPRESSED = 0x02, 0x40000000
_CELL_MARK = "\a"
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")
_BREAKS = re.compile("[\a\r\n\x0b\x0c\t\x0e]+")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class RawDoc:
    """What the file's own main text holds: its pieces between breaks, and how many marks of cells it has."""

    texts: tuple[str, ...]
    cell_marks: int


def read_raw_doc(data: bytes) -> RawDoc | None:
    """The main text of a .doc; None for formats before Word 97 and for what does not hold together.

    Raises Refused when the file is encrypted.
    """
    try:
        ole = OleFile(data)
        stream = ole.find("WordDocument")
        fib = b"" if stream is None else ole.read(stream)
        magic, version = struct.unpack_from("<HH", fib)
        (flags,) = struct.unpack_from("<H", fib, _FLAGS)
        table = ole.find("1Table" if flags & _SECOND_TABLE else "0Table")
        is_locked = magic == _MAGIC and bool(flags & _ENCRYPTED)
        known = magic == _MAGIC and version >= _WORD_97 and table is not None and not is_locked
        text = _main_text(fib, ole.read(table)) if known and table is not None else None
    except (struct.error, IndexError, Refused):
        return None
    if is_locked:
        raise Refused("encrypted", "文件设有密码，请去掉密码后重报。")
    if text is None:
        return None
    plain = _FIELD_CODE.sub("", text)
    return RawDoc(tuple(filter(None, map(words_of, _BREAKS.split(plain)))), text.count(_CELL_MARK))


def words_of(text: str) -> str:
    """A text without blanks and signs, which a conversion may write in another way (symbols, hyphens, quotes)."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text))


def _main_text(fib: bytes, table: bytes) -> str:
    (length,) = struct.unpack_from("<I", fib, _TEXT_LENGTH)
    place, size = struct.unpack_from("<II", fib, _CLX)
    return "".join(_pieces(fib, _piece_table(table[place : place + size])))[:length]


def _piece_table(clx: bytes) -> bytes:
    """The piece table behind the property runs of the Clx."""
    place = 0
    while clx[place] != _PIECES:
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    (size,) = struct.unpack_from("<I", clx, place + 1)
    return clx[place + 5 : place + 5 + size]


def _pieces(fib: bytes, pieces: bytes) -> Iterator[str]:
    count = (len(pieces) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", pieces)
    for number in range(count):
        (where,) = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * number + 2)
        signs = ends[number + 1] - ends[number]
        if where & _COMPRESSED:
            start = (where & ~_COMPRESSED) // 2
            yield fib[start : start + signs].decode("cp1252", "replace")
        else:
            yield fib[where : where + 2 * signs].decode("utf-16-le", "replace")

"""What a file is, by its content and never by its extension."""

from __future__ import annotations

import re
import struct
from enum import StrEnum

from desk_app.importing.ole import MAGIC, OleFile
from desk_app.importing.refusal import Refused


class FileKind(StrEnum):
    """What stands in a file."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    DOCX = "docx"
    ODT = "odt"
    ZIP = "zip"
    XLS = "xls"
    DOC = "doc"
    ENCRYPTED = "encrypted"
    OLE = "ole"
    HTML = "html"
    XML_SHEET = "xml_sheet"
    XML_WORD = "xml_word"
    FLAT_ODS = "flat_ods"
    FLAT_ODT = "flat_odt"
    DELIMITED = "delimited"
    PDF = "pdf"
    PICTURE = "picture"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    PACKED = "packed"
    PROGRAM = "program"
    OFD = "ofd"
    RTF = "rtf"
    OTHER_OFFICE = "other_office"
    OLD_SHEET = "old_sheet"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_STARTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", FileKind.PDF),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"\x89PNG\r\n\x1a\n", FileKind.PICTURE),
    (b"II*\0", FileKind.PICTURE),
    (b"MM\0*", FileKind.PICTURE),
    (b"BM", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"Rar!\x1a\x07", FileKind.RAR),
    (b"7z\xbc\xaf\x27\x1c", FileKind.SEVEN_ZIP),
    (b"{\\rtf", FileKind.RTF),
    (b"\x1f\x8b\x08", FileKind.PACKED),
    (b"BZh", FileKind.PACKED),
    (b"\xfd7zXZ\0", FileKind.PACKED),
    (b"MSCF\0\0\0\0", FileKind.PACKED),
    (b"MZ\x90\0", FileKind.PROGRAM),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"\x09\0\x04\0", FileKind.OLD_SHEET),
    (b"\x09\x02\x06\0", FileKind.OLD_SHEET),
    (b"\x09\x04\x06\0", FileKind.OLD_SHEET),
    (b"\xdb\xa5\x2d\0", FileKind.DOC),
)
_ENTRIES: tuple[tuple[str, FileKind], ...] = (
    ("word/document.xml", FileKind.DOCX),
    ("xl/workbook.bin", FileKind.XLSB),
    ("xl/workbook.xml", FileKind.XLSX),
    ("ofd.xml", FileKind.OFD),
    ("content.xml", FileKind.ODS),
    ("[content_types].xml", FileKind.OTHER_OFFICE),
    ("mimetype", FileKind.OTHER_OFFICE),
)
_OTHER_STREAMS = ("PowerPoint Document", "VisioDocument", "__properties_version1.0", "Quill", "Equation Native")
_TAR_PLACE, _TAR = 257, b"ustar"
_HEAD = 4096
_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_XML_MARKS = (
    ("<office:document ", "opendocument.spreadsheet", FileKind.FLAT_ODS),
    ("<office:document ", "opendocument.text", FileKind.FLAT_ODT),
    ("<w:wordDocument", "schemas.microsoft.com/office/word/2003/wordml", FileKind.XML_WORD),
    ("<pkg:package", "wordprocessingml", FileKind.XML_WORD),
    ("", "urn:schemas-microsoft-com:office:spreadsheet", FileKind.XML_SHEET),
)


def sniff(data: bytes, entry_names: frozenset[str] | None = None) -> FileKind:
    """The kind of a file; for a zip container ``entry_names`` (when already known) tell which."""
    if not data.strip(b"\0 \t\r\n"):
        return FileKind.EMPTY
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return FileKind.ZIP if entry_names is None else kind_of_package(entry_names)
    if data.startswith(MAGIC):
        return _old_office(data)
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[_TAR_PLACE : _TAR_PLACE + len(_TAR)] == _TAR:
        return FileKind.PACKED
    return _textual(data)


def kind_of_package(names: frozenset[str]) -> FileKind:
    """What a zip container is, by the entries it must have."""
    lowered = {name.lower().replace("\\", "/") for name in names}
    return next((kind for entry, kind in _ENTRIES if entry in lowered), FileKind.ZIP)


def _old_office(data: bytes) -> FileKind:
    try:
        ole = OleFile(data)
    except (Refused, struct.error, IndexError):
        return FileKind.OLE
    if ole.find("EncryptedPackage", "EncryptionInfo"):
        return FileKind.ENCRYPTED
    if ole.find("Workbook", "Book"):
        return FileKind.XLS
    if ole.find("WordDocument"):
        return FileKind.DOC
    return FileKind.OTHER_OFFICE if ole.find(*_OTHER_STREAMS) else FileKind.OLE


def _textual(data: bytes) -> FileKind:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.decode("utf-8", "replace")
    plain = text.lstrip("\ufeff \t\r\n")
    if plain.startswith("<"):
        for start, mark, kind in _XML_MARKS:
            if start in text and mark in text:
                return kind
        if _HTML.search(plain):
            return FileKind.HTML
    return FileKind.DELIMITED

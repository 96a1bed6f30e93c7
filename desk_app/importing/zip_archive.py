"""A .zip of returns: what is in it by its true names, and one file's bytes at a time; never unpacked to the disk."""

from __future__ import annotations

import errno
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from typing import BinaryIO

from desk_app.broken_zip import BROKEN_ZIP
from desk_app.importing.archive_entry import Entry
from desk_app.importing.gate import check_overlap, damaged

_ENCRYPTED_BIT, _UTF8_BIT = 0x1, 0x800
_UNICODE_PATH = 0x7075
_OTHER_LETTERS = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "ARMENIAN", "SYRIAC", "THAANA", "NKO")


class ZipArchive:
    """A zip in a file or in memory; raises Refused when its list of files cannot be read or is a trick."""

    def __init__(self, source: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(source)
            infos = self._zip.infolist()
        except BROKEN_ZIP as error:
            raise damaged(repr(error)) from error
        except OSError as error:
            raise _of_disk(error) from error
        check_overlap(infos)
        self._infos = infos
        self.packed = sum(info.compress_size for info in infos)
        self.encrypted = any(info.flag_bits & _ENCRYPTED_BIT for info in infos)

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries with the names that their makers gave them."""
        return [
            Entry(
                place,
                true_name(info),
                info.file_size,
                info.filename.endswith("/"),
                stat.S_ISLNK(info.external_attr >> 16),
            )
            for place, info in enumerate(self._infos)
        ]

    def read(self, entry: Entry) -> bytes:
        """One file's bytes; raises Refused when they do not match what the archive says of them."""
        try:
            return self._zip.read(self._infos[entry.place])
        except BROKEN_ZIP as error:
            raise damaged(repr(error)) from error
        except OSError as error:
            raise _of_disk(error) from error


def _of_disk(error: OSError) -> Exception:
    """A place that no file has is the archive's fault; all else is the disk's, and is said as such."""
    return damaged(repr(error)) if error.errno in {None, errno.EINVAL} else error


def true_name(info: zipfile.ZipInfo) -> str:
    """An entry's name: by its mark as UTF-8, by its second, Unicode name, or as what its bytes are Chinese text in."""
    if info.flag_bits & _UTF8_BIT:
        return info.filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return (_second_name(info.extra, raw) or _decoded(raw)).partition("\0")[0]


def _second_name(extra: bytes, raw: bytes) -> str:
    """The name in the Info-ZIP Unicode Path field, where it belongs to the first one."""
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, place)
        body = extra[place + 4 : place + 4 + size]
        if kind == _UNICODE_PATH and len(body) > 5 and struct.unpack_from("<I", body, 1)[0] == zlib.crc32(raw):
            return body[5:].decode("utf-8", "replace")
        place += 4 + size
    return ""


def _decoded(raw: bytes) -> str:
    """UTF-8 (as some systems write without saying so) or GBK; two GBK bytes may look like a letter in UTF-8."""
    if raw.isascii():
        return raw.decode()
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8" or not any(_is_other_letter(sign) for sign in text):
            return text
    return raw.decode("utf-8", "replace")


def _is_other_letter(sign: str) -> bool:
    return not sign.isascii() and unicodedata.name(sign, "").startswith(_OTHER_LETTERS)

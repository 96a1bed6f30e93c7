"""A .7z of returns, read with Python's own LZMA: the list of files and one file's bytes at a time.

Layout: 7zFormat.txt of the LZMA SDK (public domain). Methods that documents are packed with are read (LZMA, LZMA2,
Deflate, BZip2, stored); others are refused with one sentence.
"""

from __future__ import annotations

import bz2
import lzma
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desk_app.importing.archive_entry import Entry
from desk_app.importing.gate import MAX_UNPACKED, damaged
from desk_app.importing.refusal import Refused
from desk_app.importing.seven_zip_header import Coder, Folder, Header, read_header

_START = 32
_MOST_HEADER = 64 * 1024 * 1024
_AES, _COPY, _LZMA, _LZMA2 = b"\x06\xf1\x07\x01", b"\x00", b"\x03\x01\x01", b"\x21"
_DEFLATE, _BZIP2 = b"\x04\x01\x08", b"\x04\x02\x02"
_FILTERS = {b"\x03\x03\x01\x03": lzma.FILTER_X86, b"\x03": lzma.FILTER_DELTA, b"\x03\x03\x05\x01": lzma.FILTER_ARM}
_BROKEN = (lzma.LZMAError, zlib.error, EOFError, ValueError, struct.error, IndexError, MemoryError)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one file's bytes lie: its folder of packed streams, and which stretch of it once unpacked."""

    folder: int
    start: int
    size: int
    crc: int | None


class SevenZipArchive:
    """A 7z archive; raises Refused when its list of files cannot be read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.encrypted = False
        self._unpacked: tuple[int, bytes] | None = None
        try:
            self._header = self._read_header()
            self._places = _places(self._header)
        except _BROKEN as error:
            raise damaged(repr(error)) from error
        self.packed = sum(self._header.pack_sizes)
        self.encrypted = self.encrypted or any(_is_encrypted(folder) for folder in self._header.folders)

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries with their names."""
        return [
            Entry(number, item.name, place.size if place else 0, item.is_folder, item.is_link)
            for number, (item, place) in enumerate(zip(self._header.files, self._places, strict=True))
        ]

    def read(self, entry: Entry) -> bytes:
        """One file's bytes; raises Refused when they do not match what the archive says of them."""
        place = self._places[entry.place]
        if place is None:
            return b""
        try:
            content = self._folder(place.folder)[place.start : place.start + place.size]
        except _BROKEN as error:
            raise damaged(repr(error)) from error
        if len(content) != place.size or (place.crc is not None and zlib.crc32(content) != place.crc):
            raise damaged("checksum")
        return content

    def _read_header(self) -> Header:
        start = self._at(0, _START)
        offset, size, crc = struct.unpack_from("<QQI", start, 12)
        if zlib.crc32(start[12:_START]) != struct.unpack_from("<I", start, 8)[0] or size > _MOST_HEADER:
            raise damaged("start header")
        if size == 0:
            return Header()
        packed = self._at(_START + offset, size)
        if zlib.crc32(packed) != crc:
            raise damaged("header checksum")
        header = read_header(packed)
        while header.is_packed:
            if any(_is_encrypted(folder) for folder in header.folders):
                self.encrypted = True
                return Header()
            if header.folders[0].size > _MOST_HEADER:
                raise damaged("header size")
            header = read_header(self._unpack(header, 0))
        return header

    def _folder(self, number: int) -> bytes:
        """A folder's unpacked bytes; the last one is kept, for its files are asked for one after the other."""
        if self._unpacked is None or self._unpacked[0] != number:
            self._unpacked = None
            self._unpacked = (number, self._unpack(self._header, number))
        return self._unpacked[1]

    def _unpack(self, header: Header, number: int) -> bytes:
        folder = header.folders[number]
        if folder.size > MAX_UNPACKED:
            raise Refused("archive_unsafe", "压缩包展开后大得不合常理，未读入，请解压后再收。")
        first = sum(other.packed for other in header.folders[:number])
        place = _START + header.pack_place + sum(header.pack_sizes[:first])
        content = _decoded(self._at(place, header.pack_sizes[first]), folder)
        if len(content) != folder.size or (folder.crc is not None and zlib.crc32(content) != folder.crc):
            raise damaged("folder checksum")
        return content

    def _at(self, place: int, size: int) -> bytes:
        self._source.seek(0, 2)
        if place + size > self._source.tell():
            raise damaged("outside the file")
        self._source.seek(place)
        return self._source.read(size)


def _places(header: Header) -> list[_Place | None]:
    """Each file's place, None for those without content."""
    streams = [
        _Place(number, sum(folder.parts[:part]), folder.parts[part], folder.part_crcs[part])
        for number, folder in enumerate(header.folders)
        for part in range(len(folder.parts))
    ]
    filled = sum(item.has_content for item in header.files)
    if filled != len(streams):
        raise damaged("more files than streams")
    rest = iter(streams)
    return [next(rest) if item.has_content else None for item in header.files]


def _is_encrypted(folder: Folder) -> bool:
    return any(coder.method == _AES for coder in folder.coders)


def _method(folder: Folder) -> Refused:
    methods = ",".join(coder.method.hex() for coder in folder.coders)
    return Refused("archive", "压缩包用了少见的压缩方法，读不出来，请解压后再收。", methods)


def _decoded(packed: bytes, folder: Folder) -> bytes:
    chain = folder.chain
    if not chain:
        raise _method(folder)
    first, *rest = chain
    if rest and (first.method != _LZMA2 or any(coder.method not in _FILTERS for coder in rest)):
        raise _method(folder)
    if first.method == _COPY:
        return packed
    if first.method == _DEFLATE:
        return zlib.decompressobj(-15).decompress(packed, folder.size)
    if first.method == _BZIP2:
        return bz2.BZ2Decompressor().decompress(packed, folder.size)
    if first.method not in {_LZMA, _LZMA2}:
        raise _method(folder)
    own = _lzma(first, folder.size) if first.method == _LZMA else _lzma2(first, folder.size)
    filters = [*(_filter(coder) for coder in reversed(rest)), own]
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters).decompress(packed, folder.size)


def _filter(coder: Coder) -> dict[str, int]:
    kind = _FILTERS[coder.method]
    return {"id": kind, "dist": coder.properties[0] + 1} if kind == lzma.FILTER_DELTA else {"id": kind}


def _lzma(coder: Coder, size: int) -> dict[str, int]:
    first, window = struct.unpack_from("<BI", coder.properties)
    rest, lc = divmod(first, 9)
    pb, lp = divmod(rest, 5)
    return {"id": lzma.FILTER_LZMA1, "dict_size": _window(window, size), "lc": lc, "lp": lp, "pb": pb}


def _lzma2(coder: Coder, size: int) -> dict[str, int]:
    bits = coder.properties[0]
    return {"id": lzma.FILTER_LZMA2, "dict_size": _window((2 | (bits & 1)) << (bits // 2 + 11), size)}


def _window(stated: int, size: int) -> int:
    """The window that is needed: never more than there is to unpack, whatever the archive asks for."""
    return max(4096, min(stated, size, 1 << 30))

"""The header of a .7z archive: its packed streams, how they are unpacked, and its files (7zFormat.txt, LZMA SDK)."""

from __future__ import annotations

import stat
import struct
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from desk_app.importing.gate import damaged

_END, _HEADER, _ARCHIVE, _MAIN, _FILES, _PACK, _UNPACK, _SUB = 0, 1, 2, 4, 5, 6, 7, 8
_SIZE, _CRC, _FOLDER, _UNPACK_SIZE, _COUNTS = 9, 10, 11, 12, 13
_EMPTY_STREAM, _EMPTY_FILE, _NAMES, _ATTRIBUTES, _PACKED_HEADER = 14, 15, 17, 21, 23
_UNIX, _DIRECTORY = 0x8000, 0x10
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Coder:
    """One step of unpacking: its method's number, its settings, and how many streams go in and out."""

    method: bytes
    properties: bytes
    streams: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Folder:
    """Packed streams that are unpacked together: ``parts`` are the sizes of the files in it, ``packed`` its streams.

    ``binds`` tell which coder takes in what which one gives out; ``main`` is the one that gives the files.
    """

    coders: tuple[Coder, ...]
    packed: int
    sizes: tuple[int, ...] = ()
    crc: int | None = None
    parts: tuple[int, ...] = ()
    part_crcs: tuple[int | None, ...] = ()
    main: int = 0
    binds: tuple[tuple[int, int], ...] = ()

    @property
    def chain(self) -> tuple[Coder, ...] | None:
        """The coders in the order of unpacking, None where they are no simple chain."""
        if self.packed != 1 or any(coder.streams != (1, 1) for coder in self.coders):
            return None
        giver, order = dict(self.binds), [self.main]
        while order[-1] in giver and len(order) <= len(self.coders):
            order.append(giver[order[-1]])
        whole = len(set(order)) == len(order) == len(self.coders) and max(order) < len(self.coders)
        return tuple(self.coders[place] for place in reversed(order)) if whole else None

    @property
    def size(self) -> int:
        """The size once unpacked."""
        return self.sizes[self.main]


@dataclass(frozen=True, slots=True)
class FileItem:
    """One file as the header lists it."""

    name: str
    has_content: bool = True
    is_folder: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The whole list; ``is_packed`` when it only tells where the true, packed header lies."""

    pack_place: int = 0
    pack_sizes: tuple[int, ...] = ()
    folders: tuple[Folder, ...] = ()
    files: tuple[FileItem, ...] = ()
    is_packed: bool = False


def read_header(data: bytes) -> Header:
    """Read a header; raises Refused, struct.error, IndexError or ValueError when it does not hold together."""
    reader = _Bytes(data)
    kind = reader.byte()
    if kind == _PACKED_HEADER:
        return replace(_streams(reader), is_packed=True)
    if kind != _HEADER:
        raise damaged(f"header {kind}")
    header = Header()
    while (kind := reader.byte()) != _END:
        if kind == _MAIN:
            header = _streams(reader)
        elif kind == _FILES:
            header = replace(header, files=_files(reader))
        elif kind == _ARCHIVE:
            while reader.byte() != _END:
                reader.take(reader.number())
        else:
            raise damaged(f"section {kind}")
    return header


@dataclass
class _Bytes:
    """Reads the header from front to back."""

    data: bytes
    place: int = field(default=0)

    def byte(self) -> int:
        self.place += 1
        return self.data[self.place - 1]

    def take(self, size: int) -> bytes:
        if size > len(self.data) - self.place:
            raise damaged("header too short")
        self.place += size
        return self.data[self.place - size : self.place]

    def number(self) -> int:
        """A number of one to nine bytes; the first one's leading ones count those behind it."""
        first = self.byte()
        more = next((bit for bit in range(8) if not first & (0x80 >> bit)), 8)
        low = int.from_bytes(self.take(more), "little")
        high = first & ((0x80 >> more) - 1) if more < 8 else 0
        return low | (high << (8 * more))

    def count(self) -> int:
        """A number of things, each of which needs at least a bit of the header."""
        number = self.number()
        if number > _MOST:
            raise damaged(f"{number} things")
        return number

    def bits(self, count: int) -> list[bool]:
        """A row of bits, from the highest of each byte."""
        data = self.take((count + 7) // 8)
        return [bool(data[place // 8] & (0x80 >> (place % 8))) for place in range(count)]

    def all_or_bits(self, count: int) -> list[bool]:
        return [True] * count if self.byte() else self.bits(count)

    def checksums(self, count: int) -> list[int | None]:
        return [struct.unpack("<I", self.take(4))[0] if known else None for known in self.all_or_bits(count)]


def _streams(reader: _Bytes) -> Header:
    header = Header()
    while (kind := reader.byte()) != _END:
        if kind == _PACK:
            header = _pack(reader, header)
        elif kind == _UNPACK:
            header = replace(header, folders=_folders(reader))
        elif kind == _SUB:
            header = replace(header, folders=_substreams(reader, header.folders))
        else:
            raise damaged(f"streams {kind}")
    whole = tuple(
        folder if folder.part_crcs else replace(folder, parts=(folder.size,), part_crcs=(folder.crc,))
        for folder in header.folders
    )
    if sum(folder.packed for folder in whole) != len(header.pack_sizes):
        raise damaged("packed streams")
    return replace(header, folders=whole)


def _pack(reader: _Bytes, header: Header) -> Header:
    place, count = reader.number(), reader.count()
    sizes: tuple[int, ...] = ()
    while (kind := reader.byte()) != _END:
        if kind == _SIZE:
            sizes = tuple(reader.number() for _ in range(count))
        elif kind == _CRC:
            reader.checksums(count)
        else:
            raise damaged(f"pack {kind}")
    return replace(header, pack_place=place, pack_sizes=sizes)


def _folders(reader: _Bytes) -> tuple[Folder, ...]:
    _expect(reader, _FOLDER)
    count = reader.count()
    _expect(reader, 0)
    folders = [_folder(reader) for _ in range(count)]
    _expect(reader, _UNPACK_SIZE)
    folders = [
        replace(folder, sizes=tuple(reader.number() for coder in folder.coders for _ in range(coder.streams[1])))
        for folder in folders
    ]
    while (kind := reader.byte()) != _END:
        if kind != _CRC:
            raise damaged(f"folders {kind}")
        folders = [replace(folder, crc=crc) for folder, crc in zip(folders, reader.checksums(count), strict=True)]
    return tuple(folders)


def _expect(reader: _Bytes, wanted: int) -> None:
    found = reader.byte()
    if found != wanted:
        raise damaged(f"{found} for {wanted}")


def _folder(reader: _Bytes) -> Folder:
    coders = tuple(_coder(reader) for _ in range(reader.count()))
    came_in = sum(coder.streams[0] for coder in coders)
    went_out = sum(coder.streams[1] for coder in coders)
    binds = tuple((reader.number(), reader.number()) for _ in range(went_out - 1))
    bound = {out for _, out in binds}
    packed = came_in - (went_out - 1)
    if packed > 1:
        for _ in range(packed):
            reader.number()
    main = next((place for place in range(went_out) if place not in bound), None)
    if main is None or packed < 1:
        raise damaged("coders")
    return Folder(coders, packed, main=main, binds=binds)


def _coder(reader: _Bytes) -> Coder:
    flags = reader.byte()
    method = reader.take(flags & 0x0F)
    streams = (reader.count(), reader.count()) if flags & 0x10 else (1, 1)
    properties = reader.take(reader.number()) if flags & 0x20 else b""
    return Coder(method, properties, streams)


def _substreams(reader: _Bytes, folders: tuple[Folder, ...]) -> tuple[Folder, ...]:
    counts = [1] * len(folders)
    kind = reader.byte()
    if kind == _COUNTS:
        counts = [reader.count() for _ in folders]
        kind = reader.byte()
    both = list(zip(folders, counts, strict=True))
    parts = [_part_sizes(reader, folder, count, told=kind == _SIZE) for folder, count in both]
    if kind == _SIZE:
        kind = reader.byte()
    known = [count == 1 and folder.crc is not None for folder, count in both]
    crcs: list[int | None] = []
    while kind != _END:
        if kind != _CRC:
            raise damaged(f"substreams {kind}")
        crcs = reader.checksums(sum(count for count, own in zip(counts, known, strict=True) if not own))
        kind = reader.byte()
    rest = iter(crcs)
    return tuple(
        replace(
            folder,
            parts=sizes,
            part_crcs=(folder.crc,) if own else tuple(next(rest, None) for _ in sizes),
        )
        for folder, sizes, own in zip(folders, parts, known, strict=True)
    )


def _part_sizes(reader: _Bytes, folder: Folder, count: int, *, told: bool) -> tuple[int, ...]:
    """The sizes of a folder's files; the last one is what remains."""
    if count == 0:
        return ()
    first = [reader.number() for _ in range(count - 1)] if told else []
    last = folder.size - sum(first)
    if last < 0 or len(first) != count - 1:
        raise damaged("sizes of files")
    return (*first, last)


def _files(reader: _Bytes) -> tuple[FileItem, ...]:
    count = reader.count()
    files = [FileItem("")] * count
    empty: list[bool] = []
    while (kind := reader.byte()) != _END:
        part = _Bytes(reader.take(reader.number()))
        if kind == _EMPTY_STREAM:
            empty = part.bits(count)
            files = [
                replace(item, has_content=not none, is_folder=none) for item, none in zip(files, empty, strict=True)
            ]
        elif kind == _EMPTY_FILE:
            is_file = iter(part.bits(sum(empty)))
            files = [item if item.has_content else replace(item, is_folder=not next(is_file)) for item in files]
        elif kind == _NAMES:
            files = _with(files, _names(part, count), lambda item, name: replace(item, name=name))
        elif kind == _ATTRIBUTES:
            files = _with_attributes(files, part)
    return tuple(files)


def _with(files: list[FileItem], found: list[str], change: Callable[[FileItem, str], FileItem]) -> list[FileItem]:
    return [change(item, one) for item, one in zip(files, found, strict=True)]


def _names(part: _Bytes, count: int) -> list[str]:
    _expect(part, 0)
    names = part.data[part.place :].decode("utf-16-le", "replace").split("\0")
    if len(names) <= count:
        names += [""] * (count + 1 - len(names))
    return names[:count]


def _with_attributes(files: list[FileItem], part: _Bytes) -> list[FileItem]:
    known = part.all_or_bits(len(files))
    _expect(part, 0)
    result = []
    for item, told in zip(files, known, strict=True):
        value = struct.unpack("<I", part.take(4))[0] if told else 0
        mode = value >> 16 if value & _UNIX else 0
        folder = item.is_folder or (not item.has_content and bool(value & _DIRECTORY))
        result.append(replace(item, is_folder=folder, is_link=stat.S_ISLNK(mode)))
    return result

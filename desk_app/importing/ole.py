"""Opens the old Office container (复合文档) just far enough to know what is inside and to read one stream."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from desk_app.importing.refusal import Refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_END = 0xFFFFFFFA
_ENTRY = 128
_COUNTS = (40, 44, 64, 72)  # sectors of the directory, the table, the small table, the table's own table
_MINI_CUTOFF = 4096
_MINI_SECTOR = 64


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream of the container."""

    name: str
    start: int
    size: int
    kind: int


class OleFile:
    """A compound file held in memory; raises Refused when its chains do not hold together."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(MAGIC):
            raise _broken("header")
        self._data = data
        self._sector = 1 << _number(data, 30, "<H")
        if self._sector not in (512, 4096):
            raise _broken("sector size")
        sectors = len(data) // self._sector + 1
        if any(_number(data, place) > sectors for place in _COUNTS):
            raise _broken("more sectors than the file has")
        self._fat = self._read_fat()
        directory = self._chain(_number(data, 48))
        self.streams = tuple(_entries(directory))
        if any(stream.size > len(data) for stream in self.streams):
            raise _broken("a stream larger than the file")
        self._minifat: tuple[int, ...] | None = None

    def find(self, *names: str) -> Stream | None:
        """The first stream that bears one of the names."""
        wanted = {name.lower() for name in names}
        return next((stream for stream in self.streams if stream.name.lower() in wanted), None)

    def read(self, stream: Stream) -> bytes:
        """A stream's bytes."""
        if stream.size < _MINI_CUTOFF:
            return self._read_mini(stream)
        return self._chain(stream.start)[: stream.size]

    def _read_mini(self, stream: Stream) -> bytes:
        root = next((entry for entry in self.streams if entry.kind == 5), None)
        if root is None:
            raise _broken("no root")
        if self._minifat is None:
            table = self._chain(_number(self._data, 60))
            self._minifat = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
        pool = self._chain(root.start)
        places = (number * _MINI_SECTOR for number in _follow(self._minifat, stream.start))
        return b"".join(pool[place : place + _MINI_SECTOR] for place in places)[: stream.size]

    def _read_fat(self) -> tuple[int, ...]:
        sectors = list(struct.unpack("<109I", self._data[76:_HEADER]))
        following, count = _number(self._data, 68), _number(self._data, 72)
        per_sector = self._sector // 4 - 1
        for _ in range(min(count, len(self._data) // self._sector)):
            block = self._at(following)
            numbers = struct.unpack(f"<{per_sector + 1}I", block)
            sectors.extend(numbers[:-1])
            following = numbers[-1]
            if following >= _END:
                break
        table = b"".join(self._at(number) for number in sectors if number < _END)
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        block = self._data[start : start + self._sector]
        if not block:
            raise _broken("sector outside the file")
        return block.ljust(self._sector, b"\0")

    def _chain(self, start: int) -> bytes:
        if start >= _END:
            return b""
        return b"".join(self._at(number) for number in _follow(self._fat, start))


def _follow(table: tuple[int, ...], start: int) -> list[int]:
    numbers: list[int] = []
    seen: set[int] = set()
    number = start
    while number < _END:
        if number in seen or number >= len(table):
            raise _broken("chain")
        seen.add(number)
        numbers.append(number)
        number = table[number]
    return numbers


def _entries(directory: bytes) -> list[Stream]:
    entries = []
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[place : place + _ENTRY]
        length = min(max(_number(entry, 64, "<H") - 2, 0), 62)
        if entry[66] in (1, 2, 5):
            name = entry[:length].decode("utf-16-le", "replace")
            entries.append(Stream(name, _number(entry, 116), _number(entry, 120), entry[66]))
    return entries


def _number(data: bytes, place: int, form: str = "<I") -> int:
    return int(struct.unpack_from(form, data, place)[0])


def _broken(detail: str) -> Refused:
    return Refused("damaged", "文件已损坏或不完整，打不开，请让报送单位重新发送。", detail)

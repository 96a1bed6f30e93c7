"""Files read ahead of their being stored, in their order: by helpers where they are many or heavy, else right here."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass

from desk_app.importing.helper_settings import Helper
from desk_app.importing.helper_wire import by_name, from_wire
from desk_app.importing.reading_pool import Answer, HelperUnavailableError, ReadingPool, wants_converter
from desk_app.importing.refusal import Refused
from desk_app.importing.results import ReadReturn
from desk_app.importing.returns import ReadContext, ReturnReader
from desk_app.importing.sniff import FileKind, sniff
from desk_app.services.given_files import GivenFile
from desk_app.services.read_files import FileRead, Opened

MANY = 24
"""From so many given files on helpers are worth their start."""
_AHEAD, _AHEAD_BYTES = 96, 64 << 20
_LIGHT, _LIGHT_UNPACKED = 128 << 10, 1 << 20
_END, _END_SIZE, _ENTRY = b"PK\x05\x06", 22, b"PK\x01\x02"
_LONGEST_COMMENT = 0xFFFF


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A file that was read, or one that a helper has before it; a light one of these may as well be read here."""

    one: Opened | FileRead
    waiting: Future[Answer] | None = None
    is_light: bool = False

    @property
    def size(self) -> int:
        return len(self.one.content)


class ReadAhead:
    """Reads files against one reader; leave it to end its helpers.

    A light file of a small batch is read here at once. What is heavy, or needs an office program, goes to a helper,
    which is ended when it takes too long or too much memory, or when ``watch`` raises. Of a large batch all go there;
    while the first of them is waited for, the last light ones that no helper has begun are read here.
    """

    def __init__(
        self, reader: ReturnReader, context_of: Callable[[GivenFile], ReadContext], helper: Helper | None, *, many: bool
    ) -> None:
        self._reader = reader
        self._context_of = context_of
        self._pool = ReadingPool(helper, reader.forms, reader.roster) if helper is not None else None
        self._many = many
        self._forms = by_name(reader.forms)

    def read(self, files: Iterable[Opened | FileRead], watch: Callable[[], None]) -> Iterator[FileRead]:
        """The files in their order, each with its returns."""
        ahead: deque[_Ahead] = deque()
        try:
            for one in files:
                ahead.append(self._begun(one))
                while ahead and self._is_due(ahead):
                    yield self._finished(ahead, watch)
            while ahead:
                yield self._finished(ahead, watch)
        finally:
            if self._pool is not None:
                self._pool.close()

    def _is_due(self, ahead: deque[_Ahead]) -> bool:
        first = ahead[0].waiting
        is_far = len(ahead) >= _AHEAD or sum(each.size for each in ahead) > _AHEAD_BYTES
        return first is None or first.done() or is_far

    def _begun(self, one: Opened | FileRead) -> _Ahead:
        if isinstance(one, FileRead):
            return _Ahead(one)
        context = self._context_of(one.file)
        is_light = _is_light(one.content, context)
        if self._pool is not None and (self._many or not is_light):
            return _Ahead(one, self._pool.submit(one.source, context), is_light)
        return _Ahead(one.read(self._reader.read(one.source, context)))

    def _finished(self, ahead: deque[_Ahead], watch: Callable[[], None]) -> FileRead:
        """The first file, once it is read; the time until then is used."""
        first = ahead[0]
        place = len(ahead) - 1
        while first.waiting is not None and not first.waiting.done() and place >= 0:
            each = ahead[place]
            if each.is_light and each.waiting is not None and each.waiting.cancel():
                first = self._read_here(ahead, place, watch)
            place -= 1
        ahead.popleft()
        return first.one if isinstance(first.one, FileRead) else first.one.read(self._answer(first, watch))

    def _read_here(self, ahead: deque[_Ahead], place: int, watch: Callable[[], None]) -> _Ahead:
        """Read one of the files in the place of a helper; the first of all, which may be that very one."""
        watch()
        one = ahead[place].one
        if isinstance(one, Opened):
            ahead[place] = _Ahead(one.read(self._reader.read(one.source, self._context_of(one.file))))
        return ahead[0]

    def _answer(self, ahead: _Ahead, watch: Callable[[], None]) -> list[ReadReturn]:
        one, waiting = ahead.one, ahead.waiting
        if isinstance(one, FileRead) or waiting is None or self._pool is None:
            raise RuntimeError("nobody reads this file")
        try:
            return [from_wire(wire, self._forms) for wire in self._pool.answer_of(waiting, watch)]
        except HelperUnavailableError:
            self._many = False
            return self._reader.read(one.source, self._context_of(one.file))
        except Refused as refusal:
            return self._reader.refuse(one.source, self._context_of(one.file), refusal)


def _is_light(content: bytes, context: ReadContext) -> bool:
    """Whether reading a file can cost but a moment and little memory, whatever it holds."""
    if len(content) > _LIGHT or wants_converter(content, context):
        return False
    if content.startswith(b"PK"):
        return _unpacked_size(content) <= _LIGHT_UNPACKED
    return sniff(content) is not FileKind.HTML


def _unpacked_size(content: bytes) -> int:
    """What a zip container says that it unpacks to; more than is light where its directory does not hold together."""
    end = content.rfind(_END, max(0, len(content) - _LONGEST_COMMENT - _END_SIZE))
    if end < 0 or end + _END_SIZE > len(content):
        return _LIGHT_UNPACKED + 1
    count, _, place = struct.unpack_from("<HII", content, end + 10)
    total = 0
    for _ in range(count):
        if not content.startswith(_ENTRY, place) or place + 46 > len(content):
            return _LIGHT_UNPACKED + 1
        size, name, extra, comment = struct.unpack_from("<IHHH", content, place + 24)
        total += size
        place += 46 + name + extra + comment
    return total

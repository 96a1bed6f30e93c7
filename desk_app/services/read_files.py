"""The given files read one after another: what the disk gives of each, and the returns that its bytes hold."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from desk_app.forms.reading import Span
from desk_app.importing.archive import Member, is_archive, members, pretends
from desk_app.importing.gate import BEARS_MARK, MAX_SIZE
from desk_app.importing.refusal import Refused
from desk_app.importing.results import FileState, ReadReturn
from desk_app.importing.returns import ReadContext, SourceFile, is_clutter
from desk_app.os_reasons import reason_of
from desk_app.problems import Level, Problem
from desk_app.services.given_files import GivenFile, order_of, readable

_LARGEST_ARCHIVE = 1 << 30


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file as it was read: its returns, its bytes and their SHA-256 (empty when nothing is to be kept).

    ``through`` counts the given files that are answered once this one is: a file inside an archive, unless it is the
    last one, leaves its archive open.
    """

    file: GivenFile
    reads: tuple[ReadReturn, ...]
    content: bytes = b""
    sha256: str = ""
    through: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """One file whose bytes are there and still to be read; ``through`` is that of the ``FileRead`` it becomes."""

    file: GivenFile
    content: bytes
    through: int = 0

    @property
    def source(self) -> SourceFile:
        """What the reader is given."""
        return SourceFile(self.file.name, self.content)

    def read(self, reads: Sequence[ReadReturn]) -> FileRead:
        """The file with the returns that it holds; of one that bears a secrecy mark no byte is kept (涉密不上机)."""
        if any(problem.code == BEARS_MARK for one in reads for problem in one.problems):
            return FileRead(self.file, tuple(reads), through=self.through)
        return FileRead(self.file, tuple(reads), self.content, hashlib.sha256(self.content).hexdigest(), self.through)


def open_files(file: GivenFile) -> Iterator[Opened | FileRead]:
    """Take one given file from the disk, or one by one the files inside it where it is an archive (压缩包).

    What the disk or the archive does not give is one rejected return with its reason.
    """
    content = read_bytes(file)
    if isinstance(content, FileRead):
        yield from _large_archive(file, content)
    elif is_archive(source := io.BytesIO(content)) and not pretends(file.name, source):
        yield from _inside(file, io.BytesIO(content))
    else:
        yield Opened(file, content)


def _large_archive(file: GivenFile, unread: FileRead) -> Iterator[Opened | FileRead]:
    """A file too large for a return may be an archive of many, which is then read from where it lies."""
    try:
        if unread.reads[0].state is FileState.IGNORED or not MAX_SIZE < file.path.stat().st_size <= _LARGEST_ARCHIVE:
            yield unread
            return
        with file.path.open("rb") as source:
            if is_archive(source):
                yield from _inside(file, source)
            else:
                yield unread
    except OSError as error:
        yield rejected(file, _unread(error))


def _inside(file: GivenFile, source: BinaryIO) -> Iterator[Opened | FileRead]:
    try:
        for member in members(source, order_of):
            yield _member(file, member)
    except Refused as refusal:
        yield rejected(file, str(refusal), refusal.code)


def _member(archive: GivenFile, member: Member) -> Opened | FileRead:
    name = f"{archive.name}/{readable(member.name)}"
    file = replace(archive, name=name, archive=archive.name)
    if is_clutter(name):
        return FileRead(file, (ReadReturn(name, FileState.IGNORED),))
    if member.refused is not None:
        return rejected(file, str(member.refused), member.refused.code)
    return Opened(file, member.data)


def read_bytes(file: GivenFile) -> bytes | FileRead:
    """A file's bytes, or what is to be said when there are none to be read."""
    if is_clutter(file.name):
        return FileRead(file, (ReadReturn(file.name, FileState.IGNORED),))
    try:
        if stat.S_IFMT(file.path.stat().st_mode) not in {stat.S_IFREG, stat.S_IFDIR}:
            return rejected(file, "不是普通文件（是管道或设备），没有读入，请核对")
        with file.path.open("rb") as opened:
            before = os.fstat(opened.fileno())
            content = b"" if before.st_size > MAX_SIZE else opened.read(MAX_SIZE + 1)
            after = os.fstat(opened.fileno())
    except OSError as error:
        return rejected(file, _unread(error))
    if before.st_size > MAX_SIZE:
        size = before.st_size // 1_048_576
        return rejected(file, f"有{size}MB，超过{MAX_SIZE // 1_048_576}MB，不像是填报的表，请核对")
    if len(content) != before.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return rejected(file, "没有收入：文件在读取时被改动了，请稍后再收一次")
    return content


def _unread(error: OSError) -> str:
    return f"读不出来（{reason_of(error)}），请确认U盘插好、文件没有被占用，再收一次"


def rejected(file: GivenFile, said: str, code: str = "unreadable") -> FileRead:
    """A file of which nothing could be taken."""
    problem = Problem("文件", Level.ERROR, said, code)
    return FileRead(file, (ReadReturn(file.name, FileState.REJECTED, problems=(problem,)),))


def context_for(file: GivenFile, context: ReadContext, span: Span | None) -> ReadContext:
    """What is known of one file before it is read."""
    return ReadContext(context.period, context.unit, context.form, span, file.given_folder, context.converter)

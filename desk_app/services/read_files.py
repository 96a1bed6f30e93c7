"""The given files read one after another: what the disk gives of each, and the returns that its bytes hold."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

from desk_app.forms.reading import Span
from desk_app.importing.gate import MAX_SIZE
from desk_app.importing.results import FileState, ReadReturn
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile, is_clutter
from desk_app.os_reasons import reason_of
from desk_app.problems import Level, Problem
from desk_app.services.given_files import GivenFile


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file as it was read: its returns, its bytes and their SHA-256, which is empty when there is nothing to keep."""

    file: GivenFile
    reads: tuple[ReadReturn, ...]
    content: bytes = b""
    sha256: str = ""


def read_file(file: GivenFile, reader: ReturnReader, context: ReadContext) -> FileRead:
    """Read one file; what the disk does not give is one rejected return with its reason."""
    content = read_bytes(file)
    if not isinstance(content, bytes):
        return content
    reads = reader.read(SourceFile(file.name, content), context)
    return FileRead(file, tuple(reads), content, hashlib.sha256(content).hexdigest())


def read_bytes(file: GivenFile) -> bytes | FileRead:
    """A file's bytes, or what is to be said when there are none to be read."""
    if is_clutter(file.name):
        return FileRead(file, (ReadReturn(file.name, FileState.IGNORED),))
    try:
        with file.path.open("rb") as opened:
            before = os.fstat(opened.fileno())
            content = b"" if before.st_size > MAX_SIZE else opened.read(MAX_SIZE + 1)
            after = os.fstat(opened.fileno())
    except OSError as error:
        return rejected(file, f"读不出来（{reason_of(error)}），请确认U盘插好、文件没有被占用，再收一次")
    if before.st_size > MAX_SIZE:
        size = before.st_size // 1_048_576
        return rejected(file, f"有{size}MB，超过{MAX_SIZE // 1_048_576}MB，不像是填报的表，请核对")
    if len(content) != before.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return rejected(file, "没有收入：文件在读取时被改动了，请稍后再收一次")
    return content


def rejected(file: GivenFile, said: str) -> FileRead:
    """A file of which nothing could be taken."""
    problem = Problem("文件", Level.ERROR, said, "unreadable")
    return FileRead(file, (ReadReturn(file.name, FileState.REJECTED, problems=(problem,)),))


def context_for(file: GivenFile, context: ReadContext, span: Span | None) -> ReadContext:
    """What is known of one file before it is read."""
    return ReadContext(context.period, context.unit, context.form, span, file.given_folder, context.converter)

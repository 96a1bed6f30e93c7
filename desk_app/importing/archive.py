"""压缩包: the files inside an archive, one after the other, behind the same gate as everything else.

Nothing is unpacked to the disk; an archive inside an archive is opened once more, and no deeper.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from desk_app.importing.archive_entry import Archive, Entry
from desk_app.importing.gate import (
    MAX_ENTRIES,
    MAX_SIZE,
    check_unpacked,
    is_unsafe_path,
    unsafe_path,
)
from desk_app.importing.refusal import Refused
from desk_app.importing.seven_zip import SevenZipArchive
from desk_app.importing.sniff import FileKind, kind_of_package, sniff
from desk_app.importing.zip_archive import ZipArchive

MAX_ALL = 2 * 1024 * 1024 * 1024
_DEEPEST = 2
_HEAD = 4096
_NAME_SIZE, _NAME = 26, 30
_OFFICE_FIRST = frozenset(
    {b"[Content_Types].xml", b"_rels/.rels", b"mimetype", b"docProps/app.xml", b"xl/workbook.xml", b"word/document.xml"}
)
_TABLE_NAMES = (
    ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv", ".txt", ".htm", ".html",
    ".docx", ".docm", ".doc", ".wps", ".odt", ".rtf",
)  # fmt: skip
_CONTENT_NAMES = tuple(name for name in _TABLE_NAMES if name != ".txt")
Order = Callable[[str], Any]
_OPENED: dict[FileKind, Callable[[BinaryIO], Archive]] = {FileKind.ZIP: ZipArchive, FileKind.SEVEN_ZIP: SevenZipArchive}


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside an archive: its name below it and its bytes, or why it cannot be had."""

    name: str
    data: bytes = b""
    refused: Refused | None = None


@dataclass
class _Room:
    """How much may still be unpacked, shared by an archive and those inside it."""

    entries: int = MAX_ENTRIES
    size: int = MAX_ALL
    depth: int = field(default=1)


def is_archive(source: BinaryIO) -> bool:
    """Whether a file is an archive that is opened, and no office file that only is one inside."""
    source.seek(0)
    head = source.read(_HEAD)
    kind = sniff(head)
    if kind is not FileKind.ZIP or _first_name(head) in _OFFICE_FIRST:
        return kind in _OPENED and kind is not FileKind.ZIP
    try:
        names = {entry.name for entry in ZipArchive(source).entries}
    except Refused:
        return False
    return kind_of_package(frozenset(names)) is FileKind.ZIP


def pretends(name: str, source: BinaryIO) -> bool:
    """Whether an archive is named like a table and holds none: then it is one bad file, not a batch of its own."""
    if not name.lower().endswith(_TABLE_NAMES):
        return False
    source.seek(0)
    kind = sniff(source.read(_HEAD))
    try:
        entries = _OPENED[kind](source).entries
    except Refused:
        return True
    return not any(entry.name.lower().endswith((*_CONTENT_NAMES, ".zip", ".7z")) for entry in entries)


def _first_name(head: bytes) -> bytes:
    """The name of a zip's first entry, by which most office files are known at a glance."""
    size = int.from_bytes(head[_NAME_SIZE : _NAME_SIZE + 2], "little")
    return head[_NAME : _NAME + size]


def members(source: BinaryIO, order: Order) -> Iterator[Member]:
    """All files of an archive by an ``order`` of their names; raises Refused when it cannot be opened as a whole."""
    yield from _members(source, order, _Room())


def _members(source: BinaryIO, order: Order, room: _Room) -> Iterator[Member]:
    source.seek(0)
    kind = sniff(source.read(_HEAD))
    archive = _OPENED[kind](source)
    entries = [entry for entry in archive.entries if not entry.is_folder]
    _check(archive, entries, room)
    for entry in sorted(entries, key=lambda entry: order(_name(entry))):
        yield from _files(archive, entry, order, room)


def _files(archive: Archive, entry: Entry, order: Order, room: _Room) -> Iterator[Member]:
    """The file of an entry, or the files of an archive that it is."""
    name = _name(entry)
    try:
        content = _content(archive, entry)
        if not is_archive(io.BytesIO(content)):
            yield Member(name, content)
            return
        for member in _inner(content, order, room):
            yield Member(f"{name}/{member.name}", member.data, member.refused)
    except Refused as refusal:
        yield Member(name, refused=refusal)


def _inner(content: bytes, order: Order, room: _Room) -> Iterator[Member]:
    if room.depth >= _DEEPEST:
        raise Refused("archive", "压缩包里又套了几层压缩包，请解压后再收。")
    room.depth += 1
    try:
        yield from _members(io.BytesIO(content), order, room)
    finally:
        room.depth -= 1


def _content(archive: Archive, entry: Entry) -> bytes:
    if entry.is_link:
        raise Refused("archive_unsafe", "压缩包里的这一项只是一个链接，不是文件，请放入文件本身后重新压缩。")
    if entry.size > MAX_SIZE:
        raise Refused("too_large", f"文件有{entry.size // 1_048_576}MB，超过100MB的上限，请删去图片等无关内容后重报。")
    return archive.read(entry)


def _check(archive: Archive, entries: list[Entry], room: _Room) -> None:
    """The gate before anything is unpacked: passwords, count, sizes and paths."""
    if archive.encrypted:
        raise Refused("encrypted", "压缩包设有密码，请输入密码解压后再收。")
    if not entries:
        raise Refused("empty_file", "压缩包里没有文件，请让报送单位重新发送。")
    room.entries -= len(entries)
    if room.entries < 0:
        raise Refused("archive_unsafe", f"压缩包里有{len(entries)}个文件，超出正常范围，未读入，请解压后再收。")
    unpacked = sum(entry.size for entry in entries)
    room.size -= unpacked
    check_unpacked(unpacked, archive.packed, most=room.size + unpacked)
    if any(is_unsafe_path(entry.name) for entry in entries):
        raise unsafe_path()
    if len({_name(entry) for entry in entries}) != len(entries):
        raise Refused("archive_unsafe", "压缩包里有重名的文件，分不清哪个是真的，未读入，请解压后再收。")


def _name(entry: Entry) -> str:
    parts = entry.name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", "."})

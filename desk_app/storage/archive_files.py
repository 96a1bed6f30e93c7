"""附入: which files a person put into which 件 of a campaign's archive; the bytes lie among the originals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk_app.storage.operations import Operation
from desk_app.storage.originals import Original
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.tables import archive_file


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A file of a 件; ``item`` is the 件's key, ``title`` the name of a 件 that is nothing but such files."""

    id: int
    campaign_id: int
    item: str
    title: str
    file: str
    original: str
    size: int
    added_at: datetime
    added_by: str


def add(op: Operation, campaign_id: int, item: str, title: str, file: str, original: Original) -> int:
    """Put a kept file into a 件; its id."""
    return op.insert("archive_file", {
        "campaign_id": campaign_id,
        "item": item,
        "title": title,
        "file": file,
        "original": original.name,
        "size": original.size,
        "added_at": op.at,
        "added_by": op.head.actor,
    })  # fmt: skip


def remove(op: Operation, file_id: int) -> None:
    """Take a file out of its 件; its bytes stay as long as the step can be taken back. KeyError when gone."""
    op.delete("archive_file", file_id)


def get(reader: Reader, file_id: int) -> ArchiveFile | None:
    """The file of an id, None when it is gone."""
    row = reader.first(select(archive_file).where(archive_file.c.id == file_id))
    return None if row is None else _file(row)


def of_campaign(reader: Reader, campaign_id: int) -> tuple[ArchiveFile, ...]:
    """All files of a campaign, in the order in which they were added."""
    statement = select(archive_file).where(archive_file.c.campaign_id == campaign_id).order_by(archive_file.c.id)
    return tuple(_file(row) for row in reader.rows(statement))


def _file(row: AnyRow) -> ArchiveFile:
    return ArchiveFile(
        row.id, row.campaign_id, row.item, row.title, row.file, row.original, row.size, row.added_at, row.added_by
    )

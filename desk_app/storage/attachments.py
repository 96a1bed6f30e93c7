"""附件 of records: which files were put to a row, by whom and when; the bytes lie among the originals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk_app.storage.operations import Operation
from desk_app.storage.originals import Original
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.tables import attachment, record


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a row; ``original`` is the kept file's name, which bears its check code."""

    id: int
    campaign_id: int
    record_id: int
    file: str
    original: str
    size: int
    added_at: datetime
    added_by: str


def add(op: Operation, campaign_id: int, record_id: int, file: str, original: Original) -> int:
    """Put a kept file to a row; its id."""
    return op.insert("attachment", {
        "campaign_id": campaign_id,
        "record_id": record_id,
        "file": file,
        "original": original.name,
        "size": original.size,
        "added_at": op.at,
        "added_by": op.head.actor,
    })  # fmt: skip


def remove(op: Operation, attachment_id: int) -> None:
    """Take a file away from its row; its bytes stay as long as the step can be taken back. KeyError when gone."""
    op.delete("attachment", attachment_id)


def get(reader: Reader, attachment_id: int) -> Attachment | None:
    """The attachment of an id, None when it is gone."""
    row = reader.first(select(attachment).where(attachment.c.id == attachment_id))
    return None if row is None else _attachment(row)


def of_record(reader: Reader, record_id: int) -> tuple[Attachment, ...]:
    """The files of a row, in the order in which they were added."""
    statement = select(attachment).where(attachment.c.record_id == record_id).order_by(attachment.c.id)
    return tuple(_attachment(row) for row in reader.rows(statement))


def ever_of_record(reader: Reader, record_id: int) -> dict[int, str]:
    """The ids and names of all files that a row has or had, those that were taken away among them."""
    taken = reader.driver_rows(
        "SELECT row_id, json_extract(before, '$.file') FROM change WHERE table_name = 'attachment' "
        "AND before IS NOT NULL AND json_extract(before, '$.record_id') = ?",
        (record_id,),
    )
    return {row[0]: row[1] for row in taken} | {one.id: one.file for one in of_record(reader, record_id)}


def by_form(reader: Reader, campaign_id: int) -> dict[tuple[int, str], tuple[Attachment, ...]]:
    """The files of all rows of a campaign, by the form and the period of their rows, in the order they were added."""
    statement = select(attachment, record.c.form_id, record.c.period).join(
        record, record.c.id == attachment.c.record_id
    )
    found: dict[tuple[int, str], list[Attachment]] = {}
    for row in reader.rows(statement.where(attachment.c.campaign_id == campaign_id).order_by(attachment.c.id)):
        found.setdefault((row.form_id, row.period or ""), []).append(_attachment(row))
    return {key: tuple(mine) for key, mine in found.items()}


def _attachment(row: AnyRow) -> Attachment:
    return Attachment(
        row.id, row.campaign_id, row.record_id, row.file, row.original, row.size, row.added_at, row.added_by
    )

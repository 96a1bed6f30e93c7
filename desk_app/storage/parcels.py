"""报送包 that were taken in, each with the batch it became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk_app.storage.operations import Operation
from desk_app.storage.originals import Original
from desk_app.storage.reader import Reader
from desk_app.storage.tables import batch, parcel


@dataclass(frozen=True, slots=True)
class TakenParcel:
    """A parcel as it came: under which name, from whom, made when, taken when; ``original`` is the kept file."""

    id: int
    batch_id: int
    unit_id: int | None
    file: str
    sender: str
    original: str
    made_at: str
    taken_at: datetime


def note(
    op: Operation, campaign_id: int, batch_id: int, unit_id: int | None, file: str, sender: str, original: Original,
    made_on: str,
) -> int:  # fmt: skip
    """Keep that a parcel was taken in; its id."""
    return op.insert("parcel", {
        "campaign_id": campaign_id,
        "batch_id": batch_id,
        "unit_id": unit_id,
        "file": file,
        "sender": sender,
        "original": original.name,
        "size": original.size,
        "made_at": made_on,
        "taken_at": op.at,
    })  # fmt: skip


def of_campaign(reader: Reader, campaign_id: int) -> tuple[TakenParcel, ...]:
    """The parcels of a campaign that still count, those of batches that were taken back left out."""
    statement = select(parcel).join(batch, batch.c.id == parcel.c.batch_id)
    statement = statement.where(parcel.c.campaign_id == campaign_id, batch.c.undone_at.is_(None))
    return tuple(
        TakenParcel(
            row.id, row.batch_id, row.unit_id, row.file, row.sender, row.original, row.made_at, row.taken_at
        )
        for row in reader.rows(statement.order_by(parcel.c.id))
    )  # fmt: skip

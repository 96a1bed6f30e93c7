"""下发空表 from the window: the blanks written to a folder, and the fact kept so that the period's path is true."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desk_app.campaign.period import Period
from desk_app.progress import Progress
from desk_app.services.desk import Desk
from desk_app.services.produce import Made, write_blanks
from desk_app.storage import settings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.reader import Reader

_EACH_OWN = "current"


def issue_blanks(desk: Desk, campaign: Campaign, out: Path, period: Period | None, progress: Progress) -> Made:
    """Write every unit's blanks of a period below a folder, then note when that was done."""
    made = write_blanks(desk, campaign, out, period=period, progress=progress)
    with desk.store.operation("下发空表", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = f"{len(made.files)}个文件"
        settings.put(op, _key(campaign, period), op.at.isoformat())
    return made


def issued_at(reader: Reader, campaign: Campaign, period: Period | None) -> datetime | None:
    """When the blanks of a period were written last, None if never."""
    kept = settings.get(reader, _key(campaign, period)) or settings.get(reader, _key(campaign, None))
    return datetime.fromisoformat(kept) if kept else None


def _key(campaign: Campaign, period: Period | None) -> str:
    return f"issued.{campaign.id}.{period.code if period else _EACH_OWN}"

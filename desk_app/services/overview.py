"""What the window's frame shows of a desk before any room is entered: whose it is, its campaigns and their periods."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desk_app.campaign.period import Period, Rhythm
from desk_app.services.desk import BUREAU, OPERATOR, Desk, collected_forms, current_period
from desk_app.storage import campaigns, collections, history, roster, settings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet
from desk_app.storage.seal import Seal


@dataclass(frozen=True, slots=True)
class CampaignPeriods:
    """A campaign with the periods in which anything is collected, in time, and the one to begin with."""

    campaign: Campaign
    periods: tuple[Period, ...]
    current: Period | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Whose desk it is and what lies on it; ``wrong`` says which of the office's own form files cannot be used."""

    folder: Path
    bureau: str
    operator: str
    campaigns: tuple[CampaignPeriods, ...]
    unit_count: int
    templates: tuple[str, ...]
    seal: Seal | None = None
    wrong: tuple[str, ...] = ()


def overview(desk: Desk) -> Overview:
    """Everything that the frame shows, read in one go."""
    now = desk.clock()
    with desk.store.read() as reader:
        opened = []
        for one in campaigns.list_campaigns(reader):
            known = {each.period.code: each.period for each in collections.of_campaign(reader, one.id)}
            monthly = [
                form
                for form in collected_forms(reader, one)
                if form.definition.collected not in (Rhythm.ONCE, Rhythm.ADHOC)
            ]
            current = current_period(reader, one, monthly[0], now) if monthly else None
            ordered = tuple(sorted(known.values(), key=Period.sort_key))
            opened.append(CampaignPeriods(one, ordered, current))
        return Overview(
            desk.store.folder.root,
            str(settings.get(reader, BUREAU, "")),
            str(settings.get(reader, OPERATOR, "")),
            tuple(opened),
            len(roster.load(reader).units),
            tuple(one.name for one in desk.catalogue.templates),
            desk.store.seal,
            desk.catalogue.wrong,
        )


def undo(desk: Desk, operation_id: int) -> ChangeSet:
    """撤销 one operation."""
    return desk.store.undo(operation_id, actor=desk.actor, at=desk.clock())


def undoable_since(desk: Desk, campaign: Campaign | None) -> tuple[history.Done, ...]:
    """The latest operations that have not been taken back, the newest first."""
    with desk.store.read() as reader:
        done = history.operations(reader, campaign_id=campaign.id if campaign else None, limit=20)
    return tuple(one for one in done if one.undone_by is None)

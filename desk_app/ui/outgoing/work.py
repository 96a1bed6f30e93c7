"""What 退回修改单 and 报送包 ask of the worker: plain functions on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.campaign.period import Period
from desk_app.progress import Progress

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.parcel_out import ParcelMade
    from desk_app.services.parcel_take import ParcelTaken
    from desk_app.services.parcel_values import ParcelPlan
    from desk_app.services.print_choice import Preview
    from desk_app.services.slip_write import SlipsMade
    from desk_app.services.slips import SlipPage, SlipTerms
    from desk_app.services.tally import FormTally
    from desk_app.services.values import Campaign


@dataclass(frozen=True, slots=True)
class SlipStart:
    """What the dialog of slips begins with: what stands sent back, and what was said last of term and contact."""

    page: SlipPage
    due: str
    days: int
    contact: str


def read_slips(desk: Desk, _progress: Progress, *, campaign: Campaign) -> SlipStart:
    """All that stands sent back."""
    from desk_app.services.office_words import office_words, proposed_due
    from desk_app.services.slips import slip_page

    words = office_words(desk)
    due = proposed_due(desk.clock().date(), words.days)
    return SlipStart(slip_page(desk, campaign), due, words.days, words.contact)


def due_in(desk: Desk, _progress: Progress, *, days: int) -> str:
    """The day that so many days from today come to, in words."""
    from desk_app.services.office_words import proposed_due

    return proposed_due(desk.clock().date(), days)


def write_slips(
    desk: Desk,
    progress: Progress,
    *,
    campaign: Campaign,
    ids: tuple[int, ...],
    out: Path,
    terms: SlipTerms,
    days: int,
) -> SlipsMade:
    """The slips of some returns written below a folder."""
    from desk_app.services.slip_write import chosen
    from desk_app.services.slip_write import write_slips as write

    return write(desk, campaign, chosen(desk, campaign, ids), out, terms, progress, days=days)


def preview_slips(
    desk: Desk, _progress: Progress, *, campaign: Campaign, ids: tuple[int, ...], terms: SlipTerms
) -> Preview:
    """The slips of some returns as pages."""
    from desk_app.services.slip_write import chosen
    from desk_app.services.slip_write import preview_slips as preview

    return preview(desk, campaign, chosen(desk, campaign, ids), terms)


def slip_texts(
    desk: Desk, _progress: Progress, *, campaign: Campaign, ids: tuple[int, ...], terms: SlipTerms
) -> tuple[str, ...]:
    """The texts for the units' office messages."""
    from desk_app.services.slip_write import chosen, texts_of

    return texts_of(desk, campaign, chosen(desk, campaign, ids), terms)


def read_tally(desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period | None) -> list[FormTally]:
    """How much of each form is in."""
    from desk_app.services.tally import tally_of

    return tally_of(desk, campaign, period)


def make_parcel(
    desk: Desk, progress: Progress, *, campaign: Campaign, out: Path, period: Period | None, forms: tuple[str, ...]
) -> ParcelMade:
    """The 报送包 of a period."""
    from desk_app.services.parcel_out import make_parcel as make

    return make(desk, campaign, out, period=period, forms=forms, progress=progress)


def plan_parcel(
    desk: Desk, _progress: Progress, *, campaign: Campaign, path: Path, decisions: Mapping[str, str]
) -> ParcelPlan:
    """What taking a parcel in would do, and what is still open."""
    from desk_app.services.parcel_plan import plan_parcel as plan

    return plan(desk, campaign, path, decisions)


def take_parcel(
    desk: Desk, progress: Progress, *, campaign: Campaign, path: Path, decisions: Mapping[str, str]
) -> ParcelTaken:
    """A parcel taken in."""
    from desk_app.services.parcel_take import take_parcel as take

    return take(desk, campaign, path, decisions, progress)

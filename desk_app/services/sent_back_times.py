"""退回修改次数: how often each unit's return of a form and period went back; of a closed period as 定稿 kept it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from desk_app.storage import campaigns, closings, received
from desk_app.storage.campaigns import Campaign
from desk_app.storage.closings import Closing
from desk_app.storage.reader import Reader
from desk_app.storage.received import SentBackOnce

_KEPT = "sent_back"


def times_sent_back(reader: Reader, campaign: Campaign) -> dict[tuple[str, str], Mapping[int, int]]:
    """By form and period the times of each unit; what went back after 定稿 is not told while that holds."""
    names = {one.id: one.name for one in campaigns.forms_of(reader, campaign.id, all_versions=True)}
    found: dict[tuple[str, str], Counter[int]] = {}
    every = received.sendings_back(reader, campaign.id)
    for one in every:
        found.setdefault((names[one.form_id], one.period), Counter())[one.unit_id] += 1
    closed = closings.of_campaign(reader, campaign.id, standing=True)
    kept = {(one.form, one.period.code): _kept(one, names, every) for one in closed if not one.is_quoted}
    return {**found, **kept}


def to_keep(reader: Reader, campaign: Campaign, form: str, period: str) -> dict[str, Any]:
    """The times of one form and period as 定稿 keeps them beside its sums."""
    mine = times_sent_back(reader, campaign).get((form, period), {})
    return {_KEPT: sorted([unit_id, times] for unit_id, times in mine.items())}


def kept_with(reader: Reader, closing: Closing) -> Mapping[int, int]:
    """The times that a closing was made with, whether it holds still or not."""
    names = {one.id: one.name for one in campaigns.forms_of(reader, closing.campaign_id, all_versions=True)}
    return _kept(closing, names, received.sendings_back(reader, closing.campaign_id))


def _kept(closing: Closing, names: Mapping[int, str], every: Iterable[SentBackOnce]) -> Mapping[int, int]:
    """As they were kept; an older program kept none, and what had gone back by then is counted."""
    if _KEPT in closing.sums:
        return dict(closing.sums[_KEPT])
    return Counter(
        one.unit_id
        for one in every
        if (names[one.form_id], one.period) == (closing.form, closing.period.code) and one.at <= closing.closed_at
    )

"""其中计入: how many of the rows that a ledger shows count in the figures."""

from __future__ import annotations

from array import array

from desk_app.services.desk import Desk
from desk_app.storage.campaigns import Campaign
from desk_app.storage.ledger_counts import uncounted_ids


def counting_of(desk: Desk, campaign: Campaign, form_id: int, ids: array[int]) -> int:
    """How many of a form's rows that a view shows count."""
    with desk.store.read() as reader:
        out = uncounted_ids(reader, campaign.id, form_id)
    return len(ids) - sum(1 for row_id in ids if row_id in out) if out else len(ids)

"""查找: what can be looked up from anywhere; units and forms only, never persons or contents."""

from __future__ import annotations

from desk_app.campaign.roster import Unit
from desk_app.forms.definition import FormDefinition
from desk_app.services.desk import Desk
from desk_app.storage import campaigns, roster
from desk_app.storage.campaigns import Campaign


def forms_and_units(desk: Desk, campaign: Campaign) -> tuple[tuple[FormDefinition, ...], tuple[Unit, ...]]:
    """A campaign's forms in annex order and the bureau's units in its order; no units before there is a roster."""
    with desk.store.read() as reader:
        forms = tuple(one.definition for one in campaigns.forms_of(reader, campaign.id))
        return forms, roster.load(reader).units

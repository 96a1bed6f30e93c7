"""启动专项: opening a campaign, and listing what there is."""

from __future__ import annotations

from desk_app.services.desk import BUREAU, OPERATOR, Desk
from desk_app.storage import campaigns, settings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet


def open_from_template(desk: Desk, template_name: str, *, name: str | None = None) -> tuple[Campaign, ChangeSet]:
    """Open a campaign with the forms of a template; DeskError when the template is unknown or the name is taken."""
    template = desk.catalogue.template(template_name)
    with desk.store.operation("启动专项", actor=desk.actor, at=desk.clock(), summary=template.outline.title) as op:
        campaign_id = campaigns.open_campaign(op, template, name=name)
    with desk.store.read() as reader:
        return campaigns.get(reader, campaign_id), op.changes


def list_campaigns(desk: Desk) -> tuple[Campaign, ...]:
    """All campaigns in the order in which they were opened."""
    with desk.store.read() as reader:
        return campaigns.list_campaigns(reader)


def name_the_office(desk: Desk, bureau: str, operator: str) -> ChangeSet:
    """Keep 本单位全称 and 经办人, the only two things that are asked at the start."""
    with desk.store.operation("登记本单位", actor=operator or desk.actor, at=desk.clock()) as op:
        settings.put(op, BUREAU, bureau.strip())
        settings.put(op, OPERATOR, operator.strip())
    return op.changes

"""启动专项: opening a campaign, and listing what there is."""

from __future__ import annotations

from collections.abc import Mapping

from desk_app.problems import DeskError
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


def rename_the_office(desk: Desk, *, bureau: str | None = None, operator: str | None = None) -> ChangeSet:
    """Keep one of the two, or both, and leave the other as it is; DeskError for a bureau without a name."""
    if bureau is not None and not bureau.strip():
        raise DeskError("本单位全称不能空着，没有保存。")
    return _keep(desk, {BUREAU: bureau, OPERATOR: operator})


def name_the_office(desk: Desk, bureau: str, operator: str) -> ChangeSet:
    """Keep 本单位全称 and 经办人, the only two things that are asked at the start."""
    return _keep(desk, {BUREAU: bureau, OPERATOR: operator})


def _keep(desk: Desk, told: Mapping[str, str | None]) -> ChangeSet:
    with desk.store.operation("登记本单位", actor=told[OPERATOR] or desk.actor, at=desk.clock()) as op:
        for key, text in told.items():
            if text is not None:
                settings.put(op, key, text.strip())
    return op.changes

"""选用常用表: a ready form of the catalogue becomes a form of a campaign, with its own collections from then on."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.forms.definition import FormDefinition
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.storage import campaigns
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet


@dataclass(frozen=True, slots=True)
class ReadyForm:
    """A ready form, and whether the campaign has a form that goes by its name already."""

    definition: FormDefinition
    is_taken: bool

    @property
    def name(self) -> str:
        """Its short title."""
        return self.definition.name


def ready_forms(desk: Desk, campaign: Campaign) -> tuple[ReadyForm, ...]:
    """All ready forms as they stand to a campaign."""
    held = desk.forms_of(campaign)
    return tuple(ReadyForm(form, _holder(form, held) is not None) for form in desk.catalogue.ready)


def take_ready_form(desk: Desk, campaign: Campaign, name: str) -> ChangeSet:
    """Add a ready form behind the campaign's forms, with a collection for each period of its span.

    DeskError when there is no such ready form, when the campaign has a form that goes by its name already (returns
    would then fit two), or when the campaign is ended.
    """
    form = desk.catalogue.ready_form(name)
    if campaign.ended:
        raise DeskError(f"专项“{campaign.name}”已结束，不能再加表；要加请先恢复专项。")
    with desk.store.operation(
        "选用常用表", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id, summary=form.name
    ) as op:
        held = _holder(form, tuple(one.definition for one in campaigns.forms_of(op, campaign.id)))
        if held is not None:
            raise DeskError(f"专项“{campaign.name}”已有“{held.name}”，不再重复加入“{form.name}”。")
        campaigns.add_form(op, campaign.id, form)
    return op.changes


def _holder(form: FormDefinition, held: tuple[FormDefinition, ...]) -> FormDefinition | None:
    """The campaign's form that goes by a ready form's name, or whose name the ready form goes by."""
    return next((one for one in held if one.answers_to(form.name) or form.answers_to(one.name)), None)

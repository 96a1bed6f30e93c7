"""专项: opening a campaign from a template, its forms and its collections (one form in one period)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, or_, select

from desk_app.campaign.duties import Duty, Per, Quota
from desk_app.campaign.model import Activity, CampaignOutline, Task
from desk_app.campaign.phases import Phase
from desk_app.forms.catalogue import Template
from desk_app.forms.definition import FormDefinition
from desk_app.problems import DeskError
from desk_app.storage import collections, definitions
from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.states import CampaignState
from desk_app.storage.tables import campaign, form

_DAYS = ("start", "end", "due")


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as it was opened; ``outline.name`` is the name by which commands call it."""

    id: int
    outline: CampaignOutline
    template: str
    state: CampaignState
    opened_at: datetime

    @property
    def name(self) -> str:
        """Its short name, unique in the data folder."""
        return self.outline.name

    @property
    def title(self) -> str:
        """Its full title."""
        return self.outline.title

    @property
    def ended(self) -> bool:
        """Whether it was ended (结束专项): it is grey then, and asks for nothing."""
        return self.state is CampaignState.ENDED


@dataclass(frozen=True, slots=True)
class StoredForm:
    """One version of a form of a campaign, with the definition as it then was."""

    id: int
    campaign_id: int
    position: int
    version: int
    definition: FormDefinition

    @property
    def name(self) -> str:
        """The form's short title."""
        return self.definition.name


def open_campaign(op: Operation, template: Template, *, name: str | None = None) -> int:
    """Open a campaign with its forms and the collections of its span; its id. DeskError when the name is taken."""
    outline = template.outline
    own_name = name or outline.name
    if op.first(select(campaign.c.id).where(campaign.c.name == own_name)) is not None:
        raise DeskError(f"已有名为“{own_name}”的专项；请另取名称，或直接使用已有的专项。")
    campaign_id = op.insert("campaign", {
        "name": own_name,
        "title": outline.title,
        "issuer": outline.issuer,
        "template": template.name,
        "start": outline.start,
        "end": outline.end,
        "opened_at": op.at,
        "outline": _outline_structure(outline),
    })  # fmt: skip
    for definition in template.forms:
        add_form(op, campaign_id, definition)
    return campaign_id


def add_form(op: Operation, campaign_id: int, definition: FormDefinition) -> int:
    """Add a form at the end of a campaign's forms, with its collections; the form's id."""
    span = op.first(select(campaign.c.start, campaign.c.end).where(campaign.c.id == campaign_id))
    if span is None:
        raise KeyError(campaign_id)
    position = op.scalar(select(func.count()).select_from(form).where(form.c.campaign_id == campaign_id))
    form_id = _insert_form(op, campaign_id, position, 1, definition)
    collections.add_for_span(op, campaign_id, form_id, definition, span.start, span.end)
    return form_id


def revise_form(op: Operation, form_id: int, definition: FormDefinition) -> int:
    """Keep a new version of a form for what comes from now on; the new id, or the old one when nothing differs.

    Collections that are not closed and have no return yet go over to the new version.
    """
    old = get_form(op, form_id)
    if definitions.to_structure(old.definition) == definitions.to_structure(definition):
        return form_id
    latest = op.scalar(
        select(func.max(form.c.version)).where(form.c.campaign_id == old.campaign_id, form.c.name == definition.name)
    )
    new_id = _insert_form(op, old.campaign_id, old.position, (latest or 0) + 1, definition)
    collections.move_untouched(op, form_id, new_id)
    return new_id


def _insert_form(op: Operation, campaign_id: int, position: int, version: int, definition: FormDefinition) -> int:
    return op.insert("form", {
        "campaign_id": campaign_id,
        "position": position,
        "name": definition.name,
        "annex": definition.annex,
        "version": version,
        "definition": definitions.to_structure(definition),
    })  # fmt: skip


def list_campaigns(reader: Reader, state: CampaignState | None = None) -> tuple[Campaign, ...]:
    """All campaigns in the order in which they were opened, or those of one state."""
    statement = select(campaign).order_by(campaign.c.opened_at, campaign.c.id)
    if state is not None:
        statement = statement.where(campaign.c.state == state.value)
    return tuple(_campaign(row) for row in reader.rows(statement))


def find(reader: Reader, name: str) -> Campaign:
    """The campaign of a name or title; DeskError with the names there are."""
    statement = select(campaign).where(or_(campaign.c.name == name, campaign.c.title == name))
    rows = reader.rows(statement.order_by(campaign.c.name != name, campaign.c.id))
    if not rows:
        known = "、".join(one.name for one in list_campaigns(reader)) or "（无）"
        raise DeskError(f"没有名为“{name}”的专项，现有：{known}。")
    return _campaign(rows[0])


def get(reader: Reader, campaign_id: int) -> Campaign:
    """The campaign of an id; KeyError when there is none."""
    row = reader.first(select(campaign).where(campaign.c.id == campaign_id))
    if row is None:
        raise KeyError(campaign_id)
    return _campaign(row)


def set_state(op: Operation, campaign_id: int, state: CampaignState) -> None:
    """End a campaign, or take it up again."""
    op.update("campaign", campaign_id, {"state": state.value})


def set_outline(op: Operation, campaign_id: int, outline: CampaignOutline) -> None:
    """Keep a changed outline (tasks, activities, title); the name stays, and collections are left as they are."""
    op.update("campaign", campaign_id, {
        "title": outline.title,
        "issuer": outline.issuer,
        "start": outline.start,
        "end": outline.end,
        "outline": _outline_structure(outline),
    })  # fmt: skip


def forms_of(reader: Reader, campaign_id: int, *, all_versions: bool = False) -> tuple[StoredForm, ...]:
    """A campaign's forms in annex order, the latest version of each, or every version."""
    statement = select(form).where(form.c.campaign_id == campaign_id).order_by(form.c.position, form.c.version)
    stored = [_form(row) for row in reader.rows(statement)]
    if all_versions:
        return tuple(stored)
    return tuple({one.position: one for one in stored}.values())


def get_form(reader: Reader, form_id: int) -> StoredForm:
    """The form of an id; KeyError when there is none."""
    row = reader.first(select(form).where(form.c.id == form_id))
    if row is None:
        raise KeyError(form_id)
    return _form(row)


def find_form(reader: Reader, campaign_id: int, text: str) -> StoredForm:
    """The form that a person means (附件2, short or full title); DeskError with the names there are."""
    stored = forms_of(reader, campaign_id)
    for one in stored:
        if one.definition.answers_to(text):
            return one
    raise DeskError(f"本专项没有“{text}”这张表，现有：{'、'.join(one.name for one in stored)}。")


def _outline_structure(outline: CampaignOutline) -> dict[str, Any]:
    return {
        "activities": [asdict(activity) for activity in outline.activities],
        "tasks": [asdict(task) for task in outline.tasks],
        "phases": [asdict(phase) for phase in outline.phases],
        "duties": [asdict(duty) for duty in outline.duties],
        "quotas": [asdict(quota) for quota in outline.quotas],
    }


def _campaign(row: AnyRow) -> Campaign:
    outline = CampaignOutline(
        name=row.name,
        title=row.title,
        start=row.start,
        end=row.end,
        issuer=row.issuer,
        activities=tuple(Activity(**activity) for activity in row.outline["activities"]),
        tasks=tuple(Task(**_clocked(_dated(task))) for task in row.outline["tasks"]),
        phases=tuple(Phase(**_dated(phase)) for phase in row.outline.get("phases", ())),
        duties=tuple(Duty(**_dated(duty)) for duty in row.outline.get("duties", ())),
        quotas=tuple(_quota(quota) for quota in row.outline.get("quotas", ())),
    )
    return Campaign(row.id, outline, row.template, CampaignState(row.state), row.opened_at)


def _dated(structure: dict[str, Any]) -> dict[str, Any]:
    """A stored part of an outline with its days as days."""
    days = {name: structure[name] for name in _DAYS if structure.get(name) is not None}
    return {**structure, **{name: date.fromisoformat(day) for name, day in days.items()}}


def _clocked(structure: dict[str, Any]) -> dict[str, Any]:
    clock = structure.get("clock")
    return {**structure, "clock": time.fromisoformat(clock)} if clock else structure


def _quota(structure: dict[str, Any]) -> Quota:
    return Quota(**{**_dated(structure), "per": Per(structure["per"])})


def _form(row: AnyRow) -> StoredForm:
    definition = replace(definitions.from_structure(row.definition), version=row.version)
    return StoredForm(row.id, row.campaign_id, row.position, row.version, definition)

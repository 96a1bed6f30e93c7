"""改表样: a form in use gets a new version; what came by the old one stays as it was and stays readable."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desk_app.campaign.period import periods_between
from desk_app.forms.definition import Column, FormDefinition
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.storage import campaigns, collections, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.operations import ChangeSet, Operation


@dataclass(frozen=True, slots=True)
class FormUse:
    """A form as a campaign uses it: its version, and how many returns came by it and by those before."""

    form: StoredForm
    returns: int


def forms_in_use(desk: Desk, campaign: Campaign) -> tuple[FormUse, ...]:
    """A campaign's forms in annex order, each in its newest version."""
    with desk.store.read() as reader:
        return tuple(
            FormUse(one, len(submissions.select_by(reader, campaign.id, form_id=one.id)))
            for one in campaigns.forms_of(reader, campaign.id)
        )


def carried_keys(old: FormDefinition, new: FormDefinition) -> FormDefinition:
    """The new columns under the keys of the old ones of the same heading, so that figures go on counting them."""
    known = dict(zip(old.labels, old.keys, strict=True))
    moved = {key: known[label] for key, label in zip(new.keys, new.labels, strict=True) if known.get(label, key) != key}
    taken = {moved.get(key, key) for key in new.keys}
    if not moved or len(taken) != len(new.keys):
        return new

    def own(key: str) -> str:
        return moved.get(key, key)

    columns: tuple[Column, ...] = tuple(replace(column, key=own(column.key)) for column in new.columns)
    checks = tuple(
        replace(
            rule,
            column=own(rule.column),
            when=own(rule.when),
            others=rule.others if rule.form else tuple(own(key) for key in rule.others),
        )
        for rule in new.checks
    )
    links = tuple(replace(link, own=own(link.own), show=tuple(own(key) for key in link.show)) for link in new.links)
    return replace(new, columns=columns, checks=checks, links=links)


def revise_form(desk: Desk, campaign: Campaign, form_id: int, definition: FormDefinition) -> ChangeSet:
    """Let a campaign's form be another from now on; a step that can be undone.

    What was returned keeps its version; open periods without a return go over to the new one, with its deadline where
    theirs was the old form's own. DeskError when the name would change, when it goes by the name of another form, or
    when the campaign is ended.
    """
    if campaign.ended:
        raise DeskError(f"专项“{campaign.name}”已结束，不能再改表样；要改请先恢复专项。")
    with desk.store.operation(
        "改表样", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id, summary=definition.name
    ) as op:
        old = campaigns.get_form(op, form_id)
        _refuse(op, campaign, old, definition)
        wanted = carried_keys(old.definition, definition)
        before = {one.id: one for one in collections.of_campaign(op, campaign.id, form_id=form_id)}
        new_id = campaigns.revise_form(op, form_id, wanted)
        if new_id != form_id:
            _new_dues(op, campaign, new_id, old.definition, wanted, set(before))
            _new_periods(op, campaign, new_id, wanted)
            op.summary = f"{definition.name}，第{campaigns.get_form(op, new_id).version}版"
    return op.changes


def _refuse(op: Operation, campaign: Campaign, old: StoredForm, definition: FormDefinition) -> None:
    if definition.name != old.name:
        raise DeskError(
            f"“{old.name}”已在专项里使用，简称不能改（收表、统计按它认表）；打印的标题可以改，其他叫法请写在“又称”里。"
        )
    for other in campaigns.forms_of(op, campaign.id):
        names = (definition.annex, *definition.aliases)
        clash = next((name for name in names if name and other.definition.answers_to(name)), "")
        if other.name != old.name and clash:
            raise DeskError(f"“{clash}”是“{other.name}”的叫法，收表时会分不清是哪一张；请换一个附件号或又称。")


def _new_dues(
    op: Operation, campaign: Campaign, new_id: int, old: FormDefinition, new: FormDefinition, known: set[int]
) -> None:
    """The new deadline for open empty periods whose deadline was the old form's; one set by a later paper stays."""
    if old.due == new.due:
        return
    for one in collections.of_campaign(op, campaign.id, form_id=new_id):
        was = collections.due_day(old.due, one.period)
        if one.form_id == new_id and one.id in known and one.due_on == was:
            due = new.due
            day, clock = collections.due_day(due, one.period), None if due is None else due.clock
            collections.set_due(op, one.id, day, clock, "" if due is None else due.basis)


def _new_periods(op: Operation, campaign: Campaign, new_id: int, new: FormDefinition) -> None:
    """The periods that another rhythm brings; those of the old rhythm that are empty are taken out."""
    if new.collected is None:
        return
    known = collections.of_campaign(op, campaign.id, form_id=new_id)
    wanted = periods_between(new.collected, campaign.outline.start, campaign.outline.end)
    have = {one.period.code for one in known}
    for period in wanted:
        if period.code not in have:
            collections.add(op, campaign.id, new_id, period, new.due)
    sent = {one.period for one in submissions.select_by(op, campaign.id, form_id=new_id)}
    spoken_of = {one.collection_id for one in collections.owing_of(op, campaign.id)}
    empty = [
        one.id
        for one in known
        if one.period.rhythm is not new.collected
        and one.closed_at is None
        and one.period.code not in sent
        and one.id not in spoken_of
    ]
    collections.remove(op, empty)

"""What 方案 asks of the services, run in the worker's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.progress import Progress
from desk_app.services.plan_doubts import Answer, Stage

if TYPE_CHECKING:
    from desk_app.forms.definition import FormDefinition
    from desk_app.services.desk import Desk
    from desk_app.services.plan_amend import DutySaid, PhaseSaid
    from desk_app.services.plan_changes import Change
    from desk_app.services.plan_later import Applied
    from desk_app.services.plan_page import PlanPage
    from desk_app.services.plan_start import Begun, Opening
    from desk_app.services.print_choice import Preview
    from desk_app.services.produce import Made
    from desk_app.services.values import Campaign, ChangeSet, DraftHead


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the room shows: the documents there are, and the open one with its changes."""

    documents: tuple[DraftHead, ...]
    page: PlanPage | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of a doubt; ``other`` is what was typed as another answer."""

    about: str
    stage: Stage
    day: date | None = None
    text: str = ""
    other: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants started: the campaign's name and days as typed, and the forms by their places."""

    name: str
    start: str
    end: str
    forms: Mapping[int, FormDefinition | None]


def read_room(desk: Desk, _progress: Progress, *, draft_id: int | None, campaign: Campaign | None) -> Shown:
    """The documents, and the wanted one; without a wish the latest draft, else that of the campaign."""
    from desk_app.services.plan_desk import documents
    from desk_app.services.plan_later import changes_listed
    from desk_app.services.plan_page import plan_page

    known = documents(desk)
    wanted = _chosen(known, draft_id, campaign)
    if wanted is None:
        return Shown(known, None)
    return Shown(known, plan_page(desk, wanted), changes_listed(desk, wanted))


def _chosen(known: tuple[DraftHead, ...], draft_id: int | None, campaign: Campaign | None) -> int | None:
    if draft_id is not None:
        return draft_id if any(one.id == draft_id for one in known) else None
    for one in known:
        if one.state == "草稿" or (campaign is not None and one.campaign_id == campaign.id):
            return one.id
    return None


def read_in(desk: Desk, progress: Progress, *, path: Path, against: Campaign | None) -> PlanPage:
    """Read a document."""
    from desk_app.services.plan_desk import read_in

    return read_in(desk, path, against=against, progress=progress)


def remove(desk: Desk, _progress: Progress, *, draft_id: int) -> ChangeSet:
    """Drop a draft."""
    from desk_app.services.plan_desk import remove_draft

    return remove_draft(desk, draft_id)


def answer(desk: Desk, _progress: Progress, *, draft_id: int, said: Said) -> ChangeSet:
    """Keep what was said of a doubt; what was typed is read as a day where a day is wanted."""
    from desk_app.services.plan_desk import answer_doubt, day_said
    from desk_app.services.plan_page import plan_page
    from desk_app.services.plan_start import opening_of

    day, text = said.day, said.text
    if said.other.strip():
        page = plan_page(desk, draft_id)
        if page.doubt(said.about).wants_day:
            opening = opening_of(page, desk.clock().date())
            day = day_said(said.other, (opening.start, opening.end))
        else:
            text = said.other.strip()
    return answer_doubt(desk, draft_id, said.about, Answer(said.stage, day, text, said.basis))


def rule_all(desk: Desk, _progress: Progress, *, draft_id: int, basis: str) -> ChangeSet:
    """Take every proposal as ruled."""
    from desk_app.services.plan_desk import rule_all_proposed

    return rule_all_proposed(desk, draft_id, basis)


def correct(
    desk: Desk, _progress: Progress, *, draft_id: int, place: int, units: str, due: str, basis: str
) -> ChangeSet:
    """Keep a correction of a task."""
    from desk_app.services.plan_desk import correct_task, day_said
    from desk_app.services.plan_page import plan_page
    from desk_app.services.plan_start import opening_of

    opening = opening_of(plan_page(desk, draft_id), desk.clock().date())
    day = day_said(due, (opening.start, opening.end)) if due.strip() else None
    return correct_task(desk, draft_id, place, units=units, due=day, basis=basis)


def amend(
    desk: Desk, _progress: Progress, *, draft_id: int, about: str, said: DutySaid | PhaseSaid | None
) -> ChangeSet:
    """Keep a duty or a stage as it was typed, None for the plan's own words."""
    from desk_app.services.plan_amend import DutySaid, PhaseSaid, amend_duty, amend_phase

    kind, _, place = about.partition("/")
    if kind == "duty":
        return amend_duty(desk, draft_id, int(place), said if isinstance(said, DutySaid) else None)
    return amend_phase(desk, draft_id, int(place), said if isinstance(said, PhaseSaid) else None)


def drop(desk: Desk, _progress: Progress, *, draft_id: int, about: str, dropped: bool) -> ChangeSet:
    """Leave a thing out, or take it in again."""
    from desk_app.services.plan_desk import drop_item

    return drop_item(desk, draft_id, about, dropped=dropped)


def take(desk: Desk, _progress: Progress, *, draft_id: int, about: str, wanted: bool) -> ChangeSet:
    """Say of a change whether it shall hold."""
    from desk_app.services.plan_later import take_change

    return take_change(desk, draft_id, about, take=wanted)


def take_waiting(desk: Desk, _progress: Progress, *, draft_id: int) -> ChangeSet:
    """Say of all changes that still wait and are certain that they shall hold."""
    from desk_app.services.plan_later import take_waiting

    return take_waiting(desk, draft_id)


def apply(desk: Desk, _progress: Progress, *, draft_id: int) -> Applied:
    """Let the confirmed changes hold."""
    from desk_app.services.plan_later import apply_changes

    return apply_changes(desk, draft_id)


def read_opening(desk: Desk, _progress: Progress, *, page: PlanPage) -> Opening:
    """What the campaign would be called."""
    from desk_app.services.plan_start import opening_of

    return opening_of(page, desk.clock().date())


def keep(desk: Desk, _progress: Progress, *, draft_id: int, wanted: Wanted) -> None:
    """Keep what was typed for the start, nothing started."""
    from desk_app.services.plan_desk import confirm_forms, day_said, keep_opening

    start, end = day_said(wanted.start, (None, None)), day_said(wanted.end, (None, None))
    keep_opening(desk, draft_id, name=wanted.name, start=start, end=end)
    if wanted.forms:
        confirm_forms(desk, draft_id, wanted.forms)


def start(desk: Desk, progress: Progress, *, draft_id: int, wanted: Wanted) -> Begun:
    """Keep what was typed, then start the campaign."""
    from desk_app.services.plan_start import start_campaign

    keep(desk, progress, draft_id=draft_id, wanted=wanted)
    return start_campaign(desk, draft_id)


def preview(desk: Desk, _progress: Progress, *, draft_id: int) -> Preview:
    """疑点核对单 as it will be printed."""
    from desk_app.services.plan_print import preview_doubts

    return preview_doubts(desk, draft_id)


def write(desk: Desk, _progress: Progress, *, draft_id: int, folder: Path, kinds: tuple[str, ...]) -> Made:
    """疑点核对单 as files."""
    from desk_app.services.plan_print import write_doubts

    return write_doubts(desk, draft_id, folder, kinds)


def open_template(desk: Desk, _progress: Progress, *, template: str, name: str) -> Campaign:
    """Start a campaign from a template."""
    from desk_app.services.open_campaign import open_from_template

    campaign, _ = open_from_template(desk, template, name=name or None)
    return campaign

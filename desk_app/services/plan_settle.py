"""What was ruled reaches the tasks of a campaign that goes on: the day, its basis, and the day before in the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING, Any

from desk_app.campaign.holidays import Holidays
from desk_app.campaign.model import Task
from desk_app.campaign.tasks import is_own_plan, task_keys
from desk_app.services.calendar_due_change import change_due
from desk_app.services.calendar_due_rule import DueDay
from desk_app.services.desk import BUREAU
from desk_app.services.plan_form_asks import settled_due
from desk_app.services.plan_outline import again_of, phase_of
from desk_app.services.task_board import DATES, ORIGIN
from desk_app.storage import campaigns, collections, plan_drafts, rulings, settings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation
from desk_app.storage.reader import Reader
from desk_app.storage.states import DraftState

if TYPE_CHECKING:
    from desk_app.services.plan_page import PlanPage

STARTED = "started"
"""Under this name a draft keeps which of its tasks became which task of the campaign."""


@dataclass(frozen=True, slots=True)
class Move:
    """A task's new day, None where there is none any more, why, and the hour where one is written."""

    day: date | None
    basis: str
    clock: time | None = None


def carry_over(op: Operation, before: PlanPage, after: PlanPage, holidays: Holidays) -> None:
    """Let a ruling on a plan from which a campaign was started hold in that campaign at once, in tasks and forms."""
    campaign_id = after.head.campaign_id
    if after.head.state is not DraftState.STARTED or campaign_id is None:
        return
    started = plan_drafts.rulings_on(op, after.head.id).get(STARTED)
    keys: dict[str, str] = started.decision["keys"] if started is not None else {}
    moves = {
        keys[str(new.place)]: Move(new.due, new.basis or "疑点未定", new.clock)
        for old, new in zip(before.tasks, after.tasks, strict=True)
        if (old.due, old.basis) != (new.due, new.basis) and str(new.place) in keys
    }
    if moves:
        move_tasks(op, campaigns.get(op, campaign_id), moves)
    _carry_parts(op, campaign_id, before, after)
    _carry_forms(op, campaigns.get(op, campaign_id), before, after, holidays)


def _carry_forms(op: Operation, campaign: Campaign, before: PlanPage, after: PlanPage, holidays: Holidays) -> None:
    """报送时限 of forms collected once as the plan leaves it now; a day that somebody set otherwise stays."""
    known = collections.of_campaign(op, campaign.id)
    for old, new in zip(before.forms, after.forms, strict=True):
        was, now = (settled_due(page, view.definition, holidays) for page, view in ((before, old), (after, new)))
        mine = [one for one in known if one.form == new.definition.name and one.closed_at is None]
        if was == now or new.dropped or len(mine) != 1 or mine[0].due_on != (was and was.on):
            continue
        due = DueDay(now.on, now.clock) if now is not None and now.on is not None else None
        change_due(op, campaign, mine[0].id, due, now.basis if now is not None else "疑点未定")


def _carry_parts(op: Operation, campaign_id: int, before: PlanPage, after: PlanPage) -> None:
    """Stages, duties and quotas as they hold now, where a person set one right."""
    outline = campaigns.get(op, campaign_id).outline
    if after.duties != before.duties:
        duties, quotas, _ = again_of(view.kept for view in after.duties if not view.dropped)
        outline = replace(outline, duties=duties, quotas=quotas)
    if after.phases != before.phases:
        outline = replace(outline, phases=tuple(phase_of(view.said) for view in after.phases if not view.dropped))
    if outline != campaigns.get(op, campaign_id).outline:
        campaigns.set_outline(op, campaign_id, outline)


def move_tasks(op: Operation, campaign: Campaign, moves: Mapping[str, Move]) -> None:
    """Give tasks other days; their printed words stay, and so does every earlier day with its basis."""
    outline = campaign.outline
    tasks = []
    for key, task in zip(task_keys(outline.tasks), outline.tasks, strict=True):
        tasks.append(_moved(task, moves[key]) if key in moves else task)
        if key in moves and task.due is not None and task.due != moves[key].day:
            _keep_first(op, campaign, key, task.due, f"方案原定“{task.deadline}”")
    campaigns.set_outline(op, campaign.id, replace(outline, tasks=tuple(tasks)))
    for key, move in moves.items():
        rule_day(op, campaign, key, move)


def _moved(task: Task, move: Move) -> Task:
    clock = task.clock if move.day == task.due else None
    return replace(task, due=move.day, clock=move.clock or clock)


def rule_day(op: Operation, campaign: Campaign, key: str, move: Move) -> None:
    """Keep the ruling of a task's day as 任务 shows it.

    The dates of our own bureau's plan are the units' to us. A superior's are ours to the superior: then 局内时限 that
    somebody confirmed stays as long as it is not later, and otherwise is proposed anew.
    """
    standing = rulings.standing(op, DATES, campaign_id=campaign.id).get(key)
    day = None if move.day is None else move.day.isoformat()
    if own_plan(op, campaign):
        decision: dict[str, Any] = {"inner": day, "report": None}
    else:
        inner = standing.decision.get("inner") if standing is not None and standing.decision else None
        kept = inner if inner and day and inner <= day else None
        decision = {"inner": kept, "report": day, "proposed": kept is None}
    rulings.decide(op, kind=DATES, subject=key, decision=decision, basis=move.basis, campaign_id=campaign.id)


def _keep_first(op: Operation, campaign: Campaign, key: str, day: date, basis: str) -> None:
    """Before a day is moved for the first time, the plan's own is kept beside its basis."""
    if key not in rulings.standing(op, DATES, campaign_id=campaign.id):
        own = {"inner": day.isoformat(), "report": None}
        decision = own if own_plan(op, campaign) else {"inner": None, "report": day.isoformat(), "proposed": True}
        rulings.decide(op, kind=DATES, subject=key, decision=decision, basis=basis, campaign_id=campaign.id)


def own_plan(reader: Reader, campaign: Campaign) -> bool:
    """Whether the plan is our own bureau's, as somebody said or as its issuer tells."""
    said = rulings.standing(reader, ORIGIN, campaign_id=campaign.id).get(campaign.name)
    if said is not None:
        return bool(said.decision)
    return is_own_plan(campaign.outline.issuer, str(settings.get(reader, BUREAU, "")))


def standing_day(reader: Reader, campaign: Campaign) -> dict[str, date | None]:
    """The day that holds for each task now, by its key: as ruled, else as the plan states it."""
    ruled = rulings.standing(reader, DATES, campaign_id=campaign.id)
    own = own_plan(reader, campaign)
    found: dict[str, date | None] = {}
    for key, task in zip(task_keys(campaign.outline.tasks), campaign.outline.tasks, strict=True):
        decision = ruled[key].decision if key in ruled else None
        if decision:
            text = decision.get("inner") if own else decision.get("report") or decision.get("inner")
            found[key] = date.fromisoformat(text) if text else None
        else:
            found[key] = task.due
    return found

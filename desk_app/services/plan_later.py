"""后续文件 against a campaign: its changes are listed, each is confirmed by a person, then all confirmed ones hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.plan import Source
from desk_app.campaign.tasks import task_keys
from desk_app.problems import DeskError
from desk_app.services.calendar_due_change import change_due
from desk_app.services.calendar_due_rule import DueDay
from desk_app.services.desk import Desk
from desk_app.services.plan_changes import Change, Standing, changes_of
from desk_app.services.plan_desk import holidays_of
from desk_app.services.plan_settle import Move, move_tasks, standing_day
from desk_app.services.plan_unread import unread_of
from desk_app.storage import campaigns, collections, plan_drafts, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.plan_drafts import DraftHead
from desk_app.storage.reader import Reader
from desk_app.storage.states import DraftState

CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Applied:
    """What a later paper has done: how many changes hold now, how lateness moved, and how many still wait."""

    changes: int
    said: tuple[str, ...]
    operation_id: int | None
    waiting: int = 0

    @property
    def tail(self) -> str:
        """What became of the rest, in a sentence."""
        return f"另有{self.waiting}处待确认，这份文件仍可接着核对。" if self.waiting else "其余照旧。"


def changes_listed(desk: Desk, draft_id: int) -> tuple[Change, ...]:
    """What a later paper changes, with what a person said of each; once applied, as it was then."""
    holidays = holidays_of(desk)
    with desk.store.read() as reader:
        draft = plan_drafts.get(reader, draft_id)
        said = plan_drafts.rulings_on(reader, draft_id)
        if not draft.head.later or draft.head.campaign_id is None:
            return ()
        campaign = campaigns.get(reader, draft.head.campaign_id)
        if draft.head.state is DraftState.APPLIED:
            return _as_applied(said[CHANGES].decision["done"])
        standing = _standing(reader, campaign)
        found = changes_of(draft.reading, standing, holidays)
        if CHANGES in said:
            found = _going_on(said[CHANGES].decision["done"], found)
        units = [unit.name for unit in roster.load(reader).everyone]
        listed = (*found, *unread_of(draft.reading, standing, found, units, holidays))
    return tuple(replace(one, taken=said[one.about].decision["take"]) if one.about in said else one for one in listed)


def _going_on(before: Sequence[dict[str, str]], found: Sequence[Change]) -> tuple[Change, ...]:
    """What was listed when a part was taken: that part as it was, the rest as it is found now, nothing new beside."""
    now = {one.about: one for one in found}
    listed = []
    for one in _as_applied(before):
        if one.taken:
            listed.append(replace(one, done=True))
        elif one.about in now:
            listed.append(now[one.about])
    return tuple(listed)


def _standing(reader: Reader, campaign: Campaign) -> Standing:
    forms = campaigns.forms_of(reader, campaign.id)
    return Standing(
        campaign,
        standing_day(reader, campaign),
        collections.of_campaign(reader, campaign.id),
        {form.name: form.definition.annex for form in forms if form.definition.collected is not None},
    )


def _as_applied(done: Sequence[dict[str, str]]) -> tuple[Change, ...]:
    return tuple(
        Change(
            one["about"], one["name"], one["what"], one["old"], one["new"],
            Source(int(one["block"]), one["where"], one["text"], int(one["start"]), int(one["end"])),
            taken=bool(one["taken"]),
        )
        for one in done
    )  # fmt: skip


def take_change(desk: Desk, draft_id: int, about: str, *, take: bool) -> ChangeSet:
    """Say of one change whether it shall hold; DeskError for one without a certain day."""
    change = next(one for one in changes_listed(desk, draft_id) if one.about == about)
    if change.done:
        raise DeskError(f"“{change.name}”的这处变动已经采用，要改的请撤销那一步，或在任务里认定。")
    if take and change.is_unread:
        raise DeskError("这一句没有理解，不能直接采用，请人工核对后在任务、时限或单位里改动。")
    if take and not change.can_be_taken:
        raise DeskError(
            f"“{change.name}”的新时限没有确定（{change.doubt.rstrip('。')}），不能直接采用，请在任务里认定。"
        )
    with desk.store.operation("确认变动", actor=desk.actor, at=desk.clock()) as op:
        op.summary = f"{change.name} {'采用' if take else '不采用'}"
        plan_drafts.rule(op, draft_id, about, {"take": take})
    return op.changes


def take_some(desk: Desk, draft_id: int, taken: Sequence[Change]) -> ChangeSet:
    """Say of several changes at once that they shall hold; what was said of the others stays."""
    with desk.store.operation("确认变动", actor=desk.actor, at=desk.clock()) as op:
        op.summary = f"采用{len(taken)}处"
        for one in taken:
            plan_drafts.rule(op, draft_id, one.about, {"take": True})
    return op.changes


def take_waiting(desk: Desk, draft_id: int) -> ChangeSet:
    """Take every change that is certain and still waits for a word; DeskError when none does."""
    waiting = [one for one in changes_listed(desk, draft_id) if one.taken is None and one.can_be_taken]
    if not waiting:
        raise DeskError("没有待确认而能直接采用的变动。")
    return take_some(desk, draft_id, waiting)


def apply_changes(desk: Desk, draft_id: int) -> Applied:
    """Let every confirmed change hold, its basis the later paper; what it does not name stays as it was.

    The paper stays open while anything of it waits for a word. DeskError when nothing is confirmed while something
    waits, or when the paper was applied already.
    """
    listed = changes_listed(desk, draft_id)
    with desk.store.read() as reader:
        head = plan_drafts.get(reader, draft_id).head
    if head.state is not DraftState.OPEN or head.campaign_id is None:
        raise DeskError("这份文件的变动已经采用过了。")
    taken = [one for one in listed if one.taken and not one.done]
    waiting = sum(one.taken is None for one in listed)
    if not taken and (waiting or not listed):
        raise DeskError("还没有确认采用哪一处变动，请逐条确认。")
    basis = basis_of(head, desk, draft_id)
    with desk.store.operation(
        "采用后续文件", actor=desk.actor, at=desk.clock(), campaign_id=head.campaign_id, summary=basis
    ) as op:
        campaign = campaigns.get(op, head.campaign_id)
        _change_tasks(op, campaign, taken, basis)
        said = [_change_due(op, campaign, one, basis) for one in taken if one.collection is not None]
        plan_drafts.rule(op, draft_id, CHANGES, {"done": [_kept(one) for one in listed]}, basis)
        if not waiting:
            plan_drafts.set_state(op, draft_id, DraftState.APPLIED, campaign.id)
    return Applied(len(taken), tuple(text for text in said if text), op.changes.operation_id, waiting)


def basis_of(head: DraftHead, desk: Desk, draft_id: int) -> str:
    """A later paper as a basis names it: its title and number, else its file."""
    with desk.store.read() as reader:
        reading = plan_drafts.get(reader, draft_id).reading
    number = f"（{reading.document_number}）" if reading.document_number else ""
    return f"《{reading.title}》{number}" if reading.title else f"{head.file}{number}"


def _change_tasks(op: Operation, campaign: Campaign, taken: Sequence[Change], basis: str) -> None:
    moves = {one.task: Move(one.day, basis, one.clock) for one in taken if one.task and one.day is not None}
    units = {one.task: one.units for one in taken if one.task and one.units}
    added = [one.added for one in taken if one.added is not None]
    if units or added:
        outline = campaign.outline
        keyed = zip(task_keys(outline.tasks), outline.tasks, strict=True)
        tasks = [replace(task, units=units.get(key, task.units)) for key, task in keyed]
        campaigns.set_outline(op, campaign.id, replace(outline, tasks=(*tasks, *added)))
        campaign = campaigns.get(op, campaign.id)
    if moves:
        move_tasks(op, campaign, moves)


def _change_due(op: Operation, campaign: Campaign, change: Change, basis: str) -> str:
    """Set a form's new day and weigh anew who came late; the sentence that says so, empty where nothing moved."""
    if change.collection is None or change.day is None:
        return ""
    return change_due(op, campaign, change.collection, DueDay(change.day, change.clock), basis).said


def _kept(one: Change) -> dict[str, object]:
    source = one.source
    return {
        "about": one.about, "name": one.name, "what": one.what, "old": one.old, "new": one.new,
        "block": source.block, "where": source.where, "text": source.text, "start": source.start, "end": source.end,
        "taken": bool(one.taken),
    }  # fmt: skip

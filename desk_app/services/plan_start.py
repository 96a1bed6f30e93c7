"""启动专项 from a plan that a person went through, doubts open or not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.model import Activity, Task
from desk_app.campaign.plan import PlanReading
from desk_app.campaign.tasks import task_keys
from desk_app.exporting.file_names import safe_name
from desk_app.forms.catalogue import Catalogue, Template
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.plan_desk import OPENING, holidays_of, keep_document, read_document
from desk_app.services.plan_form_asks import settled_due
from desk_app.services.plan_outline import again_of, phase_of
from desk_app.services.plan_page import FormView, PlanPage, TaskView, page_of
from desk_app.services.plan_settle import STARTED, Move, rule_day
from desk_app.services.plan_template import keep_template
from desk_app.services.read_plan import outline_of
from desk_app.storage import campaigns, plan_drafts
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation
from desk_app.storage.states import DraftState

_DATED = {Kind.BY, Kind.WINDOW, Kind.QUOTA}
_LIST_COLUMNS: tuple[Column, ...] = (
    Column("number", "序号", ColumnKind.SERIAL, width=12.0),
    Column("activity", "任务事项", group="任务事项", width=30.0),
    Column("content", "任务事项", ColumnKind.LONG, group="任务事项", required=True, width=113.0),
    Column("units", "责任单位", ColumnKind.LONG, width=40.0),
    Column("deadline", "完成时限", ColumnKind.DUE, width=30.0),
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a campaign shall be called and how long it lasts."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Begun:
    """A campaign that was started, and what is to be said of it."""

    campaign: Campaign
    open_doubts: int
    undated: int
    template: Template
    remarks: tuple[str, ...] = ()


def opening_of(page: PlanPage, today: date) -> Opening:
    """What was typed so far, else what the plan says."""
    proposed = outline_of(page.reading, Path(page.head.file).stem, today)
    kept = page.opening
    start = date.fromisoformat(kept["start"]) if kept.get("start") else proposed.start
    end = date.fromisoformat(kept["end"]) if kept.get("end") else proposed.end
    return Opening(str(kept.get("name") or proposed.name), start, end)


def open_from_plan(desk: Desk, path: Path, *, name: str | None = None) -> Begun:
    """Read a plan and start its campaign in one go, as 方案 does it in two: the document stays, with what was said.

    A draft of the same file that lies there is the one that is started. DeskError, with nothing kept, when the file
    is no plan or cannot be read, or when the name is taken.
    """
    document = read_document(desk, path)
    title = document.reading.title or path.stem
    with desk.store.operation("启动专项", actor=desk.actor, at=desk.clock(), summary=title) as op:
        draft_id = keep_document(op, desk, document)
        if name:
            opening = opening_of(page_of(op, draft_id), desk.clock().date())
            decision = {"name": name, "start": opening.start.isoformat(), "end": opening.end.isoformat()}
            plan_drafts.rule(op, draft_id, OPENING, decision)
        begun = _start(op, desk, page_of(op, draft_id))
    desk.catalogue = _with_template(desk, begun.template)
    return begun


def start_campaign(desk: Desk, draft_id: int) -> Begun:
    """Open the campaign of a draft: its tasks, due only where that is clear or ruled, and the forms as confirmed.

    The forms go into the office's own folder as well, so that the campaign is a template from now on. DeskError when
    the draft has started one already, when its name is taken, or when the forms cannot be written.
    """
    with desk.store.operation("启动专项", actor=desk.actor, at=desk.clock()) as op:
        begun = _start(op, desk, page_of(op, draft_id))
        op.summary = begun.campaign.title
    desk.catalogue = _with_template(desk, begun.template)
    return begun


def _start(op: Operation, desk: Desk, page: PlanPage) -> Begun:
    draft_id = page.head.id
    if page.head.state is not DraftState.OPEN or page.head.later:
        raise DeskError("这份文件已用于专项，不能再启动一次。")
    opening = opening_of(page, desk.clock().date())
    if opening.start > opening.end:
        raise DeskError("专项的起始日期在截止日期之后，请核对。")
    tasks = [view for view in page.tasks if not view.dropped]
    template, remarks = _template(desk, page, tasks, opening)
    campaign_id = campaigns.open_campaign(op, template)
    campaign = campaigns.get(op, campaign_id)
    keys = dict(zip((view.place for view in tasks), task_keys(template.outline.tasks), strict=True))
    for view in tasks:
        if view.basis and view.due is not None:
            rule_day(op, campaign, keys[view.place], Move(view.due, view.basis))
    plan_drafts.set_state(op, draft_id, DraftState.STARTED, campaign_id)
    plan_drafts.rule(op, draft_id, STARTED, {"keys": {str(place): key for place, key in keys.items()}})
    kept = keep_template(desk.store.folder.root, template, {one.name for one in desk.catalogue.templates})
    undated = sum(view.due is None and _asks_a_day(view) for view in tasks)
    return Begun(campaign, page.open_doubts, undated, kept, remarks)


def _with_template(desk: Desk, kept: Template) -> Catalogue:
    others = [one for one in desk.catalogue.templates if one.name != kept.name]
    return replace(desk.catalogue, templates=(*others, kept))


def _asks_a_day(view: TaskView) -> bool:
    return view.task.deadline.kind not in {Kind.UNDATED, Kind.RECURRING, Kind.QUOTA, Kind.MENTION}


def _template(desk: Desk, page: PlanPage, tasks: list[TaskView], opening: Opening) -> tuple[Template, tuple[str, ...]]:
    reading = page.reading
    duties, quotas, left = again_of(view.kept for view in page.duties if not view.dropped)
    outline = replace(
        outline_of(reading, opening.name, desk.clock().date()),
        name=safe_name(opening.name),
        start=opening.start,
        end=opening.end,
        activities=_activities(reading, tasks),
        tasks=tuple(
            Task(one.number, one.activity, one.task.content, one.units, one.task.deadline.text, one.due, one.clock)
            for one in tasks
        ),
        phases=tuple(phase_of(view.said) for view in page.phases if not view.dropped),
        duties=duties,
        quotas=quotas,
    )
    remarks = (f"有{left}条要求没有写明周期或次数，未列入定期工作和次数要求，请在方案里查看。",) if left else ()
    holidays = holidays_of(desk)
    forms = (*_list_form(reading), *(_with_due(view, page, holidays) for view in page.forms if not view.dropped))
    return Template(outline, forms), remarks


def _activities(reading: PlanReading, tasks: list[TaskView]) -> tuple[Activity, ...]:
    names = {view.task.activity: view.activity for view in tasks}
    return tuple(Activity(one.number, names.get(one.name, one.name)) for one in reading.activities)


def _list_form(reading: PlanReading) -> tuple[FormDefinition, ...]:
    """任务清单 as a form to print, where the plan brings one."""
    listed = [task for task in reading.tasks if task.source.row is not None]
    table = next((one for one in reading.document.tables if listed and one.index == listed[0].source.block), None)
    if table is None:
        return ()
    title = next((one.title for one in reading.annexes if table.caption and one.mark == table.caption), "")
    shown = re.split(r"[·•・]", title)[-1].strip() or "任务清单"
    columns = _LIST_COLUMNS
    if not any(task.activity for task in listed):
        columns = tuple(replace(one, group="") for one in _LIST_COLUMNS if one.key != "activity")
    return (
        FormDefinition(
            name=shown if len(shown) <= 12 else "任务清单",
            title=title or "任务清单",
            columns=columns,
            annex=table.caption,
            unit_line=False,
            blank_rows=0,
            signatures=(),
            sealed=False,
        ),
    )


def _with_due(view: FormView, page: PlanPage, holidays: Holidays) -> FormDefinition:
    """A form collected once with the one clear day of the sentences that ask for it; 时限待定 else."""
    definition = view.definition
    due = settled_due(page, definition, holidays) if definition.due is None else None
    return definition if due is None else replace(definition, due=due)

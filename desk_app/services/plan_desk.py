"""读入方案 and what is said of it: every word is kept as it is given, and each can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desk_app.campaign.holidays import Holidays, load_holidays
from desk_app.campaign.plan import PlanReading
from desk_app.forms import dates
from desk_app.forms.definition import FormDefinition
from desk_app.forms.reading import CheckContext
from desk_app.importing.plan.reader import read_plan
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk
from desk_app.services.plan_doubts import Answer, Stage
from desk_app.services.plan_page import PlanPage, page_of, plan_page
from desk_app.services.plan_settle import carry_over
from desk_app.storage import definitions, plan_drafts
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.plan_drafts import DraftHead
from desk_app.storage.states import DraftState

OPENING = "opening"
"""Under this name a draft keeps what its campaign shall be called and how long it lasts."""
_SAID = 24


def holidays_of(desk: Desk) -> Holidays:
    """The holiday table beside the fonts; empty where there is none."""
    return load_holidays(desk.font_folder.parent / "holidays")


@dataclass(frozen=True, slots=True)
class Document:
    """A file with what was read of it, before anything is kept."""

    name: str
    data: bytes
    reading: PlanReading


def read_document(desk: Desk, path: Path, *, later: bool = False) -> Document:
    """Read a file; DeskError when it cannot be read, or when it asks nothing and is no later paper."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DeskError(f"文件“{path.name}”打不开（{reason_of(error)}），请核对路径。") from error
    reading = read_plan(data, today=desk.clock().date(), holidays=holidays_of(desk))
    if not later and not reading.is_plan:
        raise DeskError(f"“{path.name}”是新闻、会议或通报一类材料，没有布置任务，请核对是不是拿错了文件。")
    return Document(path.name, data, reading)


def keep_document(op: Operation, desk: Desk, document: Document, *, against: int | None = None) -> int:
    """Keep a document with its original; the draft's id, that of the draft of the same file where one lies there."""
    original = desk.store.originals.keep_bytes(document.data, document.name)
    known = _same(plan_drafts.heads(op), original.name, against)
    if known is not None:
        return known
    return plan_drafts.add(op, document.name, original, document.reading, against=against)


def read_in(desk: Desk, path: Path, *, against: Campaign | None = None, progress: Progress | None = None) -> PlanPage:
    """Read a document and keep it with its original; against a campaign where it is a later paper.

    The same file that lies there as a draft is opened as it was left. DeskError when it is none or asks nothing.
    """
    told = progress or Silent()
    told.step(0, 3, path.name)
    document = read_document(desk, path, later=against is not None)
    told.step(1, 3, "保存草稿")
    word = "读入后续文件" if against else "读入方案"
    campaign_id = against.id if against else None
    with desk.store.operation(word, actor=desk.actor, at=desk.clock(), campaign_id=campaign_id) as op:
        op.summary = path.name
        draft_id = keep_document(op, desk, document, against=campaign_id)
    told.step(2, 3, "列出疑点")
    return plan_page(desk, draft_id)


def _same(heads: tuple[DraftHead, ...], original: str, against: int | None) -> int | None:
    for one in heads:
        same_use = one.campaign_id == against and one.later is (against is not None)
        if one.original == original and one.state is DraftState.OPEN and same_use:
            return one.id
    return None


def documents(desk: Desk) -> tuple[DraftHead, ...]:
    """All documents that were read, the latest first."""
    with desk.store.read() as reader:
        return plan_drafts.heads(reader)


def remove_draft(desk: Desk, draft_id: int) -> ChangeSet:
    """Drop a draft; DeskError when a campaign lives from it."""
    with desk.store.read() as reader:
        head = plan_drafts.get(reader, draft_id).head
    if head.state is not DraftState.OPEN:
        raise DeskError("这份文件已用于专项，不能删除。")
    with desk.store.operation("删除方案草稿", actor=desk.actor, at=desk.clock(), summary=head.file) as op:
        plan_drafts.remove(op, draft_id)
    return op.changes


def answer_doubt(desk: Desk, draft_id: int, about: str, answer: Answer) -> ChangeSet:
    """Keep a proposal (拟按), a ruling (审定) or 暂缓; a ruling of a started campaign reaches its tasks at once.

    DeskError for a ruling without an answer or a basis.
    """
    if answer.stage is Stage.RULED and answer.day is None and not answer.text.strip():
        raise DeskError("还没有选按哪一个，请先选定再审定。")
    if answer.stage is Stage.RULED and not answer.basis.strip():
        raise DeskError("审定要写依据，如“局党组会议定”“某某局长在疑点核对单上签字”。")
    with desk.store.read() as reader:
        before = page_of(reader, draft_id)
    doubt = before.doubt(about)
    name = "疑点未定" if answer.stage is Stage.OPEN else f"疑点{answer.stage.value}"
    with desk.store.operation(name, actor=desk.actor, at=desk.clock(), campaign_id=before.head.campaign_id) as op:
        op.summary = f"{doubt.number} {doubt.short} {answer.said}"[:_SAID]
        plan_drafts.rule(op, draft_id, about, _decision(answer), answer.basis.strip())
        carry_over(op, before, page_of(op, draft_id), holidays_of(desk))
    return op.changes


def _decision(answer: Answer) -> dict[str, Any] | None:
    if answer.stage is Stage.OPEN and answer.day is None and not answer.text.strip() and not answer.basis.strip():
        return None
    day = None if answer.day is None else answer.day.isoformat()
    return {"stage": answer.stage.value, "day": day, "text": answer.text.strip()}


def rule_all_proposed(desk: Desk, draft_id: int, basis: str) -> ChangeSet:
    """Take every proposal as ruled on one basis, as a signed 疑点核对单 says; DeskError without one."""
    if not basis.strip():
        raise DeskError("审定要写依据，如“某某局长在疑点核对单上签字”。")
    with desk.store.read() as reader:
        before = page_of(reader, draft_id)
    proposed = [one for one in before.doubts if one.answer.stage is Stage.PROPOSED and one.answer.said]
    if not proposed:
        raise DeskError("没有已选定、待审定的疑点。")
    with desk.store.operation("疑点审定", actor=desk.actor, at=desk.clock(), campaign_id=before.head.campaign_id) as op:
        op.summary = f"{len(proposed)}处，依据：{basis.strip()}"[:_SAID]
        for one in proposed:
            ruled = Answer(Stage.RULED, one.answer.day, one.answer.text)
            plan_drafts.rule(op, draft_id, one.about, _decision(ruled), basis.strip())
        carry_over(op, before, page_of(op, draft_id), holidays_of(desk))
    return op.changes


def correct_task(
    desk: Desk, draft_id: int, place: int, *, units: str = "", due: date | None = None, basis: str = ""
) -> ChangeSet:
    """Keep other units or another day for a task beside what was read; nothing named lets the plan's own hold again."""
    if due is not None and not basis.strip():
        raise DeskError("改定时限要写依据，如“局党组会议定”。")
    about = f"task/{place}"
    with desk.store.read() as reader:
        before = plan_drafts.rulings_on(reader, draft_id).get(about)
    decision: dict[str, Any] = {"units": units.strip(), "due": None if due is None else due.isoformat()}
    dropped = {"dropped": True} if before is not None and before.decision.get("dropped") else {}
    wanted = {**decision, **dropped} if any(decision.values()) else dropped or None
    return _correct(desk, draft_id, about, "更正任务", wanted, basis)


def drop_item(desk: Desk, draft_id: int, about: str, *, dropped: bool) -> ChangeSet:
    """Say that what was read is none (不列入), or let it stand again with all that was said of it before."""
    word = "不列入" if dropped else "恢复列入"
    with desk.store.read() as reader:
        before = plan_drafts.rulings_on(reader, draft_id).get(about)
    kept = {} if before is None else {name: value for name, value in before.decision.items() if name != "dropped"}
    decision = {**kept, **({"dropped": True} if dropped else {})}
    return _correct(desk, draft_id, about, word, decision or None, "" if before is None else before.basis)


def confirm_forms(desk: Desk, draft_id: int, forms: Mapping[int, FormDefinition | None]) -> ChangeSet:
    """Keep the annex forms as a person confirmed them, by place; None for one that is not collected at all."""
    with desk.store.operation("确认附表", actor=desk.actor, at=desk.clock(), summary=f"{len(forms)}张") as op:
        for place, definition in forms.items():
            kept = {"dropped": True} if definition is None else {"definition": definitions.to_structure(definition)}
            plan_drafts.rule(op, draft_id, f"form/{place}", kept)
    return op.changes


def keep_opening(desk: Desk, draft_id: int, *, name: str, start: date, end: date) -> ChangeSet:
    """Keep what the campaign shall be called and how long it lasts, until it is started."""
    decision = {"name": name.strip(), "start": start.isoformat(), "end": end.isoformat()}
    return _correct(desk, draft_id, OPENING, "存为草稿", decision, "")


def _correct(desk: Desk, draft_id: int, about: str, name: str, decision: Any, basis: str) -> ChangeSet:
    with desk.store.operation(name, actor=desk.actor, at=desk.clock()) as op:
        op.summary = about
        plan_drafts.rule(op, draft_id, about, decision, basis.strip())
    return op.changes


def day_said(text: str, span: tuple[date | None, date | None]) -> date:
    """A day as a person types it, in any spelling; DeskError with what is wrong."""
    start, end = span
    within = (start, end) if start is not None and end is not None else None
    read = dates.parse_date(text, CheckContext(span=within))
    if not isinstance(read.value, str):
        said = read.trouble.message if read.trouble is not None else "不是一个确定的日期"
        raise DeskError(f"“{text}”：{said}。")
    return datetime.fromisoformat(read.value).date()

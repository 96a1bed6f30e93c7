"""What an organiser does with a task: its state, notes, evidence, dates with their basis; each can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from desk_app.campaign.tasks import TaskState, Thresholds
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.task_board import DATES, LATE, NEAR, ORIGIN, REVIEW, find_line, task_board
from desk_app.storage import rulings, settings, task_notes
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet

_LONGEST_SUMMARY = 30
_MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Entry:
    """What is noted of a task: a new state, words, and a file as evidence; each may be left out."""

    state: TaskState | None = None
    text: str = ""
    file: Path | None = None


def note_task(desk: Desk, campaign: Campaign, key: str, entry: Entry) -> ChangeSet:
    """登记进展: keep what is noted; done asks for evidence. DeskError when nothing is said, or evidence is wanting."""
    line = find_line(task_board(desk, campaign), key)
    text = entry.text.strip()
    if entry.state is None and not text and entry.file is None:
        raise DeskError("还没有写进展，也没有选佐证文件。")
    if entry.state is TaskState.DONE and not text and entry.file is None and not line.evidence:
        raise DeskError(f"任务{line.task.number}登记已完成，要写一句完成情况或选一份佐证文件。")
    name = f"任务{entry.state.value}" if entry.state else "登记佐证" if entry.file else "登记进展"
    with desk.store.operation(name, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = _summary(line.task.number, line.task.content)
        original = desk.store.originals.keep(entry.file) if entry.file else None
        file = entry.file.name if entry.file else ""
        task_notes.add(op, campaign.id, key, state=entry.state, text=text, file=file, original=original)
    return op.changes


def rule_dates(
    desk: Desk, campaign: Campaign, key: str, *,
    inner: date | None, report: date | None, basis: str, inner_clock: time | None = None,
    report_clock: time | None = None,
) -> ChangeSet:  # fmt: skip
    """认定时限: set both dates and their hours with their basis; the plan's words and every earlier ruling stay.

    DeskError without a basis, or when units would owe it after it goes up.
    """
    line = find_line(task_board(desk, campaign), key)
    if not basis.strip():
        raise DeskError("改定时限要写依据，如“局党组会议定”“补充通知”。")
    last = (report or date.max, report_clock or time.max)
    if inner is not None and (inner, inner_clock or time.max) > last:
        raise DeskError("局内时限不能晚于上报时限。")
    with desk.store.operation("认定时限", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = _summary(line.task.number, line.task.content)
        decision = {"inner": inner and inner.isoformat(), "report": report and report.isoformat()}
        for name, day, clock in (("inner_clock", inner, inner_clock), ("report_clock", report, report_clock)):
            decision[name] = clock.isoformat(timespec="minutes") if day is not None and clock is not None else None
        rulings.decide(op, kind=DATES, subject=key, decision=decision, basis=basis.strip(), campaign_id=campaign.id)
    return op.changes


def drop_ruling(desk: Desk, campaign: Campaign, key: str) -> ChangeSet:
    """恢复原时限: let the plan's own date hold again; what was ruled stays in the record."""
    line = find_line(task_board(desk, campaign), key)
    with desk.store.operation("恢复原时限", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = _summary(line.task.number, line.task.content)
        rulings.decide(op, kind=DATES, subject=key, decision={}, basis="恢复方案原时限", campaign_id=campaign.id)
    return op.changes


def set_review(desk: Desk, campaign: Campaign, key: str, day: date | None) -> ChangeSet:
    """设回看日期: when to look again at a task that has no day of its own, None to leave it; it is never 逾期 by it.

    DeskError for a task that ends on its day.
    """
    line = find_line(task_board(desk, campaign), key)
    if day is not None and not line.can_be_reviewed:
        raise DeskError(f"任务{line.task.number}有确定的时限，不用设回看日期。")
    name = "设回看日期" if day is not None else "取消回看"
    with desk.store.operation(name, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = _summary(line.task.number, line.task.content)
        decision = {} if day is None else {"day": day.isoformat()}
        rulings.decide(op, kind=REVIEW, subject=key, decision=decision, campaign_id=campaign.id)
    return op.changes


def set_origin(desk: Desk, campaign: Campaign, *, own_plan: bool) -> ChangeSet:
    """Say whose plan it is: our own bureau's, whose dates are never moved, or the superior's."""
    word = "本局方案" if own_plan else "上级方案"
    with desk.store.operation("认定方案来源", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = word
        rulings.decide(op, kind=ORIGIN, subject=campaign.name, decision=own_plan, basis=word, campaign_id=campaign.id)
    return op.changes


def set_thresholds(desk: Desk, thresholds: Thresholds) -> ChangeSet:
    """Keep from when a task is 临期 and 逾期; DeskError for days that make no sense."""
    if not (0 <= thresholds.near <= _MOST_DAYS and 0 <= thresholds.late <= _MOST_DAYS):
        raise DeskError(f"临期、逾期的天数应在0至{_MOST_DAYS}之间。")
    with desk.store.operation("设定临期逾期", actor=desk.actor, at=desk.clock()) as op:
        op.summary = f"提前{thresholds.near}天临期，超过{thresholds.late}天逾期"
        settings.put(op, NEAR, thresholds.near)
        settings.put(op, LATE, thresholds.late)
    return op.changes


def _summary(number: str, content: str) -> str:
    return f"{number} {content}"[:_LONGEST_SUMMARY]

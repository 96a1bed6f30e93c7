"""更正 of 阶段, 定期工作 and 次数要求: read by the same grammar, kept beside the plan's words, never in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from desk_app.campaign.calendar_rhythm import parse_recurrence
from desk_app.campaign.deadlines import Deadline, Kind, State, read_deadline
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.plan_amended import DutyView, PhaseView
from desk_app.services.plan_desk import holidays_of
from desk_app.services.plan_outline import day_of, doubt_of
from desk_app.services.plan_page import PlanPage, page_of, plan_page
from desk_app.services.plan_settle import carry_over
from desk_app.services.plan_start import opening_of
from desk_app.storage import plan_drafts, plan_structure
from desk_app.storage.operations import ChangeSet

_DATED = {Kind.BY, Kind.WINDOW, Kind.RECURRING, Kind.QUOTA}
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class DutySaid:
    """A duty or quota as a person types it; ``when`` by the grammar of deadlines, ``least`` a number or empty."""

    content: str
    who: str
    when: str
    least: str


@dataclass(frozen=True, slots=True)
class PhaseSaid:
    """A stage as a person types it."""

    name: str
    when: str


def amend_duty(desk: Desk, draft_id: int, place: int, said: DutySaid | None) -> ChangeSet:
    """Keep a duty as it was typed, None to let the plan's own words hold again.

    DeskError for days that are not certain, a number that is none, or neither rhythm nor number.
    """
    page = plan_page(desk, draft_id)
    view = page.duties[place]
    decision = None if said is None else _duty_decision(desk, page, view, said)
    return _keep(desk, page, view, decision)


def amend_phase(desk: Desk, draft_id: int, place: int, said: PhaseSaid | None) -> ChangeSet:
    """Keep a stage as it was typed, None to let the plan's own words hold again; DeskError as with a duty."""
    page = plan_page(desk, draft_id)
    view = page.phases[place]
    decision = None if said is None else _phase_decision(desk, page, view, said)
    return _keep(desk, page, view, decision)


def _duty_decision(desk: Desk, page: PlanPage, view: DutyView, said: DutySaid) -> dict[str, Any]:
    content, who, when = said.content.strip(), said.who.strip(), said.when.strip()
    if not content:
        raise DeskError("要求的内容不能空着；不要这一条的，请用“不列入”。")
    before = view.said.deadline
    unchanged = when == view.when and not doubt_of(before)
    deadline = before if unchanged else _read(desk, page, when)
    least = _number(said.least) or (None if unchanged else deadline.min_count)
    most = before.max_count if before.max_count and least and before.max_count >= least else None
    deadline = replace(deadline, min_count=least, max_count=most, state=State.CLEAR)
    again = deadline.recurrence is not None and parse_recurrence(deadline.recurrence) is not None
    if not again and least is None:
        raise DeskError("要写周期（如每月）或最少次数，不然列不进定期工作和次数要求。")
    kind = Kind.RECURRING if again else Kind.QUOTA
    kept = replace(deadline, kind=kind, why="按更正。")
    return {"content": content, "who": who, "deadline": plan_structure.deadline_structure(kept)}


def _phase_decision(desk: Desk, page: PlanPage, view: PhaseView, said: PhaseSaid) -> dict[str, Any]:
    name, when = said.name.strip(), said.when.strip()
    if not name:
        raise DeskError("阶段名称不能空着；不要这个阶段的，请用“不列入”。")
    before = view.said
    open_ended = before.open_start or before.open_end
    if when == view.when and (open_ended or not doubt_of(before.deadline)):
        start, end = before.start, before.end
    else:
        read = _read(desk, page, when)
        if read.kind not in {Kind.BY, Kind.WINDOW}:
            raise DeskError(f"“{when or '（空）'}”不是起止日期，请写成“2022年2月1日至4月30日”的样子。")
        start, end = day_of(read.start), day_of(read.end)
    days = {"start": start and start.isoformat(), "end": end and end.isoformat()}
    return {"name": name, "doubt": "", **days}


def _read(desk: Desk, page: PlanPage, text: str) -> Deadline:
    """What was typed, read as a plan's own words are; only what leaves no doubt is taken."""
    if not text:
        return Deadline("", Kind.QUOTA)
    opening = opening_of(page, desk.clock().date())
    on = page.reading.reference_date or opening.start
    read = read_deadline(text, on, (opening.start, opening.end), holidays_of(desk))
    if read.state is not State.CLEAR or read.kind not in _DATED:
        why = read.why.rstrip("。") or "没有确定的日期"
        raise DeskError(f"“{text}”：{why}。请写成“每月”“4月1日至6月30日”“7月31日前”的样子。")
    return read


def _number(text: str) -> int | None:
    plain = text.strip().removesuffix("次").strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and 1 <= int(plain) <= _MOST):
        raise DeskError(f"最少次数“{text.strip()}”不是1至{_MOST}之间的整数，请改成数字，如2。")
    return int(plain)


def _keep(desk: Desk, page: PlanPage, view: DutyView | PhaseView, decision: dict[str, Any] | None) -> ChangeSet:
    """Keep the decision beside 不列入, and let it hold at once in the campaign that was started from the plan."""
    head = page.head
    kept = {**(decision or {}), **({"dropped": True} if view.dropped else {})}
    what = "阶段" if isinstance(view, PhaseView) else "次数要求"
    name = f"更正{what}" if decision else f"改回{what}原文"
    with desk.store.operation(name, actor=desk.actor, at=desk.clock(), campaign_id=head.campaign_id) as op:
        op.summary = view.about
        plan_drafts.rule(op, head.id, view.about, kept or None)
        carry_over(op, page, page_of(op, head.id), holidays_of(desk))
    return op.changes

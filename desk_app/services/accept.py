"""接收: what waits for a person is accepted as it stands, and what that decides is remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desk_app.problems import DeskError, Level
from desk_app.services.desk import Desk
from desk_app.services.memory import CUMULATIVE, cumulative_subject, outdone_by, typed_rows, waiting_after
from desk_app.services.named_returns import named_among
from desk_app.services.remembered import remember_told_headings
from desk_app.services.repeats import count_again, mark_later
from desk_app.services.type_records import withdraw_rows
from desk_app.services.typed import is_typed
from desk_app.storage import campaigns, history, records, roster, rulings, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.submissions import Submission

_WHICH = frozenset({"which_counts", "hidden_twin"})
"""The questions that were answered when one return takes the place of another of its own file."""
_NOT_WAITING = "待核的来表里没有“{0}”，请用收表结果里的来表号；已接收或已退回的不用再接收。"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One return that counts now, and what it replaced."""

    id: int
    file: str
    unit: str
    form: str
    period: str
    rows: int
    replaced: str = ""


def accept(desk: Desk, campaign: Campaign, ids: Sequence[str], *, as_new: bool = False) -> list[Accepted]:
    """Accept waiting returns as they stand, all of them or none; each is named by its 来表号 or its file name.

    A proposed unit becomes the unit and its spelling an alias; a cumulative return is remembered as this unit's habit
    (``as_new`` says that its repeated rows count once more instead). DeskError when one is not waiting, or when nobody
    knows its unit, form or period yet.
    """
    with desk.store.operation("接收", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        stands = submissions.select_by(op, campaign.id, states=[SubmissionState.NEEDS_REVIEW])
        waiting = named_among(stands, ids, _NOT_WAITING)
        accepting = _Accepting(op, campaign, frozenset(one.id for one in waiting), as_new=as_new)
        done = {one.id: accepting.accept(one) for one in sorted(waiting, key=lambda one: one.id)}
        op.summary = "；".join(["、".join(one.file for one in waiting), *accepting.said])
    return [done[one.id] for one in waiting]


class _Accepting:
    """The returns of one call being accepted, the earlier before the later."""

    def __init__(self, op: Operation, campaign: Campaign, together: frozenset[int], *, as_new: bool) -> None:
        self._op = op
        self._campaign = campaign
        self._together = together
        self._as_new = as_new
        self._units = roster.unit_ids(op)
        self._names = roster.unit_names(op)
        self.said: list[str] = []

    def accept(self, one: Submission) -> Accepted:
        """Let one return count in the place of what stood there."""
        op = self._op
        if is_typed(one):
            raise DeskError("手工录入的这几行有错误，还不计入；请在“台账”里按F8逐处改正，改好即自动计入，不用接收。")
        self._refuse_new_question(one)
        unit = self._unit_of(one)
        if one.form_id is None or one.period is None:
            lacking = "是哪张表" if one.form_id is None else "是哪一期"
            raise DeskError(f"“{one.file}”还不知道{lacking}，请指明后重收。")
        placed = replace(one, unit_id=self._units[unit])
        self._refuse_before_later(placed)
        self._refuse_without_rows(one)
        self._refuse_same_file(placed)
        if one.unit_id is None:
            submissions.assign(op, one.id, form_id=one.form_id, unit_id=self._units[unit], period=one.period)
            if one.written_unit:
                roster.learn_alias(op, self._units[unit], one.written_unit)
            remember_told_headings(op, self._campaign.id, one, unit, campaigns.get_form(op, one.form_id).name)
        _rule_on_repeats(op, self._campaign, one, unit, as_new=self._as_new)
        state = SubmissionState.ACCEPTED if one.row_count else SubmissionState.NIL
        submissions.set_state(op, [one.id], state)
        outdone = outdone_by(op, placed)
        for other in outdone:
            self._set_aside(other, one)
        self.said += set_aside_typed(op, placed)
        mark_later(op, replace(placed, state=state))
        count_again(op, [*outdone, placed])  # what it repeated when it came may be gone by now
        form = campaigns.get_form(op, one.form_id)
        replaced = outdone[0].file if outdone else ""
        return Accepted(one.id, one.file, unit, form.name, one.period, one.row_count, replaced)

    def _set_aside(self, other: Submission, one: Submission) -> None:
        """Let a return replace another; rows typed after it came were not known when it was weighed, and stay."""
        came = history.made_in(self._op, "submission", one.id)
        mine = records.of_submission(self._op, other.id) if is_typed(other) else ()
        live = [row for row in mine if row.state is RecordState.LIVE]
        later = [row for row in live if history.made_in(self._op, "record", row.id) > came]
        if not later:
            submissions.supersede(self._op, other.id, one.id)
            return
        withdraw_rows(self._op, [row.id for row in live if row not in later])
        numbers = "、".join(str(row.row_number) for row in later)
        self.said.append(f"手工录入的第{numbers}行是在“{one.file}”来了以后录入的，仍然计数，请核对是否重复")

    def _refuse_new_question(self, one: Submission) -> None:
        """A return accepted together with an earlier one may repeat its rows: that is asked before, not after."""
        asked = {said for said in one.problems if said.code == CUMULATIVE}
        for said in submissions.get(self._op, one.id).problems:
            if said.code == CUMULATIVE and said.level is Level.ERROR and said not in asked:
                raise DeskError(
                    f"“{one.file}”与同时接收的较早一份：{said.message}；请先接收较早的一份，再单独核对这一份。"
                )

    def _unit_of(self, one: Submission) -> str:
        name = self._names[one.unit_id] if one.unit_id is not None else one.proposed_unit
        if not name:
            raise DeskError(f"“{one.file}”还不知道是哪家单位，请指明单位后重收。")
        if name not in self._units:
            raise DeskError(f"名册中没有“{name}”，请为“{one.file}”另行指明单位后再接收。")
        return name

    def _refuse_same_file(self, one: Submission) -> None:
        """One place of a file never takes the place of another unasked: 指定单位 weighs it anew and asks."""
        if not one.sha256 or any(said.code in _WHICH for said in submissions.get(self._op, one.id).problems):
            return
        for other in outdone_by(self._op, one):
            if (other.sha256, other.batch_id) == (one.sha256, one.batch_id):
                raise DeskError(
                    f"“{one.file}”里另有一处（来表号{other.id}）也是“{self._names.get(one.unit_id or 0, '')}”"
                    f"这一期的这张表，接收来表号{one.id}会把它替换掉；两处都要计入的，请并作一张表后重报，"
                    "只取本处的，请先为本处指定单位和期次，再接收。"
                )

    def _refuse_without_rows(self, one: Submission) -> None:
        """A return whose rows were all deleted says nothing; whether that means 零报告 is for a person."""
        rows = records.of_submission(self._op, one.id)
        if one.row_count and all(row.state is RecordState.WITHDRAWN for row in rows):
            raise DeskError(f"“{one.file}”的各行都已删除，没有可接收的内容；请登记零报告，或退回修改。")

    def _refuse_before_later(self, one: Submission) -> None:
        later = [other for other in waiting_after(self._op, one) if other.id not in self._together]
        if later:
            newest = f"“{later[-1].file}”（来表号{later[-1].id}）"
            raise DeskError(f"同一单位同一期还有更晚的一份{newest}待核，请先处理那一份，再接收“{one.file}”。")


def _rule_on_repeats(op: Operation, campaign: Campaign, one: Submission, unit: str, *, as_new: bool) -> None:
    if not one.cumulative or one.form_id is None:
        return
    form = campaigns.get_form(op, one.form_id)
    rulings.decide(
        op,
        kind=CUMULATIVE,
        subject=cumulative_subject(unit, form.name),
        decision=not as_new,
        basis=f"接收“{one.file}”",
        campaign_id=campaign.id,
    )
    if as_new:
        repeated = [row.id for row in records.of_submission(op, one.id) if row.state is RecordState.REPEATED]
        records.set_state(op, repeated, RecordState.LIVE)


def set_aside_typed(op: Operation, one: Submission) -> tuple[str, ...]:
    """A row that was typed and stands in the file too counts once, as the file has it; what was set aside, in words."""
    left = Counter(row.digest for row in records.of_submission(op, one.id) if row.state is RecordState.LIVE)
    again = []
    for row in typed_rows(op, one):
        if left[row.digest]:
            left[row.digest] -= 1
            again.append(row)
    if not again:
        return ()
    gone = {row.id for row in again}
    for typed_id in sorted({row.submission_id for row in again}):
        mine = records.of_submission(op, typed_id)
        if all(row.id in gone for row in mine if row.state is RecordState.LIVE):
            submissions.supersede(op, typed_id, one.id)
            gone -= {row.id for row in mine}
    withdraw_rows(op, sorted(gone))
    numbers = "、".join(str(row.row_number) for row in again)
    return (f"“{one.file}”里已有手工录入的第{numbers}行，手工录入的不再计数",)

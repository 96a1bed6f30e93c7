"""退回修改, 零报告, 不涉及, 撤回本批: what the organiser decides of returns beside accepting them."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.campaign.period import Period
from desk_app.problems import DeskError, Level, Problem
from desk_app.services.desk import Desk
from desk_app.services.memory import current_of
from desk_app.services.repeats import count_again, mark_later
from desk_app.services.signing_withdrawn import let_go
from desk_app.storage import campaigns, collections, history, roster, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.reader import Reader
from desk_app.storage.states import SubmissionState
from desk_app.storage.withdrawing import withdraw_batch

NIL_BY_HAND = "登记零报告"
SENDING_BACK = "退回修改"
RETURNABLE = frozenset({SubmissionState.NEEDS_REVIEW, SubmissionState.ACCEPTED, SubmissionState.NIL})
"""What can be sent back."""


def send_back(desk: Desk, campaign: Campaign, ids: Sequence[int], reason: str) -> ChangeSet:
    """退回修改 with its reason; the return's rows count no more. DeskError when one is not there to be sent back."""
    with desk.store.operation(SENDING_BACK, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = note_sent_back(op, ids, reason)
    return op.changes


def note_sent_back(op: Operation, ids: Sequence[int], reason: str) -> str:
    """The same within a step that is under way; what was noted, in words."""
    left = []
    for submission_id in ids:
        one = submissions.get(op, submission_id)
        if one.state not in RETURNABLE:
            raise DeskError(f"“{one.file}”不在待核或已收之列，不能退回修改。")
        said = f"退回修改：{reason.strip() or '请按所列问题修改后重报'}"
        note = Problem(one.file, Level.WARNING, said, "sent_back")
        kept = tuple(problem for problem in one.problems if problem.code != "sent_back")
        submissions.set_problems(op, submission_id, (*kept, note))
        left.append(one)
    submissions.set_state(op, ids, SubmissionState.SENT_BACK)
    count_again(op, left)
    return "、".join(one.file for one in left)


def register_nil(desk: Desk, campaign: Campaign, form: str, unit: str, period: Period) -> ChangeSet:
    """登记零报告 told by telephone or on paper; DeskError when rows of this unit, form and period are in already."""
    with desk.store.operation(NIL_BY_HAND, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = note_nil(op, campaign, form, unit, period)
    return op.changes


def note_nil(op: Operation, campaign: Campaign, form: str, unit: str, period: Period) -> str:
    """The same within a step that is under way; what was noted, in words."""
    stored = campaigns.find_form(op, campaign.id, form)
    unit_id = _unit_id(op, unit)
    standing = current_of(op, campaign.id, stored.id, unit_id, period.code)
    settled = standing is not None and standing.state in {SubmissionState.ACCEPTED, SubmissionState.NIL}
    if standing is not None and settled:
        word = "零报告" if standing.state is SubmissionState.NIL else f"“{standing.file}”{standing.row_count}行"
        raise DeskError(f"{unit}{period.label}的{stored.name}已收{word}，没有再登记零报告；确要改的请先退回修改。")
    new = submissions.NewSubmission(
        campaign_id=campaign.id,
        file=NIL_BY_HAND,
        state=SubmissionState.NIL,
        received_at=op.at,
        form_id=stored.id,
        unit_id=unit_id,
        period=period.code,
        is_late=collections.is_late(op, campaign.id, stored.name, period.code, op.at),
    )
    submissions.add(op, new)
    return f"{unit} {stored.name} {period.label}"


def register_not_concerned(
    desk: Desk, campaign: Campaign, form: str, unit: str, period: Period, reason: str
) -> ChangeSet:
    """登记不涉及 with its reason; DeskError without one, or when the form is not collected in the period."""
    if not reason.strip():
        raise DeskError("登记不涉及要写明原因，请填写后再登记。")
    with desk.store.operation("登记不涉及", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = f"{note_not_concerned(op, campaign, form, unit, period, reason)}：{reason.strip()}"
    return op.changes


def note_not_concerned(op: Operation, campaign: Campaign, form: str, unit: str, period: Period, reason: str) -> str:
    """The same within a step that is under way; what was noted, in words."""
    stored, collection_id = collection_of(op, campaign, form, period)
    collections.set_owing(op, collection_id, _unit_id(op, unit), owes=False, reason=reason.strip())
    return f"{unit} {stored.name} {period.label}"


def collection_of(reader: Reader, campaign: Campaign, form: str, period: Period) -> tuple[StoredForm, int]:
    """The form that is meant and the id of its collection in a period; DeskError when it has none there."""
    stored = campaigns.find_form(reader, campaign.id, form)
    known = [one for one in collections.of_campaign(reader, campaign.id, period=period.code) if one.form == stored.name]
    if not known:
        raise DeskError(f"“{stored.name}”没有“{period.label}”这一期，请另选期次。")
    return stored, known[0].id


def undo_batch(desk: Desk, campaign: Campaign, batch_id: int) -> ChangeSet:
    """撤回本批: its returns count no more and stay in history; what they replaced counts again."""
    with desk.store.operation("撤回本批", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        found = next((one for one in submissions.batches(op) if one.id == batch_id), None)
        if found is None or found.undone_at is not None:
            raise DeskError("这一批已经撤回，不必再撤。")
        left = submissions.select_by(op, campaign.id, batch_id=batch_id)
        let_go(op, campaign, left)
        for back in withdraw_batch(op, batch_id):
            mark_later(op, submissions.get(op, back))
        count_again(op, left)
        op.summary = found.name
    return op.changes


def redo_batch(desk: Desk, batch_id: int) -> ChangeSet:
    """恢复本批: take 撤回本批 back, so that everything of the batch stands as it did; DeskError when it cannot be."""
    with desk.store.read() as reader:
        found = next((one for one in submissions.batches(reader) if one.id == batch_id), None)
        if found is None or found.undone_at is None:
            raise DeskError("这一批没有撤回，不必恢复。")
        changes = history.of_row(reader, "batch", batch_id)
    done = [one.done for one in changes if one.after and one.after.get("undone_at") and one.done.undone_by is None]
    if not done:
        raise DeskError("操作记录里没有撤回这一批的那一步，不能恢复；请把文件再收一次。")
    return desk.store.undo(done[-1].id, actor=desk.actor, at=desk.clock())


def _unit_id(reader: Reader, unit: str) -> int:
    unit_id = roster.unit_ids(reader).get(unit)
    if unit_id is None:
        raise DeskError(f"名册中没有“{unit}”，请从局内单位中选。")
    return unit_id

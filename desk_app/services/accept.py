"""接收: what waits for a person is accepted as it stands, and what that decides is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.memory import CUMULATIVE, cumulative_subject, current_of
from desk_app.storage import campaigns, records, roster, rulings, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation
from desk_app.storage.reader import Reader
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.submissions import Submission


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
        waiting = [_find(op, campaign, wanted) for wanted in ids]
        accepted = [_accept(op, campaign, one, as_new=as_new) for one in waiting]
        op.summary = "、".join(one.file for one in accepted)
    return accepted


def _find(reader: Reader, campaign: Campaign, wanted: str) -> Submission:
    mine = submissions.select_by(reader, campaign.id, states=[SubmissionState.NEEDS_REVIEW])
    found = [one for one in mine if wanted == str(one.id)] or [one for one in mine if wanted == one.file]
    if not found:
        raise DeskError(f"待核的来表里没有“{wanted}”，请用收表结果里的来表号；已接收或已退回的不用再接收。")
    if len(found) > 1:
        numbers = "、".join(str(one.id) for one in found)
        raise DeskError(f"“{wanted}”里有不止一张表待核，请用来表号指明：{numbers}。")
    return found[0]


def _accept(op: Operation, campaign: Campaign, one: Submission, *, as_new: bool) -> Accepted:
    unit = _unit_of(op, one)
    if one.form_id is None or one.period is None:
        lacking = "是哪张表" if one.form_id is None else "是哪一期"
        raise DeskError(f"“{one.file}”还不知道{lacking}，请指明后重收。")
    units = roster.unit_ids(op)
    standing = current_of(op, campaign.id, one.form_id, units[unit], one.period)
    if one.unit_id is None:
        submissions.assign(op, one.id, form_id=one.form_id, unit_id=units[unit], period=one.period)
        if one.written_unit:
            roster.learn_alias(op, units[unit], one.written_unit)
    _rule_on_repeats(op, campaign, one, unit, as_new=as_new)
    is_nil = not one.row_count
    submissions.set_state(op, [one.id], SubmissionState.NIL if is_nil else SubmissionState.ACCEPTED)
    replaced = standing.file if standing is not None and standing.id != one.id else ""
    if standing is not None and replaced:
        submissions.supersede(op, standing.id, one.id)
    form = campaigns.get_form(op, one.form_id)
    return Accepted(one.id, one.file, unit, form.name, one.period, one.row_count, replaced)


def _unit_of(op: Operation, one: Submission) -> str:
    if one.unit_id is not None:
        return roster.unit_names(op)[one.unit_id]
    if not one.proposed_unit:
        raise DeskError(f"“{one.file}”还不知道是哪家单位，请指明单位后重收。")
    return one.proposed_unit


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

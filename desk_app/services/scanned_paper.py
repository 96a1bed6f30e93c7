"""盖章扫描件: a PDF or picture that came back is confirmed as the signed paper of a unit's return."""

from __future__ import annotations

from desk_app.campaign.period import Period, parse_period
from desk_app.problems import DeskError, Level, Problem
from desk_app.services.desk import Desk
from desk_app.services.signing import note_paper
from desk_app.storage import campaigns, collections, papers, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet
from desk_app.storage.states import PaperState, SubmissionState
from desk_app.storage.submissions import Submission

CONFIRMED = "scan_confirmed"


def is_noted(one: Submission) -> bool:
    """Whether a scan was confirmed as somebody's paper."""
    return any(problem.code == CONFIRMED for problem in one.problems)


def confirm_scan(
    desk: Desk,
    campaign: Campaign,
    submission_id: int,
    *,
    unit: str = "",
    form: str = "",
    period: Period | None = None,
    state: PaperState = PaperState.RECEIVED,
) -> ChangeSet:
    """Note a scan as the paper of a return, of what its name proposes or of what a person names.

    A scan is of one unit, though it may hold several papers: confirmed for another, it stands for the former no more.
    DeskError when it is no scan, or when unit, form or period is still open or not collected.
    """
    with desk.store.operation("登记签字盖章", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        one = submissions.get(op, submission_id)
        if one.state is not SubmissionState.SCAN:
            raise DeskError(f"“{one.file}”不是扫描件，不能登记为盖章扫描件。")
        names = roster.unit_names(op)
        name = unit or (names[one.unit_id] if one.unit_id is not None else one.proposed_unit)
        unit_id = roster.unit_ids(op).get(name)
        stored = campaigns.find_form(op, campaign.id, form) if form else None
        if stored is None and one.form_id is not None:
            stored = campaigns.get_form(op, one.form_id)
        when = period or (parse_period(one.period) if one.period else None)
        if unit_id is None or stored is None or when is None:
            raise DeskError(f"还不知道“{one.file}”是哪家单位哪张表哪一期的盖章件，请先指定。")
        known = collections.of_campaign(op, campaign.id, period=when.code)
        if all(each.form != stored.name for each in known):
            raise DeskError(f"“{stored.name}”没有“{when.label}”这一期，请另选期次。")
        submissions.assign(op, one.id, form_id=stored.id, unit_id=unit_id, period=when.code)
        note = Problem(one.file, Level.WARNING, f"已登记为{name}{when.label}{stored.name}的盖章扫描件", CONFIRMED)
        kept = tuple(each for each in one.problems if each.code != CONFIRMED)
        submissions.set_problems(op, one.id, (*kept, note))
        note_paper(op, campaign, (stored.id, unit_id, when.code), state, submission_id=one.id)
        papers.take_back(op, one.id, but_of=unit_id)
        op.summary = f"{name} {stored.name} {when.label}：{state.value}"
    return op.changes

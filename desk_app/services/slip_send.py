"""退回修改 and its slips in one go, for whoever works without the window: all of it is done or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desk_app.campaign.period import Period
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.named_returns import named_among
from desk_app.services.open_return import open_return
from desk_app.services.send_back import RETURNABLE, SENDING_BACK, note_sent_back
from desk_app.services.slip_faults import faults_of
from desk_app.services.slip_write import SlipsMade, chosen_within, note_slips, write_letters
from desk_app.services.slips import SlipTerms
from desk_app.services.typed import is_typed
from desk_app.storage import roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.states import SubmissionState

_NOT_THERE = "待核和已收的来表里没有“{0}”，没有退回；请用收表结果里的来表号。"


def send_back_with_slips(
    desk: Desk, campaign: Campaign, named: Sequence[str], reason: str, out: Path, terms: SlipTerms
) -> SlipsMade:
    """Send returns back (by 来表号 or file name) and write their slips; where these fail nothing was sent back.

    It is one step: stopped anywhere, it is done or it can be asked for again with the same words, files of the same
    name being replaced. DeskError when one is neither waiting nor received, or when neither its problems nor a reason
    say what to mend.
    """
    with desk.store.read() as reader:
        stands = submissions.select_by(reader, campaign.id, states=RETURNABLE)
    found = named_among([one for one in stands if not is_typed(one)], named, _NOT_THERE)
    for one in found:
        if not reason.strip() and not faults_of(open_return(desk, campaign, one.id)):
            raise DeskError(f"“{one.file}”没有列出要改的内容，请加 --reason 写明退回的原因。")
    ids = [one.id for one in found]
    with desk.store.operation(SENDING_BACK, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = note_sent_back(op, ids, reason)
        page = chosen_within(op, campaign, ids)
        made = write_letters(desk, campaign, page, out, terms)
        note_slips(op, campaign, page, terms)
    return replace(made, operation_id=op.changes.operation_id)


def waiting_ids(
    desk: Desk, campaign: Campaign, *, period: Period | None = None, unit: str | None = None
) -> tuple[int, ...]:
    """The 来表号 of the returns (of a period, of a unit) that wait, to be said where none stands sent back."""
    with desk.store.read() as reader:
        match = roster.load(reader).match(unit).unit if unit else None
        unit_id = roster.unit_ids(reader).get(match or "") if unit else None
        waiting = submissions.select_by(reader, campaign.id, states=[SubmissionState.NEEDS_REVIEW])
    return tuple(
        one.id
        for one in waiting
        if not is_typed(one)
        and (period is None or one.period == period.code)
        and (unit is None or one.unit_id == unit_id)
    )

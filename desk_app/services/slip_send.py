"""退回修改 and its slips in one go, for whoever works without the window: all of it is done or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from desk_app.campaign.period import Period
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.open_return import open_return
from desk_app.services.send_back import RETURNABLE, send_back
from desk_app.services.slip_faults import faults_of
from desk_app.services.slip_write import SlipsMade, chosen, write_slips
from desk_app.services.slips import SlipTerms
from desk_app.services.typed import is_typed
from desk_app.storage import roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.states import SubmissionState
from desk_app.storage.submissions import Submission


def send_back_with_slips(
    desk: Desk, campaign: Campaign, named: Sequence[str], reason: str, out: Path, terms: SlipTerms
) -> SlipsMade:
    """Send returns back (by 来表号 or file name) and write their slips; where these fail nothing was sent back.

    DeskError when one is neither waiting nor received, or when neither its problems nor a reason say what to mend.
    """
    found = _named(desk, campaign, named)
    for one in found:
        if not reason.strip() and not faults_of(open_return(desk, campaign, one.id)):
            raise DeskError(f"“{one.file}”没有列出要改的内容，请加 --reason 写明退回的原因。")
    ids = [one.id for one in found]
    done = send_back(desk, campaign, ids, reason)
    try:
        return write_slips(desk, campaign, chosen(desk, campaign, ids), out, terms)
    except BaseException:
        if done.operation_id is not None:
            desk.store.undo(done.operation_id, actor=desk.actor, at=desk.clock())
        raise


def _named(desk: Desk, campaign: Campaign, named: Sequence[str]) -> list[Submission]:
    by_id: dict[str, Submission] = {}
    by_file: dict[str, list[Submission]] = defaultdict(list)
    with desk.store.read() as reader:
        for one in submissions.select_by(reader, campaign.id, states=RETURNABLE):
            if not is_typed(one):
                by_id[str(one.id)] = one
                by_file[one.file].append(one)
    found: dict[int, Submission] = {}
    for said in named:
        mine = [by_id[said]] if said in by_id else by_file.get(said, [])
        if not mine:
            raise DeskError(f"待核和已收的来表里没有“{said}”，没有退回；请用收表结果里的来表号。")
        if len(mine) > 1:
            numbers = "、".join(str(one.id) for one in mine)
            raise DeskError(f"“{said}”里有不止一张表，请用来表号指明：{numbers}。")
        found[mine[0].id] = mine[0]
    return list(found.values())


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

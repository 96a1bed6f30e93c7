"""定稿后来件: a return that would move a closed period is kept beside it, uncounted, until 定稿 is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desk_app.campaign.calendar_days import long_day
from desk_app.importing.results import FileState
from desk_app.problems import Level, Problem
from desk_app.services.judging import Judgement, slot_of
from desk_app.storage import closings
from desk_app.storage.closings import Closing
from desk_app.storage.frozen import times_of
from desk_app.storage.reader import Reader
from desk_app.storage.states import SubmissionState
from desk_app.storage.submissions import Submission

AFTER_CLOSING = "after_closing"
"""The code under which it is said of a return that it came after 定稿."""
_COUNTS = frozenset({FileState.ACCEPTED, FileState.NIL})


def standing_closings(reader: Reader, campaign_id: int) -> tuple[Closing, ...]:
    """The forms' periods that are closed."""
    return tuple(one for one in closings.of_campaign(reader, campaign_id, standing=True) if not one.is_quoted)


def kept_aside(judgement: Judgement, closed: Iterable[Closing], *, is_late: bool) -> Judgement:
    """The judgement of a return, which waits instead of counting where it would count in a closed period.

    So does one that counts elsewhere (迟报计入下一期) but would take the place of one that the closed period counts.
    """
    slot = slot_of(judgement.read)
    if slot is None or judgement.state not in _COUNTS:
        return judgement
    gone = judgement.replaces
    moved = {is_late} if gone is None or not gone.counts else {is_late, gone.is_late}
    for one in closed:
        times = times_of(one.sums)
        if one.form == slot.form.name and any(times.takes(slot.period.code, is_late=late) for late in moved):
            text = (
                f"{one.period.label}的{one.form}已于{long_day(one.closed_at)}定稿，这份是定稿后来件，先放在一边，不计数；"
                "要计入，请先撤销定稿，再接收"
            )
            said = Problem(judgement.read.file, Level.ERROR, text, AFTER_CLOSING)
            return replace(judgement, state=FileState.NEEDS_REVIEW, problems=(*judgement.problems, said))
    return judgement


def as_of_now(one: Submission, closed: Iterable[Closing], form: str) -> tuple[Problem, ...]:
    """What is said of a waiting return; that it came after 定稿 only while one holds that it would move."""
    holds = any(
        each.form == form
        and one.period
        and (each.period.code == one.period or times_of(each.sums).takes(one.period, is_late=one.is_late))
        for each in closed
    )
    if holds or one.state is not SubmissionState.NEEDS_REVIEW:
        return one.problems
    opened = [
        replace(said, level=Level.WARNING, message="定稿后来件，这一期的定稿已撤销，接收后计数")
        for said in one.problems
        if said.code == AFTER_CLOSING
    ]
    return (*opened, *(said for said in one.problems if said.code != AFTER_CLOSING))

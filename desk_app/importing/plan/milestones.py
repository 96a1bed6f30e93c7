"""A deadline cell or tail with several dates, each with its own words, gives as many tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from desk_app.campaign.deadlines import Deadline, Kind
from desk_app.campaign.plan.model import PlanTask
from desk_app.campaign.plan.wording import fold
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.own_dates import counted_by

_DATES = {Kind.BY, Kind.WINDOW, Kind.INVALID}
_STOPS = "，,；;。\n、 　"
_MARK = re.compile(r"^(?:[①-⑳]|[（(]\d{1,2}[）)]|\d{1,2}[.．、)）](?!\d))\s*")
_LEAST_WORDS = 2


def milestones(task: PlanTask, context: Context) -> Iterator[PlanTask]:
    """The task itself, or one for each milestone of its deadline."""
    text = task.deadline.text
    if task.deadline.kind is Kind.RECURRING:
        yield _first_due(task, context)
        return
    found = [one for one in context.find(text) if one.deadline.kind in _DATES or counted_by(one.deadline)]
    months = all(one.deadline.kind is Kind.WINDOW for one in found)
    if len(found) < 2 or (task.deadline.kind is Kind.WINDOW and not months):
        yield task
        return
    starts = [0, *(max(text.rfind(sign, 0, one.start) for sign in _STOPS) + 1 for one in found[1:]), len(text)]
    pieces = [_MARK.sub("", text[first:last].strip("，,；;。、 　\n")) for first, last in pairwise(starts)]
    if any(
        len(fold(piece)) - len(fold(one.deadline.text)) < _LEAST_WORDS for piece, one in zip(pieces, found, strict=True)
    ):
        yield task
        return
    for piece, one in zip(pieces, found, strict=True):
        yield replace(task, content=f"{task.content}（{piece}）", deadline=_single(piece, one.deadline, context))


def _first_due(task: PlanTask, context: Context) -> PlanTask:
    """3月15日前全面排查，此后每月排查一次: the task is due on its date, what comes again is a duty."""
    found = context.find(task.deadline.text)
    dated = [one for one in found if one.deadline.kind in _DATES]
    if len(found) != 2 or len(dated) != 1 or found[0] is not dated[0]:
        return task
    return replace(task, deadline=dated[0].deadline)


def _single(piece: str, found: Deadline, context: Context) -> Deadline:
    read = context.read(piece)
    return read if (read.end, read.kind) == (found.end, found.kind) else replace(found, text=piece)

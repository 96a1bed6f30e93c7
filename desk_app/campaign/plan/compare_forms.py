"""Annexes against the plan's words: a mark that the list of annexes lacks, a form's own day against the body's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Annex, Conflict, ConflictKind, Dated, PlanTask

_LEAST_LISTED = 2


def unlisted_forms(annexes: Sequence[Annex], marks: Sequence[Source], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """An annex that bears a number beyond the list of annexes (two are listed, a form is 附件3)."""
    listed = {annex.mark for annex in annexes}
    if len(listed) < _LEAST_LISTED or "附件" in listed:
        return
    told = " ".join(one.message for one in known if one.kind is ConflictKind.ANNEX)
    for source in {source.text: source for source in marks}.values():
        if source.text == "附件" or source.text in listed or f"“{source.text}”" in told:
            continue
        last = annexes[-1].source
        message = f"{source.where}是“{source.text}”，附件目录只列到{annexes[-1].mark}，目录中没有它，请核定。"
        yield Conflict(ConflictKind.ANNEX, source, last, message)


def form_dates(tasks: Sequence[PlanTask], stated: Sequence[tuple[str, Dated]]) -> Iterator[Conflict]:
    """The day in a form's note against the day by which the plan asks for that form."""
    for mark, dated in stated:
        asked = [task for task in tasks if mark in task.annexes and task.deadline.kind is Kind.BY and _day(task)]
        own = dated.deadline.end
        if not asked or own is None or any(_day(task) == _plain(own) for task in asked):
            continue
        task = asked[0]
        a = task.deadline_source or task.source
        a = replace(a, text=task.deadline.text)
        message = f"{mark}的报送时间前后不一：{a.quoted}，{dated.source.quoted}，请定以哪一处为准。"
        days = tuple(day for day in (_day(task), _plain(own)) if day is not None)
        yield Conflict(ConflictKind.DATE, a, dated.source, message, task.activity, days)


def _day(task: PlanTask) -> date | None:
    return None if task.deadline.end is None else _plain(task.deadline.end)


def _plain(day: date) -> date:
    return date(day.year, day.month, day.day)

"""Annexes against the plan's words: a mark that the list of annexes lacks, a form's own day against the body's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.model import Annex, AnnexForm, Conflict, ConflictKind, Dated, PlanTask
from desk_app.campaign.plan.wording import fold

_LEAST_LISTED = 2
_COLUMN = re.compile(r"[“\"](?P<name>[\u4e00-\u9fff]{2,12})[”\"]\s*(?:这?一?栏(?!杆)|一?列(?!入|出|为|明|举)|栏目)")


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


def missing_forms(annexes: Sequence[Annex], marks: Sequence[Source], tables: Sequence[PlanTable]) -> Iterator[Conflict]:
    """An annex that the list names and the paper has not, where it has all others, and numbers that leap."""
    numbers = [
        (one, int(one.mark.removeprefix("附件"))) for one in annexes if one.mark.removeprefix("附件").isdecimal()
    ]
    for (one, first), (two, second) in pairwise(numbers):
        if second != first + 1 and len(numbers) == len(annexes):
            what = "重复" if second == first else f"由{one.mark}跳到{two.mark}"
            message = f"附件目录的编号{what}：{one.source.quoted}，{two.source.quoted}，请核定。"
            yield Conflict(ConflictKind.ANNEX, one.source, two.source, message)
            return
    present = {one.text for one in marks} | {table.caption for table in tables}
    gone = [one for one in annexes if one.mark not in present]
    if len(gone) == 1 and len(annexes) > _LEAST_LISTED and "附件" not in present:
        message = f"{gone[0].source.quoted}，文后没有{gone[0].mark}，请核定。"
        yield Conflict(ConflictKind.ANNEX, gone[0].source, None, message)


def named_columns(said: Sequence[Source], forms: Sequence[AnnexForm], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """“整改措施”栏 in the text or in a form's note, where that form has no such column."""
    texts: list[tuple[Source, str, AnnexForm | None]] = [(source, source.text, None) for source in said]
    texts += [(form.source, form.note, form) for form in forms if form.note]
    told = " ".join(one.message for one in known)
    for source, text, own in texts:
        for match in _COLUMN.finditer(text):
            form = own or _form_of(text, forms)
            name = match["name"]
            if form is None or f"“{name}”" in told or _has_column(form, name):
                continue
            where = f"{form.annex or form.title}的备注" if own is not None else source.where
            a = replace(source, where=where, text=match[0])
            title = form.annex or f"《{form.title}》"
            message = f"{where}提到“{name}”一栏，{title}没有这一栏，请核定。"
            yield Conflict(ConflictKind.ANNEX, a, form.source, message)


def _form_of(text: str, forms: Sequence[AnnexForm]) -> AnnexForm | None:
    """The one form that a sentence speaks of, by its mark or its title."""
    found = [one for one in forms if one.annex and re.search(rf"{one.annex}(?!\d)", text)]
    found = found or [one for one in forms if one.title and fold(one.title) in fold(text)]
    return found[0] if len(found) == 1 else None


def _has_column(form: AnnexForm, name: str) -> bool:
    own = fold(name)
    texts = [fold(word) for one in form.headings for word in (one.label, *one.groups)]
    return any(own in text or (len(text) >= _LEAST_LISTED and text in own) for text in texts)


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

"""附表报送时限: the sentences of a plan that ask for a form with their day, and the one day that is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from desk_app.campaign.deadlines import Deadline, Found, Kind, State, find_deadlines
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.period import Rhythm
from desk_app.campaign.plan import ConflictKind, PlanReading, Source
from desk_app.campaign.plan.wording import fold
from desk_app.forms.definition import Due, FormDefinition
from desk_app.services.plan_doubts import Doubt, Stage
from desk_app.services.plan_outline import clock_of, day_of
from desk_app.services.plan_page import PlanPage

_DATED = {Kind.BY, Kind.WINDOW, Kind.QUOTA}
_SENTENCE = re.compile(r"[^。；;\n]+")
_TAIL = re.compile(r"[（(［\[]\s*(?:责任|牵头|配合|完成时[限间])")
_DAY = re.compile(r"[月日旬周底末]")
_MARK = re.compile(r"附件\d+")


@dataclass(frozen=True, slots=True)
class FormAsk:
    """One place that asks for a form: ``text`` is its time as written, ``where`` the place in words.

    ``day`` is the day that it gives or proposes; it holds by itself only while ``why``, which says what is in doubt,
    is empty. ``basis`` is what a day taken from it rests on, a person's own where it was ``ruled``.
    """

    where: str
    text: str
    day: date | None = None
    clock: time | None = None
    why: str = ""
    basis: str = ""
    ruled: bool = False

    @property
    def said(self) -> str:
        """Place and words, as a sentence says them."""
        return f"{self.where}写“{self.text}”" if self.text else self.where


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence of the plan, with where it stands; ``start`` is that of the sentence in its paragraph or cell."""

    text: str
    source: Source


def asks_of(page: PlanPage, form: FormDefinition, holidays: Holidays) -> tuple[FormAsk, ...]:
    """Every place of a plan that asks for a form by a time; else the tasks that ask for it, with their own time."""
    if not form.annex:
        return ()
    on = page.reading.reference_date or page.reading.span[0]
    places = _places(page.reading) if on is not None else ()
    dated = dict.fromkeys(ask for place in places for ask in _asks(place, page, form, on or date.min, holidays))
    return tuple(dated) or tuple(_by_tasks(page, form))


def settled_due(page: PlanPage, form: FormDefinition, holidays: Holidays) -> Due | None:
    """The one day of a form collected once on which all places agree, none of them in doubt; None else."""
    if form.collected is not Rhythm.ONCE:
        return None
    asks = asks_of(page, form, holidays)
    if len({(one.day, one.clock) for one in asks}) != 1 or any(one.why for one in asks):
        return None
    one = next((each for each in asks if each.ruled), asks[0])
    return None if one.day is None else Due(on=one.day, clock=one.clock, basis=one.basis)


def _places(reading: PlanReading) -> Iterator[_Place]:
    """The sentences of all paragraphs and cells, without the tails that say who and until when."""
    for line in reading.document.lines:
        whole = Source(line.index, line.where, line.text, 0, len(line.text))
        yield from _sentences(line.text, whole)
    for table in reading.document.tables:
        for row, cells in enumerate(table.rows):
            for column in range(len(cells)):
                if table.own(row, column):
                    yield from _sentences(table.text(row, column), table.source(row, column))


def _sentences(text: str, whole: Source) -> Iterator[_Place]:
    for match in _SENTENCE.finditer(text):
        tail = _TAIL.search(match[0])
        said = match[0][: tail.start()] if tail else match[0]
        start = match.start()
        yield _Place(said, Source(whole.block, whole.where, said, start, start + len(said), whole.row, whole.column))


def _asks(place: _Place, page: PlanPage, form: FormDefinition, on: date, holidays: Holidays) -> Iterator[FormAsk]:
    marks = frozenset(_MARK.findall("".join(place.text.split())))
    if not marks:
        return
    about_mark = [one for one in page.doubts if one.kind is ConflictKind.ANNEX and _quotes(one, place.source, marks)]
    ruled = {one.answer.text for one in about_mark if one.answer.stage is Stage.RULED and one.answer.text}
    if form.annex not in (ruled or marks):
        return
    why = next((_unsettled(one) for one in about_mark if one.answer.stage is not Stage.RULED), "")
    start, end = page.reading.span
    within = (start, end) if start is not None and end is not None else None
    for found in find_deadlines(place.text, on, within, holidays):
        deadline = found.deadline
        if names_a_day(deadline, place.text[found.start : found.end]):
            yield _ask(place, found, page, why)


def names_a_day(deadline: Deadline, words: str) -> bool:
    """Whether words in a sentence are a time of their own: a day, or one that does not exist; no bare number."""
    return deadline.state is State.INVALID or (deadline.kind in _DATED and _DAY.search(words) is not None)


def _ask(place: _Place, found: Found, page: PlanPage, why: str) -> FormAsk:
    deadline, where = found.deadline, place.source.where
    words = place.text[found.start : found.end]
    for doubt in page.doubts:
        if doubt.wants_day and _quotes(doubt, place.source, {words}):
            if doubt.answer.stage is Stage.RULED and doubt.answer.day is not None:
                return FormAsk(where, words, doubt.answer.day, None, why, doubt.answer.basis, ruled=True)
            return FormAsk(where, words, _proposed(deadline), None, _unsettled(doubt), f"{where}写“{words}”")
    unclear = "" if deadline.state is State.CLEAR else deadline.why or "日期没有写清楚"
    return FormAsk(where, words, _proposed(deadline), clock_of(deadline.end), why or unclear, f"{where}写“{words}”")


def _unsettled(doubt: Doubt) -> str:
    return f"第{doubt.number}处疑点（{doubt.short}）未审定"


def _proposed(deadline: Deadline) -> date | None:
    return None if deadline.state is State.INVALID else day_of(deadline.end)


def _quotes(doubt: Doubt, place: Source, words: frozenset[str] | set[str]) -> bool:
    """Whether a doubt quotes a sentence: the very stretch of its paragraph or cell, or the same words in it."""
    folded = {fold(word) for word in words}
    for quote in doubt.quotes:
        if (quote.block, quote.row, quote.column) != (place.block, place.row, place.column):
            continue
        overlaps = quote.start < place.end and place.start < quote.end
        said = fold(quote.text)
        if said and overlaps and any(word in said or said in word for word in folded if word):
            return True
    return False


def _by_tasks(page: PlanPage, form: FormDefinition) -> Iterator[FormAsk]:
    for view in page.tasks:
        if form.annex in view.task.annexes and not view.dropped:
            why = f"没有单独写报送时限；要这张表的任务{view.number}，完成时限写“{view.task.deadline.text}”"
            yield FormAsk(f"任务{view.number}", view.task.deadline.text, view.due, view.clock, why)

"""后续文件: what a later paper, or a new version of the plan, changes of what stands; only what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desk_app.campaign.deadlines import Deadline, Found, Kind, State, find_deadlines, read_deadline
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.model import Task
from desk_app.campaign.plan import Line, PlanReading, Source
from desk_app.campaign.plan.wording import fold, short_activity
from desk_app.services.plan_change import DATED, Change, Standing, moved
from desk_app.services.plan_doubts import said_day
from desk_app.services.plan_outline import clock_of, day_of
from desk_app.services.plan_rows import is_whole, of_rows, of_version, paired
from desk_app.services.plan_unit_words import of_unit_words
from desk_app.storage.collections import Collection

__all__ = ["Change", "Standing", "changes_of", "is_new_version", "says_a_move"]

_MOVING = re.compile(r"延长|延期|延至|延后|推迟|顺延|提前|调整|改为|变更|更改|截止|时限|截至")
_TO = re.compile(r"(?:延长|延期|延后|推迟|顺延|提前|调整|变更|更改|改|延)(?:至|到|为)")
#: A form's day stated anew without a word of moving: 课题申报表（附件3）于3月10日17时前报送.
_HANDED_IN = re.compile(r"^[^，。；]{0,8}?(?:报|交|提交|反馈|返回|填)")
_ONLY_STATED = "本文只写了时间，没有写延期或调整，与现行时限不同，请确认是否改期。"
_NUMBERED = re.compile(r"(?:任务清单|任务|清单)\s*(?:第|序号)?\s*(\d{1,3})\s*(?:项|号|条|行)")
_SENTENCE = re.compile(r"[^。；;\n]+")
_LEAD = re.compile(r"^\s*(?:\d+[.．、]|[（(]\d+[）)])?\s*([^。，；：:]{4,16})")
_LEAST_NAME = 3


def changes_of(reading: PlanReading, standing: Standing, holidays: Holidays) -> tuple[Change, ...]:
    """Everything that the paper changes; a new version is set against the tasks, another is read by its sentences."""
    pairs = paired(reading, standing)
    found: list[Change] = []
    if is_whole(pairs, standing):
        found.extend(of_version(reading, standing, pairs))
    else:
        found.extend(of_rows(reading, standing, pairs))
        found.extend(_of_sentences(reading, standing, holidays))
        found.extend(of_unit_words(reading, standing, found, lambda words: tasks_named(words, None, standing)))
    seen: dict[tuple[str, int | None, str, str], Change] = {}
    for one in found:
        seen.setdefault((one.task, one.collection, one.what, one.new if one.added or one.units else ""), one)
    return tuple(replace(one, about=_about(one)) for one in seen.values())


def is_new_version(reading: PlanReading, standing: Standing) -> bool:
    """Whether a paper is the whole plan again, so that its rows are compared and its prose says the plan anew."""
    return is_whole(paired(reading, standing), standing)


def says_a_move(sentence: str) -> bool:
    """Whether a sentence has a word of moving (延长, 调整, 时限 and their like)."""
    return _MOVING.search(sentence) is not None


def _about(one: Change) -> str:
    """By what a person's word on a change is kept: what it changes to what, wherever it stands in the list."""
    return f"change/{one.task or one.collection or ''}/{one.what}/{fold(one.new)}"


def _of_sentences(reading: PlanReading, standing: Standing, holidays: Holidays) -> Iterator[Change]:
    on = reading.reference_date or standing.campaign.outline.start
    within = (standing.campaign.outline.start, standing.campaign.outline.end)
    for line in reading.document.lines:
        for match in _SENTENCE.finditer(line.text):
            for said in _moves(match[0], on, within, holidays):
                place = _place(line, match.start() + said.start, match.start() + said.end)
                yield from _named(said, place, standing)
            if not says_a_move(match[0]):
                yield from _stated_anew(line, match, _dated(match[0], on, within, holidays, None), standing)


def _stated_anew(line: Line, match: re.Match[str], found: list[Found], standing: Standing) -> Iterator[Change]:
    """A form handed in by another day than the one that stands, no word saying that it is moved: to be confirmed.

    The form's own name (课题申报表) says nothing of handing in.
    """
    sentence = match[0]
    forms = [
        form for form, annex in standing.annexes.items() if any(_stands_in(word, sentence) for word in (form, annex))
    ]
    if len(forms) != 1 or len(found) != 1:
        return
    asked = sentence[found[0].end :]
    for name in (forms[0], standing.annexes[forms[0]]):
        asked = asked.replace(name, "") if name else asked
    if not _HANDED_IN.match(asked):
        return
    place = _place(line, match.start() + found[0].start, match.start() + found[0].end)
    for change in _forms_moved(forms[0], found[0].deadline, place, standing):
        if change.day is not None:
            yield replace(change, doubt=_ONLY_STATED)


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing moved in a sentence: the words that name it, its day before where one is said, and the new one."""

    words: str
    before: date | None
    deadline: Deadline
    start: int
    end: int


def _moves(sentence: str, on: date, within: tuple[date, date], holidays: Holidays) -> Iterator[_Said]:
    """Each 由…延长至… of a sentence; a sentence that only states a time limit anew (时限为…) is one."""
    begin = 0
    words: list[re.Match[str] | None] = [*_TO.finditer(sentence)]
    if not words and _MOVING.search(sentence):
        words = [None]
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        stop = following.start() if following is not None else len(sentence)
        head = sentence[begin : word.start()] if word else sentence
        old = _dated(head, on, within, holidays, None) if word else []
        earlier = day_of(old[-1].deadline.end) if old else None
        offset = word.end() if word else 0
        new = _dated(sentence[offset:stop], on, within, holidays, earlier, bare=word is not None)
        if new:
            last = new[0] if word else new[-1]
            start, end = offset + last.start, offset + last.end
            yield _Said(head if word else sentence[:start], earlier, last.deadline, start, end)
            begin = end


def _dated(
    text: str, on: date, within: tuple[date, date], holidays: Holidays, earlier: date | None, *, bare: bool = False
) -> list[Found]:
    """The deadlines of a text; behind 延长至 and its like (``bare``) a day without 前 is one as well."""
    found = []
    for one in find_deadlines(text, on, within, holidays, earlier=earlier):
        if bare and one.deadline.kind is Kind.MENTION:
            again = read_deadline(text[one.start : one.end], on, within, holidays, earlier=earlier)
            found.append(replace(one, deadline=again))
        else:
            found.append(one)
    return [one for one in found if one.deadline.kind in DATED or one.deadline.state is State.INVALID]


def _place(line: Line, start: int, end: int) -> Source:
    return Source(line.index, line.where, line.text[start:end], start, end)


def _named(said: _Said, place: Source, standing: Standing) -> Iterator[Change]:
    """The forms and tasks that the words name, with their new day."""
    rest = said.words
    for form, annex in standing.annexes.items():
        shown = [word for word in (form, annex) if word and _stands_in(word, rest)]
        if shown:
            yield from _forms_moved(form, said.deadline, place, standing)
            for word in shown:
                rest = rest.replace(word, "")
    for key, task in tasks_named(rest, said.before, standing):
        form = next((form for form, annex in standing.annexes.items() if _stands_in(annex, task.content)), "")
        if form and _leads(task, fold(rest)):
            yield from _forms_moved(form, said.deadline, place, standing)
            continue
        change = moved(key, task, standing.days[key], said.deadline, place)
        if change is not None:
            yield change


def _stands_in(word: str, text: str) -> bool:
    return bool(word) and re.search(rf"{re.escape(word)}(?!\d)", text) is not None


def _forms_moved(form: str, deadline: Deadline, place: Source, standing: Standing) -> Iterator[Change]:
    for one in standing.collections:
        if one.form == form:
            yield from _form_moved(one, deadline, place)


def _leads(task: Task, plain: str) -> bool:
    lead = _LEAD.match(task.content)
    return lead is not None and fold(lead[1]) in plain


def tasks_named(sentence: str, before: date | None, standing: Standing) -> list[tuple[str, Task]]:
    numbers = set(_NUMBERED.findall(sentence))
    by_number = [one for one in standing.keyed if one[1].number in numbers]
    if by_number:
        return by_number
    plain = fold(sentence)
    leads = [one for one in standing.keyed if _leads(one[1], plain)]
    if leads:
        return leads
    named = [one for one in standing.keyed if one[1].activity and _is_named(one[1].activity, plain)]
    fitting = [one for one in named if before is not None and standing.days[one[0]] == before]
    return fitting or named


def _is_named(activity: str, sentence: str) -> bool:
    short = fold(short_activity(activity))
    return len(short) >= _LEAST_NAME and short in sentence


def _form_moved(one: Collection, deadline: Deadline, place: Source) -> Iterator[Change]:
    """A form collected once is moved; of a rhythm only the period whose day lies nearest before the new one."""
    new = day_of(deadline.end)
    certain = new if deadline.state is State.CLEAR else None
    if certain is not None and certain == one.due_on:
        return
    period = one.period
    if period.start is not None and period.end is not None and certain is not None:
        month = (certain.year, certain.month) in {(period.end.year, period.end.month), _next_month(period.end)}
        if not month or (one.due_on is not None and abs((certain - one.due_on).days) > 45):
            return
    old = said_day(one.due_on) if one.due_on is not None else "时限待定"
    shown = said_day(certain) if certain is not None else deadline.text
    doubt = "" if certain is not None else deadline.why or "没有确定的日期"
    name = f"{one.form}（{period.label}）"
    clock = clock_of(deadline.end)
    if clock is not None and certain is not None:
        shown += f"{clock:%H:%M}前"
    yield Change("", name, "报送时限", old, shown, place, collection=one.id, day=certain, clock=clock, doubt=doubt)


def _next_month(day: date) -> tuple[int, int]:
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)

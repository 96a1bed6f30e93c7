"""Tasks that the body asks: items with tails, label lines under items, and sentences with a date of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from desk_app.campaign.deadlines import Deadline, Kind
from desk_app.campaign.plan.model import PlanTask, UnitRole
from desk_app.campaign.plan.wording import own_name
from desk_app.importing.plan.acting import acting
from desk_app.importing.plan.asking_dates import asks_by
from desk_app.importing.plan.clauses import clauses_of, date_words, last_day, sentences, year_below
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.draft import Draft, Spans
from desk_app.importing.plan.drafts import read_drafts
from desk_app.importing.plan.item_names import DEMANDS, GENERIC, named_before
from desk_app.importing.plan.loose_tails import names_behind_colon
from desk_app.importing.plan.milestones import milestones
from desk_app.importing.plan.named_units import named_units
from desk_app.importing.plan.news import demands
from desk_app.importing.plan.own_dates import (
    AT_ONCE,
    LASTING,
    TASK_KINDS,
    from_own_words,
    own_dates,
)
from desk_app.importing.plan.passages import Heading, Item
from desk_app.importing.plan.row_annexes import annexes_in
from desk_app.importing.plan.speakers import (
    addressed,
    below_heading,
    mark_length,
    opening_clauses,
    sentence_below,
    speaker_before,
    speaking,
    unmarked,
)
from desk_app.importing.plan.tail import Tail
from desk_app.importing.plan.tails import find_tails, without_tails
from desk_app.importing.plan.task_people import persons_apart
from desk_app.importing.plan.unit_headings import units_alone
from desk_app.importing.plan.units import subject_units

_BACKGROUND = re.compile(
    r"指导思想|总体要求|总体思路|总体目标|基本原则|重要意义|目的意义|[工行活整创攻预][作动治建坚期]目标|目标任务|指导原则|工作原则|主要目标|背景|目标要求|目标与要求|创建目标|预期目标"
)
_HANDED_IN = re.compile(r"报(?!道|刊|告会)|提交|反馈|填|完成|备案")
_DATED_NAME = re.compile(r"[，,].*\d月|\d月.*[，,]")
_LEADERSHIP = re.compile(r"组织领导|组织机构|领导小组")
_GIVEN = re.compile(
    r"(?<=[：:。；;，,])[^：:。；;，,]{2,30}(?:牵头|负责|承办|主办)(?=[，,；;。]|$)(?:[，,、][^：:。；;]{2,40}?(?:配合|参与|协助|协办)(?=[，,；;。]|$))?"
)
_GIVEN_FIRST = re.compile(
    r"^由[^，。；：:]{2,40}(?:牵头|负责|承办|主办)(?=[，,])(?:[，,][^，。；]{2,40}?(?:配合|参与|协助|协办)(?=[，,]))?"
)
_SHARED = re.compile(
    r"^[^，。；：:]{2,40}(?:负责|牵头)(?!人|同志)[^，。；]{0,40}[，,、][^，。；]{2,30}?(?:配合|参与|协助|协办)(?!度)"
)
#: 安全巡查由保卫科负责，具体时间另行通知: given to somebody, its time still to come.
_GIVEN_LATER = re.compile(
    r"^[^，。；：:]{2,30}由[^，。；：:]{2,30}?(?:负责|牵头|承办|主办)[，,][^。；]{0,10}(?:时间|日期|时限)[^。；]{0,6}(?:另行|待)"
)
_OFFICES = re.compile(r"职责|(?<!任务)分工|机构|领导")
_LONGEST_NAME = 40
_NOTHING = Tail(0, 0, (), None)


def read_body_tasks(context: Context, used: Spans) -> tuple[PlanTask, ...]:
    """All tasks of the body in order; ``used`` are stretches that state a phase or the span."""
    found: list[list[PlanTask]] = []
    drafts = read_drafts(context, used)
    earlier: date | None = None
    above: tuple[Heading, ...] = ()
    for draft in drafts:
        earlier, above = year_below(draft.passage.path, above, earlier, context.on), draft.passage.path
        found.append(list(_asked_by(draft, context, used, _begun(draft, context) or earlier)))
        earlier = _year_after(draft, context, earlier)
    kept = (tasks for place, tasks in enumerate(found) if not _spoken_for(drafts, found, place))
    return tuple(persons_apart(task) for tasks in kept for task in tasks)


def _year_after(draft: Draft, context: Context, earlier: date | None) -> date | None:
    """The date from which those behind a part take their year; under a heading of a stretch (…至次年2月) its start."""
    found = context.find(draft.text, earlier)
    windows = [one.deadline for one in found if one.deadline.kind is Kind.WINDOW and one.deadline.start is not None]
    if draft.passage.own_heading is not None and len(found) == len(windows) == 1:
        return windows[0].start
    return last_day(found, earlier)


def _shared_out(draft: Draft, context: Context) -> Iterator[PlanTask]:
    """2.公益广告：宣传部负责，社治委配合: work given to units in so many words, without a time."""
    path = draft.passage.path
    above = path[:-1] if draft.passage.numbered and len(path) > 1 else path
    if not draft.numbered or any(DEMANDS.search(one.name) for one in above):
        return
    match = _GIVEN.search(draft.text) or _GIVEN_FIRST.match(unmarked(draft.text))
    match = match or _GIVEN_LATER.match(unmarked(draft.text))
    if match is None and not any(_OFFICES.search(one.name) for one in above):
        match = _SHARED.match(unmarked(draft.text))
    if match is None:
        return
    units, people = acting(match[0])
    if units or people:
        lent = draft.lent.deadline if draft.lent is not None else None
        tail = Tail(draft.item.end, draft.item.end, units, lent, people, (draft.item.start, draft.item.end))
        yield from _tailed(replace(draft, tail=tail, tail_passage=draft.passage), context, None)


def _at_once(draft: Draft, context: Context) -> Iterator[PlanTask]:
    """（四）执法检查。法规股对发现的线索第一时间核实处理: an item given to somebody, with no day but at once."""
    if not draft.numbered or any(DEMANDS.search(one.name) for one in draft.passage.path):
        return
    passage, item = draft.passage, draft.item
    begin = item.start + mark_length(passage.text[item.start : item.end])
    number, activity = activity_of(passage.path)
    for start, end in sentences(passage.text, begin, item.end):
        said = passage.text[start:end]
        match, units = AT_ONCE.search(said), subject_units(opening_clauses(said))
        if match is None or not units:
            continue
        source = passage.source(start, end)
        content = named_before(draft, said.strip(" ，,；;"), start, begin)
        yield PlanTask(
            item.number or None, activity, content, units, context.read(match[0]), source, activity_number=number
        )


def _begun(draft: Draft, context: Context) -> date | None:
    """The first day of the stretch that a heading gives (3月：), from which a day below it takes its month."""
    if draft.lent is None or draft.lent.deadline is None:
        return None
    deadline = context.read(draft.lent.deadline)
    start = deadline.start if deadline.kind is Kind.WINDOW else None
    return None if start is None else date(start.year, start.month, start.day)


def _asked_by(draft: Draft, context: Context, used: Spans, earlier: date | None) -> Iterator[PlanTask]:
    """The tasks of one part: by its tail, by its own dates, or by what its heading says for all below it."""
    home = draft.passage if draft.tail_passage is None else draft.tail_passage
    if context.reports and not demands(draft.text + home.text):
        yield from dated_tasks(replace(draft, tail=None), context, used, earlier)
        return
    if draft.tail is not None:
        yield from _tailed(_filled(draft, context, earlier), context, earlier)
        return
    if any(_BACKGROUND.search(heading.name) for heading in draft.passage.path):
        return
    dated = list(dated_tasks(draft, context, used, earlier))
    if any(_LEADERSHIP.search(heading.name) for heading in draft.passage.path):
        yield from (task for task in dated if _HANDED_IN.search(task.content) or task.units)
        return
    dated = dated or list(_shared_out(draft, context)) or list(_at_once(draft, context))
    if not dated and draft.asks and draft.lent is not None:
        dated = list(_tailed(replace(draft, tail=draft.lent, tail_passage=draft.lender), context, earlier))
    yield from dated


def _filled(draft: Draft, context: Context, earlier: date | None) -> Draft:
    """A tail that leaves units or time open takes them from the heading's, its own words' dates going first."""
    tail, lent = draft.tail, draft.lent
    if tail is None or lent is None:
        return draft
    if not tail.units and not tail.people and (lent.units or lent.people):
        tail = replace(tail, units=lent.units, people=lent.people, units_at=lent.units_at)
        draft = replace(draft, units_passage=draft.lender)
    month = re.match(r"(?:20\d\d年)?\d{1,2}月", lent.deadline or "")
    if month is not None and re.match(r"[上中下]旬", tail.deadline or ""):
        return replace(draft, tail=replace(tail, deadline=f"{month[0]}{tail.deadline}"))
    said = [one.deadline for one in context.find(draft.text, earlier)]
    timed = TASK_KINDS | {Kind.RECURRING}
    dated = any(one.kind in timed or _counted(one) for one in said) or LASTING.search(draft.text) is not None
    if tail.deadline is None and lent.deadline is not None and not dated:
        tail = replace(tail, deadline=lent.deadline, deadline_at=lent.deadline_at)
        draft = replace(draft, time_passage=draft.lender)
    return replace(draft, tail=tail)


def _counted(deadline: Deadline) -> bool:
    """A count in days or months of its own (7月中旬开展1次)."""
    return deadline.kind is Kind.QUOTA and deadline.end is not None and re.search("[月日旬]", deadline.text) is not None


def _spoken_for(drafts: Sequence[Draft], found: Sequence[Sequence[PlanTask]], place: int) -> bool:
    """Whether a heading that only names what others do below it is no task beside them."""
    draft = drafts[place]
    if not draft.titles:
        return False
    path = draft.passage.path
    return any(
        tasks and one.place > draft.place and one.passage.path[: len(path)] == path
        for one, tasks in zip(drafts[place + 1 :], found[place + 1 :], strict=True)
    )


def activity_of(path: tuple[Heading, ...]) -> tuple[str, str]:
    """Number and name of the activity that a heading path stands in; empty where its headings are general."""
    if path and DEMANDS.search(path[0].name):
        return "", ""
    for heading in reversed(path):
        if (
            heading.level <= 2
            and not heading.name.endswith("阶段")
            and len(heading.name) <= _LONGEST_NAME
            and not GENERIC.match(heading.name)
            and not _DATED_NAME.search(heading.name)
        ):
            return heading.number, own_name(heading.name)
    return "", ""


def _tailed(draft: Draft, context: Context, earlier: date | None) -> Iterator[PlanTask]:
    tail, passage, item = draft.tail, draft.passage, draft.item
    if tail is None:
        return
    tails = find_tails(passage.text)
    content = unmarked(without_tails(passage.text, tails, item.start, item.end))
    inner = [*own_dates(content, passage, item, context, earlier)]
    for told in draft.told:
        inner += own_dates(told.text, told, Item("", 0, len(told.text)), context, earlier)
        content = f"{content.rstrip('：:。 　')}。{told.text.strip()}"
    home = draft.tail_passage or passage
    number, activity = activity_of(passage.path)
    base = PlanTask(
        number=item.number or None,
        activity=activity,
        content=content,
        units=tail.units or subject_units(opening_clauses(content)),
        deadline=context.due(tail.deadline or "", earlier),
        source=passage.source(item.start, item.end),
        activity_number=number,
        inner=tuple(inner),
        annexes=annexes_in(f"{content}，{tail.deadline or ''}"),
        people=tail.people,
        units_source=(draft.units_passage or home).source(*(tail.units_at or (tail.start, tail.end))),
        deadline_source=(draft.time_passage or home).source(*(tail.deadline_at or (tail.start, tail.end))),
    )
    if tail.deadline:
        yield from milestones(base, context)
    else:
        yield from from_own_words(base, context)


def _with_below(content: str, below: str) -> str:
    """A heading with its time, and what is to be done by then."""
    return f"{content.rstrip('。；; ')}。{below}。" if below else content


def dated_tasks(draft: Draft, context: Context, used: Spans, earlier: date | None) -> Iterator[PlanTask]:
    """The sentences of a part that ask something by a date."""
    passage, item = draft.passage, draft.item
    number, activity = activity_of(passage.path)
    begin = item.start + mark_length(passage.text[item.start : item.end])
    for start, end in sentences(passage.text, begin, item.end):
        said = passage.text[start:end]
        every = context.find(said, earlier)
        earlier = last_day(every, earlier)
        found = [one for one in every if asks_by(one, said, draft.place, start, used, headed=bool(passage.path))]
        bounds = clauses_of(said, found)
        behind = acting(said[found[-1].end :]) if found else ((), ())
        spoken: tuple[UnitRole, ...] = ()
        for one, (first, last) in zip(found, bounds, strict=True):
            piece = said[first:last]
            named = acting(unmarked(piece))
            beside = None if named[0] else names_behind_colon(unmarked(piece))
            named = named if beside is None else (beside.units, beside.people)
            lent = draft.lent if draft.lent is not None else _NOTHING
            spoken = speaking(said, one) or subject_units(opening_clauses(piece)) or spoken
            whole = acting(unmarked(said[:last]))
            whole = whole if whole[0] or whole[1] else behind
            units = named[0] or spoken or whole[0] or subject_units(opening_clauses(said[:last]))
            units = (
                units
                or speaker_before(passage, start)
                or addressed(context.passages, piece)
                or named_units(passage.text[start : item.end])
            )
            below = sentence_below(passage.text[end : item.end], said) if start == begin else ""
            if not units and below:
                units = below_heading(passage.text[end : item.end], said)
            heading = passage.own_heading
            if not units and not named[1] and heading is not None:
                units = units_alone(heading.name)
            date_at, date_end = date_words(one.deadline.text)
            yield PlanTask(
                number=item.number or None,
                activity=activity,
                content=_with_below(
                    named_before(draft, unmarked(piece.strip(" ，,；;")), start, begin),
                    "" if below and context.find(below, earlier) else below,
                ),
                units=units or (() if named[1] else lent.units),
                deadline=one.deadline,
                source=passage.source(start, end),
                activity_number=number,
                annexes=annexes_in(piece),
                people=named[1] or whole[1] or (() if units else lent.people),
                units_source=passage.source(start + first, start + last),
                deadline_source=passage.source(start + one.start + date_at, start + one.start + date_end),
            )

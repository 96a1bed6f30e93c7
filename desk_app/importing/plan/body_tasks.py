"""Tasks that the body asks: items with tails, label lines under items, and sentences with a date of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desk_app.campaign.deadlines import Deadline, Found, Kind, State
from desk_app.campaign.plan.model import Dated, PlanTask, UnitRole
from desk_app.importing.plan.context import Context, clauses_of, date_words, last_day, sentences, unclocked
from desk_app.importing.plan.milestones import milestones
from desk_app.importing.plan.passages import Heading, Item, Passage, PassageKind, items_of, mark_of
from desk_app.importing.plan.tails import Tail, find_tails, is_label_line, without_tails
from desk_app.importing.plan.task_table import annexes_in
from desk_app.importing.plan.units import subject_units

_GENERIC = re.compile(
    r"^(?:主要|重点|工作|具体|任务|活动|目标|总体|有关|方法|实施|组织|保障|时间|阶段|推进|整治|措施|责任|和|及|与|、)*"
    r"(?:任务|安排|内容|措施|举措|要求|步骤|分工|方法|事项|保障|部署|计划|活动|领导|实施)$"
)
_BACKGROUND = re.compile(
    r"指导思想|总体要求|总体思路|总体目标|基本原则|重要意义|目的意义|工作目标|目标任务|指导原则|工作原则|主要目标|背景|组织领导|组织机构|领导小组"
)
_ASKS = re.compile(
    r"完成|报|开展|举办|召开|制定|形成|提交|组织|进行|建立|印发|汇总|总结|建成|落实|启动|申报|填|整改|自查|评|检查|学习|征集|走访|讲|发放|公示|确定|明确|梳理|排查|整理|撰写|推荐|参加|做好|实现|出台|更新|传达"
)
_LASTING = re.compile(r"长期坚持|持续推进|持续开展|常态化(?:推进|开展)?|立行立改|即知即改|立查立改")
_POINTED = re.compile(r"月|日|旬|底|节|前后|末|周|天")
_DEMANDS = re.compile(r"要求|保障|组织领导|组织实施|督导|注意事项|有关事项")
_DONE = re.compile(r"已经|已于|以来|完成了|召开了|开展了|据统计|截至")
_LEAST_WORDS = 4
_LONGEST_NAME = 40
_REPORTS = re.compile(r"报送|上报|申报|填报|提交|报局|报市|报县|报区|报省|报至|报到|报机关|报办公室|推荐")
_TASK_KINDS = {Kind.BY, Kind.WINDOW, Kind.RELATIVE, Kind.INVALID}
Spans = list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A part of the body that may be a task; ``whole`` when a tail speaks of all of it."""

    place: int
    passage: Passage
    item: Item
    tail: Tail | None = None
    tail_passage: Passage | None = None


def read_body_tasks(context: Context, used: Spans) -> tuple[PlanTask, ...]:
    """All tasks of the body in order; ``used`` are stretches that state a phase or the span."""
    tasks: list[PlanTask] = []
    earlier: date | None = None
    section = ""
    for draft in _drafts(context):
        if section != _section(draft.passage):
            earlier, section = None, _section(draft.passage)
        text = draft.passage.text[draft.item.start : draft.item.end]
        if draft.tail is not None:
            tasks.extend(_tailed(draft, context, earlier))
        elif not any(_BACKGROUND.search(heading.name) for heading in draft.passage.path):
            tasks.extend(_dated(draft, context, used, earlier))
        earlier = last_day(context.find(text), earlier)
    return tuple(tasks)


def _section(passage: Passage) -> str:
    """The highest heading above a paragraph: a missing year is not taken from another section."""
    return passage.path[0].name if passage.path else ""


def _drafts(context: Context) -> list[_Draft]:
    drafts: list[_Draft] = []
    waiting: list[int] = []
    labels_before = False
    for place, passage in enumerate(context.passages):
        if passage.kind is not PassageKind.BODY:
            continue
        if is_label_line(passage.text):
            _label(drafts, waiting, passage, again=labels_before)
            labels_before = True
            continue
        level = passage.path[-1].level if passage.path and passage.numbered else 9
        if labels_before or level <= 2:
            waiting = []
        labels_before = False
        for draft in _parts(place, passage):
            waiting.append(len(drafts))
            drafts.append(draft)
    return drafts


def _parts(place: int, passage: Passage) -> Iterator[_Draft]:
    items, tails = items_of(passage), find_tails(passage.text)
    shared = len(items) > 1 and len(tails) == 1 and tails[0].start >= items[-1].start
    for item in items:
        own = next((tail for tail in tails if item.start <= tail.start < item.end), None)
        if shared:
            own = tails[0] if item.number else None
        yield _Draft(place, passage, item, own, passage if own else None)


def _label(drafts: list[_Draft], waiting: list[int], passage: Passage, *, again: bool) -> None:
    """A line of labels speaks of the items above it, up to the line of labels before."""
    tail = find_tails(passage.text)[0]
    if again:
        for place in waiting:
            before = drafts[place].tail
            if before is not None:
                drafts[place] = replace(drafts[place], tail=_both(before, tail))
        return
    inner = [place for place in waiting if _depth(drafts[place]) >= 3]
    targets = inner or waiting[:1]
    for place in targets:
        if drafts[place].tail is None:
            drafts[place] = replace(drafts[place], tail=tail, tail_passage=passage)
    waiting[:] = targets


def _depth(draft: _Draft) -> int:
    heading = draft.passage.own_heading
    return heading.level if heading is not None else 0


def _both(first: Tail, second: Tail) -> Tail:
    units = tuple(dict.fromkeys((*first.units, *second.units)))
    return replace(
        first,
        units=units,
        deadline=second.deadline if first.deadline is None else first.deadline,
        people=(*first.people, *second.people),
    )


def activity_of(path: tuple[Heading, ...]) -> tuple[str, str]:
    """Number and name of the activity that a heading path stands in; empty where its headings are general."""
    if path and _DEMANDS.search(path[0].name):
        return "", ""
    for heading in reversed(path):
        if (
            heading.level <= 2
            and not heading.name.endswith("阶段")
            and len(heading.name) <= _LONGEST_NAME
            and not _GENERIC.match(heading.name)
        ):
            return heading.number, _without_prefix(heading.name)
    return "", ""


def _without_prefix(name: str) -> str:
    return re.split(r"[·•・]", name)[-1].strip()


def _tailed(draft: _Draft, context: Context, earlier: date | None) -> Iterator[PlanTask]:
    tail, passage, item = draft.tail, draft.passage, draft.item
    if tail is None:
        return
    tails = find_tails(passage.text)
    content = _unmarked(without_tails(passage.text, tails, item.start, item.end))
    home = draft.tail_passage or passage
    number, activity = activity_of(passage.path)
    base = PlanTask(
        number=item.number or None,
        activity=activity,
        content=content,
        units=tail.units or subject_units(_clauses(content)),
        deadline=context.read(tail.deadline or "", earlier),
        source=passage.source(item.start, item.end),
        activity_number=number,
        inner=tuple(_inner(content, passage, item, context, earlier)),
        annexes=annexes_in(content + (tail.deadline or "")),
        people=tail.people,
        units_source=home.source(*(tail.units_at or (tail.start, tail.end))),
        deadline_source=home.source(*(tail.deadline_at or (tail.start, tail.end))),
    )
    if tail.deadline:
        yield from milestones(base, context)
    else:
        yield from _from_own_words(base, context)


def _from_own_words(task: PlanTask, context: Context) -> Iterator[PlanTask]:
    """A tail without a time: the item's own dates, each of them a task where there are several."""
    dated = [one for one in task.inner if one.deadline.kind in _TASK_KINDS or _counted_by(one.deadline)]
    if len(dated) == 1:
        yield replace(task, deadline=dated[0].deadline, deadline_source=dated[0].source, inner=())
    elif dated:
        for one in dated:
            yield replace(
                task,
                content=f"{task.content}（{one.source.text}）",
                deadline=one.deadline,
                deadline_source=one.source,
                inner=(),
            )
    else:
        again = next((one for one in task.inner if one.deadline.kind is Kind.RECURRING), None)
        if again is not None:
            yield replace(task, deadline=again.deadline, deadline_source=again.source)
            return
        lasting = _LASTING.search(task.content)
        yield task if lasting is None else replace(task, deadline=context.read(lasting[0]))


def _counted_by(deadline: Deadline) -> bool:
    """A count with a due date of its own (5月底前组织3场) is due on it; a stretch of time is a quota in a window."""
    return deadline.kind is Kind.QUOTA and deadline.end is not None and deadline.start is None


def _inner(content: str, passage: Passage, item: Item, context: Context, earlier: date | None) -> Iterator[Dated]:
    for found in context.find(content, earlier):
        if found.deadline.kind is Kind.WINDOW and not _POINTED.search(found.deadline.text):
            continue
        if found.deadline.kind in _TASK_KINDS | {Kind.RECURRING} or (
            found.deadline.kind is Kind.QUOTA and found.deadline.end is not None and _has_day(found)
        ):
            first, last = date_words(content[found.start : found.end])
            said = content[found.start + first : found.start + last]
            at = max(passage.text.find(said, item.start), item.start)
            yield Dated(found.deadline, passage.source(at, at + len(said)))


def _has_day(found: Found) -> bool:
    return bool(re.search(r"[月日底]", found.deadline.text))


def _dated(draft: _Draft, context: Context, used: Spans, earlier: date | None) -> Iterator[PlanTask]:
    """The sentences of a part that ask something by a date."""
    passage, item = draft.passage, draft.item
    number, activity = activity_of(passage.path)
    for start, end in sentences(passage.text, item.start, item.end):
        said = passage.text[start:end]
        every = context.find(said, earlier)
        earlier = last_day(every, earlier)
        found = [one for one in every if _is_task(one, said, draft.place, start, used)]
        bounds = clauses_of(said, found)
        subject = _units_of(said, passage)
        for one, (first, last) in zip(found, bounds, strict=True):
            piece = said[first:last]
            date_at, date_end = date_words(one.deadline.text)
            yield PlanTask(
                number=item.number or None,
                activity=activity,
                content=_unmarked(piece.strip(" ，,；;")),
                units=_speaking(said, one) or subject_units(_clauses(piece)) or subject,
                deadline=one.deadline,
                source=passage.source(start, end),
                activity_number=number,
                annexes=annexes_in(piece),
                units_source=passage.source(start + first, start + last),
                deadline_source=passage.source(start + one.start + date_at, start + one.start + date_end),
            )


def _speaking(said: str, found: Found) -> tuple[UnitRole, ...]:
    """The subject of the very clause in which a date stands."""
    said = unclocked(said)
    start = max(said.rfind(sign, 0, found.start) for sign in "，,；;。：:") + 1
    ends = [place for sign in "，,；;。" if (place := said.find(sign, found.end)) >= 0]
    return subject_units(_clauses(said[start : min(ends, default=len(said))]))


def _units_of(said: str, passage: Passage) -> tuple[UnitRole, ...]:
    found = subject_units(_clauses(said))
    if found:
        return found
    before = passage.text[: passage.text.find(said)] if said in passage.text else ""
    last = [clause for clause in re.split(r"[。；;]", before) if clause.strip()]
    return subject_units(_clauses(last[-1])) if last else ()


def _clauses(text: str) -> list[str]:
    """The clauses of a sentence, the times at their beginning taken off."""
    pieces = re.split(r"[，,：:；;。]", unclocked(_unmarked(text)))
    times = re.compile(
        r"^(?:于|在|自|从|每年|每月|每季度|每周)?(?:(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:上旬|中旬|下旬|底|年底|月底)?(?:之?前|以前)?)"
    )
    return [times.sub("", piece.strip(), count=1) for piece in pieces] + [text]


def _unmarked(text: str) -> str:
    mark = mark_of(text.strip())
    return mark[2] if mark else text.strip()


def _is_task(found: Found, said: str, place: int, start: int, used: Spans) -> bool:
    """Whether a date in the body asks something: no phase, no mention, and a verb that asks."""
    deadline = found.deadline
    for which, first, last in used:
        if which == place and first < start + found.end and start + found.start < last:
            return False
    reports = bool(_REPORTS.search(said)) and deadline.end is not None and deadline.state is not State.INVALID
    counted = (reports or _counted_by(deadline)) and deadline.kind is Kind.QUOTA and _has_day(found)
    if deadline.kind not in _TASK_KINDS and not counted:
        return False
    if deadline.kind is Kind.RELATIVE and deadline.start is not None:
        return False
    if deadline.kind is Kind.WINDOW and not _POINTED.search(deadline.text):
        return False
    if deadline.kind in {Kind.BY, Kind.INVALID} and not _DONE.search(said):
        return len(said) - len(deadline.text) >= _LEAST_WORDS
    return bool(_ASKS.search(said))

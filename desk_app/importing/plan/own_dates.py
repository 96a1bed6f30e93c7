"""The dates that stand in a part's own words, and the tasks they make where its tail states no time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from desk_app.campaign.deadlines import Deadline, Found, Kind
from desk_app.campaign.plan.model import Dated, PlanTask
from desk_app.importing.plan.clauses import date_words
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.passages import Item, Passage
from desk_app.importing.plan.time_words import is_time
from desk_app.importing.plan.units import subject_units

LASTING = re.compile(
    r"待[\u4e00-\u9fff]{2,8}(?:通知|下达|明确|批复)后|接[\u4e00-\u9fff]{2,6}通知后|长期坚持|持续推进|持续开展|常态化(?:推进|开展)?|立行立改|即知即改|立查立改"
)
#: What is done whenever it comes up, and by no day.
AT_ONCE = re.compile(r"第一时间|即知即改|立行立改|立查立改|即接即办|随报随办|长期坚持")
_POINTED = re.compile(r"月|日|旬|底|节|前后|末|周|天")
_BROAD = re.compile(r"季|半年|\d{4}年内")
_STRETCH_OF_WORK = re.compile(
    r"[，,]?(?:要|应|须|将|力争|全面|基本)?(?:完成|启动|建成|实现|召开|举办|形成|出台|印发|制定|组织(?!领导|架构|机构|部门)|进行|启动|报送|部署|申报|评选|开展)(?!情况|工作(?:总结|情况)|的)"
)
#: The kinds of deadline that make a task by themselves.
TASK_KINDS = {Kind.BY, Kind.WINDOW, Kind.RELATIVE, Kind.INVALID}


def from_own_words(task: PlanTask, context: Context) -> Iterator[PlanTask]:
    """A tail without a time: the item's own dates, each of them a task where there are several."""
    dated = [one for one in task.inner if one.deadline.kind in TASK_KINDS or counted_by(one.deadline)]
    dated = dated or [one for one in task.inner if one.deadline.kind is Kind.QUOTA and one.deadline.end is not None]
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
        before, _, last = task.content.strip().rstrip("。；; ").rpartition("。")
        if before and is_time(last):
            yield replace(task, content=before, deadline=context.due(last), deadline_source=task.source)
            return
        counts = [one.deadline for one in context.find(task.content) if one.deadline.kind is Kind.QUOTA]
        lasting = LASTING.search(task.content)
        if lasting is not None:
            yield replace(task, deadline=context.read(lasting[0]))
        else:
            yield task if len(counts) != 1 or counts[0].end is None else replace(task, deadline=counts[0])


def counted_by(deadline: Deadline) -> bool:
    """A count with a due date of its own (5月底前组织3场) is due on it; a stretch of time is a quota in a window."""
    return deadline.kind is Kind.QUOTA and deadline.end is not None and deadline.start is None


def own_dates(content: str, passage: Passage, item: Item, context: Context, earlier: date | None) -> Iterator[Dated]:
    """The dates in a part's own words that ask something, each with its place."""
    for found in context.find(content, earlier):
        if found.deadline.kind is Kind.WINDOW and not is_pointed(found, content):
            continue
        if found.deadline.kind in TASK_KINDS | {Kind.RECURRING} or (
            found.deadline.kind is Kind.QUOTA and found.deadline.end is not None and has_day(found)
        ):
            first, last = date_words(content[found.start : found.end])
            said = content[found.start + first : found.start + last]
            at = max(passage.text.find(said, item.start), item.start)
            yield Dated(found.deadline, passage.source(at, at + len(said)))


def is_pointed(found: Found, said: str) -> bool:
    """Whether a stretch has days of its own, or is a quarter or more before what is done in it (一季度完成排查)."""
    if _POINTED.search(found.deadline.text):
        return True
    behind = said[found.end :]
    if not _BROAD.search(found.deadline.text):
        return False
    own = subject_units([behind.lstrip("，, ")]) if behind[:1] in {"，", ","} else ()
    return bool(_STRETCH_OF_WORK.match(behind[behind.find(own[-1].name) + len(own[-1].name) :] if own else behind))


def has_day(found: Found) -> bool:
    """Whether a deadline names a day, a festival or a month, and not only a year."""
    return bool(re.search(r"[月日底旬节]", found.deadline.text))

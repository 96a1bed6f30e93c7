"""Times that cannot follow one another: summed up before it is handed in, due before the paper's own year."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from desk_app.campaign.deadlines import Kind, State
from desk_app.campaign.plan.compare_dates import day_of, stated_at
from desk_app.campaign.plan.compare_units import fold_unit
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.facts import About, Fact
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask
from desk_app.campaign.plan.wording import fold

_SUMMED_UP = re.compile(r"汇总|梳理|收集|统计|审核|汇编|形成[^，。；]{0,10}总结")
#: …报区住建局，区住建局汇总上报: what was spoken of right before.
_SUM_ALONE = re.compile(r"汇总(?:后|并)?(?:[上呈]?报|形成|提交|$|[，。；])")
#: The one who sums up may collect in stages, each with a day of its own.
_STAGED = re.compile(r"第[一二三四]批|首批|分批|阶段性|上半年|下半年|季度|每[周月季年]|初步|部分")
_SUMMED_THEN = re.compile(r"汇总(?:审核|整理)?后?[，,]?(?:于|在)?[^，,。；;]{0,16}(?:报|形成|提交)")
_SAME_BREATH = 40
_YEAR = re.compile(r"(20\d\d)\s*[年./-]")
_DUE = re.compile(r"前|底|末")
_SHOWN, _LEAST, _LEAST_TIMES = 20, 3, 4


def summed_up_early(tasks: Sequence[PlanTask], facts: Sequence[Fact]) -> Iterator[Conflict]:
    """A summary due before that which it sums up is handed in to those who make it."""
    handed = [one for one in facts if one.about is About.DUE and one.day and not one.stage]
    seen: set[tuple[str, date]] = set()
    for task in tasks:
        end = day_of(task.deadline.end)
        if task.deadline.kind is not Kind.BY or end is None or task.deadline.state is State.INVALID:
            continue
        content = fold(task.content)
        if not _SUMMED_UP.search(task.content) or _STAGED.search(task.content):
            continue
        place = stated_at(task, task.deadline.text)
        makers = {fold_unit(name) for name in task.unit_names}
        for one in handed:
            if one.day is None or one.day <= end or makers & one.who or (one.key, end) in seen:
                continue
            if not _is_summed(one, task, place, content, makers):
                continue
            seen.add((one.key, end))
            message = f"“{one.thing}”的汇总早于报送：{one.source.quoted}报齐，{place.quoted}汇总，请定以哪一处为准。"
            yield Conflict(ConflictKind.DATE, one.source, place, message, task.activity, (one.day, end))


def _is_summed(one: Fact, task: PlanTask, place: Source, content: str, makers: Collection[str]) -> bool:
    """Whether a task sums up what is handed in: to those who do it, or in the same breath where nobody is named."""
    same = one.source.block == place.block
    if not one.receiver:
        close = same and 0 < place.start - one.source.end <= _SAME_BREATH
        return close and bool(makers) and _SUMMED_THEN.search(task.content) is not None
    whole = len(one.key) >= _LEAST and (one.key in content or (one.key.endswith("总结") and "总结" in content))
    return one.receiver in makers and (whole or (same and _SUM_ALONE.search(task.content) is not None))


def before_its_day(tasks: Sequence[PlanTask], issued: date | None, known: Sequence[Conflict]) -> Iterator[Conflict]:
    """The one time of all tasks that lies before the day on which the paper itself was written."""
    told = {day for one in known if one.kind is ConflictKind.DATE for day in one.days}
    firm = [task for task in tasks if task.deadline.kind is Kind.BY and task.deadline.state is State.CLEAR]
    times = {end: task for task in firm if (end := day_of(task.deadline.end))}
    early = [(end, task) for end, task in times.items() if issued is not None and end < issued]
    for end, task in early if len(early) == 1 and len(times) >= _LEAST_TIMES else ():
        if end not in told and _DUE.search(task.deadline.text):
            place = stated_at(task, task.deadline.text)
            message = f"“{task.content[:_SHOWN]}”的时限早于本文的成文日期（{issued}）：{place.quoted}，请核定。"
            yield Conflict(ConflictKind.DATE, place, None, message, task.activity, (end,))


def before_its_year(tasks: Sequence[PlanTask], issued: date | None, title: str) -> Iterator[Conflict]:
    """A task due in a year before the one in which the paper was written."""
    for task in tasks:
        said = _YEAR.search(task.deadline.text)
        end = day_of(task.deadline.end)
        if issued is None or said is None or end is None or task.deadline.kind is not Kind.BY:
            continue
        if end.year >= issued.year or said[1] in title or task.deadline.state is State.INVALID:
            continue
        place = stated_at(task, task.deadline.text)
        message = f"“{task.content[:_SHOWN]}”的完成时限早于本文成文年份（{issued.year}年）：{place.quoted}，请核定。"
        yield Conflict(ConflictKind.DATE, place, None, message, task.activity, (end,))

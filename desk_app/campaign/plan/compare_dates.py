"""Dates that disagree between body and list, and dates that do not exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.compare_units import fold_unit
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, Dated, PlanTask
from desk_app.campaign.plan.pairing import Pair
from desk_app.campaign.plan.wording import alike_pairs, fold, pairs_of, sameness_of

_HANDED = re.compile(
    r"将(?P<what>[^，。；（(]{2,20}?)(?:[（(][^）)]*[）)])?(?:一并)?(?:报送?|上报|提交|送|交)"
    r"|(?:^|[，,；;])(?P<it>[\u4e00-\u9fff]{2,12}?)(?:[（(][^）)]*[）)])?(?:请|须|应|需|要|务必)?[于在][^，。；]{2,16}?(?:前|底)(?=报送|上报|提交|报|送|交)"
    r"|(?:报送|上报|提交|填写|填报|申报)(?P<that>[^，。；（(、至到]{2,16}?)(?=不少于|至少|[，。；（(、]|至|到|给|$)"
)
_COUNTED = re.compile(r"[\d一二两三四五至]+[篇个件份次项条]|不少于|至少|电子版|纸质版|及")
_VAGUE = {
    "情况",
    "进展",
    "进展情况",
    "材料",
    "有关材料",
    "相关材料",
    "报告",
    "信息",
    "资料",
    "工作情况",
    "机关党委",
    "办公室",
}
_STAGED = re.compile(r"第[一二三四]批|分别|阶段性|上半年|下半年|季度|每[周月季年]|初稿|中期|汇总|修改")
_HANDED_IN = re.compile(r"报送?|上报|汇总|提交|总结|公示|公布|通报")
_LEAST_WORDS, _ALIKE = 6, 0.72
_DATED = {Kind.BY, Kind.WINDOW}
_ENDED = {Kind.BY, Kind.WINDOW, Kind.QUOTA}


def compare_dates(pairs: Sequence[Pair], tasks: Sequence[PlanTask]) -> Iterator[Conflict]:
    """Every pair's stated deadlines, then the dates inside their words; ``tasks`` are all, with their milestones."""
    seen: set[tuple[str, str, str]] = set()
    for pair in pairs:
        name = pair.listed.activity or pair.body.activity
        if _milestone_agrees(pair, tasks):
            continue
        for conflict in (_stated(pair, name), *_inner(pair, name)):
            if conflict is None:
                continue
            key = (name, _plain(conflict.a.text), _plain(conflict.b.text if conflict.b else ""))
            if key not in seen and not _told(key, seen):
                seen.add(key)
                yield conflict


def _told(key: tuple[str, str, str], seen: set[tuple[str, str, str]]) -> bool:
    """Whether the same two wrong texts of one activity have been set against each other already."""
    told = {text for name, *texts in seen if name == key[0] for text in texts}
    return all(any(_core(text) == _core(other) for other in told) for text in key[1:] if text)


def _core(text: str) -> str:
    return re.sub(r"^(?:于|在)?(?:\d{4}年)?", "", text)


def _plain(text: str) -> str:
    return fold(text)


def day_of(value: date | datetime | None) -> date | None:
    """The calendar day of a deadline's end."""
    return None if value is None else date(value.year, value.month, value.day)


def _place(task: PlanTask, text: str) -> Source:
    source = task.deadline_source or task.source
    if source.text and source.text in text:
        return source
    return Source(source.block, source.where, text or source.text, source.start, source.end, source.row, source.column)


def _milestone_agrees(pair: Pair, tasks: Sequence[PlanTask]) -> bool:
    """Whether one place states several milestones and the other one of them."""
    for one, other in ((pair.body, pair.listed), (pair.listed, pair.body)):
        ends = [day_of(task.deadline.end) for task in tasks if task.source == one.source]
        if len(ends) > 1 and other.deadline.end is not None and day_of(other.deadline.end) in ends:
            return True
    return False


def _stated(pair: Pair, name: str) -> Conflict | None:
    one, two = pair.body.deadline, pair.listed.deadline
    return _against(Dated(one, _place(pair.body, one.text)), Dated(two, _place(pair.listed, two.text)), name)


def _against(first: Dated, second: Dated, name: str, what: str = "完成时限") -> Conflict | None:
    one, two = first.deadline, second.deadline
    if Kind.INVALID in {one.kind, two.kind}:
        return _invalid(first, second, name)
    if one.kind not in _ENDED or two.kind not in _ENDED or one.end is None or two.end is None:
        return None
    if day_of(one.end) == day_of(two.end):
        if one.kind is two.kind is Kind.WINDOW and day_of(one.start) != day_of(two.start):
            return _differ(first, second, name, what)
        return None
    return _differ(first, second, name, what)


def _differ(first: Dated, second: Dated, name: str, what: str) -> Conflict:
    message = f"{_of(name)}{what}前后不一：{first.source.quoted}，{second.source.quoted}，请定以哪一处为准。"
    return Conflict(ConflictKind.DATE, first.source, second.source, message, name, _days(first, second))


def _days(*dated: Dated) -> tuple[date, ...]:
    return tuple(day for one in dated if (day := day_of(one.deadline.end)) is not None)


def _of(name: str) -> str:
    return f"“{name}”的" if name else ""


def _invalid(first: Dated, second: Dated, name: str) -> Conflict:
    wrong, other = (first, second) if first.deadline.kind is Kind.INVALID else (second, first)
    if other.deadline.kind is Kind.INVALID and _plain(other.source.text) != _plain(wrong.source.text):
        tail = f"{other.source.where}写“{other.source.text}”，同样没有这个日期"
    elif other.deadline.kind is Kind.INVALID:
        tail = f"{other.source.where}也这样写"
    else:
        tail = f"{other.source.where}写“{other.source.text}”，可供参考"
    message = f"{_of(name)}时限有误：{wrong.source.where}写“{wrong.source.text}”，没有这个日期；{tail}，请核定。"
    return Conflict(ConflictKind.INVALID, wrong.source, other.source, message, name, _days(other))


def _inner(pair: Pair, name: str) -> Iterator[Conflict]:
    """Dates in the words of both, matched by what is said around them or by standing alone."""
    body, listed = list(pair.body.inner), list(pair.listed.inner)
    if len(body) == len(listed):
        for one, two in zip(body, listed, strict=True):
            found = _against(one, two, name, "文中的时限")
            if found is not None:
                yield found
        return
    for task in (pair.body, pair.listed):
        for one in task.inner:
            if one.deadline.kind is Kind.INVALID:
                yield alone(one, name)


def alone(wrong: Dated, name: str) -> Conflict:
    """A date that does not exist, and nothing to set against it."""
    message = f"{_of(name)}时限有误：{wrong.source.where}写“{wrong.source.text}”，没有这个日期，请核定。"
    return Conflict(ConflictKind.INVALID, wrong.source, None, message, name)


def impossible(tasks: Sequence[PlanTask], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """Dates that do not exist and that no comparison has named yet."""
    told = {
        key for one in known for source in (one.a, one.b) if source is not None for key in _keys(source, one.activity)
    }
    for task in tasks:
        dated = [Dated(task.deadline, _place(task, task.deadline.text)), *task.inner]
        for one in dated:
            if one.deadline.kind is not Kind.INVALID or told & _keys(one.source, task.activity):
                continue
            told |= _keys(one.source, task.activity)
            others = (other for other in dated if other.deadline.kind is not Kind.INVALID and other.deadline.end)
            sibling = next(others, None)
            yield _invalid(one, sibling, task.activity) if sibling else alone(one, task.activity)


def _keys(source: Source, activity: str) -> set[tuple[str, str, int]]:
    """By what a wrong date is known again: its words in one activity, or at one place."""
    text = _core(_plain(source.text))
    return {(text, activity, -1), (text, "", source.block)} if activity else {(text, "", source.block)}


def too_late(tasks: Sequence[PlanTask]) -> Iterator[Conflict]:
    """A date in a task's own words that lies behind the deadline stated for the whole of it."""
    for task in tasks:
        stated = task.deadline
        if (
            stated.kind not in _DATED
            or stated.end is None
            or (task.inner and task.deadline_source == task.inner[0].source)
        ):
            continue
        for one in task.inner:
            end = day_of(one.deadline.end)
            if one.deadline.kind is Kind.BY and end is not None and end > (day_of(stated.end) or end):
                if stated.kind is Kind.WINDOW and _HANDED_IN.search(_clause(task.content, one.source.text)):
                    continue
                place = _place(task, stated.text)
                message = (
                    f"{_of(task.activity)}文中时限晚于总的完成时限：{one.source.where}写“{one.source.text}”，"
                    f"{place.where}写“{stated.text}”，请核定。"
                )
                yield Conflict(ConflictKind.DATE, one.source, place, message, task.activity, _days(one))


def _clause(content: str, said: str) -> str:
    """The clause of a task's words in which a date stands."""
    return next((one for one in re.split(r"[，,；;。]", content) if said in one), "")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A task with what its comparison with every other needs, taken apart once."""

    task: PlanTask
    undated: str
    words: Counter[str]
    matter: Counter[str]
    objects: frozenset[str]
    units: frozenset[str]
    staged: bool


def siblings(tasks: Sequence[PlanTask]) -> Iterator[Conflict]:
    """The same thing asked in two sentences with two dates."""
    kinds = {Kind.BY, Kind.QUOTA, Kind.INVALID}
    asked = [_asked(task) for task in tasks if task.deadline.kind in kinds]
    for place, other in _near(asked):
        first, second = asked[place], asked[other]
        one, two = first.task.deadline, second.task.deadline
        if one.kind is two.kind is Kind.INVALID or day_of(one.end) == day_of(two.end):
            continue
        if _same_thing(first, second):
            yield _sibling(first.task, second.task)


def _near(asked: Sequence[_Asked]) -> list[tuple[int, int]]:
    """The pairs, in their order, that can be the same thing: one annex, one object, or enough words in common."""
    known: dict[object, list[int]] = {}
    for place, one in enumerate(asked):
        if one.staged:
            continue
        if one.task.annexes:
            known.setdefault(one.task.annexes, []).append(place)
        for what in one.objects:
            for begin in range(max(1, len(what) - 2)):
                known.setdefault(("object", what[begin:]), []).append(place)
    pairs = {
        (first, second)
        for places in known.values()
        for at, first in enumerate(places)
        for second in places[at + 1 :]
        if first != second
    }
    pairs.update(alike_pairs([Counter() if one.staged else one.words for one in asked], _ALIKE))
    return sorted(pairs)


def _asked(task: PlanTask) -> _Asked:
    undated = _undated(task)
    staged = bool(_STAGED.search(task.content))
    units = frozenset(fold_unit(name) for name in task.unit_names)
    return _Asked(task, undated, pairs_of(undated), pairs_of(_matter(task)), frozenset(_objects(task)), units, staged)


def _sibling(first: PlanTask, second: PlanTask) -> Conflict:
    one = Dated(first.deadline, _place(first, first.deadline.text))
    two = Dated(second.deadline, _place(second, second.deadline.text))
    name = first.activity if first.activity == second.activity else ""
    wrong = Kind.INVALID in {first.deadline.kind, second.deadline.kind}
    return _invalid(one, two, name) if wrong else _differ(one, two, name, "同一件事的时限")


def _same_thing(first: _Asked, second: _Asked) -> bool:
    if first.task.source == second.task.source or first.staged or second.staged:
        return False
    if first.units and second.units and not first.units & second.units:
        return False
    if first.task.annexes and first.task.annexes == second.task.annexes:
        return True
    if min(len(first.undated), len(second.undated)) >= _LEAST_WORDS and (
        sameness_of(first.words, second.words) >= _ALIKE and sameness_of(first.matter, second.matter) >= _ALIKE
    ):
        return True
    return any(_one_object(this, that) for this in first.objects for that in second.objects)


def _objects(task: PlanTask) -> set[str]:
    """What is to be handed in (将自查报告报…, 报送征文, 填写推荐表), without the units that hand it in."""
    found = [match["what"] or match["it"] or match["that"] or "" for match in _HANDED.finditer(task.content)]
    for name in task.unit_names:
        found = [what.removeprefix(name) for what in found]
    return {bare for what in found if len(bare := _COUNTED.sub("", fold(what))) >= 2 and bare not in _VAGUE}


def _one_object(first: str, second: str) -> bool:
    return first == second or (min(len(first), len(second)) >= 3 and (first.endswith(second) or second.endswith(first)))


def _matter(task: PlanTask) -> str:
    """What is asked, without the units that are to do it and the verb that asks: one 科 has many matters."""
    said = _undated(task)
    for name in task.unit_names:
        said = said.replace(fold(name), "")
    return re.sub(r"组织开展|完成|组织|开展|报送|做好|工作|任务", "", said)


def _undated(task: PlanTask) -> str:
    return fold(re.sub(r"附件\d*|[\d年月日上中下旬底前于在请]+", "", task.content.replace(task.deadline.text, "")))

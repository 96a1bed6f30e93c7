"""The same thing asked in two sentences of the body with two dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.compare_dates import day_of, differing, not_existing, stated_at
from desk_app.campaign.plan.compare_units import known_unit, meet, units_of
from desk_app.campaign.plan.model import Conflict, Dated, PlanTask
from desk_app.campaign.plan.wording import alike_pairs, fold, pairs_of, sameness_of

_HANDED = re.compile(
    r"将(?P<what>[^，。；（(]{2,20}?)(?:[（(][^）)]*[）)])?(?:一并)?(?:报送?|上报|提交|送|交)"
    r"|(?:^|[，,；;])(?P<it>[\u4e00-\u9fff]{2,12}?)(?:[（(][^）)]*[）)])?(?:请|须|应|需|要|务必)?[于在][^，。；]{2,16}?(?:前|底)(?=报送|上报|提交|报|送|交)"
    r"|(?:报送|上报|提交|填写|填报|申报)(?P<that>[^，。；（(、至到]{2,16}?)(?=不少于|至少|[，。；（(、]|至|到|给|$)"
)
#: To whom it goes: two stations of one way have two days.
_RECEIVER = re.compile(
    r"(?:报送?|上报|提交|交|送)(?:至|到|给)?([\u4e00-\u9fff]{2,14}?(?:办公室|专班|小组|委员会|科|股|处|室|局|厅|部|办|站|中心|党委))(?=[，,。；;、（()）]|$|备案|汇总|审核)"
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
_LEAST_WORDS, _ALIKE, _SHOWN = 6, 0.72, 24


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
    receiver: str


def siblings(tasks: Sequence[PlanTask], aliases: Mapping[str, str]) -> Iterator[Conflict]:
    """The same thing asked in two sentences with two dates."""
    kinds = {Kind.BY, Kind.QUOTA, Kind.INVALID}
    asked = [_asked(task, aliases) for task in tasks if task.deadline.kind in kinds]
    for place, other in _near(asked):
        first, second = asked[place], asked[other]
        one, two = first.task.deadline, second.task.deadline
        if one.kind is two.kind is Kind.INVALID or day_of(one.end) == day_of(two.end):
            continue
        if _same_thing(first, second):
            yield _sibling(first.task, second.task)


def doubles(listed: Sequence[PlanTask], aliases: Mapping[str, str]) -> Iterator[Conflict]:
    """Two rows of one wording, of the same units, with two dates."""
    first: dict[tuple[str, str], PlanTask] = {}
    for row in listed:
        words = fold(row.content)
        if row.deadline.kind is not Kind.BY or len(words) < _LEAST_WORDS or _STAGED.search(row.content):
            continue
        other = first.setdefault((fold(row.activity), words), row)
        units = units_of(row, aliases), units_of(other, aliases)
        apart = other.source == row.source or (other.source.block, other.source.row) == (
            row.source.block,
            row.source.row,
        )
        if apart or day_of(other.deadline.end) == day_of(row.deadline.end) or units[0] != units[1]:
            continue
        yield _sibling(other, row)


def strays(tasks: Sequence[PlanTask], listed: Sequence[PlanTask], aliases: Mapping[str, str]) -> Iterator[Conflict]:
    """What the body says once more of a row that another of its sentences has been set against, with another date."""
    rows = [_asked(row, aliases) for row in listed if row.deadline.kind is Kind.BY]
    for one in (_asked(task, aliases) for task in tasks if task.deadline.kind is Kind.BY):
        for row in rows:
            if day_of(one.task.deadline.end) != day_of(row.task.deadline.end) and _same_thing(one, row):
                yield _sibling(one.task, row.task)


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


def _asked(task: PlanTask, aliases: Mapping[str, str]) -> _Asked:
    undated = _undated(task)
    staged = bool(_STAGED.search(task.content))
    units = units_of(task, aliases)
    receiver = _RECEIVER.search(task.content)
    to = "" if receiver is None else known_unit(receiver[1], aliases)
    words, matter = pairs_of(undated), pairs_of(_matter(task))
    return _Asked(task, undated, words, matter, frozenset(_objects(task)), units, staged, to)


def _sibling(first: PlanTask, second: PlanTask) -> Conflict:
    one = Dated(first.deadline, stated_at(first, first.deadline.text))
    two = Dated(second.deadline, stated_at(second, second.deadline.text))
    name = first.activity if first.activity == second.activity else ""
    wrong = Kind.INVALID in {first.deadline.kind, second.deadline.kind}
    what = f"同一件事（{first.content if len(first.content) <= _SHOWN else first.content[: _SHOWN - 1] + '…'}）的时限"
    return not_existing(one, two, name) if wrong else differing(one, two, name, what)


def _same_thing(first: _Asked, second: _Asked) -> bool:
    if first.task.source == second.task.source or first.staged or second.staged:
        return False
    if first.units and second.units and not meet(first.units, second.units):
        return False
    if first.receiver and second.receiver and not _one_receiver(first.receiver, second.receiver):
        return False
    if first.task.annexes and first.task.annexes == second.task.annexes:
        return True
    if min(len(first.undated), len(second.undated)) >= _LEAST_WORDS and (
        sameness_of(first.words, second.words) >= _ALIKE and sameness_of(first.matter, second.matter) >= _ALIKE
    ):
        return True
    return any(_one_object(this, that) for this in first.objects for that in second.objects)


def _one_receiver(first: str, second: str) -> bool:
    return first.endswith(second) or second.endswith(first)


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

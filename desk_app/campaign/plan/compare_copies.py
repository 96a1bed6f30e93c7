"""What a list that repeats the body word for word has lost or added: whole items, and clauses inside one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanActivity, PlanTask
from desk_app.campaign.plan.pairing import Group, Pair, has_no_row, is_item
from desk_app.campaign.plan.wording import fold, likeness, same_activity, sameness, speaks_of

_LEAST_PAIRS, _MOST_COPIED, _NEARLY = 3, 0.6, 0.5
_LEAST_ITEMS, _MOST_LOST, _SPOKEN_OF = 4, 2, 0.34
_LEAST_CLAUSE = 4
#: A clause that only names the form to fill in; its annex number is compared by itself.
_FORM_ONLY = re.compile(r"^(?:并|同时)?(?:填写|填报|报送|提交)《[^》]+》$")
#: What a thing is good for asks nothing more: 避免重复开挖.
_PURPOSE = re.compile(r"^(?:切实|有效|坚决|以|从而)?(?:避免|防止|防范|确保|减少|杜绝|力争|保障|方便|便于|以便|不断)")
_DATES = re.compile(
    r"(?:请?于|在)?(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|末)?(?:之?前|以前)?|(?:\d{4}年)?年?底前|附件\d*"
)


def lost_words(pairs: Sequence[Pair], groups: Sequence[Group]) -> Iterator[Conflict]:
    """Where most rows copy the body, each clause or item that stands on one side only.

    A list that sums up in its own words is no copy, and leaving words out is then no contradiction; nor is it where no
    row has more than the task's name.
    """
    if not _is_copy(pairs):
        return
    names_only = all(len(_clauses(pair.listed)) <= 1 for pair in pairs)
    for pair in pairs:
        conflict = None if names_only else _clause_gone(pair)
        if conflict is not None:
            yield conflict
    taken = {id(task) for pair in pairs for task in (pair.body, pair.listed)}
    for group in groups:
        yield from _items_gone(group, taken)


def _is_copy(pairs: Sequence[Pair]) -> bool:
    same = [pair for pair in pairs if _words(pair.body) == _words(pair.listed)]
    return len(pairs) >= _LEAST_PAIRS and len(same) >= _MOST_COPIED * len(pairs)


def _clauses(task: PlanTask) -> list[str]:
    """The clauses of a task, its dates, its number and its activity's name left out."""
    name = fold(task.activity)
    bare = _DATES.sub("", re.sub(r"[（(][^（）()]*[）)]", "", re.sub(r"^\s*\d{1,2}[.．、]", "", task.content)))
    found = [clause.strip() for clause in re.split(r"[，,；;。：:]", bare)]
    return [clause for clause in found if fold(clause) and fold(clause) != name]


def _words(task: PlanTask) -> str:
    return "".join(fold(clause) for clause in _clauses(task))


def _clause_gone(pair: Pair) -> Conflict | None:
    for has, lacks in ((pair.body, pair.listed), (pair.listed, pair.body)):
        more, less = _clauses(has), [fold(clause) for clause in _clauses(lacks)]
        kept = [clause for clause in more if fold(clause) in less]
        gone = [clause for clause in more if fold(clause) not in less]
        if not less or len(kept) != len(less) or len(gone) != 1 or len(fold(gone[0])) < _LEAST_CLAUSE:
            continue
        if _PURPOSE.match(gone[0]):
            continue
        if _FORM_ONLY.match(gone[0]) and has.annexes != lacks.annexes:
            return None
        return _lost(has, lacks.source, lacks, gone[0])
    return None


def lost_parts(
    headings: Sequence[PlanActivity],
    listed: Sequence[PlanTask],
    groups: Sequence[PlanActivity],
    known: Sequence[Conflict],
) -> Iterator[Conflict]:
    """A heading among others that each have their row, and itself has none; or the one row that no heading has.

    Only where the list has no groups of rows, whose names are compared by themselves.
    """
    rows = [row for row in {row.source: row for row in listed}.values() if row.source.row is not None]
    if groups or min(len(headings), len(rows)) < _LEAST_PAIRS or len({row.source.block for row in rows}) != 1:
        return
    homes = [[row for row in rows if _of_heading(one, row)] for one in headings]
    alone = [one for one, found in zip(headings, homes, strict=True) if not found]
    taken = {row.source for found in homes for row in found}
    spare = [row for row in rows if row.source not in taken]
    told = " ".join(one.message for one in known if one.kind in {ConflictKind.ACTIVITY, ConflictKind.NUMBER})
    if len(headings) - len(alone) < _LEAST_PAIRS or any(len(found) > 1 for found in homes) or len(taken) < _LEAST_PAIRS:
        return
    if len(alone) == 1 and not spare and fold(alone[0].name)[:_LEAST_CLAUSE] not in fold(told):
        message = f"正文有“{alone[0].name}”，任务清单没有对应的内容，请核定。"
        yield Conflict(ConflictKind.ACTIVITY, alone[0].source, None, message, alone[0].name)
    if len(spare) == 1 and not alone and fold(spare[0].content)[:_LEAST_CLAUSE] not in fold(told):
        message = f"任务清单有“{spare[0].content[:24]}”，正文没有对应的内容，请核定。"
        yield Conflict(ConflictKind.ACTIVITY, spare[0].source, None, message, spare[0].activity)


def lost_items(
    body: Sequence[PlanTask], listed: Sequence[PlanTask], pairs: Sequence[Pair], known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """An item with its own time and units that is in no row of a list which has the others; two at most."""
    items = [task for task in body if is_item(task)]
    paired, taken = {pair.body.source.block for pair in pairs}, {id(pair.listed) for pair in pairs}
    alone = [task for task in items if task.source.block not in paired and has_no_row(task, listed, taken)]
    told = fold(" ".join(one.message for one in known if one.kind in {ConflictKind.ACTIVITY, ConflictKind.NUMBER}))
    if not alone or len(items) - len(alone) < _LEAST_ITEMS * len(alone) or len(alone) > _MOST_LOST:
        return
    for task in alone:
        name = task.content.partition("。")[0]
        if fold(name)[:_LEAST_CLAUSE] not in told:
            message = f"正文有“{name[:24]}”，任务清单没有对应的内容，请核定。"
            yield Conflict(ConflictKind.ACTIVITY, replace(task.source, text=name), None, message, task.activity)


def unasked_rows(
    said: Sequence[Source],
    body: Sequence[PlanTask],
    listed: Sequence[PlanTask],
    pairs: Sequence[Pair],
    known: Sequence[Conflict],
) -> Iterator[Conflict]:
    """A row of which the text says nothing, where the others are each an item's of its own; two at most."""
    rows = list({row.source: row for row in listed if row.source.row is not None}.values())
    taken = {pair.listed.source for pair in pairs if is_item(pair.body)}
    paired = {id(pair.body) for pair in pairs}
    spare = [set(task.unit_names) for task in body if id(task) not in paired]
    alone = [row for row in rows if row.source not in taken and set(row.unit_names) not in spare and row.deadline.end]
    if not alone or len(alone) > _MOST_LOST or len(taken) < _LEAST_ITEMS * len(alone):
        return
    told = fold(" ".join(one.message for one in known if one.kind in {ConflictKind.ACTIVITY, ConflictKind.NUMBER}))
    for row in alone:
        spoken = any(likeness(row.content, one.text) >= _SPOKEN_OF for one in said)
        names = [fold(name)[:_LEAST_CLAUSE] for name in (row.content, row.activity) if name]
        if not spoken and len(names[0]) == _LEAST_CLAUSE and not any(name in told for name in names):
            message = f"任务清单有“{row.content[:24]}”，正文没有对应的内容，请核定。"
            yield Conflict(ConflictKind.ACTIVITY, row.source, None, message, row.activity)


def _of_heading(heading: PlanActivity, row: PlanTask) -> bool:
    name, words = heading.name, row.content
    return same_activity(name, words) or speaks_of(name, words) or likeness(name, words) >= _MOST_COPIED


def _items_gone(group: Group, taken: set[int]) -> Iterator[Conflict]:
    """An item of an activity that the other side has not, the others of that activity standing in both."""
    for here, there in ((group.body, group.listed), (group.listed, group.body)):
        alone = [task for task in here if id(task) not in taken and task.number and len(here) > 1]
        if not alone or len(alone) * 2 > len(here) or any(id(task) not in taken for task in there):
            continue
        for task in alone:
            if max(sameness(task.content, other.content) for other in there) < _NEARLY:
                yield _lost(task, there[-1].source, there[-1], _clauses(task)[0] if _clauses(task) else task.content)


def _lost(has: PlanTask, lacking: Source, lacks: PlanTask, said: str) -> Conflict:
    name = lacks.activity or has.activity
    source = has.source
    a = Source(source.block, source.where, said, source.start, source.end, source.row, source.column)
    where = "任务清单" if lacking.row is not None else "正文"
    message = f"{f'“{name}”' if name else ''}的要求前后不一：{a.where}要求“{said}”，{where}没有这一要求，请核定。"
    return Conflict(ConflictKind.NUMBER, a, lacking, message, name)

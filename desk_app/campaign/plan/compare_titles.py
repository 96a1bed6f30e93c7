"""Items whose names stand in a column of the list, and the one that has another name there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.matters import Matter, Section
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask
from desk_app.campaign.plan.pairing import Pair
from desk_app.campaign.plan.wording import fold, left_out, short_activity

_LEAST_SAME, _LEAST_NAME, _LONGEST_NAME = 3, 4, 16


def renamed_items(
    sections: Sequence[Section], matters: Sequence[Matter], known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """Every item whose row has another name than it in the column in which the others have theirs."""
    titles = {section.title for section in sections}
    items = [matter for matter in matters if matter.name in titles]
    same = Counter((at.block, at.column) for item in items for at in _names(item) if _is_one(item.name, at.text))
    told = {(at.block, at.row) for one in known if one.kind is ConflictKind.ACTIVITY for at in (one.a, one.b) if at}
    for column, count in same.items():
        apart = [pair for item in items if (pair := _apart(item, column))]
        if count < _LEAST_SAME or len(apart) != 1:
            continue
        (a, b), *_ = apart
        one, two = (fold(short_activity(at.text)) for at in (a, b))
        if not told & {(a.block, None), (b.block, b.row)} and _one_part_put_otherwise(one, two):
            message = f"同一事项的名称前后不一：{a.quoted}，{b.quoted}，请核定。"
            yield Conflict(ConflictKind.ACTIVITY, a, b, message, "")


def renamed_alone(
    body: Sequence[PlanTask], listed: Sequence[PlanTask], pairs: Sequence[Pair], known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """The one sentence and the one row left of the same units and time, whose names differ in a part (…早餐会)."""
    paired = {id(one) for pair in pairs for one in (pair.body, pair.listed)}
    told = fold(" ".join(one.message for one in known if one.kind is ConflictKind.ACTIVITY))
    left = [task for task in body if id(task) not in paired and task.units and task.deadline.end]
    rows = [row for row in listed if id(row) not in paired and row.units and row.deadline.end]
    for row in rows:
        homes = [task for task in left if _asked_alike(task, row)]
        called = row.content.partition("：")[0]
        name = fold(short_activity(called))
        if len(homes) != 1 or sum(_asked_alike(homes[0], one) for one in rows) != 1 or name in told:
            continue
        said = fold(homes[0].content)
        other = "" if name in said or not _LEAST_NAME <= len(name) <= _LONGEST_NAME else _put_otherwise(name, said)
        if other and other not in told:
            a, b = replace(homes[0].source, text=other), replace(row.source, text=called)
            message = f"同一事项的名称前后不一：{a.quoted}，{b.quoted}，请核定。"
            yield Conflict(ConflictKind.ACTIVITY, a, b, message, row.activity)


def _asked_alike(task: PlanTask, row: PlanTask) -> bool:
    one, two = ({fold(name) for name in asked.unit_names} for asked in (task, row))
    same = (task.deadline.start, task.deadline.end) == (row.deadline.start, row.deadline.end)
    return same and one == two


def _put_otherwise(name: str, said: str) -> str:
    """The words of a sentence that are as long as a name and like it at both ends; empty where there are none."""
    windows = (said[at : at + len(name)] for at in range(len(said) - len(name) + 1))
    return next((one for one in windows if one[0] == name[0] and _one_part_put_otherwise(one, name)), "")


def _apart(item: Matter, column: tuple[int, int | None]) -> tuple[Source, Source] | None:
    """An item's name and what stands for it in a column, where no cell of its row has the name."""
    cells = [at for at in _names(item) if (at.block, at.column) == column]
    if not cells or any(_is_one(item.name, at.text) for at in _names(item)):
        return None
    return replace(item.texts[0], text=item.name), cells[0]


def _one_part_put_otherwise(one: str, two: str) -> bool:
    """Whether two names are alike at both ends and differ in less than half of their signs (新生儿出生…)."""
    before = _begin_alike(one, two)
    behind = _begin_alike(one[before:][::-1], two[before:][::-1])
    longest = max(len(one), len(two))
    return abs(len(one) - len(two)) <= 1 and longest // 2 < before + behind < longest


def _begin_alike(one: str, two: str) -> int:
    return sum(1 for _ in takewhile(lambda signs: signs[0] == signs[1], zip(one, two, strict=False)))


def _names(item: Matter) -> Collection[Source]:
    return [at for _, at in item.cells]


def _is_one(title: str, text: str) -> bool:
    """Whether two names are one: words left out, or in another order, aside."""
    one, two = sorted((fold(short_activity(title)), fold(short_activity(text))), key=len)
    return left_out(one, two) or not Counter(one) - Counter(two)

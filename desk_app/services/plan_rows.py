"""The tasks of a later paper against those that stand: all of a new version's, else the rows of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.model import Task
from desk_app.campaign.plan import PlanReading, PlanTask
from desk_app.campaign.plan.wording import fold, likeness, sameness
from desk_app.services.plan_change import UNITS, Change, Standing, added, moved, name_of

_ALIKE, _NEW_VERSION = 0.72, 0.5
_FRESH = re.compile(r"新增|增加|补充|增设")
Pairs = Sequence[tuple[PlanTask, str, Task]]


def paired(reading: PlanReading, standing: Standing) -> list[tuple[PlanTask, str, Task]]:
    """The paper's tasks that are tasks of the campaign, each once."""
    left = list(standing.keyed)
    pairs = []
    for task in reading.tasks:
        best = max(left, key=lambda one: sameness(one[1].content, task.content), default=None)
        if best is not None and sameness(best[1].content, task.content) >= _ALIKE:
            left.remove(best)
            pairs.append((task, *best))
    return pairs


def is_whole(pairs: Pairs, standing: Standing) -> bool:
    """Whether a paper is the whole plan again."""
    return len(pairs) >= max(3, len(standing.keyed) * _NEW_VERSION)


def of_version(reading: PlanReading, standing: Standing, pairs: Pairs) -> Iterator[Change]:
    """What a new version changes: days and units task by task, and what it has beyond the plan."""
    for new, key, old in pairs:
        yield from _changed(new, key, old, standing)
    known = {id(task) for task, _, _ in pairs}
    for task in reading.tasks:
        if id(task) not in known and _is_new(task, standing):
            yield added(task)


def of_rows(reading: PlanReading, standing: Standing, pairs: Pairs) -> Iterator[Change]:
    """What the rows of a supplementary list (补充任务表) change, and what is new in them or under 新增任务."""
    known = {id(task): (key, old) for task, key, old in pairs}
    for task in reading.tasks:
        is_row = task.source.row is not None
        if id(task) in known and is_row:
            key, old = known[id(task)]
            said = task if task.deadline.text else replace(task, deadline=replace(task.deadline, text=old.deadline))
            yield from _changed(said, key, old, standing)
        elif id(task) not in known and (is_row or _FRESH.search(task.activity)) and _is_new(task, standing):
            yield added(task)


def rows_unread(reading: PlanReading, standing: Standing, found: Sequence[Change]) -> Iterator[PlanTask]:
    """Rows that are neither surely a standing task nor surely a new one."""
    known = {id(task) for task, _, _ in paired(reading, standing)}
    places = {(one.source.block, one.source.row) for one in found}
    for task in reading.tasks:
        here = (task.source.block, task.source.row)
        if task.source.row is not None and id(task) not in known and here not in places:
            yield task


def _changed(new: PlanTask, key: str, old: Task, standing: Standing) -> Iterator[Change]:
    if fold(new.deadline.text) != fold(old.deadline) or (new.due and new.due != standing.days[key]):
        change = moved(key, old, standing.days[key], new.deadline, new.deadline_source or new.source)
        if change is not None:
            yield change
    units = "、".join(new.unit_names)
    if units and fold(units) != fold(old.units):
        place = new.units_source or new.source
        yield Change("", name_of(old), UNITS, old.units or "（无）", units, place, task=key, units=units)


def _is_new(task: PlanTask, standing: Standing) -> bool:
    return all(likeness(task.content, old.content) < _ALIKE for _, old in standing.keyed)

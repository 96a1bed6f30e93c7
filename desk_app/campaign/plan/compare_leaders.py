"""Who leads a work by its own sentence (由科技部组织实施), and by the label that closes it (责任单位：…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desk_app.campaign.plan.compare_units import ends_as_one, is_class, known_unit, meet, place_of
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask
from desk_app.campaign.plan.wording import likeness

#: The whole of the work and no part of it: nothing follows but a stop.
_LED = re.compile(
    r"(?:^|[，,；;。])由(?P<who>[\u4e00-\u9fff（）()、]{2,24}?)(?:具体)?"
    r"(?:牵头|组织|负责|承办|主办)(?:组织|实施|落实|推进|负责|抓总|完成|承办)*(?=[，,；;。]|$)"
)
_ALIKE = 0.6


def led_otherwise(tasks: Sequence[PlanTask], aliases: Mapping[str, str]) -> Iterator[Conflict]:
    """A task whose last sentence has somebody lead it whom its closing label does not name at all."""
    for task in tasks:
        label = task.units_source
        if label is None or label.row is not None or not task.units:
            continue
        sentence = task.content.rstrip("。；; ").rpartition("。")[2]
        match = _LED.search(sentence)
        if match is None or f"由{match['who']}" in label.text or re.search(r"[前底]", match["who"]):
            continue
        who = re.split(r"[、和及]", match["who"])
        if any(is_class(name) or not ends_as_one(name) for name in who) or all(map(is_class, task.unit_names)):
            continue
        led, asked = ({known_unit(name, aliases) for name in names} for names in (who, task.unit_names))
        if meet(led, asked) or any(_near(one, two) for one in led for two in asked):
            continue
        start = task.source.start + max(0, task.source.text.find(match["who"]))
        yield _conflict(task, replace(task.source, text=match["who"], start=start, end=start + len(match["who"])))


def _near(one: str, two: str) -> bool:
    return likeness(one, two) >= _ALIKE or one in two or two in one


def _conflict(task: PlanTask, a: Source) -> Conflict:
    name, b = task.content.partition("。")[0], place_of(task)
    message = f"“{name}”文中的责任单位与所列的不一：{a.quoted}，{b.quoted}，请核定。"
    return Conflict(ConflictKind.UNIT, a, b, message, task.activity)

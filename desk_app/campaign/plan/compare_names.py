"""Units whose names differ by one sign that is easily mistaken (财务监管科, 财务监督科), wherever they are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask
from desk_app.campaign.plan.wording import fold

#: Signs that stand for one another in the names of offices; others (一, 东, 城) tell two offices apart.
_MISTAKEN = frozenset("管督察监理检查测验控护治事务划化培教")
_ENDINGS = ("科", "处", "股", "室", "部", "局", "中心", "大队", "支队", "站", "所")
_LEAST, _SAME_HEAD = 5, 2

#: A unit's name with the place where it stands.
Named = tuple[str, Source]


def named_by(tasks: Sequence[PlanTask]) -> Iterator[Named]:
    """The units of tasks, each at its place."""
    for task in tasks:
        for name in task.unit_names:
            yield name, task.units_source or task.source


def nearly_named(named: Sequence[Named], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """Two names of one length that differ in such a sign, one of them written only once, never side by side."""
    told = " ".join(one.message for one in known)
    homes: dict[str, list[Source]] = {}
    for name, source in named:
        places = homes.setdefault(fold(name), [])
        if not any(_place(one) == _place(source) for one in places):
            places.append(source)
    often = Counter({name: len(places) for name, places in homes.items()})
    names = [name for name in homes if len(name) >= _LEAST and name.endswith(_ENDINGS)]
    for at, first in enumerate(names):
        for second in names[at + 1 :]:
            if not _mistaken(first, second) or min(often[first], often[second]) > 1:
                continue
            if _side_by_side(homes[first], homes[second]) or (f"“{first}”" in told and f"“{second}”" in told):
                continue
            a, b = replace(homes[first][0], text=first), replace(homes[second][0], text=second)
            message = f"单位名称疑有一处写错：{a.where}写“{first}”，{b.where}写“{second}”，请核定是否同一单位。"
            yield Conflict(ConflictKind.UNIT, a, b, message)


def _mistaken(first: str, second: str) -> bool:
    if len(first) != len(second) or first[:_SAME_HEAD] != second[:_SAME_HEAD]:
        return False
    differ = [(one, two) for one, two in zip(first, second, strict=True) if one != two]
    return len(differ) == 1 and set(differ[0]) <= _MISTAKEN


def _place(source: Source) -> tuple[int, int | None, int | None]:
    return source.block, source.row, source.column


def _side_by_side(first: Sequence[Source], second: Sequence[Source]) -> bool:
    return bool({_place(one) for one in first} & {_place(one) for one in second})

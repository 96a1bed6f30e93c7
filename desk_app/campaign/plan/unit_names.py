"""Shortened names of units (观测股, 人影办) and the one unit of the paper that each of them means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from desk_app.campaign.plan.model import PlanTask
from desk_app.campaign.plan.wording import fold, left_out

#: What a unit's name ends with, by its kind: 办 is 办公室, 分局 is 局.
_ENDINGS = {
    "办": ("领导小组办公室", "办公室", "办"),
    "处": ("办事处", "处"),
    "委": ("委员会", "委"),
    "中心": ("事务中心", "服务中心", "中心"),
    "队": ("大队", "支队", "中队", "总队", "队"),
    "局": ("管理局", "分局", "局"),
    "联": ("联合会", "联"),
    "站": ("总站", "站"),
    "公司": ("集团", "公司"),
    "街道": ("街道",),
}
_SIMPLE = "科股部所院会组室台厅"
_KINDS = (*((end, kind) for kind, ends in _ENDINGS.items() for end in ends), *((one, one) for one in _SIMPLE))
_CLASS = re.compile(r"^(?:各|有关|相关|所有|全体|其他)|(?:科室|股室|处室|部门|单位|站所)$")
_LEAST = 2


def full_names(
    tasks: Sequence[PlanTask], listed: Sequence[PlanTask], stated: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Each short name, folded, with the full one: those that the plan states, and those that fit one unit alone.

    Two names that stand side by side, that one list gives to its rows, or the tails of the text, are two units.
    """
    names = list(dict.fromkeys(name for task in (*tasks, *listed) for name in task.unit_names))
    names = [name for name in names if not _CLASS.search(name)]
    apart = [frozenset(task.unit_names) for task in (*tasks, *listed)]
    apart.append(frozenset(name for task in listed for name in task.unit_names))
    apart.append(frozenset(name for task in tasks if _in_a_tail(task) for name in task.unit_names))
    found = dict(stated)
    for short in names:
        fitting = [long for long in names if is_short_for(short, long)]
        if len(fitting) == 1 and not any({short, fitting[0]} <= together for together in apart):
            found.setdefault(fold(short), fitting[0])
    return tuple(found.items())


def _in_a_tail(task: PlanTask) -> bool:
    """Whether the units are stated behind a label, where a paper writes every name in one way."""
    return task.units_source is not None and re.search(r"[：:]", task.units_source.text) is not None


def is_short_for(short: str, long: str) -> bool:
    """Whether one name is the other with signs left out, and both are of one kind (人影办, 人工影响天气办公室)."""
    one, two = _parted(fold(short)), _parted(fold(long))
    if one is None or two is None or one[1] != two[1] or len(fold(short)) >= len(fold(long)):
        return False
    return len(one[0]) >= _LEAST and len(one[0]) < len(two[0]) and left_out(one[0], two[0])


def _parted(name: str) -> tuple[str, str] | None:
    """A name without its ending, and the kind that the ending says."""
    for ending, kind in _KINDS:
        if name.endswith(ending):
            return name[: -len(ending)], kind
    return None


def meant(names: Iterable[str], aliases: Mapping[str, str]) -> frozenset[str]:
    """Folded names, the short ones as the full ones that they mean."""
    return frozenset(fold(aliases[name]) if name in aliases else name for name in names)

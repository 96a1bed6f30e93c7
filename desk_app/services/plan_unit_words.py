"""Units that a sentence of a later paper adds, takes off or puts in another's place (增加人事科为责任单位)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from desk_app.campaign.model import Task
from desk_app.campaign.plan import PlanReading, Source
from desk_app.campaign.plan.wording import fold
from desk_app.services.plan_change import UNITS, Change, Standing, name_of

_SENTENCE = re.compile(r"[^。；;\n]+")
_ROLE = r"(?:责任|牵头|配合|承办|协办|主办|参与|实施|落实)(?:单位|部门|科室)"
_NAMES = r"[\u4e00-\u9fffA-Za-z（）()、和及]{2,60}?"
_ADDED = (
    re.compile(
        rf"(?:增加|新增|增列|补充|追加|增补)“?(?P<new>{_NAMES})”?(?:为|作为|担任)(?P<of>[^，,。；]{{0,16}}的)?{_ROLE}"
    ),
    re.compile(rf"{_ROLE}(?:中)?(?:增加|新增|增列|补充|追加|增补)(?:为)?“?(?P<new>{_NAMES})”?(?=$|[，,])"),
)
_REPLACED = (
    re.compile(rf"{_ROLE}由“?(?P<old>{_NAMES})”?(?:调整|变更|更改|更换|改)(?:为|成)“?(?P<new>{_NAMES})”?(?=$|[，,])"),
    re.compile(
        rf"由“?(?P<old>{_NAMES})”?(?:牵头|负责|承办)?(?:调整|变更|更改|更换|改)(?:为|成|由)“?(?P<new>{_NAMES})”?(?:牵头|负责|承办)(?=$|[，,])"
    ),
)
_TAKEN_OFF = (
    re.compile(rf"(?P<old>{_NAMES})不再(?:作为|担任|承担)(?:本?项?(?:任务|工作))?的?{_ROLE}?"),
    re.compile(rf"{_ROLE}(?:中)?(?:取消|删除|去掉|删去|减少)“?(?P<old>{_NAMES})”?(?=$|[，,])"),
    re.compile(rf"(?:取消|删除|去掉|删去)“?(?P<old>{_NAMES})”?(?:的|为|作为)?{_ROLE}"),
)
_SPLIT = re.compile(r"[、和及]")
Named = Callable[[str], Sequence[tuple[str, Task]]]


def of_unit_words(reading: PlanReading, standing: Standing, before: Sequence[Change], named: Named) -> Iterator[Change]:
    """Each such sentence as a change of its tasks' units; one builds upon what stands before it in the paper.

    ``named`` gives the tasks that words name; a name to be taken off that no task has makes no change.
    """
    now = {key: task.units for key, task in standing.keyed}
    now.update({one.task: one.units for one in before if one.task and one.units})
    for line in reading.document.lines:
        for sentence in _SENTENCE.finditer(line.text):
            match = _first(sentence[0])
            if match is None:
                continue
            start, end = sentence.start() + _clause(sentence[0], match.start()), sentence.start() + match.end()
            place = Source(line.index, line.where, line.text[start:end].strip(), start, end)
            of = match.groupdict().get("of") or ""
            for key, task in named(f"{sentence[0][: match.start()]}，{of}，{sentence[0][match.end() :]}"):
                units = _changed(now[key], match)
                if units is not None and fold(units) != fold(now[key]):
                    yield Change("", name_of(task), UNITS, now[key] or "（无）", units, place, task=key, units=units)
                    now[key] = units


def _first(sentence: str) -> re.Match[str] | None:
    patterns = (*_REPLACED, *_TAKEN_OFF, *_ADDED)
    return next((match for pattern in patterns if (match := pattern.search(sentence))), None)


def _clause(sentence: str, place: int) -> int:
    """Where the clause begins in which a place of a sentence stands."""
    return max(sentence.rfind(sign, 0, place) for sign in "，,") + 1


def _changed(units: str, match: re.Match[str]) -> str | None:
    """The units after the change; None where what is taken off does not stand there."""
    said = match.groupdict()
    names = [name for name in re.split(r"[、，,]", units) if name]
    old = _names(said.get("old") or "")
    new = [name for name in _names(said.get("new") or "") if fold(name) not in {fold(one) for one in names}]
    folded = {fold(name) for name in old}
    if not folded <= {fold(name) for name in names}:
        return None
    if not old:
        return "、".join([*names, *new])
    at = min(place for place, name in enumerate(names) if fold(name) in folded)
    left = [name for name in names if fold(name) not in folded]
    return "、".join([*left[:at], *new, *left[at:]])


def _names(text: str) -> list[str]:
    """The names in a list; 和 and 及 part two of them only where both are long enough to be names."""
    found: list[str] = []
    for piece in text.split("、"):
        parts = [part.strip('“”" ') for part in _SPLIT.split(piece)]
        found.extend(parts if all(len(part) >= 2 for part in parts) else [piece.strip('“”" ')])
    return [name for name in found if name]

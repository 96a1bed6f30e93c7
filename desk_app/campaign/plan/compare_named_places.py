"""Several places or things named one by one, twice: 城关、桥头、柳树三个乡镇 and 城关、桥头、杨庄三个乡镇."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.plan.compare_units import ends_as_one
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.shared_words import own_words
from desk_app.campaign.plan.wording import fold

_LIST = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,14}(?:、[\u4e00-\u9fffA-Za-z]{2,14}){2,7}")
_BEFORE = re.compile(r"^.*(?:[在对于为到由从是：]|包括|涉及|聚焦|围绕)(?=[\u4e00-\u9fffA-Za-z]{2,})")
_BEHIND = re.compile(r"(?:等|[一二三四五六七八九十两]+(?:个|条|座|所|处|类|项|大)).*$")
_LEAST_NAMES, _RUN, _LEAST_OWN = 3, 4, 2


@dataclass(frozen=True, slots=True)
class _Named:
    names: tuple[str, ...]
    around: str
    source: Source


def named_twice(said: Sequence[Source]) -> Iterator[Conflict]:
    """Two lists of one length in two places of the paper, alike but for one name, about the same; none of units."""
    found = [one for source in said for one in _lists(source)]
    for at, first in enumerate(found):
        for second in found[at + 1 :]:
            if first.source.block == second.source.block or len(first.names) != len(second.names):
                continue
            apart = [pair for pair in zip(first.names, second.names, strict=True) if not _same(*pair)]
            if len(apart) != 1 or set(apart[0]) & {*first.names} & {*second.names} or not _share(first, second):
                continue
            a, b = first.source, second.source
            message = f"所列名称前后不一：{a.quoted}，{b.quoted}，请核定。"
            yield Conflict(ConflictKind.NUMBER, a, b, message)


def _lists(source: Source) -> Iterator[_Named]:
    for sentence in re.split(r"[。；;，,\n]", source.text):
        for match in _LIST.finditer(sentence):
            first, *middle, last = match[0].split("、")
            names = (_BEFORE.sub("", first), *middle, _BEHIND.sub("", last) or last)
            if len(names) >= _LEAST_NAMES and not any(ends_as_one(name) for name in names):
                around = fold(sentence.replace("、".join(names), "，"))
                yield _Named(names, around, replace(source, text=match[0]))


def _same(first: str, second: str) -> bool:
    return first.endswith(second) or second.endswith(first) or first.startswith(second) or second.startswith(first)


def _share(first: _Named, second: _Named) -> bool:
    """Whether the words around both lists have a run of their own in common (重点区域, 三个乡镇)."""
    tails = [_BEHIND.search(one.source.text) for one in (first, second)]
    if tails[0] and tails[1] and tails[0][0][:_RUN] == tails[1][0][:_RUN]:
        return True
    one, two = (named.around for named in (first, second))
    runs = {one[at : at + _RUN] for at in range(len(one) - _RUN + 1)}
    return any(run in two and "，" not in run and len(own_words(run)) >= _LEAST_OWN for run in runs)

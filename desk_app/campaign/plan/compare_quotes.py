"""What stands in quotation marks in two places that are otherwise one (“税法进校园”, “税法进社区”)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask
from desk_app.campaign.plan.pairing import Pair
from desk_app.campaign.plan.wording import fold, left_out, sameness

_QUOTED = re.compile(r"[“\"]([^“”\"]{3,14})[”\"]")
_LEAST_SHARED, _SAME_WORDS = 0.3, 0.5


def renamed_in_quotes(pairs: Sequence[Pair], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """A pair with one name in quotation marks on each side, near to one another and not the same."""
    names = [one for one in known if one.kind is ConflictKind.ACTIVITY]
    told = {(one.a.block, one.a.row) for one in names}
    for pair in pairs:
        one, two = _names(pair.body), _names(pair.listed)
        if len(one) != 1 or len(two) != 1 or one == two or (pair.body.source.block, pair.body.source.row) in told:
            continue
        (first,), (second,) = one, two
        if any(name.b is not None and first in name.a.text and second in name.b.text for name in names):
            continue
        if _is_one(first, second) or fold(first) in fold(_said(pair.listed)) or fold(second) in fold(_said(pair.body)):
            continue
        rest = [_said(task).replace(name, "") for task, name in ((pair.body, first), (pair.listed, second))]
        if sameness(first, second) < _LEAST_SHARED or sameness(*rest) < _SAME_WORDS:
            continue
        a, b = _at(pair.body.source, f"“{first}”"), _at(pair.listed.source, f"“{second}”")
        message = f"名称前后不一：{a.where}写{a.text}，{b.where}写{b.text}，请核定。"
        yield Conflict(ConflictKind.ACTIVITY, a, b, message, pair.listed.activity)


def _said(task: PlanTask) -> str:
    return f"{task.activity}，{task.content}"


def _names(task: PlanTask) -> set[str]:
    return set(_QUOTED.findall(_said(task)))


def _is_one(first: str, second: str) -> bool:
    one, two = fold(first), fold(second)
    return left_out(one, two) or left_out(two, one)


def _at(source: Source, text: str) -> Source:
    return Source(source.block, source.where, text, source.start, source.end, source.row, source.column)

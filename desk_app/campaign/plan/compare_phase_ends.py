"""The end of a phase as a sentence elsewhere repeats it (集中攻坚阶段要在6月20日前结束)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.compare_dates import day_of, differing
from desk_app.campaign.plan.compare_tellings import Telling
from desk_app.campaign.plan.model import Conflict, ConflictKind, Dated, Phase
from desk_app.campaign.plan.wording import fold

_ORDINAL = re.compile(r"^第[一二三四五六七八九\d](?:阶段|步)")
_ENDED = re.compile(
    r"(?:的?各项|工作|任务|必须|务必|要|须|应|全面|全部|基本|如期|按期|期间)*(?:结束|完成|收官|收尾|告一段落)"
)
#: Without the word 阶段 a phase is known by a name of this length.
_LEAST_NAME = 4


def phases_ended(tellings: Sequence[Telling], phases: Sequence[Phase], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """集中攻坚阶段要在6月20日前结束, where that phase ends on another day."""
    told = {frozenset(one.days) for one in known if one.kind is ConflictKind.DATE}
    for phase in phases:
        name = _ORDINAL.sub("", fold(phase.name)).removesuffix("阶段")
        for one in tellings if name and phase.end is not None and not phase.open_end else ():
            end, doing = day_of(one.dated.deadline.end), fold(one.doing)
            at = doing.find(f"{name}阶段")
            whole = at >= 0 or (len(name) >= _LEAST_NAME and doing.startswith(name))
            rest = doing[at + len(name) + 2 :] if at >= 0 else doing[len(name) :]
            if not whole or end == phase.end or end is None or one.part == "phase" or not _ENDED.match(rest):
                continue
            if one.dated.deadline.kind is not Kind.BY or one.place == (phase.source.block, phase.source.row):
                continue
            stated = Dated(replace(phase.deadline, end=phase.end), replace(phase.source, text=phase.text))
            conflict = differing(stated, one.dated, phase.name, "结束时间")
            if frozenset(conflict.days) not in told:
                yield conflict

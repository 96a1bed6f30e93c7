"""Whether a clause with a date tells no deed of its own: 4月底前完成; 5月12日前由医务处会同质控科完成."""

from __future__ import annotations

import re

from desk_app.importing.plan.acting import acting
from desk_app.importing.plan.time_words import time_inside
from desk_app.importing.plan.units import subject_units

_TIMES = re.compile(
    r"(?:\d{4}年|[今明次]年)?(?:\d{1,2}月(?:\d{1,2}[日号]|[上中下]旬|底|末|初)?|年底|第?[一二三四]季度|[上下]半年)(?:之?前|以前|内|底|末)?"
)
_EMPTY = re.compile(
    r"按(?:照)?(?:各自)?职责分工|由|会同|联合|共同|具体|牵头|负责|配合|组织|实施|落实|推进|全部|全面|基本|力争|确保|务必|原则上|最迟|不迟于|必须"
    r""
    r"|完成|办结|见效|到位|结束|清零|销号|验收|完工|竣工|交付|达标|整改|办理|拿出|出|结果|成果|初稿|实效"
    r"|时限|期限|时间|为|是|于|在|要|须|应|将|拟|并|前|底|其中|最终|[的、，,和及与：:。；; ]"
)
_LEFT = 1


def is_bare(piece: str) -> bool:
    """Whether the first clause of a piece that has a time holds nothing but that time, who, and 完成."""
    clauses = [one.strip() for one in re.split(r"[，,；;。]", piece) if one.strip()]
    place = next((place for place, one in enumerate(clauses) if time_inside(one) >= 0), None)
    if place is None:
        return False
    clause = "".join(clauses[: place + 1])
    if not _TIMES.sub("", clause).strip("于在最迟务必 ") and place + 1 < len(clauses):
        clause += clauses[place + 1]
    named = [one.name for one in (*acting(clause)[0], *subject_units([_TIMES.sub("", clause)]))]
    rest = _TIMES.sub("", clause)
    for name in sorted(named, key=len, reverse=True):
        rest = rest.replace(name, "")
    return len(_EMPTY.sub("", rest)) <= _LEFT


def has_subject(piece: str) -> bool:
    """Whether a clause, the times in it left aside, begins with those who are asked (各村5月12日前报送名册)."""
    return bool(subject_units([_TIMES.sub("于", piece.strip(), count=1).removeprefix("于")]))

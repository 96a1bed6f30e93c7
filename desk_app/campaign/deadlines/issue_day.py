"""Reads the day on which the paper itself is issued, as the start of a stretch (自本方案印发之日起至12月底)."""

from __future__ import annotations

import re

from desk_app.campaign.deadlines.point import Reader

_ISSUED = re.compile(
    r"(?:本(?:方案|通知|文件|办法|意见|计划|细则|安排|要点))?(?:印发|下发|发布|公布|发文|成文)(?:之日|当日|当天|日)(?=起?(?:开始)?,?(?:至|到|-|~))"
)
_LONGEST_ISSUE = 14


def day_of_issue(reader: Reader) -> bool:
    """印发之日起至12月底: the paper's own day, as 即日; a length counted from it is read elsewhere."""
    said = "".join(reader.text(ahead) for ahead in range(_LONGEST_ISSUE))
    match = _ISSUED.match(said)
    if match is None:
        return False
    count, length = 0, 0
    while length < match.end():
        length += len(reader.text(count))
        count += 1
    return length == match.end() and reader.take(count, day_shift=0)

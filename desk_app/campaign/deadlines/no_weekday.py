"""周八前, 下周八, 星期九: a day that no week has is refused and never taken for a neighbour."""

from __future__ import annotations

from desk_app.campaign.deadlines.point import Reader
from desk_app.campaign.deadlines.words import NO_WEEKDAYS

_CLOSING = {"stop", "edge", "sep", "", "clockhalf", "offwork"}
_SIGNS_BEHIND = {",", "、", ")", "("}
_COUNTS_WEEKS = {"第", "个", "几", "数", "半", "整"}


def no_weekday(reader: Reader) -> bool:
    """Whether such a day stands here, taken as a fault; 2周, 一周七天 and 第8周 count weeks and are none."""
    counted = reader.place > 0 and reader.tokens[reader.place - 1].text in _COUNTS_WEEKS
    bare = reader.kind() == "span" and reader.text() in {"周", "星期"} and not counted
    if not (bare or reader.kind() == "weekword") or reader.text(1) not in NO_WEEKDAYS:
        return False
    if reader.kind(2) not in _CLOSING and reader.text(2) not in _SIGNS_BEHIND:
        return False
    said = reader.text(1)
    return reader.take(2, week_shift=0, fault=f"一周没有“周{said}”")

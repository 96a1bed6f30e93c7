"""Counts in duties: which belong to a rhythm beside them, which only tell how large a task is or what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.deadlines import Deadline, Found, Kind
from desk_app.importing.plan.clauses import clauses_of
from desk_app.importing.plan.marks import mark_of

LEAST = re.compile(r"至少|不少于|不低于|以上|每人|人均|每[位名个]")
#: …，每月至少开展2场: a clause that only counts what the ones before it name.
_ONLY_COUNT = re.compile(
    r"^(?:每(?:半?年|季度?|半?月|周|旬|日|[两三四]个?[月周年])|全年|年内|期间)?(?:各|都|均|要|应|须|原则上|集中|统一|安排|组织|开展|举办|召开|进行|完成|不少于|至少|不低于|不得少于)*\s*[\d一两二三四五六七八九十]{1,3}\s*[次场期遍轮条篇份件]$"
)
#: 组织不少于40家企业参加, 各县区派3—5名骨干参加: how large something is to be.
_SCALE = re.compile(
    r"^[^。；]{0,24}?(?:组织|邀请|吸引|动员|发动|[选各]?派|推荐|抽调)(?:不少于|至少|约)?(\d{1,4})(?:[—～~\-至]+\d+)?(?:余|多)?[家名人户个][^，。；\d]{0,12}?(?:参加|参与|参会|参训|到场)"
)
_SCALE_BEHIND = 16
#: The rhythms without a day, and what the rule of one with a day begins with.
_BASES = {
    "WEEKLY": "FREQ=WEEKLY;BYDAY",
    "MONTHLY": "FREQ=MONTHLY;BYMONTHDAY",
    "QUARTERLY": r"BYMONTH=\d+,\d+,\d+,\d+;",
}
_NO_OTHER = re.compile(r"^(?:按期|如期|全部)?(?:完成|到位|办结|兑现)?$")


#: 2025年科普月期间，全市共开展活动320场; 去年累计走访800户: what was done, and how often.
_DONE_THEN = re.compile(
    r"^(?:(?P<year>(?:19|20)\d\d)年|去年|上年|前年|往年)[^。；;]{0,24}?(?:共计?|累计|总共|合计|先后|已经?)(?:组织|开展|举办|完成|走访|召开|培训|办理|解决|接待|受理|发放|建成|检查|排查|收到|参与)"
)


def tells_the_past(said: str, year: int) -> bool:
    """Whether a sentence only tells what was done before a plan's ``year``."""
    match = _DONE_THEN.match(bare_clause(said))
    return match is not None and int(match["year"] or 0) < year


def bare_clause(text: str) -> str:
    """A clause without its number and the stops around it."""
    mark = mark_of(text.strip())
    return (mark[2] if mark else text).strip(" ，,；;：:。")


def only_counts(clause: str) -> bool:
    """Whether a clause has no deed of its own (…，每月至少开展2场)."""
    return _ONLY_COUNT.match(bare_clause(clause)) is not None


def tells_scale(found: Found, said: str) -> bool:
    """Whether a count is that of those who take part."""
    scale = _SCALE.search(said[found.start : found.end + _SCALE_BEHIND])
    return scale is not None and found.deadline.recurrence is None and int(scale[1]) == found.deadline.min_count


def says_the_task(deadline: Deadline, stated: Deadline | None, beside: Sequence[Found], content: str) -> bool:
    """Whether 开展一次评查 only says what the task is whose date its tail or its own sentence states."""
    if deadline.kind is not Kind.QUOTA or deadline.min_count != 1 or deadline.end or LEAST.search(content):
        return False
    dated = [one.deadline for one in beside] + ([] if stated is None else [stated])
    return any(one.end is not None and one.kind in {Kind.BY, Kind.WINDOW} for one in dated)


def counted_clauses(said: str, found: list[Found]) -> Iterator[tuple[Found, tuple[int, int]]]:
    """Each deadline with its clause; 每月28日前报送信息，每月不少于2条 is one rhythm with its count."""
    done: list[tuple[Found, tuple[int, int]]] = []
    for one, (first, last) in zip(found, clauses_of(said, found), strict=True):
        before = done[-1][0].deadline if done else None
        if before is not None and _counts(one.deadline, before) and only_counts(said[first:last]):
            counted = replace(before, min_count=one.deadline.min_count, max_count=one.deadline.max_count)
            done[-1] = (replace(done[-1][0], deadline=counted), (done[-1][1][0], last))
            continue
        if before is not None and _dates(one.deadline, before, said[one.end : last]):
            done[-1] = (one, (done[-1][1][0], last))
            continue
        done.append((one, (first, last)))
    yield from done


def _dates(deadline: Deadline, before: Deadline, clause: str) -> bool:
    """按季度拨付，每季度末月28日前完成: whether a rhythm with its day is that of the one before, with no other deed."""
    undated = before.recurrence in _BASES and before.min_count is None
    if not undated or deadline.recurrence is None or deadline.recurrence in _BASES:
        return False
    months = _BASES[before.recurrence or ""]
    if not re.search(months, deadline.recurrence):
        return False
    return _NO_OTHER.search(bare_clause(clause)) is not None


def _counts(deadline: Deadline, before: Deadline) -> bool:
    """Whether a rhythm with a count is that of a rhythm without one before it (每月 behind 每月28日前)."""
    again = deadline.recurrence
    if again is None or before.recurrence is None or before.min_count is not None:
        return False
    return before.recurrence == again or f"{before.recurrence};".startswith(f"FREQ={again};BY")

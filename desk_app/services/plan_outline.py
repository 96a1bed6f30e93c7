"""What a plan asks again and again, and its stages, as a campaign's outline keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from desk_app.campaign.calendar_rhythm import parse_recurrence
from desk_app.campaign.deadlines import Deadline, Kind, State
from desk_app.campaign.duties import Duty, Per, Quota
from desk_app.campaign.phases import Phase
from desk_app.campaign.plan import model as plan

_PAIR = re.compile(r"之间|互相|相互|与.{1,16}(?:谈|交流)|结对")
_BRANCH = re.compile(r"支部|党组织|党委|党总支")
_PERSON = re.compile(r"每人|人均|党员|干部|职工|领导|书记|负责人|负责同志|班子成员|个人")


def phase_of(one: plan.Phase) -> Phase:
    """A stage; an end that the plan does not state is marked as open, and days in doubt bear the reason."""
    open_start, open_end = one.open_start or one.start is None, one.open_end or one.end is None
    stated = one.open_start or one.open_end
    return Phase(one.name, one.start, one.end, open_start, open_end, one.text, "" if stated else doubt_of(one.deadline))


def again_of(duties: Iterable[plan.Duty]) -> tuple[tuple[Duty, ...], tuple[Quota, ...], int]:
    """定期工作, 次数要求, and how many sentences give neither rhythm nor number."""
    found = [counted(one) for one in duties]
    rhythms = tuple(one for one in found if isinstance(one, Duty))
    return rhythms, tuple(one for one in found if isinstance(one, Quota)), sum(one is None for one in found)


def doubt_of(deadline: Deadline) -> str:
    """Why a deadline's days are not certain; empty where they are."""
    return "" if deadline.state is State.CLEAR else deadline.why or "时限没有写清楚"


def counted(duty: plan.Duty) -> Duty | Quota | None:
    """定期工作 where a rhythm is stated, else 次数要求; None where the sentence gives neither."""
    deadline = duty.deadline
    start, end = day_of(deadline.start), day_of(deadline.end)
    if start is not None and end is not None and start > end:
        start = None
    least, most = _count(deadline.min_count), _count(deadline.max_count)
    if least is not None and most is not None and least > most:
        most = None
    if deadline.kind is Kind.RECURRING and deadline.recurrence and parse_recurrence(deadline.recurrence) is not None:
        rhythm, doubt = deadline.recurrence, doubt_of(deadline)
        return Duty(duty.content, duty.who, rhythm, least, most, deadline.text, start, end, doubt)
    if least is not None or most is not None:
        doubt = doubt_of(deadline)
        return Quota(duty.content, per_of(duty), duty.who, least, most, deadline.text, start, end, doubt)
    return None


def per_of(duty: plan.Duty) -> Per:
    """Of whom a number of times is asked, as the sentence says: each pair, branch, person, else each unit."""
    who = duty.who or duty.content
    if _PAIR.search(duty.content):
        return Per.PAIR
    if "每人" in duty.content or _PERSON.search(who):
        return Per.PERSON
    return Per.BRANCH if _BRANCH.search(who) else Per.UNIT


def day_of(value: date | datetime | None) -> date | None:
    """The calendar day of a moment."""
    return None if value is None else date(value.year, value.month, value.day)


def clock_of(value: date | datetime | None) -> time | None:
    """The hour of a moment; None for a mere day."""
    return value.time() if isinstance(value, datetime) else None


def _count(value: int | None) -> int | None:
    return value if value is not None and 1 <= value <= 10_000 else None

"""任务事项 under way: their states, the marks of time, their units, and the proposed 局内时限."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from desk_app.campaign.deadlines import Kind, read_deadline
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.model import CampaignOutline, Task

NEAR_DAYS = 5
INNER_DAYS_EARLIER = 5
_WEEKEND = 5
_OWN_NUMBER = re.compile(r"^[（(]?\d{1,2}[）)]?[.．、]\s*")
_LASTING = re.compile(r"长期|常态|持续|适时|及时|随时|经常|立行立改|即知即改|第一时间")
_SEPARATORS = re.compile(r"[、，,；;\s]+")
_ISSUER_ADORNMENT = re.compile(r"^中共|党组$|党委$|委员会$|办公室$")


class TaskState(StrEnum):
    """How far a task is."""

    NOT_BEGUN = "未启动"
    UNDER_WAY = "推进中"
    DONE = "已完成"


class Mark(StrEnum):
    """What time says of a task: a mark, not a state."""

    NONE = ""
    NEAR = "临期"
    LATE = "逾期"


class DueWord(StrEnum):
    """What stands where a task has no day."""

    DATED = ""
    OPEN = "时限待定"
    UNDATED = "无时限"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From how many days before its day a task is 临期, and after how many days past it 逾期."""

    near: int = NEAR_DAYS
    late: int = 0


def mark_of(
    state: TaskState, due: date | None, now: datetime, thresholds: Thresholds, clock: time | None = None
) -> Mark:
    """临期 or 逾期; nothing for a task that is done or has no day. With an hour, late is from the minute after."""
    if due is None or state is TaskState.DONE:
        return Mark.NONE
    left = (due - now.date()).days
    over = clock is not None and now.replace(second=0, microsecond=0, tzinfo=None).time() > clock
    if left < -thresholds.late or (over and left == -thresholds.late):
        return Mark.LATE
    return Mark.NEAR if left <= thresholds.near else Mark.NONE


def task_keys(tasks: Sequence[Task]) -> tuple[str, ...]:
    """A key a task by which its progress is kept: its number, told apart where a number stands twice or not at all."""
    seen: Counter[str] = Counter()
    keys = []
    for place, task in enumerate(tasks, start=1):
        number = task.number or f"#{place}"
        seen[number] += 1
        keys.append(number if seen[number] == 1 else f"{number}({seen[number]})")
    return tuple(keys)


def task_title(task: Task) -> str:
    """A task on one line: its number and its words, without the number that they begin with in their activity."""
    words = _OWN_NUMBER.sub("", task.content.strip()).rstrip("。")
    return f"{task.number}　{words}" if task.number else words


def is_lasting(deadline: str) -> bool:
    """Whether a task goes on without an end (适时, 长期坚持 …), so that somebody may want to look at it again."""
    return _LASTING.search(deadline) is not None


def split_units(text: str) -> tuple[str, ...]:
    """The units of a task as written, each once; classes such as 各科室 are not expanded."""
    return tuple(dict.fromkeys(part for part in _SEPARATORS.split(text.strip()) if part))


def is_own_plan(issuer: str, bureau: str) -> bool:
    """Whether a plan is our own bureau's, so that its dates are the units' to us; unknown ones are taken as own."""
    ours, theirs = _bare(bureau), _bare(issuer)
    return not ours or not theirs or ours in theirs or theirs in ours


def _bare(name: str) -> str:
    bare, before = name.strip(), ""
    while bare != before:
        before, bare = bare, _ISSUER_ADORNMENT.sub("", bare)
    return bare


def proposed_inner(report_due: date, holidays: Holidays) -> date:
    """局内时限 for what goes to the superior: five days earlier, then back to a weekday on which the office works."""
    day = report_due - timedelta(days=INNER_DAYS_EARLIER)
    while day.weekday() >= _WEEKEND or not holidays.is_workday(day):
        day -= timedelta(days=1)
    return day


def due_words(outline: CampaignOutline, texts: Iterable[str], holidays: Holidays) -> dict[str, DueWord]:
    """For each printed deadline without a day what is to be said: 无时限 where the plan gives none, else 时限待定."""
    span = (outline.start, outline.end)
    words = {}
    for text in set(texts):
        kind = read_deadline(text, outline.start, span, holidays).kind if text.strip() else Kind.UNDATED
        words[text] = DueWord.UNDATED if kind in {Kind.UNDATED, Kind.RECURRING, Kind.QUOTA} else DueWord.OPEN
    return words

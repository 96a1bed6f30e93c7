"""One change that a later paper names, and what stands: values, with the words in which a change is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from desk_app.campaign.deadlines import Deadline, Kind, State
from desk_app.campaign.model import Task
from desk_app.campaign.plan import PlanTask, Source
from desk_app.campaign.tasks import task_keys
from desk_app.services.plan_doubts import said_day
from desk_app.services.plan_outline import clock_of, day_of
from desk_app.storage.campaigns import Campaign
from desk_app.storage.collections import Collection

DATED = frozenset({Kind.BY, Kind.WINDOW})
UNITS = "责任单位"
_NEW = "新增任务"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a later paper names: old and new in words, and the place that says so.

    ``task`` is the key of the campaign's task, ``collection`` the id of a form's period; neither for a new task,
    which is ``added``. ``day`` is the new day, None where what changes is no day or it is not certain (``doubt``).
    ``done`` is one that holds already while others of its paper still wait.
    """

    about: str
    name: str
    what: str
    old: str
    new: str
    source: Source
    task: str = ""
    collection: int | None = None
    day: date | None = None
    clock: time | None = None
    units: str = ""
    added: Task | None = None
    doubt: str = ""
    taken: bool | None = None
    done: bool = False

    @property
    def is_unread(self) -> bool:
        """Whether it is a sentence that was not understood, listed for a person to check."""
        return self.about.startswith("unread/")

    @property
    def can_be_taken(self) -> bool:
        """Whether it says something certain."""
        return bool(self.day is not None or self.units or self.added is not None)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands: the campaign, the day of each task by its key, and the forms' periods."""

    campaign: Campaign
    days: Mapping[str, date | None]
    collections: tuple[Collection, ...]
    annexes: Mapping[str, str]

    @property
    def keyed(self) -> tuple[tuple[str, Task], ...]:
        """The tasks with their keys."""
        tasks = self.campaign.outline.tasks
        return tuple(zip(task_keys(tasks), tasks, strict=True))


def added(task: PlanTask) -> Change:
    """A task that the plan has not."""
    made = Task(
        task.number or task.proposed_number or "", task.activity, task.content, "、".join(task.unit_names),
        task.deadline.text, task.due, clock_of(task.deadline.end) if task.due else None,
    )  # fmt: skip
    text = f"{short(task.content)}（{made.units or '未写责任单位'}，{made.deadline or '未写时限'}）"
    return Change("", task.activity or short(task.content), _NEW, "（原方案没有）", text, task.source, added=made)


def moved(key: str, task: Task, day: date | None, deadline: Deadline, place: Source) -> Change | None:
    """A task's new day; None where it is the day that stands."""
    new = day_of(deadline.end) if deadline.kind in DATED else None
    certain = new if deadline.state is State.CLEAR else None
    if certain is not None and certain == day:
        return None
    old = said_day(day) if day is not None else (f"时限待定（原文“{task.deadline}”）" if task.deadline else "时限待定")
    doubt = "" if certain is not None else deadline.why or "没有确定的日期"
    shown = said_day(certain) if certain is not None else deadline.text
    clock = clock_of(deadline.end) if certain is not None else None
    shown += f"{clock:%H:%M}前" if clock is not None else ""
    return Change("", name_of(task), "完成时限", old, shown, place, task=key, day=certain, clock=clock, doubt=doubt)


def name_of(task: Task) -> str:
    """A task as a list names it."""
    return f"任务{task.number} {task.activity or short(task.content)}".strip()


def short(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= 16 else f"{text[:15]}…"

"""专项: a campaign as its plan or template states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from desk_app.campaign.duties import Duty, Quota
from desk_app.campaign.phases import Phase


@dataclass(frozen=True, slots=True)
class Activity:
    """One of a plan's activities (活动), such as 大谈话活动."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Task:
    """任务事项: one line of the task list.

    ``deadline`` is the text as the plan prints it, never corrected; ``due`` is set only where that text is
    certain or a person has ruled; ``clock`` is the hour of that day where one is written.
    """

    number: str
    activity: str
    content: str
    units: str = ""
    deadline: str = ""
    due: date | None = None
    clock: time | None = None


@dataclass(frozen=True, slots=True)
class CampaignOutline:
    """What opens a campaign: its names, its span, stages, activities, tasks, and what comes again or so often."""

    name: str
    title: str
    start: date
    end: date
    issuer: str = ""
    activities: tuple[Activity, ...] = ()
    tasks: tuple[Task, ...] = ()
    phases: tuple[Phase, ...] = ()
    duties: tuple[Duty, ...] = ()
    quotas: tuple[Quota, ...] = ()

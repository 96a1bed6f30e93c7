"""What a plan file says: read for a person to look at, and as the outline of a campaign."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from desk_app.campaign.deadlines import Deadline
from desk_app.campaign.holidays import Holidays, load_holidays
from desk_app.campaign.model import Activity, CampaignOutline, Task
from desk_app.campaign.plan.model import PlanReading, PlanTask
from desk_app.importing.plan.reader import read_plan
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.services.plan_outline import again_of, clock_of, phase_of

_SHORTEST_NAME = 4


def holidays_of(resources: Path) -> Holidays:
    """The holiday table that the program brings."""
    return load_holidays(resources / "holidays")


def read_plan_file(path: Path, *, today: date, holidays: Holidays, on: date | None = None) -> PlanReading:
    """Read a plan file; DeskError when it is missing or no document."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DeskError(f"方案文件 {path.name} 打不开（{reason_of(error)}），请核对路径。") from error
    return read_plan(data, today=today, holidays=holidays, on=on)


def outline_of(reading: PlanReading, fallback_name: str, today: date) -> CampaignOutline:
    """The outline of a campaign as its plan states it; a task is due only where its deadline is beyond doubt."""
    title = reading.title or fallback_name
    start, end = _span(reading, today)
    duties, quotas, _ = again_of(reading.duties)
    return CampaignOutline(
        name=_short_name(title),
        title=title,
        start=start,
        end=end,
        issuer=reading.issuer or "",
        activities=tuple(Activity(one.number, one.name) for one in reading.activities),
        tasks=tuple(_task(task, place) for place, task in enumerate(reading.tasks, start=1)),
        phases=tuple(phase_of(one) for one in reading.phases),
        duties=duties,
        quotas=quotas,
    )


def _task(task: PlanTask, place: int) -> Task:
    return Task(
        number=task.number or task.proposed_number or str(place),
        activity=task.activity,
        content=task.content,
        units="、".join(task.unit_names),
        deadline=task.deadline.text,
        due=task.due,
        clock=clock_of(task.deadline.end) if task.due else None,
    )


def _short_name(title: str) -> str:
    bare = re.sub(
        r"^关于(?:印发)?(?:在.{2,12}中)?(?:开展)?|(?:的)?(?:实施|行动|工作)?方案(?:[（(].*[）)])?$", "", title
    )
    return bare if len(bare) >= _SHORTEST_NAME else title


def _span(reading: PlanReading, today: date) -> tuple[date, date]:
    """The plan's span; where it states none, from the reference date to the last day that anything is due."""
    start = reading.span[0] or reading.reference_date or today
    days = [day for one in reading.deadlines if (day := _last(one)) is not None]
    end = reading.span[1] or max([day for day in days if day >= start], default=date(start.year, 12, 31))
    return min(start, end), end


def _last(deadline: Deadline) -> date | None:
    end = deadline.end
    return None if end is None else date(end.year, end.month, end.day)

"""Persons that a plan names among units (张三、综合科): responsible, and no unit."""

from __future__ import annotations

from dataclasses import replace

from desk_app.campaign.plan.model import PlanTask, UnitRole
from desk_app.importing.plan.persons import people_apart


def persons_apart(task: PlanTask) -> PlanTask:
    """The task with its persons told from its units; unchanged where nothing but such names would be left."""
    units: list[UnitRole] = []
    people = list(task.people)
    for one in task.units:
        for name, person in people_apart((one.name,)):
            if person:
                people.append(name)
            else:
                units.append(replace(one, name=name))
    if not units or tuple(units) == task.units:
        return task
    return replace(task, units=tuple(dict.fromkeys(units)), people=tuple(dict.fromkeys(people)))

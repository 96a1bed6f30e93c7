"""What a column of goals beside a row's name says (项目名称 │ 建设内容及目标), kept with the task it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desk_app.campaign.plan.model import PlanTask
from desk_app.campaign.plan.wording import fold
from desk_app.importing.plan.task_table import ListTable


def with_goals(tasks: Sequence[PlanTask], lists: Sequence[ListTable]) -> tuple[PlanTask, ...]:
    """The tasks, each row's goals behind its name; told last, since the body is compared with the names."""
    goals = {place: text for one in lists for place, text in _goals(one)}
    return tuple(_with_goal(task, goals.get((task.source.block, task.source.row), "")) for task in tasks)


def _goals(one: ListTable) -> list[tuple[tuple[int, int | None], str]]:
    """For each row the words of its own cells of goals, by the row's place."""
    found = []
    for row in range(one.columns.head + 1, len(one.table.rows)):
        texts = [one.table.text(row, column) for column in one.columns.goals if one.table.own(row, column)]
        said = "；".join("".join(text.split("\n")).rstrip("。；; ") for text in texts if text)
        if said:
            source = one.table.source(row, one.columns.goals[0])
            found.append(((source.block, source.row), said))
    return found


def _with_goal(task: PlanTask, goal: str) -> PlanTask:
    if not goal or fold(goal) in fold(task.content):
        return task
    return replace(task, content=f"{task.content.rstrip('。；; ')}：{goal}。")

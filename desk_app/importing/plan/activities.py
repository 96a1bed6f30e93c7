"""The activities (活动) of a plan: the groups of its task list, else the headings of its task section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desk_app.campaign.plan.model import PlanActivity
from desk_app.campaign.plan.wording import fold, own_name
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.marks import BULLET
from desk_app.importing.plan.passages import Heading, Passage, PassageKind
from desk_app.importing.plan.task_rows import activity_name, activity_number
from desk_app.importing.plan.task_table import ListTable

_SECTION = re.compile(
    r"(?:活动|任务|工作|主要|重点|整治|行动|具体|学习)(?:内容|任务|安排|事项|重点|活动|工作|行动|工程)|任务分工|工作任务|重点任务|主要任务|专项行动|(?:创建|竞赛|主题|培训|学习)内容"
)
_WEAK = re.compile(r"措施|举措|做法")
_NO = re.compile(r"要求|保障|领导|时间|阶段|指导|目标|原则|意义")


def list_activities(lists: Sequence[ListTable]) -> tuple[PlanActivity, ...]:
    """The groups of the task lists in their order, each once."""
    found: dict[str, PlanActivity] = {}
    for one in lists:
        if one.columns.group is None:
            continue
        for row in range(one.columns.head + 1, len(one.table.rows)):
            text = one.table.text(row, one.columns.group)
            name = activity_name(text)
            if name and fold(name) not in found:
                number = activity_number(text)
                source = one.table.source(row, one.columns.group)
                found[fold(name)] = PlanActivity(number or str(len(found) + 1), name, source)
    return tuple(found.values()) if len(found) > 1 else ()


def body_activities(context: Context) -> tuple[PlanActivity, ...]:
    """The headings one level below the section of tasks."""
    for pattern in (_SECTION, _WEAK):
        found = [
            (passage, passage.path[-1])
            for passage in context.passages
            if passage.kind is PassageKind.BODY and _is_activity(passage, pattern)
        ]
        if len(found) > 1:
            return tuple(_activity(passage, heading) for passage, heading in found)
    return ()


def _is_activity(passage: Passage, pattern: re.Pattern[str]) -> bool:
    if not passage.numbered or len(passage.path) != 2 or passage.path[1].level == BULLET:
        return False
    above = passage.path[0].name
    if passage.path[1].name.endswith("阶段"):
        return False
    return bool(pattern.search(above)) and not _NO.search(re.sub(r"任务目标|目标任务", "", above))


def _activity(passage: Passage, heading: Heading) -> PlanActivity:
    name = own_name(heading.name)
    at = max(passage.text.find(name), 0)
    return PlanActivity(heading.number, name, passage.source(at, at + len(name)))

"""Headings that are nothing but units: 一、审批服务科, （二）办公室（牵头）、机关党委（配合）."""

from __future__ import annotations

import re

from desk_app.campaign.plan.model import UnitRole
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.units import is_unit, split_units

_LONGEST = 40
#: What may stand behind the units in such a heading: 负责的任务, 重点工作（5项）.
_ABOUT = re.compile(
    r"(?:(?:牵头|负责|承担)的?)?(?:20\d\d年度?)?(?:重点|主要|具体)?(?:工作任务|任务清单|工作清单|任务|事项|工作职责|职责)?(?:[（(]共?[一二三四五六七八九十\d]+[项条]\w{0,2}[）)])?$"
)
#: 【办公室】, [财务科]
_FRAMED = re.compile(r"^[【［\[〔“「]([^】］\]〕”」]+)[】］\]〕”」]$")
#: Headings that end as units do and are none.
_NO_UNIT = re.compile(
    r"组织机构|领导小组|工作机构|(?:责任|参与|参加|成员|适用|实施|活动)(?:单位|部门)|机构$|[，,；;]|主体$"
)


def units_alone(text: str) -> tuple[UnitRole, ...]:
    """The units of such a heading; none where it says anything else."""
    mark = mark_of(text)
    said = _FRAMED.sub(r"\1", (mark[2] if mark else text).strip(" 　：:。"))
    bare = _ABOUT.sub("", said).strip(" 　：:")
    if not 2 <= len(bare) <= _LONGEST or _NO_UNIT.search(bare):
        return ()
    units = split_units(bare)
    return units if all(is_unit(one.name) for one in units) else ()

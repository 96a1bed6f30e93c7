"""The five forms of the sample campaign: titles and columns exactly as the plan's annexes print them."""

from __future__ import annotations

from dataclasses import dataclass

from sample_bureau import CAMPAIGN


@dataclass(frozen=True)
class Form:
    """One annex form.

    ``columns`` keep the line break of a heading; two columns may bear one heading. ``blank_rows`` is what the
    empty annex offers, ``note`` the 备注 below the table, ``annex`` the number printed above it ('' for none).
    """

    short: str
    annex: str
    title: str
    columns: tuple[str, ...]
    has_unit_line: bool
    blank_rows: int
    note: str
    widths: tuple[int, ...]


TALKS = Form(
    "大谈话统计表",
    "附件2",
    f"{CAMPAIGN}·大谈话统计表",
    ("序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型"),
    has_unit_line=True,
    blank_rows=10,
    note="备注：谈话类型为谈心谈话、任前谈话、提醒谈话、廉政谈话等",
    widths=(6, 10, 24, 10, 24, 10, 15, 16, 14),
)
TOPICS = Form(
    "大调研课题申报表",
    "附件3",
    f"{CAMPAIGN}·大调研课题申报表",
    ("序号", "课题名称", "调研目的", "调研安排", "牵头领导\n牵头部门、参与部门"),
    has_unit_line=False,
    blank_rows=5,
    note="",
    widths=(6, 30, 40, 36, 26),
)
ADVICE = Form(
    "提建议清单",
    "附件4",
    f"{CAMPAIGN}·提建议清单",
    ("序号", "建议内容"),
    has_unit_line=True,
    blank_rows=4,
    note="备注：由责任单位收集整理，各单位按时间节点报送。",
    widths=(8, 90),
)
DEEDS = Form(
    "办实事征集表",
    "附件5",
    f"{CAMPAIGN}·办实事征集表",
    ("序号", "办实事事项", "主要内容", "参与部门", "牵头领导"),
    has_unit_line=True,
    blank_rows=3,
    note="备注：由责任单位收集，各单位按时间节点报送。",
    widths=(6, 30, 50, 24, 12),
)
REPAIRS = Form(
    "整改台账",
    "",
    "整改台账",
    ("序号", "问题来源", "问题表述", "整改目标", "整改措施", "责任单位", "责任人", "完成时限", "进展情况"),
    has_unit_line=True,
    blank_rows=0,
    note="",
    widths=(6, 16, 34, 26, 34, 14, 10, 16, 28),
)

FORMS: tuple[Form, ...] = (TALKS, TOPICS, ADVICE, DEEDS, REPAIRS)

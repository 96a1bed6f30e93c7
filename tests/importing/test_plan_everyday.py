"""Everyday plans with short wordings: what is said in a word is read as surely as what is said at length."""

from datetime import date

import pytest

from desk_app.campaign.plan import ConflictKind, PlanReading
from tests.importing.plan_making import Paper, reading, told

READ_ON = date(2024, 3, 1)


def short_plan(*lines: str) -> PlanReading:
    """A plan of few lines, read on the day of its date."""
    paper = Paper("某区某局作风提升行动实施方案", *lines, "某区某局", "2024年3月1日")
    return reading(paper.data(), on=READ_ON)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("开展技能比武", "2024年5月底前组织一次技能比武。（责任单位：人事科）"),
        ("开展技能比武", "2024年5月底前组织3场技能比武。（责任单位：人事科）"),
        ("技能比武", "2024年5月底前组织技能比武。（责任单位：人事科）"),
        ("讲党课", "局领导于2024年5月底前讲党课。（责任单位：人事科）"),
        ("讲党课", "局领导于2024年5月底前讲党课。"),
        ("开展技能比武", "2024年5月底前组织技能比武。"),
    ],
)
def test_a_body_date_that_differs_from_the_list_is_told_however_short_its_words(title: str, said: str) -> None:
    paper = Paper("某区某局提升行动方案", "一、活动内容", f"（一）{title}。{said}", "任务清单见附件1。", "某区某局")
    paper.lines("2024年3月1日", "附件1", "任务清单").table(
        [
            ["序号", "任务事项", "责任单位", "完成时限"],
            ["1", title, "人事科", "2024年7月底前"],
            ["2", "开展知识竞赛", "宣传科", "2024年9月底前"],
        ]
    )
    found = reading(paper.data(), on=READ_ON)
    assert [one.kind for one in found.conflicts] == [ConflictKind.DATE]
    assert found.conflicts[0].days == (date(2024, 5, 31), date(2024, 7, 31))
    assert [task.deadline.state.value for task in found.tasks] == ["confirm", "clear"]


def test_the_colon_of_a_clock_time_is_no_label_and_parts_no_clause() -> None:
    found = short_plan(
        "一、工作任务",
        "（一）4月30日17:00前将结果报市防办。",
        "（二）各科室于2024年6月25日17：30前将电子版报机关党委。",
    )
    assert [task.unit_names for task in found.tasks] == [(), ("各科室",)]
    assert [told(task)[1] for task in found.tasks] == ["2024-04-30T17:00:00", "2024-06-25T17:30:00"]
    assert not any(activity.name.endswith("17") for activity in found.activities)
    assert not any(task.activity.endswith("17") for task in found.tasks)

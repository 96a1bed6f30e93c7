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
        ("讲党课", "局领导于2024年5月底前讲党课1次。"),
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


def test_phases_in_short_dates_are_dated_and_asked() -> None:
    found = short_plan(
        "二、时间安排：2024年3月6日-4月10日。",
        "1.准备阶段(3.6-3.15)：落实地块。",
        "2.栽植阶段（3.16-3.31）：组织栽植。",
        "3.验收阶段(4.1-4.10)：组织验收。",
    )
    assert [(one.start, one.end) for one in found.phases] == [
        (date(2024, 3, 6), date(2024, 3, 15)),
        (date(2024, 3, 16), date(2024, 3, 31)),
        (date(2024, 4, 1), date(2024, 4, 10)),
    ]
    assert found.span == (date(2024, 3, 6), date(2024, 4, 10))


@pytest.mark.parametrize(
    "lines",
    [
        ("从2024年10月8日起至2025年1月15日开展百日攻坚。", "一、工作任务", "二、工作要求"),
        ("一、活动时间", "2024年10月8日至2025年1月15日", "二、工作任务"),
        ("一、时间安排：2024年10月8日-2025年1月15日", "二、工作任务"),
    ],
)
def test_the_span_is_found_in_a_sentence_under_its_heading_or_behind_its_label(lines: tuple[str, ...]) -> None:
    assert short_plan(*lines).span == (date(2024, 10, 8), date(2025, 1, 15))


def test_a_short_plan_of_stages_is_no_news() -> None:
    found = short_plan(
        "从2024年3月8日起至2024年6月15日在全局开展清风行动。",
        "一、步骤",
        "第一阶段：动员部署（3月20日前）。各科室召开会议。",
        "第二阶段：自查自纠（3月21日至6月15日）。各科室对照检查。",
    )
    assert not any("新闻" in remark for remark in found.remarks)
    assert len(found.phases) == 2
    assert found.span == (date(2024, 3, 8), date(2024, 6, 15))


def test_a_tail_without_labels_says_who_and_until_when() -> None:
    found = short_plan(
        "一、工作任务",
        "（一）制定宣传方案。（办公室，4月底前）",
        "（二）制作宣传视频。（责任人：李明，8月15日前完成）",
        "（三）组织宣讲。（综合股、人事股，5月20日前完成）",
        "（四）更新宣传栏（每层一处，共三处）。",
    )
    assert [(task.unit_names, told(task)[1], task.people) for task in found.tasks] == [
        (("办公室",), "2024-04-30", ()),
        ((), "2024-08-15", ("李明",)),
        (("综合股", "人事股"), "2024-05-20", ()),
    ]


def test_a_task_with_a_count_keeps_its_date_and_units_and_says_of_whom() -> None:
    found = short_plan(
        "一、工作任务",
        "（一）开展走访服务。2024年8月底前每名科长走访企业不少于3家。（责任单位：运输科）",
        "（二）轮岗锻炼。全年安排轮岗不少于5人次。责任单位：人教科。",
    )
    assert (found.tasks[0].unit_names, told(found.tasks[0])[1]) == (("运输科",), "2024-08-31")
    assert [(duty.who, duty.deadline.min_count) for duty in found.duties] == [("每名科长", 3), ("人教科", 5)]


def test_a_quarterly_duty_in_the_sentence_of_the_letter_is_kept() -> None:
    paper = Paper(
        "关于印发任务分解表的通知",
        "区直各部门：",
        "现将任务分解表印发给你们。各牵头单位于每季度末月20日前向区政务办报送进展情况。",
        "区政务办",
        "2024年3月1日",
    )
    (duty,) = reading(paper.data(), on=READ_ON).duties
    assert (duty.who, duty.deadline.recurrence) == ("各牵头单位", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20")


def test_two_milestones_of_one_sentence_and_two_matters_of_one_unit_contradict_nothing() -> None:
    found = short_plan(
        "一、工作任务",
        "（一）课题研究。每个小组12月底前完成研究课题，于9月10日前报送中期报告。责任单位：法规科。",
        "（二）人事科于5月底前完成职称评审工作。",
        "（三）人事科于6月底前完成年度考核工作。",
    )
    assert found.conflicts == ()
    assert [told(task)[1] for task in found.tasks] == ["2024-12-31", "2024-09-10", "2024-05-31", "2024-06-30"]


def test_a_unit_that_stands_right_before_its_date_is_found() -> None:
    found = short_plan("一、工作任务", "（一）综合股10月10日前完成汇总。", "（二）各股室9月28日前报送总结材料。")
    assert [task.unit_names for task in found.tasks] == [("综合股",), ("各股室",)]


def test_a_regular_duty_is_asked_of_the_unit_that_its_own_clause_names() -> None:
    found = short_plan(
        "一、工作任务",
        "（一）每月5日前各科室将上月情况报办公室，次月10日前由办公室通报。",
        "（二）每周四前各科室将本周工作进展和下周计划报专班。",
        "（三）（2024年3月1日至2024年12月31日）各科室每日报送一次。",
    )
    assert [duty.who for duty in found.duties] == ["各科室", "办公室", "各科室", "各科室"]
    assert found.duties[-1].deadline.end == date(2024, 12, 31)
    assert found.tasks == ()


def test_a_time_among_labelled_names_is_the_time_and_no_unit() -> None:
    found = short_plan(
        "一、工作任务", "（一）落实岗位责任（责任领导：张三，责任单位：办公室、财务科，9月底前）。", "（二）建立台账。"
    )
    assert [(task.activity, task.unit_names, told(task)[1], task.people) for task in found.tasks] == [
        ("落实岗位责任", ("办公室", "财务科"), "2024-09-30", ("张三",))
    ]


def test_the_year_of_a_past_event_is_not_the_year_of_the_dates_behind_it() -> None:
    found = short_plan(
        "一、工作任务",
        "（一）巩固好2023年以来整治成果，6月底前形成长效机制。（责任单位：法规股）",
        "（二）各股室5月10日前报送清单。",
        "（三）对照2023年12月20日会议要求，各股室7月底前完成整改。",
    )
    assert [told(task)[1] for task in found.tasks] == ["2024-06-30", "2024-05-10", "2024-07-31"]


def test_a_count_asked_of_persons_is_a_duty_and_no_task_without_a_unit() -> None:
    found = short_plan("一、工作任务", "（一）讲党课。7月底前，每位局领导至少到联系党支部讲1次党课。")
    assert found.tasks == ()
    assert [(duty.deadline.min_count, duty.deadline.end) for duty in found.duties] == [(1, date(2024, 7, 31))]

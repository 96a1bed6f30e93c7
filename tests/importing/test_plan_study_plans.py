"""学习教育 plans and lists of findings: months beside days, every one of a class, who and what a row speaks of."""

from datetime import date

from desk_app.campaign.plan.model import PlanReading
from tests.importing.plan_making import Paper, reading

HEAD = ("临江市审计局2026年学习教育实施方案", "各处室、直属单位：", "为扎实开展学习教育，制定本方案。")
FOOT = ("临江市审计局", "2026年3月10日")


def plan(*lines: str, rows: list[list[str]] | None = None) -> PlanReading:
    """A Word paper of a head, these lines and a foot, and the table of its only annex."""
    paper = Paper(*HEAD, *lines, *FOOT)
    if rows is not None:
        paper.lines("附件1", "任务清单").table(rows)
    return reading(paper.data())


def told(found: PlanReading) -> list[str]:
    """What its contradictions say."""
    return [one.message for one in found.conflicts]


MONTHS = [
    ["月份", "时间", "工作内容", "责任单位"],
    ["3月", "3月25日—27日", "举办专题读书班", "机关党委"],
    ["4月", "4月20日前", "报送查摆问题清单", "各处室"],
    ["5月", "", "召开被审计单位座谈会", "办公室"],
]


def test_a_column_of_days_gives_the_time_where_another_gives_only_the_month() -> None:
    tasks = plan("一、任务", rows=MONTHS).tasks
    assert [(one.deadline.start, one.deadline.end) for one in tasks[:2]] == [
        (date(2026, 3, 25), date(2026, 3, 27)),
        (None, date(2026, 4, 20)),
    ]
    assert tasks[2].deadline.text == "5月"


def test_a_day_in_a_month_is_no_contradiction_of_the_month_and_one_outside_is() -> None:
    lines = ("一、任务", "1.召开被审计单位座谈会。（责任单位：办公室；完成时限：{}）")
    rows = [
        ["工作内容", "责任单位", "完成时限"],
        ["召开被审计单位座谈会", "办公室", "5月"],
        ["建立台账", "人事处", "7月"],
    ]
    assert told(plan(lines[0], lines[1].format("5月20日前"), rows=rows)) == []
    assert len(told(plan(lines[0], lines[1].format("6月20日前"), rows=rows))) == 1


def test_every_one_of_a_class_is_the_class_by_the_name_that_the_sentence_gives_it() -> None:
    found = plan("一、任务", "1.各党支部结合实际发放征求意见表，每个支部征集意见建议不少于5条，5月20日前报机关党委。")
    assert {name for one in found.tasks for name in one.unit_names} == {"各党支部"}
    found = plan("一、任务", "1.8月25日前报送优秀案例，每家支行不少于1篇。")
    assert {name for one in found.tasks for name in one.unit_names} == {"各支行"}


def test_a_deed_with_its_object_is_no_unit() -> None:
    found = plan(
        "一、任务",
        "1.8月底前完成资金拨付，惠及企业1200家以上。",
        "2.9月上旬对各镇（街道）开展交叉检查。",
        "3.每季度组织一次消防和防汛应急演练。",
    )
    assert [one.unit_names for one in found.tasks] == [(), ()]
    assert [one.who for one in found.duties] == [""]


def test_a_row_of_a_list_of_findings_is_named_by_its_place_and_given_to_who_puts_it_right() -> None:
    rows = [
        ["序号", "小区（楼栋）", "隐患情况", "整改单位", "整改时限"],
        ["1", "永安里小区3号楼", "北侧饰面砖空鼓约120平方米", "青松街道", "6月20日前"],
        ["2", "纺织厂宿舍", "山墙保温层脱落", "城东街道", "7月15日前"],
    ]
    tasks = plan("一、任务", rows=rows).tasks
    assert tasks[0].content == "永安里小区3号楼：北侧饰面砖空鼓约120平方米"
    assert tasks[1].unit_names == ("城东街道",)


def test_a_date_of_a_sentence_that_the_list_leaves_out_stays_a_task_and_no_contradiction() -> None:
    rows = [
        ["工作任务", "责任单位", "完成时限"],
        ["问题户厕整改", "各村", "6月15日前"],
        ["河塘清运", "各村", "5月20日前"],
    ]
    line = "1.整改问题户厕。由各村牵头，人事处配合，4月20日前完成户厕问题排查，6月15日前完成问题户厕整改。"
    found = plan("一、任务", line, rows=rows)
    assert [one.deadline.end for one in found.tasks if "户厕问题排查" in one.content] == [date(2026, 4, 20)]
    assert [one for one in told(found) if "时限" in one] == []


def test_a_clause_that_only_counts_keeps_the_words_that_it_counts() -> None:
    found = plan("一、任务", "1.各支行组织金融知识进农村、进社区，每月至少开展2场。")
    assert [(one.who, "进农村" in one.content) for one in found.duties] == [("各支行", True)]


def test_a_stretch_that_runs_back_is_told_once_and_as_such() -> None:
    found = told(plan("一、任务", "1.宣传周。7月20日至7月10日，统一开展宣传周活动。（责任单位：办公室）"))
    assert len(found) == 1, found
    assert "前后颠倒" in found[0]
    assert "7月20日至7月10日" in found[0]


def test_what_cannot_follow_or_sits_in_two_places_is_told() -> None:
    found = told(
        plan(
            "一、任务",
            "1.各处室于4月20日前形成问题清单报机关党委。",
            "2.机关党委对各处室上报的问题清单进行汇总梳理，于4月15日前形成班子问题清单。",
            "3.全年完成档案扫描60万页，其中二季度完成20万页、三季度完成25万页、四季度完成10万页。",
            "4.领导小组办公室设在机关党委。领导小组办公室（人事教育处）要加强调度。",
            "5.完成旧档案鉴定。（责任单位：办公室；完成时限：2025年10月底前）",
        )
    )
    for words in ("的汇总早于报送", "分项相加为55万页", "设置地点前后不一", "早于本文成文年份"):
        assert sum(words in one for one in found) == 1, (words, found)
    assert len(found) == 4, found


def test_parts_that_come_to_the_whole_and_a_summary_after_its_returns_are_no_contradiction() -> None:
    found = plan(
        "一、任务",
        "1.各处室于4月20日前形成问题清单报机关党委。",
        "2.机关党委对各处室上报的问题清单进行汇总梳理，于4月25日前形成班子问题清单。",
        "3.全年完成档案扫描55万页，其中二季度完成20万页、三季度完成25万页、四季度完成10万页。",
        "4.领导小组办公室设在机关党委。领导小组办公室（机关党委）要加强调度。",
    )
    assert told(found) == []


def test_a_report_on_the_year_before_asks_nothing_by_the_days_it_tells() -> None:
    text = (
        "关于2025年度基金监管工作情况的通报",
        "各县局：",
        "现将有关情况通报如下：",
        "一、主要做法",
        "（一）全面检查。全年分三轮开展检查：3月底前完成自查自纠，机构主动退回违规费用318.6万元。",
        "市医疗保障局",
        "2026年1月19日",
    )
    found = reading(Paper(*text).data())
    assert (found.tasks, found.duties) == ((), ())


def test_a_column_headed_by_a_more_precise_time_is_the_time_and_the_words_before_it_the_task() -> None:
    rows = [
        ["月份", "重点任务", "责任单位", "具体时间"],
        ["3月", "举办读书班", "县局党委", "3月31日前"],
        ["7月", "报送总结", "各党支部", "7月20日前"],
    ]
    tasks = plan("一、任务", rows=rows).tasks
    assert [(one.content, one.deadline.end) for one in tasks] == [
        ("举办读书班", date(2026, 3, 31)),
        ("报送总结", date(2026, 7, 20)),
    ]


def test_who_acts_again_and_again_is_the_subject_of_that_very_clause() -> None:
    line = "1.各党支部要落实责任，县局学习教育专班办公室（设在机关党委办公室）每半月调度一次。"
    assert [one.who for one in plan("一、任务", line).duties] == ["县局学习教育专班办公室"]


def test_a_place_alone_takes_its_finding_and_the_number_of_a_house_is_no_day() -> None:
    rows = [
        ["序号", "点位名称", "隐患描述", "责任单位", "完成时限"],
        ["1", "幸福里小区", "管道占压", "东湖街道", "6月10日前"],
        ["2", "云湖小区2号楼", "管道锈蚀", "区燃气公司", "6月31日前"],
    ]
    found = plan("一、任务", rows=rows)
    assert [one.content for one in found.tasks] == ["幸福里小区：管道占压", "云湖小区2号楼：管道锈蚀"]
    assert len(told(found)) == 1
    assert "2号" not in told(found)[0]


def test_a_day_belongs_to_its_own_clause_and_a_summary_to_what_stands_right_before() -> None:
    found = told(
        plan(
            "一、任务",
            "1.各街道于5月10日前完成排查，5月20日前将排查台账报区住建局，区住建局5月15日前汇总上报市住建局。",
            "2.区燃安办（区住建局）定期通报。区燃安办设在区应急局。",
        )
    )
    assert len(found) == 2, found
    assert sum("“排查台账”的汇总早于报送" in one for one in found) == 1
    assert sum("设置地点前后不一" in one for one in found) == 1

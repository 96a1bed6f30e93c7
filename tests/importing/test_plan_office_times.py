"""Times as offices write them: days of the next month, the meeting's day, work inside phases, counts beside tasks."""

import pytest

from tests.importing.plan_making import Paper, reading, told

SIGNED = ("甲县市场监管局", "2026年3月9日")


def paper(*lines: str) -> str:
    return "\n".join(("甲县市场监管局工作方案", "为做好工作，制定本方案。", *lines, *SIGNED)) + "\n"


def dues(data: str | bytes) -> list[tuple[str, str, str]]:
    return [told(task) for task in reading(data).tasks]


def rhythms(data: str | bytes) -> list[tuple[str, str | None, int | None, str]]:
    duties = reading(data).duties
    return [(one.who, one.deadline.recurrence, one.deadline.min_count, one.deadline.state.value) for one in duties]


def test_a_day_of_the_next_month_for_what_belongs_to_each_month_comes_every_month() -> None:
    found = paper("1.各监管所于次月5日前报送上月统计表。", "2.办公室每周五下班前汇总。", "3.综合股7月5日前报送总结。")
    assert rhythms(found) == [
        ("各监管所", "FREQ=MONTHLY;BYMONTHDAY=5", None, "clear"),
        ("办公室", "FREQ=WEEKLY;BYDAY=FR", None, "clear"),
    ]
    assert dues(found) == [("综合股", "2026-07-05", "clear")]
    assert reading(found).conflicts == ()


def test_what_comes_again_from_a_month_on_runs_to_the_campaigns_end_without_being_asked() -> None:
    found = paper("一、行动时间", "2026年4月1日至10月31日。", "二、要求", "自5月起，各监管所每月25日前报送进展。")
    assert rhythms(found) == [("各监管所", "FREQ=MONTHLY;BYMONTHDAY=25", None, "clear")]


def test_minutes_are_as_old_as_their_meeting() -> None:
    found = reading(
        "甲馆馆务会议纪要\n〔2026〕第4期\n2026年2月26日（星期四）下午，馆长主持召开会议，研究筹备工作。议定事项如下：\n"
        "一、展陈部于3月20日前完成大纲终稿。\n二、闭展后10个工作日内，保管部完成文物归还。\n出席：甲、乙\n"
    )
    assert str(found.reference_date) == "2026-02-26"
    assert [told(task) for task in found.tasks] == [("展陈部", "2026-03-20", "clear"), ("保管部", "", "confirm")]


def test_a_start_on_the_day_of_issue_is_the_span_and_asked_where_the_paper_bears_no_day() -> None:
    line = "自本方案印发之日起至2026年12月底。"
    found = reading(paper("一、活动时间", line))
    assert (tuple(map(str, found.span)), found.tasks) == (("2026-03-09", "2026-12-31"), ())
    bare = reading("甲局2026年专项方案\n为做好工作，制定本方案。\n一、任务\n1.办公室即日起至12月底完成清理。\n")
    assert [told(task) for task in bare.tasks] == [("办公室", "2026-12-31", "confirm")]


def test_next_year_in_a_list_counts_from_the_year_of_its_title() -> None:
    rows = [
        ["序号", "任务", "责任科室", "完成时限"],
        ["1", "编制规划", "规划股", "2027年6月底前"],
        ["2", "上报年度总结", "办公室", "次年1月15日前"],
    ]
    data = Paper("甲局2026年重点任务分解表", "甲局", "2026年1月15日").table(rows).data()
    assert dues(data) == [("规划股", "2027-06-30", "clear"), ("办公室", "2027-01-15", "clear")]


PHASES = [
    ["阶段", "时间", "主要内容"],
    ["部署阶段", "9月1日至9月10日", "制定方案，广泛发动。"],
    ["整治阶段", "9月11日至11月15日", "全面排查；督察队于10月中旬开展中期督导。"],
]


@pytest.mark.parametrize("units", [None, ["责任单位", "办公室", "各派出所"]])
def test_a_date_inside_the_cell_of_a_phase_is_a_task_of_its_own(units: list[str] | None) -> None:
    rows = [[*row, *([] if units is None else [units[place]])] for place, row in enumerate(PHASES)]
    found = reading(
        Paper("甲县公安局整治方案", "为做好工作，制定本方案。")
        .table(rows)
        .lines(*("甲县公安局", "2026年8月25日"))
        .data()
    )
    assert [one.name for one in found.phases] == ["部署阶段", "整治阶段"]
    inside = [task for task in found.tasks if task.deadline.text == "10月中旬"]
    assert [told(task) for task in inside] == [("督察队", "2026-10-20", "clear")]


def test_from_and_to_with_their_verbs_are_one_stretch_of_a_phase() -> None:
    found = reading(
        paper(
            "一、步骤",
            "（一）宣传阶段。从3月20日开始，到3月31日结束。",
            "（二）检查阶段。从4月1日开始，到5月31日结束。",
        )
    )
    assert [(one.name, str(one.start), str(one.end)) for one in found.phases] == [
        ("宣传阶段", "2026-03-20", "2026-03-31"),
        ("检查阶段", "2026-04-01", "2026-05-31"),
    ]


def test_a_count_that_says_what_the_dated_task_is_or_how_large_is_no_duty_beside_it() -> None:
    found = paper(
        "1.开展演练。组织一次应急演练。责任单位：救援股。完成时限：10月下旬。",
        "2.3月底前举办招聘会，组织不少于40家企业参加。责任单位：人事股。",
        "3.各监管所每月28日前报送信息，每月不少于2条。",
        "4.法规股年内至少开展2次培训。",
    )
    assert rhythms(found) == [
        ("各监管所", "FREQ=MONTHLY;BYMONTHDAY=28", 2, "clear"),
        ("法规股", None, 2, "clear"),
    ]


def test_a_countdown_beside_its_day_is_that_day_and_an_occasion_asks_nothing() -> None:
    rows = [
        ["时间", "事项", "责任股室"],
        ["T-15日（6月5日）", "完成归档", "档案股"],
        ["T-1日（6月19日）", "完成预演", "办公室"],
    ]
    data = Paper("甲局迎检倒排表", "甲局", "2026年5月25日").table(rows).data()
    assert dues(data) == [("档案股", "2026-06-05", "clear"), ("办公室", "2026-06-19", "clear")]
    assert dues(paper("1.宣传股利用世界环境日（6月5日）等节点，广泛开展宣传。")) == []


def test_a_short_notice_without_numbers_still_asks() -> None:
    line = "申报工作延长至6月15日。人事科7月10日前公示结果。"
    found = f"关于调整申报时间的补充通知\n各单位：\n{line}\n甲市人社局\n2026年5月20日\n"
    assert ("人事科", "2026-07-10", "clear") in dues(found)


def test_the_days_of_a_months_plan_are_of_that_month_and_those_of_a_weeks_plan_of_that_week() -> None:
    month = (
        "甲局2026年6月重点工作安排\n现将工作安排如下：\n1.办公室5日前完成清退。\n2.人事科15日至20日组织年中考核。\n"
        "3.后勤科月底前完成检修。\n4.20日，综合科召开调度会。\n甲局\n2026年5月29日\n"
    )
    assert dues(month) == [
        ("办公室", "2026-06-05", "clear"),
        ("人事科", "2026-06-20", "clear"),
        ("后勤科", "2026-06-30", "clear"),
        ("综合科", "2026-06-20", "clear"),
    ]
    rows = [["时间", "工作内容", "责任科室"], ["周二下午", "赴企业调研", "产业科"], ["周五前", "报送周报", "各科室"]]
    week = Paper("甲局本周工作安排（2026年3月16日—3月20日）").table(rows).lines("甲局", "2026年3月15日").data()
    assert dues(week) == [("产业科", "2026-03-17", "clear"), ("各科室", "2026-03-20", "clear")]


def test_figures_in_columns_of_quarters_are_parts_of_one_task_and_no_tasks() -> None:
    head = ["序号", "任务", "责任单位", "一季度", "二季度", "三季度", "四季度"]
    rows = [head, ["1", "引进项目20个", "投促局", "5个", "10个", "15个", "20个"]]
    (task,) = reading(Paper("甲区攻坚安排", "甲区", "2026年1月19日").table(rows).data()).tasks
    assert (task.content, str(task.deadline.end)) == (
        "引进项目20个（一季度5个，二季度10个，三季度15个，四季度20个）",
        "2026-12-31",
    )
    rows = [["责任单位", "3月", "4月", "5月"], ["住建局", "50户", "60户", "40户"], ["水利局", "12", "20%", "完成验收"]]
    found = reading(Paper("甲县月度计划", "甲县", "2026年2月18日").table(rows).data())
    assert [(task.content, *told(task)[:2]) for task in found.tasks] == [("完成验收", "水利局", "2026-05-31")]


def test_a_stretch_of_half_a_year_or_a_festival_before_a_deed_of_somebody_is_asked() -> None:
    found = paper(
        "1.人社局2026年上半年完成普查。",
        "2.生产部国庆节前完成一次巡检。",
        "3.运营部二季度组织全员培训。",
        "4.法规股9号楼、10号楼5月12日前检查。",
    )
    assert dues(found) == [
        ("人社局", "2026-06-30", "clear"),
        ("生产部", "2026-09-30", "confirm"),
        ("运营部", "2026-06-30", "clear"),
        ("法规股", "2026-05-12", "clear"),
    ]


def test_a_rhythm_in_a_bracket_of_units_belongs_to_the_deed_before_it() -> None:
    found = reading(paper("1.举办适应性培训。（安置科，每季度1期）", "2.信访接待。（权益科，每周三）"))
    assert [(one.content, one.who, one.deadline.recurrence) for one in found.duties] == [
        ("举办适应性培训", "安置科", "QUARTERLY"),
        ("信访接待", "权益科", "FREQ=WEEKLY;BYDAY=WE"),
    ]


def test_a_heading_that_opens_with_a_coming_year_gives_it_to_what_stands_below() -> None:
    found = paper(
        "一、步骤",
        "（一）2026年为启动年。规划股6月底前完成选址。",
        "（二）2027年为建设年。各乡镇10月底前完成主体工程。",
        "（三）2025年遗留问题。各乡镇11月底前完成整改。",
    )
    assert dues(found)[:2] == [("规划股", "2026-06-30", "clear"), ("各乡镇", "2027-10-31", "clear")]
    assert dues(found)[2][1] != "2025-11-30"


def test_what_is_held_on_a_day_is_due_on_it_whatever_verb_tells_of_it() -> None:
    found = paper(
        "1.宣传股3月22日开展节水宣传。",
        "2.办公室4月20日召开启动会。",
        "3.组织开展节能宣传周活动。6月上旬（节能股）；",
    )
    assert dues(found) == [
        ("宣传股", "2026-03-22", "clear"),
        ("办公室", "2026-04-20", "clear"),
        ("节能股", "2026-06-10", "clear"),
    ]


def test_a_gap_of_a_long_holiday_between_phases_is_none_and_batches_of_a_course_are_no_phases() -> None:
    found = reading(
        paper(
            "一、整治步骤",
            "（一）自查自纠。3月23日至4月30日，全面自查。",
            "（二）整改提升。5月6日至6月12日，逐一销号。",
        )
    )
    assert [str(one.end) for one in found.phases] == ["2026-04-30", "2026-06-12"]
    assert found.conflicts == ()
    batches = (
        "第一期：4月14日—16日，主题为数字经济，承办单位：科技局。",
        "第二期：5月12日—14日，主题为治理，承办单位：民政局。",
    )
    assert reading(paper(*batches)).phases == ()
    assert dues(paper(*batches)) == [("科技局", "2026-04-16", "clear"), ("民政局", "2026-05-14", "clear")]


def test_halves_of_a_year_with_their_names_behind_and_names_before_a_dash_are_phases() -> None:
    line = "工作分两个阶段：上半年（1月至6月）为部门自评阶段，下半年（7月至11月）为重点评价阶段。"
    assert [one.name for one in reading(paper(line)).phases] == ["部门自评阶段", "重点评价阶段"]
    dashed = paper(
        "行动分两步：", "1.宣传教育——3月10日至4月10日；", "2.严防死守——4月11日至5月30日。", "各村3月20日前签订责任书。"
    )
    assert [str(one.start) for one in reading(dashed).phases] == ["2026-03-10", "2026-04-11"]
    assert dues(dashed) == [("各村", "2026-03-20", "clear")]


def test_a_list_of_faults_with_units_and_planned_days_is_a_list_of_tasks() -> None:
    head = ["序号", "问题描述", "责任部门", "计划完成日期", "实际完成日期", "备注"]
    rows = [head, ["1", "档案不全", "合规部", "2026-05-31", "", ""], ["2", "授信超限", "信贷部", "20260615", "", ""]]
    data = Paper("甲局问题整改台账").table(rows).lines("甲局", "2026年4月1日").data()
    assert dues(data) == [("合规部", "2026-05-31", "clear"), ("信贷部", "2026-06-15", "clear")]


def test_a_plan_made_in_december_for_the_next_year_has_its_days_there() -> None:
    rows = [
        ["序号", "任务", "责任科室", "完成时限"],
        ["1", "编制预算", "财务科", "1月底"],
        ["2", "年度总结", "办公室", "12月31日前"],
        ["3", "档案归档", "办公室", "次年3月底前"],
    ]
    data = Paper("甲局2026年工作任务表").table(rows).lines("甲局", "2025年12月25日").data()
    assert dues(data) == [
        ("财务科", "2026-01-31", "clear"),
        ("办公室", "2026-12-31", "confirm"),
        ("办公室", "2027-03-31", "clear"),
    ]
    phases = (
        "（一）启动阶段（2025年12月20日至31日）",
        "（二）推进阶段（2026年1月至10月）",
        "（三）验收阶段（11月至12月）",
    )
    tasks = ("二、任务", "1.民政股12月28日前印发清单。", "2.各乡镇11月20日前提交材料。", "3.民政股年底前形成总结。")
    lines = ("甲局提升方案", "为做好工作，制定本方案。", "一、步骤", *phases, *tasks, "甲局", "2025年12月16日")
    assert dues("\n".join(lines) + "\n") == [
        ("民政股", "2025-12-28", "clear"),
        ("各乡镇", "2026-11-20", "clear"),
        ("民政股", "2026-12-31", "clear"),
    ]


def test_items_that_begin_with_a_month_keep_their_numbers() -> None:
    found = reading(
        paper(
            "1.1—4月开展采访。责任科室：新闻科。",
            "2.6月份组织宣传。责任科室：宣教科。",
            "3.10月底前评选。责任科室：综合科。",
        )
    )
    assert [task.number for task in found.tasks] == ["1", "2", "3"]
    assert [told(task)[:2] for task in found.tasks] == [
        ("新闻科", "2026-04-30"),
        ("宣教科", "2026-06-30"),
        ("综合科", "2026-10-31"),
    ]
    assert found.conflicts == ()


def test_a_day_at_the_quarters_end_and_a_day_behind_its_rhythm_are_one_rhythm() -> None:
    found = paper(
        "1.法规股每季度开展一次排查，季度末25日前报送台账。",
        "2.财务股按季度拨付，每季度末月28日前完成。",
        "3.换书大集。时间：每月最后一个周六。责任部门：借阅部。",
    )
    assert [(who, rule) for who, rule, _, _ in rhythms(found)] == [
        ("法规股", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
        ("财务股", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=28"),
        ("借阅部", "FREQ=MONTHLY;BYDAY=-1SA"),
    ]


def test_the_next_step_of_a_row_is_a_task_with_the_name_of_the_row_above() -> None:
    rows = [
        ["序号", "工作任务", "工作标准", "责任股室", "完成时限"],
        ["1", "编纂年鉴", "完成组稿", "年鉴股", "5月31日"],
        ["", "", "完成总纂", "", "8月31日"],
    ]
    found = reading(Paper("甲办2026年度工作任务分解表").table(rows).lines("甲办", "2026年2月3日").data())
    assert [(task.content, *told(task)[:2]) for task in found.tasks] == [
        ("编纂年鉴：完成组稿。", "年鉴股", "2026-05-31"),
        ("编纂年鉴：完成总纂。", "年鉴股", "2026-08-31"),
    ]


def test_sections_headed_by_a_stretch_with_its_name_behind_are_phases_and_a_lunar_day_is_asked() -> None:
    found = paper(
        "一、3月10日—3月31日：宣传动员。召开大会。",
        "二、4月1日—4月20日：清查核实。清查股4月15日前完成核对。",
    )
    assert [(one.name, str(one.end)) for one in reading(found).phases] == [
        ("宣传动员", "2026-03-31"),
        ("清查核实", "2026-04-20"),
    ]
    assert dues(found) == [("清查股", "2026-04-15", "clear")]
    assert dues(paper("1.文化股农历五月初五举办比赛。")) == [("文化股", "", "confirm")]


def test_what_a_phase_only_begins_may_end_behind_it() -> None:
    found = reading(
        paper(
            "一、步骤",
            "（一）动员阶段（2026年4月1日至4月10日）",
            "1.启动宣传月。开展系列宣传。（责任单位：宣传股；完成时限：4月1日至4月30日）",
            "（二）攻坚阶段（2026年4月11日至6月30日）",
        )
    )
    assert [told(task) for task in found.tasks] == [("宣传股", "2026-04-30", "clear")]

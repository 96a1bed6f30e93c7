"""Who is asked in ordinary sentences and tables: the nearest subject, those taken along, 同上, rows that go on."""

from desk_app.campaign.plan import PlanReading
from tests.importing.plan_making import Paper, by_start, reading, told

HEAD = ("某县某局专项行动方案", "为做好有关工作，制定本方案。", "一、工作安排")
FOOT = ("某县某局", "2026年4月1日")
COLUMNS = ["序号", "整改任务", "主要措施", "牵头部门", "协同单位", "完成时间"]


def body(*lines: str) -> PlanReading:
    return reading("\n".join((*HEAD, *lines, *FOOT)))


def listed(*rows: list[str], merges: tuple[tuple[int, int, int, int], ...] = ()) -> PlanReading:
    return reading(Paper("某校整改任务表", "2026年3月15日").table([COLUMNS, *rows], merges).data())


def test_a_date_belongs_to_the_nearest_subject_before_it_and_never_to_one_named_later() -> None:
    found = body(
        "（一）按时报送。各单位每周五将统计表报行动办；11月25日前报送行动总结，行动办于11月30日前将全县总结报市局。",
        "（二）准备。活动部4月8日前确定名单，信息部同步做好预约页面，4月10日前上线。",
    )
    assert [told(task)[:2] for task in found.tasks] == [
        ("各单位", "2026-11-25"),
        ("行动办", "2026-11-30"),
        ("活动部", "2026-04-08"),
        ("信息部", "2026-04-10"),
    ]


def test_whoever_is_counted_up_one_by_one_or_bears_a_second_name_is_named_whole() -> None:
    found = body(
        "（一）自查自纠。一是各定点机构4月30日前完成自查；二是县医保中心5月10日前逐份审核。",
        "（二）集中宣传。政治部（综合办）于5月28日前完成宣传册编印。",
    )
    assert [told(task)[0] for task in found.tasks] == ["各定点机构", "县医保中心", "政治部（综合办）"]


def test_those_whom_the_leading_unit_takes_along_are_asked_with_it_whatever_they_do_together() -> None:
    found = body(
        "（一）现场检查。由监管股牵头，联合县卫健局、县公安局组成3个检查组，5月25日至6月30日开展检查。",
        "（二）例会。每周一下午由展陈部召集例会，通报进度。",
        "（三）专项督查。经济发展局每周召开1次调度会，党政办公室每半月开展1次专项督查。",
    )
    assert set(by_start(found, "现场检查").unit_names) == {"监管股", "县卫健局", "县公安局"}
    assert [one.who for one in found.duties] == ["展陈部", "经济发展局", "党政办公室"]


def test_those_who_carry_out_what_another_leads_are_asked_and_committees_of_games_are_units() -> None:
    found = body(
        "（一）招募。团市委、市文明办牵头，各高校团委具体实施，7月25日前招募志愿者。",
        "（二）培训。团市委于8月10日前完成通用培训，各竞委会于8月20日前完成岗位培训。",
    )
    assert [told(task)[0] for task in found.tasks] == ["团市委、市文明办、各高校团委", "团市委", "各竞委会"]


def test_the_meeting_that_minutes_begin_with_is_no_task() -> None:
    found = reading(
        "某馆馆务会议纪要\n2026年2月26日（星期四）下午，馆长周明主持召开馆务会议，研究筹展工作。纪要如下：\n"
        "一、任务分工\n（一）信息部于5月10日前上线导览系统。\n（二）安保部于5月12日前完成检测。"
    )
    assert [told(task)[0] for task in found.tasks] == ["信息部", "安保部"]


def test_what_a_paper_is_for_the_building_of_the_party_is_no_reason_to_take_its_date_for_told() -> None:
    found = body("（三）学教办于8月5日前形成总结报告报县委党的建设领导小组。")
    assert [told(task)[:2] for task in found.tasks] == [("学教办", "2026-08-05")]


def test_the_same_as_above_holds_over_a_new_activity_and_a_row_without_a_number_goes_on() -> None:
    found = listed(
        ["1", "方案修订", "修订培养方案", "教务处", "各学院", "6月30日前"],
        ["2", "课程建设", "遴选示范课程", "〃", "马克思主义学院", "9月20日前"],
        ["3", "基地建设", "新增实践基地", "同上", "各学院", "同上"],
        ["", "", "签订共建协议", "", "校友办", "10月31日前"],
    )
    assert [told(task)[:2] for task in found.tasks] == [
        ("教务处、各学院", "2026-06-30"),
        ("教务处、马克思主义学院", "2026-09-20"),
        ("教务处、各学院", "2026-09-20"),
        ("教务处、校友办", "2026-10-31"),
    ]
    assert found.conflicts == ()
    assert found.remarks == ()


def test_one_number_merged_over_two_rows_comes_twice_in_no_list() -> None:
    found = listed(
        ["1", "方案修订", "修订培养方案", "教务处", "各学院", "6月30日前"],
        ["", "", "印发培养方案", "校办", "", "7月10日前"],
        ["2", "课程建设", "遴选示范课程", "教务处", "", "9月20日前"],
        merges=((1, 0, 2, 0), (1, 1, 2, 1)),
    )
    assert [task.number for task in found.tasks] == ["1", "", "2"]
    assert found.conflicts == ()


def test_whoever_helps_is_not_carried_down_in_a_table_that_came_as_text() -> None:
    found = reading(
        "工作安排表\n序号\t工作事项\t承办科室\t配合科室\t办结时间\n1\t修订裁量基准\t法规科\t执法支队\t7月20日前\n"
        "2\t开展案卷评查\t人事科\t\t9月15日前\n某局\n2026年7月1日"
    )
    assert [told(task)[0] for task in found.tasks] == ["法规科、执法支队", "人事科"]


def test_headings_of_a_grid_are_no_labels_of_a_sheet_and_short_ones_are_known() -> None:
    rows = [
        ["工作阶段", "具体事项", "主责", "协同", "计划完成日期", "实际完成"],
        ["筹备", "签订租赁合同", "办公室", "法制科", "2026-03-20", ""],
        ["实施", "设备采购安装", "信息中心", "采购办", "7.15", ""],
    ]
    found = reading(Paper("迁建推进计划", "2026年3月1日").table(rows).data())
    assert [told(task)[:2] for task in found.tasks] == [
        ("办公室、法制科", "2026-03-20"),
        ("信息中心、采购办", "2026-07-15"),
    ]


def test_units_in_square_brackets_head_the_items_below_them() -> None:
    found = reading(
        "一季度重点工作清单\n【办公室】\n1.1月20日前制定工作要点。\n【财务科】\n1.1月15日前完成决算编制。\n"
        "某局\n2026年1月4日"
    )
    assert [told(task)[0] for task in found.tasks] == ["办公室", "财务科"]


def test_a_person_with_a_post_is_one_and_a_unit_before_a_name_is_a_unit() -> None:
    rows = [["任务", "责任领导", "责任部门", "完成时限"], ["走访企业", "行长 何平", "公司业务部", "3月31日"]]
    found = reading(Paper("任务推进表", "2026年1月6日").table(rows).data())
    assert [(task.people, told(task)[0]) for task in found.tasks] == [(("行长何平",), "公司业务部")]
    task = by_start(body("1.代表资格审查，4月15日前完成。责任人：工会 张华"), "代表资格审查")
    assert (task.unit_names, task.people) == (("工会",), ("张华",))


def test_one_date_under_a_heading_of_work_is_a_task_where_no_phases_are_told() -> None:
    found = body("（一）处理整改。7月31日前，监管股、法规股完成案件查处，追回资金。")
    assert [told(task)[:2] for task in found.tasks] == [("监管股、法规股", "2026-07-31")]


def test_a_subject_holds_over_all_that_semicolons_join_and_an_office_of_teachers_is_no_feast() -> None:
    found = body(
        "（一）信息报送。各县（市、区）局每月20日前报送统计表；10月20日前报送典型案例；11月10日前报送工作总结。",
        "1.开展师德检查。重点检查师德表现。",
        "责任单位：教师工作部、纪委办公室　　完成时间：2026年7月10日前",
    )
    assert [told(task)[:2] for task in found.tasks] == [
        ("各县（市、区）局", "2026-10-20"),
        ("各县（市、区）局", "2026-11-10"),
        ("教师工作部、纪委办公室", "2026-07-10"),
    ]


def test_whom_a_closing_sentence_gives_this_work_to_is_read_without_the_words_before() -> None:
    found = body(
        "1．摸清底数。对辖区养老机构登记造册。该项工作由福利科负责，于4月15日前完成。",
        "2．强化培训。举办业务培训班。此项任务由人事科牵头，6月底前完成。",
    )
    assert [told(task)[:2] for task in found.tasks] == [("福利科", "2026-04-15"), ("人事科", "2026-06-30")]


def test_what_is_done_to_somebody_is_no_unit_that_acts() -> None:
    found = body("1．摸清底数（福利科）。对辖区养老机构逐户登记造册，建立台账，4月15日前完成。")
    assert [told(task)[:2] for task in found.tasks] == [("福利科", "2026-04-15")]


def test_whom_others_work_with_is_no_unit_that_acts() -> None:
    found = body("（一）白内障复明。配合县人民医院开展白内障筛查，8月31日前完成。", "责任单位：康复部")
    assert [told(task)[0] for task in found.tasks] == ["康复部"]


def test_where_one_goes_and_what_is_brought_together_are_no_units() -> None:
    found = body(
        "（一）法律进乡村。到村组开展法律宣讲。（责任单位：指导股；完成时限：6月30日前）",
        "（二）活动总结。汇总形成全局情况报告，报市直机关工委。（责任单位：机关党委；完成时限：7月20日前）",
        "（三）换届选举。指导到期的学校党支部完成换届。（责任单位：党建办；完成时限：8月20日前）",
    )
    assert [told(task)[0] for task in found.tasks] == ["指导股", "机关党委", "党建办"]
    assert found.conflicts == ()


def test_a_heading_with_its_time_is_told_with_what_is_to_be_done_by_then() -> None:
    (task,) = body("1．摸清底数（4月15日前）。福利科对养老机构登记造册。").tasks
    assert "福利科对养老机构登记造册" in task.content
    assert told(task)[:2] == ("福利科", "2026-04-15")


def test_labels_below_an_item_and_dashes_behind_it_are_read_whatever_they_are_called() -> None:
    found = body(
        "1．摸清底数。对养老机构登记造册。",
        "落实单位:福利科",
        "完成日期:2026年4月15日前",
        "2．强化培训——举办业务培训班——人事科——6月底前",
    )
    assert [told(task)[:2] for task in found.tasks] == [("福利科", "2026-04-15"), ("人事科", "2026-06-30")]
    assert "登记造册" in found.tasks[0].content

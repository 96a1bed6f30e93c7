"""Layouts of other offices: calendars as columns, dashes for brackets, decimal headings, numbers before dates."""

from datetime import date

from tests.importing.plan_making import Paper, by_start, reading, told


def test_marks_in_columns_of_months_make_the_stretch_of_a_task() -> None:
    months = [f"{month}月" for month in range(1, 13)]
    rows = [
        ["工作内容", "责任单位", *months],
        ["隐患排查", "防火办", "", "√", "√", *[""] * 9],
        ["队伍培训", "防火办、森防站", *[""] * 8, "●", "", "", ""],
        ["宣传教育", "办公室", "√", "√", *[""] * 9, "√"],
    ]
    found = reading(Paper("森林防火专项行动配档表").table(rows).lines("某县林业局", "2025年1月3日").data())
    assert [told(task) for task in found.tasks] == [
        ("防火办", "2025-03-31", "clear"),
        ("防火办、森防站", "2025-09-30", "clear"),
        ("办公室", "2025-12-31", "confirm"),
    ]
    assert found.tasks[0].deadline.start == date(2025, 2, 1)


def test_words_in_columns_of_quarters_are_milestones_of_their_quarters() -> None:
    rows = [
        ["序号", "重点任务", "具体措施", "牵头科室", "时间进度", "时间进度", "时间进度", "时间进度"],
        ["序号", "重点任务", "具体措施", "牵头科室", "一季度", "二季度", "三季度", "四季度"],
        ["1", "食品安全", "开展校园检查", "食品科", "制定方案", "全面检查", "", "总结"],
    ]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 1, 3), (0, 4, 0, 7)]
    found = reading(Paper("2025年责任分解表").table(rows, merges).lines("某市市场监管局", "2025年1月15日").data())
    assert [(task.content, told(task)[1]) for task in found.tasks] == [
        ("开展校园检查（制定方案）", "2025-03-31"),
        ("开展校园检查（全面检查）", "2025-06-30"),
        ("开展校园检查（总结）", "2025-12-31"),
    ]


def test_quarters_in_an_items_own_words_are_milestones_and_other_quarters_are_none() -> None:
    paper = Paper("河湖长制工作方案", "一、水岸同治")
    paper.lines("（一）清理河道。一季度完成排查，二季度完成整改。（河湖科，各县区水务局）", "二、工作要求")
    paper.lines(
        "（一）各科室认真总结上半年工作，做好二季度绩效核算，于7月5日前报送总结。", "某市水务局", "2025年2月18日"
    )
    found = reading(paper.data())
    assert [told(task)[:2] for task in found.tasks] == [
        ("河湖科、各县区水务局", "2025-03-31"),
        ("河湖科、各县区水务局", "2025-06-30"),
        ("各科室", "2025-07-05"),
    ]


def test_dashes_part_a_task_from_its_time_and_unit() -> None:
    lines = ["4. 修订采购目录——4月15日前——采购办", "5. 开展代理机构检查——5月至7月——采购办、监督科"]
    paper = Paper("任务清单", "（2025年3月—2025年12月）", "一、规范政府采购", *lines, "某区财政局", "2025年3月3日")
    found = reading(paper.data())
    assert [(task.content, *told(task)[:2]) for task in found.tasks] == [
        ("修订采购目录", "采购办", "2025-04-15"),
        ("开展代理机构检查", "采购办、监督科", "2025-07-31"),
    ]
    assert found.span == (date(2025, 3, 1), date(2025, 12, 31))


def test_decimal_numbers_are_headings_and_a_number_before_a_date_is_no_part_of_it() -> None:
    paper = Paper("审计项目推进方案", "1 总体安排", "1.1 时间安排", "2025年3月10日至11月30日。", "2 重点项目")
    paper.lines("2.1 预算执行审计", "由财政审计科牵头，各科配合，6月20日前出具报告。", "2.2 政府投资审计")
    paper.lines("1.4月25日前投资审计科完成进点。", "2、10月底前投资审计科出具报告。", "某审计局", "2025年3月1日")
    found = reading(paper.data())
    assert found.span == (date(2025, 3, 10), date(2025, 11, 30))
    assert [(task.activity, *told(task)[:2]) for task in found.tasks] == [
        ("预算执行审计", "财政审计科、各科", "2025-06-20"),
        ("政府投资审计", "投资审计科", "2025-04-25"),
        ("政府投资审计", "投资审计科", "2025-10-31"),
    ]


def test_work_given_to_units_without_a_time_is_asked_without_a_time() -> None:
    lines = ["1.社区点位：各街道负责，民政局配合；", "2.公益广告：宣传部负责，3月31日前更换到位；"]
    found = reading(Paper("迎检工作通知", "各街道：", "一、责任分工", *lines, "某管委会办公室", "2025年3月20日").data())
    assert [told(task) for task in found.tasks] == [
        ("各街道、民政局", "", "confirm"),
        ("宣传部", "2025-03-31", "clear"),
    ]


def test_a_time_behind_a_heading_is_asked_of_whom_the_next_sentence_names() -> None:
    paper = Paper("百日攻坚方案", "一、重点任务", "（一）健全制度（4月20日前）。各医疗机构修订完善制度。")
    found = reading(paper.lines("某市卫健委", "2025年3月26日").data())
    assert [told(task) for task in found.tasks] == [("各医疗机构", "2025-04-20", "clear")]


def test_a_row_without_a_year_behind_a_row_of_next_year_is_asked() -> None:
    rows = [
        ["序号", "工作内容", "责任单位", "完成时间"],
        ["1", "建设中心", "固废股", "2026年6月底前"],
        ["2", "配置分类桶", "城管局", "7月底前"],
    ]
    found = reading(Paper("“无废城市”工作清单").table(rows).lines("某县生态环境局", "2025年2月20日").data())
    row = by_start(found, "配置分类桶")
    assert row.deadline.state.value == "confirm"
    assert {date(2025, 7, 31), date(2026, 7, 31)} <= {row.deadline.end, *row.deadline.candidates}


def test_a_cell_whose_time_cannot_be_read_is_asked_and_never_passed_over() -> None:
    rows = [
        ["序号", "工作内容", "责任单位", "完成时间"],
        ["1", "开展宣传", "宣教中心", "6.5环境日前后"],
        ["2", "申报", "固废股", "3月底前"],
    ]
    found = reading(Paper("工作清单").table(rows).lines("某县生态环境局", "2025年2月20日").data())
    assert told(by_start(found, "开展宣传"))[1:] == ("", "confirm")


def test_roles_in_brackets_hold_for_units_parted_by_blanks() -> None:
    rows = [
        ["序号", "工作任务", "责任处室", "完成时限"],
        ["1", "“双随机”检查", "监管科（牵头） 市场监管分局 消防大队（配合）", "9月底前"],
    ]
    (task,) = reading(Paper("行动任务清单").table(rows).lines("某区教育局", "2025年3月12日").data()).tasks
    assert [(unit.name, unit.role.value) for unit in task.units] == [
        ("监管科", "牵头"),
        ("市场监管分局", "配合"),
        ("消防大队", "配合"),
    ]


def test_a_column_of_kinds_gives_the_activity() -> None:
    rows = [
        ["类别", "序号", "工作任务", "责任处室", "完成时限"],
        ["一、作业管理", "1", "修订办法", "中教科 小教科", "5月底前"],
        ["", "2", "开展大赛", "教研室", "6月底前"],
    ]
    found = reading(Paper("任务清单").table(rows, [(1, 0, 2, 0)]).lines("某区教育局", "2025年3月12日").data())
    assert [(task.activity, task.unit_names) for task in found.tasks] == [
        ("作业管理", ("中教科", "小教科")),
        ("作业管理", ("教研室",)),
    ]


def test_labels_that_tell_the_task_itself_stay_with_its_words_and_are_no_units() -> None:
    line = "1．巾帼创业行动。牵头部门：发展部；配合部门：各街道妇联；主要任务：举办创业培训4期，扶持妇女50名；"
    line += "完成时限：2025年9月底。"
    (task,) = reading(Paper("“巾帼建功”方案", "一、主要任务", line, "某区妇联", "2025年1月22日").data()).tasks
    assert told(task) == ("发展部、各街道妇联", "2025-09-30", "clear")
    assert "举办创业培训4期，扶持妇女50名" in task.content


def test_bare_labels_goals_joint_units_and_a_rhythm_behind_a_date_are_read() -> None:
    paper = Paper("校园安全行动方案", "一、行动目标", "到2025年12月，全县事故零发生。", "二、工作任务")
    paper.lines("（一）开展隐患排查。责任股室：安全股。完成时间：3月15日前全面排查，此后每月排查一次。")
    paper.lines("（二）食品安全整治。牵头：体卫艺股；配合：各学校。时限：4月—6月。")
    paper.lines("（三）由德育股会同各学校于5月25日前集中开展心理辅导。", "某县教育局", "2025年2月24日")
    found = reading(paper.data())
    assert [told(task) for task in found.tasks] == [
        ("安全股", "2025-03-15", "clear"),
        ("体卫艺股、各学校", "2025-06-30", "clear"),
        ("德育股、各学校", "2025-05-25", "clear"),
    ]
    assert [one.deadline.recurrence for one in found.duties] == ["MONTHLY"]


def test_two_due_dates_behind_one_naming_of_units_are_two_tasks() -> None:
    line = "二、安全生产。应急局牵头，各部门配合，1月15日前完成一轮排查；1月25日前完成整改。"
    paper = Paper("节日工作通知", "各部门：", "现就做好2025年元旦、春节期间有关工作通知如下：", "一、走访慰问。", line)
    found = reading(paper.lines("三、每日16:00前报送当日情况。", "某县政府办公室", "2024年12月25日").data())
    assert [told(task)[:2] for task in found.tasks] == [
        ("应急局、各部门", "2025-01-15"),
        ("应急局、各部门", "2025-01-25"),
    ]


def test_a_meeting_that_decided_and_a_length_in_another_clause_are_no_due_dates() -> None:
    paper = Paper(
        "关于调整小组的通知", "各科室：", "经2024年5月6日主任办公会研究，决定进行调整。现通知如下：", "一、人选名单"
    )
    paper.lines("（一）各单位选派2名干部锻炼，时间不少于3个月，名单于5月25日前报送办公室。", "某中心", "2024年5月8日")
    (task,) = reading(paper.data()).tasks
    assert told(task) == ("各单位", "2024-05-25", "clear")

"""Plans in the manners of other offices: whatever the layout, who owes what by when comes out right."""

from datetime import date

from tests.importing.plan_making import Paper, by_start, controlled, reading, struck, told


def red_head() -> Paper:
    paper = Paper(
        "云州县城市管理局文件",
        "云城管〔2024〕18号",
        "云州县城市管理局关于印发《户外广告专项整治实施方案》的通知",
        "局机关各股室、局属各单位：",
        "现将《户外广告专项整治实施方案》印发给你们，请认真抓好落实。",
        "云州县城市管理局",
        "2024年4月8日",
        "户外广告专项整治实施方案",
        "为规范户外广告设置秩序，根据上级要求，制定本方案。",
    )
    paper.auto(1, "工作目标").lines("到2024年底主次干道达标率达到95%。")
    paper.auto(1, "重点任务").auto(2, "摸清底数")
    paper.auto(
        3, "开展全面排查。逐一登记，建立台账（附件1）。（责任单位：市容股、执法大队，完成时限：2024年5月20日前）"
    )
    paper.auto(3, "建立问题清单。（牵头单位：市容股；配合单位：各中队、法规股；完成时限：5月底前）")
    paper.auto(2, "集中整治")
    paper.auto(3, "拆除违规设施。［责任单位：执法大队；配合单位：公安分局、各街道办事处；完成时限：8月底前］")
    paper.auto(3, "整改安全隐患。（责任单位：执法大队；完成时限：立行立改，长期坚持）")
    paper.auto(1, "实施步骤").auto(2, "动员部署阶段（2024年4月8日至4月20日）。召开动员会。")
    paper.auto(2, "集中整治阶段（4月21日至8月31日）。按分工整治。").auto(2, "巩固提升阶段（9月1日起）。总结经验。")
    paper.auto(1, "工作要求").auto(2, "加强领导。各单位明确一名联络员，于4月15日前将名单报市容股。")
    paper.auto(2, "严格督导。每周五前报送工作进展，每月通报一次。")
    return paper.lines("附件：1.户外广告设施登记台账", "附件1", "户外广告设施登记台账", "填报单位（盖章）：").table(
        [
            ["序号", "位置", "设施情况", "设施情况", "备注"],
            ["序号", "位置", "类型", "面积（平方米）", "备注"],
            *[[""] * 5 for _ in range(6)],
        ],
        [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)],
    )


def test_a_red_headed_notice_gives_its_title_issuer_number_and_date() -> None:
    found = reading(red_head().data())
    assert found.title == "户外广告专项整治实施方案"
    assert (found.issuer, found.document_number) == ("云州县城市管理局", "云城管〔2024〕18号")
    assert found.reference_date == date(2024, 4, 8)


def test_numbers_that_word_counts_are_read_as_headings() -> None:
    found = reading(red_head().data())
    assert [(one.number, one.name) for one in found.activities] == [("一", "摸清底数"), ("二", "集中整治")]
    assert [(task.number, task.activity) for task in found.tasks] == [
        ("1", "摸清底数"), ("2", "摸清底数"), ("1", "集中整治"), ("2", "集中整治"), ("一", ""),
    ]  # fmt: skip


def test_tails_in_round_and_square_brackets_say_who_and_until_when() -> None:
    found = reading(red_head().data())
    assert [told(task) for task in found.tasks] == [
        ("市容股、执法大队", "2024-05-20", "clear"),
        ("市容股、各中队、法规股", "2024-05-31", "clear"),
        ("执法大队、公安分局、各街道办事处", "2024-08-31", "clear"),
        ("执法大队", "", "clear"),
        ("各单位", "2024-04-15", "clear"),
    ]
    assert [unit.role.value for unit in found.tasks[1].units] == ["牵头", "配合", "配合"]
    assert found.tasks[0].annexes == ("附件1",)


def test_phases_under_automatic_headings_are_dated_and_the_last_is_open() -> None:
    phases = reading(red_head().data()).phases
    assert [(one.name, one.start, one.end) for one in phases] == [
        ("动员部署阶段", date(2024, 4, 8), date(2024, 4, 20)),
        ("集中整治阶段", date(2024, 4, 21), date(2024, 8, 31)),
        ("巩固提升阶段", date(2024, 9, 1), None),
    ]
    assert [one.open_end for one in phases] == [False, False, True]


def test_rhythms_of_the_demands_are_duties_and_goals_are_no_tasks() -> None:
    found = reading(red_head().data())
    assert [one.deadline.recurrence for one in found.duties] == ["FREQ=WEEKLY;BYDAY=FR", "MONTHLY"]
    assert not any("达标率" in task.content for task in found.tasks)


def test_a_head_of_two_rows_gives_columns_with_their_groups() -> None:
    (form,) = reading(red_head().data()).forms
    assert (form.annex, form.title, form.has_reporting_unit) == ("附件1", "户外广告设施登记台账", True)
    assert [one.label for one in form.headings] == ["序号", "位置", "类型", "面积（平方米）", "备注"]
    assert form.headings[2].groups == ("设施情况",)
    assert form.blank_rows == 6


def eight_columns() -> bytes:
    head = ["序号", "重点任务", "具体举措", "工作目标", "牵头领导", "牵头单位", "配合单位", "完成时限"]
    rows = [
        head,
        ["1", "精文简会", "严格控制发文数量。", "文件减量", "王一鸣", "区委办公室", "各部门", "2025年6月底前"],
        ["2", "", "推行无会周制度。", "会议减量", "", "区委办公室", "区政府办公室", "全年"],
        ["3", "为民服务", "局长走流程。", "优化", "李晓", "区审批局", "各窗口", "4月底前制定计划；10月底前全部走完"],
        ["4", "", "建设服务平台。", "上线", "", "区数据局", "区审批局、区财政局", "9月30日前"],
        ["5", "纪律教育", "举办警示教育大会。", "受教育", "赵力", "区纪委机关", "", "每半年"],
    ]
    paper = Paper(
        "关于2025年作风建设提升行动的工作方案", "为巩固成果，制定本方案。", "一、时间安排", "2025年3月至2025年11月。"
    )
    paper.lines("附件：1.任务分解表", "中共临江区委办公室", "2025年2月26日", "附件1", "任务分解表")
    return paper.table(rows, [(1, 1, 2, 1), (3, 1, 4, 1), (1, 4, 2, 4), (3, 4, 4, 4)]).data()


def test_a_table_of_eight_columns_keeps_who_leads_and_who_helps() -> None:
    found = reading(eight_columns())
    first = by_start(found, "严格控制")
    assert [(unit.name, unit.role.value) for unit in first.units] == [("区委办公室", "牵头"), ("各部门", "配合")]
    assert (first.activity, first.people) == ("精文简会", ("王一鸣",))
    assert found.span == (date(2025, 3, 1), date(2025, 11, 30))


def test_milestones_in_one_cell_are_tasks_of_their_own() -> None:
    tasks = [task for task in reading(eight_columns()).tasks if task.number == "3"]
    assert [(task.deadline.text, told(task)[1]) for task in tasks] == [
        ("4月底前制定计划", "2025-04-30"),
        ("10月底前全部走完", "2025-10-31"),
    ]


def test_a_rhythm_in_the_time_column_is_a_task_and_a_duty() -> None:
    found = reading(eight_columns())
    assert by_start(found, "举办警示").deadline.recurrence == "HALFYEARLY"
    assert ("举办警示教育大会。", "区纪委机关") in [(one.content, one.who) for one in found.duties]


def test_phases_in_a_table_come_with_their_tasks() -> None:
    paper = Paper("“服务百姓健康行动”实施方案", "结合实际，制定如下实施方案。", "一、活动安排").table(
        [
            ["阶段", "时间", "工作内容", "责任单位"],
            ["动员部署阶段", "2025年3月1日—3月15日", "召开动员会", "办公室"],
            ["组织实施阶段", "2025年3月16日—9月30日", "开展义诊不少于2场", "医政科、各医疗机构"],
            ["", "", "开展健康讲座", "宣传科"],
            ["总结评估阶段", "2025年10月1日—10月31日", "上报总结", "医政科"],
        ],
        [(2, 0, 3, 0), (2, 1, 3, 1)],
    )
    found = reading(paper.data())
    assert [(one.name, one.start, one.end) for one in found.phases] == [
        ("动员部署阶段", date(2025, 3, 1), date(2025, 3, 15)),
        ("组织实施阶段", date(2025, 3, 16), date(2025, 9, 30)),
        ("总结评估阶段", date(2025, 10, 1), date(2025, 10, 31)),
    ]
    assert told(by_start(found, "开展健康讲座")) == ("宣传科", "2025-09-30", "clear")


def test_label_lines_below_an_item_belong_to_it() -> None:
    found = reading(
        "区教育局校园安全整治工作方案\n为做好校园安全工作，制定本方案。\n一、重点任务\n（一）消防安全\n"
        "1.全面排查消防设施。\n牵头单位：安全股\n配合单位：基建股、各中小学校\n完成时限：2024年6月25日前\n"
        "2.组织消防演练。\n牵头单位：安全股；配合单位：各中小学校；完成时限：长期坚持\n区教育局\n2024年5月28日\n"
    )
    assert [told(task) for task in found.tasks] == [
        ("安全股、基建股、各中小学校", "2024-06-25", "clear"),
        ("安全股、各中小学校", "", "clear"),
    ]


def test_a_closing_sentence_can_be_the_tail() -> None:
    found = reading(
        "基层党建提升行动实施方案\n现制定如下实施方案。\n一、重点工作\n（一）建强班子\n"
        "1.选优配强书记。开展届中分析。由组织科牵头，各乡镇党委配合，2024年5月底前完成。\n"
        "2.加强培训。举办培训班2期。责任科室：教育科；完成时限：2024年10月底前。\n"
    )
    assert [told(task) for task in found.tasks] == [
        ("组织科、各乡镇党委", "2024-05-31", "clear"),
        ("教育科", "2024-10-31", "clear"),
    ]


def test_a_short_notice_without_headings_asks_by_its_sentences() -> None:
    found = reading(
        "关于报送2024年上半年工作总结的通知\n\n机关各科室、各二级单位：\n"
        "请各科室、各二级单位认真总结上半年工作，于2024年6月25日前将总结报送局办公室。办公室于7月5日前汇总。\n"
        "联系人：王明，电话：8880000。\n\n市民政局办公室\n2024年6月11日\n"
    )
    assert [told(task) for task in found.tasks] == [
        ("各科室、各二级单位", "2024-06-25", "clear"),
        ("办公室", "2024-07-05", "clear"),
    ]


def test_tracked_changes_count_as_accepted_and_content_controls_are_read() -> None:
    paper = Paper("“减证便民”专项行动方案", "为深化改革，制定如下方案。")
    paper.word.add_heading("主要任务", 1)
    paper.word.add_heading("清理证明", 2)
    change = paper.word.add_paragraph("全面梳理证明。（责任单位：法规科；完成时限：2024年4月底前）")
    struck(change, "4月底前", "5月15日前")
    paper.word.add_heading("告知承诺", 2)
    controlled(
        paper.word.add_paragraph("编制清单。〔牵头科室：法规科，配合科室：信息科、"), "综合科，完成时间：7月31日前〕"
    )
    found = reading(paper.lines("某某局", "2024年3月12日").data())
    assert [(task.activity, *told(task)) for task in found.tasks] == [
        ("清理证明", "法规科", "2024-05-15", "clear"),
        ("告知承诺", "法规科、信息科、综合科", "2024-07-31", "clear"),
    ]


def test_rows_across_a_table_name_the_activity_of_those_below() -> None:
    group = ["一、政治建设"] * 5
    paper = Paper("2024年工作任务分解表").table(
        [
            ["序号", "主要任务", "责任分工", "责任分工", "时限要求"],
            ["序号", "主要任务", "责任领导", "责任单位", "时限要求"],
            group,
            ["1", "开展专题学习", "张建国", "办公室（牵头）、人事科", "2024.12.31"],
            ["2", "完善制度", "张建国", "法规科 内审科", "持续推进"],
        ],
        [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (2, 0, 2, 4)],
    )
    found = reading(paper.data(), on=date(2024, 2, 6))
    assert [(task.activity, *told(task)) for task in found.tasks] == [
        ("政治建设", "办公室、人事科", "2024-12-31", "clear"),
        ("政治建设", "法规科、内审科", "", "clear"),
    ]
    assert found.tasks[0].units[0].role.value == "牵头"


def test_a_timetable_is_a_list_of_tasks() -> None:
    paper = Paper(
        "关于做好防汛备汛工作的通知", "各科室：", "现将有关事项通知如下：", "某局办公室", "2025年3月18日"
    ).table(
        [
            ["时间", "工作内容", "责任科室"],
            ["3月20日前", "修订预案", "防汛办"],
            ["3月下旬至4月10日", "汛前检查", "工程科"],
        ]
    )
    assert [told(task) for task in reading(paper.data()).tasks] == [
        ("防汛办", "2025-03-20", "clear"),
        ("工程科", "2025-04-10", "clear"),
    ]


def test_a_text_table_of_one_row_a_line_is_read() -> None:
    found = reading(
        "人居环境整治实施方案\n制定本方案。\n一、任务清单\n序号\t工作任务\t具体内容\t责任单位\t完成时限\n"
        "1\t垃圾清理\t清理积存垃圾\t各村委会、环卫所\t2024年4月底前\n2\t\t建立保洁队伍\t各村委会\t2024年5月底前\n"
    )
    assert [(task.activity, *told(task)) for task in found.tasks] == [
        ("垃圾清理", "各村委会、环卫所", "2024-04-30", "clear"),
        ("垃圾清理", "各村委会", "2024-05-31", "clear"),
    ]


def test_a_text_table_of_one_cell_a_line_is_read_and_a_lost_number_said() -> None:
    found = reading(
        "行动方案\n制定如下行动方案。\n\n\t序号\n\t任务事项\n\t任务事项\n\t责任单位\n\t完成时限\n\n"
        "\t1\n\t一、走访活动\n\t1.走访老干部。\n\t工会\n\t2023年1月18日前\n \t2.走访困难职工。\n\t\n\t\n\n"
        "\t3\n\t二、实事活动\n\t办好实事。\n\t办公室\n\t2023年年底前\n"
    )
    assert [(task.number, task.proposed_number, *told(task)) for task in found.tasks] == [
        ("1", None, "工会", "2023-01-18", "clear"),
        (None, "2", "工会", "2023-01-18", "clear"),
        ("3", None, "办公室", "2023-12-31", "clear"),
    ]
    assert any("补作第2项" in remark for remark in found.remarks)


def test_a_superior_s_plan_with_verbs_for_labels_keeps_its_milestones() -> None:
    body = (
        "关于印发《安河市优化营商环境行动方案（2024—2026年）》的通知\n各县（市、区）人民政府：\n安河市人民政府办公室\n2024年3月6日\n"
        "安河市优化营商环境行动方案\n（2024—2026年）\n为优化营商环境，制定本方案。\n一、重点任务\n（一）政务服务\n"
        "1．推进“一件事”。2024年底前实现20个，2025年6月底前扩展到40个。（市数据局牵头，有关部门按职责分工负责）\n"
        "2．压缩开办时间。（市场监管局牵头，市公安局、市税务局配合，2024年9月底前完成）\n"
        "二、组织实施\n各牵头单位要在2024年3月底前制定落实方案，每半年向市营商办报送一次进展。\n"
    )
    found = reading(body)
    assert found.span == (date(2024, 1, 1), date(2026, 12, 31))
    assert [told(task) for task in found.tasks] == [
        ("市数据局、有关部门", "2024-12-31", "clear"),
        ("市数据局、有关部门", "2025-06-30", "clear"),
        ("市场监管局、市公安局、市税务局", "2024-09-30", "clear"),
        ("各牵头单位", "2024-03-31", "clear"),
    ]
    assert [(one.who, one.deadline.recurrence) for one in found.duties] == [("各牵头单位", "HALFYEARLY")]


def test_a_missing_year_is_not_taken_from_another_section() -> None:
    found = reading(
        "养老机构消防检查方案\n现制定如下方案：\n一、检查时间\n2023年11月15日至2024年1月15日\n二、工作安排\n"
        "（一）自查阶段（2023年11月15日—11月30日）。各机构开展自查，于11月28日前报镇民政办。\n"
        "（二）整改阶段（2024年1月1日—1月15日）。各机构限期整改，1月10日前报送整改报告。\n"
        "三、有关要求\n各镇民政办于12月5日前汇总自查情况报县民政局。\n县民政局\n二○二三年十一月十日\n"
    )
    assert [told(task) for task in found.tasks] == [
        ("各机构", "2023-11-28", "clear"),
        ("各机构", "2024-01-10", "clear"),
        ("各镇民政办", "2023-12-05", "clear"),
    ]
    assert [one.name for one in found.phases] == ["自查阶段", "整改阶段"]
    assert found.reference_date == date(2023, 11, 10)


def test_what_is_done_inside_a_phase_is_no_phase() -> None:
    found = reading(
        "审判质效提升方案\n制定本方案。\n一、方法步骤\n活动从2024年3月开始至2024年12月结束，分两个阶段进行：\n"
        "（一）动员阶段（3月至4月）\n1、召开动员大会。3月10日前召开动员大会。\n"
        "2、案件评查。审管办牵头，各业务庭配合，6月底前完成第一轮评查，9月底前完成第二轮评查。\n"
        "（二）总结阶段（11月至12月）\n1、政治部12月10日前形成报告。\n"
    )
    assert [(one.name, one.start, one.end) for one in found.phases] == [
        ("动员阶段", date(2024, 3, 1), date(2024, 4, 30)),
        ("总结阶段", date(2024, 11, 1), date(2024, 12, 31)),
    ]
    assert [(told(task)[1], task.unit_names) for task in found.tasks] == [
        ("2024-03-10", ()),
        ("2024-06-30", ("审管办", "各业务庭")),
        ("2024-09-30", ("审管办", "各业务庭")),
        ("2024-12-10", ("政治部",)),
    ]
    assert found.conflicts == ()


def test_serial_numbers_that_word_counts_in_cells_are_no_lost_ones() -> None:
    rows = [["序号", "任务", "责任单位（排第一位的为牵头单位）", "完成时限（2024年）"]]
    rows += [["", f"完成第{sign}项工作", "办公室、人事科", "6月底前"] for sign in "甲乙丙"]
    paper = Paper("重点工作任务分解表").table(rows)
    for row in paper.word.tables[0].rows[1:]:
        paper.number(row.cells[0].paragraphs[0], 3)
    found = reading(paper.data(), on=date(2023, 12, 20))
    assert [(task.number, told(task)[1]) for task in found.tasks] == [
        ("1", "2024-06-30"),
        ("2", "2024-06-30"),
        ("3", "2024-06-30"),
    ]
    assert [unit.role.value for unit in found.tasks[0].units] == ["牵头", "责任"]
    assert found.conflicts == ()


def test_a_date_without_a_year_in_a_plan_without_any_date_is_asked() -> None:
    found = reading("创建方案\n制定如下方案。\n一、创建内容\n1.评选先进。12月20日前，由县直工委组织评选。\n")
    assert [task.deadline.state.value for task in found.tasks] == ["confirm"]
    assert (found.reference_date, found.tasks[0].due) == (None, None)

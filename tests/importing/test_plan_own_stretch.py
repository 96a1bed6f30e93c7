"""An item's own time before its phase's, label lines of times, numbered phases with names behind, heads of grids."""

from tests.importing.plan_making import Paper, reading, told


def test_a_count_in_days_of_its_own_goes_before_the_phase_it_stands_in() -> None:
    found = reading(
        "某县气象局工作方案\n为做好服务，制定本方案。\n一、服务阶段（5月1日至9月20日）\n"
        "1.7月中旬开展1次应急演练。（减灾科、气象台）\n2.更新雷达基数据。（气象台）\n某县气象局\n2025年3月20日\n"
    )
    assert [(*told(task), str(task.deadline.start)) for task in found.tasks] == [
        ("减灾科、气象台", "2025-07-20", "clear", "2025-07-11"),
        ("气象台", "2025-09-20", "clear", "2025-05-01"),
    ]


def test_a_line_that_gives_the_node_of_time_belongs_to_the_item_above() -> None:
    found = reading(
        "某区金融办宣传月活动方案\n为做好宣传，制定本方案。\n一、活动内容\n"
        "（一）开展“七进”宣传\n责任单位：各镇街、各金融机构\n时间节点：6月25日前\n"
        "（二）投放公益广告\n责任单位：区融媒体中心\n时间节点：贯穿全月\n某区金融办\n2025年5月26日\n"
    )
    assert [(task.content, *told(task)[:2]) for task in found.tasks] == [
        ("开展“七进”宣传", "各镇街、各金融机构", "2025-06-25"),
        ("投放公益广告", "区融媒体中心", ""),
    ]


def test_numbered_phases_with_their_names_behind_the_time_are_phases_and_the_whole_is_the_span() -> None:
    found = reading(
        "某区宣传月活动方案\n为做好宣传，制定本方案。\n一、时间安排\n"
        "2025年6月1日—6月30日，分两个阶段：第一阶段6月1日至6月7日，部署启动；第二阶段6月8日至6月30日，集中宣传。\n"
        "某区金融办\n2025年5月26日\n"
    )
    assert [(one.name, str(one.start), str(one.end)) for one in found.phases] == [
        ("第一阶段：部署启动", "2025-06-01", "2025-06-07"),
        ("第二阶段：集中宣传", "2025-06-08", "2025-06-30"),
    ]
    assert tuple(map(str, found.span)) == ("2025-06-01", "2025-06-30")
    assert found.tasks == ()


def test_the_head_of_a_grid_is_no_label_with_its_value() -> None:
    rows = [
        ["部门", "重点工作", "负责人", "完成时间", "备注"],
        ["德育处", "心理健康普测", "吴晓燕", "3月31日前", ""],
        ["总务处", "食堂后厨改造", "郑国强", "暑假前", ""],
    ]
    found = reading(Paper("某中学2025年春季学期重点工作一览表", "2025年2月12日").table(rows).data())
    assert [(task.content, *told(task)[:2]) for task in found.tasks] == [
        ("心理健康普测", "德育处", "2025-03-31"),
        ("食堂后厨改造", "总务处", ""),
    ]


def test_the_head_of_a_blank_grid_is_a_form_and_no_sheet_of_labels_and_values() -> None:
    head = ["序号", "问题描述", "依据条款", "整改建议", "整改期限", "企业签字"]
    paper = Paper("某市国资委专项督查方案", "各监管企业：", "现制定本方案。", "一、任务安排")
    paper.lines("1.安全监管科于2025年7月8日前提交督查报告。", "附件1", "督查发现问题清单")
    found = reading(paper.table([head, *[[""] * 6] * 3]).data())
    assert [(form.title, [one.label for one in form.headings], form.blank_rows) for form in found.forms] == [
        ("督查发现问题清单", head, 3)
    ]
    assert [told(task)[1] for task in found.tasks] == ["2025-07-08"]

"""Papers that tell what was done ask nothing; columns are known by what stands in them; a weak year is always asked."""

from __future__ import annotations

import pytest

from tests.importing.plan_making import Paper, by_start, reading, told

_TASKS = [
    ["修订业务操作规程", "归集管理处", "6月5日前"],
    ["排查系统差错", "信息技术处", "本月底前"],
    ["公布服务承诺", "综合服务处", "7月5日前"],
]


def sheet(*above: str, labels: list[list[str]] | None = None) -> bytes:
    paper = Paper("甲市公积金中心", "工作交办单")
    if labels is not None:
        paper.table(labels)
    paper.lines(*above)
    return paper.table([["交办事项", "承办处室", "办结时限"], *_TASKS]).data()


def test_the_day_beside_a_label_of_a_sheet_is_the_reference_date_and_a_year_in_prose_is_not() -> None:
    labels = [["交办单号", "〔2025〕第14号", "交办日期", "2025年5月12日"]]
    found = reading(sheet("2024年第四季度未办结的2件继续跟踪，请按时办结。", labels=labels))
    assert found.reference_date is not None
    assert found.reference_date.isoformat() == "2025-05-12"
    assert [told(task)[1:] for task in found.tasks] == [
        ("2025-06-05", "clear"), ("2025-05-31", "clear"), ("2025-07-05", "clear"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "prose",
    [
        "2024年第四季度未办结的2件继续跟踪，请按时办结。",
        "根据县政府办〔2022〕31号文件要求，请按时办结。",
        "2023年5月10日发生的问题要引以为戒，请按时办结。",
        "请按时办结。",
    ],
)
def test_a_year_that_only_stands_in_passing_leaves_every_date_to_be_confirmed(prose: str) -> None:
    states = {task.deadline.state.value for task in reading(sheet(prose)).tasks}
    assert states == {"confirm"}


def test_a_year_of_the_title_or_of_a_deadline_in_the_body_is_relied_on() -> None:
    found = reading("2025年培训工作方案\n各科室：\n一、任务\n1.办公室于6月30日前完成培训。\n")
    assert [told(task) for task in found.tasks] == [("办公室", "2025-06-30", "clear")]
    found = reading("培训方案\n各科室：\n一、任务\n1.办公室于2025年5月底前完成培训。\n2.法规科于6月30日前完成考试。\n")
    assert [told(task)[1:] for task in found.tasks] == [("2025-05-31", "clear"), ("2025-06-30", "clear")]


@pytest.mark.parametrize("heading", ["节点安排", "推进计划", "啥时候完", "工作打算"])
def test_a_column_of_deadlines_is_known_under_any_heading(heading: str) -> None:
    paper = Paper("甲局2025年攻坚任务分解表", "2025年3月10日")
    paper.table(
        [
            ["序号", "工作任务", heading, "牵头股室", "配合单位"],
            ["1", "改造小区15个", "①5月底前完成招标；②10月底前完成改造", "城建股", "质安站"],
            ["2", "加装电梯30部", "11月底前", "物业股", ""],
            ["3", "整治私搭棚亭", "长期坚持", "物业股", "执法大队"],
        ]
    )
    found = reading(paper.data())
    assert [(told(task)[0], told(task)[1]) for task in found.tasks] == [
        ("城建股、质安站", "2025-05-31"), ("城建股、质安站", "2025-10-31"), ("物业股", "2025-11-30"),
        ("物业股、执法大队", ""),
    ]  # fmt: skip


def test_spoken_headings_are_understood_by_what_stands_below_them() -> None:
    paper = Paper("甲局2025年窗口提质任务表", "2025年3月10日")
    paper.table(
        [
            ["序号", "干什么", "谁来干", "什么时候干完"],
            ["1", "压减报装环节到3个", "营业股", "6月底前"],
            ["2", "公布停水信息推送渠道", "客服股、信息股", "5月15日前"],
        ]
    )
    assert [told(task) for task in reading(paper.data()).tasks] == [
        ("营业股", "2025-06-30", "clear"), ("客服股、信息股", "2025-05-15", "clear"),
    ]  # fmt: skip


def test_units_in_the_head_with_marks_below_them_have_the_parts_that_the_note_gives() -> None:
    paper = Paper("甲局2025年隐患整治任务清单", "2025年4月8日")
    paper.table(
        [
            ["序号", "整治任务", "公路科", "运输科", "法规科", "时间节点"],
            ["1", "排查临水临崖路段", "★", "", "●", "5月20日前"],
            ["2", "约谈违规营运企业", "●", "★", "", "6月底前"],
        ]
    )
    paper.lines("注：★为牵头科室，●为配合科室。")
    roles = [[(unit.name, unit.role.value) for unit in task.units] for task in reading(paper.data()).tasks]
    assert roles == [[("公路科", "牵头"), ("法规科", "配合")], [("运输科", "牵头"), ("公路科", "配合")]]


_DONE = (
    "（一）高位推动。区政府先后于2月12日、4月22日召开两次调度会。",
    "（二）扎实推进。区住建局牵头的北门片区改造于5月28日竣工，区教育局负责的幼儿园于3月底前完成主体。",
    "（三）迟报漏报。2月应报送的信息4月中旬才报送，原定一季度开工的项目至今未能开工。",
    "（四）持续深化。由区医保局牵头，3月份完成章程修订，每季度召开一次例会。",
)


@pytest.mark.parametrize(
    "title", ["关于2025年上半年重点工作完成情况的通报", "2025年上半年工作总结", "关于专项检查结果的公示"]
)
def test_a_paper_that_tells_what_was_done_yields_no_task(title: str) -> None:
    paper = Paper("甲区人民政府办公室", title, "各街道办事处：", "现将有关情况说明如下：", "一、主要情况", *_DONE)
    paper.table(
        [
            ["序号", "责任单位", "承担任务数", "已完成数", "完成时间", "完成率"],
            ["1", "区住建局", "14", "9", "5月28日", "64.3%"],
            ["2", "区教育局", "11", "7", "3月31日", "63.6%"],
        ]
    )
    found = reading(paper.lines("甲区人民政府办公室", "2025年7月9日").data())
    assert [task.content for task in found.tasks] == []
    assert [duty.content for duty in found.duties] == []


def test_what_such_a_paper_demands_is_a_task() -> None:
    paper = Paper(
        "甲区人民政府办公室", "关于一季度项目推进情况的通报", "各街道办事处：", "一、情况", *_DONE, "二、要求"
    )
    paper.lines("1.区文旅局要于5月10日前完成招标。", "2.各街道办事处要在4月25日前报送整改方案。")
    found = reading(paper.lines("甲区人民政府办公室", "2025年4月9日").data())
    assert [told(task) for task in found.tasks] == [
        ("区文旅局", "2025-05-10", "clear"), ("各街道办事处", "2025-04-25", "clear"),
    ]  # fmt: skip


def test_minutes_that_hand_work_out_are_a_plan() -> None:
    found = reading(
        "甲文化馆\n馆务会议纪要\n2025年6月3日，馆长主持召开馆务会。会议听取了汇报。\n一、培训\n"
        "会议认为，去年反响良好。会议决定，由培训部负责，6月20日前公布课程表；由艺术部牵头，8月底前组织汇演。\n"
        "二、展厅\n会议强调，要压实责任。由非遗部负责，9月15日前完成布展；由财务室负责，6月底前完成采购。\n2025年6月4日\n"
    )
    assert [told(task)[:2] for task in found.tasks] == [
        ("培训部", "2025-06-20"), ("艺术部", "2025-08-31"), ("非遗部", "2025-09-15"), ("财务室", "2025-06-30"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said", ["2000年底前建成的小区优先纳入。", "对6月底前完成的单位予以表扬。", "5月底前受理的投诉另行办理。"]
)
def test_a_day_by_which_something_was_done_only_describes_it(said: str) -> None:
    found = reading(f"2025年改造方案\n各股室：\n一、任务\n1.城建股于10月底前完成改造。{said}\n甲局\n2025年3月10日\n")
    assert [told(task) for task in found.tasks] == [("城建股", "2025-10-31", "clear")]


def test_labels_behind_numbers_belong_to_the_item_above_and_a_label_inside_a_bracket_is_read() -> None:
    found = reading(
        "2025年防火方案\n各股室：\n一、任务\n（一）整修防火通道。\n（1）责任单位：工程股、各林场\n（2）完成时限：5月15日前\n"
        "（二）检修视频监控。（信息股；会同：各林场；6月底前）\n（三）增设宣传牌200块。由宣教股牵头、资源股\n配合，7月底前完成。\n"
        "甲局\n2025年3月10日\n"
    )
    assert told(by_start(found, "整修防火通道")) == ("工程股、各林场", "2025-05-15", "clear")
    assert told(by_start(found, "检修视频监控")) == ("信息股、各林场", "2025-06-30", "clear")
    assert told(by_start(found, "增设宣传牌")) == ("宣教股、资源股", "2025-07-31", "clear")

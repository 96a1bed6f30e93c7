"""Items with their names in a column of the list, beside the columns that class them and tell them at length."""

from tests.importing.plan_making import reading

PLAN = """甲区行政审批服务局
“一件事”改革工作要点
一、推进集成办理
（一）新生儿出生“一件事”。将出生医学证明、户口登记等事项集成办理。（牵头单位：社会科；配合单位：服务中心；完成时限：5月20日前）
（二）退休“一件事”。将退休审核、社会保障卡申领等事项集成办理。（牵头单位：社会科；配合单位：服务中心；完成时限：5月31日前）
（三）二手房转移登记“一件事”。推行房屋买卖、缴税、水电气联动过户集成办理，避免重复提交材料。（牵头单位：投资科；配合单位：服务中心；完成时限：6月20日前）
（四）企业退出“一件事”。实行企业注销税务、社保、登记等事项同步办理。（牵头单位：准入科；配合单位：信息中心；完成时限：6月底前）
（五）加强人员培训。每季度组织窗口人员开展一次业务培训。（牵头单位：服务中心；配合单位：办公室；完成时限：每季度）
甲区行政审批服务局
2026年3月18日
附件
任务清单
序号\t类别\t改革事项\t主要任务\t牵头单位\t配合单位\t完成时限\t成果形式
1\t集成办理\t新生儿出生“一件事”\t将出生医学证明、户口登记等事项集成办理。\t社会科\t服务中心\t5月20日前\t流程图
2\t集成办理\t退休“一件事”\t将退休审核、社会保障卡申领等事项集成办理。\t社会科\t服务中心\t5月31日前\t流程图
3\t集成办理\t二手房转移登记“一件事”\t推行房屋买卖、缴税、水电气联动过户集成办理。\t投资科\t服务中心\t6月20日前\t流程图
4\t集成办理\t企业退出“一件事”\t实行企业注销税务、社保、登记等事项同步办理。\t准入科\t信息中心\t6月底前\t流程图
5\t工作基础\t加强人员培训\t组织窗口人员开展业务培训。\t服务中心\t办公室\t每季度\t记录
"""


def test_what_a_thing_is_good_for_and_once_a_quarter_may_be_left_out_of_a_row() -> None:
    assert [one.message for one in reading(PLAN).conflicts] == []


def test_the_column_that_tells_the_task_at_length_is_read_with_the_name_before_it() -> None:
    rows = [task for task in reading(PLAN).tasks if task.source.row is not None]
    assert "社会保障卡申领" in rows[1].content
    assert "退休" in rows[1].content
    assert [row.activity for row in rows] == ["集成办理"] * 4 + ["工作基础"]


def test_the_one_item_with_another_name_in_the_list_is_told_with_both_names() -> None:
    changed = PLAN.replace("\t新生儿出生“一件事”", "\t新生儿落户“一件事”")
    (one,) = reading(changed).conflicts
    assert "新生儿出生“一件事”" in one.message
    assert "新生儿落户“一件事”" in one.message


COURSES = """甲市烟草局
党员教育培训年度计划
一、重点班次
1.纪检干部业务培训班。由纪检科承办，6月底前举办，提升监督执纪能力。
2.党务干部业务培训班。由党建科承办，5月底前举办，讲清发展党员流程。
3.专卖人员党性教育班。由专卖科承办，8月底前举办，突出规范执法。
4.青年党员读书班。由团委承办，9月20日前举办，交流学习体会。
甲市烟草局
2026年2月10日
附件
班次安排表
序号\t培训班次\t主要内容\t培训对象\t人数\t学时\t完成时间\t承办单位
1\t党务干部业务培训班\t发展党员、党费收缴\t党务干部\t38\t16\t5月31日前\t党建科
2\t纪检干部业务培训班\t监督执纪工作规则\t专兼职纪检干部\t30\t16\t6月30日前\t纪检科
3\t专卖人员党性教育班\t规范执法、廉洁从业\t专卖党员\t75\t16\t8月底前\t专卖科
4\t青年党员读书班\t学习体会、岗位创新\t青年党员\t60\t8\t9月20日前\t团委
"""
STEPS = """甲院
换届工作通知
一、时间安排
换届工作分三个阶段，各阶段工作安排如下表。
阶段\t时间\t工作内容\t责任单位\t完成时限
准备阶段\t3月1日至3月31日\t建立换届工作台账\t组织部\t3月10日前
\t\t举办换届业务培训\t组织部\t3月20日前
选举阶段\t4月1日至5月31日\t公示候选人预备人选\t各党支部\t4月30日前
\t\t召开党员大会选举\t各党支部\t5月20日前
归档阶段\t6月1日至6月30日\t报送选举结果\t各党支部\t6月10日前
\t\t整理换届档案\t档案馆\t6月25日前
甲院
2026年2月26日
"""


def test_a_column_of_names_is_told_with_the_content_however_it_is_headed() -> None:
    found = reading(COURSES)
    assert [one.message for one in found.conflicts] == []
    rows = [task for task in found.tasks if task.source.row is not None]
    assert "纪检干部业务培训班" in rows[1].content
    assert "监督执纪" in rows[1].content
    plain = reading(COURSES.replace("培训班次\t主要内容", "要干什么\t怎么干"))
    assert [task.content for task in plain.tasks if task.source.row is not None] == [row.content for row in rows]


def test_two_courses_whose_names_end_alike_are_two() -> None:
    (one,) = reading(COURSES.replace("6月30日前\t纪检科", "7月15日前\t纪检科")).conflicts
    assert "纪检干部业务培训班" in one.message


def test_the_time_of_a_phase_beside_the_times_of_its_rows_is_the_phase_s() -> None:
    found = reading(STEPS)
    days = {task.content[:6]: task.due and task.due.isoformat() for task in found.tasks}
    assert days["建立换届工作"] == "2026-03-10"
    assert days["召开党员大会"] == "2026-05-20"
    assert days["整理换届档案"] == "2026-06-25"
    assert len(found.phases) == 3


def test_a_time_label_may_begin_with_any_two_signs() -> None:
    (task,) = reading(
        "甲局\n建议办理通知\n一、办理事项\n1.加装电梯。简化审批程序。（主办单位：住建局；协办单位：财政局；答复时限：5月20日前）\n"
        "甲局\n2026年3月1日"
    ).tasks
    assert task.unit_names == ("住建局", "财政局")
    assert task.due is not None


def test_the_one_thing_left_of_the_same_unit_and_day_under_two_names_is_told() -> None:
    text = COURSES.replace("4.青年党员读书班。由团委承办", "4.政企早餐会。由团委承办").replace(
        "4\t青年党员读书班\t学习体会、岗位创新", "4\t政企恳谈会\t听取意见"
    )
    (one,) = reading(text).conflicts
    assert "政企早餐会" in one.message
    assert "政企恳谈会" in one.message

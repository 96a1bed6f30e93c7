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

"""Who does a thing by its clause and by its row, and an activity that has another name in the list."""

import pytest

from tests.importing.plan_making import reading

PLAN = """甲市疾控中心
作风建设行动方案
各科室：
一、重点活动
（一）开展“学规范”活动
各科室每月至少组织一次集中学习。党总支书记讲专题党课，5月底前由党总支办公室组织完成。
（二）开展“解难题”活动
检验科负责压缩水质检测报告时限，8月底前公布新的承诺时限。信息科每月25日前编发《疾控专报》一期。
（三）开展“比服务”活动
人事科组织岗位练兵，7月底前完成。宣传科推行首问负责制，长期坚持。
（四）走基层·访百村。由宣传科牵头，信息科配合，9月15日前完成。
（五）做好总结报送
各科室12月10日前将作风建设工作总结报办公室。各科室对执行承诺时限的情况加强监督。
2025年作风建设期间，中心共开展各类活动32场。
甲市疾控中心
2026年3月10日
附件
任务清单
序号\t活动\t任务内容\t责任科室\t完成时限
1\t“学规范”活动\t组织集中学习\t各科室\t每月至少1次
2\t“学规范”活动\t讲专题党课\t党总支办公室\t5月底前
3\t“解难题”活动\t公布新的承诺时限\t检验科\t8月底前
4\t“解难题”活动\t编发《疾控专报》\t信息科\t每月25日前
5\t“比服务”活动\t组织岗位练兵\t人事科\t7月底前
6\t“比服务”活动\t推行首问负责制\t宣传科\t长期坚持
7\t走基层·访百村\t深入行政村蹲点服务\t宣传科、信息科\t9月15日前
8\t总结报送\t报送作风建设工作总结\t各科室\t12月10日前
"""


def told(*swaps: tuple[str, str]) -> list[str]:
    text = PLAN
    for old, new in swaps:
        place = text.rindex(old)
        text = text[:place] + new + text[place + len(old) :]
    return [one.message for one in reading(text).conflicts]


def test_a_plan_whose_text_and_list_agree_has_nothing_told() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("row", "words", "other"),
    [
        ("公布新的承诺时限\t检验科", "公布新的承诺时限\t人事科", "检验科"),
        ("《疾控专报》\t信息科", "《疾控专报》\t宣传科", "信息科"),
        ("首问负责制\t宣传科", "首问负责制\t检验科", "宣传科"),
    ],
)
def test_who_does_a_thing_by_its_clause_and_not_by_its_row_is_told(row: str, words: str, other: str) -> None:
    (message,) = told((row, words))
    assert "责任" in message or "牵头" in message
    assert other in message


def test_the_one_activity_under_another_name_in_the_list_is_told_once_with_both_names() -> None:
    renamed = [("“比服务”活动", "“赛业绩”活动")] * 2
    (message,) = told(*renamed)
    assert "开展“比服务”活动" in message
    assert "“赛业绩”活动" in message


def test_an_item_in_two_halves_under_another_name_in_the_list_is_told_once_with_both_names() -> None:
    (message,) = told(("走基层·访百村", "进基层·讲百家"))
    assert "走基层·访百村" in message
    assert "进基层·讲百家" in message


def test_what_was_done_the_year_before_is_no_duty() -> None:
    assert all("32场" not in duty.content for duty in reading(PLAN).duties)


ITEMS = """甲市救援支队
冬季练兵方案
一、练兵任务
（一）体能训练。由作训科负责，各大队配合，2026年4月30日前完成体能达标测试。
（二）修订计划。由作训科负责，2026年5月10日前完成年度训练计划修订。
（三）装备保养。由装备科负责，2026年5月20日前完成车辆器材换季保养。
（四）应急演练。由指挥中心负责，2026年6月20日前组织高层建筑灭火演练。
（五）通信保障。由指挥中心负责，2026年6月30日前完成卫星通信设备测试。
（六）后勤保障。由后勤科负责，2026年6月30日前将防寒物资配发到位。
甲市救援支队
2026年4月1日
附件
任务清单
序号\t任务\t内容\t责任单位\t完成时限
"""
ROWS = [
    "体能训练\t完成体能达标测试\t作训科、各大队\t2026年4月30日前",
    "修订计划\t完成年度训练计划修订\t作训科\t2026年5月10日前",
    "装备保养\t完成车辆器材换季保养\t装备科\t2026年5月20日前",
    "应急演练\t组织高层建筑灭火演练\t指挥中心\t2026年6月20日前",
    "通信保障\t完成卫星通信设备测试\t指挥中心\t2026年6月30日前",
    "后勤保障\t将防寒物资配发到位\t后勤科\t2026年6月30日前",
]


@pytest.mark.parametrize("gone", [*range(len(ROWS)), None])
def test_an_item_whose_row_is_gone_is_told_though_another_row_has_its_unit_and_its_time(gone: int | None) -> None:
    rows = [row for at, row in enumerate(ROWS) if at != gone]
    text = ITEMS + "".join(f"{at}\t{row}\n" for at, row in enumerate(rows, 1))
    messages = [one.message for one in reading(text).conflicts]
    names = [] if gone is None else [ROWS[gone].split("\t")[0]]
    assert messages == [f"正文有“{name}”，任务清单没有对应的内容，请核定。" for name in names]


def test_a_row_of_which_the_text_says_nothing_beside_rows_that_are_each_an_items_is_told() -> None:
    rows = [*ROWS, "心理疏导\t开展指战员心理测评\t政治处\t2026年6月10日前"]
    text = ITEMS + "".join(f"{at}\t{row}\n" for at, row in enumerate(rows, 1))
    (message,) = [one.message for one in reading(text).conflicts]
    assert message.startswith("任务清单有“心理疏导")


def test_words_of_a_time_in_a_name_and_who_is_thanked_or_visited_are_no_deadline_and_no_unit() -> None:
    text = (
        "甲市投资局\n招商活动方案\n一、主要活动\n（一）走访企业\n局领导带队走访重点企业，6月底前走访不少于60家。\n"
        "（二）年末招商恳谈会\n12月15日前举办年末招商恳谈会，答谢投资企业；12月31日前形成总结报告。\n"
        "甲市投资局\n2026年3月1日\n附件\n任务清单\n序号\t活动\t任务\t责任科室\t完成时限\n"
        "1\t走访企业\t走访重点企业不少于60家\t外联科\t6月底前\n"
        "2\t年末招商恳谈会\t举办年末招商恳谈会\t综合科\t12月15日前\n"
        "3\t年末招商恳谈会\t形成总结报告\t综合科\t12月底前\n"
    )
    found = reading(text)
    assert [one.message for one in found.conflicts] == []
    assert {name for task in found.tasks for name in task.unit_names} == {"外联科", "综合科"}

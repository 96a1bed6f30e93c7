"""Work that a sentence gives to somebody, set against the list; and what either side has lost."""

import pytest

from tests.importing.plan_making import reading

PLAN = """滨海市总工会
“夏送清凉”活动方案
各科室：
为做好高温季节劳动保护工作，制定本方案。
一、活动安排
（一）筹备启动阶段（2026年6月1日至6月15日）。财务资产部负责物资采购，宣传教育部负责组织启动仪式。
（二）集中慰问阶段（2026年6月16日至8月31日）。基层工作部负责慰问点位衔接，由督查室牵头组织劳动保护检查，社会联络部配合。
（三）总结提升阶段（2026年9月1日至9月20日）。权益保障部汇总活动情况，负责编印工作简报。
二、督查分工
第一督查组：督查室带队，督查东城区、南城区。
第二督查组：基层工作部带队，督查西城区、北城区。
三、有关要求
健康体检由职工服务中心会同财务资产部做好安排。
滨海市总工会
2026年5月20日
附件
任务分工表
阶段\t序号\t工作任务\t责任单位\t配合单位\t责任人\t完成时限
筹备启动阶段\t1\t采购慰问物资\t财务资产部\t\t王海\t2026年6月15日前
筹备启动阶段\t2\t启动仪式\t宣传教育部\t\t李静\t2026年6月10日前
集中慰问阶段\t3\t衔接慰问点位\t市总工会基层工作部\t\t赵强\t2026年6月20日前
集中慰问阶段\t4\t组织劳动保护检查\t督查室\t社会联络部\t孙宁\t2026年8月20日前
集中慰问阶段\t5\t户外劳动者健康体检\t职工服务中心\t财务资产部\t周敏\t2026年8月31日前
总结提升阶段\t6\t汇总活动情况\t权益保障部\t\t陈晨\t2026年9月15日前
总结提升阶段\t7\t编印工作简报\t权益保障部\t\t陈晨\t2026年9月20日前
附表
督查分组表
组别\t带队科室\t督查区域
第一督查组\t督查室\t东城区、南城区
第二督查组\t基层工作部\t西城区、北城区
"""


def told(*changes: tuple[str, str]) -> list[str]:
    text = PLAN
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return [one.message for one in reading(text).conflicts]


@pytest.mark.parametrize(
    "change",
    [
        ("财务资产部负责物资采购", "由财务资产部负责物资采购"),
        ("王海\t", "王海（部长）\t"),
        ("权益保障部汇总活动情况，", "权益保障部汇总活动情况，办公室配合，"),
        ("第二督查组\t基层工作部", "第二督查组\t市总工会基层工作部"),
        ("督查室牵头", "督查室会同有关部门"),
    ],
)
def test_a_paper_that_gives_its_work_to_one_unit_everywhere_is_told_nothing(change: tuple[str, str]) -> None:
    assert told(change) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("财务资产部负责物资采购", "权益保障部负责物资采购", "权益保障部负责物资采购"),
        ("启动仪式\t宣传教育部", "启动仪式\t基层工作部", "宣传教育部"),
        ("由督查室牵头", "由社会联络部牵头", "社会联络部"),
        ("情况，负责编印", "情况，宣传教育部负责编印", "宣传教育部"),
        ("由职工服务中心会同", "由宣传教育部会同", "宣传教育部会同财务资产部"),
        ("第一督查组：督查室带队", "第一督查组：办公室带队", "第一督查组"),
        ("督查西城区、北城区", "督查西城区、中城区", "中城区"),
        ("总结提升阶段\t6", "收尾阶段\t6", "总结提升阶段"),
    ],
)
def test_work_given_to_another_than_the_row_says_is_told_once(old: str, new: str, words: str) -> None:
    changes = [(old, new)] if old != "总结提升阶段\t6" else [(old, new), ("总结提升阶段\t7", "收尾阶段\t7")]
    (only,) = told(*changes)
    assert words in only


ITEMS = """甲县教育局
校园食品安全行动方案
各学校：
一、目标
推出6项措施，保障饮食安全。
二、主要措施
1.开展食堂排查。建立问题台账。责任人：马丽。（责任单位：后勤股；完成时限：2026年3月底前）
2.规范食材采购。公开招标确定供应商。（责任单位：财务股；完成时限：2026年4月底前）
3.推行校长陪餐。每餐做好记录。（责任单位：安全股；完成时限：2026年5月底前）
4.培训从业人员。考核合格后上岗。（责任单位：人事股；完成时限：2026年6月底前）
5.公开后厨视频。实现监控全覆盖。（责任单位：信息中心；完成时限：2026年7月底前）
6.总结典型经验。汇编制度成果。（责任单位：办公室；完成时限：2026年8月底前）
甲县教育局
2026年2月10日
附件
措施台账
序号\t措施\t责任单位\t完成时限
1\t食堂排查\t后勤股\t2026年3月底前
2\t规范食材采购\t财务股\t2026年4月底前
3\t校长陪餐\t安全股\t2026年5月底前
4\t从业人员培训\t人事股\t2026年6月底前
5\t后厨视频公开\t信息中心\t2026年7月底前
6\t典型经验总结\t办公室\t2026年8月底前
"""


def test_the_item_that_stands_on_one_side_only_and_a_wrong_number_of_them_are_told() -> None:
    assert reading(ITEMS).conflicts == ()
    third = "3.推行校长陪餐。每餐做好记录。（责任单位：安全股；完成时限：2026年5月底前）\n"
    for old, new, words in (
        (third, "", "校长陪餐"),
        ("3\t校长陪餐\t安全股\t2026年5月底前\n", "", "校长陪餐"),
        ("推出6项措施", "推出7项措施", "7项措施"),
    ):
        found = [one.message for one in reading(ITEMS.replace(old, new)).conflicts]
        assert any(words in one for one in found), (old, found)

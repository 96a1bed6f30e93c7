"""What a paper says again of its own items: in 工作要求, in the item's own sentence, in the list, and how many."""

import pytest

from tests.importing.plan_making import reading

PLAN = """甲市园林绿化局
城市绿化行动方案
各科室：
为提升绿化水平，制定本方案。
一、组织领导
成立领导小组，下设三个工作组，分别为综合组、督查组、宣传组。先在东门、临湖、大桥三个街道开展试点。
二、重点工作
（一）“增绿添彩”行动
1.清理裸露土地。对绿地内裸露土地进行清理覆绿，由绿化科组织实施。（责任单位：绿化科、园林所；完成时限：2026年8月底前）
2.组织园艺培训。围绕修剪养护开展培训，全年不少于4次。（责任单位：人事科；完成时限：2026年11月底前）
（二）“阳光采购”行动
3.修订苗木采购办法。对办法逐条修订，于5月底前完成。（责任单位：财务科；完成时限：2026年5月底前）
4.建立供应商库。建立苗木供应商库。（责任单位：财务科、办公室；完成时限：2026年7月底前）
（三）“绿美乡村”行动
5.补植村庄树木。对村庄道路补植树木。（责任单位：造林科；完成时限：2026年4月底前）
6.举办园艺进社区活动。组织园艺师走进社区。（责任单位：宣传科；完成时限：2026年10月15日前）
三、工作要求
（一）突出重点。裸露土地清理工作要倒排工期，确保2026年8月底前全面完成。园艺培训全年不少于4次，严格考勤；财务科要会同各科室抓好苗木采购办法修订。
（二）分段推进。村庄树木补植要在3月底前完成摸底。各街道在8月20日前完成发动。
甲市园林绿化局
2026年3月1日
附件
任务清单
行动\t任务\t责任单位\t完成时限
“增绿添彩”行动\t清理裸露土地\t绿化科、园林所\t2026年8月31日前
“增绿添彩”行动\t组织园艺培训\t人事科\t2026年11月底前
“阳光采购”行动\t修订苗木采购办法\t财务科\t2026年5月底前
“阳光采购”行动\t建立供应商库\t财务科、办公室\t2026年7月底前
“绿美乡村”行动\t补植村庄树木\t造林科\t2026年4月底前
“绿美乡村”行动\t举办园艺进社区活动\t宣传科\t2026年10月15日前
"""


def told(old: str = "", new: str = "") -> list[str]:
    assert PLAN.count(old) >= 1
    place = PLAN.index(old)
    return [one.message for one in reading(PLAN[:place] + new + PLAN[place + len(old) :]).conflicts]


def test_a_paper_that_says_everything_alike_is_told_nothing() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("确保2026年8月底前全面", "确保2026年7月底前全面", "清理裸露土地"),
        ("培训全年不少于4次，严格", "培训全年不少于6次，严格", "次数前后不一"),
        ("财务科要会同", "宣传科要会同", "宣传科"),
        ("由绿化科组织实施", "由宣传科组织实施", "宣传科"),
        ("于5月底前完成。（", "于4月底前完成。（", "4月底前"),
        ("下设三个工作组", "下设四个工作组", "四个工作组"),
        ("大桥三个街道", "大桥四个街道", "所列为3个"),
        ("（二）“阳光采购”行动", "（二）“阳光招采”行动", "名称前后不一"),
        ("“绿美乡村”行动\t举办园艺进社区活动\t宣传科\t2026年10月15日前\n", "", "园艺进社区"),
    ],
)
def test_what_an_item_and_its_mention_elsewhere_say_differently_is_told_once(old: str, new: str, words: str) -> None:
    (only,) = told(old, new)
    assert words in only


def test_an_item_that_the_list_has_lost_is_a_task_all_the_same() -> None:
    row = "“绿美乡村”行动\t举办园艺进社区活动\t宣传科\t2026年10月15日前\n"
    assert len(reading(PLAN.replace(row, "")).tasks) == len(reading(PLAN).tasks)


def test_a_campaign_named_with_its_word_inside_the_quotation_marks_has_one_name() -> None:
    text = PLAN.replace("城市绿化行动方案", "“增绿行动”实施方案").replace("成立领导小组", "成立“%s”领导小组")
    assert [one.message for one in reading(text % "增绿行动").conflicts] == []
    (only,) = reading(text % "添绿行动").conflicts
    assert "增绿行动" in only.message
    assert "添绿行动" in only.message


def test_a_row_of_rates_has_no_sum() -> None:
    table = "附件2\n指标表\n单位\t能耗降幅（%）\t更换（台）\n甲所\t5\t10\n乙所\t5\t12\n合计\t5\t22\n"
    assert [one.message for one in reading(PLAN + table).conflicts] == []

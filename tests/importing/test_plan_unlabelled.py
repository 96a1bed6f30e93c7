"""Plans that put who and until when in sentences of their own, in sheets and in tables flattened to text."""

from tests.importing.plan_making import Paper, reading, told

FLAT = """某区粮食局
抢收行动任务分解方案
各科室：
现将任务分解如下。
某区粮食局
2025年5月9日

附件
\t任务分解表

\t序号
\t任务类别
\t任务事项
\t责任单位
\t完成时限

\t1
\t一、腾仓
\t1.清扫空仓。
\t仓储科、各粮库
\t2025年5月20日前

\t2
\t
\t2.检修烘干设备。
\t
\t

\t3
\t二、服务
\t3.公布咨询电话。
\t调控科
\t2025年5月31日前
"""


def test_a_flattened_table_whose_title_stands_right_below_its_annex_mark_keeps_its_head() -> None:
    found = reading(FLAT)
    assert [(task.number, *told(task)) for task in found.tasks] == [
        ("1", "仓储科、各粮库", "2025-05-20", "clear"),
        ("2", "仓储科、各粮库", "2025-05-20", "clear"),
        ("3", "调控科", "2025-05-31", "clear"),
    ]


SENTENCES = """某市市场监管局关于开展护航行动的实施方案
各科室：
现将有关事项安排如下。
一、行动时间
行动从2025年6月1日开始，10月31日结束。宣传发动阶段为2025年6月1日至6月15日，主要是广泛动员；排查整治阶段为6月16日至8月31日，全面整治；总结评估阶段为9月1日至10月31日，建立机制。
二、行动任务
1.气瓶充装整治。由特种设备科会同市气体协会，对全市充装站逐站检查，7月底前检查完毕。
2.锅炉能效测试。责任部门为计量科、市特检院，时限为8月底。
3.压力管道检验。市特检院承担，最迟不得超过9月20日。
4.人员持证核查。人事科、特种设备科共同负责，于7月20日前拿出结果。
某市市场监管局
2025年5月26日
"""


def test_an_item_that_says_who_in_its_second_sentence_keeps_its_name_its_units_and_its_day() -> None:
    found = reading(SENTENCES)
    assert [(task.content[:6], *told(task)) for task in found.tasks] == [
        ("气瓶充装整治", "特种设备科、市气体协会", "2025-07-31", "clear"),
        ("锅炉能效测试", "计量科、市特检院", "2025-08-31", "clear"),
        ("压力管道检验", "市特检院", "2025-09-20", "clear"),
        ("人员持证核查", "人事科、特种设备科", "2025-07-20", "clear"),
    ]


def test_phases_whose_times_stand_behind_a_verb_in_one_paragraph_are_phases_and_no_tasks() -> None:
    phases = [(one.name, one.start.isoformat(), one.end.isoformat()) for one in reading(SENTENCES).phases]
    assert phases == [
        ("宣传发动阶段", "2025-06-01", "2025-06-15"),
        ("排查整治阶段", "2025-06-16", "2025-08-31"),
        ("总结评估阶段", "2025-09-01", "2025-10-31"),
    ]


def test_each_sheet_of_an_assignment_whose_label_bears_its_number_is_a_task() -> None:
    paper = Paper("督办事项交办单", "根据会议议定事项，现交办如下。")
    for number, content, unit, helping, time in (
        ("1", "优化验放流程", "监管处", "法规处", "2025年6月10日前"),
        ("2", "核查库存差异", "企业处", "无", "收到本单后10个工作日内"),
    ):
        rows = [
            [f"事项{number}", content, content, content],
            ["承办部门", unit, "协办部门", helping],
            ["办结时限", time, "反馈方式", "书面"],
        ]
        paper.table(rows, [(0, 1, 0, 3)]).lines(" ")
    found = reading(paper.lines("某海关办公室", "2025年5月12日").data())
    assert [(task.number, task.content, *told(task)) for task in found.tasks] == [
        ("1", "优化验放流程", "监管处、法规处", "2025-06-10", "clear"),
        ("2", "核查库存差异", "企业处", "", "confirm"),
    ]

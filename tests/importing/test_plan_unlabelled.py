"""Plans that put who and until when in sentences of their own, in sheets and in tables flattened to text."""

from tests.importing.plan_making import reading, told

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

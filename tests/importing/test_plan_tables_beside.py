"""Tables side by side, a table a unit, tables set out with blanks; unit lines; sentences that only say when and who."""

from tests.importing.plan_making import Paper, reading, told

HEAD = ("某县水利局关于开展专项整治的实施方案", "局属各单位、机关各股室：", "为做好有关工作，制定本方案。")
SIGNED = ("某县水利局", "2025年3月10日")


def asked(*lines: str) -> list[tuple[str, ...]]:
    """Words, units, day and state of each task."""
    found = reading("\n".join((*HEAD, *lines, *SIGNED)))
    return [(task.content, *told(task)) for task in found.tasks]


def test_two_tables_side_by_side_in_one_are_read_apart_and_keep_their_places() -> None:
    rows = [
        ["月份", "主题", "责任支部", "月份", "主题", "责任支部"],
        ["1月", "学习会议精神", "第一支部", "7月", "重温入党誓词", "第四支部"],
        ["2月", "组织生活会", "各支部", "8月", "双拥慰问", "第五支部"],
    ]
    found = reading(Paper("某机关工委2025年主题党日计划表", "2025年1月10日").table(rows).data())
    assert [(task.content, *told(task)) for task in found.tasks] == [
        ("学习会议精神", "第一支部", "2025-01-31", "clear"),
        ("组织生活会", "各支部", "2025-02-28", "clear"),
        ("重温入党誓词", "第四支部", "2025-07-31", "clear"),
        ("双拥慰问", "第五支部", "2025-08-31", "clear"),
    ]
    assert found.tasks[2].source.where.endswith("第2行第5列")


def test_a_table_under_a_units_name_is_that_units() -> None:
    paper = Paper("某区市场监管局2025年重点工作责任分解", "2025年1月20日")
    for unit, what, day in (("食品股", "校园食堂检查", "3月15日前"), ("设备股", "电梯抽查", "4月30日")):
        paper.lines(unit).table([["序号", "工作任务", "完成时限"], ["1", what, day]])
    assert [told(task)[:2] for task in reading(paper.data()).tasks] == [
        ("食品股", "2025-03-15"),
        ("设备股", "2025-04-30"),
    ]


def test_the_offices_own_name_above_its_one_table_is_no_unit_of_the_rows() -> None:
    paper = Paper("某区市场监管局", "2025年1月20日", "某区市场监管局2025年重点任务清单")
    paper.table([["序号", "工作任务", "完成时限"], ["1", "校园食堂检查", "3月15日前"]])
    assert [told(task)[:2] for task in reading(paper.data()).tasks] == [("", "2025-03-15")]


SPACED = """某区社会事务局2025年工作台账
2025年1月15日

序号    工作事项                责任科室          时间要求
1       春节困难群众慰问        救助科            1月25日前
2       养老机构消防检查        养老科、办公室    2月底前
3       婚姻登记处搬迁          社会组织科        3月31日前
4       清明祭扫及安全          殡葬所            4月6日前
        保障
"""


def test_a_table_set_out_with_blanks_is_read_by_its_columns_and_a_broken_cell_is_joined() -> None:
    found = reading(SPACED)
    assert [(task.number, task.content, *told(task)[:2]) for task in found.tasks] == [
        ("1", "春节困难群众慰问", "救助科", "2025-01-25"),
        ("2", "养老机构消防检查", "养老科、办公室", "2025-02-28"),
        ("3", "婚姻登记处搬迁", "社会组织科", "2025-03-31"),
        ("4", "清明祭扫及安全保障", "殡葬所", "2025-04-06"),
    ]


def test_blanks_between_two_facts_make_no_table() -> None:
    found = reading("\n".join((*HEAD, "联系人：周敏    电话：6601234    邮箱：见内网", *SIGNED)))
    assert found.document is not None
    assert found.document.tables == ()


def test_lines_that_are_only_units_hold_for_the_items_below() -> None:
    lines = ("水政股：", "1.拆除违建，4月底前完成。", "工程股：", "1.修堤防，5月20日前完成。")
    assert [one[1:3] for one in asked(*lines)] == [("水政股", "2025-04-30"), ("工程股", "2025-05-20")]


def test_a_sentence_that_only_says_when_and_who_keeps_the_words_of_its_item() -> None:
    found = asked(
        "一、任务",
        "1.修订河道规范。5月12日前由水政股会同工程股完成，办公室同步更新模板。",
        "2.拆除违建。4月底前完成，水政股、公安局按职责分工负责。",
        "3.加强领导。各乡镇要成立专班。5月20日前，将工作总结报市局。",
    )
    assert [(one[0][:6], one[2]) for one in found] == [
        ("修订河道规范", "2025-05-12"),
        ("拆除违建。", "2025-04-30"),
        ("5月20日前", "2025-05-20"),
    ]


def test_the_stretch_of_a_phase_holds_for_items_given_to_somebody_but_not_over_their_own_words() -> None:
    found = asked(
        "一、动员部署阶段（3月11日—4月30日）",
        "1.印发方案。责任单位：办公室",
        "2.健全巡查机制，长期坚持。责任单位：水政股",
        "二、集中整治阶段（5月1日—8月31日）",
        "1.拆除违建，6月10日前完成。责任单位：水政股",
    )
    assert [one[2] for one in found] == ["2025-04-30", "", "2025-06-10"]


def test_a_ceremony_and_the_papers_own_stretch_are_no_tasks() -> None:
    found = asked(
        "经局长办公会研究，定于2025年4月至8月在全县开展专项整治行动。",
        "一、启动",
        "启动仪式定于3月18日上午9时在县广场举行。",
    )
    assert found == []


def test_a_sentence_with_a_rhythm_is_asked_of_whom_the_one_before_speaks() -> None:
    lines = ("一、要求", "请各单位明确专人，于3月20日前将名单报局办公室。4月起每月28日前报送进展情况。")
    found = reading("\n".join((*HEAD, *lines, *SIGNED)))
    assert [duty.who for duty in found.duties] == ["各单位"]

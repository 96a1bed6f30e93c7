"""Days of the next month, who had a work before, names in quotation marks, annexes that are about something else."""

from desk_app.campaign.plan.model import ConflictKind
from tests.importing.plan_making import Paper, reading, told

_FOOT = "某县税务局\n2026年3月2日\n"


def test_a_day_of_the_next_month_behind_a_monthly_day_comes_each_month() -> None:
    found = reading(
        "某县税务局方案\n一、工作要求\n（一）严格报送。各单位于每月25日前向纳税股报送进展；纳税股汇总后于次月5日前上报市局。\n"
        + _FOOT
    )
    assert found.tasks == ()
    assert [(one.who, one.deadline.recurrence) for one in found.duties] == [
        ("各单位", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("纳税股", "FREQ=MONTHLY;BYMONTHDAY=5"),
    ]


def test_a_day_of_the_next_month_without_a_rhythm_before_it_stays_one_day() -> None:
    found = reading("某县税务局方案\n一、工作要求\n（一）纳税股于次月5日前上报市局。\n" + _FOOT)
    assert [told(task) for task in found.tasks] == [("纳税股", "2026-04-05", "clear")]


def test_who_had_a_work_before_is_none_of_its_units() -> None:
    found = reading(
        "某县税务局补充通知\n一、调整\n优待卡发放工作原由拥军股负责，因职能调整，现改由优抚股负责，完成时限为2026年10月31日前。\n"
        "二、要求\n（一）各单位年度工作总结仍于2026年12月10日前报办公室。\n" + _FOOT
    )
    assert [told(task)[:2] for task in found.tasks] == [("优抚股", "2026-10-31"), ("各单位", "2026-12-10")]


_ROWS = [
    ["整治对象", "职责任务", "牵头部门", "完成时限"],
    ["九小场所", "逐一建档，拆除违规阁楼", "公安局", "2026年12月底前"],
    ["养老机构", "开展排查整治", "民政局", "2026年12月15日前"],
]


def test_a_column_of_what_is_to_be_put_in_order_names_the_activity_of_its_rows() -> None:
    found = reading(Paper("某区职责分工方案", "2026年10月28日").table(_ROWS).data())
    assert [(task.activity, task.content) for task in found.tasks] == [
        ("九小场所", "逐一建档，拆除违规阁楼"),
        ("养老机构", "开展排查整治"),
    ]


def _conflicts(body: str, row: str) -> list[tuple[ConflictKind, str]]:
    rows = [["序号", "任务", "责任单位", "完成时限"], ["1", row, "办公室", "4月30日前"]]
    rows.append(["2", "修订应急预案", "办公室", "4月20日前"])
    paper = Paper("某县税务局春风行动方案", "为做好服务，制定本方案。", "一、重点任务").lines(body)
    paper.lines("附件：任务清单", "某县税务局", "2026年3月2日", "附件", "任务清单").table(rows)
    return [(one.kind, one.message) for one in reading(paper.data()).conflicts]


def test_two_names_in_quotation_marks_for_one_thing_are_a_contradiction() -> None:
    body = "（一）开展“税法进校园”活动。组织青年干部走进学校，讲好开学第一课。（办公室，4月30日前）"
    ((kind, message),) = _conflicts(body, "“税法进社区”活动：组织青年干部走进学校，讲好开学第一课")
    assert kind is ConflictKind.ACTIVITY
    assert "税法进校园" in message
    assert "税法进社区" in message


def test_a_clause_with_a_season_of_its_own_does_not_take_the_day_before_it() -> None:
    body = "（一）堤防安全。3月25日前完成险工险段排查，汛前完成2025年水毁堤防修复任务，确保安全。"
    assert _conflicts(body, "修复2025年水毁堤防14处") == []


def test_an_annex_named_for_words_of_another_annexs_title_is_a_contradiction() -> None:
    titles = ("重点项目包保责任表", "企业诉求收集表")
    lines = ["（一）纳入攻坚的重点项目逐个明确包保领导和责任单位（见附件2）。"]
    paper = Paper("某区攻坚方案", "为抓好攻坚，制定本方案。", "一、重点任务", *lines)
    paper.lines("附件：1.重点项目包保责任表", "2.企业诉求收集表", "某区管委会", "2026年3月2日")
    for number, title in enumerate(titles, 1):
        paper.lines(f"附件{number}", title).table([["名称", "责任人", "电话"], ["", "", ""]])
    (conflict,) = reading(paper.data()).conflicts
    assert conflict.kind is ConflictKind.ANNEX
    assert "《重点项目包保责任表》是附件1" in conflict.message


def test_a_list_that_names_only_who_leads_takes_those_who_help_from_the_body() -> None:
    rows = [["序号", "任务", "牵头单位", "完成时限"], ["1", "修复高层住宅消防设施", "公安分局", "1月31日前"]]
    paper = Paper("某区火灾防控方案", "为做好防控，制定本方案。", "一、重点任务")
    paper.lines("1.修复高层住宅消防设施。〔牵头单位：安宁公安分局；配合单位：各街道；完成时限：1月31日前〕")
    paper.lines("附件：分工", "某区消安办", "2026年1月2日", "附件", "分工").table(rows)
    found = reading(paper.data())
    assert found.conflicts == ()
    assert [[(unit.name, unit.role.value) for unit in task.units] for task in found.tasks] == [
        [("安宁公安分局", "牵头"), ("各街道", "配合")]
    ]

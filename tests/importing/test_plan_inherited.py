"""What a heading, a line or one sentence says for all tasks below it is said of each of them."""

from datetime import date

import pytest

from desk_app.campaign.plan import ConflictKind, PlanReading
from tests.importing.plan_making import Paper, reading, told


def plan(*lines: str, on: date | None = None, span: str = "2024年10月至2025年5月") -> PlanReading:
    """A plan over the turn of a year, with these tasks."""
    paper = Paper("关于开展“清风”专项整治的实施方案", "一、整治时间", span, "二、重点任务", *lines)
    return reading(paper.data(), on=on)


def test_units_behind_a_heading_hold_for_the_items_below_it() -> None:
    found = plan(
        "（一）规范收费行为（责任单位：价格科、财务科）",
        "1.清理收费项目，11月20日前报送清单。",
        "2.公示收费标准，12月底前完成。（价格科）",
        "3.建立长效机制。",
    )
    assert [told(task)[:2] for task in found.tasks] == [
        ("价格科、财务科", "2024-11-20"),
        ("价格科", "2024-12-31"),
        ("价格科、财务科", ""),
    ]
    assert "价格科、财务科" in str(found.tasks[2].units_source)


def test_units_and_time_behind_a_heading_with_plain_items_make_each_item_a_task() -> None:
    found = plan(
        "（一）户外广告整治（责任单位：广告科；完成时限：2025年3月底前）", "1.拆除违规广告。", "2.规范门头招牌。"
    )
    assert [(task.content, *told(task)[:2]) for task in found.tasks] == [
        ("拆除违规广告。", "广告科", "2025-03-31"),
        ("规范门头招牌。", "广告科", "2025-03-31"),
    ]


def test_a_heading_with_a_tail_and_nothing_numbered_below_stays_the_task() -> None:
    found = plan("（一）规范收费行为（责任单位：价格科；完成时限：12月底前）", "全面清理收费项目，做到应公示尽公示。")
    assert [(task.content, *told(task)[:2]) for task in found.tasks] == [("规范收费行为", "价格科", "2024-12-31")]


@pytest.mark.parametrize(
    "said", ["以下任务于2025年2月底前完成：", "下列各项工作由监察室牵头，各科室配合，2025年2月底前完成。"]
)
def test_one_sentence_for_all_items_below_holds_for_each(said: str) -> None:
    found = plan(
        "（一）整治吃拿卡要（牵头单位：监察室；配合单位：各科室）", said, "1.设立举报电话。", "2.开展明察暗访。"
    )
    assert [told(task)[:2] for task in found.tasks] == [("监察室、各科室", "2025-02-28")] * 2


def test_one_sentence_for_all_items_above_holds_for_each() -> None:
    found = plan(
        "（一）整治吃拿卡要", "1.设立举报电话。", "2.开展明察暗访。", "上述任务由监察室负责，2025年2月底前完成。"
    )
    assert [told(task)[:2] for task in found.tasks] == [("监察室", "2025-02-28")] * 2


def test_a_sentence_that_asks_for_reports_on_the_above_is_a_task_of_its_own() -> None:
    found = plan(
        "（一）整治吃拿卡要", "1.设立举报电话，12月底前完成。", "以上工作情况请各科室于2025年1月10日前报送监察室。"
    )
    assert [told(task)[:2] for task in found.tasks] == [("", "2024-12-31"), ("各科室", "2025-01-10")]


def test_months_as_lines_date_the_items_below_them() -> None:
    paper = Paper("2025年度党风廉政建设工作要点推进表", "现将推进表印发给你们，请抓好落实。", "某中心", "2025年1月8日")
    paper.lines("1月：", "① 召开工作会议（办公室）", "3月：", "① 15日前完成明察暗访（机关党总支、客服中心）")
    found = reading(paper.lines("4—5月：", "① 开展专项检查（稽核科）", "全年：", "① 核查信访举报件（稽核科）").data())
    assert [told(task)[:2] for task in found.tasks] == [
        ("办公室", "2025-01-31"),
        ("机关党总支、客服中心", "2025-03-15"),
        ("稽核科", "2025-05-31"),
        ("稽核科", "2025-12-31"),
    ]
    assert told(found.tasks[1])[2] == "confirm"


def test_a_month_before_a_colon_dates_its_own_line() -> None:
    paper = Paper("县文化和旅游局2025年工作要点", "1月：召开工作会议。（办公室）", "3月：启动非遗普查。（非遗中心）")
    found = reading(paper.lines("5月至6月：开展文化下乡20场。（文化馆）").data())
    assert [told(task)[:2] for task in found.tasks] == [
        ("办公室", "2025-01-31"),
        ("非遗中心", "2025-03-31"),
        ("文化馆", "2025-06-30"),
    ]


@pytest.mark.parametrize("on", [None, date(2024, 9, 25), date(2026, 11, 21)])
def test_dates_without_a_year_lie_in_the_campaigns_span_whenever_it_is_read(on: date | None) -> None:
    found = plan(
        "三、实施步骤",
        "（一）动员部署阶段（10月8日至10月31日）",
        "（二）集中整治阶段（11月1日至3月31日）",
        "1.拆除违规器材，12月20日前完成。",
        "2.开展执法检查，次年1月20日前完成。",
        "（三）总结提升阶段（4月1日至5月31日）",
        "1.各科室4月10日前报送总结。",
        on=on,
    )
    assert [(one.start, one.end) for one in found.phases] == [
        (date(2024, 10, 8), date(2024, 10, 31)),
        (date(2024, 11, 1), date(2025, 3, 31)),
        (date(2025, 4, 1), date(2025, 5, 31)),
    ]
    assert {one.deadline.state.value for one in found.phases} == {"clear"}
    assert [told(task)[1] for task in found.tasks] == ["2024-12-20", "2025-01-20", "2025-04-10"]


def test_a_year_in_a_heading_is_that_of_the_dates_below_it() -> None:
    paper = Paper("三年行动方案", "一、2025年重点任务", "（一）编制规划，6月底前完成。", "二、2026年重点任务")
    found = reading(paper.lines("（一）建设平台，6月底前完成。", "某局", "2025年1月8日").data())
    assert [told(task)[1] for task in found.tasks] == ["2025-06-30", "2026-06-30"]


def test_a_phase_may_have_its_time_before_its_name() -> None:
    paper = Paper("节能降碳“百日行动”方案", "一、实施步骤", "第一阶段：3月11日至3月31日，宣传发动。广泛宣传。")
    found = reading(paper.lines("第二阶段：4月1日至6月20日，集中攻坚。", "某委", "2024年3月11日").data())
    assert [(one.name, one.start, one.end) for one in found.phases] == [
        ("第一阶段：宣传发动", date(2024, 3, 11), date(2024, 3, 31)),
        ("第二阶段：集中攻坚", date(2024, 4, 1), date(2024, 6, 20)),
    ]


def test_a_table_goes_on_behind_a_page_end_with_and_without_its_head() -> None:
    head = ["序号", "任务名称", "工作内容", "责任股室", "完成时间"]
    paper = Paper("2024年“绿色仓储”提升工作安排", "现将任务安排如下：").table(
        [
            head,
            ["1", "气密性改造", "完成12栋仓房改造", "仓储股", "2024年6月底前"],
            ["2", "低温储粮", "建成示范仓", "仓储股\n财务股", "7月20日前"],
        ]
    )
    paper.lines("— 2 —").table([head, ["3", "质量抽检", "抽检36个批次", "化验室", "9月30日前"]])
    paper.lines("（续上表）").table(
        [
            ["4", "轮换出库", "完成轮换", "调控股 财务股", "11月底前"],
            ["5", "班前教育", "落实教育", "安全股", "持续推进"],
        ]
    )
    found = reading(paper.lines("某中心", "2024年2月28日").data())
    assert [told(task)[:2] for task in found.tasks] == [
        ("仓储股", "2024-06-30"),
        ("仓储股、财务股", "2024-07-20"),
        ("化验室", "2024-09-30"),
        ("调控股、财务股", "2024-11-30"),
        ("安全股", ""),
    ]
    assert (found.forms, found.conflicts) == ((), ())


def test_a_group_row_of_a_table_lends_its_units_and_time() -> None:
    rows = [
        ["序号", "任务", "责任单位", "完成时限"],
        ["一、制度建设（责任单位：办公室；完成时限：6月底前）", "", "", ""],
        ["1", "修订办法", "", ""],
        ["2", "汇编案例", "法规科", "9月底前"],
    ]
    paper = Paper("任务分解方案", "现分解如下：").table(rows, [(1, 0, 1, 3)]).lines("某局", "2025年1月8日")
    found = reading(paper.data())
    assert [(task.activity, *told(task)[:2]) for task in found.tasks] == [
        ("制度建设", "办公室", "2025-06-30"),
        ("制度建设", "法规科", "2025-09-30"),
    ]


def test_a_quota_without_a_who_keeps_its_count_and_leaves_who_open() -> None:
    found = plan("（一）队伍建设", "1.全年开展安全培训不少于5人次。", span="2025年2月至2025年12月")
    assert [(one.who, one.deadline.min_count) for one in found.duties] == [("", 5)]


def test_a_day_that_no_week_has_is_told_and_given_to_nobody() -> None:
    found = plan("（一）各科室周八前报送工作进展。", "（二）星期八前完成整改。")
    assert [task.deadline.state.value for task in found.tasks] == ["invalid", "invalid"]
    assert [one.kind for one in found.conflicts] == [ConflictKind.INVALID] * 2

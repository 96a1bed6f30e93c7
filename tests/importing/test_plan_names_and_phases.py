"""Shortened names of units, phases beside the rows of a list, and what lasts some days told in two places."""

import pytest

from desk_app.campaign.plan.model import ConflictKind
from desk_app.campaign.plan.unit_names import is_short_for
from tests.importing.plan_making import Paper, reading


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("观测股", "综合观测股"),
        ("社保非税股", "社会保险费和非税收入股"),
        ("人影办", "人工影响天气办公室"),
        ("公安分局", "安宁公安分局"),
    ],
)
def test_a_name_with_signs_left_out_and_an_ending_of_one_kind_is_short_for_the_other(short: str, long: str) -> None:
    assert is_short_for(short, long)
    assert not is_short_for(long, short)


@pytest.mark.parametrize(("one", "two"), [("办公室", "党政办公室"), ("法制股", "综合法制科"), ("河湖科", "河道管理处")])
def test_a_bare_kind_and_names_of_other_kinds_are_short_for_none(one: str, two: str) -> None:
    assert not is_short_for(one, two)


def _units(body: str, *listed: str) -> list[str]:
    rows = [["序号", "任务", "责任单位", "完成时限"]]
    rows += [[str(n), what, who, "4月10日前"] for n, (what, who) in enumerate(zip(_WHAT, listed, strict=True), 1)]
    paper = Paper("某县气象局汛期服务方案", "为做好服务，制定本方案。", "一、工作任务")
    paper.lines(f"1.设备巡检。对62个气象站开展巡检。（{body}，4月10日前）")
    paper.lines("附件：任务清单", "某县气象局", "2025年3月6日", "附件", "任务清单").table(rows)
    return [one.message for one in reading(paper.data()).conflicts if one.kind is ConflictKind.UNIT]


_WHAT = ("设备巡检", "预案修订")


def test_a_shortened_name_in_the_list_is_the_unit_of_the_body() -> None:
    assert _units("综合观测股", "观测股", "防灾股") == []


def test_two_names_that_one_list_gives_to_its_rows_are_two_units() -> None:
    (message,) = _units("综合观测股", "观测股", "综合观测股")
    assert "观测股" in message


_PHASES = [
    ["阶段", "起止时间", "主要任务"],
    ["自评建设阶段", "2026年3月10日—6月30日", "自查自建"],
    ["整改预评阶段", "2026年7月1日—10月15日", "问题整改"],
]
_ROWS = [
    ["阶段", "序号", "工作任务", "牵头单位", "完成时间"],
    ["自评建设", "1", "召开动员大会", "评建办", "2026年3月20日前"],
    ["", "2", "开展专项自查", "教务处", "2026年6月10日前"],
    ["整改预评", "3", "开展校内预评估", "评建办", "2026年9月25日前"],
    ["", "4", "采集并审核状态数据", "规划处", "2026年10月31日前"],
]


def test_a_column_of_phases_in_a_list_of_tasks_states_no_time_and_frames_its_rows() -> None:
    paper = Paper("某学院迎评工作方案", "为做好迎评，制定本方案。", "一、工作阶段").table(_PHASES)
    paper.lines("附件：任务分解表", "某学院", "2026年3月5日", "附件", "任务分解表").table(
        _ROWS, [(1, 0, 2, 0), (3, 0, 4, 0)]
    )
    found = reading(paper.data())
    assert [one.name for one in found.phases] == ["自评建设阶段", "整改预评阶段"]
    (conflict,) = found.conflicts
    assert "状态数据" in conflict.message
    assert "10月15日" in conflict.message
    assert "10月31日" in conflict.message


def test_a_table_of_phases_with_units_beside_each_still_states_their_times() -> None:
    rows = [
        ["阶段", "完成时间", "工作任务", "责任单位"],
        ["宣传发动", "3月10日—3月31日", "动员部署", "办公室"],
        ["集中整治", "4月1日—9月30日", "逐项整改", "执法科"],
    ]
    found = reading(Paper("某局整治方案", "为做好整治，制定本方案。").table(rows).lines("某局", "2026年3月5日").data())
    assert [(one.name, str(one.end)) for one in found.phases] == [
        ("宣传发动", "2026-03-31"),
        ("集中整治", "2026-09-30"),
    ]


def test_what_lasts_some_days_and_is_told_with_others_elsewhere_is_a_contradiction() -> None:
    found = reading(
        "某学院迎评工作方案\n专家组拟于2026年11月16日至20日进校考察。为做好迎评，制定本方案。\n一、工作要求\n"
        "（一）做好保障。专家组进校考察期间（11月23日至27日），后勤处要安排专人值守。\n某学院\n2026年3月5日\n"
    )
    (conflict,) = found.conflicts
    assert "专家组进校考察" in conflict.message
    assert "11月23日至27日" in conflict.message


def test_the_name_of_a_paper_behind_a_unit_is_no_deed_of_the_unit() -> None:
    found = reading("某学院方案\n一、工作要求\n1.学校自评报告初稿于6月30日前完成。\n某学院\n2026年3月5日\n")
    assert [task.unit_names for task in found.tasks] == [()]

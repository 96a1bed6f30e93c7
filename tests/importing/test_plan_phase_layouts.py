"""Phases under any heading, in rows, in columns, in one cell, and moved by a later notice."""

from datetime import date

import pytest

from tests.importing.plan_making import Paper, reading

THREE = [
    ("动员部署", date(2025, 5, 10), date(2025, 5, 31)),
    ("集中整治", date(2025, 6, 1), date(2025, 9, 30)),
    ("总结验收", date(2025, 10, 1), date(2025, 10, 31)),
]
TIMES = ["5月10日—5月31日", "6月1日—9月30日", "10月1日—10月31日"]
NAMES = [name for name, _, _ in THREE]
SIGNED = ("甲县教育局", "2025年5月8日")


def phases(data: bytes | str) -> list[tuple[str, date | None, date | None]]:
    """Names without 阶段, first and last days."""
    return [(one.name.replace("阶段", ""), one.start, one.end) for one in reading(data).phases]


def paper(*lines: str) -> Paper:
    return Paper("甲县教育局", "2025年校园安全行动方案", "为做好工作，制定本方案。", *lines)


@pytest.mark.parametrize("heading", ["一、行动安排", "一、任务进程", "一、实施步骤"])
def test_brackets_that_run_on_into_each_other_are_phases_under_any_heading(heading: str) -> None:
    lines = [
        f"（{number}）{name}（{time}）。做好有关工作。"
        for number, name, time in zip("一二三", NAMES, TIMES, strict=True)
    ]
    found = reading(paper(heading, *lines).lines(*SIGNED).data())
    assert [(one.name, one.start, one.end) for one in found.phases] == THREE
    assert found.tasks == ()


def test_names_with_a_colon_and_a_time_are_phases_where_they_run_on() -> None:
    lines = [f"{number}.{name}：{time}。" for number, name, time in zip("123", NAMES, TIMES, strict=True)]
    assert phases(paper("一、任务进程", *lines).lines(*SIGNED).data()) == THREE


def test_times_with_gaps_under_a_heading_of_tasks_are_no_phases() -> None:
    lines = ("1.学校自查（5月10日—5月20日）。", "2.隐患整改（8月1日—8月30日）。")
    assert phases(paper("一、重点任务", *lines).lines(*SIGNED).data()) == []


def test_a_running_sentence_names_each_phase_with_its_days() -> None:
    said = "行动分三个阶段。" + "，".join(f"{n}阶段从{t}" for n, t in zip(NAMES, TIMES, strict=True)) + "。"
    assert phases(paper("一、时间要求", said.replace("—", "至")).lines(*SIGNED).data()) == THREE


@pytest.mark.parametrize(
    "rows",
    [
        [["阶段", *NAMES], ["时间", *TIMES], ["内容", "开会", "整治", "总结"]],
        [[f"{name}阶段（{time}）" for name, time in zip(NAMES, TIMES, strict=True)], ["开会", "整治", "总结"]],
        [["时间", "工作内容"], *([time, f"{name}阶段：做好工作"] for name, time in zip(NAMES, TIMES, strict=True))],
        [
            ["工作阶段及时间", "主要任务"],
            *([f"{name}\n{time}", "开展"] for name, time in zip(NAMES, TIMES, strict=True)),
        ],
        [["步骤", "起止时间", "要点"], *([name, time, "开展"] for name, time in zip(NAMES, TIMES, strict=True))],
    ],
)
def test_a_table_states_phases_in_rows_columns_heads_or_single_cells(rows: list[list[str]]) -> None:
    data = paper("一、时间安排").table(rows).lines(*SIGNED).data()
    assert phases(data) == THREE
    assert reading(data).tasks == ()


def test_a_later_notice_moves_phases_and_makes_no_task_of_them() -> None:
    found = reading(
        "甲县教育局\n关于调整校园安全行动时间的通知\n各学校：\n现就有关事项通知如下。\n"
        "一、集中整治阶段顺延两个月，调整为2025年6月1日至8月31日；验收阶段相应调整为2025年9月1日至10月31日。\n"
        "甲县教育局\n2025年5月8日\n"
    )
    assert [(one.name, one.start, one.end) for one in found.phases] == [
        ("集中整治阶段", date(2025, 6, 1), date(2025, 8, 31)),
        ("验收阶段", date(2025, 9, 1), date(2025, 10, 31)),
    ]
    assert found.tasks == ()


def test_a_season_with_its_own_term_is_the_span() -> None:
    found = reading(
        "甲县林业局\n防火工作安排\n本年度防火期为2025年10月1日至2026年5月31日。现作如下安排。\n"
        "一、修订预案（防火股，10月15日前）\n甲县林业局\n2025年9月22日\n"
    )
    assert found.span == (date(2025, 10, 1), date(2026, 5, 31))


OVERVIEWS = [
    "行动自2025年5月开始，至2025年10月结束，分{0}（{3}）、{1}（{4}）、{2}（{5}）三个阶段推进。",
    "行动分为{0}、{1}、{2}三个阶段，其中{0}阶段为{3}，{1}阶段为{4}，{2}阶段为{5}。",
]


def with_overview(overview: str, *times: str) -> bytes:
    """An overview of THREE, and below it each phase under a heading of its own with its work."""
    heads = [
        line
        for number, name, time in zip("一二三", NAMES, times, strict=True)
        for line in (f"（{number}）{name}阶段（{time}）", f"1.填报{name}情况表。（责任单位：安全股）")
    ]
    return paper("一、总体安排", overview, "二、工作任务", *heads).lines(*SIGNED).data()


@pytest.mark.parametrize("overview", OVERVIEWS)
def test_phases_of_an_overview_and_of_their_headings_are_one(overview: str) -> None:
    found = reading(with_overview(overview.format(*NAMES, "5月", "6月至9月", "10月"), "5月", "6月至9月", "10月"))
    assert [(one.name, one.start, one.end) for one in found.phases] == [
        ("动员部署阶段", date(2025, 5, 1), date(2025, 5, 31)),
        ("集中整治阶段", date(2025, 6, 1), date(2025, 9, 30)),
        ("总结验收阶段", date(2025, 10, 1), date(2025, 10, 31)),
    ]
    assert len(found.tasks) == 3
    assert found.conflicts == ()


@pytest.mark.parametrize("overview", OVERVIEWS)
def test_an_overview_that_gives_a_phase_another_time_than_its_heading_is_said_once(overview: str) -> None:
    found = reading(with_overview(overview.format(*NAMES, "5月", "6月至8月", "10月"), "5月", "6月至9月", "10月"))
    assert [(one.a.text, one.b.text if one.b else "") for one in found.conflicts] == [("6月至9月", "6月至8月")]
    assert len(found.phases) == 3

"""Phases by 步骤 and 批次 and in one sentence; sentences that speak of a whole list; persons among units."""

import pytest

from tests.importing.plan_making import Paper, reading, told

SIGNED = "\n某县水利局\n2025年3月10日\n"
HEAD = "某县水利局关于开展专项整治的实施方案\n局属各单位、机关各股室：\n为做好有关工作，制定本方案。\n"


def plan(*lines: str) -> str:
    """A short plan with these lines as its body."""
    return HEAD + "\n".join(lines) + SIGNED


def phases(*lines: str) -> list[tuple[str, str, str]]:
    """Name, first and last day of each phase."""
    found = reading(plan(*lines)).phases
    return [(one.name, one.start.isoformat(), one.end.isoformat()) for one in found if one.start and one.end]


def asked(*lines: str) -> list[tuple[str, ...]]:
    """Beginning, units, day and state of each task."""
    return [(task.content[:4], *told(task)) for task in reading(plan(*lines)).tasks]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            ["一、步骤", "第一步：摸底排查（3月10日—4月10日）。", "第二步：清理整治（4月11日—7月31日）。"],
            ["第一步：摸底排查", "第二步：清理整治"],
        ),
        (
            ["一、步骤", "第一步，摸底排查。时间：3月10日至4月10日。", "第二步，清理整治。时间：4月11日至7月31日。"],
            ["第一步，摸底排查", "第二步，清理整治"],
        ),
        (
            ["一、安排", "整治分两批进行：第一批为城区（3月10日至4月10日），第二批为镇、村（4月11日至7月31日）。"],
            ["第一批：城区", "第二批：镇、村"],
        ),
        (
            ["一、安排", "行动分为摸底排查（3月10日至4月10日）、清理整治（4月11日至7月31日）两个阶段。"],
            ["摸底排查", "清理整治"],
        ),
        (["一、安排", "整治分两步：3月10日至4月10日摸底排查，4月11日至7月31日清理整治。"], ["摸底排查", "清理整治"]),
        (["一、工作步骤", "3月10日至4月10日：摸底排查。", "4月11日至7月31日：清理整治。"], ["摸底排查", "清理整治"]),
        (
            ["一、工作步骤", "（一）【摸底排查】3月10日—4月10日。逐河查。", "（二）【清理整治】4月11日—7月31日。"],
            ["摸底排查", "清理整治"],
        ),
    ],
)
def test_phases_are_found_without_the_word_and_are_neither_tasks_nor_contradictions(
    lines: list[str], names: list[str]
) -> None:
    days = [("2025-03-10", "2025-04-10"), ("2025-04-11", "2025-07-31")]
    assert phases(*lines) == [(name, *pair) for name, pair in zip(names, days, strict=True)]
    found = reading(plan(*lines))
    assert found.tasks == ()
    assert found.conflicts == ()


def test_two_deeds_of_one_item_in_two_months_are_two_dates_and_no_stretch() -> None:
    found = asked("一、任务", "1.清淤。4月启动招标，6月完成施工图设计，10月底前主体完工。（工程股）")
    assert [one[1:] for one in found] == [
        ("工程股", "2025-04-30", "clear"),
        ("工程股", "2025-06-30", "clear"),
        ("工程股", "2025-10-31", "clear"),
    ]


def test_a_date_for_all_items_stands_for_those_below_and_is_no_task() -> None:
    found = asked(
        "一、任务", "本次整治共2项任务，均须在6月30日前完成。", "1.拆除违建（水政股）", "2.清理垃圾（河道所）"
    )
    assert found == [("拆除违建", "水政股", "2025-06-30", "clear"), ("清理垃圾", "河道所", "2025-06-30", "clear")]


def test_a_date_for_all_rows_of_a_list_stands_for_those_without_one_and_is_no_task() -> None:
    lead = "本清单所列事项均须于2025年6月20日前完成。"
    rows = [
        ["序号", "任务", "责任单位", "完成时限"],
        ["1", "拆违建", "水政股", "4月底前"],
        ["2", "清垃圾", "河道所", ""],
    ]
    found = reading(Paper(*HEAD.splitlines(), lead, *SIGNED.split(), "附件").table(rows).data())
    assert [told(task) for task in found.tasks] == [
        ("水政股", "2025-04-30", "clear"),
        ("河道所", "2025-06-20", "clear"),
    ]


def test_a_person_among_units_is_no_unit() -> None:
    found = reading(
        plan(
            "一、任务",
            "1.张三、综合股负责选题，5月31日前确定课题。",
            "2.李四、王五及工程股负责组织评审，6月20日前完成评审。",
            "3.修堤防，由工程股王五负责，5月20日前完成。",
        )
    )
    assert [task.unit_names for task in found.tasks] == [("综合股",), ("工程股",), ("工程股",)]
    assert [task.people for task in found.tasks] == [("张三",), ("李四", "王五"), ("王五",)]


def test_who_is_taken_along_in_a_clause_of_its_own_helps() -> None:
    found = asked("一、任务", "1.清障。4月底前，由水政股牵头，会同公安局、各乡镇政府，拆除河道违建。")
    assert [one[1] for one in found] == ["水政股、公安局、各乡镇政府"]


def test_what_was_done_by_a_day_asks_nothing() -> None:
    assert asked("一、情况", "1.2024年12月底前已完成全部普查。", "2.3月5日前各单位均已报送方案。") == []

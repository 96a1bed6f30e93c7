"""Contradictions between a whole activity and its rows, and what is said of a row in passing."""

from __future__ import annotations

import pytest

from desk_app.campaign.plan import PlanReading
from tests.importing.plan_making import Paper, by_start, reading


def plan(
    tail: str, rows: list[list[str]], *, lead: str = "", note: str = "", annexes: tuple[str, ...] = ()
) -> PlanReading:
    paper = Paper("甲县农业农村局", "农田管护专项行动方案", "各股室：", f"现制定如下方案。{lead}", "一、行动内容")
    paper.lines(
        f"（一）设施修复行动。重点修复损毁设施，做到不留死角。（{tail}）",
        "（二）机制保障行动。落实管护资金，开展考核评价。（责任单位：财务股；完成时限：11月底前）",
        *annexes,
        "甲县农业农村局",
        "2025年2月26日",
        "附件1",
        "任务分解表",
    )
    if note:
        paper.lines(note)
    body = [["序号", "行动名称", "任务内容", "责任单位", "完成时限"], *rows]
    body.append([str(len(rows) + 1), "机制保障行动", "拨付管护资金到村", "财务股", "11月底前"])
    merges = [(1, 1, len(rows), 1)]
    return reading(paper.table(body, merges).data())


def kinds(found: PlanReading) -> list[str]:
    return [one.kind.value for one in found.conflicts]


def rows(first: str, second: str, *units: str) -> list[list[str]]:
    one, two = units or ("建设股、推广站", "推广站")
    return [["1", "设施修复行动", "修复泵站41座", one, first], ["2", "设施修复行动", "整修机耕路", two, second]]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [("6月底前", "8月底前", ["date"]), ("5月底前", "8月底前", []), ("3月底前", "5月20日前", [])],
)
def test_a_whole_due_before_every_one_of_its_rows_is_told(first: str, second: str, wanted: list[str]) -> None:
    found = plan("责任单位：建设股、推广站；完成时限：5月底前", rows(first, second))
    assert kinds(found) == wanted


@pytest.mark.parametrize(
    ("units", "wanted"),
    [
        (("建设股、土肥站", "建设股"), ["unit"]),
        (("计划股", "土肥站"), ["unit"]),
        (("建设股、推广站", "土肥站"), []),
        (("建设股", "推广站"), []),
        (("各股室", "推广站"), []),
    ],
)
def test_another_unit_in_the_place_of_one_is_told_and_a_share_of_the_work_is_not(
    units: tuple[str, str], wanted: list[str]
) -> None:
    found = plan("责任单位：建设股、推广站；完成时限：8月底前", rows("6月底前", "8月底前", *units))
    assert kinds(found) == wanted


def test_a_note_that_gives_a_row_another_day_is_told_and_the_row_is_asked() -> None:
    stated = rows("8月底前", "8月底前")
    found = plan(
        "责任单位：建设股、推广站；完成时限：8月底前", stated, note="说明：整修机耕路任务务必于6月30日前全部完成。"
    )
    assert [(one.kind.value, "整修机耕路" in one.message) for one in found.conflicts] == [("date", True)]
    assert by_start(found, "整修机耕路").deadline.state.value == "confirm"


def test_a_number_in_the_lead_is_set_against_the_row_of_the_same_words() -> None:
    stated = rows("8月底前", "8月底前")
    tail = "责任单位：建设股、推广站；完成时限：8月底前"
    assert kinds(plan(tail, stated, lead="今年完成修复泵站38座。")) == ["number"]
    assert kinds(plan(tail, stated, lead="去年已完成修复泵站38座。")) == []
    assert kinds(plan(tail, stated, lead="今年完成修复泵站41座。")) == []


def test_forms_named_crosswise_with_the_list_of_annexes_are_told() -> None:
    stated = rows("8月底前", "8月底前")
    tail = "责任单位：建设股、推广站；完成时限：8月底前"
    listed = ("附件：1.任务分解表", "2.资金使用申请表", "3.设施隐患登记表")
    crosswise = ("二、要求", "隐患登记表见附件2，资金使用申请表（附件2）一并填写。", *listed)
    found = plan(tail, stated, annexes=crosswise)
    assert [(one.kind.value, "隐患登记表见附件2" in one.message) for one in found.conflicts] == [("annex", True)]


def test_a_weekday_that_the_day_is_not_is_told() -> None:
    found = reading(
        "2025年核查方案\n各科室：\n一、任务\n1.由核查科负责，6月20日（星期四）前形成清单。\n甲局\n2025年3月1日\n"
    )
    assert [(one.kind.value, "星期五" in one.message) for one in found.conflicts] == [("date", True)]
    assert by_start(found, "由核查科").deadline.state.value == "confirm"


def test_a_number_that_several_rows_make_up_together_is_no_contradiction() -> None:
    def found(first: str, second: str) -> list[str]:
        paper = Paper("甲局专项行动方案", "各股室：", "一、任务")
        paper.lines(
            "（一）改造泵站。改造泵站20座。（责任单位：工程股；完成时限：9月底前）",
            "甲局",
            "2025年3月20日",
            "附件",
            "任务清单",
        )
        paper.table(
            [
                ["序号", "重点任务", "具体内容", "责任单位", "完成时限"],
                ["1", "改造泵站", f"改造泵站{first}座", "工程股", "6月底前"],
                ["2", "改造泵站", f"改造泵站{second}座", "工程股", "9月底前"],
            ]
        )
        return kinds(reading(paper.data()))

    assert found("12", "8") == []
    assert found("12", "9") == ["number"]

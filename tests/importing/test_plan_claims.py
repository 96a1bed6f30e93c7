"""What a plan says of its list as a whole, against the rows of the list."""

import pytest

from tests.importing.plan_making import Paper, reading

ROWS = [
    ["序号", "重点工作", "责任单位", "完成时限"],
    ["1", "修订物资采购目录", "采购科", "2025年6月10日前"],
    ["2", "津贴发放核查", "救助股", "2025年9月底前"],
]


def conflicts(*lines: str) -> list[tuple[str, str]]:
    paper = Paper("2025年重点工作责任清单", *lines).table(ROWS).lines("某县民政局", "2025年3月1日")
    return [(one.kind.value, one.message) for one in reading(paper.data()).conflicts]


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ("为做好全年工作，明确任务如下。本表共列12项工作，请认真落实。", "number", "12项"),
        ("为做好全年工作，明确任务如下。本表所列事项均须于2025年8月31日前全部办结。", "date", "2025年8月31日前"),
        ("为做好全年工作，明确任务如下。其中，津贴发放核查由养老股牵头，做到应发尽发。", "unit", "养老股"),
    ],
)
def test_a_claim_about_the_list_that_its_rows_do_not_bear_out_is_named(said: str, kind: str, words: str) -> None:
    found = conflicts(said)
    assert [one for one, message in found if words in message] == [kind]


def test_a_claim_that_the_rows_bear_out_is_no_contradiction() -> None:
    lead = "任务如下。本表共列2项工作，所列事项均须于2025年9月30日前办结。其中，津贴发放核查由救助股牵头。"
    assert conflicts(lead) == []

"""One matter spoken of in two places of a plan whose sentences differ."""

import pytest

from tests.importing.plan_making import reading

TITLE = "甲市水务局河道管护提升行动方案\n各科室：\n为做好河道管护，制定本方案。\n"
FOOT = "甲市水务局\n2026年3月2日\n附件1\n任务清单\n序号\t工作任务\t具体措施\t牵头单位\t配合单位\t完成时限\n"
ROWS = (
    "1\t提升审批效能\t编制并公布水域评估成果目录，实现成果共享共用。\t规划科\t财务科\t2026年9月底前\n"
    "2\t沿河步道更新\t更新沿河步道12公里。\t工程科\t财务科\t2026年10月底前\n"
    "3\t骨干培养\t选派40名业务骨干到流域机构跟班见习。\t人事科\t工程科\t2026年8月底前\n"
)


def told(body: str, rows: str = ROWS) -> list[tuple[str, str, str]]:
    found = reading(f"{TITLE}一、重点任务\n{body}\n{FOOT}{rows}")
    return [(one.kind.value, one.a.text, one.b.text if one.b else "") for one in found.conflicts]


@pytest.mark.parametrize(
    ("sentence", "kind", "said"),
    [
        ("推行一窗受理。编制水域评估成果目录，7月底前向社会公布。", "date", "7月底前"),
        ("各科室要紧盯进度，沿河步道更新须于9月20日前全部完成。", "date", "9月20日前"),
        ("选派骨干到流域机构跟班见习，由工程科牵头。", "unit", "工程科"),
    ],
)
def test_a_sentence_that_gives_a_rows_matter_another_day_or_leader_is_set_beside_it(
    sentence: str, kind: str, said: str
) -> None:
    found = told(f"（一）优化服务。{sentence}")
    assert [(one, said in a + b) for one, a, b in found] == [(kind, True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "编制水域评估成果目录，9月30日前向社会公布。",
        "水域评估成果目录初稿6月底前征求意见。",
        "沿河步道更新项目6月底前完成招标。",
        "沿河步道更新一季度完成第一批3公里。",
        "选派骨干到流域机构跟班见习，由人事科牵头。",
        "沿河步道养护由财务科牵头，河长制宣传8月20日前完成。",
        "沿河步道更新。由工程科负责，10月底前统一步道样式、更新沿河标牌。",
        "沿河步道更新由原定的5月底前延长至10月底前完成。",
    ],
)
def test_the_same_day_another_station_another_matter_and_a_moved_day_are_no_contradiction(sentence: str) -> None:
    assert told(f"（一）优化服务。{sentence}") == []


def test_a_row_that_puts_a_sentences_words_in_another_order_is_the_same_thing() -> None:
    row = "4\t泵站自动化设备采购使用核查\t\t设备科\t财务科\t2026年7月15日前\n"
    found = told(
        "（一）对泵站自动化设备使用和采购情况开展核查。（牵头单位：设备科；配合单位：财务科；完成时限：2026年6月15日前）",
        ROWS + row,
    )
    assert [one[:2] for one in found] == [("date", "2026年6月15日前")]


def test_a_row_whose_name_stands_under_another_heading_of_the_body_is_not_called_missing() -> None:
    body = (
        "（一）河道清淤行动。清淤8公里。（责任科室：工程科；完成时限：8月底前）\n"
        "（二）岸线整治行动。整治岸线3处，优化河岸服务。（责任科室：河道科；完成时限：9月底前）"
    )
    head = "序号\t行动名称\t任务内容\t责任科室\t完成时限\n"
    rows = (
        "1\t河道清淤行动\t清淤8公里\t工程科\t8月底前\n2\t岸线整治行动\t整治岸线3处\t河道科\t9月底前\n"
        "3\t优化河岸服务\t设置便民设施\t河道科\t9月底前\n"
    )
    text = f"{TITLE}一、重点任务\n{body}\n甲市水务局\n2026年3月2日\n附件1\n任务清单\n{head}"
    assert [one.kind.value for one in reading(text + rows).conflicts] == []
    foreign = reading(text + rows.replace("优化河岸服务", "建设智慧水文"))
    assert [(one.kind.value, "建设智慧水文" in one.message) for one in foreign.conflicts] == [("activity", True)]


@pytest.mark.parametrize(
    ("lead", "wanted"),
    [
        ("巡察反馈指出2个方面4个问题。", ["number"]),
        ("巡察反馈指出2个方面3个问题。", []),
        ("去年已整改4个问题。", []),
        ("每月至少解决2个问题。", []),
    ],
)
def test_how_many_problems_the_text_says_is_held_against_the_column_of_problems(lead: str, wanted: list[str]) -> None:
    rows = "".join(f"{at + 1}\t{name}\t立行立改\t工程科\t9月底前\n" for at, name in enumerate(("漏检", "超期", "缺档")))
    found = reading(
        f"甲市水务局整改方案\n{lead}现制定本方案。\n一、总体要求\n逐项整改到位。\n甲市水务局\n2026年3月2日\n"
        f"附件1\n整改清单\n序号\t反馈问题\t整改措施\t责任科室\t完成时限\n{rows}"
    )
    assert [one.kind.value for one in found.conflicts] == wanted


def test_a_row_due_shortly_after_the_campaign_in_the_next_year_is_named_and_its_summary_is_not() -> None:
    text = (
        "甲市水务局河道整治方案\n各科室：\n经研究，决定于2026年3月至11月开展河道专项整治行动，方案如下。\n一、工作任务\n"
        "1.更新沿河步道。（责任单位：法规科；完成时限：2027年1月20日前）\n"
        "2.报送行动总结。（责任单位：办公室；完成时限：2026年12月20日前）\n甲市水务局\n2026年3月2日\n"
    )
    assert [one.a.text for one in reading(text).conflicts] == ["2027年1月20日前"]

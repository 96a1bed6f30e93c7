"""Contradictions between a body and the list that copies it, and no alarm where a list only sums up."""

from desk_app.campaign.plan import ConflictKind, PlanReading
from tests.importing.plan_making import Paper, reading

BODY = [
    "（一）家电换新行动。发放换新补贴，开展巡展8场。（责任单位：流通科、财务科 完成时限：2024年11月底前）",
    "（二）夜间点亮行动。打造集聚区3个，举办夜市活动。（责任单位：服务业科 完成时限：2024年5月底前）",
    "（三）直播赋能行动。培育直播基地2家，开展主播培训。（责任单位：电商中心 完成时限：2024年3月底前）",
    "（四）老字号焕新行动。认定老字号10家，举办老字号博览会。（责任单位：流通科 完成时限：2024年年底前）",
]
LIST = [
    ["序号", "行动名称", "任务内容", "责任单位", "完成时限"],
    ["1", "家电换新行动", "发放换新补贴，开展巡展8场。", "流通科、财务科", "2024年11月30日前"],
    ["2", "夜间点亮行动", "打造集聚区3个，举办夜市活动。", "服务业科", "2024年5月底前"],
    ["3", "直播赋能行动", "培育直播基地2家，开展主播培训。", "市电子商务公共服务中心", "2024年3月底前"],
    ["4", "老字号焕新行动", "认定老字号10家，举办老字号博览会。", "流通科", "2024年底前"],
]


def compared(changes: dict[tuple[int, int], str], *more: str) -> PlanReading:
    """The plan with cells of its list changed (row, column: text), and sentences added to its demands."""
    rows = [[changes.get((row, column), text) for column, text in enumerate(line)] for row, line in enumerate(LIST)]
    paper = Paper(
        "“惠享江城”消费促进年工作方案", "局各科室、市电子商务公共服务中心（以下简称电商中心）：", "一、重点任务", *BODY
    )
    paper.lines(
        "二、工作要求", "各科室要高度重视。", *more, "附件：1.重点任务表", "2.商户情况统计表", "3.促消费工作月报"
    )
    return reading(paper.lines("江城市商务局", "2024年2月5日", "附件1", "重点任务表").table(rows).data())


def test_a_list_that_copies_the_body_gives_no_alarm_and_a_short_name_is_its_unit() -> None:
    assert compared({}).conflicts == ()


def test_a_clause_that_the_copy_lost_is_told() -> None:
    (one,) = compared({(4, 2): "认定老字号10家。"}).conflicts
    assert one.kind is ConflictKind.NUMBER
    assert "举办老字号博览会" in one.message


def test_a_list_that_sums_up_in_its_own_words_loses_nothing() -> None:
    short = {(1, 2): "家电以旧换新", (2, 2): "点亮夜经济", (3, 2): "壮大直播电商", (4, 2): "认定老字号10家。"}
    assert [one for one in compared(short).conflicts if one.kind is ConflictKind.NUMBER] == []


def test_an_item_that_the_copy_lost_is_told() -> None:
    body = [
        "（一）责任签约活动。1.签订责任书。2.公示责任区域图。（责任单位：市容科；完成时限：2025年4月底前）",
        "（二）广告清查活动。1.逐一登记户外广告。2.拆除隐患广告。3.建立违规广告拆除台账。（责任单位：广告科；完成时限：2025年6月底前）",
    ]
    rows = [
        ["序号", "活动", "任务内容", "责任单位", "完成时限"],
        ["1", "责任签约活动", "1.签订责任书。", "市容科", "2025年4月底前"],
        ["2", "责任签约活动", "2.公示责任区域图。", "市容科", "2025年4月底前"],
        ["3", "广告清查活动", "1.逐一登记户外广告。", "广告科", "2025年6月底前"],
        ["4", "广告清查活动", "2.拆除隐患广告。", "广告科", "2025年6月底前"],
    ]
    paper = Paper("五大活动实施方案", "一、主要内容", *body, "某局", "2025年1月6日", "附件1", "任务清单")
    (one,) = reading(paper.table(rows).data()).conflicts
    assert "建立违规广告拆除台账" in one.message


def test_an_annex_cited_by_its_title_under_another_number_is_told() -> None:
    (one,) = compared({}, "各科室于每月25日前报送《促消费工作月报》（附件2）。").conflicts
    assert (one.kind, "附件3" in one.message) == (ConflictKind.ANNEX, True)
    assert compared({}, "各科室于每月25日前报送《促消费工作月报》（附件3）。").conflicts == ()


def test_one_paper_asked_for_on_two_days_is_told_however_the_sentence_is_turned() -> None:
    first = "各县区局于3月22日前将实施方案报送市局。"
    (one,) = compared({}, first, "各县区局要明确专人，实施方案于3月29日前报送市局。").conflicts
    assert one.kind is ConflictKind.DATE


def test_two_papers_of_one_unit_are_no_contradiction_and_one_paper_on_two_days_is() -> None:
    two = ["各科室于3月25日前报送实施方案。", "各科室于11月10日前报送总结。"]
    assert compared({}, *two).conflicts == ()
    (one,) = compared({}, *two, "各科室总结请于11月20日前报机关党委。").conflicts
    assert one.kind is ConflictKind.DATE
    assert {day.isoformat() for day in one.days} == {"2024-11-10", "2024-11-20"}


def test_one_unit_under_two_names_is_told_also_where_no_row_is_its_pair() -> None:
    lines = [
        "1.制定方案。（责任单位：人事教育科；完成时限：3月底前）",
        "2.组织考核。（责任单位：人事教育处；完成时限：9月底前）",
    ]
    found = reading(Paper("某行动方案", "一、重点任务", *lines, "某局", "2025年1月6日").data())
    assert [one.kind for one in found.conflicts] == [ConflictKind.UNIT]
    assert "人事教育科" in found.conflicts[0].message
    assert "人事教育处" in found.conflicts[0].message


def test_numbered_sections_of_one_kind_are_no_two_names() -> None:
    lines = [
        "1.制定方案。（责任单位：执法一科；完成时限：3月底前）",
        "2.组织考核。（责任单位：执法一股、执法二科；完成时限：9月底前）",
    ]
    assert reading(Paper("某行动方案", "一、重点任务", *lines, "某局", "2025年1月6日").data()).conflicts == ()

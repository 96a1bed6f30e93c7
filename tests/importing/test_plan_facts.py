"""What a plan states of one thing in two places, and stretches of time, totals and counts of parts that cannot be."""

import pytest

from tests.importing.plan_making import Paper, reading

HEAD = ("青川镇2025年人居环境整治实施方案", "各村、镇直各单位：", "为扎实推进人居环境整治，结合我镇实际，制定本方案。")
FOOT = ("青川镇人民政府", "2025年2月20日")
STEPS = ("一、方法步骤", "（一）动员部署阶段（2025年3月1日至3月31日）。制定方案。")
ROWS = [
    ["序号", "工作任务", "责任单位", "完成时限"],
    ["1", "清理河道垃圾", "水利站", "2025年5月底前"],
    ["2", "改造农村户厕30座", "村建办", "2025年6月底前"],
    ["3", "整治废旧线缆", "综合执法队", "2025年9月底前"],
]


def named(*lines: str, rows: list[list[str]] | None = None) -> list[tuple[str, str]]:
    """The contradictions of a Word paper, and of the same paper as text with tabs, which must be the same ones."""
    paper = Paper(*HEAD, *lines, *FOOT)
    text = [*HEAD, *lines, *FOOT]
    if rows is not None:
        paper.lines("附件1", "任务清单").table(rows)
        text += ["附件1", "任务清单", *("\t".join(row) for row in rows)]
    first = [(one.kind.value, one.message) for one in reading(paper.data()).conflicts]
    second = [(one.kind.value, one.message) for one in reading("\n".join(text)).conflicts]
    assert [kind for kind, _ in first] == [kind for kind, _ in second]
    return first


def only(found: list[tuple[str, str]], kind: str, *words: str) -> None:
    assert [one for one, _ in found] == [kind], found
    assert all(word in found[0][1] for word in words), found


@pytest.mark.parametrize(
    ("second", "third", "words"),
    [
        ("（二）集中整治阶段（2025年9月1日至4月30日）。", "（三）总结阶段（2025年10月1日至11月30日）。", "前后颠倒"),
        ("（二）集中整治阶段（2025年3月20日至9月30日）。", "（三）总结阶段（2025年10月1日至11月30日）。", "重叠"),
        ("（二）集中整治阶段（2025年5月1日至9月30日）。", "（三）总结阶段（2025年10月1日至11月30日）。", "空档"),
        (
            "（二）集中整治阶段（2025年4月1日至9月31日）。",
            "（三）总结阶段（2025年10月1日至11月30日）。",
            "没有这个日期",
        ),
    ],
)
def test_phases_that_end_before_they_begin_overlap_leave_a_gap_or_do_not_exist_are_named(
    second: str, third: str, words: str
) -> None:
    found = named(*STEPS, second, third)
    assert len(found) == 1, found
    assert words in found[0][1]


def test_phases_by_months_that_follow_one_another_are_no_contradiction() -> None:
    steps = (
        "（一）动员阶段（2025年3月）。",
        "（二）整治阶段（2025年4月—9月）。",
        "（三）总结阶段（2025年10月—11月）。",
    )
    assert named("一、方法步骤", "整治分三个阶段：", *steps) == []


def test_a_phase_behind_the_end_that_the_plan_states_for_all_is_named() -> None:
    span = "整治行动从2025年3月开始，至2025年10月底结束，分三个阶段。"
    steps = (
        "（一）动员阶段（2025年3月）。",
        "（二）整治阶段（2025年4月—9月）。",
        "（三）总结阶段（2025年10月—12月）。",
    )
    only(named("一、时间安排", span, *steps), "date", "总的结束时间", "10月底", "12月")


def test_a_task_due_behind_its_phase_is_named_and_a_report_soon_after_it_is_not() -> None:
    second = "（二）集中整治阶段（2025年4月1日至6月30日）。各村于2025年7月{}。"
    third = "（三）总结阶段（2025年7月1日至7月31日）。各村于2025年7月25日前报送总结。"
    only(named(*STEPS, second.format("15日前完成全部清理任务"), third), "date", "7月15日前", "集中整治阶段")
    assert named(*STEPS, second.format("5日前报送阶段小结"), third) == []


def test_a_tail_later_than_the_day_of_its_heading_is_named_and_an_earlier_one_is_a_milestone() -> None:
    line = "全面完成农村户厕改造。（责任单位：村建办；完成时限：2025年{}月底前）"
    only(named("一、重点任务", "（一）户厕改造（2025年5月底前完成）", line.format(7)), "date", "5月底", "7月底")
    assert named("一、重点任务", "（一）户厕改造（2025年5月底前完成）", line.format(4)) == []


def test_a_row_that_begins_after_it_ends_is_named() -> None:
    rows = [["序号", "工作任务", "责任单位", "开始时间", "完成时间"]]
    rows += [["1", "清理河道垃圾", "水利站", "2025年3月1日", "2025年5月31日"]]
    rows += [["2", "改造农村户厕", "村建办", "2025年8月1日", "2025年6月30日"]]
    only(named("任务见附件1。", rows=rows), "date", "改造农村户厕", "2025年8月1日", "2025年6月30日")


def test_one_row_that_stands_twice_with_two_dates_is_named() -> None:
    rows = [*ROWS, ["4", "改造农村户厕30座", "村建办", "2025年8月底前"]]
    only(named("任务见附件1。", rows=rows), "date", "改造农村户厕30座", "6月底", "8月底")


def test_one_thing_to_be_handed_in_by_two_days_is_named_and_two_stations_of_its_way_are_not() -> None:
    first = "一、各村要认真开展自查，于3月20日前将自查报告报镇整治办。"
    only(named(first, "二、自查报告请于2025年3月25日前报送镇整治办。"), "date", "自查报告", "3月20日", "3月25日")
    assert named(first, "二、镇整治办于2025年3月25日前将自查报告报县整治办。") == []


def test_a_rhythm_with_two_days_is_named() -> None:
    first, second = "一、各村每月25日前将整治进展报镇整治办。", "二、整治进展每月20日前报镇整治办，逾期通报。"
    only(named(first, second), "date", "整治进展", "每月25日前", "每月20日前")


def test_a_meeting_on_two_days_is_named_and_a_step_before_it_is_not() -> None:
    first = "一、动员部署。2025年3月6日召开全镇动员大会。"
    only(named(first, "二、动员大会定于2025年3月10日召开，请准时参加。"), "date", "动员大会")
    assert named(first, "二、现场推进会定于2025年3月10日召开，请准时参加。") == []


def test_a_paper_sent_to_two_sections_and_an_office_that_sits_in_two_places_are_named() -> None:
    first, second = "一、各村于6月底前将整治总结报镇村建办。", "二、整治总结于6月底前报镇综合执法队。"
    only(named(first, second), "unit", "整治总结", "村建办", "综合执法队")
    seats = "一、领导小组办公室设在综合执法队。", "二、材料报领导小组办公室（设在村建办）。"
    only(named(*seats), "unit", "办公室", "综合执法队", "村建办")


def test_how_many_there_are_in_all_and_the_number_of_a_cited_paper_are_compared() -> None:
    only(named("一、全镇23个行政村全部参加。", "二、覆盖全镇25个行政村。"), "number", "23个", "25个")
    assert named("一、全镇23个行政村全部参加。", "二、全镇5个社区同步开展。") == []
    cited = "一、按照《关于开展人居环境整治的通知》（青政办〔2025〕{}号）要求开展。"
    only(named(cited.format(5), cited.format(15).replace("一", "二", 1)), "number", "5号", "15号")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("一、各村全年开展集中清理12次，每月2次。", "24次"),
        ("一、全年改造户厕120座，其中东片50座、西片40座、南片40座。", "130座"),
        ("一、重点整治以下四类问题：一是乱堆乱放；二是乱搭乱建；三是乱贴乱画。", "四类问题"),
    ],
)
def test_totals_and_counts_that_their_parts_do_not_bear_out_are_named(said: str, words: str) -> None:
    only(named(said), "number", words)


@pytest.mark.parametrize(
    "said",
    [
        "一、各村全年开展集中清理24次，每月2次。",
        "一、全年培训不少于10次，每季度至少1次。",
        "一、全年开展检查12次，每月召开例会2次。",
        "一、全年改造户厕130座，其中东片50座、西片40座、南片40座。",
        "一、共帮扶100户，其中低保户20户、特困户10户。",
        "一、坚持“三个一律”，落实四项机制，做到五个到位。",
    ],
)
def test_totals_that_agree_and_parts_that_are_only_some_are_no_contradiction(said: str) -> None:
    assert named(said) == []


def test_the_number_of_parts_that_a_lead_claims_is_held_against_the_headings_below_it() -> None:
    parts = tuple(f"（{sign}）整治第{sign}类问题。" for sign in "一二三四五")
    only(named("一、重点任务", "今年重点抓好以下六项任务：", *parts), "number", "六项任务", "5项")
    assert named("一、重点任务", "今年重点抓好以下五项任务：", *parts) == []
    only(named("围绕整治目标，明确五项重点任务，见附件1。", rows=ROWS), "number", "五项重点任务", "3项")


def test_a_sum_below_a_column_and_the_total_in_the_text_are_checked() -> None:
    rows = [["序号", "单位", "改造户厕（座）"], ["1", "东村", "30"], ["2", "西村", "40"], ["合计", "", "{}"]]
    only(named("见附件1。", rows=[*rows[:3], ["合计", "", "80"]]), "number", "合计", "80", "70")
    only(named("全年改造户厕90座，见附件1。", rows=[*rows[:3], ["合计", "", "70"]]), "number", "90座", "70")
    assert named("全年改造户厕70座，见附件1。", rows=[*rows[:3], ["合计", "", "70"]]) == []


def test_a_weekday_that_the_day_is_not_is_named_in_any_table() -> None:
    rows = [["日期", "时间", "内容"], ["3月10日（星期一）", "上午", "启动会"], ["3月11日（星期三）", "下午", "抽查"]]
    found = [one for one in named("迎检日程如下。", rows=rows) if "星期" in one[1]]
    only(found, "date", "3月11日")


def test_who_is_given_what_in_the_division_of_work_is_held_against_the_rows() -> None:
    said = "一、职责分工。水利站负责清理河道、水质监测；农业服务中心负责户厕改造。"
    only(named(said, rows=ROWS), "unit", "户厕改造", "农业服务中心", "村建办")
    assert named(said.replace("农业服务中心", "村建办"), rows=ROWS) == []


def test_helpers_that_only_the_list_names_are_no_contradiction_and_one_who_leads_and_helps_is() -> None:
    head = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
    rows = [[*row[:3], "环卫站", row[3]] for row in ROWS[1:]]
    body = ("一、清理河道垃圾。牵头单位：水利站；完成时间：2025年5月底前。", "任务见附件1。")
    assert named(*body, rows=[head, *rows]) == []
    rows[0][3] = "环卫站、水利站"
    only(named(rows=[head, *rows]), "unit", "水利站", "既是牵头单位又是配合单位")


def test_a_heading_without_its_row_and_a_row_under_another_name_are_named() -> None:
    parts = ["（一）清理河道垃圾。", "（二）改造农村户厕。", "（三）整治废旧线缆。", "（四）绿化村道。"]
    rows = [*ROWS, ["4", "绿化村道", "林业站", "2025年9月底前"]]
    only(named("一、重点任务", *parts, rows=[*rows[:3], ["3", *rows[4][1:]]]), "activity", "整治废旧线缆")
    parts[3] = "（四）亮化村道。"
    only(named("一、重点任务", *parts, rows=rows), "activity", "亮化村道", "绿化村道")


def test_a_campaign_and_a_plan_under_another_name_are_named() -> None:
    lines = ("云台县关于开展“暖心护航”行动的通知", "各医疗机构：", "决定开展“暖心护航”行动，通知如下。")
    found = reading("\n".join((*lines, "一、“贴心护航”行动自2025年4月起至10月底结束。", *FOOT))).conflicts
    only([(one.kind.value, one.message) for one in found], "activity", "暖心护航", "贴心护航")
    sent = ("江北区教育局关于印发《校园安全提升行动方案》的通知", "各学校：", "现印发给你们。", *FOOT)
    found = reading("\n".join((*sent, "附件", "校园安全整治行动方案", "一、总体要求", "筑牢防线。"))).conflicts
    only([(one.kind.value, one.message) for one in found], "activity", "提升行动方案", "整治行动方案")


LIST = ("附件：1.户厕改造统计表", "2.危房排查登记表", "3.垃圾清运台账")


def forms(said: str, *titles: str) -> list[tuple[str, str]]:
    """The contradictions of a paper with a list of annexes and the forms themselves."""
    paper = Paper(*HEAD, said, *LIST, *FOOT)
    for number, title in enumerate(titles, 1):
        if title:
            paper.lines(f"附件{number}", title).table([["序号", "村名", "鉴定等级"], ["", "", ""]])
    return [(one.kind.value, one.message) for one in reading(paper.data()).conflicts]


ALL = ("户厕改造统计表", "危房排查登记表", "垃圾清运台账")


@pytest.mark.parametrize(
    ("said", "titles", "words"),
    [
        ("各村填报《危房排查登记表》（附件3）。", ALL, "附件3"),
        ("各村填报《危房排查登记表》（附件4）。", ALL, "附件4"),
        ("各村填报《危房排查统计表》（附件2）。", ALL, "危房排查统计表"),
        ("各村按附件填报。", ("户厕改造汇总表", *ALL[1:]), "附件1的标题"),
        ("各村按附件填报。", (*ALL[:2], ""), "没有附件3"),
        ("填写附件2时，“整改措施”栏逐户填写。", ALL, "整改措施"),
    ],
)
def test_an_annex_under_another_number_or_title_missing_or_without_the_column_is_named(
    said: str, titles: tuple[str, ...], words: str
) -> None:
    only(forms(said, *titles), "annex", words)


def test_titles_that_leave_words_out_and_columns_that_are_there_are_no_contradiction() -> None:
    longer = ("青川镇户厕改造情况统计表", "危房排查登记表（样表）", "垃圾清运台账")
    assert forms("填写附件2时，“鉴定等级”一栏逐户填写，《危房排查登记表》（附件2）按月更新。", *longer) == []

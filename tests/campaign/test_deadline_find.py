from datetime import date

import pytest

from desk_app.campaign.deadlines import Found, Kind, State, find_deadlines
from desk_app.campaign.holidays import load_holidays
from desk_app.locations import shipped

TABLE = load_holidays(shipped().resources / "holidays")
SPAN = (date(2026, 3, 1), date(2026, 7, 31))


def found(text: str, on: date = date(2026, 3, 1)) -> list[Found]:
    return find_deadlines(text, on, SPAN, TABLE)


def kinds(text: str) -> list[Kind]:
    return [one.deadline.kind for one in found(text)]


def test_each_deadline_of_a_paragraph_is_found_with_its_place() -> None:
    text = "各科室于3月底前完成自查，6月底前完成整改。每月25日前报送进展。"
    assert [text[one.start : one.end] for one in found(text)] == ["3月底前", "6月底前", "每月25日前"]
    assert [one.deadline.end for one in found(text)] == [date(2026, 3, 31), date(2026, 6, 30), SPAN[1]]


def test_a_second_count_takes_the_dates_of_the_first_and_is_asked() -> None:
    first, second = found("4月至6月，中心组分专题开展3次集体学习研讨，每位成员至少作1次重点发言。")
    assert (first.deadline.min_count, first.deadline.state) == (3, State.CLEAR)
    assert (second.deadline.kind, second.deadline.min_count, second.deadline.state) == (Kind.QUOTA, 1, State.CONFIRM)
    assert (second.deadline.start, second.deadline.end) == (date(2026, 4, 1), date(2026, 6, 30))


def test_start_and_end_of_one_sentence_make_one_span() -> None:
    (one,) = found("学习于2026年3月上旬正式启动、7月底基本结束，覆盖全体党员。")
    assert (one.deadline.kind, one.deadline.start, one.deadline.end) == (Kind.WINDOW, SPAN[0], SPAN[1])


def test_a_year_is_inherited_by_the_dates_behind_it() -> None:
    ends = [
        one.deadline.end
        for one in find_deadlines("2023年2月底前申报；7月底前完成；次年1月底前总结。", date(2022, 12, 15))
    ]
    assert ends == [date(2023, 2, 28), date(2023, 7, 31), date(2024, 1, 31)]


def test_a_year_is_inherited_from_the_section_before() -> None:
    (one,) = find_deadlines("于9月底前完成。", date(2022, 12, 15), earlier=date(2023, 3, 31))
    assert one.deadline.end == date(2023, 9, 30)


def test_a_past_date_gives_no_year_to_a_deadline() -> None:
    read = find_deadlines("2019年以来成效明显。于6月底前完成。", date(2026, 3, 1))
    assert [one.deadline.end for one in read] == [None, date(2026, 6, 30)]


def test_the_date_of_signing_on_its_own_line_is_no_deadline() -> None:
    text = "请于6月25日前报送。\n某某局机关党委\n2026年3月1日"
    assert kinds(text) == [Kind.BY, Kind.MENTION]


def test_paragraphs_do_not_run_into_each_other() -> None:
    text = "各科室申报1-2个课题（附件3）\n\t办公室\n\t2026年7月底前"
    assert [(one.deadline.kind, one.deadline.min_count) for one in found(text)] == [(Kind.QUOTA, 1), (Kind.BY, None)]


def test_a_date_cut_by_a_line_break_is_one_date() -> None:
    (one,) = found("请于2026年\n6月底前报送。")
    assert one.deadline.end == date(2026, 6, 30)


def test_a_sentence_that_the_page_broke_goes_on_over_an_empty_line() -> None:
    text = "学习教育期间党组书记与党组成员、分管领导与科室负责人、支部书记与委\n\n员之间要至少开展1次谈心谈话。"
    (one,) = found(text)
    assert (one.deadline.min_count, one.deadline.start, one.deadline.state) == (1, SPAN[0], State.CLEAR)


def test_a_wrong_month_in_running_text_is_refused_and_the_rest_still_read() -> None:
    text = "于2026年23月底前上报，活动于7月底前完成。"
    assert [(one.deadline.kind, one.deadline.end) for one in found(text)] == [
        (Kind.INVALID, None),
        (Kind.BY, date(2026, 7, 31)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "根据某某局《2025年工作要点》（某环党〔2026〕27号）精神，结合“十五五”规划，制定本方案。",
        "对意见建议及时归纳整理，常态化通报典型案例。",
        "落实第一议题制度，第一时间传达学习党的二十大精神。",
        "围绕8个方面突出问题，细化11项措施。",
        "开展“每周一学”活动的通知已经发出，热线12345照常受理。",
    ],
)
def test_names_numbers_and_words_without_a_date_are_no_deadlines(text: str) -> None:
    assert found(text) == []


def test_campaign_words_take_the_campaign_span() -> None:
    (one,) = found("学习教育期间，支部书记与党员至少开展1次谈心谈话。")
    assert (one.deadline.start, one.deadline.end, one.deadline.state) == (*SPAN, State.CLEAR)


def test_four_rhythms_in_a_row_are_four_deadlines() -> None:
    text = "每周调度工作，每月确定主题，每季度通报问题，每半年评估情况。"
    assert [one.deadline.recurrence for one in found(text)] == ["WEEKLY", "MONTHLY", "QUARTERLY", "HALFYEARLY"]

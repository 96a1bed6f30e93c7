from datetime import date

import pytest

from desk_app.campaign.period import ONCE, parse_period
from desk_app.importing.results import FileState, ReadReturn
from desk_app.importing.returns import ReadContext
from tests.importing.making import FORMS, SPAN, TALK, TALK_HEAD, changed, codes, one, said, xlsx

FEBRUARY = changed(TALK, G="2023-02-07")


def bare(name: str, *rows: list[object], title: str = "", context: ReadContext | None = None) -> ReadReturn:
    lines: list[list[object]] = [[title]] if title else []
    return one(xlsx([*lines, TALK_HEAD, *(rows or (FEBRUARY,))]), name, context)


@pytest.mark.parametrize(
    "name",
    [
        "2023年2月/附件2 大谈话统计表（办公室）.xlsx",
        "2月/2023年办公室.xlsx",
        "2023-02/局办公室.xlsx",
        "202302/局办.xlsx",
        "办公室二月.xlsx",
        "2023.2/办公室/附件2.xlsx",
        "办公室2月份.xlsx",
        "附件2（办公室）2023年02月.xlsx",
        "3月/附件2 大谈话统计表（办公室）2月.xlsx",
        "2023年/2月/办公室大谈话统计表（1）.xlsx",
    ],
)
def test_unit_and_month_are_read_from_file_and_folder_names(name: str) -> None:
    found = bare(name)
    assert (found.unit, found.month, found.state) == ("办公室", "2023-02", FileState.ACCEPTED), found.problems


def test_a_february_file_in_the_march_folder_is_late_and_no_doubt() -> None:
    found = bare("2023年3月/附件2 大谈话统计表（人事处）2月.xlsx")
    assert (found.unit, found.month, found.problems) == ("人事科", "2023-02", ())


def test_december_in_a_january_folder_is_not_given_the_folders_year() -> None:
    found = bare(
        "2023年1月/办公室12月.xlsx", changed(TALK, G="12月7日"), context=ReadContext(span=(date(2022, 9, 1), SPAN[1]))
    )
    assert found.period is None
    assert "period_unknown" in codes(found)


def test_the_rows_dates_tell_the_month_only_when_they_all_lie_in_it() -> None:
    assert bare("办公室.xlsx").month == "2023-02"
    found = bare("办公室.xlsx", FEBRUARY, changed(TALK, G="2023-03-01"))
    assert (found.month, found.state, codes(found)) == (None, FileState.NEEDS_REVIEW, ["period_unknown"])


def test_rows_all_of_another_month_than_stated_are_asked() -> None:
    found = bare("2023年3月/办公室.xlsx")
    assert found.state is FileState.NEEDS_REVIEW
    assert "文件夹名是2023年3月，而表内日期全在2023年2月" in said(found, "period_disagrees")


def test_title_and_file_name_that_disagree_on_the_month_are_asked() -> None:
    found = bare("办公室2月.xlsx", title="大谈话统计表（2023年3月）")
    assert (found.month, found.state) == (None, FileState.NEEDS_REVIEW) or found.period is None
    assert "表题是2023年3月，文件名是2023年2月" in said(found, "period_disagrees")


def test_a_date_of_filling_in_is_no_period() -> None:
    found = bare("办公室.xlsx", title="填报单位：办公室    填报日期：2023年3月2日")
    assert (found.unit, found.month, found.state) == ("办公室", "2023-02", FileState.ACCEPTED)
    assert bare("办公室20230302.xlsx").month == "2023-02"


def test_rows_of_earlier_months_beside_this_months_ask_whether_the_return_is_cumulative() -> None:
    found = bare("2023年2月/办公室.xlsx", changed(TALK, G="2023-01-04"), FEBRUARY)
    assert found.state is FileState.NEEDS_REVIEW
    assert "有1行发生在本期之前（2023年1月），是否为累计报送" in said(found, "cumulative")


def test_a_month_without_a_year_is_asked_where_nothing_tells_the_year() -> None:
    context = ReadContext(span=(date(2022, 11, 1), date(2024, 2, 28)))
    found = bare("办公室1月.xlsx", changed(TALK, G="1月7日"), context=context)
    assert "没有写明年份" in said(found, "period_unknown")
    inside = bare(
        "办公室11月.xlsx", changed(TALK, G="11月7日"), context=ReadContext(span=(date(2022, 10, 1), date(2023, 5, 1)))
    )
    assert (inside.month, inside.rows[0].values["talked_on"]) == ("2022-11", "2022-11-07")


def test_the_choice_of_a_person_comes_first_and_a_contradiction_is_asked() -> None:
    context = ReadContext(period=parse_period("2023-02"), unit="人事科", span=SPAN)
    assert bare("新建.xlsx", context=context).unit == "人事科"
    found = bare("新建.xlsx", title="填报单位：办公室", context=context)
    assert "unit_disagrees" in codes(found)
    found = bare("新建 3月.xlsx", context=context)
    assert "period_disagrees" in codes(found)


@pytest.mark.parametrize(
    "line",
    [
        "填报单位：办公室",
        "填报单位（盖章）：办 公 室",
        "报送单位:局办公室（公章）",
        "填报单位： __办公室__  填报日期：2023年3月1日",
        "单位名称：办公室   □零报告",
        "（填报单位：办公室）",
    ],
)
def test_a_unit_line_is_read_whatever_stands_around_the_name(line: str) -> None:
    assert bare("2023年2月/附件2.xlsx", title=line).unit == "办公室"


def test_a_unit_line_in_two_cells_is_read() -> None:
    found = one(
        xlsx([["填报单位", "办公室", None, "填报日期", "2023年3月1日"], TALK_HEAD, FEBRUARY]), "2023年2月/附件2.xlsx"
    )
    assert found.unit == "办公室"


def test_a_misspelt_unit_is_proposed_and_never_taken() -> None:
    found = bare("2023年2月/附件2（东诚分局）.xlsx")
    assert (found.unit, found.proposed_unit, found.state) == (None, "东城分局", FileState.NEEDS_REVIEW)
    assert "是否为“东城分局”" in said(found, "unit_near")


def test_unit_line_and_file_name_that_disagree_are_asked() -> None:
    found = bare("2023年2月/附件2（西城分局）.xlsx", title="填报单位：东城分局")
    assert (found.unit, found.state) == (None, FileState.NEEDS_REVIEW)
    assert "填报单位一行是“东城分局”，文件名是“西城分局”" in said(found, "unit_disagrees")
    found = bare("2023年2月/附件2（人事科）.xlsx", title="填报单位：财务审计处")
    assert "unit_disagrees" in codes(found)


def test_a_unit_and_the_one_above_it_do_not_contradict_each_other() -> None:
    found = bare("2023年2月/执法支队.xlsx", title="填报单位：应急中心")
    assert (found.unit, found.problems) == ("应急中心", ())


def test_a_longer_name_that_contains_a_units_name_is_only_proposed() -> None:
    found = bare("2023年2月/人事科技处.xlsx")
    assert (found.unit, found.proposed_unit) == (None, "人事科")
    found = bare("2023年2月/东城分局办公室.xlsx")
    assert found.unit is None


def test_a_form_collected_once_has_the_period_once_and_still_tells_its_month() -> None:
    found = one(xlsx([["序号", "建议内容"], [1, "多开短会"]]), "2023年2月/附件4（办公室）.xlsx")
    assert (found.period, found.month, found.form, found.state) == (
        ONCE,
        "2023-02",
        FORMS["提建议清单"],
        FileState.ACCEPTED,
    )


def test_the_given_folders_own_name_counts_for_the_period() -> None:
    found = bare("办公室.xlsx", changed(TALK, G="2月7日"), context=ReadContext(span=SPAN, folder="2023年2月"))
    assert (found.month, found.rows[0].values["talked_on"]) == ("2023-02", "2023-02-07")


@pytest.mark.parametrize(
    ("name", "text"),
    [("大谈话统计表2023年第一季度（办公室）.xlsx", "第一季度"), ("2023年1-3月/大谈话统计表（办公室）.xlsx", "第一季度"),
     ("2023年1-2月/大谈话统计表（办公室）.xlsx", "1-2月")],
)  # fmt: skip
def test_a_stretch_of_time_that_is_no_month_is_asked_when_only_the_dates_tell_the_month(name: str, text: str) -> None:
    found = bare(name)
    assert (found.state, found.month) == (FileState.NEEDS_REVIEW, "2023-02")
    assert text in said(found, "period_unfit")


def test_a_quarter_in_the_file_name_is_said_when_the_folder_tells_the_month() -> None:
    found = bare("2023年2月/大谈话统计表第一季度（办公室）.xlsx")
    assert (found.state, found.month, codes(found)) == (FileState.ACCEPTED, "2023-02", ["period_unfit"])


def test_rows_dated_after_the_period_are_asked() -> None:
    found = bare("2023年2月/办公室.xlsx", FEBRUARY, changed(TALK, A=2, G="2024-02-05"))
    assert found.state is FileState.NEEDS_REVIEW
    assert "有1行发生在本期之后（2024年2月）" in said(found, "after_period")


def test_more_rows_than_the_form_allows_are_said() -> None:
    head = ["序号", "办实事事项", "主要内容", "参与部门", "牵头领导"]
    rows = [[number, f"事项{number}", "内容", "办公室", "林嘉禾"] for number in (1, 2, 3)]
    found = one(xlsx([["填报单位：办公室"], head, *rows]), "附件5.xlsx")
    assert (found.state, "最多2行" in said(found, "over_quota")) == (FileState.ACCEPTED, True)


def test_a_file_and_a_title_that_both_name_another_form_than_the_headings_are_asked() -> None:
    rows = [
        ["提建议清单"],
        ["填报单位：办公室"],
        ["序号", "办实事事项", "主要内容", "参与部门", "牵头领导"],
        [1, "甲", "乙", "办公室", "林嘉禾"],
    ]
    found = one(xlsx(rows), "附件4 提建议清单.xlsx")
    assert (found.state, found.form) == (FileState.NEEDS_REVIEW, FORMS["办实事征集表"])
    assert "form_disagrees" in codes(found)

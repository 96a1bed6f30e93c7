import openpyxl
import pytest

from desk_app.importing.results import FileState
from tests.importing.making import (
    FORMS,
    NAME,
    TALK,
    TALK_HEAD,
    TITLE,
    UNIT_LINE,
    changed,
    codes,
    comma,
    fill,
    one,
    read,
    said,
    saved,
    talks,
    xlsx,
)

OTHER = [2, "许映雪", "办公室", "罗文博", "办公室", "汪㛃", "2023.3.6", "会议室", "任前谈话"]


def test_a_return_in_the_annexs_own_layout_is_accepted_with_every_cells_address() -> None:
    found = one(xlsx(talks(TALK, OTHER)))
    assert (found.state, found.unit, found.month) == (FileState.ACCEPTED, "办公室", "2023-03")
    assert not found.problems
    first = found.rows[0]
    assert first.values["talked_on"] == "2023-03-05"
    assert first.raw["talked_on"] == "2023.3.5"
    assert (first.cells["talked_on"], first.area, first.number) == ("G4", "A4:I4", 1)


def test_headings_with_blanks_line_breaks_and_full_width_signs_are_the_same_headings() -> None:
    head = [
        " 序　号",
        "谈话人\n",
        "单位及\n职务",
        "谈 话 对 象",
        "单位及职务",
        "记录人",
        "谈话\r\n时间",
        "谈话地点",
        "谈话内容类型 ",
    ]
    found = one(xlsx([[TITLE], [UNIT_LINE], head, TALK]))
    assert (found.state, codes(found)) == (FileState.ACCEPTED, [])


def test_columns_in_another_order_are_found_and_equal_headings_stay_beside_their_neighbours() -> None:
    order = [6, 3, 4, 1, 2, 0, 5, 8, 7]
    found = one(xlsx([[UNIT_LINE], [TALK_HEAD[i] for i in order], [TALK[i] for i in order]]))
    values = found.rows[0].values
    assert (values["talker"], values["talker_post"]) == ("林嘉禾", "办公室主任")
    assert (values["talkee"], values["talkee_post"]) == ("周德喆", "办公室副主任")
    assert "columns_swapped" in codes(found)


def test_a_head_over_two_rows_with_merged_groups_is_one_head() -> None:
    def merge(sheet: object) -> None:
        sheet.merge_cells("B2:C2")  # type: ignore[attr-defined]
        sheet.merge_cells("D2:E2")  # type: ignore[attr-defined]

    groups = [None, "谈话人情况", None, "谈话对象情况", None, None, None, None, None]
    found = one(xlsx([[UNIT_LINE], groups, TALK_HEAD, TALK], merge))
    assert (found.state, len(found.rows)) == (FileState.ACCEPTED, 1)
    lower = ["", "", "", "", "", "", "谈话时间", "谈话地点", ""]
    upper = [*TALK_HEAD[:6], "谈话情况", "", "谈话内容类型"]

    def merge_two(sheet: object) -> None:
        sheet.merge_cells("G2:H2")  # type: ignore[attr-defined]
        sheet.merge_cells("A2:A3")  # type: ignore[attr-defined]

    found = one(xlsx([[UNIT_LINE], upper, lower, TALK], merge_two))
    assert (found.state, len(found.rows), found.rows[0].values["place"]) == (FileState.ACCEPTED, 1, "会议室")


def test_a_near_heading_is_proposed_and_never_taken_silently() -> None:
    head = [*TALK_HEAD[:6], "谈话日期", *TALK_HEAD[7:]]
    found = one(xlsx([[UNIT_LINE], head, TALK]))
    assert found.state is FileState.NEEDS_REVIEW
    assert said(found, "heading_near") == "工作表“Sheet1” G2 栏目“谈话日期”疑为“谈话时间”，请确认"
    assert found.rows[0].values["talked_on"] == "2023-03-05"


def test_a_bracketed_remark_in_a_heading_is_told_and_does_no_harm() -> None:
    found = one(xlsx([[UNIT_LINE], [*TALK_HEAD[:6], "谈话时间（年/月/日）", *TALK_HEAD[7:]], TALK]))
    assert (found.state, codes(found)) == (FileState.ACCEPTED, ["heading_hint"])


def test_a_missing_required_column_is_an_error_once_and_another_one_a_warning() -> None:
    head, row = TALK_HEAD[:6] + TALK_HEAD[8:], TALK[:6] + TALK[8:]
    found = one(xlsx([[UNIT_LINE], head, row, row]))
    assert found.state is FileState.NEEDS_REVIEW
    missing = [problem for problem in found.problems if problem.code == "column_missing"]
    assert [(problem.level.value, problem.message) for problem in missing] == [
        ("error", "缺少栏目“谈话时间”，请核对表样"),
        ("warning", "缺少栏目“谈话地点”，请核对表样"),
    ]
    assert "required" not in codes(found)


def test_an_extra_column_is_kept_beside_the_row_and_said() -> None:
    found = one(xlsx([[UNIT_LINE], [*TALK_HEAD, "备 注", None], [*TALK, "补谈", "旁注"]]))
    assert found.rows[0].extra == {"备注": "补谈", "K列": "旁注"}
    assert codes(found) == ["column_extra", "column_unheaded"]
    assert found.state is FileState.ACCEPTED


def test_a_repeated_head_sums_notes_and_signatures_are_no_rows() -> None:
    rows = [
        TALK,
        [],
        TALK_HEAD,
        OTHER,
        [3],
        ["合计", 2, None, 2],
        ["备注：谈话类型为谈心谈话、任前谈话、提醒谈话、廉政谈话等"],
        ["填报人：汪㛃", None, "审核人：林嘉禾"],
        [None, None, None, None, None, None, "2023年3月31日"],
    ]
    found = one(xlsx(talks(*rows)))
    assert [row.values["talker"] for row in found.rows] == ["林嘉禾", "许映雪"]
    assert codes(found) == ["repeated_header", "sum_row"]


def test_rows_with_a_number_only_are_unfilled_and_blank_rows_between_do_no_harm() -> None:
    found = one(xlsx(talks(TALK, [], [], OTHER, [3], [4])))
    assert (len(found.rows), found.problems) == (2, ())


def test_a_value_merged_downwards_holds_for_each_of_its_rows() -> None:
    def merge(sheet: object) -> None:
        sheet.merge_cells("B4:B5")  # type: ignore[attr-defined]

    found = one(xlsx(talks(TALK, changed(OTHER, B=None)), merge))
    assert [row.values["talker"] for row in found.rows] == ["林嘉禾", "林嘉禾"]
    assert found.rows[1].cells["talker"] == "B4"


def test_several_sheets_and_several_tables_in_one_sheet_are_each_a_return() -> None:
    book = openpyxl.Workbook()
    fill(book.active, talks(TALK))
    second = book.create_sheet("附件4")
    fill(second, [[UNIT_LINE], ["序号", "建议内容"], [1, "多开短会"]])
    found = read(saved(book), "2023年3月/办公室.xlsx")
    assert [item.form.name for item in found if item.form] == ["大谈话统计表", "提建议清单"]
    both = [
        ["填报单位：办公室"],
        ["序号", "建议内容"],
        [1, "甲"],
        [None],
        ["填报单位：人事科"],
        ["序号", "建议内容"],
        [1, "乙"],
    ]
    found = read(xlsx(both), "提建议清单.xlsx")
    assert [(item.unit, len(item.rows)) for item in found] == [("办公室", 1), ("人事科", 1)]


def test_one_sheet_a_unit_is_known_by_the_sheets_name() -> None:
    book = openpyxl.Workbook()
    book.active.title = "人事科"  # type: ignore[union-attr]
    fill(book.active, [TALK_HEAD, TALK])
    fill(book.create_sheet("东城区分局"), [TALK_HEAD, OTHER])
    found = read(saved(book), "2023年3月/附件2 大谈话统计表.xlsx")
    assert [(item.unit, item.state) for item in found] == [
        ("人事科", FileState.ACCEPTED),
        ("东城分局", FileState.ACCEPTED),
    ]


def test_a_sheet_without_a_known_table_is_said_and_a_blank_one_is_not() -> None:
    book = openpyxl.Workbook()
    fill(book.active, talks(TALK))
    fill(book.create_sheet("说明"), [["请按时报送"]])
    book.create_sheet("Sheet3")
    found = one(saved(book))
    assert [problem.where for problem in found.problems if problem.code == "sheet_not_read"] == ["工作表“说明”"]


def test_a_file_with_no_known_table_is_rejected_with_one_sentence() -> None:
    found = one(xlsx([["姓名", "电话"], ["甲", "6001"]]), "通讯录.xlsx")
    assert (found.state, codes(found)) == (FileState.REJECTED, ["no_form"])


def test_headings_decide_the_form_and_a_file_name_that_says_otherwise_is_told() -> None:
    found = one(xlsx(talks(TALK)), "2023年3月/附件4 提建议清单（办公室）.xlsx")
    assert found.form is FORMS["大谈话统计表"]
    assert "form_disagrees" in codes(found)


def test_a_second_table_beside_the_first_is_asked_about() -> None:
    found = one(xlsx([[UNIT_LINE], [*TALK_HEAD, None, *TALK_HEAD], [*TALK, None, *OTHER]]))
    assert (found.state, "side_by_side" in codes(found)) == (FileState.NEEDS_REVIEW, True)


def test_equal_rows_stay_and_are_said() -> None:
    found = one(xlsx(talks(TALK, changed(TALK, A=2))))
    assert (len(found.rows), codes(found), found.state) == (2, ["equal_rows"], FileState.ACCEPTED)


def test_a_file_name_is_enough_where_the_table_has_no_title() -> None:
    found = one(comma([TALK_HEAD, TALK]), NAME.replace("xlsx", "csv"))
    assert (found.unit, found.month, found.state) == ("办公室", "2023-03", FileState.ACCEPTED)


def test_a_single_post_column_belongs_to_the_person_left_of_it_and_the_missing_one_is_named() -> None:
    head, row = TALK_HEAD[:2] + TALK_HEAD[3:], TALK[:2] + TALK[3:]
    found = one(xlsx([[UNIT_LINE], head, row]))
    values = found.rows[0].values
    assert (values["talker_post"], values["talkee_post"]) == ("", "办公室副主任")
    assert "缺少“谈话人”之后的栏目“单位及职务”" in said(found, "column_missing")


def test_a_post_column_called_otherwise_is_asked_and_never_swapped_with_the_other_one() -> None:
    found = one(xlsx([[UNIT_LINE], [*TALK_HEAD[:2], "职务", *TALK_HEAD[3:]], TALK]))
    values = found.rows[0].values
    assert (values["talker_post"], values["talkee_post"]) == ("办公室主任", "办公室副主任")
    assert found.state is FileState.NEEDS_REVIEW
    assert "栏目“职务”疑为“单位及职务”" in said(found, "heading_near")


def test_a_post_column_that_stands_beside_neither_person_is_asked() -> None:
    order = [0, 1, 3, 5, 4, 6, 7, 8]
    found = one(xlsx([[UNIT_LINE], [TALK_HEAD[i] for i in order], [TALK[i] for i in order]]))
    assert (found.state, "heading_near" in codes(found)) == (FileState.NEEDS_REVIEW, True)


def test_names_and_posts_below_a_heading_for_each_person_are_that_persons() -> None:
    upper = ["序号", "谈话人", None, "谈话对象", None, "记录人", "谈话时间", "谈话地点", "谈话内容类型"]
    lower = [None, "姓名", "单位及职务", "姓名", "单位及职务", None, None, None, None]

    def merge(sheet: object) -> None:
        for area in ("B2:C2", "D2:E2", "A2:A3", "F2:F3", "G2:G3"):
            sheet.merge_cells(area)  # type: ignore[attr-defined]

    for change in (None, merge):
        found = one(xlsx([[UNIT_LINE], upper, lower, TALK], change))
        values = found.rows[0].values
        assert (found.state, len(found.rows)) == (FileState.ACCEPTED, 1)
        assert [values[key] for key in ("talker", "talker_post", "talkee", "talkee_post")] == TALK[1:5]


def test_a_heading_broken_over_two_rows_is_one_heading() -> None:
    upper = ["序号", "谈话人", "单位及", "谈话对象", "单位及", "记录人", "谈话", "谈话", "谈话内容"]
    lower = [None, None, "职务", None, "职务", None, "时间", "地点", "类型"]
    found = one(xlsx([[UNIT_LINE], upper, lower, TALK]))
    assert (found.state, codes(found)) == (FileState.ACCEPTED, [])
    assert found.rows[0].values["talkee_post"] == "办公室副主任"


def test_a_short_ledger_is_the_collected_ledger_and_not_the_list_of_tasks() -> None:
    rows = [
        ["整改台账"],
        [UNIT_LINE],
        ["序号", "问题表述", "责任单位", "完成时限"],
        [1, "台账不清", "办公室", "长期坚持"],
    ]
    found = one(xlsx(rows), "2023年3月/办公室.xlsx")
    assert (found.form, found.month) == (FORMS["整改台账"], "2023-03")
    assert found.rows[0].values["problem"] == "台账不清"


@pytest.mark.parametrize("hint", ["（可另附页）", "（限200字）", "(200字以内)"])
def test_a_remark_behind_one_of_two_headings_does_not_hide_the_table(hint: str) -> None:
    found = one(xlsx([[UNIT_LINE], ["序号", "建议内容" + hint], [1, "减少报表"]]), "附件4.xlsx")
    assert (found.state, found.form, codes(found)) == (FileState.ACCEPTED, FORMS["提建议清单"], ["heading_hint"])


def test_a_head_whose_headings_are_mostly_near_is_asked_and_not_refused() -> None:
    head = ["序号", "谈话人", "单位职务", "谈话对象", "单位职务", "记录人", "谈话日期", "地点", "谈话类型"]
    found = one(xlsx([[UNIT_LINE], head, TALK]))
    assert (found.state, found.rows[0].values["talkee_post"]) == (FileState.NEEDS_REVIEW, "办公室副主任")
    assert codes(found).count("heading_near") == 5


def test_a_heading_of_another_wording_in_the_right_place_is_proposed_for_the_column() -> None:
    found = one(xlsx([[UNIT_LINE], ["序号", "姓名", *TALK_HEAD[2:]], TALK]))
    assert (found.state, found.rows[0].values["talker"]) == (FileState.NEEDS_REVIEW, "林嘉禾")
    assert "栏目“姓名”疑为“谈话人”" in said(found, "heading_near")


@pytest.mark.parametrize(
    "line",
    [
        "备注：第2行谈话对象3月底调离",
        "另有5次谈话见附页",
        "说明：另有2次谈话记录因涉密未报",
        "备注：谈话类型只填谈心谈话",
        "本月共谈话5人次",
        "填报人：汪㛃，另有2次谈话未报",
    ],
)
def test_whatever_stands_below_the_table_and_is_not_the_forms_own_printing_is_said(line: str) -> None:
    found = one(xlsx(talks(TALK, OTHER, [], [line], ["填报人：汪㛃", None, "审核人：林嘉禾"], ["2023 年 3 月 31 日"])))
    assert (found.state, codes(found)) == (FileState.ACCEPTED, ["remark_below"])
    assert line in said(found, "remark_below")


def test_a_units_name_and_a_date_below_the_table_are_its_signature() -> None:
    found = one(xlsx(talks(TALK, OTHER, [], ["市局办公室"], ["2023年3月31日"])))
    assert (found.state, found.problems) == (FileState.ACCEPTED, ())


def test_a_sum_that_the_rows_do_not_bear_out_is_asked() -> None:
    found = one(xlsx(talks(TALK, OTHER, ["合计", "5人次"])))
    assert (found.state, len(found.rows)) == (FileState.NEEDS_REVIEW, 2)
    assert "“合计 5人次”与表内不符：表内有2行" in said(found, "sum_differs")
    agreeing = one(xlsx(talks(TALK, OTHER, ["合计2人次，其中谈心谈话1次"])))
    assert (agreeing.state, codes(agreeing)) == (FileState.ACCEPTED, ["sum_row"])


def test_a_last_line_below_a_gap_and_without_a_number_is_asked_whether_it_is_a_row() -> None:
    rows = [[UNIT_LINE], ["序号", "建议内容"], [1, "减少报表"], [], [], [None, "另：请协调车位，详见附页"]]
    found = one(xlsx(rows), "附件4 提建议清单.xlsx")
    assert found.state is FileState.NEEDS_REVIEW
    assert "另：请协调车位" in said(found, "stray_row")

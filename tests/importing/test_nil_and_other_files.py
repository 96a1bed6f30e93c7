import pytest

from desk_app.importing.results import FileState
from desk_app.importing.roster_file import read_roster
from desk_app.locations import shipped
from desk_app.problems import DeskError
from tests.importing.making import (
    FORMS,
    TALK,
    TALK_HEAD,
    TITLE,
    UNIT_LINE,
    changed,
    codes,
    comma,
    one,
    said,
    talks,
    word,
    xlsx,
)

EMPTY = [[TITLE], [UNIT_LINE], TALK_HEAD, [1], [2]]
NAME = "2023年2月/附件2（办公室）.xlsx"


@pytest.mark.parametrize(
    "lines",
    [
        [["零报告"]],
        [["☑零报告"]],
        [["（零报告）"]],
        [["本月零报告"]],
        [["本月无谈话。"]],
        [["2月份无相关情况"]],
        [["■零报告  □有数据"]],
        [["零报告：√"]],
        [[1, "无"]],
        [[1, "零报告"]],
        [["本月未开展谈话"]],
        [[None, "无", "无", "无", "无", "无", "无", "无", "无"]],
        [[1, "零报送"]],
        [[1, "本月0次"]],
        [[1, "本月谈话0人次"]],
        [[1, "/"]],
        [[1, "—"]],
        [[1, "０"]],
        [[1, "没有开展"]],
        [[1, "未谈话"]],
        [[1, "无（零报告）"]],
        [["我单位本月无大谈话情况，特此说明"]],
        [[1, "经核实，本单位2月份无大谈话情况。"]],
        [[1, "本月未开展谈话，原因：主要领导出差"]],
        [["备注：本月零报告"]],
        [[1], [2], ["备注：本月无谈话情况，特此零报告。"]],
        [["说明：无谈话，零报告"]],
        [["本月无谈话情况，特此零报告。"]],
        [[1, "零汇报"]],
        [[1, "此表零报告"]],
        [[1, "—无—"]],
        [[1, "----无----"]],
        [[1, "无此情况"]],
        [[1, "本表零报告"]],
        [[1, "N/A"]],
    ],
)
def test_a_stated_nil_report_is_one(lines: list[list[object]]) -> None:
    found = one(xlsx([*EMPTY[:3], *lines]), NAME)
    assert (found.state, found.rows) == (FileState.NIL, ()), found.problems


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [["□零报告"]],
        [["☐零报告"]],
        [["如无内容请报零报告"]],
        [["实行零报告制度，无内容也须报送"]],
        [["备注：无"]],
        [["无故不得迟报"]],
    ],
)
def test_an_empty_table_without_a_statement_is_asked_about(lines: list[list[object]]) -> None:
    found = one(xlsx([*EMPTY, *lines]), NAME)
    assert found.state is FileState.NEEDS_REVIEW
    assert said(found, "empty_table").endswith("是否登记为零报告？")


@pytest.mark.parametrize(
    "text",
    [
        "本季度无党员活动经费",
        "本月无违章情况通报制度",
        "暂无停车位情况",
        "本月无偿献血活动增加场次",
        "本月无人机培训活动",
        "本月未开展文体活动",
        "本月无车日活动建议推广",
        "没有意见，建议加强食堂管理",
        "零报告制度应取消",
        "取消（零报告）制度",
        "不涉及民生的报表应合并",
        "无纸化办公",
    ],
)
def test_a_suggestion_that_begins_like_a_nil_report_stays_a_suggestion(text: str) -> None:
    found = one(xlsx([["填报单位：办公室"], ["序号", "建议内容"], [1, text]]), "附件4 提建议清单（办公室）.xlsx")
    assert [row.values["suggestion"] for row in found.rows] == [text]
    assert found.state in {FileState.ACCEPTED, FileState.NEEDS_REVIEW}


@pytest.mark.parametrize("text", ["无", "零报告", "本单位无建议", "无意见"])
def test_a_lone_nothing_on_the_list_of_suggestions_is_a_nil_report(text: str) -> None:
    found = one(xlsx([["填报单位：办公室"], ["序号", "建议内容"], [1, text]]), "附件4 提建议清单（办公室）.xlsx")
    assert (found.state, found.rows) == (FileState.NIL, ())


@pytest.mark.parametrize("line", [[1, "本单位不涉及此项工作"], ["本单位不涉及此项工作"], ["备注：不涉及"]])
def test_a_table_that_says_not_concerned_is_asked_whether_it_stands_as_not_concerned(line: list[object]) -> None:
    found = one(xlsx([*EMPTY[:3], line]), NAME)
    assert (found.state, found.rows) == (FileState.NEEDS_REVIEW, ())
    assert "是否登记为“不涉及”" in said(found, "not_concerned")


def test_a_nil_statement_above_the_table_or_in_the_name_counts() -> None:
    assert one(xlsx([[TITLE + "（零报告）"], *EMPTY[1:]]), NAME).state is FileState.NIL
    assert one(xlsx([[UNIT_LINE + "    ☑零报告"], *EMPTY[2:]]), NAME).state is FileState.NIL
    assert one(xlsx(EMPTY), "2023年2月/附件2（办公室）零报告.xlsx").state is FileState.NIL


def test_a_nil_statement_beside_rows_is_asked() -> None:
    found = one(xlsx([*talks(changed(TALK, G="2月5日")), ["零报告"]]), NAME)
    assert (found.state, len(found.rows), codes(found)) == (FileState.NEEDS_REVIEW, 1, ["nil_with_rows"])


def test_a_row_that_states_nil_among_filled_rows_is_asked() -> None:
    found = one(xlsx(talks(changed(TALK, G="2月5日"), [2, "零报告"])), NAME)
    assert (found.state, "nil_with_rows" in codes(found)) == (FileState.NEEDS_REVIEW, True)


def test_a_letter_without_a_table_that_states_nil_is_a_nil_report() -> None:
    found = one(word([TITLE, UNIT_LINE, "本月无谈话。"], []), "2023年2月/附件2.docx")
    assert (found.state, found.unit, found.form) == (FileState.NIL, "办公室", FORMS["大谈话统计表"])
    assert one(word([TITLE, UNIT_LINE, "情况另报。"], []), "2023年2月/附件2.docx").state is FileState.REJECTED


def test_a_nil_report_of_an_unknown_unit_is_asked() -> None:
    found = one(xlsx([TALK_HEAD, ["零报告"]]), "2023年2月/附件2.xlsx")
    assert (found.state, codes(found)) == (FileState.NEEDS_REVIEW, ["unit_unknown"])


@pytest.mark.parametrize("start", [b"%PDF-1.4\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*"])
def test_a_pdf_or_picture_is_a_scan_of_what_its_name_says(start: bytes) -> None:
    found = one(start + b"x" * 50, "2023年2月/办公室/办公室大谈话2月盖章.xlsx")
    assert (found.state, found.unit, found.form, found.month) == (
        FileState.SCAN,
        "办公室",
        FORMS["大谈话统计表"],
        "2023-02",
    )
    assert found.problems == ()


@pytest.mark.parametrize("name", ["a/~$附件2.xlsx", ".~附件2.et", "2月/.DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_programs_leave_about_is_ignored(name: str) -> None:
    assert one(b"anything", name).state is FileState.IGNORED


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n", "empty_file"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"{\\rtf1", "other_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unreadable"),
        (b"PK\x03\x04", "damaged"),
        (b"\x01\x02\x00\x03", "unreadable"),
        (bytes(range(128, 256)), "unreadable"),
        ("姓名：甲".encode(), "no_form"),
    ],
)
def test_a_file_that_cannot_be_taken_gets_one_sentence_and_keeps_what_its_name_says(data: bytes, code: str) -> None:
    found = one(data, NAME)
    assert (found.state, codes(found)) == (FileState.REJECTED, [code])
    assert (found.unit, found.month) == ("办公室", "2023-02")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_table_is_read_in_each_encoding_an_office_uses(encoding: str) -> None:
    row = changed(TALK, B="韩𬭚", F="丁一一", G="2023-02-05", H="二楼\n会议室, 东")
    found = one(comma([[TITLE], [UNIT_LINE], TALK_HEAD, row], encoding), "2023年2月/附件2.csv")
    assert (found.state, found.rows[0].values["talker"]) == (FileState.ACCEPTED, "韩𬭚")
    assert found.rows[0].values["place"] == "二楼\n会议室, 东"


def test_a_text_tables_number_kept_as_text_keeps_its_zeros() -> None:
    row = changed(TALK, G="2023-02-05", H='="007"')
    found = one(comma([[TITLE], [UNIT_LINE], TALK_HEAD, row]), "2023年2月/附件2.csv")
    assert found.rows[0].values["place"] == "007"


@pytest.mark.parametrize("sign", ["\t", ";", "，"])
def test_a_text_table_with_another_separator_is_read(sign: str) -> None:
    text = "\n".join(sign.join(map(str, line)) for line in (TALK_HEAD, changed(TALK, G="2023-02-05")))
    assert one(text.encode(), NAME.replace("xlsx", "csv")).state is FileState.ACCEPTED


def test_an_html_page_called_xls_is_read() -> None:
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        for row in (TALK_HEAD, changed(TALK, G="2月5日", H="东<br>楼"))
    )
    page = f"<html><head><meta charset=gb2312></head><body><p>{UNIT_LINE}</p><table>{rows}</table></body></html>"
    found = one(page.encode("gb18030"), "2023年2月/附件2.xls")
    assert (found.state, found.unit, found.rows[0].values["place"]) == (FileState.ACCEPTED, "办公室", "东\n楼")


def test_a_roster_is_read_in_the_files_order_in_each_form() -> None:
    head = "单位名称,又称,类别,上级单位,联系人,所在党支部\n"
    text = head + "执法支队,支队、执法队,二级机构,,甲,一支部\n应急中心,,,执法支队,,\n"
    for data in (
        text.encode("utf-8-sig"),
        text.encode("gb18030"),
        xlsx([line.split(",") for line in text.splitlines()]),
    ):
        units = read_roster(data).roster.units
        assert [(unit.name, unit.aliases, unit.parent) for unit in units] == [
            ("执法支队", ("支队", "执法队"), ""),
            ("应急中心", (), "执法支队"),
        ]
    assert len(read_roster((shipped().resources / "sample" / "单位名册.csv").read_bytes()).roster.units) == 16


def test_every_mistake_of_a_roster_is_said_at_once() -> None:
    with pytest.raises(DeskError) as caught:
        read_roster("name,aliases,parent\n甲,丙,\n乙,丙,丁\n甲,,\n,戊,\n".encode())
    for part in ("第5行没有单位名称", "第4行“甲”与第2行重复", "又称“丙”已是“甲”的又称", "上级单位“丁”不在名册中"):
        assert part in str(caught.value)
    with pytest.raises(DeskError):
        read_roster(b"a,b\n1,2\n")


def test_a_column_the_roster_has_no_room_for_is_said() -> None:
    assert "人数" in read_roster("序号,单位名称,人数\n1,甲,3\n".encode()).problems[0].message


@pytest.mark.parametrize(
    "line",
    [
        "填报单位：办公室  零报告",
        "填报单位：办公室 零报告",
        "填报单位（盖章）：办公室（零报告）",
        "填报单位：办公室　本月零报告",
    ],
)
@pytest.mark.parametrize("below", [[], [[1], [2], [3]]])
def test_a_nil_report_behind_the_unit_is_one_and_the_unit_is_known(line: str, below: list[list[object]]) -> None:
    found = one(xlsx([[TITLE], [line], TALK_HEAD, *below]), "2023年2月/附件2.xlsx")
    assert (found.state, found.unit) == (FileState.NIL, "办公室"), found.problems


@pytest.mark.parametrize(
    "line", ["填报单位：办公室 □零报告", "填报单位：办公室（非零报告）", "填报单位：办公室（是否零报告：否）"]
)
def test_a_box_not_ticked_or_a_no_behind_the_unit_states_nothing(line: str) -> None:
    found = one(xlsx([[TITLE], [line], TALK_HEAD, [1]]), NAME)
    assert (found.state, "empty_table" in codes(found)) == (FileState.NEEDS_REVIEW, True), found.problems


@pytest.mark.parametrize("text", ["本月暂未发现", "该项工作尚未启动", "零谈"])
def test_a_lone_text_that_may_mean_nothing_is_asked_once_and_no_cell_is_called_wrong(text: str) -> None:
    found = one(xlsx([*EMPTY[:3], [1, text]]), NAME)
    assert (found.state, found.rows) == (FileState.NEEDS_REVIEW, ())
    assert [problem.code for problem in found.errors] == ["empty_table"]
    assert text in said(found, "empty_table")


def test_a_suggestion_that_begins_with_nothing_stays_a_suggestion() -> None:
    title = "学习宣传贯彻党的二十大精神·提建议清单"
    rows = [[title], [UNIT_LINE], ["序号", "建议内容"], [1, "无障碍通道应加宽"]]
    found = one(xlsx(rows), "2023年2月/附件4（办公室）.xlsx")
    assert (found.state, len(found.rows)) == (FileState.ACCEPTED, 1), found.problems

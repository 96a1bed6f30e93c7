import io
import re
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from desk_app.forms.identity import DEFINED_NAME, HIDDEN_SHEET, PROPERTY_NAME, Identity, encode
from desk_app.importing.results import FileState
from tests.importing.making import (
    TALK,
    TALK_HEAD,
    UNIT_LINE,
    changed,
    codes,
    fill,
    in_sheet,
    one,
    read,
    repacked,
    said,
    saved,
    talks,
    xls,
    xlsx,
)

CLEAN = "2023年3月/附件2（办公室）.xlsx"


def test_real_dates_times_and_bare_day_counts_are_dates() -> None:
    rows = [
        changed(TALK, A=n, G=value)
        for n, value in enumerate(
            [date(2023, 3, 5), datetime(2023, 3, 5, 14, 30, tzinfo=UTC).replace(tzinfo=None), 44990]
        )
    ]
    found = one(xlsx(talks(*rows)))
    assert [row.values["talked_on"] for row in found.rows] == ["2023-03-05", "2023-03-05T14:30", "2023-03-05"]
    assert found.rows[2].raw["talked_on"] == "44990"
    assert found.state is FileState.ACCEPTED


def test_the_1904_date_system_is_honoured_for_real_dates_and_bare_counts() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    fill(book.active, talks(changed(TALK, G=date(2023, 3, 5)), changed(TALK, G=44990 - 1462)))
    found = one(saved(book))
    assert [row.values["talked_on"] for row in found.rows] == ["2023-03-05", "2023-03-05"]


def test_a_number_that_may_be_two_dates_is_asked() -> None:
    found = one(xlsx(talks(changed(TALK, G=3.1))))
    assert found.state is FileState.NEEDS_REVIEW
    assert "可能是3月1日，也可能是3月10日" in said(found, "date_ambiguous")


def test_an_error_value_is_kept_and_asked() -> None:
    found = one(xlsx(talks(changed(TALK, H="#DIV/0!")), lambda sheet: setattr(sheet["H4"], "data_type", "e")))
    assert found.rows[0].values["place"] == "#DIV/0!"
    assert said(found, "cell_error") == "工作表“Sheet1” H4 单元格是错误值“#DIV/0!”，请改正"
    assert found.state is FileState.NEEDS_REVIEW


def test_a_formula_without_a_kept_result_is_said_by_its_cell() -> None:
    def formula(sheet: Any) -> None:
        sheet["H4"] = "=A1"

    found = one(xlsx(talks(TALK), formula))
    assert said(found, "formula_uncached").startswith("工作表“Sheet1” H4 公式没有保存结果")
    assert found.state is FileState.NEEDS_REVIEW


def test_hidden_rows_columns_and_sheets_are_read_and_said() -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["H"].hidden = True

    found = one(xlsx(talks(TALK, changed(TALK, A=2, B="许映雪")), hide))
    assert (len(found.rows), found.state) == (2, FileState.ACCEPTED)
    assert codes(found) == ["hidden_rows", "hidden_columns"]
    book = openpyxl.Workbook()
    fill(book.active, [["目录"]])
    hidden = book.create_sheet("一月")
    fill(hidden, talks(TALK))
    hidden.sheet_state = "hidden"
    assert "hidden_sheet" in codes(one(saved(book)))


def test_a_wrong_dimension_loses_no_row() -> None:
    data = in_sheet(xlsx(talks(TALK, TALK, TALK)), '<dimension ref="A1:I6"/>', '<dimension ref="A1:I4"/>')
    assert len(one(data).rows) == 3


def test_a_workbook_in_the_strict_dialect_is_read_like_any_other() -> None:
    names = [
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ]

    def strict(_name: str, part: bytes) -> bytes:
        for usual, other in names:
            part = part.replace(usual, other)
        return part

    data = repacked(xlsx(talks(TALK)), strict)
    assert one(data).rows == one(xlsx(talks(TALK))).rows


def test_a_cell_that_stands_twice_is_said() -> None:
    data = in_sheet(
        xlsx(talks(TALK)), "</row></sheetData>", '<c r="H4" t="inlineStr"><is><t>甲</t></is></c></row></sheetData>'
    )
    found = one(data)
    assert "readers_differ" in codes(found)
    assert found.state is FileState.NEEDS_REVIEW


def test_a_workbook_with_a_style_that_is_nowhere_is_read_without_a_word_of_a_library(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def bare(name: str, part: bytes) -> bytes:
        return re.sub(rb"<cellStyleXfs.*?</cellStyleXfs>", b"", part) if name == "xl/styles.xml" else part

    twice = '<c r="H4" t="inlineStr"><is><t>甲</t></is></c></row></sheetData>'
    assert "readers_differ" in codes(one(repacked(in_sheet(xlsx(talks(TALK)), "</row></sheetData>", twice), bare)))
    assert capsys.readouterr() == ("", "")


def test_cells_without_addresses_are_counted_from_the_left() -> None:
    def bare(name: str, part: bytes) -> bytes:
        return re.sub(rb'(<c|<row) r="[A-Z]*\d+"', rb"\1", part) if name.startswith("xl/worksheets/") else part

    data = repacked(xlsx([TALK_HEAD, TALK]), bare)
    found = one(data)
    assert (found.state, codes(found), found.rows[0].values["place"]) == (FileState.ACCEPTED, [], "会议室")


def test_old_workbooks_are_read_with_dates_merges_and_hidden_rows() -> None:
    def dress(sheet: Any) -> None:
        sheet.row(4).hidden = True
        sheet.merge(3, 4, 1, 1)

    found = one(
        xls(talks(changed(TALK, G=date(2023, 3, 5)), changed(TALK, B=None, A=2, H="302室")), dress),
        "2023年3月/附件2.et",
    )
    assert [row.values["talker"] for row in found.rows] == ["林嘉禾", "林嘉禾"]
    assert found.rows[0].values["talked_on"] == "2023-03-05"
    assert codes(found) == ["hidden_rows"]


def test_an_error_value_in_an_old_workbook_is_not_blank() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for number, row in enumerate(talks(TALK)):
        for column, value in enumerate(row):
            sheet.write(number, column, value) if column != 7 or number != 3 else sheet.row(3).set_cell_error(
                7, "#DIV/0!"
            )
    target = io.BytesIO()
    book.save(target)
    found = one(target.getvalue())
    assert found.rows[0].values["place"] == "#DIV/0!"
    assert "cell_error" in codes(found)


def test_our_own_blank_is_known_by_its_hidden_identity_whatever_it_is_called() -> None:
    line = encode(Identity("学习", "大谈话统计表", "人事科", "2023-02"))
    book = openpyxl.Workbook()
    fill(book.active, [TALK_HEAD, changed(TALK, G="2月7日")])
    sheet = book.create_sheet(HIDDEN_SHEET)
    sheet["A1"] = line
    sheet.sheet_state = "hidden"
    found = one(saved(book), "新建.xlsx")
    assert (found.unit, found.month, found.state) == ("人事科", "2023-02", FileState.ACCEPTED)
    assert not found.problems


def test_the_identity_is_found_in_a_property_or_a_name_where_the_hidden_sheet_is_gone() -> None:
    line = encode(Identity("学习", "大谈话统计表", "人事科", "2023-02"))
    for carrier in ("property", "name"):
        target = io.BytesIO()
        with xlsxwriter.Workbook(target) as book:
            sheet = book.add_worksheet("表")
            for number, row in enumerate([TALK_HEAD, changed(TALK, G="2月7日")]):
                sheet.write_row(number, 0, row)
            if carrier == "property":
                book.set_custom_property(PROPERTY_NAME, line, "text")
            else:
                book.define_name(DEFINED_NAME, f'="{line}"')
        assert one(target.getvalue(), "新建.xlsx").unit == "人事科"


def test_an_identity_that_contradicts_the_unit_line_is_asked() -> None:
    book = openpyxl.Workbook()
    fill(book.active, [[UNIT_LINE], TALK_HEAD, TALK])
    book.create_sheet(HIDDEN_SHEET)["A1"] = encode(Identity("学习", "大谈话统计表", "人事科", "2023-03"))
    found = one(saved(book), "新建.xlsx")
    assert (found.state, found.unit) == (FileState.NEEDS_REVIEW, None)
    assert "空表自带的标识是“人事科”，填报单位一行是“办公室”" in said(found, "unit_disagrees")


def test_macros_are_not_run_and_that_is_said() -> None:
    target = io.BytesIO(xlsx(talks(TALK)))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert codes(one(target.getvalue())) == ["macros"]


def test_numbers_look_as_a_sheet_shows_them() -> None:
    found = one(xlsx(talks(changed(TALK, A=1.0, H=302, I=0.1 + 0.2))))
    values = found.rows[0].values
    assert (values["serial"], values["place"], values["type"]) == ("1", "302", "0.3")


def test_an_old_workbooks_formula_without_a_kept_result_is_asked() -> None:
    def formula(sheet: Any) -> None:
        sheet.write(4, 7, xlwt.Formula("1/0"))

    found = one(xls(talks(TALK, [*TALK[:7], None, TALK[8]]), formula))
    assert (found.state, "formula_uncached" in codes(found)) == (FileState.NEEDS_REVIEW, True)


def test_a_hidden_sheet_of_the_same_unit_form_and_month_is_asked_and_does_not_count_by_itself() -> None:
    book = openpyxl.Workbook()
    fill(book.active, talks(TALK))
    old = book.create_sheet("旧")
    fill(old, talks(TALK))
    old.sheet_state = "hidden"
    shown, hidden = read(saved(book))
    assert (shown.state, hidden.state) == (FileState.ACCEPTED, FileState.NEEDS_REVIEW)
    assert "请确认以哪一处为准" in said(hidden, "hidden_twin")

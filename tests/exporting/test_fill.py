"""Filling a foreign workbook or document in place: what is put in stands there, all else as it stood."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.exporting.fill_document import LINES, fill_document, lines_of
from desk_app.exporting.fill_shift import Shift
from desk_app.exporting.fill_text import labels_in, own_label
from desk_app.exporting.fill_values import HAS_FORMULA, BlockWrite, CellWrite
from desk_app.exporting.fill_workbook import fill_workbook, formula_spots
from desk_app.importing.grid import address_of
from desk_app.importing.word_places import cell_numbers
from tests.services.superior_papers import superior_document, superior_workbook

ROWS = "谈话明细"


@pytest.fixture
def book(tmp_path: Path) -> bytes:
    return superior_workbook(tmp_path / "上级.xlsx").read_bytes()


def loaded(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def looks(cell: openpyxl.cell.Cell) -> tuple[object, ...]:
    return (cell.font.name, cell.font.sz, cell.fill.fgColor.rgb, cell.border.left.style, cell.alignment.horizontal)


def test_cells_take_values_and_nothing_else_of_the_workbook_changes(book: bytes) -> None:
    cells = (CellWrite(("3月", 4, 2), 9), CellWrite(("3月", 1, 0), "某局", "填报单位："),
             CellWrite(("3月", 1, 3), "甲", "填报人："))  # fmt: skip
    content, left = fill_workbook(book, cells)
    assert left == ()
    before, after = loaded(book), loaded(content)
    changed = {}
    for sheet in before.worksheets:
        other = after[sheet.title]
        assert other.dimensions == sheet.dimensions
        assert other.merged_cells.ranges == sheet.merged_cells.ranges
        assert {k: v.width for k, v in other.column_dimensions.items()} == {
            k: v.width for k, v in sheet.column_dimensions.items()
        }
        for line in sheet.iter_rows():
            for cell in line:
                now = other[cell.coordinate]
                assert looks(now) == looks(cell)
                if now.value != cell.value:
                    changed[cell.coordinate] = now.value
    assert changed == {"C5": 9, "A2": "填报单位：某局", "D2": "填报人：甲　　填报日期："}


def test_all_parts_that_are_not_touched_come_out_byte_for_byte(book: bytes) -> None:
    content, _ = fill_workbook(book, [CellWrite(("3月", 4, 2), 9)])
    before, after = (zipfile.ZipFile(BytesIO(one)) for one in (book, content))
    assert before.namelist() == after.namelist()
    same = {name for name in before.namelist() if before.read(name) == after.read(name)}
    assert {"xl/styles.xml", "xl/theme/theme1.xml", "[Content_Types].xml", "docProps/core.xml"} <= same


def test_a_formula_is_never_written_over_and_its_old_result_is_not_kept(book: bytes) -> None:
    content, left = fill_workbook(book, [CellWrite(("3月", 10, 2), 51)])
    assert [one.why for one in left] == [HAS_FORMULA]
    assert loaded(content)["3月"]["C11"].value == "=SUM(C5:C10)"
    assert ("3月", 10, 2) in formula_spots(content)
    assert b'fullCalcOnLoad="1"' in zipfile.ZipFile(BytesIO(content)).read("xl/workbook.xml")


def test_more_rows_than_are_free_push_the_sum_line_and_the_note_down_and_the_sums_follow(book: bytes) -> None:
    rows = tuple(((0, number), (2, f"谈话人{number}"), (5, "谈心谈话")) for number in range(1, 9))
    content, left = fill_workbook(book, (), [BlockWrite(ROWS, 2, 3, rows)])
    assert left == ()
    sheet = loaded(content)[ROWS]
    assert [sheet.cell(line, 3).value for line in range(3, 11)] == [f"谈话人{number}" for number in range(1, 9)]
    assert [sheet.cell(line, 7).value for line in range(3, 12)] == [
        *(f"=LEN(D{line})" for line in range(3, 11)), "=SUM(G3:G10)",
    ]  # fmt: skip
    assert (sheet["A11"].value, sheet["C11"].value) == ("合计", "=COUNTA(C3:C10)")
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A12:G12"]
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["F3:F10"]
    assert {sheet.row_dimensions[line].height for line in range(3, 11)} == {27}
    assert {sheet.cell(line, 3).font.name for line in range(3, 11)} == {"仿宋"}
    assert sheet.print_title_rows == "$1:$2"


def test_a_word_that_the_drop_down_has_not_is_not_written_and_that_is_said(book: bytes) -> None:
    content, left = fill_workbook(book, [CellWrite((ROWS, 2, 5), "入党谈话"), CellWrite((ROWS, 3, 5), "任前谈话")])
    assert [(one.spot, one.why) for one in left] == [((ROWS, 2, 5), "下拉选项里没有“入党谈话”，没有填")]
    assert loaded(content)[ROWS]["F4"].value == "任前谈话"


def test_rows_that_do_not_fit_where_nothing_can_be_moved_are_said(book: bytes) -> None:
    noted = loaded(book)
    from openpyxl.comments import Comment

    noted[ROWS]["A6"].comment = Comment("合计", "上级")
    target = BytesIO()
    noted.save(target)
    rows = tuple(((2, f"谈话人{number}"),) for number in range(5))
    content, left = fill_workbook(target.getvalue(), (), [BlockWrite(ROWS, 2, 3, rows)])
    assert "另有2行放不下" in left[0].why
    sheet = loaded(content)[ROWS]
    assert [sheet.cell(line, 3).value for line in range(3, 7)] == ["谈话人0", "谈话人1", "谈话人2", "=COUNTA(C3:C5)"]


@given(first=st.integers(1, 60), height=st.integers(0, 20), last=st.integers(0, 60), count=st.integers(1, 30))
@settings(max_examples=300)
def test_a_moved_range_holds_exactly_the_cells_it_held_and_new_rows_only_inside(
    first: int, height: int, last: int, count: int
) -> None:
    shift = Shift("表", last, count)
    end = first + height
    text = shift.formula(f"SUM(B{first}:B{end})+'别的表'!B{end}&\"B{end}\"", "表")
    area = shift.area(f"B{first}:B{end}")
    assert text == f"SUM({area})+'别的表'!B{end}&\"B{end}\""
    begin, close = (int(one[1:]) for one in area.split(":"))
    assert begin == shift.row(first)
    assert close - begin - height in {0, count}
    assert (close - begin == height + count) == (first <= last + 1 <= end and height > 0 and not first > last + 1)


def test_labels_are_found_and_a_cell_of_one_label_is_known_by_it() -> None:
    assert labels_in("填报人：　　　填报日期：") == ("填报人：", "填报日期：")
    assert own_label("填报单位（盖章）：＿＿＿") == "填报单位（盖章）："
    assert own_label("填报单位：某局") == ""


def test_a_document_takes_values_behind_its_words_in_its_cells_and_in_new_rows(tmp_path: Path) -> None:
    data = superior_document(tmp_path / "上级.docx").read_bytes()
    spots = [(f"第{table}个表", row, column) for table in (1, 2) for row in range(4) for column in range(4)]
    found = cell_numbers(data, [(name, address_of(row, column)) for name, row, column in spots])
    numbers = {spot: found[key] for spot in spots if (key := (spot[0], address_of(spot[1], spot[2]))) in found}
    line = next(place for place, text in enumerate(lines_of(data)) if "填报单位" in text)
    rows = tuple(((0, number), (1, f"建议{number}"), (2, "办公室")) for number in range(1, 6))
    content, left = fill_document(
        data,
        numbers,
        (CellWrite((LINES, line, 0), "某局", "填报单位（盖章）："), CellWrite(("第1个表", 1, 1), 51),
         CellWrite(("第1个表", 1, 3), "2023年3月"), CellWrite((LINES, line, 0), "甲", "没有的词：")),
        [BlockWrite("第2个表", 1, 2, rows)],
    )  # fmt: skip
    assert [one.why for one in left] == ["这里没有“没有的词：”，不知填在哪里"]
    document = Document(BytesIO(content))
    paragraph = document.paragraphs[line]
    assert paragraph.text == "填报单位（盖章）：某局　　填报日期："
    assert [run.underline for run in paragraph.runs if "某局" in run.text] == [True]
    first, second = document.tables
    assert first.cell(1, 1).text == "51"
    assert "2023年3月" in first._tbl.xml
    assert "showingPlcHdr" not in first._tbl.xml
    assert [[cell.text for cell in row.cells] for row in second.rows][1:6] == [
        [str(number), f"建议{number}", "办公室"] for number in range(1, 6)
    ]
    assert second.rows[6].cells[0].text == "说明：按单位顺序填写。"


def test_a_choice_that_a_documents_drop_down_has_not_is_said(tmp_path: Path) -> None:
    data = superior_document(tmp_path / "上级.docx").read_bytes()
    spot = ("第1个表", 1, 3)
    found = cell_numbers(data, [("第1个表", "D2")])
    _, left = fill_document(data, {spot: found["第1个表", "D2"]}, [CellWrite(spot, "2023年4月")])
    assert [one.why for one in left] == ["下拉选项里没有“2023年4月”，没有填"]

"""A unit's own file with its wrong cells marked: everything else comes out as it went in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from desk_app.exporting.marked_cells import FILL, CellMark, address, place_of
from desk_app.exporting.marked_document import mark_document
from desk_app.exporting.marked_tables import MarkedTable, marked_tables
from desk_app.exporting.marked_workbook import mark_workbook
from desk_app.exporting.package_parts import UnmarkableError
from desk_app.importing.word_places import cell_numbers

SAID = "谈话时间：2月没有30日，请核对后改正。"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return target.getvalue()


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "1月"
    sheet.append(["序号", "谈话人", "谈话时间"])
    sheet.append([1, "张三", "2月30日"])
    sheet.append([2, "李四", "=1+1"])
    sheet["C2"].font = Font(name="楷体", bold=True)
    return book


def data_of(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_wrong_cell_is_red_with_a_remark_and_keeps_its_value_and_font() -> None:
    marked = opened(mark_workbook(data_of(workbook()), [CellMark("1月", "C2", SAID)]))
    cell = marked["1月"]["C2"]
    assert (cell.value, cell.fill.fgColor.rgb, cell.font.name, cell.font.bold) == ("2月30日", f"FF{FILL}", "楷体", True)
    assert cell.comment is not None
    assert cell.comment.text == SAID
    assert marked["1月"]["C3"].value == "=1+1"
    assert marked["1月"]["B2"].fill.fgColor.rgb != f"FF{FILL}"


def test_all_other_parts_of_the_file_come_out_byte_for_byte() -> None:
    before = data_of(workbook())
    after = parts(mark_workbook(before, [CellMark("1月", "C2", SAID)]))
    touched = {"[Content_Types].xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"}
    for name, content in parts(before).items():
        if name not in touched:
            assert after[name] == content, name


def test_an_empty_cell_and_a_row_that_the_file_has_not_can_be_marked() -> None:
    marks = [CellMark("1月", place, "必填") for place in ("D2", "A9", "B2", "AA30")]
    marked = opened(mark_workbook(data_of(workbook()), marks))["1月"]
    assert {place for place in ("D2", "A9", "B2", "AA30") if marked[place].comment} == {"D2", "A9", "B2", "AA30"}
    assert [cell.value for cell in marked[2]][:3] == [1, "张三", "2月30日"]
    assert [cell.value for cell in marked[3]][:3] == [2, "李四", "=1+1"]


def test_remarks_that_stood_there_stay_and_a_second_one_is_added_below() -> None:
    book = workbook()
    book["1月"]["C2"].comment = Comment("我的备注", "张三")
    book["1月"]["A1"].comment = Comment("另一条", "张三")
    marked = opened(mark_workbook(data_of(book), [CellMark("1月", "C2", SAID), CellMark("1月", "C3", "第二处")]))
    sheet = marked["1月"]
    assert sheet["C2"].comment is not None
    assert sheet["C2"].comment.text == f"我的备注\n{SAID}"
    assert sheet["A1"].comment is not None
    assert sheet["A1"].comment.text == "另一条"
    assert sheet["C3"].comment is not None


def test_drop_downs_hidden_sheets_and_protection_survive_the_marking() -> None:
    book = workbook()
    rule = DataValidation(type="list", formula1='"甲,乙"')
    rule.add("B2:B9")
    book["1月"].add_data_validation(rule)
    book["1月"].protection.sheet = True
    book.create_sheet("藏").sheet_state = "hidden"
    book["1月"]["A2"].fill = PatternFill("solid", fgColor="FF00FF00")
    marked = opened(mark_workbook(data_of(book), [CellMark("1月", "C2", SAID)]))
    assert marked["藏"].sheet_state == "hidden"
    assert marked["1月"].protection.sheet
    assert str(marked["1月"].data_validations.dataValidation[0].sqref) == "B2:B9"
    assert marked["1月"]["A2"].fill.fgColor.rgb == "FF00FF00"


def test_a_hand_written_sheet_without_addresses_or_styles_is_marked_at_the_right_cell() -> None:
    content = parts(data_of(workbook()))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(
        "<x:row>" + "".join(f'<x:c t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c>' for text in row) + "</x:row>"
        for row in (("甲", "乙"), ("丙", "丁"))
    )
    sheet = f'<x:worksheet xmlns:x="{main}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    content["xl/worksheets/sheet1.xml"] = sheet.encode()
    marked = opened(mark_workbook(packed(content), [CellMark("1月", "B2", SAID), CellMark("1月", "D1", "补填")]))["1月"]
    assert [[cell.value for cell in row][:2] for row in marked.iter_rows()] == [["甲", "乙"], ["丙", "丁"]]
    assert marked["B2"].fill.fgColor.rgb == f"FF{FILL}"
    assert marked["B2"].comment is not None
    assert marked["D1"].comment is not None


@pytest.mark.parametrize("data", [b"", b"no archive", packed({"a.txt": b"a"})])
def test_what_is_no_workbook_is_refused_and_not_guessed(data: bytes) -> None:
    with pytest.raises(UnmarkableError):
        mark_workbook(data, [CellMark("1月", "C2", SAID)])


def test_a_sheet_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnmarkableError):
        mark_workbook(data_of(workbook()), [CellMark("2月", "C2", SAID)])


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.lists(TEXTS, min_size=1, max_size=5), min_size=1, max_size=6),
    wanted=st.sets(st.tuples(st.integers(0, 9), st.integers(0, 7)), min_size=1, max_size=6),
    said=TEXTS.filter(str.strip),
)
def test_no_value_of_any_workbook_is_changed_by_marking(
    rows: list[list[str]], wanted: set[tuple[int, int]], said: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, texts in enumerate(rows, start=1):
        for column, text in enumerate(texts, start=1):
            sheet.cell(row, column).value = text or None
            sheet.cell(row, column).data_type = "s" if text else "n"
    data = data_of(book)
    before = {
        cell.coordinate: cell.value for row in opened(data).worksheets[0] for cell in row if cell.value is not None
    }
    cells = [address(*place) for place in wanted]
    marked = opened(mark_workbook(data, [CellMark(sheet.title, cell, said) for cell in cells])).worksheets[0]
    assert {cell.coordinate: cell.value for row in marked for cell in row if cell.value is not None} == before
    assert {cell.coordinate for row in marked for cell in row if cell.comment} == set(cells)


@given(st.tuples(st.integers(0, 1_048_575), st.integers(0, 16_383)))
def test_addresses_lead_there_and_back(place: tuple[int, int]) -> None:
    assert place_of(address(*place)) == place


def document(tmp_path: Path) -> bytes:
    made = Document()
    made.add_paragraph("填报单位：办公室")
    table = made.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "谈话人"
    table.cell(1, 2).text = "2月30日"
    path = tmp_path / "来表.docx"
    made.save(str(path))
    return path.read_bytes()


def test_a_cell_of_a_word_table_is_shaded_with_a_remark_and_its_text_stays(tmp_path: Path) -> None:
    data = document(tmp_path)
    numbers = cell_numbers(data, [("第1个表", "C2"), ("第1个表", "C1")])
    assert numbers["第1个表", "C1"] == 1
    marked = mark_document(data, {numbers["第1个表", "C2"]: SAID})
    table = Document(io.BytesIO(marked)).tables[0]
    xml = table.cell(1, 2)._tc.xml
    assert f'w:fill="{FILL}"' in xml
    assert "commentReference" in xml
    assert table.cell(1, 2).text == "2月30日"
    assert f'w:fill="{FILL}"' not in table.cell(1, 1)._tc.xml
    assert SAID in next(part for name, part in parts(marked).items() if "comments" in name).decode()


def test_a_table_of_ours_keeps_addresses_texts_and_what_looks_like_a_formula() -> None:
    table = MarkedTable("Sheet1", [["表题", "", ""], ["序号", "谈话人", "时间"], ["1", "=2+3", ""]], [(0, 0, 0, 2)])
    sheet = opened(marked_tables([table], [CellMark("Sheet1", "C3", "必填")]))["Sheet1"]
    assert (sheet["A1"].value, sheet["B3"].value, sheet["B3"].data_type) == ("表题", "=2+3", "s")
    assert sheet["C3"].comment is not None
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]

"""Records of a page each: what went out as a blank comes back cell by cell, from Excel and from Word."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.campaign.roster import Roster
from desk_app.exporting.excel import Blank, write_xlsx
from desk_app.exporting.form_paper import blank_paper, filled_paper
from desk_app.exporting.word import write_docx
from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.definition import FormDefinition
from desk_app.forms.headings import fold_heading
from desk_app.importing.results import FileState, ReadReturn
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile
from desk_app.importing.roster_file import read_roster
from desk_app.locations import shipped

CATALOGUE = load_catalogue([shipped().forms])
TALK, REPORT = CATALOGUE.ready_form("谈心谈话记录表"), CATALOGUE.ready_form("月报")
TALKED = {
    "talker": "李明", "talker_post": "支部书记", "talkee": "王芳", "talkee_post": "副主任",
    "talked_on": "2023-03-08", "place": "三楼会议室", "content": "谈思想。\n谈工作。",
}  # fmt: skip
REPORTED: dict[str, str | int] = {
    "studies": 3, "discussions": 2, "lessons": 1, "talks": 12, "surveys": 4, "opinions": 15, "deeds": 2,
    "attended": 230, "features": "红色讲堂", "problems": "个别支部学习不够深入。", "plans": "专题研讨",
}  # fmt: skip


def reader(*forms: FormDefinition) -> ReturnReader:
    roster: Roster = read_roster((shipped().sample / "单位名册.csv").read_bytes()).roster
    return ReturnReader((*CATALOGUE.template("学习宣传贯彻党的二十大精神").forms, *forms), roster)


def read(form: FormDefinition, path: Path) -> ReadReturn:
    (found,) = reader(form).read(SourceFile(f"2023年3月/{path.name}", path.read_bytes()), ReadContext())
    return found


def fill_sheet(path: Path, form: FormDefinition, values: Mapping[str, str | int]) -> None:
    """Write each value beside its heading, as a person would."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    left = list(form.columns)
    for row in sheet.iter_rows():
        for cell in row:
            column = next(
                (one for one in left if fold_heading(str(cell.value or "")) == fold_heading(one.heading)), None
            )
            if column is not None:
                left.remove(column)
                area = next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)
                beside = (area.max_col if area else cell.column) + 1
                sheet.cell(cell.row, beside).value = values.get(column.key)
    assert not left
    book.save(path)


def fill_document(path: Path, form: FormDefinition, values: Mapping[str, str | int]) -> None:
    document = Document(str(path))
    left = list(form.columns)
    for row in document.tables[0].rows:
        cells = list(dict.fromkeys(row.cells))
        for cell, beside in itertools.pairwise(cells):
            column = next((one for one in left if fold_heading(cell.text) == fold_heading(one.heading)), None)
            if column is not None:
                left.remove(column)
                beside.paragraphs[0].add_run(str(values.get(column.key, "")))
    assert not left
    document.save(str(path))


@pytest.mark.parametrize("kind", [".xlsx", ".docx"])
@pytest.mark.parametrize(("form", "values"), [(TALK, TALKED), (REPORT, REPORTED)], ids=["talk", "report"])
def test_a_blank_filled_in_comes_back_as_one_record_with_every_cell(
    tmp_path: Path, form: FormDefinition, values: dict[str, str | int], kind: str
) -> None:
    path = tmp_path / f"{form.name}（办公室）{kind}"
    if kind == ".xlsx":
        write_xlsx(blank_paper(form, unit="办公室"), path, blank=Blank())
        fill_sheet(path, form, values)
    else:
        write_docx(blank_paper(form, unit="办公室"), path, blank=True)
        fill_document(path, form, values)
    found = read(form, path)
    assert (found.state, found.problems) == (FileState.ACCEPTED, ())
    assert (found.form, found.unit, found.period and found.period.code) == (form, "办公室", "2023-03")
    (row,) = found.rows
    assert row.values == values


def test_a_wrong_cell_is_named_by_where_it_stands_on_the_page(tmp_path: Path) -> None:
    path = tmp_path / "谈心谈话记录表（办公室）.xlsx"
    write_xlsx(blank_paper(TALK, unit="办公室"), path, blank=Blank())
    fill_sheet(path, TALK, {**TALKED, "talked_on": "2023年2月30日", "talkee": ""})
    sheet = openpyxl.load_workbook(path).worksheets[0]
    at = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    found = read(TALK, path)
    assert found.state is FileState.NEEDS_REVIEW
    wrong = {at["2023年2月30日"].coordinate, at["谈话对象"].offset(0, 1).coordinate}
    assert {problem.cell for problem in found.errors} == wrong
    assert found.rows[0].cells["talked_on"] == at["2023年2月30日"].coordinate


def test_several_records_of_a_unit_on_sheets_of_their_own_are_one_return(tmp_path: Path) -> None:
    path = tmp_path / "谈心谈话记录表（办公室）.xlsx"
    other = {**TALKED, "talkee": "赵强", "talked_on": "2023-03-09"}
    write_xlsx(filled_paper(TALK, [TALKED, other], unit="办公室"), path)
    assert len(openpyxl.load_workbook(path).worksheets) == 2
    found = read(TALK, path)
    assert [row.values["talkee"] for row in found.rows] == ["王芳", "赵强"]


def test_several_records_of_a_unit_on_pages_of_one_document_are_one_return(tmp_path: Path) -> None:
    path = tmp_path / "谈心谈话记录表（办公室）.docx"
    other = {**TALKED, "talkee": "赵强", "talked_on": "2023-03-09"}
    write_docx(filled_paper(TALK, [TALKED, other], unit="办公室"), path)
    assert [row.values["talkee"] for row in read(TALK, path).rows] == ["王芳", "赵强"]


def test_a_ticked_box_of_an_empty_monthly_report_is_a_nil_report_and_an_unticked_one_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "月报（办公室）.xlsx"
    write_xlsx(blank_paper(REPORT, unit="办公室"), path, blank=Blank())
    assert read(REPORT, path).state is FileState.NEEDS_REVIEW
    book = openpyxl.load_workbook(path)
    (box,) = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "□零报告"]
    box.value = "☑零报告"
    book.save(path)
    assert read(REPORT, path).state is FileState.NIL


def test_what_is_written_beside_no_heading_is_said(tmp_path: Path) -> None:
    path = tmp_path / "月报（办公室）.xlsx"
    write_xlsx(blank_paper(REPORT, unit="办公室"), path, blank=Blank())
    fill_sheet(path, REPORT, REPORTED)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    (label,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "集中学习"]
    sheet.cell(label.row, 7).value = "含线上一次"
    book.save(path)
    found = read(REPORT, path)
    assert [problem.code for problem in found.problems] == ["record_unread"]
    assert "含线上一次" in found.problems[0].message
    assert found.state is FileState.ACCEPTED


def test_a_page_without_the_form_s_title_is_never_taken_for_a_record(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    for line in (("谈话人", "李明", "职务", "书记"), ("谈话对象", "王芳", "职务", "主任"), ("谈话时间", "3月8日")):
        book.active.append(line)
    book.save(path)
    assert read(TALK, path).state is FileState.REJECTED


_HANZI = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
_TEXT = st.text(_HANZI, min_size=2, max_size=12).filter(lambda text: not set("无没未不零〇暂空") & set(text))


@settings(max_examples=10, deadline=None)
@given(content=_TEXT, place=_TEXT, names=st.lists(_TEXT, min_size=2, max_size=2))
def test_what_is_printed_of_a_talk_is_read_back_to_the_letter(
    tmp_path_factory: pytest.TempPathFactory, content: str, place: str, names: list[str]
) -> None:
    values = {**TALKED, "content": content, "place": place, "talker": names[0], "talkee": names[1]}
    path = tmp_path_factory.mktemp("记录") / "谈心谈话记录表（办公室）.xlsx"
    write_xlsx(filled_paper(TALK, [values], unit="办公室"), path)
    (row,) = read(TALK, path).rows
    assert {key: row.values[key] for key in values} == values

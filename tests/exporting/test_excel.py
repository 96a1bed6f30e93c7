"""Workbooks on disk, read back by another library and by their XML."""

from __future__ import annotations

import re
import tracemalloc
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from desk_app.exporting.excel import Blank, sheet_names, write_workbook, write_xlsx
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow
from desk_app.forms.identity import DEFINED_NAME, HIDDEN_SHEET, PROPERTY_NAME, Identity, decode, encode
from desk_app.problems import DeskError

IDENTITY = Identity("二十大", "大谈话统计表", "办公室", "2023-03")
COLUMNS = (
    PaperColumn("序号", 12, is_whole=True),
    PaperColumn("谈话人"),
    PaperColumn("谈话时间", is_date=True),
    PaperColumn("谈话内容类型", choices=("谈心谈话", "任前谈话")),
    PaperColumn("级别", choices=("市", "区"), closed=True),
)
ODD = (
    "=1+1",
    "+86",
    "-5",
    "@a",
    "\t首行",
    "007",
    "２０２３",
    "王𬭚",
    "甲\n乙",
    "http://a.cn",
    "'引",
    "<r>x</r>",
    "1e5",
    " 空 ",
)
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def paper(*rows: tuple[str | None, ...], columns: tuple[PaperColumn, ...] = COLUMNS, **more: object) -> Paper:
    return Paper("学习·大谈话统计表", columns, tuple(PaperRow(row) for row in rows), **more)  # type: ignore[arg-type]  # tests only


def written(tmp_path: Path, made: Paper, blank: Blank | None = None) -> Worksheet:
    target = tmp_path / "表.xlsx"
    write_xlsx(made, target, blank=blank)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def xml(path: Path, part: str) -> str:
    with ZipFile(path) as package:
        return package.read(part).decode()


def head_row(sheet: Worksheet) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "序号")


def shown(value: object) -> str:
    """What a spreadsheet program shows: escapes of the file format undone, as the format's rules say."""
    text = "" if value is None else str(value)
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def test_texts_that_look_like_something_else_stay_texts(tmp_path: Path) -> None:
    columns = (PaperColumn("序号"), PaperColumn("内容", align=Align.LEFT))
    sheet = written(tmp_path, paper(*((str(place), text) for place, text in enumerate(ODD)), columns=columns))
    first = head_row(sheet) + 1
    cells = [sheet.cell(first + place, 2) for place in range(len(ODD))]
    assert [cell.value for cell in cells] == list(ODD)
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert [cell.quotePrefix for cell in cells[:5]] == [True] * 5
    assert "<f>" not in xml(tmp_path / "表.xlsx", "xl/worksheets/sheet1.xml")
    assert "hyperlink" not in xml(tmp_path / "表.xlsx", "xl/worksheets/sheet1.xml")


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60, deadline=None
)
@example([("_x000B_\x0b", "\r\n"), ("王𬭚\n", "_x005F_")])
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_every_row_comes_back_equal_to_the_code_point(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    columns = (PaperColumn("甲"), PaperColumn("乙"))
    target = tmp_path / "往返.xlsx"
    write_xlsx(Paper("往返", columns, tuple(PaperRow(row) for row in rows)), target)
    found = _inline_texts(xml(target, "xl/worksheets/sheet1.xml"))
    expected = [text for row in rows for text in row if text]
    assert found[len(found) - len(expected) :] == expected
    assert len(found) == len(expected) + 3


def _inline_texts(text: str) -> list[str]:
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    root = etree.fromstring(text.encode())
    return [shown("".join(part.text or "" for part in cell.iter(f"{space}t"))) for cell in root.iter(f"{space}is")]


def test_whole_numbers_are_numbers_and_leading_noughts_are_not(tmp_path: Path) -> None:
    columns = (PaperColumn("序号"), PaperColumn("本期", is_whole=True))
    sheet = written(tmp_path, paper(("a", "12"), ("b", "007"), ("c", "—"), ("d", "1" * 16), columns=columns))
    first = head_row(sheet) + 1
    assert [sheet.cell(first + place, 2).value for place in range(4)] == [12, "007", "—", "1" * 16]


def test_a_cell_too_long_for_excel_is_said_with_its_place_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "长.xlsx"
    with pytest.raises(DeskError, match=r"第 3 行“谈话人”：文字有 32768 字"):
        write_xlsx(paper(("1", "长" * 32_768, "", "", "")), target)
    with pytest.raises(DeskError, match="文字有 40000 字"):
        write_xlsx(paper(("1", "𬭚" * 20_000, "", "", "")), target)
    with pytest.raises(DeskError, match="半个编码"):
        write_xlsx(paper(("1", "\ud800", "", "", "")), target)
    assert list(tmp_path.iterdir()) == []
    write_xlsx(paper(("1", "长" * 32_767, "", "", "")), target)
    assert openpyxl.load_workbook(target).worksheets[0].cell(3, 2).value == "长" * 32_767


def test_cells_continued_downwards_and_groups_are_real_merges(tmp_path: Path) -> None:
    columns = (
        PaperColumn("序号"),
        PaperColumn("活动", group="任务事项"),
        PaperColumn("内容", group="任务事项"),
        PaperColumn("单位", group="单位"),
        PaperColumn("单位", group="单位"),
    )
    rows = (("1", "甲", "a", "x", "y"), ("2", None, "b", None, "z"), ("3", None, "c", "w", "v"))
    sheet = written(tmp_path, paper(*rows, columns=columns))
    ranges = {str(merged) for merged in sheet.merged_cells.ranges}
    assert ranges == {"A1:E1", "A2:A3", "B2:C2", "D2:E3", "B4:B6", "D4:D5"}
    assert [sheet.cell(2, place).value for place in range(1, 6)] == ["序号", "任务事项", None, "单位", None]
    assert [sheet.cell(3, place).value for place in range(1, 6)] == [None, "活动", "内容", None, None]
    assert sheet.print_title_rows == "$2:$3"


def test_a_group_named_like_all_its_members_is_one_cell_on_one_line(tmp_path: Path) -> None:
    columns = (
        PaperColumn("序号"),
        PaperColumn("任务事项", group="任务事项"),
        PaperColumn("任务事项", group="任务事项"),
    )
    sheet = written(tmp_path, paper(("1", "甲", "乙"), columns=columns))
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:C1", "B2:C2"}
    assert sheet.cell(3, 2).value == "甲"


def test_the_sheet_prints_on_a4_one_page_wide_with_its_head_on_each_page(tmp_path: Path) -> None:
    sheet = written(
        tmp_path, paper(("1", "甲", "", "", ""), mark="附件2", left_line="填报单位：办公室", right_line="日期")
    )
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "A5"
    assert [round(side * 25.4) for side in (sheet.page_margins.top, sheet.page_margins.bottom)] == [28, 26]
    assert "第 &amp;P 页 共 &amp;N 页" in xml(tmp_path / "表.xlsx", "xl/worksheets/sheet1.xml")
    upright = written(tmp_path, paper(("1", "甲", "", "", ""), landscape=False, page_of=False))
    assert upright.page_setup.orientation == "portrait"
    assert round(upright.page_margins.left * 25.4) == 28
    assert "14— &amp;P —" in xml(tmp_path / "表.xlsx", "xl/worksheets/sheet1.xml")


def test_a_blank_locks_its_head_only_and_takes_rows_beyond_the_printed_ones(tmp_path: Path) -> None:
    sheet = written(
        tmp_path, paper(blank_rows=10, mark="附件2", note="备注：短", signatures=("填报人",)), Blank(rows=300)
    )
    head = head_row(sheet)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.insertRows
    assert not sheet.protection.formatRows
    assert all(sheet.cell(row, 1).protection.locked for row in range(1, head + 1))
    assert not any(sheet.cell(row, place).protection.locked for row in range(head + 1, head + 11) for place in (1, 5))
    assert not any(sheet.cell(row, 1).protection.locked for row in range(head + 11, head + 13))
    groups = sorted((group.min, group.max, group.protection.locked) for group in sheet.column_dimensions.values())
    assert (groups[0][0], groups[-1][1]) == (1, 16384)
    assert not any(locked for *_, locked in groups)
    first, last = head + 1, head + 300
    ranges = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert ranges[f"D{first}:D{last}"].formula1 == '"谈心谈话,任前谈话"'
    assert ranges[f"D{first}:D{last}"].errorStyle == "information"
    assert ranges[f"E{first}:E{last}"].errorStyle in {None, "stop"}
    assert "2023-03-05" in (ranges[f"C{first}:C{last}"].prompt or "")
    assert f"A{first}:E{last}" in {str(found.sqref) for found in sheet.conditional_formatting}
    assert '<col min="6" max="16384"' in xml(tmp_path / "表.xlsx", "xl/worksheets/sheet1.xml")
    below = [merged for merged in sheet.merged_cells.ranges if merged.min_row > head]
    assert below == []


def test_a_blank_carries_its_identity_three_times(tmp_path: Path) -> None:
    target = tmp_path / "空表.xlsx"
    write_xlsx(paper(blank_rows=3, identity=IDENTITY), target, blank=Blank())
    book = openpyxl.load_workbook(target)
    properties = etree.fromstring(xml(target, "docProps/custom.xml").encode())
    assert [entry.get("name") for entry in properties] == [PROPERTY_NAME]
    assert decode("".join(str(text) for text in properties.itertext())) == IDENTITY
    assert decode(str(book.defined_names[DEFINED_NAME].attr_text)) == IDENTITY
    assert book[HIDDEN_SHEET].sheet_state == "hidden"
    assert decode(str(book[HIDDEN_SHEET]["A1"].value)) == IDENTITY


def test_an_identity_too_long_for_property_and_name_still_stands_on_the_hidden_sheet(tmp_path: Path) -> None:
    long = Identity("很长的专项名称" * 40, "表")
    write_xlsx(paper(identity=long), tmp_path / "长.xlsx")
    book = openpyxl.load_workbook(tmp_path / "长.xlsx")
    assert book[HIDDEN_SHEET]["A1"].value == encode(long)
    assert DEFINED_NAME not in book.defined_names


def test_choices_too_long_for_a_rule_stand_on_the_hidden_sheet(tmp_path: Path) -> None:
    choices = tuple(f"第{place}种谈话类型，含说明" for place in range(60))
    columns = (PaperColumn("序号"), PaperColumn("类型", choices=choices), PaperColumn("逗号", choices=("a,b", "c")))
    write_xlsx(paper(columns=columns, identity=IDENTITY), tmp_path / "空表.xlsx", blank=Blank(rows=5))
    book = openpyxl.load_workbook(tmp_path / "空表.xlsx")
    rules = [rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation]
    assert rules == [f"'{HIDDEN_SHEET}'!$A$2:$A$61", f"'{HIDDEN_SHEET}'!$B$2:$B$3"]
    assert [book[HIDDEN_SHEET].cell(row, 1).value for row in range(2, 62)] == list(choices)
    assert book[HIDDEN_SHEET]["B2"].value == "a,b"
    assert decode(str(book[HIDDEN_SHEET]["A1"].value)) == IDENTITY


def test_the_same_paper_gives_the_same_bytes_and_no_temporary_file(tmp_path: Path) -> None:
    made = paper(("1", "甲", "", "", ""), identity=IDENTITY)
    write_xlsx(made, tmp_path / "一.xlsx", blank=Blank())
    write_xlsx(made, tmp_path / "二.xlsx", blank=Blank())
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["一.xlsx", "二.xlsx"]


def test_ten_thousand_rows_are_written_without_holding_them(tmp_path: Path) -> None:
    rows = tuple(PaperRow((str(n), f"第{n}人", "2023年3月5日", "谈心谈话", "市")) for n in range(10_000))
    made = Paper("大表", COLUMNS, rows)
    tracemalloc.start()
    write_xlsx(made, tmp_path / "大.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    book = openpyxl.load_workbook(tmp_path / "大.xlsx", read_only=True)
    found = [tuple(str(value) for value in row) for row in book.worksheets[0].iter_rows(min_row=3, values_only=True)]
    book.close()
    assert found == [row.cells for row in rows]
    assert peak < 20_000_000


def test_several_papers_have_sheets_of_distinct_names(tmp_path: Path) -> None:
    titles = ["学习·大谈话统计表", "学习·大谈话统计表", "很长" * 30, "a/b:c*d?[e]", "''"]
    papers = [Paper(title, COLUMNS) for title in titles]
    write_workbook(papers, tmp_path / "全.xlsx")
    names = openpyxl.load_workbook(tmp_path / "全.xlsx").sheetnames
    assert names == sheet_names(papers) == ["大谈话统计表", "大谈话统计表(2)", ("很长" * 30)[:31], "abcde", "表"]


def test_a_merged_cell_is_not_torn_by_a_page(tmp_path: Path) -> None:
    columns = (PaperColumn("序号"), PaperColumn("活动"), PaperColumn("内容"))
    rows = [(str(n), None if n % 3 else f"活动{n}", "内容") for n in range(60)]
    sheet = written(tmp_path, paper(*rows, columns=columns))
    breaks = [mark.id for mark in sheet.row_breaks.brk]
    assert breaks
    assert all((after - 2) % 3 == 0 for after in breaks)
    assert [mark.id for mark in written(tmp_path, paper(("1", "", "", "", ""))).row_breaks.brk] == []


def test_a_tall_merged_cell_leaves_no_page_all_but_empty(tmp_path: Path) -> None:
    columns = (PaperColumn("序号"), PaperColumn("类别"), PaperColumn("事项"))
    rows = [(str(n), "动员" if n == 0 else "学习" if n == 2 else None, "内容") for n in range(20)]
    sheet = written(tmp_path, paper(*rows, columns=columns))
    assert all(mark.id > 10 for mark in sheet.row_breaks.brk)


def test_column_widths_are_counted_in_a_font_whose_digits_are_as_wide_in_whatever_stands_in_for_it(
    tmp_path: Path,
) -> None:
    sheet = written(tmp_path, paper(("1", "甲", "2023-03-01", "谈心谈话", "市"), landscape=True))
    default = openpyxl.load_workbook(tmp_path / "表.xlsx")._fonts[0]  # the default style's, which widths are counted in
    assert (default.name, default.sz) == ("Courier New", 10)
    pixels = sum(round(one.width * 8) * (one.max - one.min + 1) for one in sheet.column_dimensions.values())
    assert abs(pixels - 225 / 25.4 * 96) <= 5
    assert "Courier New" not in {cell.font.name for row in sheet for cell in row if cell.has_style}

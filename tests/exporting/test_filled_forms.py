"""Every form of the catalogue with few, many and long rows: no page without a row, nothing cut, one type size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from desk_app.campaign.period import month_period
from desk_app.exporting.excel import write_xlsx
from desk_app.exporting.excel_word_layout import Layout
from desk_app.exporting.fonts import FontBook
from desk_app.exporting.form_paper import filled_paper
from desk_app.exporting.page_layout import Layout as PageLayout
from desk_app.exporting.page_layout import lay_out
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow
from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.locations import shipped
from desk_app.progress import Silent

CATALOGUE = load_catalogue([shipped().forms])
TABLES = {
    f"{form.name}-{place}": form for place, form in enumerate((*CATALOGUE.forms, *CATALOGUE.ready)) if not form.record
}
SENTENCE = "落实“第一议题”制度，组织学习3次；分管领导带队到一线调研2023年重点工作，形成建议、清单、台账。"
PAGE_LANDSCAPE = (210 - 28 - 26) / 25.4 * 72


@pytest.fixture(scope="module")
def book() -> FontBook:
    return FontBook.from_folders(shipped().fonts)


def value(column: Column, row: int, long: str) -> str:
    if column.kind in {ColumnKind.DATE, ColumnKind.DUE}:
        return f"2023-03-{row % 28 + 1:02d}"
    if column.kind is ColumnKind.INTEGER:
        return str(row)
    return long if column.kind is ColumnKind.LONG else "王建国"


def filled(form: FormDefinition, count: int, long: str = SENTENCE) -> Paper:
    rows = [{column.key: value(column, row, long) for column in form.columns} for row in range(count)]
    return filled_paper(form, rows, unit="青屏市䶮山分局", period=month_period(2023, 3), show_period=False)


def written_on_last_page(layout: PageLayout) -> bool:
    pieces = layout.pages[-1].table.pieces
    return any(piece.row < len(layout.paper.rows) for piece in pieces)


@pytest.mark.parametrize("form", TABLES.values(), ids=list(TABLES))
def test_no_signatures_stand_alone_or_below_blank_rows_only(book: FontBook, form: FormDefinition) -> None:
    for count in range(1, form.blank_rows + 3):
        for turned in (False, True):
            paper = filled(form, count, SENTENCE * (count % 3 + 1))
            layout = lay_out(replace(paper, landscape=paper.landscape is not turned), book, Silent())
            assert len(layout.pages) == 1 or written_on_last_page(layout), (count, turned)


def test_a_form_one_row_short_keeps_its_signatures_on_the_page(book: FontBook) -> None:
    talks = TABLES["大谈话统计表-1"]
    for count in range(1, 11):
        assert len(lay_out(filled(talks, count), book, Silent()).pages) == 1


@pytest.mark.parametrize("lines", [40, 41, 42, 43, 80, 81])
def test_a_last_row_that_is_cut_leaves_lines_of_it_above_the_signatures(book: FontBook, lines: int) -> None:
    columns = (PaperColumn("序号", 12), PaperColumn("内容", 100, align=Align.LEFT))
    rows = (PaperRow(("1", "短")), PaperRow(("2", "\n".join(f"第{number}行" for number in range(lines)))))
    layout = lay_out(Paper("题", columns, rows, signatures=("填报人",), date_line=True), book, Silent())
    last = layout.pages[-1]
    assert last.closing
    assert [piece.row for piece in last.table.pieces] == [1]


def test_width_goes_to_the_column_whose_texts_make_the_rows_tall(book: FontBook) -> None:
    def pages(narrow: int) -> int:
        widths = [60.0, 60.0]
        widths[narrow] = 16.0
        columns = (
            PaperColumn("序号", 12),
            *(PaperColumn(head, width) for head, width in zip("甲乙", widths, strict=True)),
        )
        rows = tuple(PaperRow((str(number), "短", SENTENCE * 3)) for number in range(60))
        return len(lay_out(Paper("题", columns, rows), book, Silent()).pages)

    assert pages(narrow=1) == pages(narrow=0)


def test_the_forms_own_widths_hold_while_its_rows_stand_on_one_page(book: FontBook) -> None:
    columns = (PaperColumn("序号", 12), PaperColumn("甲", 50), PaperColumn("乙", 50))
    rows = tuple(PaperRow((str(number), "短", SENTENCE)) for number in range(3))
    widths = lay_out(Paper("题", columns, rows), book, Silent()).fit.widths
    assert widths[1] == pytest.approx(widths[2], rel=0.2)


@pytest.mark.parametrize("form", TABLES.values(), ids=list(TABLES))
def test_excel_and_word_are_set_as_large_as_the_pdf(book: FontBook, form: FormDefinition) -> None:
    for count in (1, 9, 40):
        paper = filled(form, count)
        assert abs(Layout(paper).size - lay_out(paper, book, Silent()).fit.size) <= 1.0


def test_excel_takes_several_rows_for_one_that_is_taller_than_a_row_can_be(tmp_path: Path) -> None:
    form = TABLES["提建议清单-3"]
    texts = [SENTENCE * 40, SENTENCE, SENTENCE * 60]
    rows = [{"content": text} if "content" in form.keys else {form.keys[-1]: text} for text in texts]
    paper = filled_paper(form, rows, unit="办公室", show_period=False)
    write_xlsx(paper, tmp_path / "高.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "高.xlsx").worksheets[0]
    heights = [sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)]
    needed = sum(Layout(paper).row_heights)
    assert max(heights) <= 409
    assert sum(heights) > needed > 2 * 409
    found = [cell.value for row in sheet.iter_rows(min_col=2, max_col=2) for cell in row if cell.value in texts]
    assert found == texts
    tall = [area for area in sheet.merged_cells.ranges if area.max_row > area.min_row]
    assert {(area.min_col, area.max_col) for area in tall} == {(1, 1), (2, 2)}


def test_a_filled_sheet_of_excel_has_no_page_that_holds_signatures_alone(tmp_path: Path) -> None:
    for number, form in enumerate(TABLES.values()):
        for count in (1, max(1, form.blank_rows - 1), max(1, form.blank_rows), form.blank_rows + 1):
            paper = filled(form, count)
            write_xlsx(paper, tmp_path / f"{number}-{count}.xlsx")
            sheet = openpyxl.load_workbook(tmp_path / f"{number}-{count}.xlsx").worksheets[0]
            assert not stands_alone(sheet, paper), (form.name, count)


def stands_alone(sheet: openpyxl.worksheet.worksheet.Worksheet, paper: Paper) -> bool:
    """Whether a page that holds all its height holds begins below the table."""
    page = Layout(paper).sheet.text_height
    first, last = (int(part.strip("$")) for part in sheet.print_title_rows.split(":"))
    head = sum(sheet.row_dimensions[row].height for row in range(first, last + 1))
    breaks = {mark.id for mark in sheet.row_breaks.brk}
    table_end = max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).border.left.style)
    used = 0.0
    for row in range(1, sheet.max_row + 1):
        height = sheet.row_dimensions[row].height or 15
        if used + height > page or row - 1 in breaks:
            if row > table_end:
                return True
            used = head
        used += height
    return False


@pytest.mark.parametrize(("count", "pages"), [(5, 1), (6, 1), (9, 1), (12, 2)])
def test_a_filled_form_that_the_pdf_sets_on_one_page_has_one_in_excel_and_word_too(
    book: FontBook, count: int, pages: int
) -> None:
    """Blank rows give way first, then the room over the title and within rows; Word's lines are as high as said."""
    form = next(form for name, form in TABLES.items() if name.startswith("大谈话统计表"))
    paper = filled(form, count, "")
    long = tuple(
        "青屏市生态环境局办公室副主任" * 3 if number == 2 else text for number, text in enumerate(paper.rows[0].cells)
    )
    paper = replace(paper, rows=(PaperRow(long), *paper.rows[1:]))
    layout = Layout(paper)
    whole = layout.whole_head_height + layout._above_height + layout.below_height + sum(layout.row_heights)
    whole += layout.empty_rows * layout.empty_row_height
    assert len(lay_out(paper, book, Silent()).pages) == pages
    assert (whole <= layout.page) is (pages == 1)


def test_a_list_that_the_tight_setting_keeps_off_a_page_for_its_last_row_is_set_so() -> None:
    """附件1 with merged activities: its last row stood alone on a third page of the worksheet, the PDF has two."""
    form = next(form for name, form in TABLES.items() if name.startswith("任务清单"))
    tasks = [{column.key: SENTENCE if column.kind is ColumnKind.LONG else "办公室" for column in form.columns}] * 40
    few = [filled_paper(form, tasks[:count], unit="办公室") for count in range(1, 41)]
    told = [(Layout(paper).written_pages, Layout(paper, tight=False).written_pages) for paper in few]
    assert all(now <= loose for now, loose in told)
    assert {(1, 2), (2, 3)} <= set(told)
    assert all(now == loose for now, loose in told if loose > 3)

"""汇编 and 整套Excel: every unit's rows, numbered through, with where they came from."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document

from desk_app.campaign.period import ONCE
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.figure_values import Measure
from desk_app.services.figure_words import cell_text
from desk_app.services.report_compiled import write_compiled
from desk_app.services.tally import tally_of
from desk_app.services.values import Campaign
from desk_app.services.workbook_out import BookWish, write_books
from tests.services.sample_office import ADVICE, MARCH, NOW, TALKS, set_clock

TOPICS = "大调研课题申报表"


def pages_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def test_a_compilation_has_every_units_rows_numbered_through_alike_in_pdf_word_and_excel(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    made = write_compiled(desk, campaign, ADVICE, tmp_path)
    tally = next(one for one in tally_of(desk, campaign, ONCE) if one.form.name == ADVICE)
    counts = {one.unit: one.count for one in tally.units if one.count}
    sheet = openpyxl.load_workbook(made.files[2]).active
    lines = [line for line in sheet.iter_rows(values_only=True) if str(line[0]).isdigit()]  # type: ignore[union-attr]
    assert [int(line[0]) for line in lines] == list(range(1, tally.total + 1))
    assert {unit: sum(line[1] == unit for line in lines) for unit in counts} == counts
    table = Document(made.files[1]).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        [str(one) for one in line] for line in lines
    ]
    said = "".join(pages_of(made.files[0]))
    assert all("".join(str(line[2]).split()) in re.sub("序号填报单位建议内容", "", said) for line in lines[:20])


def test_page_by_page_the_contents_name_the_page_on_which_each_stands(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    made = write_compiled(desk, campaign, TOPICS, tmp_path, one_by_one=True)
    pages = pages_of(made.files[0])
    contents = Document(made.files[1]).tables[0]
    heads = [row.cells[1].text for row in contents.rows[1:]]
    assert len(heads) == 17
    for number, head in enumerate(heads, start=1):
        place = next(place for place, page in enumerate(pages, start=1) if f"{number}．{''.join(head.split())}" in page)
        assert f"—{place}—" in pages[place - 1]
        assert re.search(rf"{number}{re.escape(''.join(head.split()))}\D+{place}", pages[0])


def test_a_form_that_nobody_has_sent_is_refused(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    from desk_app.campaign.period import month_period

    with pytest.raises(DeskError, match="没有可汇编的"):
        write_compiled(desk, campaign, TALKS, tmp_path, period=month_period(2023, 11))


def test_the_whole_workbook_holds_every_row_that_counts_with_its_file_and_cell(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    from desk_app.storage import records

    set_clock(desk, NOW)
    made = write_books(desk, campaign, MARCH, tmp_path, BookWish(with_personal=True))
    book = openpyxl.load_workbook(made.files[0])
    assert {"附件2大谈话统计表", "附件4提建议清单", "整改台账"} <= set(book.sheetnames)
    assert any("未报" in name for name in book.sheetnames)
    assert any("次数要求" in name for name in book.sheetnames)
    with desk.store.read() as reader:
        kept = len(records.counted(reader, campaign.id))
    written = 0
    for sheet in book.worksheets:
        heads = next((line for line in sheet.iter_rows(values_only=True) if "来源文件" in line), None)
        if heads is None:
            continue
        rows = [line for line in sheet.iter_rows(values_only=True) if str(line[0]).isdigit()]
        written += len(rows)
        assert all(line[heads.index("来源文件")] for line in rows)
    assert written == kept


def test_the_figures_of_the_whole_workbook_tell_the_change_as_the_screen_does(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    made = write_books(desk, campaign, MARCH, tmp_path)
    rows = list(openpyxl.load_workbook(made.files[0]).worksheets[0].iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if "较上期" in row)
    at = rows[head].index("较上期")
    told = {row[1]: row[at] for row in rows[head + 1 :] if row[1]}
    table = figure_table(desk, campaign, MARCH, Basis.REPORTED)
    shown = {unit: cell_text(cells[0], Measure.CHANGE) for unit, cells in zip(table.units, table.cells, strict=True)}
    assert rows[head - 1][at - 2] == table.columns[0].form.name == TALKS
    assert {unit: told[unit] for unit in shown} == shown
    assert {told["办公室"], told["法规科"]} == {"+5", "本期未报"}
    assert str(told["合计"]).startswith("+11")
    assert any("大谈话统计表较上期只比两期都已报的8家" in str(row[0]) for row in rows)
    assert rows[head].count("较上期") == 2, "what is collected once has no period before"


def test_what_names_persons_stays_out_unless_asked_for_and_that_is_said(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    made = write_books(desk, campaign, MARCH, tmp_path)
    assert "附件2大谈话统计表" not in openpyxl.load_workbook(made.files[0]).sheetnames
    assert any("涉及个人的大谈话统计表没有导出" in text for text in made.remarks)


def test_a_workbook_a_unit_holds_that_units_rows_alone(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    made = write_books(desk, campaign, MARCH, tmp_path, BookWish(by_unit=True))
    path = next(one for one in made.files if one.stem.endswith("宣教科"))
    for sheet in openpyxl.load_workbook(path).worksheets:
        units = {line[1] for line in sheet.iter_rows(values_only=True) if str(line[0]).isdigit()}
        assert units == {"宣教科"}

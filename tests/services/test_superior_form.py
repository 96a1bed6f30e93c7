"""填上级表: pointed out once, known again next month, filled from the figures; the original never touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]  # it ships no types

from desk_app.campaign.period import Period, parse_period
from desk_app.forms.definition import Rule
from desk_app.problems import DeskError
from desk_app.services.closing import close_period
from desk_app.services.desk import Desk
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.figure_values import Measure
from desk_app.services.leader_figures import leader_figures
from desk_app.services.open_campaign import open_from_template
from desk_app.services.superior_form import (
    Filling,
    Report,
    SuperiorForm,
    Take,
    What,
    forget_form,
    keep_form,
    known_forms,
)
from desk_app.services.superior_form_figures import SuperiorFigures
from desk_app.services.superior_form_fill import Filled, fill_file
from desk_app.services.superior_form_look import SuperiorFile, open_superior
from desk_app.services.superior_form_point import begin_pointing, block_columns, names_column, pointed
from desk_app.services.tally import tally_of
from desk_app.services.unit_changes import Day, rename_unit
from desk_app.services.values import Campaign
from tests.importing.test_old_and_foreign_files import old_word
from tests.services.sample_office import ADVICE, MARCH, TALKS
from tests.services.superior_papers import UNITS, superior_document, superior_workbook

ROWS = "谈话明细"


def by_unit(file: SuperiorFile, sheet: str, column: int, take: Take) -> Filling:
    one = pointed(file, (sheet, 4, column), take)
    return replace(one, names=names_column(file, one.spot, UNITS))


def pointed_workbook(desk: Desk, campaign: Campaign, path: Path) -> SuperiorForm:
    file = open_superior(path)
    talks = next(form for form in desk.forms_of(campaign) if form.name == TALKS)
    rows = pointed(file, (ROWS, 2, 0), Take(What.ROWS, TALKS))
    form = SuperiorForm("情况统计表", ".xlsx", file.words, (
        pointed(file, ("2月", 1, 0), Take(What.BUREAU), "填报单位："),
        pointed(file, ("2月", 1, 3), Take(What.DAY), "填报日期："),
        by_unit(file, "2月", 2, Take(What.BY_UNIT, TALKS)),
        by_unit(file, "2月", 3, Take(What.BY_UNIT, TALKS, word_column="type", word="廉政谈话")),
        by_unit(file, "2月", 4, Take(What.BY_UNIT, ADVICE, Measure.TOTAL)),
        replace(rows, columns=block_columns(file, rows.spot, talks)),
    ))  # fmt: skip
    keep_form(desk, campaign, form)
    return form


@pytest.fixture
def april(desk: Desk, campaign: Campaign, tmp_path: Path) -> tuple[Filled, Path]:
    """Pointed out on February's file, filled into another month's that has a line more at its head."""
    pointed_workbook(desk, campaign, superior_workbook(tmp_path / "上级2月.xlsx", "2"))
    path = superior_workbook(tmp_path / "上级3月.xlsx", "3", above=1)
    return fill_file(desk, campaign, path, MARCH, tmp_path / "填好.xlsx"), tmp_path / "填好.xlsx"


def test_next_months_file_is_known_again_and_each_figure_equals_the_tally(
    april: tuple[Filled, Path], desk: Desk, campaign: Campaign
) -> None:
    filled, path = april
    sheet = openpyxl.load_workbook(path)["3月"]
    table = figure_table(desk, campaign, MARCH, Basis.REPORTED)
    talks = next(place for place, one in enumerate(table.columns) if one.form.name == TALKS)
    for line in range(6, 11):
        unit = sheet.cell(line, 2).value
        cell = table.cells[table.units.index(unit)][talks]
        rolled = table.rolled(table.units.index(unit), talks).current
        assert sheet.cell(line, 3).value == (rolled if rolled or cell.settled else None)
    assert sheet["A3"].value == "填报单位：青屏市生态环境局"
    assert sheet["D3"].value.endswith("填报日期：2023年4月3日")
    assert {one.why for one in filled.left if "市纪委" in one.why} == {"名册里没有“市纪委”这家单位"}
    assert {one.why for one in filled.left if "法规科" in one.why} == {"“法规科”2023年3月未报，不作零填"}


def test_rows_of_the_ledger_stand_in_the_block_with_running_numbers(april: tuple[Filled, Path]) -> None:
    sheet = openpyxl.load_workbook(april[1])[ROWS]
    assert [sheet.cell(line, 1).value for line in range(3, 54)] == list(range(1, 52))
    assert sheet["B3"].value == "办公室"
    assert sheet["A54"].value == "合计"
    assert sheet["C54"].value == "=COUNTA(C3:C53)"


def test_open_figures_are_said_and_closed_ones_no_longer(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    path = superior_workbook(tmp_path / "上级.xlsx", "2")
    pointed_workbook(desk, campaign, path)
    before = fill_file(desk, campaign, path, MARCH, tmp_path / "前.xlsx")
    assert any("大谈话统计表2023年3月未定稿" in text for text in before.remarks)
    assert any("未报2家（法规科、西城分局）" in text for text in before.remarks)
    close_period(desk, campaign, MARCH)
    after = fill_file(desk, campaign, path, MARCH, tmp_path / "后.xlsx")
    assert not any("大谈话统计表2023年3月未定稿" in text for text in after.remarks)
    assert [(one.spot, one.value) for one in before.places] == [(one.spot, one.value) for one in after.places]


def test_the_original_is_never_written_over(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    path = superior_workbook(tmp_path / "上级.xlsx", "2")
    pointed_workbook(desk, campaign, path)
    before = path.read_bytes()
    with pytest.raises(DeskError, match="不能盖掉上级发来的原件"):
        fill_file(desk, campaign, path, MARCH, path)
    with pytest.raises(DeskError, match="建不了"):
        fill_file(desk, campaign, path, MARCH, path / "填好.xlsx")
    fill_file(desk, campaign, path, MARCH, tmp_path / "填好.xlsx")
    assert path.read_bytes() == before


def test_a_file_that_was_never_pointed_out_is_refused_with_the_way_to_do_it(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    path, out = superior_document(tmp_path / "上级.docx"), tmp_path / "填好.docx"
    with pytest.raises(DeskError, match="还没有指定过各格填什么"):
        fill_file(desk, campaign, path, MARCH, out)
    pointed_workbook(desk, campaign, superior_workbook(tmp_path / "上级.xlsx", "2"))
    with pytest.raises(DeskError, match="还没有指定过各格填什么"):
        fill_file(desk, campaign, path, MARCH, out)
    assert not out.exists()
    forget_form(desk, campaign, "情况统计表")
    assert known_forms(desk, campaign) == ()


def test_a_place_that_the_new_file_has_no_more_is_said_and_the_rest_filled(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    form = pointed_workbook(desk, campaign, superior_workbook(tmp_path / "上级.xlsx", "2"))
    book = openpyxl.load_workbook(tmp_path / "上级.xlsx")
    book["2月"]["E3"] = "办实事（件）"
    book.save(tmp_path / "新.xlsx")
    filled = fill_file(desk, campaign, tmp_path / "新.xlsx", MARCH, tmp_path / "填好.xlsx", form.name)
    why = "表头或各行变了，认不准原来“提建议(条)”栏的这一格现在在哪里，没有填，请重新指定"
    assert why in {one.why for one in filled.left}
    assert openpyxl.load_workbook(tmp_path / "填好.xlsx")["2月"]["E5"].value is None
    assert openpyxl.load_workbook(tmp_path / "填好.xlsx")["2月"]["C5"].value == 9


def test_what_cannot_be_pointed_at_is_said(tmp_path: Path) -> None:
    file = open_superior(superior_workbook(tmp_path / "上级.xlsx", "2"))
    with pytest.raises(DeskError, match="公式"):
        pointed(file, ("2月", 4, 5), Take(form=TALKS))
    with pytest.raises(DeskError, match="已有“办公室”"):
        pointed(file, ("2月", 4, 1), Take(form=TALKS))
    (tmp_path / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(DeskError, match="另存为xlsx、docx"):
        open_superior(tmp_path / "旧.xls")


def test_an_old_workbook_or_document_is_refused_with_one_sentence_that_says_what_to_do(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("2月").write(0, 0, "填报单位")
    book.save(str(tmp_path / "上级.xls"))
    with pytest.raises(DeskError, match=r"旧版Excel文件（xls），不能在原表里填，.*“另存为”选xlsx，再填另存的那一份"):
        open_superior(tmp_path / "上级.xls")
    (tmp_path / "上级.doc").write_bytes(old_word("填报单位"))
    with pytest.raises(DeskError, match=r"（doc、wps），不能在原表里填，.*“另存为”选docx"):
        open_superior(tmp_path / "上级.doc")


def test_what_was_pointed_out_in_one_campaign_serves_the_next_and_that_is_said(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    form = pointed_workbook(desk, campaign, superior_workbook(tmp_path / "上级2月.xlsx", "2"))
    next_one = open_from_template(desk, campaign.template, name="下一轮学习")[0]
    path = superior_workbook(tmp_path / "上级3月.xlsx", "3")
    pointing = begin_pointing(desk, next_one, open_superior(path), MARCH)
    assert (pointing.known, pointing.carried) == (form, campaign.name)
    filled = fill_file(desk, next_one, path, MARCH, tmp_path / "填好.xlsx")
    assert campaign.name in filled.remarks[0]
    assert openpyxl.load_workbook(tmp_path / "填好.xlsx")["3月"]["A2"].value == "填报单位：青屏市生态环境局"
    assert {one.why for one in filled.left if "办公室" in one.why} == {f"“办公室”{MARCH.label}未报，不作零填"}
    assert known_forms(desk, next_one) == (form,)
    assert begin_pointing(desk, next_one, open_superior(path), MARCH).carried == ""
    forget_form(desk, next_one, form.name)
    assert begin_pointing(desk, next_one, open_superior(path), MARCH).known is None
    assert known_forms(desk, campaign) == (form,)


def test_how_returns_stand_sums_of_columns_and_the_change_are_figures_too(desk: Desk, campaign: Campaign) -> None:
    figures = SuperiorFigures(desk, campaign, MARCH)
    told = next(one for one in leader_figures(desk, campaign, MARCH) if one.form == TALKS)
    people = figures.told(Take(form=TALKS, column="talkee", rule=Rule.DISTINCT))
    assert people.value == told.persons
    assert "谈话对象人数" in people.source
    assert figures.told(Take(form=TALKS, report=Report.MISSING)).value == 2
    change = figures.told(Take(form=TALKS, measure=Measure.CHANGE)).value
    now, before = (_in(desk, campaign, one) for one in (MARCH, parse_period("2023-02")))
    assert change == sum(now[unit] - before[unit] for unit in now.keys() & before.keys())
    left = next(text for text in figures.remarks([TALKS]) if "未作比较" in text)
    assert f"只比两期都已报的{len(now.keys() & before.keys())}家" in left
    alone = figures.told(Take(form=TALKS, measure=Measure.CHANGE, unit="法规科", alone=True))
    assert (alone.value, alone.why) == ("", "“法规科”本期未报，不作比较")


def _in(desk: Desk, campaign: Campaign, period: Period) -> dict[str, int]:
    """The counts of the units whose talks are in for a period."""
    tally = next(one for one in tally_of(desk, campaign, period) if one.form.name == TALKS)
    return {unit.unit: unit.count for unit in tally.units if unit.state in {"已收", "零报告"}}


def test_a_column_that_the_form_has_no_more_leaves_its_place_empty_and_never_counts_rows_instead(
    desk: Desk, campaign: Campaign
) -> None:
    figures = SuperiorFigures(desk, campaign, MARCH)
    for lost in (Take(form=TALKS, column="hours", rule=Rule.SUM), Take(form=TALKS, word_column="grade", word="甲")):
        told = figures.told(lost)
        assert (told.value, told.why) == ("", f"“{TALKS}”现在没有原来指定的栏目，请重新指定")


def test_a_renamed_unit_is_the_same_by_either_name_in_a_closed_month_and_in_an_open_one(
    desk: Desk, campaign: Campaign
) -> None:
    february = parse_period("2023-02")
    before = {period: SuperiorFigures(desk, campaign, period).told(Take(form=TALKS, unit="办公室")).value
              for period in (february, MARCH)}  # fmt: skip
    close_period(desk, campaign, MARCH)
    rename_unit(desk, "办公室", "综合处", Day(date(2023, 3, 20)))
    for period, count in before.items():
        figures = SuperiorFigures(desk, campaign, period)
        for name in ("办公室", "综合处"):
            assert figures.told(Take(form=TALKS, unit=name)).value == count
            assert figures.told(Take(form=TALKS, unit=name, report=Report.OWED)).value == 1


def test_in_a_table_of_all_months_a_figure_goes_under_its_own_month_or_nowhere(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["全年谈心谈话情况"], ["单位", "1月", "2月", "3月", "合计"], ["办公室"], ["宣教科"]):
        sheet.append(line)
    down = book.create_sheet("按月")
    for line in (["全年谈心谈话情况"], ["月份", "人次"], ["一月"], ["二月"], ["三月"]):
        down.append(line)
    book.save(tmp_path / "上级.xlsx")
    file = open_superior(tmp_path / "上级.xlsx")
    across = replace(pointed(file, ("Sheet", 2, 3), Take(What.BY_UNIT, TALKS)), names=0)
    fillings = (across, pointed(file, ("按月", 4, 1), Take(form=TALKS)))
    keep_form(desk, campaign, SuperiorForm("全年表", ".xlsx", file.words, fillings))
    written = {
        code: [one.spot[:3] for one in fill_file(
            desk, campaign, tmp_path / "上级.xlsx", parse_period(code), tmp_path / "填好.xlsx"
        ).written]
        for code in ("2023-03", "2023-02", "2023-04")
    }  # fmt: skip
    assert written == {
        "2023-03": [("Sheet", 2, 3), ("Sheet", 3, 3), ("按月", 4, 1)],
        "2023-02": [("Sheet", 2, 2), ("Sheet", 3, 2), ("按月", 3, 1)],
        "2023-04": [],
    }


def test_in_a_workbook_with_a_sheet_for_each_month_the_figures_go_into_their_own(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for name in ("2月", "3月", "说明"):
        sheet = book.create_sheet(name)
        for line in (["谈心谈话情况"], ["单位", "人次"], ["办公室"]):
            sheet.append(line)
    book.save(tmp_path / "上级.xlsx")
    file = open_superior(tmp_path / "上级.xlsx")
    one = replace(pointed(file, ("2月", 2, 1), Take(What.BY_UNIT, TALKS)), names=0)
    keep_form(desk, campaign, SuperiorForm("各月表", ".xlsx", file.words, (one,)))
    for month in ("02", "03", "04"):
        period = parse_period(f"2023-{month}")
        filled = fill_file(desk, campaign, tmp_path / "上级.xlsx", period, tmp_path / "填好.xlsx")
        book = openpyxl.load_workbook(tmp_path / "填好.xlsx")
        full = [name for name in ("2月", "3月") if book[name]["B3"].value is not None]
        assert full == ([] if month == "04" else [period.label.removeprefix("2023年")])
        assert [one.why for one in filled.left] == (
            ["这张工作表不是2023年4月的，也认不准哪一张是，没有填"] if month == "04" else []
        )

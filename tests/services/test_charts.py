"""统计图: what they draw is what the tally counts; names are whole; Excel's own charts stand beside their figures."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2

from desk_app.exporting.chart_pages import chart_pdf
from desk_app.exporting.chart_values import ChartData, ChartKind, Series
from desk_app.services.chart_figures import chart_preview, charts_of, write_chart_files
from desk_app.services.closing import close_period
from desk_app.services.desk import Desk
from desk_app.services.tally import tally_of
from desk_app.services.unit_changes import Day, rename_unit
from desk_app.services.values import Campaign
from tests.services.sample_office import JANUARY, MARCH, TALKS


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(content))
    try:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def test_bars_and_lines_hold_the_figures_of_the_tally(desk: Desk, campaign: Campaign) -> None:
    charts = charts_of(desk, campaign, MARCH)
    bars = next(one for one in charts if one.title.startswith(TALKS))
    tally = next(one for one in tally_of(desk, campaign, MARCH) if one.form.name == TALKS)
    march = dict(zip(bars.names, bars.series[-1].values, strict=True))
    assert march["办公室"] == 9
    assert march["法规科"] is None
    assert sum(value for value in march.values() if value is not None) == tally.total
    lines = next(one for one in charts if one.kind is ChartKind.LINES)
    assert lines.names == ("2023年1月", "2023年2月", "2023年3月")
    assert next(one for one in lines.series if one.name == TALKS).values[-1] == tally.cumulative
    assert any("未定稿" in note for note in bars.notes)
    assert [one.kind for one in charts_of(desk, campaign, JANUARY)].count(ChartKind.LINES) == 0


def test_a_unit_renamed_after_a_period_was_closed_is_one_in_the_bars(desk: Desk, campaign: Campaign) -> None:
    before = next(one for one in charts_of(desk, campaign, MARCH) if one.title.startswith(TALKS))
    close_period(desk, campaign, JANUARY)
    rename_unit(desk, "办公室", "综合处", Day(date(2023, 3, 20)))
    bars = next(one for one in charts_of(desk, campaign, MARCH) if one.title.startswith(TALKS))
    assert bars.names == tuple("综合处" if name == "办公室" else name for name in before.names)
    assert [one.values for one in bars.series] == [one.values for one in before.series]


def test_every_name_stands_whole_on_the_page_however_long_and_however_many(desk: Desk) -> None:
    names = tuple(f"青屏市生态环境保护综合行政执法支队第{number}大队驻高新技术产业开发区办公室" for number in range(60))
    chart = ChartData("各单位", ChartKind.BARS, names, (Series("本期", tuple(float(n) for n in range(60))),))
    content = chart_pdf([chart], desk.fonts).content
    said = text_of(content)
    assert all(name in said for name in names)
    assert len(pypdfium2.PdfDocument(BytesIO(content))) > 1
    periods = tuple(f"2023年第{number}季度（含补报）" for number in range(1, 13))
    line = ChartData("累计", ChartKind.LINES, periods, (Series("表", tuple(float(n) for n in range(12))),))
    said = text_of(chart_pdf([line], desk.fonts).content)
    assert all(period in said for period in periods)


def test_a_name_that_another_font_draws_is_told_as_of_every_other_paper(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    rename_unit(desk, "办公室", "䶮溪办公室", Day(date(2023, 1, 1)))
    preview = chart_preview(desk, campaign, MARCH)
    made = write_chart_files(desk, campaign, MARCH, tmp_path)
    assert any("缺字" in one and "䶮（䶮溪办公室" in one for one in preview.remarks)
    assert [one.partition("：")[0] for one in made.remarks] == [made.files[0].name]
    assert "“䶮”（䶮溪办公室）" in made.remarks[0]


def test_the_measure_is_round_and_no_value_goes_beyond_it() -> None:
    for highest in (0.0, 1.0, 4.0, 5.0, 6.0, 99.0, 100.0, 101.0, 12345.0):
        top = ChartData("", ChartKind.BARS, ("甲",), (Series("乙", (highest,)),)).top
        assert top >= highest
        assert (top / 5).is_integer()


def test_the_workbook_has_native_charts_and_the_figures_they_are_drawn_from(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    made = write_chart_files(desk, campaign, MARCH, tmp_path)
    assert [path.suffix for path in made.files] == [".pdf", ".xlsx"]
    charts = charts_of(desk, campaign, MARCH)
    book = openpyxl.load_workbook(made.files[1])
    parts = zipfile.ZipFile(made.files[1]).namelist()
    assert len([name for name in parts if name.startswith("xl/charts/chart")]) == len(charts) == len(book.sheetnames)
    for sheet, chart in zip(book.worksheets, charts, strict=True):
        rows = list(sheet.iter_rows(min_row=4, max_row=3 + len(chart.names), values_only=True))
        assert [row[0] for row in rows] == list(chart.names)
        assert [row[1] for row in rows] == [chart.shown(None) if v is None else v for v in chart.series[0].values]


def test_a_dash_is_explained_and_a_form_that_nobody_owes_has_none(desk: Desk, campaign: Campaign) -> None:
    by_title = {one.title: one for one in charts_of(desk, campaign, MARCH)}
    talks, ledger = (by_title[f"{name}各单位报送数量"] for name in ("大谈话统计表", "整改台账"))
    assert any(value is None for one in talks.series for value in one.values)
    assert any("“—”为没有报齐的" in note for note in talks.notes)
    assert all(value is not None for one in ledger.series for value in one.values)
    assert not any("“—”" in note for note in ledger.notes)

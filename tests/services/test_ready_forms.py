"""选用常用表: a campaign takes a ready form, its blanks go out, come back filled and stand in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pypdf
import pytest

from desk_app.app import open_desk
from desk_app.campaign.period import ONCE, Period, parse_period
from desk_app.importing.results import FileState
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.end_campaign import end_campaign
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import open_from_template
from desk_app.services.original_table import original_table
from desk_app.services.overview import undo
from desk_app.services.produce import print_form, write_blanks
from desk_app.services.ready_forms import ready_forms, take_ready_form
from desk_app.services.take_in import Choices, take_in
from desk_app.services.values import Campaign
from desk_app.storage import campaigns, records

TEMPLATE = "学习宣传贯彻党的二十大精神"
MARCH = parse_period("2023-03")
FILLED: dict[str, tuple[Period, tuple[tuple[str, ...], ...]]] = {
    "征求意见表": (MARCH, (("服务对象", "窗口排队久，建议错峰办理。"), ("干部职工", "会议多，建议合并召开。"))),
    "民主评议表": (ONCE, (("李明", "满意"), ("王芳", "基本满意"))),
    "会议学习记录": (
        MARCH,
        (("支部党员大会", "2023年3月5日", "三楼会议室", "32", "30", "李明", "王芳", "学习党章第一章"),),
    ),
    "党课统计表": (MARCH, (("李明", "支部书记", "坚定理想信念", "2023年3月8日", "三楼会议室", "45"),)),
    "签到表": (MARCH, (("李明", "办公室主任", "李明"),)),
    "废改立清单": (
        MARCH,
        (("青环〔2023〕5号", "差旅费管理办法", "2023年3月1日", "改", "青环〔2019〕12号"),),
    ),
    "民生实事责任分解表": (ONCE, (("老旧小区降噪", "安装隔声屏", "办公室", "李明", "2023年6月底前"),)),
    "单位负面清单": (ONCE, (("调查研究不深入", "每月下基层两次", "2023年6月30日"),)),
    "个人负面清单": (ONCE, (("李明", "主任", "学习不够系统", "制定学习计划", "长期坚持"),)),
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "data", clock=lambda: datetime(2023, 3, 25, 9), own_fonts=False)  # noqa: DTZ001  the office's own wall clock
    open_from_template(opened, TEMPLATE)
    import_roster(opened, shipped().sample / "单位名册.csv")
    yield opened
    opened.store.close()


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return desk.campaign(None)


def fill(path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    """Write rows below the head of a blank, the number first, as a person would."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 12) if sheet.cell(row, 1).value == "序号")
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate((str(number), *row), start=1):
            sheet.cell(head + number, place).value = text
    book.save(path)


@pytest.mark.parametrize("name", FILLED)
def test_a_ready_form_goes_out_comes_back_and_is_kept_row_by_row(
    desk: Desk, campaign: Campaign, tmp_path: Path, name: str
) -> None:
    period, rows = FILLED[name]
    take_ready_form(desk, campaign, name)
    (blank,) = [
        path
        for path in write_blanks(desk, campaign, tmp_path / "空表", form_said=name, unit="办公室", period=period).files
        if path.suffix == ".xlsx"
    ]
    fill(blank, rows)
    (taken,) = take_in(desk, campaign, [blank], Choices()).taken
    assert taken.judgement.state is FileState.ACCEPTED, taken.judgement.problems
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, name)
        kept = records.counted(reader, campaign.id, form_id=form.id, period=period.code)
    assert len(kept) == len(rows)
    made = print_form(desk, campaign, name, tmp_path / "印", unit="办公室", period=period)
    assert made.files[0].stat().st_size > 0


def test_a_monthly_report_comes_back_stands_in_the_ledger_and_shows_each_cell_where_it_stood(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    take_ready_form(desk, campaign, "月报")
    made = write_blanks(desk, campaign, tmp_path / "空表", form_said="月报", unit="办公室", period=MARCH)
    blank = next(path for path in made.files if path.suffix == ".xlsx")
    book = openpyxl.load_workbook(blank)
    sheet = book.worksheets[0]
    labels = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    for heading, value in (("集中学习", 3), ("谈话", 12), ("参加人次", 230)):
        labels[heading].offset(0, 1).value = value
    sheet.cell(labels["特色做法"].row, 3).value = "红色讲堂"
    book.save(blank)
    (taken,) = take_in(desk, campaign, [blank], Choices()).taken
    assert taken.judgement.state is FileState.ACCEPTED, taken.judgement.problems
    assert taken.id is not None
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, "月报")
        (kept,) = records.counted(reader, campaign.id, form_id=form.id, period="2023-03")
    assert (kept.values["studies"], kept.values["attended"], kept.values["features"]) == (3, 230, "红色讲堂")
    (shown,) = original_table(desk, campaign, taken.id).sheets
    spot = shown.spot_of(kept.id, "attended")
    assert spot is not None
    assert shown.rows[spot[0]][spot[1]] == "230"
    summary = print_form(
        desk, campaign, "月报", tmp_path / "汇总", period=MARCH, kinds=(".xlsx",), with_unit_column=True
    )
    cells = [
        str(cell.value) for row in openpyxl.load_workbook(summary.files[0]).worksheets[0].iter_rows() for cell in row
    ]
    assert {"办公室", "230", "红色讲堂"} <= set(cells)
    (page,) = print_form(desk, campaign, "月报", tmp_path / "印", unit="办公室", period=MARCH).files
    printed = "".join(one.extract_text() for one in pypdf.PdfReader(page).pages).replace("\n", "")
    assert all(word in printed for word in ("集中学习", "230", "红色讲堂", "□零报告", "月报（2023年3月）"))


def test_a_monthly_report_written_anew_tells_its_month_by_its_title(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    take_ready_form(desk, campaign, "月报")
    made = write_blanks(desk, campaign, tmp_path / "空表", form_said="月报", unit="办公室", period=MARCH)
    blank = openpyxl.load_workbook(next(path for path in made.files if path.suffix == ".xlsx")).worksheets[0]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in blank.iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet[cell.coordinate] = cell.value
                if cell.value == "谈话":
                    sheet.cell(cell.row, cell.column + 1, 12)
    for span in blank.merged_cells.ranges:
        sheet.merge_cells(span.coord)
    book.save(tmp_path / "新做的.xlsx")
    (taken,) = take_in(desk, campaign, [tmp_path / "新做的.xlsx"], Choices()).taken
    judged = taken.judgement.read
    assert (judged.form.name if judged.form else None, judged.unit, judged.period) == ("月报", "办公室", MARCH)


def test_a_form_is_taken_once_and_what_is_taken_back_can_be_taken_again(desk: Desk, campaign: Campaign) -> None:
    changes = take_ready_form(desk, campaign, "讲党课统计表")
    assert [one.name for one in ready_forms(desk, campaign) if one.is_taken] == ["党课统计表"]
    with pytest.raises(DeskError, match="已有“党课统计表”"):
        take_ready_form(desk, campaign, "党课统计表")
    assert changes.operation_id is not None
    undo(desk, changes.operation_id)
    assert not any(one.is_taken for one in ready_forms(desk, campaign))
    take_ready_form(desk, campaign, "党课统计表")
    assert [form.name for form in desk.forms_of(campaign)][-1] == "党课统计表"


def test_a_name_that_a_form_of_the_campaign_goes_by_already_is_not_taken_twice(desk: Desk) -> None:
    other, _ = open_from_template(desk, "树立和践行正确政绩观学习教育")
    with pytest.raises(DeskError, match="已有“征求意见汇总表”，不再重复加入“征求意见表”"):
        take_ready_form(desk, other, "征求意见表")


def test_an_ended_campaign_takes_no_form(desk: Desk, campaign: Campaign) -> None:
    end_campaign(desk, campaign.id)
    with pytest.raises(DeskError, match="已结束，不能再加表"):
        take_ready_form(desk, desk.campaign(campaign.name), "签到表")

"""What 任务 prints: sheets, lists, the wall chart, slips with their stubs, the calendar file; all by their text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from desk_app import app
from desk_app.campaign.roster import Roster, Unit
from desk_app.campaign.tasks import TaskState
from desk_app.exporting.archive_spine import Spine, write_spines
from desk_app.exporting.fonts import FontBook
from desk_app.exporting.spine_word import write_spines_word
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.calendar_open import open_items, open_said
from desk_app.services.desk import Desk
from desk_app.services.open_campaign import name_the_office, open_from_template
from desk_app.services.task_board import task_board
from desk_app.services.task_papers import (
    ListChoice,
    print_list,
    print_load,
    print_reminders,
    print_wall,
    print_week,
    write_calendar_file,
)
from desk_app.services.task_work import Entry, note_task
from desk_app.services.unit_classes import confirm_class
from desk_app.services.values import Campaign
from desk_app.storage import roster
from tests.exporting.test_ical import read

NOW = datetime(2023, 4, 3, 9, 0)  # noqa: DTZ001  the office's own wall clock


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = app.open_desk(tmp_path / "data", clock=lambda: NOW, own_fonts=False)
    with opened.store:
        name_the_office(opened, "青屏市生态环境局", "王芳")
        yield opened


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return open_from_template(desk, "学习宣传贯彻党的二十大精神")[0]


def text_of(path: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(path).pages).replace("\n", "").replace(" ", "")


def cells(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_week_s_sheet_names_its_days_and_what_was_late_before(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    made = print_week(desk, campaign, date(2023, 6, 28), tmp_path)
    said = text_of(made.files[0])
    for words in ("6月26日至7月2日", "此前逾期", "6月30日", "落实局党组会“第一议题”制度", "青屏市生态环境局"):
        assert words in said
    assert [path.suffix for path in made.files] == [".pdf", ".xlsx"]
    assert "此前逾期" in cells(made.files[1])


def test_a_week_without_anything_says_so(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    note = text_of(print_week(desk, campaign, date(2023, 1, 2), tmp_path).files[0])
    assert "本周没有到期事项" in note


def test_the_list_says_each_state_and_the_chosen_ones_only(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    note_task(desk, campaign, "22", Entry(TaskState.DONE, "已走访12户"))
    made = print_list(desk, campaign, tmp_path, ListChoice(("22", "19"), "机关党委"))
    said = cells(made.files[1])
    assert {"已完成", "已走访12户", "时限待定", "2023年23月底前"} <= set(said)
    assert not any("宣讲团" in one for one in said)
    assert "机关党委" in text_of(made.files[0])


@pytest.mark.parametrize(("large", "width"), [(False, 297), (True, 420)])
def test_the_wall_chart_fills_one_sheet_with_every_activity_and_today(
    desk: Desk, campaign: Campaign, tmp_path: Path, *, large: bool, width: int
) -> None:
    path = print_wall(desk, campaign, tmp_path, large=large).files[0]
    pages = PdfReader(path).pages
    assert len(pages) == 1
    assert round(float(pages[0].mediabox.width) / 72 * 25.4) == width
    said = text_of(path)
    for words in ("大培训活动", "比贡献活动", "今日4月3日", "时限待定", "12月", "逾期"):
        assert words in said


def test_a_slip_says_who_what_and_by_when_and_bears_a_stub(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    path = print_reminders(desk, campaign, ["22", "23"], tmp_path, urgent=True).files[0]
    pages = [page.extract_text().replace("\n", "") for page in PdfReader(path).pages]
    assert len(pages) == 3  # 机关党委、人事科、工会
    for words in (
        "催办单",
        "机关党委：",
        "2023年1月18日",
        "承办下列2项工作，其中2项已逾期，请抓紧办理",
        "2023年4月7日前送回回执",
        "催办单回执",
        "签收人",
    ):
        assert words in pages[0]
    assert "人事科：" in pages[1]


def test_a_slip_with_many_things_goes_on_and_keeps_its_stub_on_the_last_page(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    keys = [str(number) for number in range(1, 26)]
    path = print_reminders(desk, campaign, keys, tmp_path, urgent=False).files[0]
    pages = [page.extract_text() for page in PdfReader(path).pages]
    stubs = [place for place, text in enumerate(pages) if "提醒单回执" in text]
    units = [place for place, text in enumerate(pages) if "你单位承办下列" in text.replace("\n", "")]
    assert len(stubs) == len(units)
    assert len(pages) > len(units)


def test_the_load_of_the_units_is_told_week_by_week_with_its_clashes(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    said = cells(print_load(desk, campaign, tmp_path).files[1])
    assert "2023年6月26日至7月2日" in said
    assert "6月30日" in said
    assert not any("1月18日" in one for one in said)


def test_tasks_that_are_done_get_no_slip(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    note_task(desk, campaign, "22", Entry(TaskState.DONE, "完成"))
    with pytest.raises(DeskError, match="没有可以发的单子"):
        print_reminders(desk, campaign, ["22"], tmp_path, urgent=True)


def test_the_calendar_file_has_every_due_day_of_the_campaign(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    target = tmp_path / "日程.ics"
    write_calendar_file(desk, campaign, target)
    events = read(target.read_bytes().decode("utf-8"))
    assert len(events) == 13 + 1  # the tasks with a day, and one form with a deadline
    assert len({event["UID"] for event in events}) == len(events)
    first = events[0]
    assert first["DTSTART;VALUE=DATE"] == "20230118"
    assert first["SUMMARY"].startswith("任务：22")
    assert "机关党委、人事科、工会" in first["DESCRIPTION"]


def test_the_week_s_sheet_says_how_much_has_no_certain_day(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    undated = open_said(open_items(desk, task_board(desk, campaign)))
    assert undated
    for made in print_week(desk, campaign, date(2023, 6, 28), tmp_path).files:
        said = text_of(made) if made.suffix == ".pdf" else "".join(cells(made))
        assert undated in said.replace("\n", "")


def test_a_stub_that_needs_a_page_of_its_own_is_not_cut_off(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    seen = set()
    for count in (*range(1, 9), 13, 25):
        keys = tuple(str(number) for number in range(1, count + 1))
        path = print_reminders(desk, campaign, keys, tmp_path / str(count), urgent=True).files[0]
        text = ""
        for page in PdfReader(path).pages:
            text += page.extract_text().replace(" ", "")
            if "催办单回执" in text:
                alone = "事项" not in page.extract_text()
                assert ("沿此线裁开" in text) is not alone
                assert "青屏市生态环境局\n2023年4月3日" in text, "every slip is signed, wherever its table ends"
                seen.add(alone)
                text = ""
    assert seen == {True, False}


def test_a_slip_goes_to_every_member_of_a_confirmed_class(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    with desk.store.operation("名册", actor="王芳", at=NOW) as op:
        roster.save(op, Roster((Unit("大气科", kind="科室"), Unit("水科", kind="科室"))))
    key = next(line.key for line in task_board(desk, campaign).lines if "各科室" in line.units)
    confirm_class(desk, campaign, "各科室", ["大气科", "水科"])
    said = text_of(print_reminders(desk, campaign, (key,), tmp_path, urgent=False).files[0])
    assert "大气科：" in said
    assert "水科：" in said
    assert "各科室：" not in said


def signs(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def word_text(path: Path) -> str:
    return "".join(node.text or "" for node in Document(str(path)).element.body.iter(qn("w:t")))


def test_a_slip_says_the_same_in_word_with_its_stub(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    pdf, document = print_reminders(desk, campaign, ["22", "23"], tmp_path, urgent=True).files
    assert document.suffix == ".docx"
    assert signs(word_text(document)) == signs(text_of(pdf))
    assert [len(table.rows) for table in Document(str(document)).tables] == [3, 4] * 3


def test_the_wall_chart_is_a_worksheet_too_with_every_row_and_word(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    note_task(desk, campaign, "22", Entry(TaskState.DONE, "已走访12户"))
    pdf, sheet = print_wall(desk, campaign, tmp_path, large=True).files
    said = cells(sheet)
    assert not signs(text_of(pdf)) - signs("".join(said))
    assert {"七、送温暖活动", "1/2", "2023年1月1日至2023年1月18日", "今日 4月3日", "时限待定"} <= set(said)
    drawn = openpyxl.load_workbook(sheet).active
    assert drawn is not None
    (row,) = [line for line in drawn.iter_rows() if line[0].value == "七、送温暖活动"]
    fills = [cell.fill.fgColor.rgb for cell in row[4:] if cell.fill.fill_type]
    assert fills == ["FF808080", "FFD9D9D9"]
    assert [cell.value for cell in row[4:] if cell.value] == ["▼"]


def test_the_spines_of_the_boxes_are_a_word_document_too(tmp_path: Path) -> None:
    spines = [
        Spine("A12", "2023", "永久", f"第{box}类", box * 3, box * 3 + 2, box, "学习宣传贯彻党的二十大精神", "青屏市")
        for box in range(1, 9)
    ]
    write_spines(spines, tmp_path / "盒脊.pdf", FontBook.from_folders(shipped().fonts))
    write_spines_word(spines, tmp_path / "盒脊.docx")
    assert signs(word_text(tmp_path / "盒脊.docx")) == signs(text_of(tmp_path / "盒脊.pdf"))
    assert [len(table.columns) for table in Document(str(tmp_path / "盒脊.docx")).tables] == [11, 3]

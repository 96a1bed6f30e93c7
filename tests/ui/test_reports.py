"""月报 and 通报 in the window: drafted, worded, written."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk_app.campaign.period import month_period
from desk_app.services.closing import close_period
from desk_app.ui.archive.room import ArchiveRoom
from desk_app.ui.ask_path import PathQuestion
from desk_app.ui.reports.book_dialog import BookDialog
from desk_app.ui.reports.chart_dialog import ChartDialog
from desk_app.ui.reports.report_dialog import ReportDialog
from desk_app.ui.tally.room import TallyRoom
from desk_app.ui.window import MainWindow
from tests.ui.march_tally import march_room  # noqa: F401  fixtures


def test_a_draft_is_worded_in_the_window_and_written_as_it_stands(room: TallyRoom, tmp_path: Path) -> None:
    dialog = room.reports.ask_report()
    assert isinstance(dialog, ReportDialog)
    assert "大谈话统计表：本期51人次" in dialog.text
    assert "未定稿：大谈话统计表" in dialog.said
    dialog.edit.setPlainText(dialog.text.replace("（由经办人填写）", "开展了重温誓词。"))
    dialog.write_to(tmp_path / "月报")
    document = Document(next((tmp_path / "月报").glob("*.docx")))
    assert "开展了重温誓词。" in [one.text.strip() for one in document.paragraphs]
    dialog.template.setCurrentIndex(1)
    dialog.template.activated.emit(1)
    assert "通报" in dialog.text.split("\n")[0]


def test_a_report_goes_into_the_archive_by_itself_once_all_is_closed_and_nothing_is_left_to_fill_in(
    room: TallyRoom, window: MainWindow, tmp_path: Path
) -> None:
    dialog = room.reports.ask_report()
    assert dialog is not None
    dialog.write_to(tmp_path / "一")
    assert "未定稿，没有归入档案" in window.notices.text
    desk = window.worker._open_desk()
    close_period(desk, desk.campaign(None), month_period(2023, 3))
    dialog.draft_anew()
    dialog.write_to(tmp_path / "二")
    assert "还有“由经办人填写”的地方，没有归入档案" in window.notices.text
    for text in ("开展了重温誓词。", "开展了知识竞赛。"):
        dialog.draft_anew()
        dialog.edit.setPlainText(dialog.text.replace("（由经办人填写）", text))
        dialog.write_to(tmp_path / text)
        assert "已归入档案“2023年3月月报”一件" in window.notices.text
    dialog.close()
    window.go("archive")
    archive = window.house.room("archive")
    assert isinstance(archive, ArchiveRoom)
    assert archive.items_page.plan is not None
    place = archive.items_page.plan.place("report:月报:2023-03")
    assert (place.title, place.klass.value, place.item.holds) == ("2023年3月月报", "总结评估", "文件2个")


def test_a_text_without_a_title_is_refused_below_it(room: TallyRoom, tmp_path: Path) -> None:
    dialog = room.reports.ask_report()
    assert dialog is not None
    dialog.edit.setPlainText("没有标题的文字")
    dialog.write_to(tmp_path / "月报")
    assert "没有标题" in dialog.said
    assert not list(tmp_path.glob("月报/*"))


def test_charts_are_shown_as_they_print_and_written(room: TallyRoom, tmp_path: Path) -> None:
    room.reports.ask_charts()
    dialog = room.findChildren(ChartDialog)[-1]
    assert dialog._preview.sizes
    dialog.write_to(tmp_path / "图")
    assert sorted(path.suffix for path in (tmp_path / "图").iterdir()) == [".pdf", ".xlsx"]


def test_the_chosen_form_is_compiled_and_the_whole_campaign_exported(room: TallyRoom, tmp_path: Path) -> None:
    names = [room.model.headerData(place, Qt.Orientation.Horizontal) for place in range(room.model.columnCount())]
    place = next(place for place, name in enumerate(names) if "整改台账" in str(name))
    room.table.setCurrentIndex(room.model.index(0, place))
    room.reports.write_compiled(tmp_path / "汇编")
    assert {path.suffix for path in (tmp_path / "汇编").iterdir()} == {".pdf", ".docx", ".xlsx"}
    assert all("整改台账汇编" in path.name for path in (tmp_path / "汇编").iterdir())
    room.reports.write_book(tmp_path / "整套")
    assert len(list((tmp_path / "整套").iterdir())) == 1
    whole = openpyxl.load_workbook(next((tmp_path / "整套").iterdir()))
    assert not [one.title for one in whole if "大谈话统计表" in one.title]
    for by_unit, folder in ((False, "连同个人"), (True, "各家")):
        room.reports.ask_book()
        dialog = room.findChildren(BookDialog)[-1]
        assert not dialog.personal.isChecked()
        (dialog.by_unit if by_unit else dialog.whole).setChecked(True)
        dialog.personal.setChecked(True)
        dialog.go.click()
        question = QApplication.activeModalWidget()
        assert isinstance(question, PathQuestion)
        question.fileSelected.emit(str(tmp_path / folder))
        question.close()
    whole = openpyxl.load_workbook(next((tmp_path / "连同个人").iterdir()))
    assert [one.title for one in whole if "大谈话统计表" in one.title]
    assert len(list((tmp_path / "各家").iterdir())) > 10

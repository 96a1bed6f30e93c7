"""月报 and 通报 in the window: drafted, worded, written."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt

from desk_app.campaign.period import month_period
from desk_app.ui.reports.chart_dialog import ChartDialog
from desk_app.ui.reports.report_dialog import ReportDialog
from desk_app.ui.tally.room import TallyRoom
from desk_app.ui.window import MainWindow


@pytest.fixture
def room(window: MainWindow) -> TallyRoom:
    window.session.choose_period(month_period(2023, 3))
    window.go("tally")
    found = window.house.room("tally")
    assert isinstance(found, TallyRoom)
    return found


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
    room.reports.write_unit_books(tmp_path / "各家")
    assert len(list((tmp_path / "各家").iterdir())) > 10

"""月报 and 通报 in the window: drafted, worded, written."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

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

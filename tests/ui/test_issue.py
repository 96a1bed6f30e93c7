"""下发空表 through the window: chosen in a dialog, written, said, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk_app.campaign.period import ONCE
from desk_app.services.issuing import issue_page
from desk_app.ui.issue_dialog import EACH_OWN, IssueDialog
from desk_app.ui.window import MainWindow


@pytest.fixture
def dialog(window: MainWindow) -> IssueDialog:
    window.issue.ask()
    found = window.issue.dialog
    assert found is not None
    return found


def test_the_dialog_begins_with_all_forms_and_units_of_the_windows_period(
    window: MainWindow, dialog: IssueDialog
) -> None:
    period = window.session.period
    assert dialog.period.currentText() == (period.label if period else EACH_OWN)
    assert "大谈话统计表" in dialog.forms.ticks.ticked
    assert dialog.units.ticks.ticked == dialog.units.ticks.keys
    assert dialog.wish().units == ()
    assert dialog.go.isEnabled()


def test_another_period_offers_its_own_forms(window: MainWindow, dialog: IssueDialog) -> None:
    dialog.period_picked.emit(ONCE)
    assert window.issue.dialog is dialog
    assert "大调研课题申报表" in dialog.forms.ticks.keys
    assert "大谈话统计表" not in dialog.forms.ticks.keys
    assert dialog.period.currentData() == ONCE


def test_nothing_ticked_is_said_and_cannot_be_written(dialog: IssueDialog) -> None:
    dialog.units.tick_all()
    assert not dialog.go.isEnabled()
    assert dialog._said.text() == "请至少勾选一家单位。"
    dialog.units.tick_all()
    dialog.excel.setChecked(False)
    dialog.word.setChecked(False)
    assert dialog._said.text() == "请至少勾选一种文件。"


def test_a_unit_is_ticked_with_the_space_bar_and_only_it_gets_its_blanks(
    window: MainWindow, dialog: IssueDialog, tmp_path: Path
) -> None:
    dialog.units.tick_all()
    dialog.units.setCurrentIndex(dialog.units.model().index(1, 0))
    dialog.units.setFocus()
    QTest.keyClick(dialog.units, Qt.Key.Key_Space)
    unit = dialog.units.ticks.keys[1]
    assert dialog.units.ticks.ticked == (unit,)
    dialog.word.setChecked(False)
    dialog.contact.setText("王芳 8765")
    dialog.wanted.emit(dialog.wish())
    asked = QApplication.activeModalWidget()
    assert asked is not None
    asked.close()
    window.issue._chosen(tmp_path / "空表")
    QApplication.processEvents()
    assert {path.name for path in (tmp_path / "空表").iterdir() if path.is_dir()} == {unit}
    assert {path.suffix for path in (tmp_path / "空表" / unit).iterdir()} == {".xlsx"}
    assert "已给1家单位写好空表" in window.notices.text
    desk, campaign = window.worker._desk, window.session.campaign
    assert desk is not None
    assert campaign is not None
    assert any(one.issued_at for one in issue_page(desk, campaign, window.session.period))
    window.notices._ask_undo()
    assert not any(one.issued_at for one in issue_page(desk, campaign, window.session.period))
    assert (tmp_path / "空表" / unit).is_dir()


def test_the_key_for_issuing_reaches_the_dialog(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.issue.dialog is not None


def test_without_a_campaign_it_is_said_that_nothing_can_be_issued(fresh: MainWindow) -> None:
    fresh.issue.ask()
    assert fresh.issue.dialog is None
    assert "还没有启动专项" in fresh.notices.text

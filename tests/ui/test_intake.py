"""收表: files dropped in, looked at, mended, decided on, through the real window."""

from __future__ import annotations

import gc
import shutil
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListView,
    QTableView,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app.campaign.period import parse_period
from desk_app.locations import shipped
from desk_app.services.intake_page import Kind
from desk_app.services.open_return import Choosable
from desk_app.services.tally import tally_of
from desk_app.ui.ask_path import FilesQuestion
from desk_app.ui.intake.dialogs import ChooseDialog, Known, ReasonDialog
from desk_app.ui.intake.files_question import KINDS
from desk_app.ui.intake.lines_model import COLUMNS
from desk_app.ui.intake.lines_view import told_apart
from desk_app.ui.intake.room import IntakeRoom
from desk_app.ui.ledger.cells import MARK_ROLE, Mark
from desk_app.ui.window import MainWindow

SAMPLE = shipped().sample / "来表"


@pytest.fixture
def room(window: MainWindow) -> IntakeRoom:
    window.go("intake")
    found = window.house.room("intake")
    assert isinstance(found, IntakeRoom)
    return found


def choose(room: IntakeRoom, part: str) -> None:
    place = next(place for place, line in enumerate(room.lines.lines) if part in line.file)
    room.list.selectRow(place)


def figure(window: MainWindow, unit: str, period: str) -> int:
    desk, campaign = window.worker._desk, window.session.campaign
    assert desk is not None
    assert campaign is not None
    tally = next(one for one in tally_of(desk, campaign, parse_period(period)) if one.form.name == "大谈话统计表")
    return next((one.count for one in tally.units if one.unit == unit), 0)


def write(text: str) -> None:
    """As an input method gives Chinese to whatever has the keyboard."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def test_what_asks_for_a_hand_is_listed_and_the_faultless_are_folded(room: IntakeRoom) -> None:
    assert {line.kind for line in room.lines.lines} == {Kind.WAITING, Kind.UNREADABLE, Kind.SCAN}
    room.show_batch(2)
    assert Kind.FAULTLESS not in {line.kind for line in room.lines.lines}
    room.counts.chosen.emit(Kind.FAULTLESS)
    room.counts.choose(Kind.FAULTLESS)
    room._narrow()
    assert {line.kind for line in room.lines.lines} == {Kind.FAULTLESS}


@pytest.mark.parametrize("room_for", [5, 7, 11])
def test_files_of_two_units_are_told_apart_in_a_narrow_column(room: IntakeRoom, room_for: int) -> None:
    metrics = room.list.fontMetrics()
    wide = metrics.horizontalAdvance("字") * room_for
    units = ("法规科", "环评科", "东城分局", "西城分局")
    shown = [told_apart(f"附件2 大谈话统计表（{unit}）", metrics, wide) for unit in units]
    assert len(set(shown)) == len(units)
    assert all(unit[:2] in text for unit, text in zip(units, shown, strict=True))
    assert all(metrics.horizontalAdvance(text) <= wide for text in shown)
    names = [line.file for line in room.lines.lines]
    place = next(number for number, column in enumerate(COLUMNS) if column[0] == "文件")
    hints = [room.lines.index(row, place).data(Qt.ItemDataRole.ToolTipRole) for row in range(len(names))]
    assert hints == names


def test_a_wrong_cell_is_marked_mended_in_place_and_accepted_and_the_tally_counts_it(
    window: MainWindow, room: IntakeRoom
) -> None:
    before = figure(window, "法规科", "2023-02")
    choose(room, "法规科")
    pane = room.pane
    assert not pane.accept.isEnabled()
    QTest.keyClick(room.list, Qt.Key.Key_F8)
    index = pane.table.currentIndex()
    assert index.data(MARK_ROLE) == Mark.ERROR
    assert "2月没有30日" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "错误" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    QTest.keyClick(pane.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "2月30日"
    editor.selectAll()
    write("2月27日")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert index.data() == "2023年2月27日"
    assert index.data(MARK_ROLE) == Mark.NONE
    assert "已改正" in window.notices.text
    assert pane.accept.isEnabled()
    assert room.accept_ready.isVisible()
    QTest.mouseClick(pane.accept, Qt.MouseButton.LeftButton)
    assert figure(window, "法规科", "2023-02") == before + 3
    assert not any("法规科" in line.file for line in room.lines.lines)


def test_a_block_is_not_pasted_into_a_return_and_that_is_said(window: MainWindow, room: IntakeRoom) -> None:
    choose(room, "法规科")
    table = room.pane.table
    before = table.currentIndex().data()
    QApplication.clipboard().setText("2月27日\t会议室\n2月28日\t会议室")
    table.paste_block()
    assert table.currentIndex().data() == before
    assert "一次只改一格" in window.notices.text
    QApplication.clipboard().setText("2月27日\n")
    table.paste_block()
    assert table.currentIndex().data() == "2023年2月27日"


def test_accepting_is_taken_back_by_the_notice(window: MainWindow, room: IntakeRoom) -> None:
    choose(room, "机关党委")
    before = figure(window, "机关党委", "2023-02")
    room.pane.accept.click()
    assert figure(window, "机关党委", "2023-02") == before + 3
    window.notices._ask_undo()
    assert figure(window, "机关党委", "2023-02") == before
    assert any("机关党委" in line.file for line in room.lines.lines)


def test_a_proposed_unit_is_confirmed_with_one_press(window: MainWindow, room: IntakeRoom) -> None:
    choose(room, "东诚分局")
    assert [one.accessibleName() for one in room.pane.strip.buttons] == ["是“东城分局”", "另选…"]
    room.pane.strip.buttons[0].click()
    opened = room.pane.opened
    assert opened is not None
    assert opened.unit == "东城分局"
    assert room.pane.accept.isEnabled()


def test_unit_form_and_period_are_chosen_from_the_bureaus_own_lists(window: MainWindow, room: IntakeRoom) -> None:
    choose(room, "附件2 大谈话统计表.xlsx")
    assert "单位" in room.pane._why.text()
    room.pane.settle.click()
    dialog = room.findChild(ChooseDialog)
    assert isinstance(dialog, ChooseDialog)
    units = [dialog.units.itemText(place) for place in range(1, dialog.units.count())]
    assert units[:4] == ["办公室", "机关党委", "人事科", "宣教科"]
    dialog.units.setCurrentIndex(dialog.units.findData("应急中心"))
    dialog._ok.click()
    opened = room.pane.opened
    assert opened is not None
    assert (opened.unit, opened.cell_errors) == ("应急中心", 0)


def test_a_return_is_sent_back_with_a_reason(window: MainWindow, room: IntakeRoom) -> None:
    choose(room, "执法支队2月")
    room.pane.back.click()
    dialog = room.findChild(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    assert "必填" in dialog.text.text()
    dialog.text.setText("请补填谈话类型")
    dialog._give()
    line = next(line for line in room.lines.lines if "执法支队2月" in line.file)
    assert line.kind is Kind.SENT_BACK
    assert any("请补填谈话类型" in problem.message for problem in line.problems)


def test_nothing_to_report_and_not_concerned_are_noted_from_the_room(window: MainWindow, room: IntakeRoom) -> None:
    room.nil.click()
    dialog = room.findChild(ChooseDialog)
    assert isinstance(dialog, ChooseDialog)
    assert not dialog._ok.isEnabled()
    dialog.units.setCurrentIndex(dialog.units.findData("法规科"))
    dialog.forms.setCurrentIndex(dialog.forms.findData("大谈话统计表"))
    dialog.periods.setCurrentIndex(dialog.periods.findData("2023-03"))
    dialog._ok.click()
    assert "零报告" in window.notices.text


def test_files_dropped_on_the_room_are_taken_in_as_a_batch(
    window: MainWindow, room: IntakeRoom, tmp_path: Path
) -> None:
    shutil.copytree(SAMPLE / "2023年3月", tmp_path / "U盘")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "U盘"))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    room.dropEvent(event)
    assert room._batch == 4
    assert {line.kind for line in room.lines.lines} >= {Kind.DUPLICATE}
    assert "重复" in window.notices.text


def test_a_batch_is_taken_back_and_given_back(window: MainWindow, room: IntakeRoom) -> None:
    room.show_batch(3)
    before = figure(window, "办公室", "2023-03")
    assert before
    room.undo_batch.click()
    assert figure(window, "办公室", "2023-03") == 0
    assert not room.undo_batch.isVisible()
    window.notices._ask_undo()
    assert figure(window, "办公室", "2023-03") == before


def test_the_original_is_opened_as_a_copy(
    window: MainWindow, room: IntakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk_app.ui.ledger import originals

    opened: list[str] = []

    class Services:
        @staticmethod
        def openUrl(url: QUrl) -> bool:  # noqa: N802  Qt's name
            opened.append(url.toLocalFile())
            return True

    monkeypatch.setattr(originals, "QDesktopServices", Services)
    choose(room, "法规科")
    room.pane.original.click()
    assert Path(opened[0]).read_bytes() == (SAMPLE / "2023年2月" / Path(opened[0]).name).read_bytes()


def test_in_a_small_window_list_and_return_stand_one_at_a_time(window: MainWindow, room: IntakeRoom) -> None:
    window.resize(683, 384)
    QApplication.processEvents()
    assert room.list.isVisible()
    assert not room.pane.isVisible()
    QTest.keyClick(room.list, Qt.Key.Key_Return)
    room.list.activated.emit(room.list.currentIndex())
    assert room.pane.isVisible()
    room.pane.way_back.click()
    assert room.list.isVisible()


def test_the_models_keep_qts_contract(qtmodeltester: ModelTester, room: IntakeRoom, qtbot: QtBot) -> None:
    choose(room, "环评科")
    qtmodeltester.check(room.lines)
    qtmodeltester.check(room.pane.model)
    qtmodeltester.check(room.pane.problems)


@pytest.mark.parametrize("name", ["choose", "reason", "files"])
def test_a_closed_question_is_freed(window: MainWindow, room: IntakeRoom, name: str) -> None:
    asked: dict[str, Callable[[], QDialog]] = {
        "choose": lambda: ChooseDialog(room, "登记零报告", "", Choosable((), (), ()), Known()),
        "reason": lambda: ReasonDialog(room, "", ""),
        "files": lambda: FilesQuestion(room, "收哪些文件", KINDS, room.take),
    }
    dialog = asked[name]()
    seen = weakref.ref(dialog)
    dialog.open()
    dialog.close()
    del dialog
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert seen() is None


def test_every_button_and_list_of_the_room_can_be_reached_and_is_named(room: IntakeRoom) -> None:
    for widget in room.findChildren(QWidget):
        if isinstance(widget, QAbstractButton) and widget.isVisibleTo(room):
            assert widget.text()
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        elif isinstance(widget, QTableView | QListView | QComboBox) and widget.isVisibleTo(room):
            assert widget.accessibleName()


def test_entering_by_key_leads_to_the_list_and_enter_into_the_table(window: MainWindow, room: IntakeRoom) -> None:
    window.go("home")
    window.go("intake")
    assert QApplication.focusWidget() is room.list
    choose(room, "法规科")
    room.list.activated.emit(room.list.currentIndex())
    assert QApplication.focusWidget() is room.pane.tables.page.grid
    QTest.keyClick(room.pane.tables.page.grid, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is room.list
    choose(room, "东诚分局")
    room.list.activated.emit(room.list.currentIndex())
    assert QApplication.focusWidget() is room.pane.strip.buttons[0]
    QTest.keyClick(room.pane.strip.buttons[0], Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is room.list

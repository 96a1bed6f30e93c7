"""The main job through the real window: its own worker thread, a data folder on the disk, keys, mouse, input method.

How long the window's thread was ever busy is measured and written to the test's output (``pytest -s``); what it takes
is no matter of right or wrong here.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import shutil
import sys
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk_app import app, locations
from desk_app.ui.door import NAMES, OFFERS
from desk_app.ui.opening import sample_clock
from desk_app.ui.outside import Outside
from desk_app.ui.start import application, build_window
from desk_app.ui.window import MainWindow

pytestmark = [
    pytest.mark.qt_log_level_fail("WARNING"),
    # Said by the offscreen screen about itself, whatever the program asks of it.
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
PLACES = locations.shipped()
RETURNS = PLACES.sample / "来表" / "2023年2月"
WRONG_FILE = "附件2 大谈话统计表（法规科）.xlsx"
KEY, CONTROL, NO_KEY = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
ROOM_KEYS = {"intake": KEY.Key_4, "ledger": KEY.Key_5, "tally": KEY.Key_6, "print": KEY.Key_7, "units": KEY.Key_8}
GLANCES = 1000
LONGEST_WAIT = 60.0


class Heart(QObject):
    """Beats in the window's thread; a beat that comes late tells how long the thread was busy, and with what."""

    def __init__(self) -> None:
        super().__init__()
        self.step = ""
        self.longest: dict[str, float] = {}
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def name(self, step: str) -> None:
        """From here on it is this step; what the test itself did before does not count."""
        self.step, self._last = step, time.perf_counter()

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest[self.step] = max(self.longest.get(self.step, 0.0), now - self._last)
        self._last = now


class Hand:
    """What a person does at the window, and waiting until the window has come to rest."""

    def __init__(self, window: MainWindow, heart: Heart) -> None:
        self.window = window
        self.heart = heart
        self.dialogs: list[weakref.ref[QDialog]] = []
        self.done: list[object] = []

    def rest(self) -> None:
        end, quiet = time.monotonic() + LONGEST_WAIT, 0
        while quiet < 3:
            assert time.monotonic() < end, f"never at rest: {self.heart.step}"
            QApplication.processEvents()
            timers = self.window.findChildren(QTimer)
            waits = any(one.isActive() and one.interval() < GLANCES for one in timers)
            quiet = 0 if waits or self.window.worker.busy else quiet + 1
            time.sleep(0.001)

    def step(self, name: str) -> None:
        self.heart.name(self.heart.step)
        self.rest()
        self.heart.name(name)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY, at: QWidget | None = None) -> None:
        target = at or QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, held)
        self.rest()

    def write(self, text: str) -> None:
        """As an input method gives it to whatever has the keyboard."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget() or self.window, event)
        self.rest()

    def press(self, button: QAbstractButton) -> None:
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rest()

    def press_word(self, within: QWidget, word: str) -> None:
        buttons = [one for one in within.findChildren(QAbstractButton) if one.isVisible()]
        named = [one for one in buttons if one.text().partition("(")[0].replace("&", "") == word]
        assert len(named) == 1, [one.text() for one in buttons]
        self.press(named[0])

    def choose(self, box: QComboBox, text: str) -> None:
        box.setFocus()
        for _ in range(box.count()):
            if box.currentText() != text:
                steps = KEY.Key_Down if box.findText(text) > box.currentIndex() else KEY.Key_Up
                self.key(steps, at=box)
        assert box.currentText() == text

    def go(self, name: str) -> Any:
        self.key(ROOM_KEYS[name], CONTROL, at=self.window)
        room = self.window.house.room(name)
        assert self.window.house.currentWidget() is room
        return room

    def answer(self, path: Path, field: str, word: str) -> None:
        """Write a path into the dialog that asks for it, and say yes."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        self.dialogs.append(weakref.ref(dialog))
        edit = dialog.findChild(QLineEdit, field)
        assert edit is not None
        edit.setFocus()
        edit.selectAll()
        self.write(str(path))
        self.press_word(dialog, word)
        assert QApplication.activeModalWidget() is None
        self.window.activateWindow()  # as a real screen does when a dialog goes


@pytest.fixture(scope="module")
def qapp() -> QApplication:
    return application()


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return Outside(
        open_desk=lambda folder, clock: app.open_desk(folder, clock=clock, own_fonts=False),
        data=tmp_path / "数据",
        resources=PLACES.resources,
        forms=PLACES.forms,
        clock=sample_clock,
    )


Open = Callable[[], Hand]


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot, outside: Outside) -> Open:
    heart = Heart()

    def start() -> Hand:
        heart.name("打开窗口")
        window = build_window(qapp, outside)
        assert window is not None
        hand = Hand(window, heart)
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        window.session.open(outside.data)
        hand.rest()
        return hand

    return start


def test_the_months_work_from_the_first_start_to_the_printed_paper(
    open_window: Open, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """First start, roster, returns, a mended cell, the figure and its source, the paper, and all of it kept."""
    hand = open_window()
    answer_the_two_questions(hand)
    start_the_campaign(hand)
    read_the_roster(hand)
    take_the_returns(hand, tmp_path)
    mend_the_wrong_cell(hand)
    accept_undo_accept(hand)
    follow_the_figure_to_its_source(hand)
    type_into_the_ledger_and_step_back(hand)
    content = save_what_is_previewed(hand, tmp_path)
    print_to_a_file(hand, tmp_path, content)
    hand.step("关闭")
    let_go(hand)
    again = open_window()
    everything_is_there(again)
    let_go(again)
    longest = hand.heart.longest
    record_property("longest_block_ms", round(max(longest.values()) * 1000))
    sys.stdout.write("\n窗口线程最长一次忙（毫秒）：\n")
    sys.stdout.writelines(f"  {step} {seconds * 1000:.0f}\n" for step, seconds in longest.items())


def answer_the_two_questions(hand: Hand) -> None:
    door = hand.window.door
    assert door.page == NAMES
    hand.step("两个问题")
    assert QApplication.focusWidget() is door.bureau
    hand.write("青屏市生态环境局")
    hand.key(KEY.Key_Return)
    assert QApplication.focusWidget() is door.operator
    hand.write("沈维清")
    hand.key(KEY.Key_Return)
    assert door.page == OFFERS
    assert "青屏市生态环境局" in hand.window.windowTitle()


def start_the_campaign(hand: Hand) -> None:
    hand.step("启动专项")
    hand.choose(hand.window.door.templates, "学习宣传贯彻党的二十大精神")
    hand.press_word(hand.window.door, "启动专项")
    assert hand.window.house.currentWidget() is hand.window.house.room("home")
    hand.step("选期次")
    hand.choose(hand.window.top.periods, "2023年2月")
    assert hand.window.session.period is not None
    assert hand.window.session.period.code == "2023-02"


def read_the_roster(hand: Hand) -> None:
    hand.step("读入名册")
    room = hand.go("units")
    hand.press_word(room, "读入名册")
    hand.answer(PLACES.sample / "单位名册.csv", "fileNameEdit", "打开")
    hand.press_word(room, "照此读入")
    assert len(room.units.names) == 16
    assert "16家单位" in hand.window.notices.text


def take_the_returns(hand: Hand, tmp_path: Path) -> None:
    shutil.copytree(RETURNS, tmp_path / "U盘")
    hand.step("收表")
    room = hand.go("intake")
    hand.key(KEY.Key_O, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    hand.answer(tmp_path / "U盘", "fileNameEdit", "选定")
    assert any(line.file == WRONG_FILE for line in room.lines.lines)


def figure(hand: Hand) -> QModelIndex:
    """Where 法规科's figure of 附件2 stands in 统计."""
    room = hand.go("tally")
    table = room.model.table
    place: QModelIndex = room.model.index(table.units.index("法规科"), 0)
    return place


def turn_to_the_return(hand: Hand) -> Any:
    """Open the room at the return with the wrong cell, row by row down the list."""
    room: Any = hand.go("intake")
    room.list.setFocus()
    hand.key(KEY.Key_Home, CONTROL)
    while room.lines.lines[room.list.currentIndex().row()].file != WRONG_FILE:
        hand.key(KEY.Key_Down)
    return room


def mend_the_wrong_cell(hand: Hand) -> None:
    hand.step("改错格")
    pane = turn_to_the_return(hand).pane
    assert not pane.accept.isEnabled()
    hand.key(KEY.Key_F8)
    assert "2月没有30日" in pane.table.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    hand.key(KEY.Key_F2)
    hand.key(KEY.Key_A, CONTROL)
    hand.write("2月27日")
    hand.key(KEY.Key_Return)
    assert pane.accept.isEnabled()


def accept_undo_accept(hand: Hand) -> None:
    hand.step("接收和撤销")
    notices = hand.window.notices
    room = hand.go("intake")
    hand.press(room.pane.accept)
    assert figure(hand).data() == "3"
    hand.go("intake")
    hand.press_word(notices, "撤销")
    assert figure(hand).data() == "待核"
    room = turn_to_the_return(hand)
    hand.press(room.pane.accept)
    assert not any(line.file == WRONG_FILE for line in room.lines.lines)


def follow_the_figure_to_its_source(hand: Hand) -> None:
    hand.step("数字点回原件")
    at = figure(hand)
    room: Any = hand.window.house.room("tally")
    assert at.data() == "3"
    room.table.setCurrentIndex(at)
    hand.key(KEY.Key_Return, at=room.table)
    behind = room.behind
    assert behind.rows.rowCount() == 3
    hand.key(KEY.Key_Down, at=behind.table)
    view = behind.source.view
    assert view is not None
    assert view.corrected
    shown = view.lines[view.marked_line]
    sheet = openpyxl.load_workbook(RETURNS / WRONG_FILE).worksheets[0]
    there = [str(cell.value if cell.value is not None else "") for cell in sheet[shown.number]]
    assert list(shown.texts[: len(there)]) == there
    assert "2月30日" in shown.texts


def type_into_the_ledger_and_step_back(hand: Hand) -> None:
    hand.step("台账里改一格再撤销")
    room = hand.go("ledger")
    grid, model = room.grid, room.model
    at = grid.currentIndex()
    row_id = model.record_at(at.row())
    assert row_id is not None
    headings = [model.headerData(one, Qt.Orientation.Horizontal) for one in range(model.columnCount())]
    place = model.index(at.row(), headings.index("谈话地点"))
    before = place.data()
    grid.show_cell(place)
    hand.key(KEY.Key_F2, at=grid)
    hand.key(KEY.Key_A, CONTROL)
    hand.write("三楼小会议室")
    hand.key(KEY.Key_Return)
    assert place.data() == "三楼小会议室"
    hand.key(KEY.Key_Z, CONTROL, at=grid)
    assert place.data() == before


def save_what_is_previewed(hand: Hand, tmp_path: Path) -> bytes:
    hand.step("打印预览")
    room = hand.go("print")
    assert room.preview is not None
    assert room.view.image(0) is not None
    content: bytes = room.preview.content
    (tmp_path / "打印").mkdir()
    hand.step("存为PDF")
    hand.press_word(room, "PDF")
    hand.answer(tmp_path / "打印", "fileNameEdit", "选定")
    files = list((tmp_path / "打印").iterdir())
    assert [one.suffix for one in files] == [".pdf"]
    assert files[0].read_bytes() == content
    return content


def print_to_a_file(hand: Hand, tmp_path: Path, content: bytes) -> None:
    hand.step("打印到文件")
    paper = tmp_path / "纸.pdf"
    room = hand.go("print")
    hand.key(KEY.Key_P, CONTROL, at=room)
    hand.answer(paper, "filename", "打印")
    with pypdfium2.PdfDocument(content) as ours, pypdfium2.PdfDocument(paper) as printed:
        assert len(ours) == len(printed)
        for page in range(len(ours)):
            assert printed.get_page_size(page) == pytest.approx(ours.get_page_size(page), abs=1.5)
    assert "已打印到文件" in hand.window.notices.text


def everything_is_there(hand: Hand) -> None:
    hand.step("重新打开")
    overview = hand.window.session.overview
    assert overview is not None
    assert (overview.bureau, overview.unit_count) == ("青屏市生态环境局", 16)
    hand.choose(hand.window.top.periods, "2023年2月")
    assert figure(hand).data() == "3"
    room = hand.go("intake")
    assert not any(line.file == WRONG_FILE for line in room.lines.lines)
    assert room.lines.lines


def let_go(hand: Hand) -> None:
    """Close by key; the window and every dialog are freed."""
    QTest.keyClick(hand.window, KEY.Key_Q, CONTROL)
    assert not hand.window.isVisible()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert [one() for one in hand.dialogs if one() is not None] == []
    hand.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    del hand.window
    gc.collect()  # here, in the window's own thread

"""The bridge to fcitx: over a real message bus, to a small input method that speaks as fcitx 4 and 5 do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk_app.ui.input_method.bridge import Bridge, _looks
from desk_app.ui.input_method.bus import open_bus
from desk_app.ui.input_method.dialects import dialects
from desk_app.ui.input_method.fcitx import Fcitx
from desk_app.ui.input_method.keys import key_of
from desk_app.ui.input_method.start import is_wanted
from desk_app.ui.ledger.model import FIRST
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.window import MainWindow

FAKE = Path(__file__).with_name("fake_fcitx.py")
X_NUMBERS = {Qt.Key.Key_Space: 0x20, Qt.Key.Key_Escape: 0xFF1B, Qt.Key.Key_Return: 0xFF0D, Qt.Key.Key_F2: 0xFFBF}


@pytest.fixture
def message_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bus of the test's own."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("no dbus-daemon on this computer")
    command = [program, "--session", "--nofork", "--print-address"]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert started.stdout is not None
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", started.stdout.readline().strip())
    yield
    started.terminate()
    started.communicate()


@dataclass
class Method:
    """The running input method and what it heard."""

    process: subprocess.Popen[str]
    heard: list[str] = field(default_factory=list)

    def stop(self) -> None:
        if self.process.returncode is None:
            self.process.terminate()
            rest, _ = self.process.communicate()
            self.heard += rest.splitlines()


def start_method(dialect: str, deaf_after: int = 0) -> Method:
    command = [sys.executable, str(FAKE), dialect, str(deaf_after)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    return Method(process)


@pytest.fixture(params=["4", "5"])
def method(request: pytest.FixtureRequest, message_bus: None) -> Iterator[Method]:
    made = start_method(request.param)
    yield made
    made.stop()


@pytest.fixture
def bridge(qapp: QApplication, qtbot: QtBot, method: Method) -> Iterator[Bridge]:
    yield from bridged(qapp, qtbot)


def bridged(qapp: QApplication, qtbot: QtBot, *, wait: bool = True) -> Iterator[Bridge]:
    bus = open_bus()
    assert bus is not None
    fcitx = Fcitx(bus, dialects(":0"))
    made = Bridge(qapp, fcitx)
    if wait:
        qtbot.waitUntil(lambda: fcitx.is_there)
    yield made
    bus.close()
    for one in (made, fcitx, bus):
        one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A line, a text of many lines and a button."""
    whole = QWidget()
    down = QVBoxLayout(whole)
    for part in (QLineEdit(), QPlainTextEdit(), QPushButton("按钮")):
        down.addWidget(part)
    qtbot.addWidget(whole)
    whole.show()
    qtbot.waitExposed(whole)
    whole.activateWindow()
    return whole


def line_of(page: QWidget) -> QLineEdit:
    found = page.findChild(QLineEdit)
    assert found is not None
    return found


def press(*keys: Qt.Key | str) -> None:
    """Keys as X gives them to the window that has the keyboard."""
    for key in keys:
        code = X_NUMBERS[key] if isinstance(key, Qt.Key) else ord(key)
        known = key if isinstance(key, Qt.Key) else Qt.Key(ord(key.upper()))
        text = "\r" if key == Qt.Key.Key_Return else chr(code) if code < 0x7F else ""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, known, Qt.KeyboardModifier.NoModifier, 38, code, 0, text)
            window = QApplication.focusWindow()
            assert window is not None
            QApplication.sendEvent(window, event)


def test_pinyin_is_composed_in_the_line_and_committed_by_the_space(qtbot: QtBot, bridge: Bridge, page: QWidget) -> None:
    line = line_of(page)
    line.setFocus()
    press(*"nihao", Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: line.text() == "你好")


def test_what_the_input_method_does_not_take_comes_in_its_turn(qtbot: QtBot, bridge: Bridge, page: QWidget) -> None:
    line = line_of(page)
    line.setFocus()
    press("1", *"nihao", Qt.Key.Key_Space, "2", *"zhongguo", Qt.Key.Key_Space, "3")
    qtbot.waitUntil(lambda: line.text() == "1你好2中国3")


def test_a_composition_given_up_leaves_nothing(qtbot: QtBot, bridge: Bridge, page: QWidget) -> None:
    line = line_of(page)
    line.setFocus()
    press(*"nihao", Qt.Key.Key_Escape, "1")
    qtbot.waitUntil(lambda: line.text() == "1")


def test_a_field_that_is_left_keeps_the_letters_and_the_next_begins_anew(
    qtbot: QtBot, bridge: Bridge, page: QWidget, method: Method
) -> None:
    line, text = line_of(page), page.findChild(QPlainTextEdit)
    assert text is not None
    line.setFocus()
    press(*"ni")
    qtbot.waitUntil(lambda: bridge._composed == "ni")
    text.setFocus()
    assert line.text() == "ni"
    press(*"zhongguo", Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: text.toPlainText() == "中国")
    assert line.text() == "ni"


def test_a_click_into_the_field_ends_the_composition(qtbot: QtBot, bridge: Bridge, page: QWidget) -> None:
    line = line_of(page)
    line.setFocus()
    press(*"ni")
    qtbot.waitUntil(lambda: bridge._composed == "ni")
    QTest.mouseClick(page.windowHandle(), Qt.MouseButton.LeftButton, pos=line.mapTo(page, QPoint(5, 5)))
    assert line.text() == "ni"
    press(*"hao", Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "hao" in line.text())


def test_a_button_takes_no_text_and_its_keys_go_by(qtbot: QtBot, bridge: Bridge, page: QWidget, method: Method) -> None:
    pushed: list[bool] = []
    push = page.findChild(QPushButton)
    assert push is not None
    push.clicked.connect(lambda: pushed.append(True))
    push.setFocus()
    press(Qt.Key.Key_Space)
    assert pushed == [True]
    method.stop()
    assert not [one for one in method.heard if one.startswith("ProcessKeyEvent")]


def test_the_first_key_on_a_cell_goes_into_the_composition(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    window.go("ledger")
    room = window.house.room("ledger")
    assert isinstance(room, LedgerRoom)
    window.activateWindow()
    qtbot.waitUntil(lambda: room.model.text_of(room.model.record_at(0), "place") is not None)
    place = room.model.index(0, FIRST + 7)
    room.grid.setFocus()
    room.grid.show_cell(place)
    press(*"nihao", Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not room.grid)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.data() == "你好")
    assert room.grid.current_row() == 1


def test_an_input_method_that_no_longer_answers_loses_no_key(
    qapp: QApplication, qtbot: QtBot, message_bus: None, page: QWidget
) -> None:
    deaf = start_method("4", deaf_after=4)
    made = bridged(qapp, qtbot)
    next(made)
    line = line_of(page)
    line.setFocus()
    press("1", "2", "3", "4")
    qtbot.waitUntil(lambda: line.text() == "1234", timeout=5_000)
    press("5")
    assert line.text() == "12345"
    assert list(made) == []
    deaf.stop()


def test_it_is_found_when_it_starts_later_and_let_go_when_it_ends(
    qapp: QApplication, qtbot: QtBot, message_bus: None, page: QWidget
) -> None:
    made = bridged(qapp, qtbot, wait=False)
    bridge = next(made)
    line = line_of(page)
    line.setFocus()
    press("1")
    assert line.text() == "1"
    late = start_method("5")
    qtbot.waitUntil(lambda: bridge._fcitx.is_there)
    press(*"nihao", Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: line.text() == "1你好")
    os.kill(late.process.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not bridge._fcitx.is_there)
    press("2")
    assert line.text() == "1你好2"
    assert list(made) == []
    late.stop()


def test_without_a_bus_there_is_no_bridge_and_no_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    assert open_bus() is None


@pytest.mark.parametrize(
    ("chosen", "platform", "wanted"),
    [
        ("fcitx", "xcb", True),
        ("fcitx5", "wayland", True),
        ("", "xcb", True),
        ("", "wayland", False),
        ("ibus", "xcb", False),
        ("", "offscreen", False),
    ],
)
def test_the_bridge_is_for_x_unless_another_input_method_was_chosen(
    chosen: str, platform: str, *, wanted: bool
) -> None:
    assert is_wanted(chosen, platform) is wanted


def test_the_cursor_is_counted_in_bytes_as_fcitx_counts_it() -> None:
    looks = _looks([("你", 8), ("hao", 16)], len("你".encode()) + 1)
    places: list[Any] = list(looks)
    assert [(one.start, one.length) for one in places] == [(0, 1), (1, 3), (2, 1)]


def test_a_key_given_back_is_qts() -> None:
    assert key_of(0xFF08, 0) == (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, "")
    assert key_of(ord("a"), 1) == (Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier, "a")
    assert key_of(0xFFE1, 0) is None

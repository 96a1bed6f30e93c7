"""The window's frame: every room by key, notices with undo, campaign and period, the shortcuts' list."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk_app.services.open_campaign import name_the_office
from desk_app.ui.actions import ACTIONS, ROOM_GROUP
from desk_app.ui.dialog_shortcuts import ShortcutsDialog
from desk_app.ui.forehand import Forehand
from desk_app.ui.rooms import ROOMS
from desk_app.ui.window import MainWindow

_KEYS = {
    **{str(number): getattr(Qt.Key, f"Key_{number}") for number in range(10)},
    ",": Qt.Key.Key_Comma,
}
_LATIN = re.compile(r"[A-Za-z]{2,}")
_ALLOWED = {"Ctrl", "Alt", "Shift", "Tab", "Esc", "PDF", "Excel", "Word", "xlsx", "docx", "pdf", "csv", "xls", "jpg"}
_ALLOWED |= {"hpk"}  # an example of first letters of sounds


def words(widget: QWidget) -> list[str]:
    """Every text that can be seen in a widget."""
    found = []
    for child in widget.findChildren(QWidget):
        if isinstance(child, QLabel | QAbstractButton):
            found += [child.text(), child.toolTip()]
        elif isinstance(child, QLineEdit):
            found.append(child.placeholderText())
    return [text for text in found if text]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_is_reached_by_its_key(window: MainWindow, qtbot: QtBot, room: object) -> None:
    name = room.name  # type: ignore[attr-defined]
    keys = next(one.keys[0] for one in ACTIONS if one.name == f"room.{name}")
    window.go("units" if name == "home" else "home")
    window.activateWindow()
    qtbot.keyClick(window, _KEYS[keys.removeprefix("Ctrl+")], Qt.KeyboardModifier.ControlModifier)
    assert ROOMS[window.house.place].name == name
    assert window.house.currentWidget() is window.house.room(name)


def test_every_action_has_a_key_and_no_key_serves_two() -> None:
    keys = [key for one in ACTIONS for key in one.keys]
    assert all(one.keys for one in ACTIONS)
    assert len(keys) == len(set(keys))
    assert {one.name for one in ACTIONS if one.group == ROOM_GROUP} == {f"room.{room.name}" for room in ROOMS}


def test_every_action_of_the_table_does_something(fresh: MainWindow) -> None:
    named = {one.name for one in ACTIONS if not one.name.startswith("room.")}
    assert named == set(fresh._calls)


def test_the_list_of_shortcuts_names_every_action(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    from PySide6.QtWidgets import QTableView

    model = dialog.findChild(QTableView).model()
    shown = {model.index(row, 1).data() for row in range(model.rowCount())}
    assert {one.text for one in ACTIONS} <= shown
    dialog.close()


@pytest.mark.parametrize("room", [room.name for room in ROOMS])
def test_no_english_stands_in_a_room(window: MainWindow, room: str) -> None:
    window.go(room)
    page = window.house.room(room)
    data = str(window.context.outside.data)
    for text in words(page):
        left = set(_LATIN.findall(text.replace(data, ""))) - _ALLOWED
        assert not left, f"{text!r}: {left}"


def test_what_was_done_can_be_taken_back_from_the_notice(window: MainWindow, qtbot: QtBot) -> None:
    window.worker.run(lambda desk, _progress: name_the_office(desk, "乙局", "小王"))
    assert window.session.overview is not None
    assert window.session.overview.bureau == "乙局"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.overview.bureau == "青屏市生态环境局"
    assert "撤销" in window.notices.text


def test_choosing_a_period_draws_the_room_anew(window: MainWindow) -> None:
    from desk_app.ui.rooms_home import HomeRoom

    home = window.house.room("home")
    assert isinstance(home, HomeRoom)
    assert home._title.text() == "2023年3月"
    place = window.top.periods.findText("2023年2月")
    window.top.periods.setCurrentIndex(place)
    window.top.periods.activated.emit(place)
    assert home._title.text() == "2023年2月"


def test_a_hidden_room_is_drawn_only_when_it_is_entered(window: MainWindow) -> None:
    home = window.house.room("home")
    window.go("settings")
    window.worker.run(lambda desk, _progress: name_the_office(desk, "丙局", ""))
    assert home._stale
    window.go("home")
    assert not home._stale


def test_a_room_of_its_own_campaign_is_not_shown_before_there_is_one(fresh: MainWindow) -> None:
    fresh.go("ledger")
    assert fresh.house.currentWidget() is fresh.door
    fresh.go("settings")
    assert fresh.house.currentWidget() is fresh.house.room("settings")


def test_a_second_campaign_is_started_and_turned_to(window: MainWindow) -> None:
    from desk_app.ui.plan.room import PlanRoom

    window.go("plan")
    room = window.house.room("plan")
    assert isinstance(room, PlanRoom)
    room.starting.start_template(room.templates.currentText(), room.name.text())
    assert "已有名为" in window.notices.text
    room.starting.start_template(room.templates.currentText(), "第二个专项")
    assert window.session.campaign is not None
    assert window.session.campaign.name == "第二个专项"
    assert window.top.campaigns.currentText() == "第二个专项"
    assert window.session.overview is not None
    assert len(window.session.overview.campaigns) == 2


def test_a_refusal_is_a_notice_and_no_dialog(window: MainWindow) -> None:
    from desk_app.problems import DeskError

    def refuse(_desk: object, _progress: object) -> None:
        raise DeskError("U盘没有插好，请插好再试。")

    window.worker.run(refuse)
    assert window.notices.text == "U盘没有插好，请插好再试。"
    assert QApplication.activeModalWidget() is None


def test_leading_figures_come_with_two_keys(window: MainWindow, qtbot: QtBot) -> None:
    from desk_app.ui.dialog_figures import FiguresDialog

    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(FiguresDialog)
    assert dialog is not None
    text = dialog.text
    assert "截至4月3日16时" in text
    assert "应报" in text
    dialog.copy()
    assert QApplication.clipboard().text() == text


def test_a_unit_is_found_by_what_people_call_it(window: MainWindow, qtbot: QtBot) -> None:
    from desk_app.ui.dialog_find import FindDialog

    window.find()
    dialog = window.findChild(FindDialog)
    assert dialog is not None
    dialog.field.setText("环评")
    assert dialog.model.rowCount() >= 1
    assert dialog.model.place(0).room == "units"  # type: ignore[union-attr]
    dialog.field.setText("bgs")
    assert dialog.model.place(0).errand == "办公室"  # type: ignore[union-attr]
    dialog.field.setText("设置")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert ROOMS[window.house.place].name == "settings"


def test_the_data_folder_is_shown_in_the_settings(window: MainWindow, outside: object) -> None:
    from desk_app.ui.rooms_settings import SettingsRoom

    window.go("settings")
    room = window.house.room("settings")
    assert isinstance(room, SettingsRoom)
    assert Path(room._folder.text()) == window.context.outside.data
    assert "程序自带" in room._fonts.text()


@pytest.mark.parametrize("room", ["home", "plan", "settings"])
def test_tab_reaches_everything_that_can_be_pressed(window: MainWindow, qtbot: QtBot, room: str) -> None:
    window.go(room)
    window.activateWindow()
    window.top.campaigns.setFocus()
    seen = set()
    for _ in range(80):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    buttons = [one for one in window.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    assert buttons
    for one in buttons:
        assert one in seen, one.text()
    assert any(one in seen for one in window.side.findChildren(QToolButton))


def test_every_field_and_button_has_a_name_for_a_screen_reader(window: MainWindow) -> None:
    window.go("settings")
    page = window.house.room("settings")
    for one in (*page.findChildren(QLineEdit), *window.top.findChildren(QComboBox), *page.findChildren(QComboBox)):
        assert one.accessibleName() or one.parentWidget().accessibleName() or one.objectName().startswith("qt_")


def test_the_ledgers_parts_are_read_one_by_one_until_none_is_left(fresh: MainWindow, qtbot: QtBot) -> None:
    reading = fresh.findChild(Forehand)
    assert reading is not None
    reading._timer.setInterval(0)
    qtbot.waitUntil(lambda: not reading._left)
    assert not reading._timer.isActive()
    assert "desk_app.ui.ledger.room" in sys.modules

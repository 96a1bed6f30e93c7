"""选用常用表 in 设置: a form is picked with its columns in view, added once, and stands in the rooms from then on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desk_app.ui.ready_forms_dialog import ReadyFormsDialog
from desk_app.ui.window import MainWindow


def opened(window: MainWindow) -> ReadyFormsDialog:
    window.go("settings")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    (button,) = [
        one for one in window.house.room("settings").findChildren(QPushButton) if one.objectName().startswith("forms")
    ]
    button.click()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ReadyFormsDialog) and one.isVisible()]
    assert isinstance(dialog, ReadyFormsDialog)
    return dialog


def pick(dialog: ReadyFormsDialog, name: str) -> None:
    (item,) = dialog.forms.findItems(name, Qt.MatchFlag.MatchStartsWith)
    dialog.forms.setCurrentItem(item)


def test_a_ready_form_is_added_by_the_keyboard_and_offered_as_there_the_next_time(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = opened(window)
    pick(dialog, "党课统计表")
    assert "授课人、职务、题目、时间、地点、听课人数" in dialog.columns.text()
    qtbot.keyClick(dialog.forms, Qt.Key.Key_Return)
    assert window.notices.text.startswith("已加入“党课统计表”")
    desk = window.worker._open_desk()
    assert "党课统计表" in [form.name for form in desk.forms_of(desk.campaign(None))]
    again = opened(window)
    pick(again, "党课统计表")
    assert not again.act.isEnabled()
    pick(again, "签到表")
    assert again.act.isEnabled()
    again.close()


def test_what_was_added_is_taken_back_from_the_notice(window: MainWindow) -> None:
    dialog = opened(window)
    pick(dialog, "签到表")
    dialog.act.click()
    window.notices._ask_undo()
    desk = window.worker._open_desk()
    assert "签到表" not in [form.name for form in desk.forms_of(desk.campaign(None))]

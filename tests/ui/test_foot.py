"""Notices, jobs and dialogs keep out of the hand's way: nothing moves, Enter presses what has the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desk_app.ui.ask_path import READ, FilesQuestion, PathQuestion, ask_folder, ask_new_file, usual_folder
from desk_app.ui.campaigns_card import EndDialog
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.dialog_shortcuts import ShortcutsDialog
from desk_app.ui.foot import Foot
from desk_app.ui.prefs import Prefs
from desk_app.ui.units.room import UnitsRoom
from desk_app.ui.units.turn_dialog import TurnDialog
from desk_app.ui.window import MainWindow


def places(window: MainWindow, room: str) -> dict[str, QPoint]:
    """Where every button of a room stands in the window."""
    for _ in range(4):  # lines that fold find their height in a second round
        QApplication.processEvents()
    found = window.house.room(room).findChildren(QPushButton)
    return {one.text(): one.mapTo(window, QPoint(0, 0)) for one in found if one.isVisible()}


def test_a_notice_moves_nothing_that_one_is_about_to_press(window: MainWindow) -> None:
    window.resize(1366, 768)
    window.go("intake")
    before = places(window, "intake")
    window.notices.done("已接收1份。", 1)
    assert places(window, "intake") == before
    window.notices.trouble("一句很长的话，" * 60)
    assert places(window, "intake") == before
    window.notices.clear()
    assert places(window, "intake") == before


def test_a_long_trouble_keeps_to_its_line_and_is_seen_whole_when_asked_for(window: MainWindow) -> None:
    window.resize(960, 540)
    said = "这份文件打不开，请让单位另存为 xlsx 后重报。" * 8
    window.notices.trouble(said)
    QApplication.processEvents()
    words, more = window.notices._text, window.notices._more
    (foot,) = window.findChildren(Foot)
    assert window.notices.geometry().top() >= foot.geometry().top(), "it covers nothing that one may press"
    assert words.text().endswith("…")
    assert (window.notices.text, words.toolTip(), words.accessibleName()) == (said, said, said)
    more.click()
    QApplication.processEvents()
    assert more.isHidden()
    assert words.text() == said
    assert words.height() >= words.heightForWidth(words.width())
    whole = window.centralWidget().rect()
    assert whole.contains(window.notices.geometry())


def test_a_job_and_a_notice_stand_side_by_side(window: MainWindow) -> None:
    window.notices.done("已接收1份。")
    window.jobs.show()
    QApplication.processEvents()
    assert not window.jobs.geometry().intersects(window.notices.geometry())
    window.jobs.hide()


def dialog_of(kind: type[DeskDialog]) -> DeskDialog:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert isinstance(found, DeskDialog)
    return found


def press_enter_on(dialog: DeskDialog, text: str) -> None:
    (pressed,) = [one for one in dialog.findChildren(QPushButton) if one.text() == text]
    pressed.setFocus()
    QTest.keyClick(pressed, Qt.Key.Key_Return)


def test_enter_closes_the_list_of_shortcuts_by_its_button(window: MainWindow) -> None:
    window.show_shortcuts()
    dialog = dialog_of(ShortcutsDialog)
    press_enter_on(dialog, "关闭")
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, ShortcutsDialog) and one.isVisible()]


@pytest.mark.parametrize(("text", "ended"), [("结束专项", True), ("取消", False)])
def test_enter_does_what_the_focused_button_of_ending_a_campaign_says(
    window: MainWindow, text: str, *, ended: bool
) -> None:
    window.go("settings")
    buttons = window.house.room("settings").findChildren(QPushButton)
    next(one for one in buttons if one.objectName().startswith("turn")).click()
    press_enter_on(dialog_of(EndDialog), text)
    assert window.session.overview is not None
    assert window.session.overview.campaigns[0].campaign.ended is ended


def test_enter_on_the_closing_button_leaves_a_unit_as_it_was(window: MainWindow) -> None:
    window.go("units")
    room = window.house.room("units")
    assert isinstance(room, UnitsRoom)
    name = room.roster.units[0].name
    room.changing.ask_turn(name)
    dialog = dialog_of(TurnDialog)
    assert isinstance(dialog, TurnDialog)
    dialog.kind.setCurrentText("停用")
    press_enter_on(dialog, "关闭")
    assert room.roster.get(name) in room.roster.units


def chosen(question: QWidget, path: Path) -> None:
    assert isinstance(question, PathQuestion)
    question.fileSelected.emit(str(path))
    question.close()


def test_a_file_dialog_begins_where_the_last_of_its_kind_ended(window: MainWindow, tmp_path: Path) -> None:
    stick, out = tmp_path / "U盘", tmp_path / "下发"
    for folder in (stick, out):
        folder.mkdir()
    paper = stick / "附件2.xlsx"
    paper.write_bytes(b"")
    got: list[Path] = []
    question = FilesQuestion(window.house.room("intake"), "收哪些文件", "表 (*.xlsx)", got.extend)
    assert question.directory().absolutePath() == usual_folder()
    question.filesSelected.emit([str(paper)])
    assert got == [paper]
    again = ask_folder(window, "收哪个文件夹", got.append, READ)
    assert again.directory().absolutePath() == str(stick)
    again.close()
    chosen(ask_folder(window, "放在哪个文件夹", got.append), out)
    made = ask_new_file(window, "备份到哪里", "备份.zip", "备份文件 (*.zip)", got.append)
    assert made.directory().absolutePath() == str(out)
    made.close()
    window.wardrobe.prefs.settle()
    assert Prefs(window.own.folder).kept("folder.write") == str(out)


def test_a_folder_that_is_gone_is_not_begun_in(window: MainWindow, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    got: list[Path] = []
    chosen(ask_folder(window, "收哪个文件夹", got.append, READ), stick)
    stick.rmdir()
    question = ask_folder(window, "收哪个文件夹", got.append, READ)
    assert question.directory().absolutePath() == usual_folder()
    question.close()

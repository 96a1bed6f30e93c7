"""Light and dark, 90 to 160 %: legible colours, and texts that fit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk_app.ui.colours import DARK, LIGHT, Colours
from desk_app.ui.intake.room import IntakeRoom
from desk_app.ui.look import Look, Shade, row_height
from desk_app.ui.prefs import Prefs
from desk_app.ui.rooms import ROOMS
from desk_app.ui.sample_bar import SampleBar
from desk_app.ui.tally.views import FrozenTable
from desk_app.ui.window import MainWindow


def _luminance(colour: str) -> float:
    parts = QColor(colour).getRgbF()[:3]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_told_from_its_ground(colours: Colours) -> None:
    for ground in (colours.window, colours.base, colours.stripe, colours.side, colours.chosen, colours.trouble):
        assert _contrast(colours.text, ground) >= 7
    for ground in (colours.window, colours.base, colours.stripe, colours.side):
        assert _contrast(colours.quiet, ground) >= 4.5
        assert _contrast(colours.accent, ground) >= 4.5
    assert _contrast(colours.on_filled, colours.filled) >= 4.5


@pytest.mark.parametrize(("percent", "shade"), [(90, Shade.DARK), (100, Shade.LIGHT), (160, Shade.DARK)])
def test_texts_fit_in_every_room_at_every_size(
    window: MainWindow, qapp: QApplication, qtbot: QtBot, percent: int, shade: Shade
) -> None:
    """960×540 is a full screen at twice the scale; type at 160 % is meant for the laptop's 1366×768."""
    window.wardrobe.put_on(Look(percent, shade))
    window.resize(*((960, 540) if percent <= 100 else (1366, 768)))
    for room in ROOMS:
        window.go(room.name)
        qapp.processEvents()
        for part in (window.side, window.top, window.house.room(room.name)):
            _fits(part)
    window.wardrobe.put_on(Look(100, Shade.LIGHT))


def _fits(part: object) -> None:
    for button in part.findChildren(QAbstractButton):  # type: ignore[attr-defined]
        if button.isVisible() and button.text():
            needed = QFontMetrics(button.font()).horizontalAdvance(button.text().replace("&", ""))
            assert button.width() >= needed, button.text()
            assert button.height() >= QFontMetrics(button.font()).height(), button.text()
    for label in part.findChildren(QLabel):  # type: ignore[attr-defined]
        if label.isVisible() and label.text():
            if label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
            else:
                assert label.width() >= label.sizeHint().width(), label.text()


def test_the_window_fits_a_small_screen_at_every_size(window: MainWindow) -> None:
    for percent in (100, 160):
        window.wardrobe.put_on(Look(percent, Shade.LIGHT))
        hint = window.minimumSizeHint()
        assert hint.width() <= 960
        assert hint.height() <= 540
    window.wardrobe.put_on(Look(100, Shade.LIGHT))


def test_a_chosen_look_is_kept(window: MainWindow) -> None:
    window.wardrobe.size(120)
    window.wardrobe.shade(Shade.DARK)
    window.wardrobe.prefs.settle()
    assert Prefs(window.own.folder).look == Look(120, Shade.DARK)
    window.wardrobe.put_on(Look(100, Shade.LIGHT))


def test_a_size_beyond_what_is_of_use_is_brought_back(window: MainWindow) -> None:
    window.wardrobe.size(400)
    assert window.wardrobe.look.percent == 160
    window.wardrobe.put_on(Look(100, Shade.LIGHT))


def _zoomed(window: MainWindow, qapp: QApplication) -> None:
    window.go("settings")
    window.wardrobe.size(150)
    qapp.processEvents()


def test_the_list_of_returns_is_there_after_the_type_has_grown(window: MainWindow, qapp: QApplication) -> None:
    window.resize(1366, 768)
    window.go("intake")
    room = window.house.room("intake")
    assert isinstance(room, IntakeRoom)
    room.list.clicked.emit(room.lines.index(0, 0))
    room.filters.words.setText("没有这样的文件")
    assert room.pane.opened is None
    _zoomed(window, qapp)
    window.go("intake")
    qapp.processEvents()
    assert room.split.narrow
    assert room.empty.isVisible()
    room.filters.clear()
    qapp.processEvents()
    assert room.list.isVisible()
    assert room.lines.rowCount() > 0
    window.wardrobe.put_on(Look(100, Shade.LIGHT))


def test_an_opened_return_leads_back_to_the_list_by_esc_after_the_type_has_grown(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    window.resize(1366, 768)
    window.go("intake")
    room = window.house.room("intake")
    assert isinstance(room, IntakeRoom)
    room.list.clicked.emit(room.lines.index(0, 0))
    _zoomed(window, qapp)
    window.go("intake")
    qapp.processEvents()
    assert room.split.narrow
    assert room.pane.way_back.isVisible()
    qtbot.keyClick(room, Qt.Key.Key_Escape)
    assert room.list.isVisible()
    window.wardrobe.put_on(Look(100, Shade.LIGHT))


@pytest.mark.parametrize("part", ["", "完成情况"], ids=["figures", "completion"])
def test_rows_of_the_tables_follow_the_type(window: MainWindow, qapp: QApplication, part: str) -> None:
    window.go("tally", part)
    qapp.processEvents()
    room = window.house.room("tally")
    seen = [one for one in room.findChildren(FrozenTable) if one.isVisible()]
    assert seen
    _zoomed(window, qapp)
    window.go("tally", part)
    qapp.processEvents()
    for table in seen:
        assert table.rowHeight(0) == row_height(table)
        assert table.rowHeight(0) >= QFontMetrics(qapp.font()).height() * 1.4
    window.wardrobe.put_on(Look(100, Shade.LIGHT))


def test_no_room_makes_a_small_window_grow_in_the_moment_it_is_first_entered(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    """1366×768 at twice the scale is 683×384, and a line above every room says that this is the sample."""
    window.wardrobe.put_on(Look(100, Shade.LIGHT))
    window.resize(683, 384)
    window.show()
    qtbot.waitExposed(window)
    qapp.processEvents()
    line = window.findChild(SampleBar)
    assert line is not None
    line.show()
    highest = 0
    for room in ROOMS:
        window.go(room.name)
        for _ in range(6):
            qapp.processEvents()
            highest = max(highest, window.height())
        assert highest <= 385, room.title

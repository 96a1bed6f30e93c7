"""A morning at the ledger through the real window: typed, pasted from WPS, mended, taken back, filtered, printed."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from desk_app import app
from desk_app.ui.ledger.model import FIRST
from desk_app.ui.opening import sample_clock
from desk_app.ui.outside import Outside
from desk_app.ui.start import application, build_window
from tests.journeys.test_window_journey import PLACES, Hand, Heart, let_go

pytestmark = [
    pytest.mark.qt_log_level_fail("WARNING"),
    # Said by the offscreen screen about itself, whatever the program asks of it.
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
TALKER, TALKEE, DAY, PLACE, TYPE = FIRST + 1, FIRST + 3, FIRST + 6, FIRST + 7, FIRST + 8
TALKS = (
    ("林嘉禾", "办公室主任", "罗文博", "办公室科员", "许映雪", "3月28日", "小会议室", "谈心谈话"),
    ("周德喆", "办公室副主任", "汪媤", "办公室科员", "许映雪", "2023.3.29", "小会议室", "提醒谈话"),
    ("林嘉禾", "办公室主任", "许映雪", "办公室四级主任科员", "罗文博", "三月三十日", "302办公室", "任前谈话"),
)


@pytest.fixture(scope="module")
def qapp() -> QApplication:
    return application()


@pytest.fixture
def hand(qapp: QApplication, qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> Hand:
    data = Path(shutil.copytree(sample_folder, tmp_path / "数据"))
    outside = Outside(
        open_desk=lambda folder, clock: app.open_desk(folder, clock=clock, own_fonts=False),
        data=data,
        resources=PLACES.resources,
        forms=PLACES.forms,
        clock=sample_clock,
    )
    heart = Heart()
    heart.name("打开窗口")
    window = build_window(qapp, outside)
    assert window is not None
    made = Hand(window, heart)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.session.open(data)
    made.rest()
    return made


def wps_block() -> str:
    """Thirty talks as WPS puts them on the clipboard: tabs, quoted line ends, full-width signs; two days are wrong."""
    lines = []
    for number in range(1, 31):
        day = {7: "2月30日", 19: "3/5"}.get(
            number, f"２０２３年３月{number}日" if number % 3 else f"2023-03-{number:02d}"
        )
        lines.append(
            f'林嘉禾\t"办公室\n主任"\t谈话对象{number}\t科员（试用）\t许映雪\t{day}\t三楼“小会议室”\t谈心谈话\r\n'
        )
    return "".join(lines)


def texts(room: Any, column: int) -> list[str]:
    room.grid.scrollToBottom()
    return [room.model.index(row, column).data() for row in range(room.model.rowCount() - 1)]


def test_a_morning_at_the_ledger_from_the_first_talk_to_the_paper(  # noqa: PLR0915  one morning, told in its order
    hand: Hand, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    room = hand.go("ledger")
    hand.step("选单位")
    hand.choose(room.bar.units, "办公室")
    room.bar.units.activated.emit(room.bar.units.currentIndex())
    hand.rest()
    grid, model = room.grid, room.model
    begun = model.rowCount() - 1

    hand.step("录入三条")
    for number, talk in enumerate(TALKS):
        grid.show_cell(model.index(begun + number, TALKER))
        grid.setFocus()
        for text in talk:
            hand.key(KEY.Key_F2, at=grid)
            editor = QApplication.focusWidget()
            (editor.lineEdit() if isinstance(editor, QComboBox) else editor).selectAll()  # type: ignore[union-attr,attr-defined]
            hand.write(text)
            hand.key(KEY.Key_Tab)
            grid.setFocus()
        hand.rest()
    assert model.rowCount() - 1 == begun + 3
    assert texts(room, DAY)[begun:] == ["2023年3月28日", "2023年3月29日", "2023年3月30日"]
    assert texts(room, TYPE)[begun:] == ["谈心谈话", "提醒谈话", "任前谈话"]

    hand.step("粘贴三十行")
    QGuiApplication.clipboard().setText(wps_block())
    grid.show_cell(model.index(begun + 3, TALKER))
    hand.key(KEY.Key_V, CONTROL, at=grid)
    assert model.rowCount() - 1 == begun + 33
    assert texts(room, TALKEE)[begun + 3 :] == [f"谈话对象{number}" for number in range(1, 31)]
    assert texts(room, DAY)[begun + 3] == "2023年3月1日"
    assert room.model.text_of(model.ids[begun + 3], "talker_post") == "办公室\n主任"
    assert "错误2" in room.bar.found.text()

    hand.step("按F8改两处")
    wrong = []
    for said in ("3月7日", "2023年3月5日"):
        hand.key(KEY.Key_F8, at=grid)
        wrong.append(grid.currentIndex().data())
        assert grid.currentIndex().column() == DAY
        hand.key(KEY.Key_F2, at=grid)
        hand.key(KEY.Key_A, CONTROL)
        hand.write(said)
        hand.key(KEY.Key_Return)
        grid.setFocus()
    assert wrong == ["2月30日", "3/5"]
    assert texts(room, TALKEE)[begun + 3 :] == [f"谈话对象{number}" for number in range(1, 31)]
    assert "错误" not in room.bar.found.text()

    hand.step("撤销恢复")
    for _ in range(3):
        hand.key(KEY.Key_Z, CONTROL, at=grid)
    assert model.rowCount() - 1 == begun + 3
    for _ in range(3):
        hand.key(KEY.Key_Y, CONTROL, at=grid)
    assert model.rowCount() - 1 == begun + 33
    assert "错误" not in room.bar.found.text()

    hand.step("筛选")
    room.bar.words.setFocus()
    hand.write("谈话对象2")
    hand.key(KEY.Key_Return)
    assert len(model.ids) == 11  # 2 and 20 to 29
    room.bar.words.clear()
    hand.key(KEY.Key_Return, at=room.bar.words)
    assert len(model.ids) == begun + 33

    hand.step("打印预览")
    room = hand.go("print")
    assert room.preview is not None
    content = room.preview.content
    (tmp_path / "打印").mkdir()
    hand.step("存为PDF")
    hand.press_word(room, "PDF")
    hand.answer(tmp_path / "打印", "fileNameEdit", "选定")
    saved = next((tmp_path / "打印").iterdir())
    assert saved.read_bytes() == content
    with pypdfium2.PdfDocument(content) as pages:
        said = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "谈话对象30" in said.replace("\r\n", "").replace("\n", "")
    hand.step("关闭")
    longest = hand.heart.longest
    record_property("longest_block_ms", round(max(longest.values()) * 1000))
    sys.stdout.writelines(f"  {step} {seconds * 1000:.0f}\n" for step, seconds in longest.items())
    let_go(hand)

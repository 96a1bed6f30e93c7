"""帮助: F1 opens at the room, every room has its page, all are searched; the tour is shown once and can be left."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import desk_app.ui
from desk_app import locations
from desk_app.ui.help.dialog import HelpDialog
from desk_app.ui.help.pages import read_pages
from desk_app.ui.help.tour import STEPS
from desk_app.ui.rooms import ROOMS
from desk_app.ui.window import MainWindow

_WORD = re.compile("“([^”]+)”")
_PRESSED = re.compile("按((?:“[^”]+”)+)")
PAGES = read_pages(locations.shipped().resources / "help")


def opened(window: MainWindow) -> HelpDialog:
    found = [one for one in window.findChildren(HelpDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def titles(dialog: HelpDialog) -> list[str]:
    return [dialog.list.item(place).text().split("\n")[0] for place in range(dialog.list.count())]


@pytest.mark.parametrize("room", ROOMS, ids=[room.name for room in ROOMS])
def test_every_room_has_its_page_with_steps_to_follow(room: object) -> None:
    page = next(one for one in PAGES if one.room == room.name)  # type: ignore[attr-defined]
    assert page.title == room.title  # type: ignore[attr-defined]
    assert "## 一步一步做" in page.text
    assert "\n1. " in page.text
    assert len(page.text) < 1_500


def test_no_page_speaks_of_what_an_office_does_not_know() -> None:
    for page in PAGES:
        for word in ("字段", "JSON", "hash", "数据库", "bug", "活动"):
            assert word not in page.text, (page.title, word)


def test_every_button_that_a_page_tells_to_press_is_in_the_window() -> None:
    folder = Path(desk_app.ui.__file__).parent
    literals = re.findall(r'"([^"\n]*)"', "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py")))
    known = {re.sub(r"\(&\w\)|…$| F\d+$|（Ctrl.*?）$", "", one) for one in literals}
    told = [(page.title, word) for page in PAGES for run in _PRESSED.findall(page.text) for word in _WORD.findall(run)]
    assert len(told) > 30
    assert [one for one in told if "…" not in one[1] and one[1] not in known] == []


@pytest.mark.parametrize("room", ["intake", "ledger", "units"])
def test_f1_opens_at_the_room_one_is_in(window: MainWindow, qtbot: QtBot, room: str) -> None:
    window.go(room)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = opened(window)
    assert dialog.page.room == room
    assert dialog.page.title in dialog.text.toPlainText()
    window.go("home")
    window.show_help()
    assert opened(window) is dialog
    assert dialog.page.room == "home"


def test_before_anything_is_begun_it_tells_of_the_first_day(fresh: MainWindow) -> None:
    fresh.show_help()
    assert opened(fresh).page.room == "start"


def test_all_words_must_stand_in_a_page_and_the_line_is_shown(window: MainWindow) -> None:
    window.show_help()
    dialog = opened(window)
    dialog.words.setText("附上文件 校验码")
    assert titles(dialog) == ["台账"]
    assert "附上文件" in dialog.list.item(0).text()
    dialog.words.setText("没有这样的话")
    assert titles(dialog) == []
    assert "没有“没有这样的话”" in dialog.text.toPlainText()
    dialog.words.clear()
    assert titles(dialog) == [page.title for page in PAGES]


def test_a_page_goes_to_the_printer(window: MainWindow, tmp_path: Path) -> None:
    window.go("ledger")
    window.show_help()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "帮助.pdf"))
    opened(window).print_on(printer)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "帮助.pdf").pages)
    assert "台账" in text


def test_help_is_freed_when_it_is_closed(window: MainWindow, qtbot: QtBot) -> None:
    window.show_help()
    opened(window).close()
    qtbot.waitUntil(lambda: not window.findChildren(HelpDialog))


def test_the_tour_goes_through_five_rooms_and_can_be_left_at_any_step(window: MainWindow, qtbot: QtBot) -> None:
    window.show_help()
    dialog = opened(window)
    dialog._start_tour()
    assert not dialog.isVisible()
    seen = []
    for _ in STEPS:
        assert window.tour.isVisible()
        seen.append(window.house.name)
        window.tour.forward()
    assert seen == ["home", "plan", "intake", "ledger", "tally"]
    assert not window.tour.isVisible()
    window.show_tour()
    window.tour.forward()
    qtbot.keyClick(window.tour, Qt.Key.Key_Escape)
    assert not window.tour.isVisible()
    assert window.house.name == "plan"
    assert "F1" in window.notices.text


def test_the_tour_comes_by_itself_once_and_not_again(window: MainWindow) -> None:
    window.tour.begin_once()
    window.session.reload()
    assert window.tour.isVisible()
    window.tour.leave()
    window.session.reload()
    assert not window.tour.isVisible()
    window.tour.begin_once()
    window.session.reload()
    assert not window.tour.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_help_and_tour_find_room_on_a_small_screen(window: MainWindow, percent: int) -> None:
    window.wardrobe.size(percent)
    window.resize(1366, 768)
    window.show_help()
    assert opened(window).minimumSizeHint().width() <= 1366
    assert opened(window).minimumSizeHint().height() <= 768
    window.show_tour()
    for _ in range(len(STEPS)):
        QApplication.processEvents()
        assert window.rect().contains(window.tour.geometry())
        assert window.tour.height() >= window.tour.minimumSizeHint().height()
        window.tour.forward()
    window.wardrobe.size(100)

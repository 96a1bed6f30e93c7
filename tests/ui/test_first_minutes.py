"""The first ten minutes: two questions, a template, the sample beside the data, a blank without anything."""

from __future__ import annotations

import threading
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desk_app.ui.dialog_blank import BlankDialog
from desk_app.ui.door import NAMES, OFFERS, TROUBLE
from desk_app.ui.outside import Outside
from desk_app.ui.rooms_home import HomeRoom
from desk_app.ui.window import MainWindow
from desk_app.ui.worker import ThreadRunner

from .conftest import Make


def test_the_first_start_asks_two_things_only(fresh: MainWindow, qtbot: QtBot) -> None:
    door = fresh.door
    assert door.page == NAMES
    door.bureau.setText("甲局")
    qtbot.keyClick(door.bureau, Qt.Key.Key_Return)
    qtbot.keyClick(door.operator, Qt.Key.Key_Return)
    assert door.page == OFFERS
    assert fresh.session.overview is not None
    assert fresh.session.overview.bureau == "甲局"
    assert "甲局" in fresh.windowTitle()


def test_without_the_bureaus_name_the_question_stays(fresh: MainWindow) -> None:
    fresh.door.keep_names()
    assert fresh.door.page == NAMES


def test_a_template_opens_a_campaign_and_leads_to_the_first_page(fresh: MainWindow) -> None:
    fresh.door.bureau.setText("甲局")
    fresh.door.keep_names()
    fresh.door.open_template()
    assert fresh.session.campaign is not None
    assert fresh.house.currentWidget() is fresh.house.room("home")


def test_the_offers_begin_with_the_plan_which_leads_to_its_room(
    fresh: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.door.bureau.setText("甲局")
    fresh.door.keep_names()
    offers = [one.text() for one in fresh.door.currentWidget().findChildren(QPushButton)]
    assert offers[:2] == ["读入方案", "启动专项"]
    asked: list[str] = []
    monkeypatch.setattr("desk_app.ui.plan.room.ask_file", lambda _owner, title, *_: asked.append(title))
    fresh.door.read_plan.click()
    assert asked == ["读入方案"]
    assert fresh.house.currentWidget() is fresh.house.room("plan")


def test_the_sample_opens_beside_the_offices_data(fresh: MainWindow, outside: Outside) -> None:
    fresh.door.open_sample()
    assert fresh.session.is_sample
    assert fresh.session.overview is not None
    assert fresh.session.overview.folder == outside.sample_data
    assert fresh.session.overview.unit_count > 10
    fresh.session.open(outside.data)
    assert fresh.session.overview is not None
    assert fresh.session.overview.campaigns == ()


class Shown(QObject):
    """Stands where the computer opens files, so that a test opens none."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toLocalFile())


def test_a_blank_annex_is_written_without_opening_anything(make_window: Make, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_window()
    window.print_blank()
    dialog = window.findChild(BlankDialog)
    assert dialog is not None
    names = [dialog.forms.item(row).text() for row in range(dialog.forms.count())]
    assert len(names) == len(set(names)) >= 6
    dialog.forms.setCurrentRow(1)
    dialog._kinds = (".xlsx", ".docx")
    shown = Shown()
    QDesktopServices.setUrlHandler("file", shown, "take")
    dialog.write_to(tmp_path / "空表")
    QDesktopServices.unsetUrlHandler("file")
    assert shown.urls == [str(tmp_path / "空表")]
    written = sorted((tmp_path / "空表").iterdir())
    assert [path.suffix for path in written] == [".docx", ".xlsx"]
    assert all(zipfile.is_zipfile(path) for path in written)
    assert not (window.context.outside.data / "desk.db").exists()


def test_a_data_folder_that_cannot_be_opened_says_why_and_offers_ways_out(make_window: Make, outside: Outside) -> None:
    outside.data.mkdir()
    (outside.data / "backups").mkdir()
    (outside.data / "backups" / "desk-20230101-080000-daily.zip").write_bytes(b"x")
    window = make_window()
    window.session.open(outside.data)
    assert window.door.page == TROUBLE
    assert "从备份恢复" in window.door._trouble.text()


def test_a_backup_is_written_and_put_back(window: MainWindow, tmp_path: Path, outside: Outside) -> None:
    from desk_app.services.open_campaign import name_the_office

    keep = window.context.safekeeping
    keep.backup_to(tmp_path / "备份.zip")
    assert "已备份" in window.notices.text
    window.worker.run(lambda desk, _progress: name_the_office(desk, "乙局", ""))
    keep.restore_from(tmp_path / "备份.zip")
    assert window.session.overview is not None
    assert window.session.overview.bureau == "青屏市生态环境局"
    assert "原来的数据没有删" in window.notices.text
    keep.check()
    assert "数据完好" in window.notices.text


def test_a_backup_that_is_asked_for_keeps_nobody_waiting_and_one_that_is_stopped_says_so(
    make_window: Make, threaded: ThreadRunner, tmp_path: Path, outside: Outside, qtbot: QtBot
) -> None:
    window, hold, path = make_window(threaded), threading.Event(), tmp_path / "备份.zip"
    with qtbot.waitSignal(window.session.opened, timeout=20_000):
        window.session.open(outside.data)
    window.worker.run(lambda _desk, _progress: hold.wait(20))
    window.context.safekeeping.backup_to(path)
    qtbot.waitUntil(lambda: str(path) in window.notices.text, timeout=20_000)
    assert path.exists()
    hold.set()
    path.unlink()
    window.worker.started.connect(lambda ticket: ticket.cancel())
    window.context.safekeeping.backup_to(path)
    qtbot.waitUntil(lambda: "备份没有做成" in window.notices.text, timeout=20_000)
    assert not path.exists()


def test_a_day_at_the_window_leaves_one_backup_of_the_day(window: MainWindow, outside: Outside) -> None:
    for path in (outside.data / "backups").iterdir():
        path.unlink()
    home, said = window.house.room("home"), []
    assert isinstance(home, HomeRoom)
    home.refresh()
    assert home._backup.text() == "今天的备份稍后自动做。"
    window.context.safekeeping.daily_turned.connect(lambda _ended: said.append(home._backup.text()))
    window.context.safekeeping.back_up_today()
    assert said[0] == "今天的备份正在做。"
    assert home._backup.text().startswith("上次备份：")
    window.context.safekeeping.back_up_today()
    assert len(list((outside.data / "backups").glob("*-daily.zip"))) == 1


def test_issued_blanks_tick_the_first_step_of_the_path(window: MainWindow, tmp_path: Path) -> None:
    from desk_app.services.home_page import Reached, home_page

    home = window.house.room("home")
    assert isinstance(home, HomeRoom)
    home._issue.write_to(tmp_path / "空表")
    campaign, period = window.session.campaign, window.session.period
    assert campaign is not None
    kept: list[object] = []
    window.worker.run(lambda desk, _progress: home_page(desk, campaign, period).steps[0].reached, kept.append)
    assert kept == [Reached.DONE]
    assert len(list((tmp_path / "空表").iterdir())) >= 14

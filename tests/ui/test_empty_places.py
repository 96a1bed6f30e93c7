"""Rooms with nothing in them say in one sentence what to do next, and have the button for it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk_app.services.keep_roster import import_roster
from desk_app.ui.archive.room import ArchiveRoom
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.printing.room import PrintRoom
from desk_app.ui.tally.room import VIEWS, TallyRoom
from desk_app.ui.window import MainWindow

from .test_ledger import settle


def begin(window: MainWindow) -> None:
    window.door.bureau.setText("甲局")
    window.door.keep_names()
    window.door.open_template()
    settle()


def read_roster(window: MainWindow) -> None:
    sample = window.context.outside.resources / "sample" / "单位名册.csv"
    _, changes = import_roster(window.worker._open_desk(), sample)
    window.worker.changed.emit(changes)
    settle()


def ledger(window: MainWindow) -> LedgerRoom:
    window.go("ledger")
    room = window.house.room("ledger")
    assert isinstance(room, LedgerRoom)
    settle()
    return room


@pytest.mark.parametrize(("room", "word"), [("ledger", "台账"), ("intake", "收表"), ("tasks", "任务")])
def test_who_wants_a_room_before_there_is_a_campaign_is_told_why_it_is_not_shown(
    fresh: MainWindow, room: str, word: str
) -> None:
    fresh.door.bureau.setText("甲局")
    fresh.door.keep_names()
    fresh.go(room)
    said = [one.text() for one in fresh.door.findChildren(QLabel) if one.isVisible()]
    assert f"“{word}”要先有专项才能办：读入方案，或按模板启动，随后就在这里办。" in said
    fresh.go("home")
    assert not [one for one in fresh.door.findChildren(QLabel) if one.isVisible() and "要先有专项" in one.text()]


def test_a_ledger_without_units_leads_to_the_roster_and_with_them_to_the_returns(fresh: MainWindow) -> None:
    begin(fresh)
    room = ledger(fresh)
    assert room.nothing.isVisible()
    assert room.nothing.text() == "还没有单位名册，录入前要先有单位。"
    room.nothing.way.click()
    assert fresh.house.name == "units"
    read_roster(fresh)
    room = ledger(fresh)
    assert "直接写或粘贴" in room.nothing.text()
    room.nothing.way.click()
    assert fresh.house.name == "intake"


def test_words_that_stand_in_no_row_are_cleared_from_where_it_is_said(window: MainWindow, qtbot: QtBot) -> None:
    room = ledger(window)
    assert not room.nothing.isVisible()
    room.bar.choose("附件2", "", "", words="没有这样的话")
    settle()
    assert room.nothing.isVisible()
    assert room.nothing.text() == "没有哪一行有这些词。"
    room.nothing.way.click()
    qtbot.waitUntil(lambda: len(room.model.ids) > 0)
    assert not room.nothing.isVisible()


def test_figures_without_units_lead_to_the_roster(fresh: MainWindow) -> None:
    begin(fresh)
    fresh.go("tally")
    room = fresh.house.room("tally")
    assert isinstance(room, TallyRoom)
    settle()
    assert "还没有单位名册" in room.figures.nothing.text()
    room.figures.nothing.way.click()
    assert fresh.house.name == "units"


def test_the_archive_without_a_campaign_leads_to_the_plan_from_each_of_its_lists(fresh: MainWindow) -> None:
    fresh.door.bureau.setText("甲局")
    fresh.door.keep_names()
    fresh.go("archive")
    room = fresh.house.room("archive")
    assert isinstance(room, ArchiveRoom)
    settle()
    assert "先读入方案，或按模板启动" in room.inspection_page.nothing.text()
    room.inspection_page.nothing.way.click()
    assert fresh.house.name == "plan"
    begin(fresh)
    fresh.go("archive")
    settle()
    assert room.inspection_page.nothing.isHidden()
    assert len(room.inspection_page.model.lines) > 0


def test_the_matrix_without_units_leads_to_the_roster_as_well(fresh: MainWindow) -> None:
    begin(fresh)
    fresh.go("tally")
    room = fresh.house.room("tally")
    assert isinstance(room, TallyRoom)
    room.show_view(1)
    settle()
    assert room.completion is not None
    assert "还没有单位名册" in room.completion._nothing.text()
    room.completion._nothing.way.click()
    assert fresh.house.name == "units"
    fresh.go("tally")
    room.show_view(VIEWS.index("次数要求"))
    settle()
    assert room.quotas is not None
    assert "还没有单位名册" in room.quotas._nothing.text()
    room.quotas._nothing.way.click()
    assert fresh.house.name == "units"


def test_forms_of_units_cannot_be_printed_before_there_are_any_and_the_way_is_shown(
    fresh: MainWindow, qtbot: QtBot
) -> None:
    begin(fresh)
    fresh.go("print", "各单位附件表\t大谈话统计表\t")
    room = fresh.house.room("print")
    assert isinstance(room, PrintRoom)
    qtbot.waitUntil(lambda: "还没有单位名册" in room._nothing.text())
    room._nothing.way.click()
    assert fresh.house.name == "units"

"""结束专项: asked once, grey from then on, asking for nothing; taken up again the same way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desk_app import app
from desk_app.campaign.tasks import Mark
from desk_app.services.calendar_items import calendar_items
from desk_app.services.open_campaign import open_from_template
from desk_app.services.task_board import task_board
from desk_app.ui.campaigns_card import EndDialog
from desk_app.ui.opening import sample_clock
from desk_app.ui.window import MainWindow
from tests.conftest import call

TEMPLATE = "学习宣传贯彻党的二十大精神"
OTHER = "深化作风建设八扬八治活动"


def turn(window: MainWindow, place: int = 0) -> str:
    """Press the button of a campaign in 设置 and agree; what was asked."""
    window.go("settings")
    buttons = [one for one in window.house.room("settings").findChildren(QPushButton) if "turn" in one.objectName()]
    buttons[place].click()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, EndDialog) and one.isVisible()]
    assert isinstance(dialog, EndDialog)
    said = "".join(one.text() for one in dialog.findChildren(QLabel))
    dialog.act.click()
    return said


def home_words(window: MainWindow) -> str:
    window.go("home")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    return "\n".join(one.text() for one in window.house.room("home").findChildren(QLabel) if one.isVisible())


def test_an_ended_campaign_asks_for_nothing_until_it_is_taken_up_again(window: MainWindow) -> None:
    desk = window.worker._open_desk()
    campaign = desk.campaign(None)
    assert "没有要办的" not in home_words(window)
    said = turn(window)
    assert "项任务没有完成" in said
    assert window.notices.text == "已结束专项。"
    board = task_board(desk, campaign)
    assert board.ended
    assert {line.mark for line in board.lines} == {Mark.NONE}
    items = calendar_items(desk, campaign, date(2023, 1, 1), date(2023, 12, 31))
    assert items
    assert not any(item.mark or item.offer or "未报" in item.state for item in items)
    words = home_words(window)
    assert "（已结束）" in words
    assert "专项已结束，没有要办的" in words
    assert window.top.campaigns.itemText(0).endswith("（已结束）")
    grey = window.top.campaigns.itemData(0, Qt.ItemDataRole.ForegroundRole)
    assert grey is not None
    turn(window)
    assert window.notices.text == "已恢复专项。"
    assert not task_board(desk, campaign).ended
    assert "没有要办的" not in home_words(window)


def test_ending_can_be_taken_back_from_the_notice(window: MainWindow) -> None:
    turn(window)
    window.notices._ask_undo()
    assert not window.worker._open_desk().campaign(None).ended
    assert window.session.campaign is not None
    assert not window.session.campaign.ended


def test_the_window_begins_with_a_campaign_that_goes_on(fresh: MainWindow) -> None:
    desk = fresh.worker._open_desk()
    for name in (TEMPLATE, OTHER):
        open_from_template(desk, name)
    fresh.session.reload()
    turn(fresh)
    fresh.session.open(fresh.context.outside.data)
    assert fresh.session.campaign is not None
    assert fresh.session.campaign.name == OTHER


@pytest.fixture
def two(fresh: MainWindow) -> Path:
    desk = fresh.worker._open_desk()
    for name in (TEMPLATE, OTHER):
        open_from_template(desk, name)
    fresh.session.reload()
    turn(fresh)
    return fresh.context.outside.data


def test_commands_take_the_only_campaign_that_goes_on_and_the_list_tells_the_ended(
    two: Path, fresh: MainWindow
) -> None:
    fresh.worker.use_desk(None)
    told = call("--data", two, "campaign", "list", "--json")
    assert [(one["name"], one["ended"]) for one in told.document["campaigns"]] == [(TEMPLATE, True), (OTHER, False)]
    assert f"专项：{TEMPLATE}（已结束）" in call("--data", two, "campaign", "list").out
    span = ("--from", "2022-02-01", "--to", "2022-07-31", "--json")
    theirs = call("--data", two, "calendar", *span)
    assert theirs.status == 0
    assert theirs.document["items"]
    ended = call("--data", two, "--campaign", TEMPLATE, "calendar", "--from", "2023-01-01", "--to", "2023-12-31")
    assert ended.status == 0
    assert "已结束" in ended.out


def test_with_every_campaign_ended_a_command_asks_which_one_is_meant(two: Path, fresh: MainWindow) -> None:
    turn(fresh, 1)
    fresh.worker.use_desk(None)
    told = call("--data", two, "calendar", "--from", "2023-01-01", "--to", "2023-12-31")
    assert told.status == 2
    assert "没有在办的专项" in told.err
    desk = app.open_desk(two, clock=sample_clock, own_fonts=False)
    with desk.store:
        assert desk.campaign(TEMPLATE).ended

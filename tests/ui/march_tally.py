"""统计 open at March of the sample, and the desk behind the window: fixtures of the tests that begin there."""

from __future__ import annotations

import pytest

from desk_app.campaign.period import month_period
from desk_app.services.desk import Desk
from desk_app.ui.tally.room import TallyRoom
from desk_app.ui.window import MainWindow

MARCH = month_period(2023, 3)


@pytest.fixture(name="room")
def march_room(window: MainWindow) -> TallyRoom:
    """The room, turned to March."""
    window.session.choose_period(MARCH)
    window.go("tally")
    found = window.house.room("tally")
    assert isinstance(found, TallyRoom)
    return found


@pytest.fixture(name="desk")
def window_desk(window: MainWindow) -> Desk:
    """The desk that the window works on."""
    return window.worker._open_desk()

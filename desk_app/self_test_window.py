"""The window's part of 自检: it is shown on no screen, opens a data folder, and enters every room."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app import __version__
from desk_app.app import open_desk
from desk_app.locations import Locations
from desk_app.problems import DeskError

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.ui.outside import Outside
    from desk_app.ui.window import MainWindow

_FEWEST_COLOURS = 3
_STEPS_ACROSS = 40


@dataclass
class _Jobs:
    """How many of the window's jobs are under way, and the first one that failed."""

    under_way: int = 0
    failure: BaseException | None = None

    def began(self, _ticket: object) -> None:
        self.under_way += 1

    def ended(self, _ticket: object) -> None:
        self.under_way -= 1

    def failed(self, error: BaseException) -> None:
        self.failure = self.failure or error


def look_through(places: Locations, data: Path, clock: Callable[[], datetime], patience: float) -> str:
    """Show the window on a data folder and enter every room; a sentence, or DeskError naming what did not work.

    ``patience`` is in seconds and counts for each room.
    """
    from desk_app.ui.rooms import ROOMS
    from desk_app.ui.start import application, build_window

    window = build_window(application(), _outside(places, data, clock))
    if window is None:
        raise DeskError("窗口没有建成")
    window.crashes.install()
    try:
        jobs = _watched(window)
        window.show()
        window.session.open(data)
        _settle(window, jobs, patience, "打开数据")
        if window.session.overview is None:
            raise DeskError("窗口没有打开数据")
        if not window.fontMetrics().inFontUcs4(ord("国")):
            raise DeskError("窗口的字体里没有汉字")
        for room in ROOMS:
            window.go(room.name)
            _settle(window, jobs, patience, room.title)
            _look_at(window, room.title)
    finally:
        window.close()
    return f"{window.windowTitle()}，{len(ROOMS)}个房间都能进"


def _outside(places: Locations, data: Path, clock: Callable[[], datetime]) -> Outside:
    from desk_app.ui.outside import Outside

    def opened(folder: Path, at: Callable[[], datetime]) -> Desk:
        return open_desk(folder, clock=at, own_fonts=False)

    return Outside(opened, data, places.resources, places.forms, clock, __version__)


def _watched(window: MainWindow) -> _Jobs:
    jobs = _Jobs()
    window.worker.started.connect(jobs.began)
    window.worker.ended.connect(jobs.ended)
    window.worker.crashed.connect(jobs.failed)
    window.worker.refused.connect(jobs.failed)
    return jobs


def _settle(window: MainWindow, jobs: _Jobs, patience: float, what: str) -> None:
    """Let the window work until nothing is under way; what failed there is raised here."""
    from desk_app.ui.start import application

    end = time.monotonic() + patience
    app = application()
    app.processEvents()
    while jobs.under_way and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.005)
    app.processEvents()
    if jobs.failure is not None:
        raise jobs.failure
    if jobs.under_way or not window.isVisible():
        raise DeskError(f"“{what}”在{patience:.0f}秒内没有做完")


def _look_at(window: MainWindow, room: str) -> None:
    """A room that draws nothing, or everything in one colour, is no room."""
    picture = window.grab().toImage()
    across = max(1, picture.width() // _STEPS_ACROSS)
    down = max(1, picture.height() // _STEPS_ACROSS)
    seen = {picture.pixel(x, y) for x in range(0, picture.width(), across) for y in range(0, picture.height(), down)}
    if len(seen) < _FEWEST_COLOURS:
        raise DeskError(f"“{room}”里什么也没有画出来")

"""The window offscreen, on data folders of its own, with every Qt warning a failure."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app import app, locations
from desk_app.ui.opening import sample_clock
from desk_app.ui.outside import Outside
from desk_app.ui.start import application, build_window
from desk_app.ui.window import MainWindow
from desk_app.ui.worker import Runner, SameThreadRunner, ThreadRunner

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # Said by the offscreen screen about itself, whatever the program asks of it.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application()


def outside_of(data: Path) -> Outside:
    places = locations.shipped()
    return Outside(
        open_desk=lambda folder, clock: app.open_desk(folder, clock=clock, own_fonts=False),
        data=data,
        resources=places.resources,
        forms=places.forms,
        clock=sample_clock,
        version="0",
    )


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return outside_of(tmp_path / "data")


Make = Callable[..., MainWindow]


@pytest.fixture
def make_window(qapp: QApplication, qtbot: QtBot, outside: Outside) -> Iterator[Make]:
    """A window with nothing opened yet; jobs run at once unless another runner is given."""
    made: list[MainWindow] = []

    def make(runner: Runner | None = None) -> MainWindow:
        window = build_window(qapp, outside, runner or SameThreadRunner())
        assert window is not None
        made.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def threaded() -> ThreadRunner:
    return ThreadRunner()


@pytest.fixture
def fresh(make_window: Make) -> MainWindow:
    """The window on an empty data folder."""
    window = make_window()
    window.session.open(window.context.outside.data)
    return window


@pytest.fixture
def window(make_window: Make, sample_folder: Path, outside: Outside) -> MainWindow:
    """The window with the sample's data as the office's own."""
    import shutil

    shutil.copytree(sample_folder, outside.data)
    made = make_window()
    made.session.open(outside.data)
    return made

"""Starting the window: what ``desk-app`` does when no command is given."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desk_app.ui.outside import Outside
    from desk_app.ui.window import MainWindow
    from desk_app.ui.worker import Runner

_STYLE = ("-style", "fusion")  # one style everywhere; asked for so, it costs no second one at the start
ALREADY_OPEN = "专班台账已经开着，已把它的窗口调到前面。"


def run_window(data: Path | None, outside: Outside) -> int:
    """Show the window on a data folder until it is closed; the process's exit status.

    When a window stands on the folder already it comes forward, a sentence says so, and the status is 0.
    """
    if data is not None:
        outside = replace(outside, data=data)
    from desk_app.ui.input_method.start import start_bridge

    app = application()
    window = build_window(app, outside)
    if window is None:
        print(ALREADY_OPEN)  # noqa: T201  the door speaks
        return 0
    start_bridge(app)
    window.crashes.install()
    window.own.record_falls()
    if window.own.fault_of_last_time is not None:
        window.notices.trouble(f"上次程序意外退出，记录在“{window.own.fault_of_last_time}”，可交给维护人员。")
    window.tour.begin_once()
    window.show()
    window.session.open(outside.data)
    return app.exec()


def application() -> QApplication:
    """The one QApplication, speaking Chinese."""
    from PySide6.QtWidgets import QApplication

    from desk_app.ui.chinese import speak_chinese
    from desk_app.ui.icons import app_icon

    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication([*sys.argv[:1], *_STYLE])
    app.setApplicationName("desk-app")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("desk-app")
    app.setWindowIcon(app_icon())
    speak_chinese(app)
    return app


def build_window(app: QApplication, outside: Outside, runner: Runner | None = None) -> MainWindow | None:
    """The window, dressed and in its place, with nothing opened yet; None when another one stands on the folder."""
    from desk_app.ui.forms_editor.wrong import WrongForms
    from desk_app.ui.own_files import OwnFiles
    from desk_app.ui.prefs import Prefs
    from desk_app.ui.wardrobe import Wardrobe
    from desk_app.ui.window import MainWindow
    from desk_app.ui.worker import ThreadRunner, Worker

    own = OwnFiles(outside.data)
    if not own.open():
        if own.call_the_first():
            return None
        own.open_beside()
    wardrobe = Wardrobe(app, Prefs(own.folder), outside.resources / "fonts")
    wardrobe.put_on()
    worker = Worker(runner or ThreadRunner())
    window = MainWindow(outside, worker, own, wardrobe)
    window.dress(wardrobe.colours)
    WrongForms(window, window.session, window.notices)
    place = wardrobe.prefs.place
    if place.isEmpty() or not window.restoreGeometry(place):
        _fit_first_time(window)
    return window


def _fit_first_time(window: MainWindow) -> None:
    """Four fifths of the screen, but no larger than is of use."""
    room = window.screen().availableGeometry()
    width, height = min(1280, round(room.width() * 0.9)), min(800, round(room.height() * 0.9))
    window.resize(width, height)
    window.move(room.x() + (room.width() - width) // 2, room.y() + (room.height() - height) // 2)

"""Starting the window: what ``desk-app`` does when no command is given."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk_app.ui.outside import Outside


def run_window(data: Path | None, outside: Outside) -> int:
    """Show the window on a data folder until it is closed; the process's exit status."""
    from PySide6.QtWidgets import QApplication

    from desk_app.ui.icons import app_icon
    from desk_app.ui.look import Look, put_on
    from desk_app.ui.window import MainWindow
    from desk_app.ui.worker import ThreadRunner, Worker

    if data is not None:
        outside = replace(outside, data=data)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101  nobody else makes one
    app.setWindowIcon(app_icon())
    colours = put_on(app, Look(), outside.resources / "fonts")
    window = MainWindow(outside, Worker(ThreadRunner()))
    window.dress(colours)
    window.resize(1200, 720)
    window.show()
    window.session.open(outside.data)
    return app.exec()

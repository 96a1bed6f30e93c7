"""One office's walk through both front doors: the command line as processes on a given day, and the real window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desk_app import app, locations
from desk_app.ui.outside import Outside
from desk_app.ui.start import build_window
from desk_app.ui.window import MainWindow
from desk_app.ui.worker import SameThreadRunner
from tests import warm
from tests.conftest import Told


class Walk:
    """A data folder and the day on which it is worked at."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data = root / "数据"
        self.day = datetime(2023, 1, 5, 9, 0)  # noqa: DTZ001  the office's own wall clock

    def on(self, month: int, day: int, hour: int = 9) -> None:
        """Let another day come."""
        self.day = self.day.replace(month=month, day=day, hour=hour)

    def ask(self, *arguments: object, data: Path | None = None, status: int = 0) -> Told:
        """One call of the command line; it must end as expected, and never with a traceback."""
        said = [str(one) for one in ("--data", data or self.data, *arguments)]
        done = warm.run(said, at=self.day)
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == status, (arguments, done.stdout, done.stderr)
        return Told(done.returncode, done.stdout, done.stderr)

    def told(self, *arguments: object, data: Path | None = None, status: int = 0) -> Any:
        """The same with its document."""
        return self.ask(*arguments, "--json", data=data, status=status).document

    @contextmanager
    def window(self, data: Path | None = None) -> Iterator[MainWindow]:
        """The window opened on the data, and closed again."""
        qapp = QApplication.instance()
        assert isinstance(qapp, QApplication)
        places = locations.shipped()
        outside = Outside(
            open_desk=lambda folder, clock: app.open_desk(folder, clock=clock, own_fonts=False),
            data=data or self.data, resources=places.resources, forms=places.forms, clock=lambda: self.day,
        )  # fmt: skip
        window = build_window(qapp, outside, SameThreadRunner())
        assert window is not None
        try:
            window.show()
            window.session.open(outside.data)
            yield window
        finally:
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

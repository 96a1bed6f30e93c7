"""The program's own mistakes: written to a report, shown once, never swallowed."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QtMsgType, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from desk_app.ui.outside import Outside

log = logging.getLogger(__name__)
_LEVELS = {QtMsgType.QtDebugMsg: 10, QtMsgType.QtInfoMsg: 20, QtMsgType.QtWarningMsg: 30, QtMsgType.QtCriticalMsg: 40}


class Crashes(QObject):
    """Takes every unexpected error, from the window and from the worker."""

    def __init__(self, outside: Outside, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._outside = outside
        self._folder = folder
        self._window = parent
        self._showing = False

    def install(self) -> None:
        """Hear of errors in slots and of Qt's own messages from now on."""
        sys.excepthook = self._hook
        qInstallMessageHandler(_log_qt)

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Write the report, and show it unless another one is being looked at."""
        from desk_app.ui.dialog_crash import CrashDialog
        from desk_app.ui.report import write_report

        path = write_report(self._folder, error, self._outside.clock(), self._outside.version)
        if not self._showing:
            self._showing = True
            dialog = CrashDialog(self._window, path)
            dialog.destroyed.connect(self._shown)
            dialog.open()

    @Slot()
    def _shown(self) -> None:
        self._showing = False

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error)


def _log_qt(kind: QtMsgType, _context: object, message: str) -> None:
    log.log(_LEVELS.get(kind, 50), "Qt: %s", message)

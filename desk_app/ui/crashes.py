"""The program's own mistakes: written to a report, shown once, never swallowed."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QtMsgType, QUrl, Slot, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from desk_app.ui.look import chars, grid
from desk_app.ui.outside import Outside
from desk_app.ui.pieces import HEADING, MAIN, button, label, row

log = logging.getLogger(__name__)
_LEVELS = {QtMsgType.QtDebugMsg: 10, QtMsgType.QtInfoMsg: 20, QtMsgType.QtWarningMsg: 30, QtMsgType.QtCriticalMsg: 40}


class CrashDialog(QDialog):
    """Says what happened and where the report lies."""

    def __init__(self, parent: QWidget | None, path: Path) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("程序出了意外")
        self._path = path
        lines = QVBoxLayout(self)
        lines.setSpacing(grid(self, 1.5))
        lines.addWidget(label("刚才那一步出了意外，没有做完。已经保存的数据不受影响。", HEADING, wrap=True))
        lines.addWidget(label(f"报告在“{path}”，请交给维护人员；其中没有单位、人员和表格内容。", wrap=True))
        self._text = QPlainTextEdit(path.read_text(encoding="utf-8"))
        self._text.setReadOnly(True)
        self._text.setAccessibleName("报告内容")
        self._text.setMinimumSize(chars(self, 36), chars(self, 12))
        lines.addWidget(self._text, 1)
        close = button("继续使用", self.close, MAIN)
        lines.addLayout(row(button("打开所在文件夹", self._open), button("复制报告", self._copy), close))
        close.setFocus()

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())


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

"""What is shown when the program itself made a mistake: what happened, and where the report lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import HEADING, MAIN, button, label, row


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

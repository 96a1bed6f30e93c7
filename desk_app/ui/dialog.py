"""The base of all dialogs: gone when closed, never stopping the window, 关闭 by Esc."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desk_app.ui.look import grid

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class DeskDialog(QDialog):
    """A dialog with a column of ``lines``; connect bound methods only, so that it is freed."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.lines = QVBoxLayout(self)
        step = grid(self, 2)
        self.lines.setContentsMargins(step, step, step, step)
        self.lines.setSpacing(grid(self, 1.5))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button that has the keyboard, and only elsewhere the dialog's own."""
        pressed = self.focusWidget()
        if event.key() in _ENTER and isinstance(pressed, QPushButton) and pressed.isEnabled():
            pressed.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def fit(self, width: int) -> None:
        """Be this wide, and as high as the wrapped words then need, or as large as the screen allows."""
        wide = min(width, round(self.screen().availableGeometry().width() * 0.9))
        wraps = self.lines.hasHeightForWidth()
        self.suit(wide, self.lines.totalHeightForWidth(wide) if wraps else self.sizeHint().height())

    def suit(self, width: int, height: int) -> None:
        """Be this large, or as large as the screen allows."""
        room = self.screen().availableGeometry().size() * 0.9
        self.resize(min(width, room.width()), min(height, room.height()))

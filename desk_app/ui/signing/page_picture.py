"""A scanned page to be looked at, as wide as there is room, larger on demand."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea

from desk_app.services.print_choice import PageImage
from desk_app.ui.look import grid

_ZOOMS = (1.0, 1.5, 2.2, 3.2)
_MOST = 5000


class PagePicture(QScrollArea):
    """``resized`` tells that another size is wanted; ``longest`` is how many pixels the longer side should have."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setAccessibleName("扫描页")
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._zoom = 0

    @property
    def longest(self) -> int:
        """How large a picture to ask for: the whole page in view at first."""
        room = self.viewport().size()
        side = max(room.width(), room.height()) * self.devicePixelRatioF()
        return max(200, min(_MOST, round(side * _ZOOMS[self._zoom])))

    def show_image(self, image: PageImage) -> None:
        """Show a page; the whole of it where it is not enlarged."""
        made = QImage(image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGBA8888).copy()
        ratio = self.devicePixelRatioF()
        made.setDevicePixelRatio(ratio)
        if not self._zoom:
            step = grid(self)
            room = (self.viewport().size() * ratio).shrunkBy(QMargins(step, step, step, step))
            made = made.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        self._label.setPixmap(QPixmap.fromImage(made))

    def clear(self, said: str = "") -> None:
        """Show no page, but why."""
        self._label.setPixmap(QPixmap())
        self._label.setText(said)

    def enlarge(self, steps: int) -> None:
        """Look closer, or from farther."""
        self._zoom = min(max(self._zoom + steps, 0), len(_ZOOMS) - 1)
        self.resized.emit()

    def move_by(self, across: int, down: int) -> None:
        """Move an enlarged page, in parts of the view."""
        for bar, part in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
            bar.setValue(bar.value() + part * bar.pageStep() // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Ask for a page of the new size."""
        super().resizeEvent(event)
        self.resized.emit()

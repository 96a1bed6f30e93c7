"""Two parts side by side where there is room, else one at a time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desk_app.ui.look import chars


class OneOrBoth(QSplitter):
    """``turned(bool)`` tells whether it is narrow, so that the parts offer a way to each other.

    ``arranged()`` tells that a part was shown or hidden; ``front`` is the part seen where there is room for one.
    """

    turned = Signal(bool)
    arranged = Signal()

    def __init__(self, first: QWidget, second: QWidget, room_for_both: float, *, second_open: bool = True) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self._room_for_both = room_for_both
        self._front = 0
        self.second_open = second_open
        self.narrow = False
        for part in (first, second):
            self.addWidget(part)
        self._arrange()

    @property
    def front(self) -> int:
        """Which part is in front where there is room for one only."""
        return self._front if self.second_open else 0

    def bring(self, place: int) -> None:
        """Where there is room for one only, let it be this one."""
        self._front = place
        self._arrange()

    def open_second(self, *, is_open: bool) -> None:
        """Open the second part, or close it."""
        self.second_open = is_open
        self.bring(1 if is_open else 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Room for the larger of the two."""
        sizes = [self.widget(place).minimumSizeHint() for place in range(self.count())]
        return QSize(max(size.width() for size in sizes), max(size.height() for size in sizes))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """See whether there is room for both."""
        super().resizeEvent(event)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """The type may have grown while nobody looked, without a resize."""
        super().showEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Larger type needs more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._measure()

    def _measure(self) -> None:
        narrow = self.width() < chars(self, self._room_for_both)
        if narrow is not self.narrow:
            self.narrow = narrow
            self._arrange()
            self.turned.emit(narrow)

    def _arrange(self) -> None:
        self.widget(0).setVisible(not (self.narrow and self.second_open and self._front == 1))
        self.widget(1).setVisible(self.second_open and not (self.narrow and self._front == 0))
        self.arranged.emit()

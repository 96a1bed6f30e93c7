"""The foot of the window: one line kept free for notices and jobs, so that neither moves what one is about to press."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.ui.jobs import JobArea
from desk_app.ui.look import row_height
from desk_app.ui.notices import Notices

_MOVING = {QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest, QEvent.Type.FontChange}


class Foot(QWidget):
    """Keeps the line free; a notice keeps to it, and grows over the room only where all of a long one is asked for."""

    def __init__(self, whole: QWidget, notices: Notices, jobs: JobArea) -> None:
        super().__init__(whole)
        self.setObjectName("foot")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._notices, self._jobs = notices, jobs
        for one in (notices, jobs):
            one.setParent(whole)
            one.hide()
            one.installEventFilter(self)
        self._keep_free()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Find their places anew whenever one of them comes, goes or says something else."""
        if event.type() in _MOVING:
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_free()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Follow the window's size."""
        super().resizeEvent(event)
        self._place()

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802  Qt's name
        """Follow the window's height."""
        super().moveEvent(event)
        self._place()

    def _keep_free(self) -> None:
        self.setFixedHeight(max(row_height(self), self._jobs.sizeHint().height()))

    def _place(self) -> None:
        """The notice at the left, the job at the right; either has the whole line while it is alone."""
        free = self.geometry()
        both = not self._notices.isHidden() and not self._jobs.isHidden()
        notice = QRect(free)
        if both:
            half = free.width() // 2
            notice.setWidth(free.width() - half)
            self._jobs.setGeometry(free.x() + free.width() - half, free.y(), half, free.height())
        else:
            self._jobs.setGeometry(free)
        self._notices.fit(notice.width())
        lines = self._notices.layout()
        high = max(free.height(), lines.totalHeightForWidth(notice.width())) if lines is not None else free.height()
        notice.setTop(free.bottom() + 1 - high)
        self._notices.setGeometry(notice)
        self._notices.raise_()

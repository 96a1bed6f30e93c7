"""The bar that says that what is open is only to be looked at, and the way back to the office's own data."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk_app.progress import Silent
from desk_app.ui.archive import work
from desk_app.ui.look import grid
from desk_app.ui.pieces import LINK, STRONG, button
from desk_app.ui.session import Session
from desk_app.ui.tally.views import ElidedLabel


class ReadOnlyBar(QFrame):
    """Seen only while a sealed folder is open."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("sample")
        self._session = session
        self.text = ElidedLabel(STRONG)
        self.back = button("回到本单位", self.leave, LINK)
        across = QHBoxLayout(self)
        across.setContentsMargins(grid(self, 2), 0, grid(self, 2), 0)
        across.addWidget(self.text, 1)
        across.addWidget(self.back)
        session.opened.connect(self._look)
        session.switched.connect(self.hide)
        self.hide()

    @Slot()
    def leave(self) -> None:
        """Go back to the office's own data; the copy that was looked into is taken away."""
        outside, worker = self._session.outside, self._session.worker
        self._session.open(outside.data)
        worker.run_plain(partial(work.close_archive, folder=outside.archive_view))

    def clear_away(self) -> None:
        """At the end of the window: take the copy away, if one was looked into."""
        if self.back.isVisibleTo(self) and not self.isHidden():
            work.close_archive(Silent(), folder=self._session.outside.archive_view)

    @Slot()
    def _look(self) -> None:
        overview = self._session.overview
        seal = overview.seal if overview else None
        self.setVisible(seal is not None)
        if seal is not None:
            self.text.say(seal.said)
            self.back.setVisible(seal.stands_still)

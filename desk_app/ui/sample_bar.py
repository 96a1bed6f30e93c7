"""The bar that says that the sample is open, and the way back to the office's own data."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk_app.ui.look import grid
from desk_app.ui.pieces import button, label
from desk_app.ui.session import Session


class SampleBar(QFrame):
    """Seen only while the sample is open."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("sample")
        self._session = session
        at = session.sample_stands_at
        text = f"样例，时间停在{at.year}年{at.month}月{at.day}日；随便试，不影响本单位的数据。"
        across = QHBoxLayout(self)
        across.setContentsMargins(grid(self, 2), grid(self, 0.5), grid(self, 2), grid(self, 0.5))
        across.addWidget(label(text, wrap=True), 1)
        across.addWidget(button("回到本单位", self._back))
        session.opened.connect(self._look)
        self.hide()

    @Slot()
    def _look(self) -> None:
        self.setVisible(self._session.is_sample)

    @Slot()
    def _back(self) -> None:
        self._session.open(self._session.outside.data)

"""The job area: what is being done, how far it is, and 停止; seen only when it takes longer than a glance."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import button, label
from desk_app.ui.worker import Ticket, Worker

_PATIENCE = 300
_READING = "正在读取"


class JobArea(QFrame):
    """Shows the oldest job that still runs."""

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self._tickets: list[Ticket] = []
        self._text = label()
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar()
        self._bar.setMinimumWidth(chars(self, 12))
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("进度")
        self._stop = button("停止", self._cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(grid(self, 2), grid(self, 0.5), grid(self), grid(self, 0.5))
        line.setSpacing(grid(self))
        line.addWidget(self._text, 1)
        line.addWidget(self._bar)
        line.addWidget(self._stop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._appear)
        worker.started.connect(self._begin)
        worker.stepped.connect(self._step)
        worker.ended.connect(self._end)
        self.hide()

    @Slot(object)
    def _begin(self, ticket: Ticket) -> None:
        self._tickets.append(ticket)
        if len(self._tickets) == 1:
            self._timer.start()

    @Slot(object, int, int, str)
    def _step(self, ticket: Ticket, done: int, total: int, text: str) -> None:
        if not self._tickets or ticket is not self._tickets[0]:
            return
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        of_total = f"（{done}/{total}）" if total else ""
        self._say(f"{ticket.text or _READING}：{text}{of_total}")

    @Slot(object)
    def _end(self, ticket: Ticket) -> None:
        if ticket in self._tickets:
            self._tickets.remove(ticket)
        if self._tickets:
            self._begin_next()
        else:
            self._timer.stop()
            self.hide()

    @Slot()
    def _appear(self) -> None:
        if self._tickets:
            self._begin_next()
            self.show()

    @Slot()
    def _cancel(self) -> None:
        if self._tickets:
            self._tickets[0].cancel()
            self._say("正在停止，做完手上这一份就停……")

    def _begin_next(self) -> None:
        self._bar.setRange(0, 0)
        self._say(f"{self._tickets[0].text or _READING}……")

    def _say(self, text: str) -> None:
        self._text.setText(text)
        self._text.setAccessibleName(text)

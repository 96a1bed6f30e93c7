"""Keeps the index of 查找 up with the rows, piece by piece, whenever nothing else has been written for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot

from desk_app.progress import Progress
from desk_app.ui.session import Session
from desk_app.ui.worker import Lane, Ticket

if TYPE_CHECKING:
    from desk_app.problems import DeskError
    from desk_app.services.desk import Desk
    from desk_app.services.search import IndexReach
    from desk_app.services.values import ChangeSet

_A_MOMENT = 1_500
_BETWEEN, _PAUSE = 20, 400


class IndexKeeper(QObject):
    """A piece at a time, so that whatever a person asks for comes in between; a trouble waits for the next change."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        self._asked = QElapsedTimer()
        session.opened.connect(self._wait)
        session.switched.connect(self._timer.stop)
        session.changed.connect(self._hear)
        session.worker.started.connect(self._make_way)

    @Slot()
    def _wait(self) -> None:
        self._timer.start(_A_MOMENT)

    @Slot(object)
    def _hear(self, changes: ChangeSet) -> None:
        if "record" in changes.tables:
            self._wait()

    @Slot()
    def _go_on(self) -> None:
        self._session.worker.run(
            _catch_up, self._reached, failed=self._rest, text="建立查找索引", key="find.index", lane=Lane.LATER
        )

    def _reached(self, reached: IndexReach) -> None:
        if reached.waiting:
            since = self._asked.elapsed() if self._asked.isValid() else _PAUSE
            self._timer.start(_BETWEEN if since >= _PAUSE else _PAUSE)

    @Slot(object)
    def _make_way(self, ticket: Ticket) -> None:
        """While a person goes on asking, no piece is begun; what the screen keeps of itself is no asking."""
        if ticket.lane is Lane.NEXT and ticket.key != "screen":
            self._asked.start()
            if self._timer.isActive() and self._timer.remainingTime() < _PAUSE:
                self._timer.start(_PAUSE)

    def _rest(self, _error: DeskError) -> None:
        """The disk is full, or another window writes: searching reads on row by row, and says so."""
        self._timer.stop()


def _catch_up(desk: Desk, progress: Progress) -> IndexReach:
    from desk_app.services.search import catch_up

    return catch_up(desk, progress)

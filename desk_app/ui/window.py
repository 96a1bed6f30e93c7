"""The main window: rooms at the left, campaign and period at the top, notices and jobs at the foot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desk_app.progress import Progress
from desk_app.ui.actions import ACTIONS
from desk_app.ui.colours import Colours
from desk_app.ui.house import House
from desk_app.ui.jobs import JobArea
from desk_app.ui.notices import Notices
from desk_app.ui.outside import Outside
from desk_app.ui.room import RoomContext
from desk_app.ui.rooms import ROOMS
from desk_app.ui.session import Session
from desk_app.ui.side import Side
from desk_app.ui.top import TopBar
from desk_app.ui.worker import Worker

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.values import ChangeSet

PROGRAM = "专班台账"


class MainWindow(QMainWindow):
    """Puts the parts together and lets each key reach its action."""

    def __init__(self, outside: Outside, worker: Worker) -> None:
        super().__init__()
        self.setWindowTitle(PROGRAM)
        self.worker = worker
        self.session = Session(worker, outside, self)
        self.notices = Notices()
        self.context = RoomContext(self.session, worker, self.notices, outside, self.go)
        self.side = Side(ROOMS)
        self.top = TopBar(self.session)
        self.jobs = JobArea(worker)
        self.house = House(ROOMS, self.context, QWidget())
        self._lay_out()
        self._last_operation: int | None = None
        self.side.chosen.connect(self.house.enter)
        self.house.entered.connect(self.side.show_room)
        self.notices.undo_asked.connect(self.undo)
        self.session.changed.connect(self._remember)
        worker.refused.connect(self.notices.trouble)
        self._add_actions()
        self.house.enter(0)

    def go(self, room: str, errand: str = "") -> None:
        """Enter a room by its name, on an errand if one is named."""
        self.house.enter(self.house.place_of(room), errand)
        self.house.focus()

    def dress(self, colours: Colours) -> None:
        """Take the colours of a new look where the stylesheet does not reach."""
        self.side.dress(colours)

    @Slot(int)
    def undo(self, operation_id: int) -> None:
        """撤销 one operation and say so."""
        self.worker.run(partial(_undo, operation_id=operation_id), self._undone, text="撤销")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Let the worker finish what it has in hand."""
        self.worker.shutdown()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.side)
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addWidget(self.top)
        down.addWidget(self.house, 1)
        down.addWidget(self.notices)
        down.addWidget(self.jobs)
        across.addLayout(down, 1)
        self.setCentralWidget(whole)

    def _add_actions(self) -> None:
        for one in ACTIONS:
            action = QAction(one.text, self)
            action.setObjectName(one.name)
            action.setShortcuts([QKeySequence(keys) for keys in one.keys])
            action.triggered.connect(self._act)
            self.addAction(action)

    @Slot()
    def _act(self) -> None:
        name = self.sender().objectName()
        if name.startswith("room."):
            self.go(name.removeprefix("room."))

    @Slot(object)
    def _remember(self, changes: ChangeSet) -> None:
        self._last_operation = changes.operation_id

    def _undone(self, changes: ChangeSet) -> None:
        self.notices.done(f"已{changes.name}。", changes.operation_id)


def _undo(desk: Desk, _progress: Progress, *, operation_id: int) -> ChangeSet:
    from desk_app.services.overview import undo

    return undo(desk, operation_id)

"""The interface of a room: a widget that fills the window, knows its words, and is told when to draw itself anew.

A room subclasses ``Room``, sets ``redraws_on``, builds its widgets in ``__init__`` and fills them in ``refresh``:

    class IntakeRoom(Room):
        redraws_on = frozenset({"submission", "record"})

        def __init__(self, context: RoomContext) -> None:
            super().__init__(context)
            ...

        def refresh(self) -> None:
            campaign = self.session.campaign
            if campaign is None:
                return
            job = partial(_read, campaign=campaign, period=self.session.period)     # _read(desk, progress, *, …)
            self.worker.run(job, self._show, key="intake.refresh")

``refresh`` is called in the window's thread when the room is entered for the first time, when campaign or period
change, and when a ChangeSet touches a table of ``redraws_on``; while the room is hidden that waits until it is entered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from desk_app.ui.notices import Notices
from desk_app.ui.outside import Outside
from desk_app.ui.safekeeping import Safekeeping
from desk_app.ui.session import Session
from desk_app.ui.wardrobe import Wardrobe
from desk_app.ui.worker import Worker

if TYPE_CHECKING:
    from desk_app.services.values import ChangeSet
    from desk_app.ui.ledger.under_way import Waiting

Go = Callable[[str, str], None]


@dataclass(frozen=True)
class RoomContext:
    """What a room works with. ``go(room, errand)`` leads to another room, e.g. ``go("intake", "待核")``."""

    session: Session
    worker: Worker
    notices: Notices
    outside: Outside
    wardrobe: Wardrobe
    safekeeping: Safekeeping
    go: Go


class Room(QWidget):
    """A room of the desk; see the module's text."""

    redraws_on: ClassVar[frozenset[str]] = frozenset()
    needs_campaign: ClassVar[bool] = True

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self.context = context
        self.session = context.session
        self.worker = context.worker
        self.notices = context.notices
        self._stale = True

    def refresh(self) -> None:
        """Read and draw everything anew for the session's campaign and period."""

    def arrive(self, errand: str) -> None:
        """Be entered on an errand that another room names, such as ``待核``; comes after ``refresh`` was asked for."""

    def as_left(self) -> dict[str, Any]:
        """What is to be seen and half written, as plain values, so that it comes back after a fall."""
        return {}

    def waiting(self) -> tuple[Waiting, ...]:
        """The changes that were asked for and wait for the worker, so that they are kept over a fall."""
        return ()

    def take_as_left(self, kept: dict[str, Any]) -> None:
        """Show again what ``as_left`` gave."""

    def first_focus(self) -> QWidget | None:
        """The widget that takes the keyboard when the room is entered by key; None for the room's first one."""
        return None

    def hear(self, changes: ChangeSet) -> None:
        """Take the news that something changed: redraw when it concerns this room."""
        if self.redraws_on & changes.tables:
            self.mark_stale()

    def mark_stale(self) -> None:
        """Draw anew: now when seen, else when entered."""
        self._stale = True
        if self.isVisible():
            self.freshen()

    def freshen(self) -> None:
        """Draw anew if anything has changed since the last time."""
        if self._stale:
            self._stale = False
            self.refresh()

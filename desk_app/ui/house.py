"""The rooms as a stack of pages: built when first entered, drawn anew when something changed, left as they were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.ui.room import Room, RoomContext
from desk_app.ui.rooms import RoomEntry

if TYPE_CHECKING:
    from desk_app.services.values import ChangeSet


class House(QStackedWidget):
    """Shows one room at a time. ``entered(place)`` tells which; ``door`` is shown where a campaign is wanting."""

    entered = Signal(int)

    def __init__(self, rooms: Sequence[RoomEntry], context: RoomContext, door: QWidget) -> None:
        super().__init__()
        self._entries = rooms
        self._context = context
        self._built: dict[int, Room] = {}
        self._place = 0
        self._door = door
        self.addWidget(door)
        context.session.opened.connect(self._opened)
        context.session.chosen.connect(self._chosen)
        context.session.changed.connect(self._hear)
        context.session.switched.connect(self._switched)
        context.session.unusable.connect(self._switched)

    @property
    def place(self) -> int:
        """Which room a person is in."""
        return self._place

    @property
    def name(self) -> str:
        """The name of the room a person is in."""
        return self._entries[self._place].name

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all rooms."""
        return tuple(entry.name for entry in self._entries)

    def built(self, name: str) -> Room | None:
        """The room of a name, if it was ever entered."""
        return self._built.get(self.place_of(name))

    def room(self, name: str) -> Room:
        """The room of a name, built if it was never entered."""
        return self._room(self.place_of(name))

    def place_of(self, name: str) -> int:
        """Where a room stands; KeyError for an unknown name."""
        for place, entry in enumerate(self._entries):
            if entry.name == name:
                return place
        raise KeyError(name)

    def enter(self, place: int, errand: str = "") -> None:
        """Go into a room, or to the door when it needs a campaign and there is none."""
        self._place = place
        session = self._context.session
        if session.overview is None or (self._room(place).needs_campaign and session.campaign is None):
            self.setCurrentWidget(self._door)
        else:
            room = self._room(place)
            self.setCurrentWidget(room)
            room.freshen()
            if errand:
                room.arrive(errand)
        self.entered.emit(place)

    def focus(self) -> None:
        """Give the keyboard to the room."""
        widget = self.currentWidget()
        first = widget.first_focus() if isinstance(widget, Room) else None
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Read everything anew."""
        for room in self._built.values():
            room.mark_stale()

    def _room(self, place: int) -> Room:
        if place not in self._built:
            room = self._entries[place].build(self._context)
            self._built[place] = room
            self.addWidget(room)
        return self._built[place]

    @Slot()
    def _switched(self) -> None:
        """While nothing is open everybody stands at the door."""
        self.setCurrentWidget(self._door)

    @Slot()
    def _opened(self) -> None:
        self.enter(self._place)

    @Slot()
    def _chosen(self) -> None:
        self.refresh()

    @Slot(object)
    def _hear(self, changes: ChangeSet) -> None:
        for room in self._built.values():
            room.hear(changes)

"""The input method's side: which fcitx is there, the one context that it gives us, and what it says."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QRect, Signal, Slot

from desk_app.ui.input_method.bus import Bus
from desk_app.ui.input_method.dialects import ABILITIES, Dialect

_OWNER_CHANGED = "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{}'"
_OURS = "type='signal',path='{}'"
Composed = Sequence[tuple[str, int]]


class Fcitx(QObject):
    """Tells ``committed(text)``, ``forwarded(symbol, state, is_release)`` for a key given back, ``came()``, ``went()``.

    ``composing(parts, cursor)`` gives the parts as (text, format) and the cursor in bytes of UTF-8.
    """

    committed = Signal(str)
    composing = Signal(object, int)
    forwarded = Signal(int, int, bool)
    came = Signal()
    went = Signal()

    def __init__(self, bus: Bus, known: Sequence[Dialect], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._known = tuple(known)
        self._owners: dict[str, str] = {}
        self._dialect: Dialect | None = None
        self._path = ""
        self._has_focus = False
        bus.told.connect(self._told)
        bus.broken.connect(self._lost)
        for one in self._known:
            bus.listen(_OWNER_CHANGED.format(one.service))
            bus.ask_owner(one.service, self._owner_taker(one.service))

    @property
    def is_there(self) -> bool:
        """Whether a context is ours."""
        return bool(self._path)

    def focus(self, *, has_focus: bool) -> None:
        """Say whether a field that takes text has the keyboard."""
        self._has_focus = has_focus
        self._say("FocusIn" if has_focus else "FocusOut")

    def reset(self) -> None:
        """Forget what is being composed."""
        self._say("Reset")

    def point(self, place: QRect) -> None:
        """Say where on the screen one writes, so that the list of characters opens there."""
        self._say("SetCursorRect", "iiii", (place.x(), place.y(), place.width(), place.height()))

    def key(self, symbol: int, code: int, state: int, *, is_release: bool, answered: Callable[[bool], None]) -> None:
        """Offer a key; told whether it was taken."""
        if self._dialect is None or not self._path:
            answered(False)  # noqa: FBT003  a plain answer
            return

        def heard(answer: tuple[Any, ...] | None) -> None:
            answered(bool(answer and answer[0]))

        body = self._dialect.key(symbol, code, state, is_release=is_release)
        self._bus.call(self._context(), "ProcessKeyEvent", self._dialect.key_signature, body, heard)

    def _context(self) -> tuple[str, str, str]:
        assert self._dialect is not None  # noqa: S101  a path was given by it
        return self._dialect.service, self._path, self._dialect.context_interface

    def _say(self, member: str, signature: str = "", body: tuple[Any, ...] = ()) -> None:
        if self._path:
            self._bus.call(self._context(), member, signature, body, _nothing)

    def _owner_taker(self, service: str) -> Callable[[tuple[Any, ...] | None], None]:
        def take(answer: tuple[Any, ...] | None) -> None:
            self._owned(service, str(answer[0]) if answer else "")

        return take

    def _owned(self, service: str, owner: str) -> None:
        self._owners[service] = owner
        if self._dialect is not None and not self._owners.get(self._dialect.service):
            self._lost()
        if self._dialect is None:
            wanted = next((one for one in self._known if self._owners.get(one.service)), None)
            if wanted is not None:
                self._dialect = wanted
                door = (wanted.service, wanted.door, wanted.door_interface)
                body = wanted.create_arguments(os.getpid())
                self._bus.call(door, wanted.create, wanted.create_signature, body, self._created)

    def _created(self, answer: tuple[Any, ...] | None) -> None:
        if self._dialect is None or not answer:
            self._dialect = None
            return
        self._path = self._dialect.context_path(answer)
        self._bus.listen(_OURS.format(self._path))
        self._say("SetCapacity" if self._dialect.abilities_signature == "u" else "SetCapability",
                  self._dialect.abilities_signature, (ABILITIES,))  # fmt: skip
        self.came.emit()
        if self._has_focus:
            self._say("FocusIn")

    @Slot()
    def _lost(self) -> None:
        had, self._path, self._dialect = self._path, "", None
        if had:
            self.went.emit()

    @Slot(str, str, str, object)
    def _told(self, sender: str, path: str, member: str, body: tuple[Any, ...]) -> None:
        if member == "NameOwnerChanged" and sender == "org.freedesktop.DBus":
            self._owned(str(body[0]), str(body[2]))
        elif (
            path and path == self._path and self._dialect is not None and sender == self._owners[self._dialect.service]
        ):
            self._said(member, body)

    def _said(self, member: str, body: tuple[Any, ...]) -> None:
        if member == "CommitString":
            self.committed.emit(str(body[0]))
        elif member == "UpdateFormattedPreedit":
            self.composing.emit([(str(text), int(look)) for text, look in body[0]], int(body[1]))
        elif member == "UpdatePreedit":
            self.composing.emit([(str(body[0]), 0)], int(body[1]))
        elif member == "ForwardKey":
            self.forwarded.emit(int(body[0]), int(body[1]), bool(body[2]))


def _nothing(_answer: tuple[Any, ...] | None) -> None:
    """Nobody waits for it."""

"""How a long job tells of itself and is stopped, without knowing who listens."""

from __future__ import annotations

import threading
from typing import Protocol

from desk_app.problems import Cancelled


class Progress(Protocol):
    """Whoever watches a job: told how far it is, asked whether to go on."""

    def step(self, done: int, total: int, text: str) -> None:
        """Tell that ``done`` of ``total`` pieces are finished and what is under way; raise Cancelled to stop."""


class Silent:
    """Nobody watches."""

    def step(self, done: int, total: int, text: str) -> None:
        """Take the message and go on."""


class Cancellable:
    """A progress that another thread can stop between two pieces."""

    def __init__(self, inner: Progress | None = None) -> None:
        self._inner = inner or Silent()
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop before its next piece."""
        self._stop.set()

    def step(self, done: int, total: int, text: str) -> None:
        """Pass the message on, or raise Cancelled when a person has asked for it."""
        if self._stop.is_set():
            raise Cancelled
        self._inner.step(done, total, text)

"""Keeps the report that a Rust library writes of its own failures off the terminal; the failure itself is answered."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STDERR = 2


class _Muted:
    """The process's error output, closed while any reading is under way and given back after the last one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._kept = -1

    def enter(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside > 1:
                return
            with suppress(OSError):
                self._kept = os.dup(_STDERR)
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, _STDERR)
                os.close(nowhere)

    def leave(self) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside or self._kept < 0:
                return
            with suppress(OSError):
                os.dup2(self._kept, _STDERR)
                os.close(self._kept)
            self._kept = -1


_MUTED = _Muted()


@contextmanager
def without_reports() -> Iterator[None]:
    """Read with a library whose panics print English to the terminal before they become an exception."""
    _MUTED.enter()
    try:
        yield
    finally:
        _MUTED.leave()

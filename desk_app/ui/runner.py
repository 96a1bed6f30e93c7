"""Where the worker's jobs run: one after another in one thread, what nobody waits for last, and a copy beside it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import IntEnum
from itertools import count
from queue import PriorityQueue
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_TURN = 0.001
"""How long a computing job keeps the window waiting at a time; Python's own five thousandths add up to a pause."""


class Lane(IntEnum):
    """What a job may keep waiting: all that comes after it, only what is of its own kind, or nothing at all.

    ``ASIDE`` is for what reads long and changes no row (每日备份): it has a thread of its own.
    """

    NEXT = 0
    LATER = 1
    ASIDE = 2


class Runner(Protocol):
    """Where jobs run: those of a lane one after another, in the order in which they were given."""

    def submit(self, call: Callable[[], None], lane: Lane = Lane.NEXT) -> None:
        """Run the call when its turn comes."""

    def settle(self) -> None:
        """From within a job: wait until nothing runs aside."""

    def shutdown(self) -> None:
        """Finish what runs, drop what waits."""


class ThreadRunner:
    """Jobs run in one thread of their own, those that go aside in a second one."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._aside: ThreadPoolExecutor | None = None
        self._waiting: PriorityQueue[tuple[int, int, Callable[[], None]]] = PriorityQueue()
        self._numbers = count()

    def submit(self, call: Callable[[], None], lane: Lane = Lane.NEXT) -> None:
        """Queue the call; the threads begin with the first one."""
        if self._pool is None or self._aside is None:
            from concurrent.futures import ThreadPoolExecutor

            sys.setswitchinterval(_TURN)
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="desk")
            self._aside = ThreadPoolExecutor(1, thread_name_prefix="desk-aside")
        if lane is Lane.ASIDE:
            self._aside.submit(call)
        else:
            self._waiting.put((lane, next(self._numbers), call))
            self._pool.submit(self._next)

    def settle(self) -> None:
        """Wait for what runs aside."""
        if self._aside is not None:
            self._aside.submit(_nothing).result()

    def shutdown(self) -> None:
        """Wait for the running jobs; what has not begun is dropped."""
        for pool in (self._pool, self._aside):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)

    def _next(self) -> None:
        self._waiting.get_nowait()[2]()


class SameThreadRunner:
    """Jobs run at once in the caller's thread; for tests."""

    def submit(self, call: Callable[[], None], lane: Lane = Lane.NEXT) -> None:  # noqa: ARG002  there is but one
        """Run the call now."""
        call()

    def settle(self) -> None:
        """Nothing runs aside."""

    def shutdown(self) -> None:
        """Nothing waits."""


def _nothing() -> None:
    """Comes when all before it is done."""

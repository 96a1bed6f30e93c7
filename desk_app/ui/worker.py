"""The one thread that touches database and files, and the way back from it to the window.

A job is a plain function ``job(desk, progress) -> result``; it knows nothing of Qt. Its result, its refusal
(DeskError) or its crash come back in the window's own thread.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Cancellable, Progress
from desk_app.ui.runner import Lane, Runner, SameThreadRunner, ThreadRunner

if TYPE_CHECKING:
    from desk_app.services.desk import Desk

__all__ = ["Job", "Lane", "PlainJob", "Runner", "SameThreadRunner", "ThreadRunner", "Ticket", "Worker"]

Job = Callable[["Desk", Progress], Any]
PlainJob = Callable[[Progress], Any]
Done = Callable[[Any], None]
Failed = Callable[[DeskError], None]

_TELL_EVERY = 0.05
log = logging.getLogger(__name__)


@dataclass(eq=False)
class Ticket:
    """One job under way. ``text`` is what the job area says of it, ``key`` what a newer job of its kind replaces."""

    text: str
    key: str
    done: Done | None
    failed: Failed | None
    progress: Cancellable = field(default_factory=Cancellable)
    lane: Lane = Lane.NEXT
    desk_number: int = 0
    dropped: bool = False
    result: Any = None
    error: BaseException | None = None

    def cancel(self) -> None:
        """Ask the job to stop before its next piece."""
        self.progress.cancel()


class _Telling:
    """A progress that goes to the window, not more often than a person can read."""

    def __init__(self, ticket: Ticket, tell: Callable[[Ticket, int, int, str], None]) -> None:
        self._ticket = ticket
        self._tell = tell
        self._last = 0.0

    def step(self, done: int, total: int, text: str) -> None:
        """Pass the message on when the last one is long enough ago."""
        now = time.monotonic()
        if now - self._last >= _TELL_EVERY:
            self._last = now
            self._tell(self._ticket, done, total, text)


class Worker(QObject):
    """Gives jobs to the one thread and brings their outcomes back to the window's thread."""

    started = Signal(object)
    stepped = Signal(object, int, int, str)
    ended = Signal(object)
    changed = Signal(object)
    refused = Signal(object)
    crashed = Signal(object)
    _finished = Signal(object)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._desk: Desk | None = None
        self._desk_number = 0
        self._latest: dict[str, Ticket] = {}
        self._under_way: set[Ticket] = set()
        self._is_shut = False
        self._finished.connect(self._deliver)

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._under_way)

    def has(self, ticket: Ticket) -> bool:
        """Whether a job runs or waits still; what it brought has then not been delivered."""
        return ticket in self._under_way

    def run(
        self,
        job: Job,
        done: Done | None = None,
        *,
        failed: Failed | None = None,
        text: str = "",
        key: str = "",
        lane: Lane = Lane.NEXT,
    ) -> Ticket:
        """Run a job on the open desk; ``done(result)`` or ``failed(refusal)`` are called in the window's thread.

        ``text`` says in the job area what is being done. Of jobs with one ``key`` only the latest delivers: use it
        for whatever fills a screen. Without ``failed`` a refusal is shown as a notice. ``lane`` says what it may keep
        waiting; what is not in the first lane is given up with the desk for which it was asked.
        """
        ticket = Ticket(text, key, done, failed, lane=lane, desk_number=self._desk_number)
        return self._start(lambda one: job(self._open_desk(), one.progress), ticket)

    def run_plain(
        self, job: PlainJob, done: Done | None = None, *, failed: Failed | None = None, text: str = "", key: str = ""
    ) -> Ticket:
        """Run a job that needs no open desk."""
        return self._start(lambda ticket: job(ticket.progress), Ticket(text, key, done, failed))

    def use_desk(self, desk: Desk | None) -> None:
        """Take the desk for the jobs to come; to be called within a job."""
        from desk_app.services.watched_store import watch

        self._desk_number += 1
        for ticket in list(self._under_way):
            if ticket.lane is Lane.ASIDE:
                ticket.cancel()
        self._runner.settle()
        if self._desk is not None:
            self._desk.store.close()
        self._desk = desk
        if desk is not None:
            watch(desk, self.changed.emit)

    def shutdown(self) -> None:
        """Stop at the end of the running job's piece, and let go of the desk; what is asked afterwards is not done."""
        self._is_shut = True
        for ticket in self._under_way:
            ticket.cancel()
        self._runner.shutdown()
        if self._desk is not None:
            self._desk.store.close()
            self._desk = None

    def _open_desk(self) -> Desk:
        if self._desk is None:
            raise DeskError("数据还没有打开，这一步没有做。")
        return self._desk

    def _start(self, call: Callable[[Ticket], Any], ticket: Ticket) -> Ticket:
        if self._is_shut:
            return ticket
        self._under_way.add(ticket)
        ticket.progress = Cancellable(_Telling(ticket, self.stepped.emit))
        if ticket.key:
            if (older := self._latest.get(ticket.key)) is not None:
                older.dropped = True
                older.cancel()
            self._latest[ticket.key] = ticket
        self.started.emit(ticket)
        self._runner.submit(lambda: self._carry_out(call, ticket), ticket.lane)
        return ticket

    def _carry_out(self, call: Callable[[Ticket], Any], ticket: Ticket) -> None:
        """In the worker's thread: run the job and send its ticket back whatever happens."""
        if ticket.lane is not Lane.NEXT and ticket.desk_number != self._desk_number:
            ticket.error = Cancelled()
        elif not ticket.dropped:
            try:
                ticket.result = call(ticket)
            except BaseException as error:  # noqa: BLE001  it is delivered and reported in the window's thread
                ticket.error = error
        self._finished.emit(ticket)

    @Slot(object)
    def _deliver(self, ticket: Ticket) -> None:
        self._under_way.discard(ticket)
        if self._is_shut:
            return
        if ticket.key and self._latest.get(ticket.key) is ticket:
            del self._latest[ticket.key]
        self.ended.emit(ticket)
        error = ticket.error
        if isinstance(error, DeskError):
            self._refuse(ticket, error)
        elif error is not None and not isinstance(error, Cancelled):
            self.crashed.emit(error)
        elif error is None and not ticket.dropped and ticket.done is not None and _alive(ticket.done):
            ticket.done(ticket.result)

    def _refuse(self, ticket: Ticket, error: DeskError) -> None:
        if ticket.dropped:
            return
        if ticket.failed is None:
            self.refused.emit(error)
        elif _alive(ticket.failed):
            ticket.failed(error)


def _alive(call: Callable[..., None]) -> bool:
    """Whether the widget that asked still stands; a closed dialog's answer is dropped."""
    owner = getattr(call.func if isinstance(call, partial) else call, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)

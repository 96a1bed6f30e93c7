"""Reads files in helper processes: several at once, and none that spins or eats memory can hold up the others."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from desk_app.campaign.roster import Roster
from desk_app.forms.definition import FormDefinition
from desk_app.importing.helper_settings import Helper
from desk_app.importing.helper_wire import Setup, receive, send
from desk_app.importing.refusal import Refused
from desk_app.importing.returns import ReadContext, SourceFile
from desk_app.importing.sniff import FileKind, sniff

_STEP = 0.1
_CHUNK, _CHUNK_BYTES = 6, 256 << 10
_GRACE = 0.3
_CONVERTING = 120.0
_FIRST_NAME = 30
_AGAIN = "请让报送单位用Excel或WPS打开，另存为新文件后重报。"

Answer = list[dict[str, Any]]
"""The returns of one file as plain values."""


def wants_converter(data: bytes, context: ReadContext) -> bool:
    """Whether a file is first brought into another kind by an office program."""
    kind = sniff(data)
    if kind is FileKind.ZIP and (data.startswith(b"mimetype", _FIRST_NAME) or b"xl/workbook.bin" in data):
        kind = FileKind.ODS
    return context.converter is not None and context.converter.can(kind)


class ReadingCrashedError(RuntimeError):
    """The program's own fault while a file was read, with the helper's report of it."""


class HelperUnavailableError(RuntimeError):
    """No helper can be started on this computer; whoever wants the file reads it himself."""


@dataclass(eq=False)
class _Task:
    file: SourceFile
    context: ReadContext
    result: Future[Answer] = field(default_factory=Future)

    @property
    def seconds_more(self) -> float:
        """What the time limit must leave for an office program that converts the file first."""
        return _CONVERTING if wants_converter(self.file.data, self.context) else 0.0


class ReadingPool:
    """Helper processes under way; they begin with the first file and are gone when the pool is left."""

    def __init__(self, helper: Helper, forms: Sequence[FormDefinition], roster: Roster) -> None:
        self._helper = helper
        self._setup = Setup(tuple(forms), roster, helper.memory)
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._lines: list[_Line] = []

    def submit(self, file: SourceFile, context: ReadContext) -> Future[Answer]:
        """Queue a file; wait for its answer with ``answer_of``, or cancel it to read it oneself."""
        if not self._lines:
            self._lines = [_Line(self._helper, self._setup, self._tasks) for _ in range(self._helper.processes)]
        task = _Task(file, context)
        self._tasks.put(task)
        return task.result

    def answer_of(self, waiting: Future[Answer], watch: Callable[[], None]) -> Answer:
        """A file's answer; ``watch`` is called ten times a second and may raise. Refused when it took too much."""
        while True:
            with contextlib.suppress(TimeoutError):
                return waiting.result(_STEP)
            watch()
            for line in self._lines:
                line.end_if_too_slow()

    def close(self) -> None:
        """End the helpers, whatever they are doing."""
        for _ in self._lines:
            self._tasks.put(None)
        for line in self._lines:
            line.end()


class _Line:
    """One helper process and the thread that feeds it."""

    def __init__(self, helper: Helper, setup: Setup, tasks: queue.SimpleQueue[_Task | None]) -> None:
        self._helper = helper
        self._setup = setup
        self._tasks = tasks
        self._child: subprocess.Popen[bytes] | None = None
        self._current: _Task | None = None
        self._since = 0.0
        self._is_slow = False
        self._is_ended = False
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)
        self._thread.start()

    def end_if_too_slow(self) -> None:
        """End the helper when it reads one file for too long; the thread then answers for that file."""
        task, since, child = self._current, self._since, self._child
        if task is None or child is None or time.monotonic() - since < self._helper.seconds + task.seconds_more:
            return
        if task is self._current:
            self._is_slow = True
            _kill(child)

    def end(self) -> None:
        """End the helper and the thread."""
        self._is_ended = True
        if self._child is not None:
            _kill(self._child)
        self._thread.join(_GRACE)

    def _run(self) -> None:
        while not self._is_ended and (task := self._tasks.get()) is not None:
            left = self._more([task]) if task.result.set_running_or_notify_cancel() else []
            while left and not self._is_ended:
                left = self._read_or_report(left)
        if self._child is not None:
            _kill(self._child)

    def _read_or_report(self, chunk: list[_Task]) -> list[_Task]:
        """As ``_read``; a fault of our own becomes the answer of its files, which would else be waited for for ever."""
        try:
            return self._read(chunk)
        except Exception as error:  # noqa: BLE001  it is raised again where the file's answer is asked for
            child, self._child = self._child, None
            if child is not None:
                _kill(child)
            for task in chunk:
                if not task.result.done():
                    task.result.set_exception(ReadingCrashedError(repr(error)))
            return []

    def _more(self, chunk: list[_Task]) -> list[_Task]:
        """Take along what waits, as far as it is small: a thread that is woken for each file comes late each time."""
        size = len(chunk[0].file.data)
        while len(chunk) < _CHUNK and size < _CHUNK_BYTES:
            try:
                task = self._tasks.get_nowait()
            except queue.Empty:
                break
            if task is None:
                self._tasks.put(None)
                break
            if task.result.set_running_or_notify_cancel():
                chunk.append(task)
                size += len(task.file.data)
        return chunk

    def _read(self, chunk: list[_Task]) -> list[_Task]:
        """Give the helper some files and take its answers; what is left when it came to its end over one of them."""
        self._begin(chunk[0])
        try:
            child = self._started()
        except (OSError, EOFError) as error:
            for task in chunk:
                task.result.set_exception(HelperUnavailableError(repr(error)))
            return []
        self._begin(chunk[0])
        with contextlib.suppress(OSError):  # one that is gone gives no answer either
            send(child.stdin, [(task.file.name, task.file.data, task.context) for task in chunk])  # type: ignore[arg-type]
        for place, task in enumerate(chunk):
            self._begin(task)
            try:
                answer = receive(child.stdout)  # type: ignore[arg-type]
            except (EOFError, OSError):
                self._child = None
                _kill(child)
                task.result.set_exception(self._why_ended(child))
                return chunk[place + 1 :]
            _deliver(task, answer)
        self._current = None
        return []

    def _begin(self, task: _Task) -> None:
        self._since = time.monotonic()
        self._current = task

    def _why_ended(self, child: subprocess.Popen[bytes]) -> Refused:
        if self._is_slow:
            self._is_slow = False
            return Refused("too_slow", f"读了{self._helper.seconds:g}秒还没有读完，已停止读取，没有读入内容；{_AGAIN}")
        return _ended(f"exit {child.poll()}")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is not None:
            return self._child
        self._child = child = subprocess.Popen(  # noqa: S603  our own program
            self._helper.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            send(child.stdin, self._setup)  # type: ignore[arg-type]
            receive(child.stdout)  # type: ignore[arg-type]
        except (OSError, EOFError):
            self._child = None
            _kill(child)
            raise
        return child


def _deliver(task: _Task, answer: Any) -> None:
    if isinstance(answer, list):
        task.result.set_result(answer)
    elif answer == "memory":
        task.result.set_exception(_ended("MemoryError"))
    else:
        task.result.set_exception(ReadingCrashedError(str(answer)))


def _ended(detail: str) -> Refused:
    return Refused("too_heavy", f"读取时占用内存过多，或使读取程序中断，没有读入内容；{_AGAIN}", detail)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End a helper: first so that it can end what it has started itself, then at once."""
    with contextlib.suppress(OSError):
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(_GRACE)
        child.kill()
    for pipe in (child.stdin, child.stdout):
        with contextlib.suppress(OSError):
            pipe.close()  # type: ignore[union-attr]  # both were asked for
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(_GRACE)

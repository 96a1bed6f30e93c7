"""Reads scans in a helper process page by page: memory stays flat, and no page can hold up the program."""

from __future__ import annotations

import contextlib
import subprocess
import time
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Self

from desk_app.importing.helper_settings import Helper
from desk_app.importing.helper_wire import receive, send
from desk_app.importing.refusal import Refused
from desk_app.importing.scan_book import PageRead, Pixels
from desk_app.importing.scan_helper import LOOK, OPEN, READ, ScanDesk, ScanSetup

_STEP = 0.1
_GRACE = 0.5
_TOO_SLOW = "这一页读得太久，已停止读取，请对照原件，必要时重扫。"
_ENDED = "读这一页时读取程序中断，请对照原件，必要时重扫。"


def _nothing() -> None:
    """Nobody watches."""


class ScanReader:
    """Reads one scan at a time; leave it to end its helper. Without one, or where none starts, pages are read here.

    A reader that nobody closed, because its window was gone first, ends its helper when it is forgotten.
    """

    def __init__(self, helper: Helper | None, watch: Callable[[], None] = _nothing) -> None:
        self._helper = helper
        self._watch = watch
        self._here = ScanDesk()
        self._children: list[subprocess.Popen[bytes]] = []
        weakref.finalize(self, _kill_all, self._children)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="scans")
        self._data = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the helper and let the file go."""
        self._end()
        self._pool.shutdown(wait=True)
        self._here.close()
        self._data = b""

    def open(self, data: bytes) -> int:
        """Open a scan; how many pages it has. Refused with one sentence when it cannot be opened."""
        self._data = data
        return int(self._asked((OPEN, data)))

    def read(self, place: int) -> PageRead:
        """The codes on a page; one that cannot be read says why, and the next one can."""
        try:
            found = self._asked((READ, place))
        except Refused as refusal:
            return PageRead(failed=str(refusal))
        return found if isinstance(found, PageRead) else PageRead(failed=_ENDED)

    def look(self, place: int, longest: int, turned: int = 0) -> Pixels:
        """A page to be looked at; Refused when it cannot be shown."""
        found = self._asked((LOOK, place, longest, turned))
        if not isinstance(found, Pixels):
            raise Refused("damaged", _ENDED)
        return found

    def _asked(self, question: tuple[Any, ...]) -> Any:
        child = self._started(opening=question[0] == OPEN)
        answer = self._here.answer(question) if child is None else self._waited(child, question)
        if isinstance(answer, tuple) and answer and answer[0] == "refused":
            raise Refused(*answer[1:])
        return answer

    def _waited(self, child: subprocess.Popen[bytes], question: tuple[Any, ...]) -> Any:
        """The helper's answer; it is ended when it takes too long, or when the watcher stops the work."""
        since = time.monotonic()
        waiting: Future[Any] = self._pool.submit(_told, child, question)
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    return waiting.result(_STEP)
                self._watch()
                self._refuse_slow(since)
        except (EOFError, OSError) as error:
            self._end()
            raise Refused("too_heavy", _ENDED, repr(error)) from error
        except BaseException:
            self._end()
            raise

    def _refuse_slow(self, since: float) -> None:
        if self._helper is not None and time.monotonic() - since > self._helper.seconds:
            raise Refused("too_slow", _TOO_SLOW)

    def _started(self, *, opening: bool) -> subprocess.Popen[bytes] | None:
        """The helper, with the file open in it again where another one was ended; None where none can be started."""
        if self._helper is None or self._children:
            return self._children[0] if self._children else None
        child = self._begun(self._helper)
        if child is None:
            self._helper = None
            if not opening and self._data:
                self._here.answer((OPEN, self._data))
            return None
        self._children.append(child)
        if not opening and self._data:
            self._waited(child, (OPEN, self._data))
        return child

    def _begun(self, helper: Helper) -> subprocess.Popen[bytes] | None:
        child = None
        try:
            child = subprocess.Popen(  # noqa: S603  our own program
                helper.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            _told(child, ScanSetup(helper.memory))
        except (OSError, EOFError):
            if child is not None:
                _kill(child)
            return None
        return child

    def _end(self) -> None:
        _kill_all(self._children)


def _told(child: subprocess.Popen[bytes], thing: object) -> Any:
    send(child.stdin, thing)  # type: ignore[arg-type]  # both pipes were asked for
    return receive(child.stdout)  # type: ignore[arg-type]  # the same


def _kill_all(children: list[subprocess.Popen[bytes]]) -> None:
    while children:
        _kill(children.pop())


def _kill(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        child.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(_GRACE)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()

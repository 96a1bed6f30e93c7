"""The program as a process that need not load itself first: forked off one that has (``warm_server``)."""

from __future__ import annotations

import functools
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_READ_AT_START = ("PYTHON", "LC_", "LANG")
"""What Python itself reads of the environment, once, when it starts."""
_ON_A_DAY = """
import sys
from datetime import datetime
from tests.warm_server import show
show(datetime.fromisoformat(sys.argv[1]))
from desk_app.cli import run
sys.exit(run(sys.argv[2:]))
"""
"""The program as it is, on a computer whose wall clock shows another day."""

Ended = subprocess.CompletedProcess[str]


def run(arguments: Sequence[str], folder: Path = ROOT, *, at: datetime | None = None, seconds: float = 300) -> Ended:
    """One call of the program to its end; ``at`` is what the wall clock shows to it."""
    if sys.platform == "linux" and _server().environment == _environment_of_start():
        return _server().run(arguments, folder, at, seconds)
    return cold(arguments, folder, at=at, seconds=seconds)


def stop() -> None:
    """End what was kept warm, when the tests are done."""
    if _server.cache_info().currsize:
        _server().stop()
        _server.cache_clear()


def cold(arguments: Sequence[str], folder: Path = ROOT, *, at: datetime | None = None, seconds: float = 300) -> Ended:
    """The same started anew, as an office starts it."""
    program = ["-m", "desk_app"] if at is None else ["-c", _ON_A_DAY, at.isoformat()]
    return subprocess.run(
        [sys.executable, *program, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", check=False, timeout=seconds,
    )  # fmt: skip


def _environment_of_start() -> dict[str, str]:
    return {name: text for name, text in os.environ.items() if name.startswith(_READ_AT_START)}


@functools.cache
def _server() -> _Server:
    """One for each process of tests; it ends when that process closes its line, or dies."""
    environment = _environment_of_start()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, "-m", "tests.warm_server", str(theirs.fileno())]
        pipe = subprocess.PIPE  # Python opens a stream by what it is: those of each call are pipes too
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, pass_fds=[theirs.fileno()]
        )
    return _Server(ours, process, environment)


@dataclass(frozen=True)
class _Server:
    line: socket.socket
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def stop(self) -> None:
        self.line.close()
        self.process.communicate()

    def run(self, arguments: Sequence[str], folder: Path, at: datetime | None, seconds: float) -> Ended:
        asked = {"arguments": list(arguments), "folder": str(folder), "umask": _umask(), "environment": {**os.environ},
                 "at": at and at.isoformat()}  # fmt: skip
        nothing, (out, out_end), (err, err_end) = os.open(os.devnull, os.O_RDONLY), os.pipe(), os.pipe()
        socket.send_fds(self.line, [json.dumps(asked).encode()], [nothing, out_end, err_end])
        for stream in (nothing, out_end, err_end):
            os.close(stream)
        child = int(self.line.recv(100))
        try:
            said = _read_to_the_end((out, err), time.monotonic() + seconds)
        except TimeoutError:
            os.kill(child, signal.SIGKILL)
            raise
        finally:
            status = int(self.line.recv(100))
        return subprocess.CompletedProcess(list(arguments), status, *said)


def _read_to_the_end(streams: tuple[int, ...], until: float) -> list[str]:
    """All that comes out of pipes until nobody holds their other ends."""
    found = {stream: bytearray() for stream in streams}
    with selectors.DefaultSelector() as waiting:
        for stream in streams:
            waiting.register(stream, selectors.EVENT_READ)
        while waiting.get_map():
            ready = waiting.select(until - time.monotonic())
            if not ready and time.monotonic() >= until:
                raise TimeoutError
            for key, _ in ready:
                if piece := os.read(key.fd, 1 << 16):
                    found[key.fd] += piece
                else:
                    waiting.unregister(key.fd)
                    os.close(key.fd)
    return [bytes(text).decode() for text in found.values()]


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now

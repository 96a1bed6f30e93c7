"""Keeps the program's modules loaded and forks a process off itself for each call; started by ``warm``, Linux only.

Each call is a process of its own, with its own arguments, folder, environment and streams, that runs the program's own
``main`` and tells its own status; only its imports were done before. No thread, database or window exists here.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import socket
import sys
import threading
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

MOST_BYTES = 1 << 20


def load() -> None:
    """Import all of the program except its window."""
    import desk_app

    for module in pkgutil.walk_packages(desk_app.__path__, "desk_app.", onerror=lambda _: None):
        if not module.name.startswith(("desk_app.ui", "desk_app.self_test", "desk_app.__main__")):
            with suppress(Exception):  # a call that needs it says what is wrong with it
                importlib.import_module(module.name)
    assert len([*Path("/proc/self/task").iterdir()]) == 1, "a process with threads must not be forked"
    gc.collect()
    gc.freeze()


def next_call(line: socket.socket) -> dict[str, Any] | None:
    """Fork for each call and tell its number and how it ended; returns in the forked process, or None at the end."""
    while True:
        message, streams, _, _ = socket.recv_fds(line, MOST_BYTES, 3)
        if not message:
            return None
        child = os.fork()
        if child == 0:
            line.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            asked: dict[str, Any] = json.loads(message)
            return asked
        for stream in streams:
            os.close(stream)
        line.send(str(child).encode())
        _, status = os.waitpid(child, 0)
        line.send(str(os.waitstatus_to_exitcode(status)).encode())


def become(asked: dict[str, Any]) -> None:
    """Take on what a process is given when it is started."""
    os.chdir(asked["folder"])
    os.umask(asked["umask"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    main = importlib.import_module("desk_app.__main__")
    sys.path[0] = asked["folder"]
    sys.argv = [str(main.__file__), *asked["arguments"]]
    if asked["at"] is not None:
        show(datetime.fromisoformat(asked["at"]))


def show(at: datetime) -> None:
    """Let the computer's wall clock show another moment."""
    from desk_app import app

    class Wall:
        @staticmethod
        def now() -> datetime:
            return at

    app.datetime = Wall  # type: ignore[assignment,misc]


def end(status: int) -> NoReturn:
    """End as Python ends, but leave the modules to the system: pulling them down costs more than most calls."""
    threading._shutdown()
    atexit._run_exitfuncs()
    gc.collect()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def carry_out() -> int:
    """The program's own ``main``, also where it leaves by ``sys.exit``."""
    from desk_app.__main__ import main

    try:
        return main()
    except SystemExit as left:
        return int(left.code or 0)


if __name__ == "__main__":
    load()
    with socket.socket(fileno=int(sys.argv[1])) as from_tests:
        call = next_call(from_tests)
    if call is not None:
        become(call)
        end(carry_out())

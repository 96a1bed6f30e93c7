"""The reading helper: a process of its own that reads files for the program, so that none can spin or eat its memory.

It is started by ``reading_pool`` with a pipe at either end, is ended by it at any moment, and touches nothing itself.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any, BinaryIO

from desk_app.importing.helper_memory import limit_memory, limit_time
from desk_app.importing.helper_wire import READY, Setup, receive, send, to_wire
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile
from desk_app.importing.scan_helper import ScanSetup, serve_scans

_MOST_SECONDS = 300


def serve() -> int:
    """Answer until the program is done with it or gone."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        _serve(source, answers)
    except (EOFError, BrokenPipeError):
        return 0
    return 0


def _serve(source: BinaryIO, answers: BinaryIO) -> None:
    setup: Setup | ScanSetup = receive(source)
    if isinstance(setup, ScanSetup):
        serve_scans(setup, source, answers)
        return
    reader = ReturnReader(setup.forms, setup.roster)
    limit_memory(setup.most_memory)
    send(answers, READY)
    while True:
        for name, content, context in receive(source):
            send(answers, _answer(reader, SourceFile(name, content), context))


def _answer(reader: ReturnReader, file: SourceFile, context: ReadContext) -> Any:
    """The returns as plain values, or what went wrong: ``memory``, or the program's own fault as a report."""
    limit_time(_MOST_SECONDS)
    try:
        return [to_wire(read) for read in reader.read(file, context)]
    except MemoryError:
        return "memory"
    except Exception:  # noqa: BLE001  it is raised again on the program's side, with this report
        import traceback

        return traceback.format_exc()

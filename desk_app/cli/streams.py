"""What is written to the two streams, whatever they can still take; and the statuses of a call."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TextIO

DONE, NEEDS_A_PERSON, REFUSED = 0, 1, 2


def tell(stream: TextIO | None, *lines: str) -> bool:
    """Write lines; whether they went out. A closed pipe (``| head``) is the reader's choice and no trouble."""
    if stream is None:
        return not lines
    try:
        for line in lines:
            stream.write(f"{line}\n")
        stream.flush()
    except BrokenPipeError:
        _close_quietly(stream)
    except OSError:
        _close_quietly(stream)
        return False
    return True


def _close_quietly(stream: TextIO) -> None:
    """Let nothing be flushed at exit into what takes nothing any more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

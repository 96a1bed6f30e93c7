"""What the program renames, as the interpreter itself reports it; a rename can be refused as by a full disk.

An audit hook stays for the life of its process, so one stands for all tests and passes on to whoever watches now.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Watch = Callable[[Path, Path], None]
_watching: list[Watch] = []


@functools.cache
def _hooked() -> None:
    def heard(event: str, args: tuple[object, ...]) -> None:
        if event == "os.rename":
            for watch in tuple(_watching):
                watch(Path(str(args[0])), Path(str(args[1])))

    sys.addaudithook(heard)


@contextmanager
def renames(watch: Watch) -> Iterator[None]:
    """Call ``watch`` with source and target just before every rename; what it raises, the rename raises."""
    _hooked()
    _watching.append(watch)
    try:
        yield
    finally:
        _watching.remove(watch)

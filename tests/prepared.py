"""Offices that many tests start from, each built once for the whole run, whichever process of tests comes first."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_MOST_SECONDS = 300


def prepared(temporary: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """A folder as ``build`` leaves it, to be copied and never opened by a test."""
    base = temporary.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    done, mark = shared / f"prepared-{name}", shared / f"prepared-{name}.lock"
    until = time.monotonic() + _MOST_SECONDS
    while not done.exists():
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            assert time.monotonic() < until, f"nobody has finished {mark}"
            time.sleep(0.05)
            continue
        try:
            if not done.exists():
                begun = temporary.mktemp(name) / "data"
                build(begun)
                begun.rename(done)
        finally:
            mark.unlink()
    return done

"""The desk that a command works on, for writing or for reading only."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from desk_app.app import has_data, open_desk
from desk_app.problems import DeskError
from desk_app.services.desk import Desk


@contextmanager
def desk_of(options: argparse.Namespace, *, writing: bool = True) -> Iterator[Desk]:
    """The desk of the data folder named; DeskError where it cannot be opened so."""
    desk = open_desk(options.data, writing=writing)
    with desk.store:
        yield desk


@contextmanager
def desk_where_free(options: argparse.Namespace, *, wanted: bool) -> Iterator[Desk]:
    """Writing where nobody else is, so that a print is noted, or a report filed; else only reading."""
    wanted = wanted and has_data(options.data)
    try:
        desk = open_desk(options.data, writing=wanted)
    except DeskError:
        if not wanted:
            raise
        desk = open_desk(options.data, writing=False)
    with desk.store:
        yield desk

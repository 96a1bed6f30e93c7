"""Printed forms and their signed scans: each command calls one service and says what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from desk_app.cli.answer import Answer
from desk_app.cli.desks import desk_of, desk_where_free


def _print(options: argparse.Namespace) -> Answer:
    from desk_app.cli.printing import is_batch, print_command

    if is_batch(options):
        with desk_of(options, writing=not (options.list or options.check)) as desk:
            return print_command(desk, desk.campaign(options.campaign), options)
    with desk_where_free(options, wanted=bool(options.unit)) as desk:
        return print_command(desk, desk.campaign(options.campaign), options)


def _scans(options: argparse.Namespace) -> Answer:
    from desk_app.cli.scans import scans_command

    with desk_of(options, writing=bool(options.paths or options.code)) as desk:
        return scans_command(desk, desk.campaign(options.campaign), options)


COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "print": _print,
    "scans": _scans,
}

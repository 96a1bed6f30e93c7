"""A period's figures: tally, closing, reports: each command calls one service and says what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from desk_app.cli.answer import Answer
from desk_app.cli.desks import desk_of, desk_where_free


def _tally(options: argparse.Namespace) -> Answer:
    from desk_app.cli.tally import tally_command

    with desk_of(options, writing=options.late is not None) as desk:
        return tally_command(desk, desk.campaign(options.campaign), options)


def _close(options: argparse.Namespace) -> Answer:
    from desk_app.cli.closing import close_command

    with desk_of(options, writing=not options.check) as desk:
        return close_command(desk, desk.campaign(options.campaign), options)


def _reopen(options: argparse.Namespace) -> Answer:
    from desk_app.cli.closing import reopen_command

    with desk_of(options) as desk:
        return reopen_command(desk, desk.campaign(options.campaign), options)


def _quotas(options: argparse.Namespace) -> Answer:
    from desk_app.cli.closing import quotas_command

    with desk_of(options, writing=False) as desk:
        return quotas_command(desk, desk.campaign(options.campaign), options)


def _fill(options: argparse.Namespace) -> Answer:
    from desk_app.cli.reports import fill_command

    with desk_of(options, writing=bool(options.forget)) as desk:
        return fill_command(desk, desk.campaign(options.campaign), options)


def _report(options: argparse.Namespace) -> Answer:
    from desk_app.cli.reports import report_command

    with desk_where_free(options, wanted=options.out is not None) as desk:
        return report_command(desk, desk.campaign(options.campaign), options)


def _export(options: argparse.Namespace) -> Answer:
    from desk_app.cli.reports import book_command, charts_command, compiled_command

    commands = {"charts": charts_command, "compiled": compiled_command, "book": book_command}
    with desk_of(options, writing=False) as desk:
        return commands[options.action](desk, desk.campaign(options.campaign), options)


COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "tally": _tally,
    "close": _close,
    "reopen": _reopen,
    "quotas": _quotas,
    "fill": _fill,
    "report": _report,
    "export charts": _export,
    "export compiled": _export,
    "export book": _export,
}

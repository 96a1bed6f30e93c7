"""What each command does: it calls one service and says what came of it, in lines and as a document."""

from __future__ import annotations

import argparse

from desk_app.cli.answer import Answer
from desk_app.cli.commands import campaigns, keeping, papers, periods, returns

COMMANDS = campaigns.COMMANDS | returns.COMMANDS | periods.COMMANDS | papers.COMMANDS | keeping.COMMANDS


def carry_out(options: argparse.Namespace) -> Answer:
    """Run one command; DeskError when it is refused."""
    name = options.command + (f" {options.action}" if getattr(options, "action", None) else "")
    return COMMANDS[name](options)

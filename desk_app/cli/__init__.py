"""The command line: every use of the desk without a window, Chinese to a person and JSON to a program."""

from desk_app.cli.entry import run

__all__ = ["run"]

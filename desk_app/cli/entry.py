"""One call of the command line, from its arguments to its exit status."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence

from desk_app.cli.arguments import build_parser
from desk_app.cli.streams import DONE, NEEDS_A_PERSON, REFUSED, tell
from desk_app.problems import DeskError


def run(arguments: Sequence[str]) -> int:
    """Carry out one call and return its exit status; a refusal is one line on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = build_parser().parse_args(arguments)
    from desk_app.app import report_failure

    try:
        return _carried_out(options)
    except DeskError as refusal:
        return _refused(str(refusal))
    except KeyboardInterrupt:
        return _refused("已停止，已完成的部分保留。")
    except Exception as failure:  # noqa: BLE001  the last door: what is our own fault becomes a report, not a traceback
        return _refused(report_failure(options.data, failure))


def _carried_out(options: argparse.Namespace) -> int:
    if options.self_test:
        from desk_app.self_test import run_self_test

        return run_self_test()
    if options.command is None:
        from desk_app.app import show_window

        return show_window(options.data)
    from desk_app.cli.commands import carry_out

    answer = carry_out(options)
    if options.json:
        told = tell(sys.stdout, json.dumps(answer.document, ensure_ascii=False, indent=1))
        tell(sys.stderr, *answer.messages)
    else:
        told = tell(sys.stdout, *answer.lines, *answer.messages)
    if not told:
        tell(sys.stderr, "事情已办，但结果没有输出完（输出的地方已关闭或已满）。")
        return REFUSED
    return NEEDS_A_PERSON if answer.needs_a_person else DONE


def _refused(sentence: str) -> int:
    tell(sys.stderr, sentence.replace("\n", " "))
    return REFUSED

"""The whole command line as `commands` of the README says it."""

from __future__ import annotations

import argparse

from desk_app.cli.arguments import campaigns, keeping, papers, periods, returns
from desk_app.cli.parser import ChineseParser, add_common


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = ChineseParser(prog="desk-app", description="专班台账：不写命令即打开窗口。", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    parser.add_argument("--self-test", action="store_true", help="自检：这一份程序是否完整（不动任何数据）")
    add_common(parser, root=True)
    commands = parser.add_subparsers(dest="command", metavar="命令", title="命令", parser_class=ChineseParser)
    for group in (campaigns, returns, periods, papers, keeping):
        group.add(commands)
    return parser

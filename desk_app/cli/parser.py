"""The Chinese argument parser, and the options that several commands share."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, NoReturn

from desk_app.cli.streams import REFUSED, tell

Commands = Any  # argparse names the type of add_subparsers() only privately


class ChineseParser(argparse.ArgumentParser):
    """An argument parser whose refusals are one Chinese sentence and exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Refuse the call."""
        tell(sys.stderr, f"命令写得不对：{_in_chinese(message)} 用法见 {self.prog} --help。")
        sys.exit(REFUSED)


_PHRASES = (
    ("the following arguments are required:", "缺少"),
    ("unrecognized arguments:", "不认识"),
    ("invalid choice:", "没有这个选择："),
    ("expected one argument", "后面要写一个值"),
    ("expected at least one argument", "后面至少要写一个值"),
    ("not allowed with argument", "不能同时用"),
    ("one of the arguments", "以下任选其一："),
    ("is required", "必须写"),
    ("invalid", "不合适："),
    ("argument ", ""),
    ("choose from", "可选"),
    ("value:", ""),
)


def _in_chinese(message: str) -> str:
    for english, chinese in _PHRASES:
        message = message.replace(english, chinese)
    return message.rstrip(".") + "。"


def add_common(parser: argparse.ArgumentParser, *, root: bool) -> None:
    """The options that stand before or after the command; after it they must not reset what stood before."""
    absent: Any = None if root else argparse.SUPPRESS
    parser.add_argument(
        "--data", metavar="文件夹", type=Path, default=absent, help="数据文件夹（默认放在用户自己的目录里）"
    )
    parser.add_argument("--campaign", metavar="专项", default=absent, help="专项名称（默认为唯一在办的专项）")
    parser.add_argument(
        "--json", action="store_true", default=False if root else argparse.SUPPRESS, help="输出一份 JSON"
    )


def add_command(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    """One command with its help and the options of all."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    add_common(parser, root=False)
    return parser


def add_period(parser: argparse.ArgumentParser) -> None:
    """The period, by either name."""
    parser.add_argument(
        "--period", "--month", metavar="期次", help="如 2023-03、2023-W07、2023-Q1、2023-H1、2023、once"
    )


def add_out(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """The folder that files are written to."""
    parser.add_argument("--out", metavar="文件夹", type=Path, required=required, help="写到哪个文件夹")


def add_late(parser: argparse.ArgumentParser) -> None:
    """The rule of late returns, as README says it."""
    parser.add_argument(
        "--late", choices=("own", "next"), help="迟报计入原期（own）还是下一期（next），记住；已定稿的期次不变"
    )

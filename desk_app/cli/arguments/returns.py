"""Blank forms out, returns in, and who is missing: what may be written on the command line."""

from __future__ import annotations

from pathlib import Path

from desk_app.cli.parser import Commands, add_command, add_out, add_period


def add(commands: Commands) -> None:
    """Declare the commands of this group."""
    for declare in (_blanks, _issue, _returns, _confirm, _slips, _missing, _rates, _received, _parcel):
        declare(commands)


def _blanks(commands: Commands) -> None:
    parser = add_command(commands, "blanks", "下发空表")
    add_out(parser, required=True)
    parser.add_argument("--form", metavar="表", help="只出这张表")
    parser.add_argument("--unit", metavar="单位", help="只给这家单位")
    add_period(parser)


def _issue(commands: Commands) -> None:
    parser = add_command(commands, "issue", "下发空表和报送通知，并登记")
    add_out(parser, required=True)
    parser.add_argument("--form", metavar="表", action="append", help="只发这张表，可写几次")
    parser.add_argument("--unit", metavar="单位", action="append", help="只发这家单位，可写几次")
    add_period(parser)
    parser.add_argument("--contact", metavar="联系人", help="通知里的联系人和电话（默认用上次的）")
    parser.add_argument("--kinds", metavar="种类", default="xlsx,docx", help="xlsx、docx 或 xlsx,docx（默认）")
    parser.add_argument("--no-notice", action="store_true", help="不写报送通知")
    parser.add_argument("--flat", action="store_true", help="都放在一个文件夹里，不按单位分")
    parser.add_argument("--zip", action="store_true", help="打成一个压缩包")


def _returns(commands: Commands) -> None:
    parser = add_command(commands, "returns", "收表")
    parser.add_argument("paths", metavar="文件或文件夹", nargs="+", type=Path)
    parser.add_argument("--units", metavar="名册文件", type=Path, help="先用这份名册")
    parser.add_argument("--form", metavar="表", help="都是这张表")
    parser.add_argument("--unit", metavar="单位", help="都是这家单位的")
    parser.add_argument("--answer", metavar="问题=答", action="append", help="报送包里要先定的怎么定，可写几次")
    add_period(parser)
    parser.add_argument("--dry-run", action="store_true", help="只看不存")


def _confirm(commands: Commands) -> None:
    parser = add_command(commands, "confirm", "按原样接收待核的来表")
    parser.add_argument("ids", metavar="来表号", nargs="+")


def _slips(commands: Commands) -> None:
    parser = add_command(commands, "slips", "给退回修改的来表出退回修改单")
    add_out(parser, required=True)
    parser.add_argument("--unit", metavar="单位", help="只给这家单位")
    add_period(parser)
    parser.add_argument("--due", metavar="时限", help="哪天前重报，如 2023年4月6日（不写则留空，手填）")
    parser.add_argument("--contact", metavar="联系人", help="联系人和电话（默认用上次的）")
    parser.add_argument("--no-copies", action="store_true", help="不附标出错处的文件")
    parser.add_argument(
        "--send-back", metavar="来表号", nargs="+", help="先把这几份（待核或已收的）退回修改，再只给它们出退回修改单"
    )
    parser.add_argument(
        "--reason", metavar="原因", default="", help="退回的原因，写进退回修改单（与 --send-back 同用）"
    )


def _missing(commands: Commands) -> None:
    parser = add_command(commands, "missing", "报送情况和未报单位")
    add_period(parser)
    parser.add_argument("--form", metavar="表", action="append", help="只看这张表，可写几次")
    parser.add_argument(
        "--out", metavar="文件夹", type=Path, help="另写未报单位名单（PDF、Excel、可粘贴的文字）到这个文件夹"
    )


def _rates(commands: Commands) -> None:
    parser = add_command(commands, "rates", "上报率：应报、按时、迟报、未报、退回次数，供通报用")
    add_period(parser)
    parser.add_argument("--cumulative", action="store_true", help="到这一期为止累计")
    parser.add_argument("--ranked", action="store_true", help="按上报率排名次（不写则按局内排序）")
    add_out(parser, required=False)


def _received(commands: Commands) -> None:
    parser = add_command(commands, "received", "收件登记：什么时候收到谁的什么")
    add_period(parser)
    add_out(parser, required=False)


def _parcel(commands: Commands) -> None:
    parser = add_command(commands, "parcel", "报送包：把本单位收齐的表打成一个文件报上级")
    add_out(parser, required=True)
    parser.add_argument("--form", metavar="表", action="append", help="只报这张表，可写几次")
    add_period(parser)

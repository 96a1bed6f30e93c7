"""Plans, campaigns, units and the calendar: what may be written on the command line."""

from __future__ import annotations

from pathlib import Path

from desk_app.cli.parser import ChineseParser, Commands, add_command, add_period


def add(commands: Commands) -> None:
    """Declare the commands of this group."""
    for declare in (_deadline, _plan, _campaign, _units, _calendar, _due):
        declare(commands)


def _deadline(commands: Commands) -> None:
    parser = add_command(commands, "deadline", "读一条时限")
    parser.add_argument("text", metavar="时限")
    parser.add_argument("--on", metavar="日期", help="以哪一天为准，如 2023-01-05")
    parser.add_argument("--within", metavar="起..止", help="专项起止，如 2023-01-01..2023-12-31")


def _plan(commands: Commands) -> None:
    parser = add_command(commands, "plan", "读一份方案")
    parser.add_argument("file", metavar="方案文件", type=Path)
    parser.add_argument("--on", metavar="日期", help="以哪一天为准（默认为落款日期）")


def _campaign(commands: Commands) -> None:
    parser = add_command(commands, "campaign", "专项")
    actions = parser.add_subparsers(dest="action", metavar="new|amend|list", required=True, parser_class=ChineseParser)
    new = add_command(actions, "new", "启动专项")
    source = new.add_mutually_exclusive_group(required=True)
    source.add_argument("--template", metavar="模板", help="按自带模板启动")
    source.add_argument("--plan", metavar="方案文件", type=Path, help="按方案启动")
    new.add_argument("--name", metavar="名称", help="专项的简称（默认取模板或方案的名称）")
    amend = add_command(actions, "amend", "按补充通知、延期通知改动专项（先列出，写明采用哪几处才改）")
    amend.add_argument("file", metavar="后续文件", type=Path)
    amend.add_argument("--take", metavar="处", help="采用哪几处，如 1,3；全部采用写 all")
    add_command(actions, "list", "列出模板和专项")


def _units(commands: Commands) -> None:
    parser = add_command(commands, "units", "单位名册")
    actions = parser.add_subparsers(dest="action", metavar="import|list", required=True, parser_class=ChineseParser)
    add_command(actions, "import", "读入名册").add_argument("file", metavar="名册文件", type=Path)
    add_command(actions, "list", "列出名册")


def _calendar(commands: Commands) -> None:
    parser = add_command(commands, "calendar", "某段日子里到期的事项")
    parser.add_argument("--from", dest="first", metavar="起日", required=True, help="如 2023-03-01")
    parser.add_argument("--open", action="store_true", help="把时限待定、没有列入的也逐项列出")
    parser.add_argument("--to", dest="last", metavar="止日", required=True, help="如 2023-03-31")


def _due(commands: Commands) -> None:
    parser = add_command(commands, "due", "各表的报送时限；写了时限的，连同依据认定")
    parser.add_argument("text", metavar="时限", nargs="?", help="如 2月15日12时前、每期次月5日；不写则列出")
    parser.add_argument("--form", metavar="表", help="哪一张表：简称、全称或附件号")
    parser.add_argument("--basis", metavar="依据", help="凭什么这样定，如 局领导批示、补充通知第2条")
    add_period(parser)
    parser.add_argument("--onwards", action="store_true", help="从 --period 那一期起都照此（不写 --period 即各期）")
    parser.add_argument("--check", action="store_true", help="只看各期是哪一天，不认定")

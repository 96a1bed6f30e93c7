"""Printed forms and their signed scans: what may be written on the command line."""

from __future__ import annotations

from pathlib import Path

from desk_app.cli.parser import Commands, add_command, add_out, add_period


def add(commands: Commands) -> None:
    """Declare the commands of this group."""
    for declare in (_print, _scans):
        declare(commands)


def _print(commands: Commands) -> None:
    parser = add_command(commands, "print", "打印附件表")
    parser.add_argument("--form", metavar="表", action="append", help="简称、全称或附件号；整批时可写几次，不写即全部")
    parser.add_argument("--unit", metavar="单位", action="append", help="不写则出全局汇总表；整批时可写几次")
    add_period(parser)
    add_out(parser, required=False)
    parser.add_argument("--xlsx", action="store_true", help="另存 Excel")
    parser.add_argument("--docx", action="store_true", help="另存 Word")
    parser.add_argument("--no-pdf", action="store_true", help="不写 PDF")
    batch = parser.add_argument_group("整批打印")
    batch.add_argument("--all", action="store_true", help="各单位、各表一批印完，记打印清单")
    batch.add_argument("--which", choices=("all", "data", "unprinted", "unsigned"), default="all",
                       help="全部、有数据的、这一稿没有印过的、没有签字盖章的")  # fmt: skip
    batch.add_argument("--merged", action="store_true", help="合成一个 PDF")
    batch.add_argument("--by-unit", action="store_true", help="一家的各表排在一起（不写则一张表的各家排在一起）")
    batch.add_argument("--name", metavar="样式", help="如 {附件}+{单位}；另有 表名 期次 专项 序号")
    batch.add_argument("--check", action="store_true", help="只列出要印哪些、哪些字要换字体，不印")
    batch.add_argument("--resume", metavar="批号", nargs="?", const="", help="停下的一批接着印")
    batch.add_argument("--drop", metavar="批号", help="停下的一批不再印")
    batch.add_argument("--list", action="store_true", help="打印清单；加 --out 另写 PDF、Excel")
    preset = parser.add_argument_group("打印设定（与 --form 同用，记住）")
    preset.add_argument("--copies", metavar="份数", type=int, help="一式几份")
    preset.add_argument("--sides", choices=("1", "2"), help="单面、双面")
    preset.add_argument("--numbers", choices=("foot", "standard"), help="横表的页码在页脚，或照竖排的位置")
    preset.add_argument("--page-of", choices=("on", "off"), help="第x页 共y页，或 — x —")
    preset.add_argument("--size", choices=("A4", "A3"), help="纸张")


def _scans(commands: Commands) -> None:
    parser = add_command(commands, "scans", "签字盖章的扫描件：逐页认识别码归位；不写文件则列出与数据不符的签字件")
    parser.add_argument("paths", metavar="文件或文件夹", nargs="*", type=Path)
    parser.add_argument("--note", metavar="状态", choices=("已交", "缺签字", "缺盖章"), help="没有问题的一并登记为")
    parser.add_argument("--code", choices=("on", "off"), help="打印时印（on）或不印（off）识别码，记住")
    parser.add_argument("--form", metavar="表", help="与 --code 同用：只管这张表")

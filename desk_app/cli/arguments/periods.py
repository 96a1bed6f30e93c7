"""A period's figures: tally, closing, reports: what may be written on the command line."""

from __future__ import annotations

from pathlib import Path

from desk_app.cli.parser import ChineseParser, Commands, add_command, add_late, add_out, add_period


def add(commands: Commands) -> None:
    """Declare the commands of this group."""
    for declare in (_tally, _closing, _reports):
        declare(commands)


def _tally(commands: Commands) -> None:
    parser = add_command(commands, "tally", "统计：本期、累计、较上期")
    add_period(parser)
    add_late(parser)
    add_out(parser, required=False)


def _closing(commands: Commands) -> None:
    close = add_command(commands, "close", "定稿：先列出没有解决的，再把这一期的数字和记录定下来")
    close.add_argument("--check", action="store_true", help="只列出没有解决的，不定稿")
    close.add_argument("--despite", action="store_true", help="没有解决的看过了，仍要定稿")
    add_late(close)
    add_out(close, required=False)
    reopen = add_command(commands, "reopen", "撤销定稿（写明理由；再定稿时出数据变动说明）")
    reopen.add_argument("--reason", metavar="理由", required=True, help="为什么要撤销，写进数据变动说明")
    for parser in (close, reopen):
        parser.add_argument("--form", metavar="表", action="append", help="只定（撤销）这张表，可写几次")
        add_period(parser)
    quotas = add_command(commands, "quotas", "次数要求完成情况：谁完成了、谁没有、什么无法核对")
    add_period(quotas)
    add_out(quotas, required=False)


def _reports(commands: Commands) -> None:
    fill = add_command(commands, "fill", "填上级表：按窗口里指定过的填进上级发来的docx、xlsx；不写文件则列出已指定的")
    fill.add_argument("file", metavar="上级表", type=Path, nargs="?", help="上级发来的文件，原件不动")
    fill.add_argument("--out", metavar="文件", type=Path, help="填好的表写到哪个文件或文件夹")
    fill.add_argument("--as", dest="known", metavar="名称", help="是哪一张上级表（默认按栏目认）")
    fill.add_argument("--forget", metavar="名称", help="不再记这张上级表各格填什么")
    add_period(fill)
    report = add_command(commands, "report", "月报、通报：按模板和数字起草，存为Word和PDF；不写模板则列出模板")
    report.add_argument("template", metavar="模板", nargs="?", help="如 月报、通报，或本局自己的模板")
    add_period(report)
    report.add_argument("--out", metavar="文件夹", type=Path, help="写到哪个文件夹（不写则只显示文字）")
    report.add_argument("--sources", action="store_true", help="末尾附各个数字的出处")
    report.add_argument("--ranked", action="store_true", help="上报率表按上报率排名次")
    export = add_command(commands, "export", "导出：统计图、汇编、整套Excel")
    actions = export.add_subparsers(
        dest="action", metavar="charts|compiled|book", required=True, parser_class=ChineseParser
    )
    charts = add_command(actions, "charts", "统计图：各单位数量、累计、上报率，存为PDF和Excel")
    compiled = add_command(actions, "compiled", "汇编：一张表各单位的内容合成一份，存为PDF、Word和Excel")
    compiled.add_argument("--form", metavar="表", required=True, help="简称、全称或附件号")
    compiled.add_argument("--one-by-one", action="store_true", help="一条一页，前面有目录")
    book = add_command(actions, "book", "整套Excel：统计、各台账（带出处）、未报、次数要求")
    book.add_argument("--by-unit", action="store_true", help="一家单位一个文件")
    book.add_argument("--personal", action="store_true", help="连同涉及个人的各表")
    for parser in (charts, compiled, book):
        add_period(parser)
        add_out(parser, required=True)

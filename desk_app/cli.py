"""The command line: every use of the desk without a window, Chinese to a person and JSON to a program."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, TextIO

from desk_app.problems import DeskError

DONE, NEEDS_A_PERSON, REFUSED = 0, 1, 2


class ChineseParser(argparse.ArgumentParser):
    """An argument parser whose refusals are one Chinese sentence and exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Refuse the call."""
        _tell(sys.stderr, f"命令写得不对：{_in_chinese(message)} 用法见 {self.prog} --help。")
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


def _common(parser: argparse.ArgumentParser, *, root: bool) -> None:
    """The options that stand before or after the command; after it they must not reset what stood before."""
    absent: Any = None if root else argparse.SUPPRESS
    parser.add_argument(
        "--data", metavar="文件夹", type=Path, default=absent, help="数据文件夹（默认放在用户自己的目录里）"
    )
    parser.add_argument("--campaign", metavar="专项", default=absent, help="专项名称（默认为唯一在办的专项）")
    parser.add_argument(
        "--json", action="store_true", default=False if root else argparse.SUPPRESS, help="输出一份 JSON"
    )


def build_parser() -> argparse.ArgumentParser:
    """The whole command line as `commands` of the README says it."""
    parser = ChineseParser(prog="desk-app", description="专班台账：不写命令即打开窗口。", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    parser.add_argument("--self-test", action="store_true", help="自检：这一份程序是否完整（不动任何数据）")
    _common(parser, root=True)
    commands = parser.add_subparsers(dest="command", metavar="命令", title="命令", parser_class=ChineseParser)
    for add in (
        _demo,
        _deadline,
        _plan,
        _campaign,
        _units,
        _blanks,
        _returns,
        _confirm,
        _missing,
        _rates,
        _received,
        _tally,
        _closing,
        _reports,
        _print,
        _scans,
        _calendar,
        _slips,
        _issue,
        _parcel,
        _find,
        _safekeeping,
        _archive,
        _verify,
        _handover,
    ):
        add(commands)
    return parser


Commands = Any  # argparse names the type of add_subparsers() only privately


def _command(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    _common(parser, root=False)
    return parser


def _period(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--period", "--month", metavar="期次", help="如 2023-03、2023-W07、2023-Q1、2023-H1、2023、once"
    )


def _out(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--out", metavar="文件夹", type=Path, required=required, help="写到哪个文件夹")


def _demo(commands: Commands) -> None:
    parser = _command(commands, "demo", "用自带样例从头到尾跑一遍")
    parser.add_argument("--out", metavar="文件夹", type=Path, default=Path("demo-output"), help="写到哪里")
    parser.add_argument("--no-window", action="store_true", help="跑完不打开窗口")


def _deadline(commands: Commands) -> None:
    parser = _command(commands, "deadline", "读一条时限")
    parser.add_argument("text", metavar="时限")
    parser.add_argument("--on", metavar="日期", help="以哪一天为准，如 2023-01-05")
    parser.add_argument("--within", metavar="起..止", help="专项起止，如 2023-01-01..2023-12-31")


def _plan(commands: Commands) -> None:
    parser = _command(commands, "plan", "读一份方案")
    parser.add_argument("file", metavar="方案文件", type=Path)
    parser.add_argument("--on", metavar="日期", help="以哪一天为准（默认为落款日期）")


def _campaign(commands: Commands) -> None:
    parser = _command(commands, "campaign", "专项")
    actions = parser.add_subparsers(dest="action", metavar="new|amend|list", required=True, parser_class=ChineseParser)
    new = _command(actions, "new", "启动专项")
    source = new.add_mutually_exclusive_group(required=True)
    source.add_argument("--template", metavar="模板", help="按自带模板启动")
    source.add_argument("--plan", metavar="方案文件", type=Path, help="按方案启动")
    new.add_argument("--name", metavar="名称", help="专项的简称（默认取模板或方案的名称）")
    amend = _command(actions, "amend", "按补充通知、延期通知改动专项（先列出，写明采用哪几处才改）")
    amend.add_argument("file", metavar="后续文件", type=Path)
    amend.add_argument("--take", metavar="处", help="采用哪几处，如 1,3；全部采用写 all")
    _command(actions, "list", "列出模板和专项")


def _units(commands: Commands) -> None:
    parser = _command(commands, "units", "单位名册")
    actions = parser.add_subparsers(dest="action", metavar="import|list", required=True, parser_class=ChineseParser)
    _command(actions, "import", "读入名册").add_argument("file", metavar="名册文件", type=Path)
    _command(actions, "list", "列出名册")


def _blanks(commands: Commands) -> None:
    parser = _command(commands, "blanks", "下发空表")
    _out(parser, required=True)
    parser.add_argument("--form", metavar="表", help="只出这张表")
    parser.add_argument("--unit", metavar="单位", help="只给这家单位")
    _period(parser)


def _returns(commands: Commands) -> None:
    parser = _command(commands, "returns", "收表")
    parser.add_argument("paths", metavar="文件或文件夹", nargs="+", type=Path)
    parser.add_argument("--units", metavar="名册文件", type=Path, help="先用这份名册")
    parser.add_argument("--form", metavar="表", help="都是这张表")
    parser.add_argument("--unit", metavar="单位", help="都是这家单位的")
    parser.add_argument("--answer", metavar="问题=答", action="append", help="报送包里要先定的怎么定，可写几次")
    _period(parser)
    parser.add_argument("--dry-run", action="store_true", help="只看不存")


def _confirm(commands: Commands) -> None:
    parser = _command(commands, "confirm", "按原样接收待核的来表")
    parser.add_argument("ids", metavar="来表号", nargs="+")


def _missing(commands: Commands) -> None:
    parser = _command(commands, "missing", "报送情况和未报单位")
    _period(parser)
    parser.add_argument("--form", metavar="表", action="append", help="只看这张表，可写几次")
    parser.add_argument(
        "--out", metavar="文件夹", type=Path, help="另写未报单位名单（PDF、Excel、可粘贴的文字）到这个文件夹"
    )


def _rates(commands: Commands) -> None:
    parser = _command(commands, "rates", "上报率：应报、按时、迟报、未报、退回次数，供通报用")
    _period(parser)
    parser.add_argument("--cumulative", action="store_true", help="到这一期为止累计")
    parser.add_argument("--ranked", action="store_true", help="按上报率排名次（不写则按局内排序）")
    _out(parser, required=False)


def _received(commands: Commands) -> None:
    parser = _command(commands, "received", "收件登记：什么时候收到谁的什么")
    _period(parser)
    _out(parser, required=False)


def _tally(commands: Commands) -> None:
    parser = _command(commands, "tally", "统计：本期、累计、较上期")
    _period(parser)
    _late(parser)
    _out(parser, required=False)


def _late(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--late", choices=("own", "next"), help="迟报计入原期（own）还是下一期（next），记住；已定稿的期次不变"
    )


def _closing(commands: Commands) -> None:
    close = _command(commands, "close", "定稿：先列出没有解决的，再把这一期的数字和记录定下来")
    close.add_argument("--check", action="store_true", help="只列出没有解决的，不定稿")
    close.add_argument("--despite", action="store_true", help="没有解决的看过了，仍要定稿")
    _late(close)
    _out(close, required=False)
    reopen = _command(commands, "reopen", "撤销定稿（写明理由；再定稿时出数据变动说明）")
    reopen.add_argument("--reason", metavar="理由", required=True, help="为什么要撤销，写进数据变动说明")
    for parser in (close, reopen):
        parser.add_argument("--form", metavar="表", action="append", help="只定（撤销）这张表，可写几次")
        _period(parser)
    quotas = _command(commands, "quotas", "次数要求完成情况：谁完成了、谁没有、什么无法核对")
    _period(quotas)
    _out(quotas, required=False)


def _reports(commands: Commands) -> None:
    fill = _command(commands, "fill", "填上级表：按窗口里指定过的填进上级发来的docx、xlsx；不写文件则列出已指定的")
    fill.add_argument("file", metavar="上级表", type=Path, nargs="?", help="上级发来的文件，原件不动")
    fill.add_argument("--out", metavar="文件", type=Path, help="填好的表写到哪个文件或文件夹")
    fill.add_argument("--as", dest="known", metavar="名称", help="是哪一张上级表（默认按栏目认）")
    fill.add_argument("--forget", metavar="名称", help="不再记这张上级表各格填什么")
    _period(fill)
    report = _command(commands, "report", "月报、通报：按模板和数字起草，存为Word和PDF；不写模板则列出模板")
    report.add_argument("template", metavar="模板", nargs="?", help="如 月报、通报，或本局自己的模板")
    _period(report)
    report.add_argument("--out", metavar="文件夹", type=Path, help="写到哪个文件夹（不写则只显示文字）")
    report.add_argument("--sources", action="store_true", help="末尾附各个数字的出处")
    report.add_argument("--ranked", action="store_true", help="上报率表按上报率排名次")
    export = _command(commands, "export", "导出：统计图、汇编、整套Excel")
    actions = export.add_subparsers(
        dest="action", metavar="charts|compiled|book", required=True, parser_class=ChineseParser
    )
    charts = _command(actions, "charts", "统计图：各单位数量、累计、上报率，存为PDF和Excel")
    compiled = _command(actions, "compiled", "汇编：一张表各单位的内容合成一份，存为PDF、Word和Excel")
    compiled.add_argument("--form", metavar="表", required=True, help="简称、全称或附件号")
    compiled.add_argument("--one-by-one", action="store_true", help="一条一页，前面有目录")
    book = _command(actions, "book", "整套Excel：统计、各台账（带出处）、未报、次数要求")
    book.add_argument("--by-unit", action="store_true", help="一家单位一个文件")
    book.add_argument("--personal", action="store_true", help="连同涉及个人的各表")
    for parser in (charts, compiled, book):
        _period(parser)
        _out(parser, required=True)


def _print(commands: Commands) -> None:
    parser = _command(commands, "print", "打印附件表")
    parser.add_argument("--form", metavar="表", action="append", help="简称、全称或附件号；整批时可写几次，不写即全部")
    parser.add_argument("--unit", metavar="单位", action="append", help="不写则出全局汇总表；整批时可写几次")
    _period(parser)
    _out(parser, required=False)
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
    parser = _command(commands, "scans", "签字盖章的扫描件：逐页认识别码归位；不写文件则列出与数据不符的签字件")
    parser.add_argument("paths", metavar="文件或文件夹", nargs="*", type=Path)
    parser.add_argument("--note", metavar="状态", choices=("已交", "缺签字", "缺盖章"), help="没有问题的一并登记为")
    parser.add_argument("--code", choices=("on", "off"), help="打印时印（on）或不印（off）识别码，记住")
    parser.add_argument("--form", metavar="表", help="与 --code 同用：只管这张表")


def _calendar(commands: Commands) -> None:
    parser = _command(commands, "calendar", "某段日子里到期的事项")
    parser.add_argument("--from", dest="first", metavar="起日", required=True, help="如 2023-03-01")
    parser.add_argument("--open", action="store_true", help="把时限待定、没有列入的也逐项列出")
    parser.add_argument("--to", dest="last", metavar="止日", required=True, help="如 2023-03-31")


def _slips(commands: Commands) -> None:
    parser = _command(commands, "slips", "给退回修改的来表出退回修改单")
    _out(parser, required=True)
    parser.add_argument("--unit", metavar="单位", help="只给这家单位")
    _period(parser)
    parser.add_argument("--due", metavar="时限", help="哪天前重报，如 2023年4月6日（不写则留空，手填）")
    parser.add_argument("--contact", metavar="联系人", help="联系人和电话（默认用上次的）")
    parser.add_argument("--no-copies", action="store_true", help="不附标出错处的文件")


def _issue(commands: Commands) -> None:
    parser = _command(commands, "issue", "下发空表和报送通知，并登记")
    _out(parser, required=True)
    parser.add_argument("--form", metavar="表", action="append", help="只发这张表，可写几次")
    parser.add_argument("--unit", metavar="单位", action="append", help="只发这家单位，可写几次")
    _period(parser)
    parser.add_argument("--contact", metavar="联系人", help="通知里的联系人和电话（默认用上次的）")
    parser.add_argument("--kinds", metavar="种类", default="xlsx,docx", help="xlsx、docx 或 xlsx,docx（默认）")
    parser.add_argument("--no-notice", action="store_true", help="不写报送通知")
    parser.add_argument("--flat", action="store_true", help="都放在一个文件夹里，不按单位分")
    parser.add_argument("--zip", action="store_true", help="打成一个压缩包")


def _parcel(commands: Commands) -> None:
    parser = _command(commands, "parcel", "报送包：把本单位收齐的表打成一个文件报上级")
    _out(parser, required=True)
    parser.add_argument("--form", metavar="表", action="append", help="只报这张表，可写几次")
    _period(parser)


def _find(commands: Commands) -> None:
    parser = _command(commands, "find", "在所有专项的台账和来表里查找")
    parser.add_argument("words", metavar="字词", nargs="*", help="一个字也可以；几个词之间空格，都要有")
    parser.add_argument("--rebuild", action="store_true", help="重建查找用的索引")


def _safekeeping(commands: Commands) -> None:
    _command(commands, "backup", "备份到一个文件").add_argument("file", metavar="备份文件", type=Path)
    _command(commands, "restore", "从备份恢复").add_argument("file", metavar="备份文件", type=Path)
    _command(commands, "check", "检查数据是否完好")


def _archive(commands: Commands) -> None:
    parser = _command(commands, "archive", "归档：迎检目录、整理、做成、打开")
    actions = parser.add_subparsers(
        dest="action", metavar="check|list|set|add|take-out|make|open", required=True, parser_class=ChineseParser
    )
    _out(_command(actions, "check", "迎检目录：有什么、尚缺什么"), required=False)
    _command(actions, "list", "列出各件、类别和归入与否").add_argument(
        "--personal", action="store_true", help="连同涉及个人的各表"
    )
    change = _command(actions, "set", "整理一件：换类、改题名、归入与否、移动")
    change.add_argument("key", metavar="件名", help="archive list 列出的件名，如 form:大谈话统计表:2023-03")
    change.add_argument("--class", dest="klass", metavar="类别", help="六类之一或其序号，如 理论学习")
    change.add_argument("--title", metavar="题名", help="写空则恢复原题名")
    inside = change.add_mutually_exclusive_group()
    inside.add_argument("--keep", dest="kept", action="store_true", default=None, help="归入")
    inside.add_argument("--leave-out", dest="kept", action="store_false", help="不归入")
    change.add_argument("--move", metavar="步", type=int, default=0, help="在本类里移动，-1上移、1下移")
    add = _command(actions, "add", "附入文件：新增一件，或放进已有的一件（照片、会议通知、领导讲话等）")
    add.add_argument("files", metavar="文件", type=Path, nargs="+")
    add.add_argument("--to", metavar="件名", help="放进哪一件（archive list 列出的件名），不写则新增一件")
    add.add_argument("--title", metavar="题名", default="", help="新增一件的题名（默认用文件名）")
    out = _command(actions, "take-out", "移出附入的文件")
    out.add_argument("key", metavar="件名")
    out.add_argument("files", metavar="文件名", nargs="+")
    make = _command(actions, "make", "做成归档文件夹（专项未结束时是演练）")
    _out(make, required=True)
    make.add_argument("--zip", action="store_true", help="另做一个压缩包")
    make.add_argument("--personal", action="store_true", help="连同涉及个人的各表")
    make.add_argument("--no-words", action="store_true", help="不带催报记录和任务进展的文字（可能写有人名）")
    make.add_argument("--no-unit-papers", action="store_true", help="不另印各单位的附件表")
    make.add_argument("--fonds", metavar="全宗号", help="全宗号（记住，不写则用上次的）")
    make.add_argument("--fonds-name", metavar="全宗名称", help="全宗名称（记住）")
    make.add_argument("--retention", metavar="期限", help="保管期限：永久、30年或10年（记住）")
    opened = _command(actions, "open", "打开归档里的只读副本")
    opened.add_argument("file", metavar="归档", type=Path, help="归档文件夹或压缩包")
    _out(opened, required=True)


def _verify(commands: Commands) -> None:
    parser = _command(commands, "verify", "核对归档：缺失、改动、多出的文件逐个列出")
    parser.add_argument("file", metavar="归档", type=Path, help="归档文件夹或压缩包")


def _handover(commands: Commands) -> None:
    parser = _command(commands, "handover", "交接给接手的人")
    actions = parser.add_subparsers(
        dest="action", metavar="make|open|resume", required=True, parser_class=ChineseParser
    )
    make = _command(actions, "make", "做成交接包和交接清单")
    _out(make, required=True)
    make.add_argument("--to", metavar="姓名", required=True, help="交接给谁")
    make.add_argument("--read-only", action="store_true", help="做成后本机数据只供查阅")
    _command(actions, "open", "在没有数据的电脑上打开交接包").add_argument("file", metavar="交接包", type=Path)
    _command(actions, "resume", "解除只读，在本机继续办理")


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
    from desk_app.cli_commands import carry_out

    answer = carry_out(options)
    if options.json:
        told = _tell(sys.stdout, json.dumps(answer.document, ensure_ascii=False, indent=1))
        _tell(sys.stderr, *answer.messages)
    else:
        told = _tell(sys.stdout, *answer.lines, *answer.messages)
    if not told:
        _tell(sys.stderr, "事情已办，但结果没有输出完（输出的地方已关闭或已满）。")
        return REFUSED
    return NEEDS_A_PERSON if answer.needs_a_person else DONE


def _refused(sentence: str) -> int:
    _tell(sys.stderr, sentence.replace("\n", " "))
    return REFUSED


def _tell(stream: TextIO | None, *lines: str) -> bool:
    """Write lines; whether they went out. A closed pipe (``| head``) is the reader's choice and no trouble."""
    if stream is None:
        return not lines
    try:
        for line in lines:
            stream.write(f"{line}\n")
        stream.flush()
    except BrokenPipeError:
        _close_quietly(stream)
    except OSError:
        _close_quietly(stream)
        return False
    return True


def _close_quietly(stream: TextIO) -> None:
    """Let nothing be flushed at exit into what takes nothing any more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

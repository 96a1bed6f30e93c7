"""The sample, finding, safekeeping, archive and handover: what may be written on the command line."""

from __future__ import annotations

from pathlib import Path

from desk_app.cli.parser import ChineseParser, Commands, add_command, add_out


def add(commands: Commands) -> None:
    """Declare the commands of this group."""
    for declare in (_demo, _find, _settings, _safekeeping, _archive, _verify, _handover):
        declare(commands)


def _demo(commands: Commands) -> None:
    parser = add_command(commands, "demo", "用自带样例从头到尾跑一遍")
    parser.add_argument("--out", metavar="文件夹", type=Path, default=Path("demo-output"), help="写到哪里")
    parser.add_argument("--no-window", action="store_true", help="跑完不打开窗口")


def _find(commands: Commands) -> None:
    parser = add_command(commands, "find", "在所有专项的台账和来表里查找")
    parser.add_argument("words", metavar="字词", nargs="*", help="一个字也可以；几个词之间空格，都要有")
    parser.add_argument("--rebuild", action="store_true", help="重建查找用的索引")


def _settings(commands: Commands) -> None:
    parser = add_command(commands, "settings", "本单位全称和经办人")
    actions = parser.add_subparsers(dest="action", metavar="list|set", required=True, parser_class=ChineseParser)
    add_command(actions, "list", "列出现在的")
    change = add_command(actions, "set", "改其中一项或两项，印在表头、落款上和操作记录里")
    change.add_argument("--bureau", metavar="全称", help="本单位全称，如 ××市生态环境局")
    change.add_argument("--operator", metavar="姓名", help="经办人")


def _safekeeping(commands: Commands) -> None:
    add_command(commands, "backup", "备份到一个文件").add_argument("file", metavar="备份文件", type=Path)
    add_command(commands, "restore", "从备份恢复").add_argument("file", metavar="备份文件", type=Path)
    add_command(commands, "check", "检查数据是否完好")


def _archive(commands: Commands) -> None:
    parser = add_command(commands, "archive", "归档：迎检目录、整理、做成、打开")
    actions = parser.add_subparsers(
        dest="action", metavar="check|list|set|add|take-out|make|open", required=True, parser_class=ChineseParser
    )
    add_out(add_command(actions, "check", "迎检目录：有什么、尚缺什么"), required=False)
    add_command(actions, "list", "列出各件、类别和归入与否").add_argument(
        "--personal", action="store_true", help="连同涉及个人的各表"
    )
    change = add_command(actions, "set", "整理一件：换类、改题名、归入与否、移动")
    change.add_argument("key", metavar="件名", help="archive list 列出的件名，如 form:大谈话统计表:2023-03")
    change.add_argument("--class", dest="klass", metavar="类别", help="六类之一或其序号，如 理论学习")
    change.add_argument("--title", metavar="题名", help="写空则恢复原题名")
    inside = change.add_mutually_exclusive_group()
    inside.add_argument("--keep", dest="kept", action="store_true", default=None, help="归入")
    inside.add_argument("--leave-out", dest="kept", action="store_false", help="不归入")
    change.add_argument("--move", metavar="步", type=int, default=0, help="在本类里移动，-1上移、1下移")
    add = add_command(actions, "add", "附入文件：新增一件，或放进已有的一件（照片、会议通知、领导讲话等）")
    add.add_argument("files", metavar="文件", type=Path, nargs="+")
    add.add_argument("--to", metavar="件名", help="放进哪一件（archive list 列出的件名），不写则新增一件")
    add.add_argument("--title", metavar="题名", default="", help="新增一件的题名（默认用文件名）")
    out = add_command(actions, "take-out", "移出附入的文件")
    out.add_argument("key", metavar="件名")
    out.add_argument("files", metavar="文件名", nargs="+")
    make = add_command(actions, "make", "做成归档文件夹（专项未结束时是演练）")
    add_out(make, required=True)
    make.add_argument("--zip", action="store_true", help="另做一个压缩包")
    make.add_argument("--personal", action="store_true", help="连同涉及个人的各表")
    make.add_argument("--no-words", action="store_true", help="不带催报记录和任务进展的文字（可能写有人名）")
    make.add_argument("--no-unit-papers", action="store_true", help="不另印各单位的附件表")
    make.add_argument("--fonds", metavar="全宗号", help="全宗号（记住，不写则用上次的）")
    make.add_argument("--fonds-name", metavar="全宗名称", help="全宗名称（记住）")
    make.add_argument("--retention", metavar="期限", help="保管期限：永久、30年或10年（记住）")
    opened = add_command(actions, "open", "打开归档里的只读副本")
    opened.add_argument("file", metavar="归档", type=Path, help="归档文件夹或压缩包")
    add_out(opened, required=True)


def _verify(commands: Commands) -> None:
    parser = add_command(commands, "verify", "核对归档：缺失、改动、多出的文件逐个列出")
    parser.add_argument("file", metavar="归档", type=Path, help="归档文件夹或压缩包")


def _handover(commands: Commands) -> None:
    parser = add_command(commands, "handover", "交接给接手的人")
    actions = parser.add_subparsers(
        dest="action", metavar="make|open|resume", required=True, parser_class=ChineseParser
    )
    make = add_command(actions, "make", "做成交接包和交接清单")
    add_out(make, required=True)
    make.add_argument("--to", metavar="姓名", required=True, help="交接给谁")
    make.add_argument("--read-only", action="store_true", help="做成后本机数据只供查阅")
    add_command(actions, "open", "在没有数据的电脑上打开交接包").add_argument("file", metavar="交接包", type=Path)
    add_command(actions, "resume", "解除只读，在本机继续办理")

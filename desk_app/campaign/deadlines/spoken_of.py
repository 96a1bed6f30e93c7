"""Dates that only say which meeting, results or report is spoken of; nothing is due on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.scan import Token

_MEETING = re.compile(
    r"^的?(?:(?!传达|学习|召开|组织|贯彻|举办|开展|落实|进行|报送|上报|提交|完成|前|起|至|到)[^将]){0,14}?"
    r"(?:会议?|讲话|批示|通知|文件)(?:的)?(?:精神|要求|部署|纪要|安排)"
)
_RESULTS = re.compile(r"^的?[\u4e00-\u9fff]{0,8}?(?:成果|成效|战果)")
_ISSUED = re.compile(r"^(?:已)?(?:印发|下发|出台|发布|发生|产生|受理|收到)的")
_KEEPING = ("巩固", "拓展", "深化", "运用", "转化", "提升", "扩大", "巩固拓展", "巩固深化", "巩固好", "对")
_WEEK = re.compile(
    r"^的?(?:重点)?(?:工作(?:进展|情况|总结|小结|计划|安排|动态|信息|台账)|进展|计划|情况|总结|小结|动态|重点工作|重点任务|台账|数据)"
)
_OBJECT = re.compile(
    r"^的?(?:工资|津贴|补贴|绩效|奖金|党费|社保|公积金|电费|水费|话费|报表|账目|考勤|值班表|生活费|养老金)"
)


def spoken_of(atom: Atom, tokens: Sequence[Token]) -> Atom:
    """The atom as a mention where what follows makes its date a name; a month of wages is asked about."""
    if atom.sort not in {"by", "window", "from"}:
        return atom
    behind = _clause(tokens, atom.last)
    before = "".join(token.text for token in tokens[max(0, atom.first - 3) : atom.first])
    if _ISSUED.match(behind) or (_RESULTS.match(behind) and before.endswith(_KEEPING)):
        return _mention(atom)
    named = (atom.grain == "day" and _MEETING.match(behind)) or (atom.grain == "week" and _WEEK.match(behind))
    if atom.bare and named:
        return _mention(atom)
    if atom.bare and atom.grain == "month" and _OBJECT.match(behind):
        return replace(atom, doubts=(*atom.doubts, "月份说的是哪个月的事，不一定是办理时限"))
    return atom


def _mention(atom: Atom) -> Atom:
    return replace(atom, sort="mention", start=atom.start or atom.end, at=None, doubts=())


def _clause(tokens: Sequence[Token], place: int) -> str:
    text = ""
    for token in tokens[place : place + 20]:
        if token.kind == "stop" or token.text in {",", "、", "(", ")", ":"}:
            break
        text += token.text
    return text

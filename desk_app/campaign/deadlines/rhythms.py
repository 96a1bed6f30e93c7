"""Reads rhythms (每月15日前, 每周五下午5时前, 半月一次, 每季度末, 每年12月10日前) into rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.clock import read_clock
from desk_app.campaign.deadlines.point import Reader
from desk_app.campaign.deadlines.rhythm_days import read_days
from desk_app.campaign.deadlines.rules import Rule
from desk_app.campaign.deadlines.scan import Token

_EVEN, _ODD = (2, 4, 6, 8, 10, 12), (1, 3, 5, 7, 9, 11)
_UNITS = {"日": "day", "天": "day", "周": "week", "星期": "week", "月": "month", "季度": "quarter", "季": "quarter",
    "年": "year",
          "学期": "term", "工作日": "workday", "年度": "year", "旬": "xun"}  # fmt: skip
_ONCE = ("调度", "通报", "督查", "会商", "研判", "汇总", "报告", "总结", "评估", "讲评", "小结", "分析", "排名",
    "考核", "抽查", "检查", "督导",
         "推进", "碰头", "盘点", "复盘", "交流", "例会", "公示", "培训", "曝光", "联络", "研究", "梳理", "更新",
         "巡查")  # fmt: skip
_OBJECT = re.compile(r"[\u4e00-\u9fff]{2}")
_NAMED = frozenset("学题课讲练测评报考查星片书歌问答案谈读议思赛训榜语诗廉")
_PLAIN_WORDS = {"季度": "quarter", "月度": "month", "半年度": "half", "年度": "year", "每季度末月": "quarter"}


@dataclass(frozen=True, slots=True)
class _Start:
    unit: str
    every: float
    last: int
    least: int | None = None
    doubts: tuple[str, ...] = ()


def read_rhythm(tokens: Sequence[Token], place: int) -> Atom | None:
    """The rhythm that begins at a token; None where none does."""
    begin = _word(tokens, place) or _counted(tokens, place) or _unit_first(tokens, place) or _heading(tokens, place)
    if begin is None:
        return None
    name = _named(tokens, place, begin)
    if name is not None:
        return name
    rule = _rule(begin)
    if rule is None:
        return None
    reader = Reader(tokens, begin.last)
    least, doubts = begin.least, begin.doubts
    if least is None:
        once = _once(reader, begin.unit)
        if once == "weekly":
            doubts = (*doubts, "“每周一”是每周一次还是每个星期一，写法不明")
        least = 1 if once == "once" else None
        if once is None:
            rule, more = _end_of_xun(reader, rule) if begin.unit == "xun" else read_days(reader, rule)
            doubts = (*doubts, *more)
    if rule.months and not rule.monthdays and not rule.working:
        rule = replace(rule, monthdays=(-1,))
    rule, doubts, notes = _hour(reader, rule, doubts)
    if least is None and place and tokens[place - 1].kind == "least":
        least = 1
    return Atom("rhythm", place, reader.place, rule=rule, least=least, doubts=doubts, notes=notes)


def _end_of_xun(reader: Reader, rule: Rule) -> tuple[Rule, tuple[str, ...]]:
    """每旬末, 每旬最后一日: the last day of each 旬, which the rule says already."""
    if reader.kind() == "place" or reader.text() == "末":
        reader.take()
    elif reader.text() == "最" and reader.text(1) == "后":
        reader.take(4 if reader.text(3) in {"日", "天"} else 2)
    return rule, ()


def _word(tokens: Sequence[Token], place: int) -> _Start | None:
    if tokens[place].kind != "rhythm":
        return None
    unit, every = tokens[place].value
    return _Start(unit, every, place + 1)


def _counted(tokens: Sequence[Token], place: int) -> _Start | None:
    """每两周, 每3个月, 每隔5天."""
    reader = Reader(tokens, place)
    if reader.text() != "每":
        return None
    reader.take()
    doubts: tuple[str, ...] = ()
    if reader.text() == "隔":
        reader.take()
        doubts = ("“每隔”按间隔计，首尾是否都算未写明",)
    every = reader.number()
    if not every or every > 36:
        return None
    reader.take()
    if reader.text() == "个":
        reader.take()
    unit = _UNITS.get(reader.text())
    return None if unit is None else _Start(unit, every, reader.place + 1, doubts=doubts)


def _unit_first(tokens: Sequence[Token], place: int) -> _Start | None:
    """半月一次, 一年两次, 一月一通报."""
    reader = Reader(tokens, place)
    if reader.text() not in {"一", "两", "半"} or (place and tokens[place - 1].text in {"第", "前", "后", "下", "上"}):
        return None
    amount = 0.5 if reader.text() == "半" else float(reader.number() or 1)
    reader.take()
    if reader.text() == "个":
        reader.take()
    unit = _UNITS.get(reader.text())
    if unit is None:
        return None
    reader.take()
    if reader.text() == "度":
        reader.take()
    times = reader.number()
    if times and reader.kind(1) == "times" and reader.text(1) == "次":
        return _Start(unit, amount, reader.place + 2, least=times)
    if times == 1 and amount == 1 and (reader.text(1) + reader.text(2)).startswith(_ONCE):
        return _Start(unit, amount, reader.place + 1, least=1)
    return None


def _heading(tokens: Sequence[Token], place: int) -> _Start | None:
    """季度, 月度 standing alone in a cell."""
    text = "".join(token.text for token in tokens) if place == 0 else ""
    if text not in _PLAIN_WORDS:
        return None
    return _Start(_PLAIN_WORDS[text], 1, len(tokens), doubts=(f"“{text}”按每个周期一次计",))


def _rule(begin: _Start) -> Rule | None:
    every, unit = begin.every, begin.unit
    if every == 0.5:
        return {"month": Rule("halfmonth"), "year": Rule("half")}.get(unit)
    if unit == "workday":
        return Rule("week", weekdays=(0, 1, 2, 3, 4)) if every == 1 else None
    if unit == "evenmonth":
        return Rule("month", months=_EVEN)
    if unit == "oddmonth":
        return Rule("month", months=_ODD)
    if unit == "xun":
        return Rule("month", monthdays=(10, 20, -1))
    return Rule(unit, int(every))


def _named(tokens: Sequence[Token], place: int, begin: _Start) -> Atom | None:
    """每周一学, “每日一题”: the name of an activity, no order to do it on Mondays."""
    reader = Reader(tokens, begin.last)
    if reader.text() != "一" or reader.kind(1) in {"times", "day", "edge", "clockhalf", ""}:
        return None
    quoted = place > 0 and tokens[place - 1].kind == "quote"
    closed = any(token.kind == "quote" for token in tokens[begin.last : begin.last + 5])
    short = reader.text(1) in _NAMED and (
        reader.kind(2) in {"quote", "stop", ""} or reader.text(2) in {",", "、", ")", "活", "专"}
    )
    rule = _rule(begin)
    if rule is None or not (short or (quoted and closed)):
        return None
    return Atom("rhythmname", place, begin.last + 2, rule=rule, word=tokens[place].text + "一" + reader.text(1))


def _once(reader: Reader, unit: str) -> str | None:
    """每季度一通报: once; 每周一调度: not clear."""
    done = next((word for word in _ONCE if (reader.text(1) + reader.text(2)).startswith(word)), None)
    if reader.text() != "一" or done is None or (unit == "week" and _has_object(reader, done)):
        return None
    reader.take()
    return "weekly" if unit == "week" else "once"


def _has_object(reader: Reader, done: str) -> bool:
    """每周一汇总上周情况: a deed with its object, asked on Mondays; 每周一调度 alone may be once a week."""
    behind = "".join(reader.text(ahead) for ahead in range(1, 6))[len(done) :]
    return _OBJECT.match(behind) is not None and not behind.startswith((*_ONCE, "制", "机制"))


def _hour(reader: Reader, rule: Rule, doubts: tuple[str, ...]) -> tuple[Rule, tuple[str, ...], tuple[str, ...]]:
    """The rule with its hour, doubts, and what is to be said of an hour that leaves the day as it is (下午)."""
    found = read_clock(reader.tokens, reader.place)
    notes: tuple[str, ...] = ()
    if found is not None:
        clock, reader.place = found
        notes = (clock.note,) if clock.note else ()
        said = clock.fault or clock.doubt
        rule, doubts = replace(rule, at=clock.at), (*doubts, *((said,) if said else ()))
        if clock.fault:
            doubts = (*doubts, "bad")
    if found is not None and reader.kind() == "sep" and (later := read_clock(reader.tokens, reader.place + 1)):
        rule, reader.place = replace(rule, at=later[0].at), later[1]
    if reader.kind() == "edge" and reader.text() in {"前", "之前", "以前", "内", "以内"}:
        reader.take()
    return rule, doubts, notes

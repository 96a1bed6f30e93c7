"""The span of a campaign, where the plan states it in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from desk_app.campaign.deadlines import Deadline, Found, Kind, State
from desk_app.importing.plan.clauses import sentences
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.passages import Passage, PassageKind
from desk_app.importing.plan.phase_sentences import ORDINAL
from desk_app.importing.plan.tails import find_tails

_STATES = re.compile(
    r"(?:活动|行动|整治|工作|教育|实施|起止|总体|专项|开展)时间|时间安排|为期|自.{2,16}(?:起|开始|启动)|[自从].{2,16}(?:起|开始|启动|到|至)|启动.*结束|开始.*结束|时间为|时间跨度"
    r"|(?:决定|研究|[定拟])[于从自在][^，。；]{2,26}[-—–~～至到][^，。；]{2,26}?(?:开展|组织|实施|进行)"
)
_PHASE = re.compile(r"阶段\s*[（(：:]|[（(][^）)]*月[^）)]*[）)]")
_WHOLE = re.compile(r"“[^”]{2,20}”(?:建设|创建)|活动|行动|整治|攻坚|大会战|学习教育|教育|工作|专项|本次|此次|方案")
_SECTION = re.compile(r"时间")
_YEARS = re.compile(r"[（(](\d{4}年?\s*[-—–~～至到]+\s*\d{4}年)[）)]")
_BENEATH = re.compile(r"^\s*[（(](\d{4}年\d{1,2}月[^（）()]{0,6}[-—–~～至到]+[^（）()]{2,14})[）)]\s*$")
#: 本周工作安排（2026年3月16日—3月20日）.
_DAYS = re.compile(r"[（(](\d{4}年\d{1,2}月\d{1,2}日\s*[-—–－~～至到]+[^（）()]{2,12}日)[）)]\s*$")
_ALONE = re.compile(
    r"^\s*(?:[^。，：:]{0,12}(?:时间|时间安排)[：:])?\s*(?P<span>[自从]?\d[\d年月日./．起至到—–~～\- ]+[日\d月])"
    r"[。；;]?\s*$"
)
_LABELLED = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[）)])?\s*"
    r"(?:活动|行动|整治|起止|总体|检查|督查|实施|开展|工作|宣传|创建|攻坚|清查|排查|普查|服务|保障|专项)?时间(?:安排)?[：:]"
)
_TERM = re.compile(
    r"(?:防火|戒严|防汛|汛|采暖|供暖|供热|禁渔|活动|行动|实施|攻坚|整治|试点|创建|规划|方案|计划)(?:周期|期限|期)(?:限)?[为是自从：:]"
)
_FROM_TO = re.compile(r"^\s*[自从]?(?:\d{4}年)?\d{1,2}月[^，。；：:]{0,8}(?:起|开始)?[，,]?[至到—–~～-]")
_ORDINAL = re.compile(ORDINAL)
_SHORTEST = 20


def read_span(context: Context) -> tuple[Deadline, int, int, int] | None:
    """The statement of the span: its deadline, the passage's place, start and end in its text."""
    best = None
    for place, start, end in _candidates(context):
        text = context.passages[place].text
        for found in _stated_in(context, text[start:end]):
            deadline = found.deadline
            if deadline.kind is not Kind.WINDOW or deadline.start is None or deadline.end is None:
                continue
            if deadline.state is State.INVALID or (_day(deadline.end) - _day(deadline.start)).days < _SHORTEST:
                continue
            if not _covers(deadline, context.find(text)):
                continue
            if best is None or _length(deadline) > _length(best[0]):
                best = (deadline, place, start + found.start, start + found.end)
    return best or _titled(context)


def _covers(deadline: Deadline, beside: list[Found]) -> bool:
    """Whether no other stretch of the same paragraph reaches out of it: phases told in one sentence are no span."""
    ends = [one.deadline for one in beside if one.deadline.kind is Kind.WINDOW and one.deadline.state is State.CLEAR]
    first, last = _day(deadline.start), _day(deadline.end)
    return all(first <= _day(one.start) and _day(one.end) <= last for one in ends if one.start and one.end)


def _stated_in(context: Context, said: str) -> list[Found]:
    """The deadlines of a sentence; a sentence that is nothing but a span under its heading is one."""
    alone = _ALONE.match(said)
    if alone is None:
        return context.find(said)
    start, end = alone.span("span")
    return [Found(context.read(alone["span"]), start, end)]


def _titled(context: Context) -> tuple[Deadline, int, int, int] | None:
    """A span in the title or in a bracket beneath it: 三年行动方案（2024—2026年）, （2025年3月—2025年12月）."""
    for place, passage in enumerate(context.passages):
        match = (
            _YEARS.search(passage.text) or _BENEATH.match(passage.text) or _DAYS.search(passage.text)
            if passage.kind is PassageKind.TITLE
            else None
        )
        if match is not None:
            deadline = context.read(match[1])
            if deadline.kind is Kind.WINDOW and deadline.start is not None and deadline.end is not None:
                return deadline, place, match.start(1), match.end(1)
    return None


def _length(deadline: Deadline) -> int:
    return (_day(deadline.end) - _day(deadline.start)).days


def _day(value: date | datetime | None) -> date:
    return date.min if value is None else date(value.year, value.month, value.day)


def _candidates(context: Context) -> Iterator[tuple[int, int, int]]:
    for place, passage in enumerate(context.passages):
        if passage.kind is not PassageKind.BODY or _ORDINAL.match(passage.text):
            continue
        if any(tail.units for tail in find_tails(passage.text)):
            continue
        for start, end in sentences(passage.text):
            said = passage.text[start:end]
            if _stated(said, passage):
                yield place, start, end


def _stated(said: str, passage: Passage) -> bool:
    if _PHASE.search(said) and not re.search(r"启动|开始|活动时间|起，?至", said):
        return False
    titled = any(
        _SECTION.search(heading.name) and "，" not in heading.name and not re.search(r"阶段|步骤", heading.name)
        for heading in passage.path[:2]
    )
    if _LABELLED.match(said) and not any("阶段" in heading.name for heading in passage.path[:-1]):
        return True
    if _TERM.search(said):
        return True
    return bool(_STATES.search(said) and _WHOLE.search(said)) or (
        titled and (not re.search(r"阶段|第[一二三]", said) or bool(_FROM_TO.match(said))) and not passage.numbered
    )

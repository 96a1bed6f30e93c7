"""Phases that one sentence names side by side: 分为动员部署（…）、集中执行（…）, 分三步：3月底前动员部署，…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from desk_app.campaign.deadlines import Deadline, Kind, State
from desk_app.campaign.plan.wording import number_of
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.time_words import is_time, time_inside

#: Name, and where its time stands in the text.
Named = tuple[str, int, int]
#: 第一步, 第二批, 第三轮: what numbers a phase without the word 阶段.
ORDINAL = r"第[一二三四五六七八九十\d]{1,2}(?:个)?(?:阶段|步骤|步|批次|批|轮次|轮|环节|战役|期|周)"
_DIVIDES = re.compile(
    r"分[为成作]?[^，。；：]{0,12}?[一二两三四五六七\d](?:个|大)?(?:阶段|步骤|步走?|批次?|轮次?|环节|期)|划分为|分(?:为|成|阶段|步骤|批次?|期|步)|(?:阶段|步骤|环节|批次)(?:进行|推进|实施|开展|为|是|如下|：)"
    r"|[二两三四五六](?:个|大)?(?:阶段|步骤|环节|批次)|第[一1][步批轮]"
)
#: How many the paper says there are: 四个阶段.
_COUNTED = re.compile(r"([一二两三四五六七\d])个?(?:阶段|步骤|环节)")
_BRACKET = re.compile(r"[（(]([^（）()]{2,40})[）)]")
_LEADS = re.compile(
    r"^.*?(?:其中|分[为成作](?:以下)?|划分为|包括|安排为|依次[为是]|具体[为是]|即|[：:])(?=[^：:]{2})|^(?:和|及|以及|与|后|再|最后|分)(?=.{2})"
)
_NO_NAME = re.compile(r"单位|部门|科室|股室|联系|电话|负责|牵头|附件|万|人|元")
_IS = re.compile(rf"^(?P<ordinal>{ORDINAL})(?:[为是：:、，,]|主要是|重点是)?\s*(?P<name>.*)$")
_DAY = r"(?:\d{1,2}[日号]?|[上中下]旬|底|末|初|中旬|份)?"
_TIME = re.compile(
    rf"(?:自|从|于|在|到)?(?:即日起|(?:\d{{4}}年|[明次今]年)?\d{{1,2}}月{_DAY}|年底|(?<=[至到—–~～-])\d{{1,2}}[日号])"
    rf"(?:之?前|以前)?(?:起|开始)?(?:\s*(?:[-—–~～至到]+)\s*(?:(?:\d{{4}}年|[明次]年)?\d{{1,2}}月{_DAY}|\d{{1,2}}[日号]|年底|[月]?底)(?:之?前)?)?"
)
_NUMBERED = re.compile(
    rf"(?P<ordinal>{ORDINAL})[为是：:、，,（(]?\s*(?P<time>{_TIME.pattern})[）)]?(?:[，,：:]|为)(?P<name>[^，,；;。：:（(]{{2,16}})"
)
#: 上半年（1月至6月）为自评阶段.
_NAMED_BEHIND = re.compile(r"^\s*[为是]([^，。；（(]{2,16})")
_COUNT = re.compile(r"[：:]")
_LEAST, _SHORTEST, _LONGEST = 2, 2, 16
_WIDE = timedelta(days=10)


def side_by_side(text: str, context: Context, earlier: date | None) -> list[Named]:
    """The phases of a paragraph that names several with their times; empty where it names none or only one."""
    divided = _DIVIDES.search(text)
    if divided is None:
        return []
    counted = {number_of(match[1]) for match in _COUNTED.finditer(text)}
    for found in (list(_bracketed(text)), list(_numbered(text)), list(_in_clauses(text, divided))):
        read = [context.read(text[start:end], earlier) for _, start, end in found]
        if len(found) >= _LEAST and _in_order(read, whole=len(found) in counted):
            return found
    return []


def _bracketed(text: str) -> Iterator[Named]:
    """动员部署（8月20日至31日）、集中执行（9月1日至11月15日）: names before brackets that hold nothing but a time."""
    for match in _BRACKET.finditer(text):
        if time_inside(match[1]) != 0 or _NO_NAME.search(match[1]):
            continue
        begin = max(text.rfind(sign, 0, match.start()) + 1 for sign in "，,；;。）)")
        numbered = re.search(ORDINAL, text[begin : match.start()])
        begin = begin + numbered.start() if numbered else max(begin, text.rfind("、", 0, match.start()) + 1)
        name = _name(text[begin : match.start()], text[match.end() :])
        if name:
            yield name, match.start(1), match.end(1)


def _name(said: str, behind: str) -> str:
    bare = said.strip(' 　“”"')
    while (shorter := _LEADS.sub("", bare, count=1)) != bare and shorter:
        bare = shorter
    bare = bare.strip(' 　“”"：:')
    if is_time(bare) and (behind_it := _NAMED_BEHIND.match(behind)):
        return behind_it[1].strip()
    numbered = _IS.match(bare)
    if numbered is not None and not numbered["name"]:
        after = re.match(r"^\s*(?:[为是：:、—-]|主要是)?\s*([^。，,；;：:（(]{2,20})", behind)
        bare = f"{numbered['ordinal']}：{after[1].strip()}" if after else bare
    elif numbered is not None:
        bare = f"{numbered['ordinal']}：{numbered['name'].strip()}"
    return bare if _SHORTEST <= len(bare) <= 2 * _LONGEST else ""


def _numbered(text: str) -> Iterator[Named]:
    """第一阶段6月1日至6月7日，部署启动；第二阶段…: a number, its time, and the name behind it."""
    for match in _NUMBERED.finditer(text):
        name = match["name"].strip()
        if not _NO_NAME.search(name):
            yield f"{match['ordinal']}：{name}", match.start("time"), match.end("time")


def _in_clauses(text: str, divided: re.Match[str]) -> Iterator[Named]:
    """3月底前动员部署，4月1日至8月31日集中整治，9月份总结验收: each clause a time and what is done in it."""
    colon = _COUNT.search(text, divided.start())
    place = divided.end() if colon is None else colon.end()
    stop = text.find("。", place)
    stop = len(text) if stop < 0 else stop
    for first, last in _clauses(text, place, stop):
        numbered = re.match(rf"{ORDINAL}[为是：:、]?\s*", text[first:last])
        begin = first + (numbered.end() if numbered else 0)
        match = _TIME.match(text[begin:last])
        if match is None:
            return
        name = re.sub(r"^(?:为|是|主要|重点|进行|开展|：|:)+", "", text[begin + match.end() : last]).strip()
        if not _SHORTEST <= len(name) <= _LONGEST or _NO_NAME.search(name):
            return
        yield name, begin, begin + match.end()


def _clauses(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    begin = first
    for place in range(first, last + 1):
        if place == last or text[place] in "，,；;、":
            if text[begin:place].strip():
                yield begin, place
            begin = place + 1


def _in_order(stretches: Sequence[Deadline], *, whole: bool) -> bool:
    """Whether each stretch begins right behind the one before it, or, if they are as many as said, anywhere behind."""
    before: date | None = None
    for one in stretches:
        if one.state is State.INVALID or one.end is None or one.kind not in {Kind.BY, Kind.WINDOW}:
            return False
        start = one.start or one.end
        if before is not None and not timedelta(0) <= _day(start) - before and one.start is not None:
            return False
        if before is not None and one.start is not None and not whole and _day(start) - before > _WIDE:
            return False
        if before is not None and _day(one.end) <= before:
            return False
        before = _day(one.end)
    return True


def _day(value: date) -> date:
    return date(value.year, value.month, value.day)

"""Statements of one thing that say different things of it, wherever in the plan they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from desk_app.campaign.plan.compare_units import meet
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.facts import About, Fact
from desk_app.campaign.plan.model import Conflict, ConflictKind

_KINDS = {
    About.DUE: ConflictKind.DATE,
    About.RHYTHM: ConflictKind.DATE,
    About.HELD: ConflictKind.DATE,
    About.LASTS: ConflictKind.DATE,
    About.RECEIVER: ConflictKind.UNIT,
    About.SEAT: ConflictKind.UNIT,
    About.LEADER: ConflictKind.UNIT,
    About.EXTENT: ConflictKind.NUMBER,
    About.NUMBER: ConflictKind.NUMBER,
}
#: A thing may bear words before its name (农村户厕改造统计表, 统计表) where its name has this many signs.
_LEAST_NAME, _TAIL = 3, 2
#: An office of the campaign sits in one of the sections: its name and the section's are two names of one receiver.
_OFFICE = re.compile(
    r"领导小组|专班|指挥部|工作组|(?:活动|整治|创建|攻坚|行动|工作|专项|领导|推进|提升|竞赛|普查|调查|[市县区局镇院校])办$|办公室$"
)
_SECTION = re.compile(r"(?:科|股|处|部|室|中心|站|队|局|所)$")
_HIGHER = re.compile(r"^(?:国家|中央|省|自治区|市|县|区|州)(?!总|机关|直|局(?=.))")
_ANY_PAPER = re.compile(r"工作|情况|活动|行动|专项|本次|此次")
_BY_NAME_ONLY = {About.EXTENT, About.LASTS, About.LEADER, About.NUMBER, About.SEAT}

_Home = tuple[int, int | None]


def compare_facts(facts: Sequence[Fact], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """Every two statements of one thing with two values; the same difference once, and none that is told already."""
    told = _told(known)
    seen: set[tuple[About, str, frozenset[str]]] = set()
    for first, second in _near(facts):
        if first.value == second.value or not _of_one_thing(first, second) or not _may_differ(first, second):
            continue
        key = (first.about, min(first.key, second.key, key=len), frozenset((first.value, second.value)))
        if key in seen or _is_told(first, second, told):
            continue
        seen.add(key)
        yield _conflict(first, second)


def sent_elsewhere(facts: Sequence[Fact], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """The campaign's office sits in one section, which gets no paper, and all papers go to another section."""
    seats = {fact.value: fact for fact in facts if fact.about is About.SEAT and _SECTION.search(fact.value)}
    gets = {fact.receiver: fact for fact in facts if fact.about is About.RECEIVER}
    if len(seats) != 1 or len(gets) != 1 or any(one.kind is ConflictKind.UNIT and one.b is None for one in known):
        return
    ((seat, sits),) = seats.items()
    ((receiver, sent),) = gets.items()
    office = _OFFICE.search(receiver) or not _SECTION.search(receiver) or _HIGHER.match(receiver)
    if office or _same_receiver(seat, receiver) or seat in receiver or _is_told(sits, sent, _told(known)):
        return
    message = f"{sits.source.quoted}，材料却报{receiver}：{sent.source.quoted}，请核定。"
    yield Conflict(ConflictKind.UNIT, sits.source, sent.source, message)


def _near(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Pairs of statements about the same of things whose names end alike, in their order."""
    homes: dict[tuple[About, str], list[Fact]] = {}
    for fact in facts:
        homes.setdefault((fact.about, fact.key if fact.about in _BY_NAME_ONLY else fact.key[-_TAIL:]), []).append(fact)
    for group in homes.values():
        yield from combinations(group, 2)


def _of_one_thing(first: Fact, second: Fact) -> bool:
    one, two = first.source, second.source
    if _place(one) == _place(two) and (one.start, one.text) == (two.start, two.text):
        return False
    apart = first.who and second.who and not meet(first.who, second.who) and first.about is not About.LEADER
    if first.stage != second.stage or apart:
        return False
    if first.key == second.key:
        return True
    if first.about in _BY_NAME_ONLY:
        return False
    if first.about in {About.DUE, About.RHYTHM} and _core(first.key) == _core(second.key):
        return True
    short, long = sorted((first.key, second.key), key=len)
    return len(short) >= _LEAST_NAME and long.endswith(short)


def _core(key: str) -> str:
    """A paper's name without the words that may stand in it or not (半年工作总结, 自查自纠情况报告, 工作进度)."""
    return _ANY_PAPER.sub("", key) or key


def _may_differ(first: Fact, second: Fact) -> bool:
    """Whether the two values cannot both hold: a meeting by 10 March may be on the 6th; two receivers get two dates."""
    if first.about is About.RECEIVER:
        names = {first.receiver, second.receiver}
        alias = _same_receiver(first.receiver, second.receiver) or any(_OFFICE.search(name) for name in names)
        return first.day == second.day and not alias
    if first.receiver and second.receiver and not _same_receiver(first.receiver, second.receiver):
        return False
    if first.about is About.LEADER:
        return not (first.who & second.who)
    if first.about is About.HELD and first.until != second.until and first.day and second.day:
        exact, limit = (second, first) if first.until else (first, second)
        return bool(exact.day and limit.day and exact.day > limit.day)
    return True


def _same_receiver(first: str, second: str) -> bool:
    return first.endswith(second) or second.endswith(first)


def _place(source: Source) -> tuple[int, int | None, int | None]:
    return source.block, source.row, source.column


def _told(known: Sequence[Conflict]) -> frozenset[tuple[ConflictKind, frozenset[_Home]]]:
    """The kinds and places of what is told: both places of a contradiction together, and each by itself."""
    told: set[tuple[ConflictKind, frozenset[_Home]]] = set()
    for one in known:
        places = frozenset((source.block, source.row) for source in (one.a, one.b) if source is not None)
        told.add((one.kind, places))
        told.update((one.kind, frozenset((place,))) for place in places)
    return frozenset(told)


def _is_told(first: Fact, second: Fact, told: frozenset[tuple[ConflictKind, frozenset[_Home]]]) -> bool:
    own = frozenset((fact.source.block, fact.source.row) for fact in (first, second))
    short, long = sorted((first.source.text, second.source.text), key=len)
    if len(own) == 1 and short in long:
        return True
    kinds = {_KINDS[first.about]} | ({ConflictKind.INVALID} if first.day or second.day else set())
    return any((kind, own) in told for kind in kinds)


def _conflict(first: Fact, second: Fact) -> Conflict:
    days = tuple(day for day in (first.day, second.day) if day is not None and first.about is not About.RECEIVER)
    name = min(first.thing, second.thing, key=len)
    tail = "请定以哪一处为准" if _KINDS[first.about] is ConflictKind.DATE else "请核定"
    message = f"“{_short(name)}”的{first.about.value}前后不一：{first.source.quoted}，{second.source.quoted}，{tail}。"
    return Conflict(_KINDS[first.about], first.source, second.source, message, "", days)


def _short(name: str) -> str:
    return re.sub(r"\s+", "", name)[:24]

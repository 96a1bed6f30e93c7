"""Finds what only looks like time: document numbers, titles, names, masked years, words without a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.festivals import resolve_feast
from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.point import Point
from desk_app.campaign.deadlines.points import read_point
from desk_app.campaign.deadlines.scan import Token
from desk_app.campaign.deadlines.typos import last_day
from desk_app.campaign.deadlines.words import PAIRS

_NUMBERED = re.compile(r"[〔\[【(〈]?(?:19|20)\d\d[〕\]】)〉]第?\d+号?|第\d+号|(?:19|20)\d\d年第\d+号")
_TITLES = {"《": "》", "<": ">", "〈": "〉"}
_MASK = "[Xx×*＊_＿□…]"
_MASKED = re.compile(
    rf"(?:19|20)?{_MASK}{{1,4}}年|\d{{4}}年(?:{_MASK}{{1,2}}|某)月"
    rf"|(?:{_MASK}{{1,2}}|某)月(?:(?:{_MASK}{{1,2}}|某|\d{{1,2}})?日|[上中下]旬|[初中底末])"
    r"|年月日|\d{4}年月(?:\d{0,2}日|[上中下]旬|[初中底末])"
)
_PERIODS = re.compile(r"(?:当前[和及])?今后一(?:个时期|段时[期间])|(?:当前|近期)[和及](?:今后|下一步)")
_YEARS_AHEAD = re.compile(r"(?:未来|今后)(\d+|[一二两三四五六七八九十])年")
_CHOICE = re.compile(r"(?:季度|学期|半年|月度|年度|月|周)(?:或者|或)(?:季度|学期|半年|年度|月|年)")
_COUNTDOWN = re.compile(r"[TD][-+]\d{1,3}(?:个?工作日|[日天])?(?![\d年月])")
_LETTERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_AND = {"、", "和", "及", "与", ","}


def read_name(tokens: Sequence[Token], place: int, frame: Frame) -> Atom | None:
    """What stands at a token and is no deadline, so that nothing in it is read as one."""
    token = tokens[place]
    if token.kind in {"soft", "name", "open"}:
        return Atom(token.kind, place, place + 1, word=token.text)
    if token.kind == "local":
        edge = place + 1 < len(tokens) and tokens[place + 1].kind == "edge"
        return Atom("local", place, place + 1 + edge, word=token.text)
    if token.text in _TITLES:
        closing = next((at for at in range(place, len(tokens)) if tokens[at].text == _TITLES[token.text]), None)
        return None if closing is None else Atom("name", place, closing + 1, word="title")
    if token.text in {"农", "阴", "正", "腊", "冬"}:
        return _lunar(tokens, place)
    rest = "".join(one.text for one in tokens[place : place + 14])
    return (
        _matched("name", _NUMBERED, rest, tokens, place)
        or _countdown(rest, tokens, place)
        or _masked(rest, tokens, place)
        or _matched("choice", _CHOICE, rest, tokens, place)
        or _scope(rest, tokens, place, frame)
    )


def _countdown(rest: str, tokens: Sequence[Token], place: int) -> Atom | None:
    """T-15日, D+3: counted from a day that the paper calls T."""
    found = _matched("relative", _COUNTDOWN, rest, tokens, place)
    return None if found is None else replace(found, doubts=("所依据的日期未定",))


def _lunar(tokens: Sequence[Token], place: int) -> Atom | None:
    """农历八月十五, 腊月二十三: the table has festivals only, so such a day is asked about."""
    text = "".join(one.text for one in tokens[place : place + 2])
    if text not in {"农历", "阴历", "正月", "腊月", "冬月"}:
        return None
    found = read_point(tokens, place + 2)
    last = found[1] if found else place + 2
    while last < len(tokens) and (tokens[last].kind in {"num", "day", "edge"} or tokens[last].text in {"初", "廿"}):
        last += 1
    return Atom("relative", place, last, word=text, doubts=("写的是农历日期，要换算",))


def _matched(sort: str, pattern: re.Pattern[str], rest: str, tokens: Sequence[Token], place: int) -> Atom | None:
    match = pattern.match(rest)
    if match is None:
        return None
    last, length = place, 0
    while last < len(tokens) and length < match.end():
        length += len(tokens[last].text)
        last += 1
    return Atom(sort, place, last, word=match.group())


def _masked(rest: str, tokens: Sequence[Token], place: int) -> Atom | None:
    """XX年4月, 20xx年7月: the month behind a masked year belongs to it."""
    atom = _matched("masked", _MASKED, rest, tokens, place)
    if atom is None or atom.last >= len(tokens):
        return atom
    found = read_point(tokens, atom.last)
    last = found[1] if found else atom.last
    last += last < len(tokens) and tokens[last].kind == "edge"
    return replace(atom, last=last)


def _scope(rest: str, tokens: Sequence[Token], place: int, frame: Frame) -> Atom | None:
    """当前和今后一个时期, 明年及未来五年: how far a subject reaches, no date for work."""
    doubts = ("说的是工作范围，不是办理时限",)
    period = _matched("mention", _PERIODS, rest, tokens, place)
    if period is not None:
        return replace(period, start=frame.on, doubts=doubts)
    ahead = _matched("mention", _YEARS_AHEAD, rest, tokens, place)
    if ahead is None:
        found = _matched("mention", re.compile("(?:明年|今年)[及和与]" + _YEARS_AHEAD.pattern), rest, tokens, place)
        if found is None:
            return None
        first = frame.on.year + (found.word[0] == "明")
        years = _years(found.word)
        return replace(found, start=date(first, 1, 1), end=date(first + years - 1, 12, 31), doubts=doubts)
    on, last = frame.on, frame.on.year + _years(ahead.word)
    return replace(ahead, start=on, end=on.replace(year=last, day=min(on.day, last_day(last, on.month))), doubts=doubts)


def _years(word: str) -> int:
    match = _YEARS_AHEAD.search(word)
    text = match.group(1) if match else "1"
    return min(_LETTERS.get(text) or int(text), 50)


def read_feasts(tokens: Sequence[Token], place: int, frame: Frame) -> Atom | None:
    """端午、中秋、国庆期间: several festivals in one breath."""
    points: list[Point] = []
    here = place
    while (found := read_point(tokens, here)) is not None and found[0].festival:
        points.append(found[0])
        here = found[1]
        joined = here < len(tokens) and tokens[here].text in _AND
        if here + joined >= len(tokens) or tokens[here + joined].kind not in {"festival", "quote"}:
            break
        here += joined
    if len(points) < 2 or here >= len(tokens) or tokens[here].kind != "edge":
        return None
    points = [point for point in points if point.festival not in PAIRS] or points
    feasts = []
    for point in points:
        feasts.append(resolve_feast(point, frame))
        frame = frame.after(feasts[-1].day)
    starts = [feast.off[0] if feast.off else feast.day for feast in feasts]
    ends = [feast.off[1] if feast.off else feast.last for feast in feasts]
    start = min((day for day in starts if day), default=None)
    end = max((day for day in ends if day), default=None)
    doubts = (*(doubt for feast in feasts for doubt in feast.doubts), "写了几个节日，日期取自节假日表")
    return Atom("feasts", place, here + 1, start, end, doubts=doubts, days=len(points), grain="festival")

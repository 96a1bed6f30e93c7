"""Reads how many times something is to be done: 至少1次, 1—2件, 不超过3次, 3次."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.scan import Token

_NOT_BEFORE = {"第", "每", "届", "了", "这", "那", "又", "再", "首"}
#: 再过一遍, 连续两次排名后三位: no number of times that is asked.
_ONCE_OVER = frozenset("过看走捋理筛扫摸翻")
_IN_A_ROW = "连续"
_NOT_AFTER = ("全会", "党代会", "代表大会", "性", "会议精神", "中全会")
_BREAKS = {",", "。", ";", "、"}
_MOST_TIMES = 1000
#: 一两次, 两三次: two neighbouring numerals are a span, not 12 or 23.
_ABOUT = {
    "一两": (1, 2),
    "一二": (1, 2),
    "两三": (2, 3),
    "二三": (2, 3),
    "三四": (3, 4),
    "三五": (3, 5),
    "四五": (4, 5),
}


def read_count(tokens: Sequence[Token], place: int) -> Atom | None:
    """The count at a token; None where there is none that asks for work."""
    if tokens[place].kind != "num" or _text(tokens, place - 1) in _NOT_BEFORE:
        return None
    least, most, unit = _numbers(tokens, place)
    if _idiom(tokens, place, unit):
        return None
    if least is None or not 0 < least <= (most or least) < _MOST_TIMES or not _measures(tokens, unit):
        return None
    qualifier = _qualifier(tokens, place)
    last, word = unit + 1, tokens[unit].text
    if not tokens[unit].value and not qualifier and most is None:
        return None
    if _kind(tokens, last) == "over":
        last += 1
    elif _text(tokens, last) in {"以内", "以下", "之内"}:
        qualifier, last = "most", last + 1
    if qualifier == "most":
        return Atom("quota", place, last, least=None if most is None else least, most=most or least, word=word)
    return Atom("quota", place, last, least=least, most=most, word=word)


def _idiom(tokens: Sequence[Token], place: int, unit: int) -> bool:
    """Whether a number tells how something is done (过一遍) or on what condition (连续两次), and asks for no count."""
    before = "".join(token.text for token in tokens[max(0, place - 3) : place])
    if before.endswith(_IN_A_ROW):
        return True
    return _text(tokens, unit) == "遍" and tokens[place].value == 1 and before[-1:] in _ONCE_OVER


def _numbers(tokens: Sequence[Token], place: int) -> tuple[int | None, int | None, int]:
    """The least and the most, and the token behind them."""
    if tokens[place].text in _ABOUT:
        return *_ABOUT[tokens[place].text], place + 1
    if _kind(tokens, place + 1) == "sep" and _kind(tokens, place + 2) == "num":
        return tokens[place].value, tokens[place + 2].value, place + 3
    return tokens[place].value, None, place + 1


def _measures(tokens: Sequence[Token], unit: int) -> bool:
    """Whether a measure word stands there that counts work: no 个工作日, no 次全会."""
    if _kind(tokens, unit) != "times":
        return False
    if _text(tokens, unit) == "个" and _kind(tokens, unit + 1) in {"span", "month", "day"}:
        return False
    return not "".join(token.text for token in tokens[unit + 1 : unit + 5]).startswith(_NOT_AFTER)


def _qualifier(tokens: Sequence[Token], place: int) -> str:
    for token in reversed(tokens[max(0, place - 20) : place]):
        if token.text in _BREAKS:
            return ""
        if token.kind in {"least", "most"}:
            return token.kind
    return ""


def _kind(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].kind if 0 <= place < len(tokens) else ""


def _text(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].text if 0 <= place < len(tokens) else ""

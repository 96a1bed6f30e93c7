"""Reads how many times something is to be done: 至少1次, 1—2件, 不超过3次, 3次."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.scan import Token

_NOT_BEFORE = {"第", "每", "届", "了"}
_NOT_AFTER = ("全会", "党代会", "代表大会", "性", "会议精神", "中全会")
_BREAKS = {",", "。", ";", "、"}
_MOST_TIMES = 1000


def read_count(tokens: Sequence[Token], place: int) -> Atom | None:
    """The count at a token; None where there is none that asks for work."""
    least = tokens[place].value if tokens[place].kind == "num" else None
    if least is None or not 0 < least < _MOST_TIMES or _text(tokens, place - 1) in _NOT_BEFORE:
        return None
    most, unit = None, place + 1
    if _kind(tokens, unit) == "sep" and _kind(tokens, unit + 1) == "num":
        most, unit = tokens[unit + 1].value, unit + 2
    if _kind(tokens, unit) != "times" or "".join(token.text for token in tokens[unit + 1 : unit + 5]).startswith(
        _NOT_AFTER
    ):
        return None
    qualifier = _qualifier(tokens, place)
    last, word = unit + 1, tokens[unit].text
    if not tokens[unit].value and not qualifier and most is None:
        return None
    if most is not None and not least <= most < _MOST_TIMES:
        return None
    if _kind(tokens, last) == "over" or _text(tokens, last) == "以上":
        last += 1
    elif _text(tokens, last) in {"以内", "以下", "之内"}:
        qualifier, last = "most", last + 1
    if qualifier == "most":
        return Atom("quota", place, last, least=None if most is None else least, most=most or least, word=word)
    return Atom("quota", place, last, least=least, most=most, word=word)


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

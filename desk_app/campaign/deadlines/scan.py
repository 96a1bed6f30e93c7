"""Cuts a text into tokens: words of time, numbers (Arabic and Chinese), and single signs; each knows where it stood."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desk_app.campaign.deadlines.words import vocabulary

_SIGNS = dict.fromkeys("—–－−―─‐‑‒", "-") | dict.fromkeys("～〜∼˜", "~") | {"○": "〇", "零": "〇", "．": "."}
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"两": 2}
_NUMERALS = frozenset(_DIGITS) | {"十", "百", "廿", "卅"}
_WORDS = vocabulary()
_LONGEST = max(map(len, _WORDS))
_UNITS = {"num": "年月日号时点季", "month": "底末", "year": "底末", "quarter": "底末"}
_HALF_DATE = frozenset("0123456789０１２３４５６７８９年月")
_NUMBERING = frozenset("一二三四五六七八九十第附")
_FULL_LINE = 25
_STOPS = frozenset("。;!?\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number (``kind`` num) or a sign; ``start`` and ``end`` count in the text as it was given."""

    kind: str
    text: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signs:
    """A text with one width, one dash and no blanks, and where each sign stood."""

    text: str
    places: tuple[int, ...]


def fold(text: str, *, lines: bool = False) -> Signs:
    """One width, one sort of dash, no blanks except between two digits; ``lines`` keeps the ends of paragraphs."""
    signs: list[str] = []
    places: list[int] = []
    for place, raw in enumerate(text):
        sign = _SIGNS.get(raw) or _narrow(raw)
        if lines and raw == "\n" and _ends_line(text, place):
            sign = "。"
        if (sign.isspace() or unicodedata.category(sign) == "Cf") and not _parts_digits(text, place):
            continue
        signs.append(" " if sign.isspace() else sign)
        places.append(place)
    return Signs("".join(signs), tuple(places))


def _ends_line(text: str, place: int) -> bool:
    """Whether a line break ends a sentence; a long line without a stop before it, or a date cut in two, goes on."""
    before, after = text[:place].rstrip().rpartition("\n")[2], text[place + 1 :].lstrip("\n 　")[:1]
    if before[-1:] in _HALF_DATE and after and (after.isdecimal() or after in "年月日号底前"):
        return False
    whole = len(before) >= _FULL_LINE and before[-1:].isalnum() and after.isalpha() and after not in _NUMBERING
    return not whole


def _narrow(sign: str) -> str:
    """Full-width and compatibility forms as their plain sign; ① or ㈠ stay, they are no digits of a date."""
    number = ord(sign)
    if 0xFF01 <= number <= 0xFF5E or 0x2F00 <= number <= 0x2FD5 or 0xF900 <= number <= 0xFAFF:
        return unicodedata.normalize("NFKC", sign)
    return sign


def _parts_digits(text: str, place: int) -> bool:
    if not text[place].isspace():
        return False
    return text[:place].rstrip()[-1:].isdecimal() and text[place:].lstrip()[:1].isdecimal()


def scan(text: str, *, lines: bool = False) -> tuple[Token, ...]:
    """All tokens of a text, in order and without gap except blanks; with ``lines`` a paragraph's end is a stop."""
    folded = fold(text, lines=lines)
    tokens: list[Token] = []
    place = 0
    while place < len(folded.text):
        kind, length, value = _unit(folded.text, place, tokens) or _next(folded.text, place)
        start, end = folded.places[place], folded.places[place + length - 1] + 1
        tokens.append(Token(kind, folded.text[place : place + length], value, start, end))
        place += length
    return tuple(tokens)


def _unit(text: str, place: int, before: Sequence[Token]) -> tuple[str, int, Any] | None:
    """What counts a number keeps its sense before any longer word: 5日报送 is no 日报."""
    if not before:
        return None
    if before[-1].kind == "num" and text[place] == "周":
        return "span", 1, "week"
    if text[place] not in _UNITS.get(before[-1].kind, ""):
        return None
    word = _word(text, place)
    if word is None or word[0] not in {"noise", "soft"}:
        return None
    kind, value = _WORDS[text[place]]
    return kind, 1, value


def _next(text: str, place: int) -> tuple[str, int, Any]:
    if text[place].isascii() and text[place].isdecimal():
        return _arabic(text, place)
    length = _numeral_length(text, place)
    word = _word(text, place)
    if word and (word[1] >= length or word[0] == "name"):
        return word
    if length:
        value = chinese_number(text[place : place + length])
        return ("num", length, value) if value is not None else ("sign", length, None)
    return word or (("stop" if text[place] in _STOPS else "sign"), 1, None)


def _arabic(text: str, place: int) -> tuple[str, int, Any]:
    word = _word(text, place)
    length = 1
    while place + length < len(text) and text[place + length].isascii() and text[place + length].isdecimal():
        length += 1
    if word and word[0] == "name" and word[1] >= length and not text[place + word[1] : place + word[1] + 1].isdecimal():
        after = text[place + word[1] : place + word[1] + 1]
        if after not in ("年", "月", "日", "次", "前"):
            return word
    return "num", length, int(text[place : place + length]) if length < 12 else None


def _word(text: str, place: int) -> tuple[str, int, Any] | None:
    for length in range(min(_LONGEST, len(text) - place), 0, -1):
        found = _WORDS.get(text[place : place + length])
        if found is not None and not (found[0] == "weekday" and text[place + length : place + length + 1] == "次"):
            return found[0], length, found[1]
    return None


def _numeral_length(text: str, place: int) -> int:
    length = 0
    while place + length < len(text) and text[place + length] in _NUMERALS:
        length += 1
    return length


def chinese_number(text: str) -> int | None:
    """二十八 → 28, 二〇二六 → 2026, 十 → 10; None where the numerals make no number."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS[sign]) for sign in text)) if len(text) < 12 else None
    total = 0
    for mark, weight in (("百", 100), ("十", 10)):
        before, found, after = text.partition(mark)
        if not found:
            continue
        if len(before.lstrip("〇")) > 1:
            return None
        total += weight * (_DIGITS[before[-1]] if before.lstrip("〇") else 1)
        text = after
    rest = text.lstrip("〇")
    if len(rest) > 1 or (rest and rest not in _DIGITS):
        return None
    return total + (_DIGITS[rest] if rest else 0)


def follows(tokens: Sequence[Token], place: int, words: Sequence[str], reach: int = 0) -> bool:
    """Whether one of the words stands at a place, at most ``reach`` signs further on and in the same clause."""
    text = ""
    for token in tokens[place : place + reach + 8]:
        if token.kind == "stop" or token.text in {",", "、", "(", ")"}:
            break
        text += token.text
    return any(0 <= text.find(word) <= reach for word in words)

"""拼音首字母: finding a name by the first letters of its sounds, as one types them while a unit is on the telephone.

The 3,755 common characters of GB 2312 (level 1) stand there in the order of their pinyin, so the first letter follows
from where a character stands. Those of level 2 stand by their radicals: they match no letter, only themselves.
"""

from __future__ import annotations

import bisect
import unicodedata
from functools import lru_cache
from itertools import product

_FIRST = 0xB0A1
_LAST = 0xD7F9
_BEGINS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_MOST_READINGS = 8
_CODES = tuple(code for code, _ in _BEGINS)
_SECOND_SOUNDS = {
    "长": "z", "重": "c", "行": "h", "调": "t", "会": "k", "朝": "z", "曾": "c", "单": "s", "乐": "y", "区": "o",
    "仇": "q", "查": "z", "盛": "c", "校": "j", "厦": "s", "传": "z", "参": "s", "石": "d", "车": "j",
    "种": "c", "折": "s", "翟": "z", "解": "x", "尉": "y", "奇": "j", "宿": "x", "藏": "z", "弹": "t",
}  # fmt: skip
"""Characters of names that are read in a second way beside the one by which the standard orders them."""


@lru_cache(maxsize=8192)
def letters_of(character: str) -> str:
    """The letters with which a character's sounds begin; itself in small letters when it has none."""
    plain = unicodedata.normalize("NFKC", character).lower()
    if plain.isascii():
        return plain
    try:
        encoded = character.encode("gb2312")
    except UnicodeEncodeError:
        return plain
    code = int.from_bytes(encoded, "big")
    if len(encoded) != 2 or not _FIRST <= code <= _LAST:
        return plain
    first = _BEGINS[bisect.bisect_right(_CODES, code) - 1][1]
    return first + _SECOND_SOUNDS.get(character, "")


def matches(typed: str, name: str) -> bool:
    """Whether what was typed stands in a name: its characters, the first letters of their sounds, or both mixed."""
    wanted = "".join(unicodedata.normalize("NFKC", typed).lower().split())
    readings = _readings(name) if wanted.isascii() else ()
    if readings:
        return any(wanted in reading for reading in readings)
    return matches_sign_by_sign(wanted, name)


def matches_sign_by_sign(wanted: str, name: str) -> bool:
    """The same for what is typed in characters too, and for names of many readings: slower, and always right."""
    sounds = _sounds(name)
    return any(
        all(sign in sounds[start + place] for place, sign in enumerate(wanted))
        for start in range(len(sounds) - len(wanted) + 1)
    )


@lru_cache(maxsize=16384)
def _sounds(name: str) -> tuple[str, ...]:
    """What each character of a name answers to: its letters and itself."""
    return tuple(letters_of(character) + character.lower() for character in name if not character.isspace())


@lru_cache(maxsize=16384)
def _readings(name: str) -> tuple[str, ...]:
    """The first letters of a name, written once for each way to read it; none where there are too many ways."""
    choices = [letters_of(character) for character in name if not character.isspace()]
    ways = 1
    for letters in choices:
        ways *= len(letters)
        if ways > _MOST_READINGS:
            return ()
    return tuple("".join(one) for one in product(*choices))


def begins(typed: str, name: str) -> bool:
    """Whether a name begins with what was typed, by sounds or characters."""
    return matches(typed, name[: len("".join(typed.split()))])

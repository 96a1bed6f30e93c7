"""Whether two written names may be one unit's: only a reason to ask a person, never a reason to join them."""

from __future__ import annotations

import re

from desk_app.campaign.roster import fold_name, fold_numerals
from desk_app.services.initials import letters_of

_ENDS = re.compile(r"(?:科室|科|处|室|股|部|组|办公室|办)$")
_DIGITS = re.compile(r"\d+")
_SHORTEST = 2


def near_reason(one: str, other: str) -> str:
    """Why two different names may be one unit's, empty where they hardly can."""
    first, second = fold_name(one), fold_name(other)
    if not first or not second or first == second:
        return ""
    if fold_numerals(one) == fold_numerals(other):
        return "只是数字写法不同"
    if _DIGITS.findall(fold_numerals(one)) != _DIGITS.findall(fold_numerals(other)):
        return ""
    return next((reason for reason, holds in _REASONS if holds(*sorted((first, second), key=len))), "")


def _contains(short: str, long: str) -> bool:
    return len(short) >= _SHORTEST and (long.endswith(short) or long.startswith(short))


def _shortened(short: str, long: str) -> bool:
    return _SHORTEST < len(short) < len(long) and short[-1] == long[-1] and _within(short, long)


def _sounds_alike(short: str, long: str) -> bool:
    return len(short) == len(long) and _sounds(short) == _sounds(long)


def _same_stem(short: str, long: str) -> bool:
    stem = _ENDS.sub("", short)
    return len(stem) >= _SHORTEST and stem == _ENDS.sub("", long)


def _within(short: str, long: str) -> bool:
    signs = iter(long)
    return short[0] == long[0] and all(sign in signs for sign in short)


def _sounds(text: str) -> tuple[str, ...]:
    return tuple(letters_of(sign)[:1] for sign in text)


_REASONS = (
    ("一个名称包含另一个", _contains),
    ("像是简称", _shortened),
    ("读音首字母相同", _sounds_alike),
    ("只是科、处、室不同", _same_stem),
)

"""The brackets in which tails stand, in all their kinds."""

from __future__ import annotations

#: Each opening sign with the one that closes it.
PAIRS = {
    "（": "）",
    "(": ")",
    "［": "］",
    "[": "]",
    "〔": "〕",
    "【": "】",
    "｛": "｝",
    "{": "}",
    "〈": "〉",
    "＜": "＞",
    "<": ">",
}
#: Each closing sign with those that may open it.
OPENERS = {
    "）": "（(",
    ")": "（(",
    "］": "［[",
    "]": "［[",
    "〕": "〔",
    "】": "【",
    "｝": "｛{",
    "}": "｛{",
    "〉": "〈",
    "＞": "＜<",
    ">": "＜<",
}


def closing(text: str, start: int) -> int:
    """Where a bracket closes, brackets inside it counted; the end of the text when it never does."""
    depth = 0
    for place in range(start, len(text)):
        if text[place] in PAIRS:
            depth += 1
        elif text[place] in OPENERS:
            depth -= 1
            if depth == 0:
                return place
    return len(text)


def in_brackets(text: str, place: int) -> bool:
    """Whether a place lies in a bracket: a tail （…，完成时限：…） belongs to what stands before it, to that alone."""
    before = text[:place]
    return any(before.count(one) > before.count(other) for one, other in ("（）", "()", "［］", "[]", "【】", "〔〕"))

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

"""Estimates of how texts wrap in Excel and Word, which cannot be asked: from full-width and half-width signs."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

from desk_app.exporting.linebreak_balanced import balanced_lines

TITLE_SIZE = 22.0
LINE_SIZE = 12.0
_EM = 1000
LEADING = 1.3
"""Height of one line as a multiple of the type size."""
CELL_PADDING = 5.0
"""Points that a cell's left and right edge take together."""

_TOKENS = re.compile(r"[0-9A-Za-z.,:/%_-]+|.", re.DOTALL)
_WIDE = frozenset("WFA")


@lru_cache(maxsize=50_000)
def line_count(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a cell of ``width`` points; numbers and Latin words stay whole."""
    room = max(width - CELL_PADDING, size) / size
    return sum(_lines_of(paragraph, room) for paragraph in re.split(r"\r\n|[\r\n]", text))


def _lines_of(paragraph: str, room: float) -> int:
    lines, used = 1, 0.0
    for token in _TOKENS.findall(paragraph):
        width = ems(token)
        if used + width <= room:
            used += width
        elif width <= room:
            lines, used = lines + 1, width
        else:
            more = math.ceil(width / room)
            lines, used = lines + more - (0 if used else 1), width - (more - 1) * room
    return lines


def ems(text: str) -> float:
    """A text's width in units of its type size: full-width signs 1, half-width ones one half, as 仿宋 has them."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in _WIDE else 0.5 for sign in text)


def title_lines(title: str, width: float) -> tuple[str, ...]:
    """A title as the lines it is printed in; a long one is broken by sense, as in the PDF."""
    return tuple(line for line, _ in balanced_lines(title, _Widths(), width * _EM / TITLE_SIZE))


class _Widths(dict[str, int]):
    """Every sign's width as `ems` estimates it, in thousandths of an em."""

    def __missing__(self, sign: str) -> int:
        return round(ems(sign) * _EM)

"""Pairs of signs: how the words of a row are cut up for 查找, and how what a person types is asked of them.

Chinese has no blanks between words, so every two neighbouring signs are a word of the index. Each cell stands between
two marks of its own, so that a whole cell, or its beginning, can be asked for like any other pair.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

BEGIN, END = "\ufdd0", "\ufdd1"
_UNIT, _FORM = "\ufdd2", "\ufdd3"
_UNSEEN = (0x7F, 0x200B, 0x200C, 0x200D, 0xFEFF)
_GONE = dict.fromkeys((*range(0x20), *_UNSEEN, *range(0xFDD0, 0xFDF0), *range(0xFE00, 0xFE10)))
# The tokenizer of the index parts at plain punctuation; its wide twin is a sign like any other.
_WIDE = {sign: chr(sign + 0xFEE0) for sign in range(0x21, 0x7F) if not chr(sign).isalnum()}
_SIGNS = {**_GONE, **_WIDE}


def fold(text: str) -> str:
    """A text as it is compared: half width, small letters, without blanks and signs that nobody sees."""
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return "".join(plain.split()).translate(_SIGNS)


def cells_of(row_values: str, extra: str = "{}") -> Iterator[str]:
    """The texts of a stored row, and what stood under headings that the form has not; empty ones left out."""
    for stored in (row_values, extra):
        if stored == "{}":
            continue
        for value in json.loads(stored).values():
            if value is not None and value != "":
                yield str(value)


def words_of_row(row_values: str, extra: str, unit_id: int | None, form_id: int) -> str:
    """All words of a row for the index; called by the database itself, so that no change goes past it."""
    folded = (fold(cell) for cell in cells_of(row_values, extra))
    cells = (_pairs(f"{BEGIN}{cell}{END}") for cell in folded if cell)
    return " ".join((form_word(form_id), unit_word(unit_id or 0), *cells))


def unit_word(unit_id: int) -> str:
    """The word that every row of a unit has."""
    return f"{_UNIT}{unit_id}"


def form_word(form_id: int) -> str:
    """The word that every row of a version of a form has."""
    return f"{_FORM}{form_id}"


def anywhere(folded: str) -> str:
    """How the index is asked for a text that stands anywhere in a cell."""
    return f'"{_pairs(folded)}"' if len(folded) > 1 else f'"{folded}" *'


def at_beginning(folded: str) -> str:
    """How the index is asked for cells that begin with a text."""
    return f'"{_pairs(BEGIN + folded)}"'


def as_whole(folded: str) -> str:
    """How the index is asked for cells that are a text and nothing else."""
    return f'"{_pairs(f"{BEGIN}{folded}{END}")}"'


def _pairs(text: str) -> str:
    return " ".join(map("".join, pairwise(text)))


FUNCTIONS: tuple[tuple[str, int, Callable[..., Any]], ...] = (("desk_words", 4, words_of_row),)
"""What every connection teaches the database: name, number of values, and the function."""

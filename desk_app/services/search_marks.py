"""Where in a shown text the words of a question stand, though they were compared folded, and the piece around them."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.storage import bigrams

Span = tuple[int, int]
"""The first sign of a found word within a text, and the one behind its last."""
_BEFORE, _AFTER, _OTHERS = 5, 16, 14


def marks(text: str, folded: Sequence[str]) -> tuple[Span, ...]:
    """The places of folded words in a text, in its own signs, in order and not overlapping."""
    signs: list[str] = []
    origin: list[int] = []
    for place, sign in enumerate(text):
        for part in bigrams.fold(sign):
            signs.append(part)
            origin.append(place)
    whole = "".join(signs)
    found: list[Span] = []
    for word in folded:
        at = whole.find(word)
        while at >= 0 and word:
            found.append((origin[at], origin[at + len(word) - 1] + 1))
            at = whole.find(word, at + len(word))
    return _apart(sorted(found))


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    made: list[Span] = []
    for start, end in spans:
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return tuple(made)


def around(text: str, found: Sequence[Span]) -> str:
    """A piece of a cell on one line: around the first found word, or its beginning."""
    start = max(0, found[0][0] - _BEFORE) if found else 0
    end = min(len(text), found[0][1] + _AFTER if found else _OTHERS)
    piece = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{piece}{'…' if end < len(text) else ''}"

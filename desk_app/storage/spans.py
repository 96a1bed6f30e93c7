"""Runs of ids: how history keeps a hundred thousand new rows as one line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

Span = tuple[int, int]
"""First and last id, both included."""


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same ids in as few spans as can be, ascending."""
    result: list[Span] = []
    for first, last in sorted(spans):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return result


def touches(spans: list[Span], span: Span) -> bool:
    """Whether a span shares an id with any of the spans, which are merged and ascending."""
    place = bisect_right(spans, span[1], key=lambda known: known[0])
    return place > 0 and spans[place - 1][1] >= span[0]

"""Where Ctrl and an arrow lead in a spreadsheet: to the edge of what is filled, or over what is empty."""

from __future__ import annotations

from collections.abc import Callable


def edge(start: int, way: int, count: int, filled: Callable[[int], bool | None]) -> int | None:
    """The place reached from one of ``count`` places, upwards (``way`` 1) or downwards (-1).

    From a filled place beside a filled one to the last filled in a row; else to the next filled one, or to the end.
    None as soon as it is not known whether a place on the way is filled.
    """
    last = count - 1 if way > 0 else 0
    if start == last:
        return start
    here, beside = filled(start), filled(start + way)
    if here is None or beside is None:
        return None
    at, along = start + way, here and beside
    while at != last:
        one = filled(at + way if along else at)
        if one is None:
            return None
        if one is not along:
            return at
        at += way
    return at

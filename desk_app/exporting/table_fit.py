"""Chooses how a table's columns stand on its sheet, for PDF, Excel and Word alike.

The form's own shares hold while its rows stand on one page. Where they need more, the width goes to the columns whose
texts make the rows tall, if that makes the table clearly shorter; then letters shrink a little, if rows are so tall
that few stand on a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil

from desk_app.exporting.fonts import printable
from desk_app.exporting.page import TABLE_SIZES, mm
from desk_app.exporting.page_spacing import COMFORTABLE, LEADING
from desk_app.exporting.paper import Paper
from desk_app.exporting.table_columns import PAD_X, Fit, Need, Rulers, fit_columns, needs_of, points_of

_SAMPLE = 200
_AROUND = mm(65)  # what title, head and signatures take of a page
_EM = 1000
_STEPS = 60  # in so many parts the width that is left is given away
_WORTH_IT = 0.9  # of the height: less must be left for the form's own shares to be given up
_LEAST_LONG, _LEAST_SHORT = 6000, 5000  # signs a line that a long text and a short one are given first
_SHORT_SHARE = 0.85  # of the width may go to that; else words are kept whole only
_LOOSE = 1.03  # lines are not filled to the last sign
_CROWDED = 0.2  # of a page for an average row: then letters shrink
_SMALLEST_FOR_CROWDED = 10.5  # 五号: no smaller only to save paper


@dataclass(frozen=True, slots=True)
class _Text:
    """A cell's text: its lines' widths, and all of them together, in thousandths of an em."""

    lines: tuple[int, ...]
    whole: int


def fitted(paper: Paper, rulers: Rulers, width: float, height: float) -> Fit:
    """The columns of a paper on a type area of this size; DeskError when it has more than the page can hold."""
    needs = needs_of(paper, rulers)
    fit = fit_columns(paper, needs, width)
    rows = _sample(paper, rulers)
    if not rows or _height(rows, fit) * len(paper.rows) / len(rows) <= height - _AROUND:
        return fit
    best = _better(paper, needs, rows, fit, width)
    for size in TABLE_SIZES:
        if _SMALLEST_FOR_CROWDED <= size < best.size and _height(rows, best) > len(rows) * height * _CROWDED:
            smaller = fit_columns(paper, needs, width, [step for step in TABLE_SIZES if step <= size])
            best = _better(paper, needs, rows, smaller, width)
    return best


def _sample(paper: Paper, rulers: Rulers) -> list[list[_Text]]:
    """The first rows' texts; one that runs down over merged rows asks nothing of its own row."""
    rows = paper.rows[:_SAMPLE]
    return [
        [
            _Text((), 0) if not text or (below is not None and below.cells[place] is None) else _text(text, rulers)
            for place, text in enumerate(row.cells)
        ]
        for row, below in zip_longest(rows, rows[1:])
    ]


def _text(text: str, rulers: Rulers) -> _Text:
    lines = tuple(rulers.cells.width(printable(line)) for line in text.splitlines())
    return _Text(lines, sum(lines))


def _height(rows: Sequence[Sequence[_Text]], fit: Fit) -> float:
    """About how tall the rows are."""
    rooms = [fit.room(place) for place in range(len(fit.widths))]
    leading, least = fit.size * LEADING, COMFORTABLE.row
    return sum(max(least, max(map(_lines, row, rooms)) * leading + 2 * COMFORTABLE.pad_y) for row in rows)


def _lines(text: _Text, room: float) -> int:
    return sum(max(1, ceil(line * _LOOSE / room)) for line in text.lines) if text.whole > room else len(text.lines)


def _better(paper: Paper, needs: Sequence[Need], rows: list[list[_Text]], fit: Fit, width: float) -> Fit:
    """The same size with the columns shared out after their texts, where that is clearly shorter."""
    after_texts = _after_texts(paper, needs, rows, fit.size, width)
    if after_texts is None:
        return fit
    return after_texts if _height(rows, after_texts) < _height(rows, fit) * _WORTH_IT else fit


def _after_texts(paper: Paper, needs: Sequence[Need], rows: list[list[_Text]], size: float, width: float) -> Fit | None:
    """Every column its least, the rest given step by step to the one whose texts stand out of most rows."""
    widths = _whole_names(needs, size, width * _SHORT_SHARE)
    left = width - sum(widths)
    if left <= 0:
        return None
    step = left / _STEPS
    for number in range(_STEPS):
        gains = _gains(rows, widths, size)
        most = max(range(len(widths)), key=gains.__getitem__)
        if not gains[most]:
            asked = sum(column.width for column in paper.columns)
            rest = left - number * step
            widths = [mine + rest * one.width / asked for mine, one in zip(widths, paper.columns, strict=True)]
            break
        widths[most] += step
    return Fit(size, tuple(widths))


def _whole_names(needs: Sequence[Need], size: float, most: float) -> list[float]:
    """What keeps words whole, raised in up to ``most`` points to what keeps names on one line: all that, or a part.

    Columns of long texts ask little; where not all can be had, those that lack least come first.
    """
    wanted = [_LEAST_LONG if need.is_long else max(need.name, min(need.nice, _LEAST_SHORT)) for need in needs]
    widths = [points_of(need.soft, size) for need in needs]
    lacks = [
        (points_of(ems, size) - width, place) for place, (ems, width) in enumerate(zip(wanted, widths, strict=True))
    ]
    spare = most - sum(widths)
    for lack, place in sorted(lacks):
        if 0 < lack <= spare:
            widths[place] += lack
            spare -= lack
    return widths


def _gains(rows: Sequence[Sequence[_Text]], widths: Sequence[float], size: float) -> list[float]:
    """What each column would save by being wider: of every row the tallest text counts, as it shrinks with width."""
    rooms = [(width - 2 * PAD_X) * _EM / size for width in widths]
    gains = [0.0] * len(widths)
    for row in rows:
        tallest, place = max(
            (text.whole / room, place) for place, (text, room) in enumerate(zip(row, rooms, strict=True))
        )
        if tallest > 1:
            gains[place] += tallest / rooms[place]
    return gains

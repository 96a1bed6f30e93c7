"""The table's head: one row of headings, or two where columns stand under a common group heading."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from desk_app.exporting.fonts import FontBook, Style
from desk_app.exporting.linebreak import Line
from desk_app.exporting.linebreak_balanced import balanced_lines
from desk_app.exporting.page_spacing import LEADING, Spacing
from desk_app.exporting.paper import PaperColumn
from desk_app.exporting.table_columns import Fit


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One cell of the head: the columns it spans, its upper edge and height below the table's, and its lines."""

    first: int
    last: int
    top: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The whole head."""

    cells: tuple[HeadCell, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Slot:
    """A heading before heights are known; ``level`` 0 is the upper row, 1 the lower, None both."""

    first: int
    last: int
    level: int | None
    lines: tuple[Line, ...]


def build_head(columns: tuple[PaperColumn, ...], fonts: FontBook, fit: Fit, spacing: Spacing) -> Head:
    """The head of these columns, its headings broken by sense."""
    widths = fonts.styled(Style.HEI).widths

    def slot(first: int, last: int, level: int | None, text: str) -> _Slot:
        return _Slot(first, last, level, balanced_lines(text, widths, fit.room(first, last)))

    slots: list[_Slot] = []
    for group, members in groupby(enumerate(columns), lambda item: item[1].group):
        places = [place for place, _ in members]
        if group and all(columns[place].heading == group for place in places):
            slots.append(slot(places[0], places[-1], None, group))
        elif group:
            slots.append(slot(places[0], places[-1], 0, group))
            slots += [slot(place, place, 1, columns[place].heading) for place in places]
        else:
            slots += [slot(place, place, None, columns[place].heading) for place in places]
    return _measured(slots, fit.size, spacing)


def _measured(slots: list[_Slot], size: float, spacing: Spacing) -> Head:
    def height(level: int | None) -> float:
        counts = [len(slot.lines) for slot in slots if slot.level == level]
        return max(counts) * size * LEADING + 2 * spacing.pad_y if counts else 0.0

    upper, lower = height(0), height(1)
    whole = max(upper + lower, height(None), spacing.row)
    if upper:
        lower = whole - upper
    tops = {0: 0.0, 1: upper, None: 0.0}
    heights = {0: upper, 1: lower, None: whole}
    cells = (HeadCell(slot.first, slot.last, tops[slot.level], heights[slot.level], slot.lines) for slot in slots)
    return Head(tuple(cells), whole)

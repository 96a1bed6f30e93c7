"""A superior's table of all months or quarters: a figure goes under its own period's heading and under no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from desk_app.campaign.period import Period, Rhythm
from desk_app.exporting.fill_values import Spot
from desk_app.importing.grid import Grid
from desk_app.services.figure_values import Measure
from desk_app.services.superior_form import Filling, What
from desk_app.services.superior_form_look import LINES, SuperiorFile, anchor_of, folded, says, top_left
from desk_app.services.superior_form_place import heads_in

_CHINESE = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)} | {"十一": 11, "十二": 12}
_NUMBER = r"(?<![0-9一二三四五六七八九十])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_NAMED = {Rhythm.MONTH: re.compile(rf"{_NUMBER}\s*月"), Rhythm.QUARTER: re.compile(rf"{_NUMBER}\s*季")}


def in_its_period(file: SuperiorFile, filling: Filling, spot: Spot, period: Period) -> Spot | None:
    """Where a figure of a period stands, found again at a spot: there, or where the period's own heading is.

    Places of a row or column whose words differ in nothing but the month (3月, 4月) are told apart by it. None where
    the place bears another month than the period, and none of the others surely bears the period's own.
    """
    grid, pattern = file.grid(spot[0]), _NAMED.get(period.rhythm)
    if grid is None or pattern is None or period.start is None or _is_of_another(filling):
        return spot
    named = {place: _named(grid, place, pattern) for place in _alike(grid, filling, spot)}
    own = _own(period, period.start)
    if len(set().union(*named.values())) < 2 or not named[spot] or own in named[spot]:
        return spot
    mine = [place for place, numbers in named.items() if own in numbers]
    return mine[0] if len(mine) == 1 else None


def in_its_sheet(file: SuperiorFile, filling: Filling, period: Period) -> Filling | None:
    """The filling in the period's own sheet, where a workbook has one for each month or quarter; None where none is.

    Sheets whose names differ in nothing but the month (2月, 3月) are told apart by it.
    """
    name, pattern = filling.spot[0], _NAMED.get(period.rhythm)
    alike = [one.name for one in file.grids if folded(one.name) == folded(name)]
    if pattern is None or period.start is None or len(alike) < 2:
        return filling
    named = {one: _numbers(one, pattern) for one in (name, *alike)}
    own = _own(period, period.start)
    if len(set().union(*named.values())) < 2 or not named[name] or (own in named[name] and name in alike):
        return filling
    mine = [one for one in alike if own in named[one]]
    return replace(filling, spot=(mine[0], *filling.spot[1:])) if len(mine) == 1 else None


def _own(period: Period, start: date) -> int:
    """The number that a month's or a quarter's own heading bears."""
    return (start.month + 2) // 3 if period.rhythm is Rhythm.QUARTER else start.month


def _is_of_another(filling: Filling) -> bool:
    """Whether a place lies in no row and column, takes no figure, or one of the period before under its heading."""
    is_within = bool(filling.label) or filling.spot[0] == LINES
    takes = filling.take.what in {What.FIGURE, What.BY_UNIT} and filling.take.measure is not Measure.BEFORE
    return is_within or not takes


def _alike(grid: Grid, filling: Filling, spot: Spot) -> Iterator[Spot]:
    """The spot, and the places of its row and column round which the same words stand but for figures."""
    name, row, column = spot
    yield spot
    places = [(row, place) for place in range(grid.width)] + [(line, column) for line in range(len(grid.rows))]
    for line, place in places:
        if (line, place) != (row, column) and top_left(grid, line, place) == (line, place):
            found = anchor_of(grid, line, place)
            if (found.above, found.left) == (filling.anchor.above, filling.anchor.left):
                yield name, line, place


def _named(grid: Grid, spot: Spot, pattern: re.Pattern[str]) -> frozenset[int]:
    """The months or quarters that the heads over a place and the nearest words left of it name."""
    _, row, column = spot
    head = next((up for up in range(row - 1, -1, -1) if _words(grid, up, column)), None)
    above = heads_in(grid, head)[column] if head is not None else ""
    left = next((text for back in range(column - 1, -1, -1) if (text := _words(grid, row, back))), "")
    return _numbers(above, pattern) | _numbers(left, pattern)


def _numbers(text: str, pattern: re.Pattern[str]) -> frozenset[int]:
    found = (one[1] for one in pattern.finditer(text))
    return frozenset(_CHINESE.get(one) or int(one) for one in found)


def _words(grid: Grid, row: int, column: int) -> str:
    cell = grid.cell(*top_left(grid, row, column))
    return cell.text if says(cell) else ""

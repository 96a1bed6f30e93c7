"""Fits a table's columns to the page: the shares that the form asks for, widened where a heading or word needs it.

The letter size shrinks in steps, never below 9 pt, when headings and single words would not fit else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from desk_app.exporting.fonts import printable
from desk_app.exporting.linebreak import TOKEN, paragraphs
from desk_app.exporting.page import TABLE_SIZES
from desk_app.exporting.paper import Paper, PaperColumn
from desk_app.problems import DeskError

PAD_X = 3.4  # between a rule and the text beside it, about 1.2 mm
_EM = 1000
_LONGEST_TOKEN = 9500  # an 18-digit identity number stays whole; longer ones may be broken
_SHORT_TEXT = 8000  # a cell text of up to 8 hanzi is worth one line where there is room
_SHORT_LETTERS = 12
_NAME = 6000  # a name, a unit or a state of up to 6 hanzi is worth smaller type rather than two lines
_SMALLEST_FOR_NAMES = 10.5  # 五号
_GIFT_OF_LONG = 0.1  # the part of its width that a column of long texts gives up for another's looks


LONGEST_DATE = "2023年12月31日"


class Ruler(Protocol):
    """Tells how wide a printable text is in one style of type."""

    def width(self, text: str) -> int:
        """The width in thousandths of an em."""


@dataclass(frozen=True, slots=True)
class Rulers:
    """What headings and cells are measured with: the very fonts of a PDF, or an estimate for Excel and Word.

    ``typed`` keeps a whole date on one line in columns of dates, also where none is written yet.
    """

    heads: Ruler
    cells: Ruler
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """A column's needs in thousandths of an em: the least at all, what keeps words whole, what looks well.

    ``name`` is what keeps its names and other shortest texts on one line, ``is_long`` says that it has texts of more
    than one line, for which every bit of width is good.
    """

    floor: int
    soft: int
    nice: int
    is_long: bool
    name: int


@dataclass(frozen=True, slots=True)
class Fit:
    """The letter size and the columns' widths in points, borders included."""

    size: float
    widths: tuple[float, ...]

    def room(self, first: int, last: int | None = None) -> float:
        """Room for text in the cell that spans these columns, in thousandths of an em."""
        width = sum(self.widths[first : (first if last is None else last) + 1])
        return (width - 2 * PAD_X) * _EM / self.size


def needs_of(paper: Paper, rulers: Rulers) -> list[Need]:
    """What each column of a paper needs."""
    return [_need(paper, place, rulers) for place in range(len(paper.columns))]


def fit_columns(paper: Paper, needs: Sequence[Need], total: float, sizes: Sequence[float] = TABLE_SIZES) -> Fit:
    """The columns fitted to ``total`` points in the largest of the sizes that serves.

    A little smaller ones are taken if names stay on one line only so.
    Raises DeskError when there are more columns than the page can hold.
    """
    shares = _shares(paper.columns, total)
    found: list[Fit] = []
    for size in sizes:
        soft = [points_of(need.soft, size) for need in needs]
        if sum(soft) > total:
            continue
        if found and size < _SMALLEST_FOR_NAMES:
            break
        found.append(Fit(size, tuple(_embellished(_raised(shares, soft), needs, size))))
        if all(found[-1].room(place) >= need.name for place, need in enumerate(needs)):
            return found[-1]
    if found:
        return found[0]
    size = sizes[-1]
    floor = [points_of(need.floor, size) for need in needs]
    if sum(floor) > total:
        raise DeskError(
            f"“{paper.title}”有 {len(needs)} 栏，最小字号（{size:g} 磅）下纸面仍放不下，请减少栏目或改为横向纸张。"
        )
    return Fit(size, tuple(_between(floor, [points_of(need.soft, size) for need in needs], total)))


def points_of(ems: int, size: float) -> float:
    """A width in thousandths of an em as a column's in points, its borders included."""
    return ems * size / _EM + 2 * PAD_X + 0.01


def _shares(columns: Sequence[PaperColumn], total: float) -> list[float]:
    asked = sum(column.width for column in columns)
    return [column.width * total / asked for column in columns]


def _raised(widths: list[float], wanted: list[float]) -> list[float]:
    """The widths with every column raised towards what it wants, out of what others have to spare."""
    lack = sum(max(0.0, want - width) for width, want in zip(widths, wanted, strict=True))
    spare = sum(max(0.0, width - want) for width, want in zip(widths, wanted, strict=True))
    if not lack or not spare:
        return widths
    given = min(lack, spare)
    return [
        width + (want - width) * (given / lack if want > width else given / spare)
        for width, want in zip(widths, wanted, strict=True)
    ]


def _embellished(widths: list[float], needs: Sequence[Need], size: float) -> list[float]:
    """The widths with columns raised to what looks well, the cheapest first, as far as others can spare it."""
    nice = [points_of(need.nice, size) for need in needs]
    least = [
        max(min(width, want), width * (1 - _GIFT_OF_LONG)) if need.is_long else min(width, want)
        for width, want, need in zip(widths, nice, needs, strict=True)
    ]
    spare, wanted = sum(widths) - sum(least), list(widths)
    for lack, place in sorted(
        (want - width, place) for place, (want, width) in enumerate(zip(nice, widths, strict=True))
    ):
        if 0 < lack <= spare:
            wanted[place] = nice[place]
            spare -= lack
    given = sum(max(0.0, want - width) for want, width in zip(wanted, widths, strict=True))
    possible = sum(width - low for width, low in zip(widths, least, strict=True))
    part = given / possible if possible else 0.0
    return [
        want if want > width else width - (width - low) * part
        for want, width, low in zip(wanted, widths, least, strict=True)
    ]


def _between(floor: list[float], soft: list[float], total: float) -> list[float]:
    part = (total - sum(floor)) / (sum(soft) - sum(floor))
    return [low + (high - low) * part for low, high in zip(floor, soft, strict=True)]


def _need(paper: Paper, place: int, rulers: Rulers) -> Need:
    column, heads, cells = paper.columns[place], rulers.heads, rulers.cells
    heading = paragraphs(column.heading)
    whole = max(heads.width(part) for part in heading)
    words = {word for part in heading for word in TOKEN.findall(part)}
    texts = {row.cells[place] or "" for row in paper.rows}
    tokens = set(TOKEN.findall("\n".join(texts)))
    word = max((width for width in map(cells.width, map(printable, tokens)) if width <= _LONGEST_TOKEN), default=0)
    if rulers.typed and column.is_date:
        word = max(word, cells.width(LONGEST_DATE))
    lines = {line for text in texts for line in text.split("\n")}
    short = [line for line in lines if 0 < len(line) <= _SHORT_LETTERS]
    text = max((width for width in map(cells.width, map(printable, short)) if width <= _SHORT_TEXT), default=0)
    soft = max(_EM, _in_two_lines(whole), word, *(heads.width(word) for word in words), 0)
    is_long = any(len(line) > _SHORT_LETTERS for line in lines)
    name = max((width for width in map(cells.width, map(printable, short)) if width <= _NAME), default=0)
    return Need(floor=_EM, soft=soft, nice=max(soft, whole, text), is_long=is_long, name=0 if is_long else name)


def _in_two_lines(width: int) -> int:
    return width if width <= 2 * _EM else ceil(width / 2 / _EM) * _EM

"""Shares a table's rows out to pages: labels of merged cells stay whole on each page, a tall row is cut by lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desk_app.exporting.record_measure import RecordMeasure
from desk_app.exporting.table_measure import TableMeasure
from desk_app.progress import Progress

_GAP_TO_AVOID = 0.3  # a row is cut rather than leave more than this part of a page empty
_LAST_ROW_WHOLE = 0.5  # of a page: so tall a last row goes whole to the signatures' page
_FEWEST_LINES = 2  # of a row that is cut, on either side
_EPSILON = 0.01
_ROWS_A_STEP = 500


@dataclass(frozen=True, slots=True)
class Frame:
    """Where rows may stand, in points below the type area's upper edge: from ``first`` or ``later`` to ``foot``."""

    first: float
    later: float
    foot: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A row on a page, or the part of its lines from ``first`` to ``last`` (None: to the end)."""

    row: int
    first: int
    last: int | None
    height: float

    @property
    def is_whole(self) -> bool:
        """Whether the row stands on this page entirely."""
        return self.first == 0 and self.last is None


@dataclass(frozen=True, slots=True)
class TablePage:
    """The rows of one page, and how far below the type area's upper edge they begin and end."""

    pieces: tuple[Piece, ...]
    start: float
    end: float


@dataclass(slots=True)
class _Stretch:
    """A merged cell that is open: the piece of this page where it begins, and the height its label asks."""

    start: int
    label: float


class _Filler:
    """Fills page after page; ``done`` are those finished."""

    def __init__(self, measure: TableMeasure | RecordMeasure, frame: Frame, reserve: float = 0.0) -> None:
        self._measure, self._frame, self._reserve = measure, frame, reserve
        self.done: list[TablePage] = []
        self._pieces: list[Piece] = []
        self._start = self._y = frame.first
        self._open: dict[int, _Stretch] = {}

    def place(self, row: int) -> None:
        """Put one row onto this page, the next, or over several."""
        measure = self._measure
        for place in measure.merged:
            if measure.is_label(row, place):
                self._open[place] = _Stretch(len(self._pieces), measure.label_height(row, place))
        first, total = 0, measure.line_count(row)
        below = self._reserve if row == measure.count - 1 else 0.0
        while not self._fits((height := self._height(row, first, total)) + below):
            count = self._lines_that_fit(height, total - first, below)
            if not count and (self._is_fresh or (below and not self._pieces)):
                break
            if count:
                self._append(Piece(row, first, first + count, measure.height_of(count)))
                first += count
            self.close_page()
        self._append(Piece(row, first, None, height))
        ended = [place for place in self._open if not measure.runs_on(row, place)]
        self._make_room([self._open.pop(place) for place in ended])

    def _height(self, row: int, first: int, total: int) -> float:
        return self._measure.height_of(total - first) if first else self._measure.height(row)

    def _append(self, piece: Piece) -> None:
        self._pieces.append(piece)
        self._y += piece.height

    def _lack(self, stretch: _Stretch, more: float = 0.0) -> float:
        """The height that a label still lacks when ``more`` is added to its stretch."""
        return stretch.label - more - sum(piece.height for piece in self._pieces[stretch.start :])

    def _fits(self, height: float) -> bool:
        lack = max((self._lack(stretch, height) for stretch in self._open.values()), default=0.0)
        return self._y + height + max(0.0, lack) <= self._frame.foot + _EPSILON

    def _lines_that_fit(self, height: float, remaining: int, below: float) -> int:
        """How many lines of a row that does not fit are set on this page; 0 sends it to the next."""
        measure, room = self._measure, self._frame.foot - self._y
        page = self._frame.foot - self._frame.later
        count = int((room - 2 * measure.spacing.pad_y + _EPSILON) // measure.leading)
        if self._is_fresh:
            return min(max(1, count), remaining - 1)
        if height + below <= page and (
            room <= page * _GAP_TO_AVOID or (below and self._pieces and height <= page * _LAST_ROW_WHOLE)
        ):
            return 0
        count = min(count, remaining - _FEWEST_LINES)
        return count if count >= _FEWEST_LINES and self._fits(measure.height_of(count)) else 0

    @property
    def _is_fresh(self) -> bool:
        """Whether this is a later page with nothing on it: no other page offers more room."""
        return bool(self.done) and not self._pieces

    def _make_room(self, stretches: list[_Stretch]) -> None:
        """Raise the rows of merged stretches that are lower than their labels, evenly."""
        lacking = [stretch for stretch in stretches if stretch.start < len(self._pieces) and self._lack(stretch) > 0]
        if not lacking:
            return
        start, lack = max(stretch.start for stretch in lacking), max(map(self._lack, lacking))
        share = lack / (len(self._pieces) - start)
        for place in range(start, len(self._pieces)):
            piece = self._pieces[place]
            self._pieces[place] = replace(piece, height=piece.height + share)
        self._y += lack

    def close_page(self) -> None:
        """Finish this page; open stretches go on at the top of the next."""
        self._make_room(list(self._open.values()))
        self.done.append(TablePage(tuple(self._pieces), self._start, self._y))
        self._pieces = []
        self._start = self._y = self._frame.later
        for stretch in self._open.values():
            stretch.start = 0


def fill_pages(
    measure: TableMeasure | RecordMeasure, frame: Frame, progress: Progress, reserve: float = 0.0
) -> list[TablePage]:
    """All rows shared out to pages, at least one page; ``reserve`` is kept free below the end of the last row.

    For that the last row goes to a new page, or is cut with two of its lines on it.
    """
    filler = _Filler(measure, frame, reserve)
    for row in range(measure.count):
        if row % _ROWS_A_STEP == 0:
            progress.step(row, measure.count, "正在排版")
        filler.place(row)
    filler.close_page()
    return filler.done

"""The rows below a head: which are data, which are sums, notes or repeated heads, and what each data cell holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from desk_app.forms.checking import shown
from desk_app.forms.definition import ColumnKind
from desk_app.forms.headings import fold_heading
from desk_app.importing.grid import Cell, Grid
from desk_app.importing.header import Header
from desk_app.importing.labels import compact, is_closing, is_sum_label
from desk_app.problems import Level, Problem

_SERIAL = re.compile(r"[(]?[A-Za-z]?[\d一二三四五六七八九十.、-]+[)]?|[/—…-]+")


_LEAST_ROWS = 2


class RowKind(StrEnum):
    """What a row below the head is."""

    DATA = "data"
    UNFILLED = "unfilled"
    SUM = "sum"
    CLOSING = "closing"
    REPEATED = "repeated"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class RestRow:
    """A row that is no data: what it is, and its texts by column."""

    row: int
    kind: RowKind
    texts: dict[int, str]


@dataclass(frozen=True)
class Body:
    """The rows that are data, the rows that are text, where the data ends, and what is said of the rest."""

    rows: tuple[int, ...]
    rest: tuple[RestRow, ...]
    end: int
    problems: tuple[Problem, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The rows that are text as lines, cells parted by tabs."""
        return tuple("\t".join(rest.texts.values()) for rest in self.rest)


@dataclass
class _Reader:
    grid: Grid
    header: Header
    filled: dict[tuple[int, int], tuple[int, int]]
    problems: list[Problem] = field(default_factory=list)
    known: dict[int, dict[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        form, match = self.header.form, self.header.match
        columns = match.columns
        self.serial = None if form.serial is None else columns.get(form.serial.key)
        self.needed = [columns[column.key] for column in form.columns if column.required and column.key in columns]
        self.heads = [(place, fold_heading(form.column(key).heading)) for key, place in match.exact.items()]
        self.name = fold_heading(form.name)

    def texts(self, row: int) -> dict[int, str]:
        """The row's own texts by column, what merges bring from above left out."""
        found = self.known.get(row)
        if found is None:
            cells = self.grid.rows[row] if row < len(self.grid.rows) else ()
            found = {place: cell.text.strip() for place, cell in enumerate(cells) if not cell.blank}
            self.known[row] = found
        return found

    def kind(self, row: int) -> RowKind:
        texts = self.texts(row)
        serial = self.serial
        if len(texts) - (serial in texts) == 0:
            own = texts.get(serial, "") if serial is not None else ""
            return self._lone_serial(own) if own else RowKind.UNFILLED
        if self._repeats_head(texts):
            return RowKind.REPEATED
        if not self._required_filled(texts):
            ordered = [texts[place] for place in sorted(texts)]
            if is_sum_label(ordered[0]):
                return RowKind.SUM
            if is_closing(ordered):
                return RowKind.CLOSING
            if self._names_a_form(ordered):
                return RowKind.LINE
        return RowKind.DATA

    def _lone_serial(self, text: str) -> RowKind:
        if _SERIAL.fullmatch(compact(text)):
            return RowKind.UNFILLED
        if is_sum_label(text):
            return RowKind.SUM
        return RowKind.CLOSING if is_closing([text]) else RowKind.LINE

    def _required_filled(self, texts: dict[int, str]) -> bool:
        return len(self.needed) > 1 and all(place in texts for place in self.needed)

    def _repeats_head(self, texts: dict[int, str]) -> bool:
        least = max(2, len(self.heads) * 2 // 3)
        others = len(self.heads) - least
        for place, heading in self.heads:
            if fold_heading(texts.get(place, "")) != heading:
                others -= 1
                if others < 0:
                    return False
        return len(self.heads) >= least

    def _names_a_form(self, ordered: list[str]) -> bool:
        return len(ordered) == 1 and self.name in fold_heading(ordered[0])


def read_body(grid: Grid, header: Header, end: int) -> Body:
    """Sort the rows between a head and ``end`` (excluded); a figure or a line that is no data is said."""
    reader = _Reader(grid, header, fill_down(grid))
    kinds = {row: reader.kind(row) for row in range(header.bottom + 1, min(end, len(grid.rows)))}
    data = tuple(row for row, kind in kinds.items() if kind is RowKind.DATA)
    last = data[-1] if data else header.bottom
    rest = tuple(
        RestRow(row, kind, dict(sorted(reader.texts(row).items())))
        for row, kind in kinds.items()
        if kind not in {RowKind.DATA, RowKind.UNFILLED}
    )
    problems = [problem for one in rest for problem in _said(grid, one, inside=one.row < last)]
    return Body(data, rest, last, (*problems, *_strays(reader, kinds, data)))


def _strays(reader: _Reader, kinds: dict[int, RowKind], data: tuple[int, ...]) -> Iterator[Problem]:
    """A last row without a number, alone below a gap, may be a remark: it is asked."""
    serial = reader.serial
    if serial is None or len(data) < _LEAST_ROWS:
        return
    *above, row = data
    texts = reader.texts(row)
    numbered = all(serial in reader.texts(other) for other in above)
    gap = row - 1 in kinds and not reader.texts(row - 1)
    if numbered and gap and serial not in texts and len(texts) == 1:
        message = f"“{shown(next(iter(texts.values())))}”与上面的行隔开，又没有序号，请确认是数据还是说明"
        yield Problem(reader.grid.row_place(row), Level.ERROR, message, "stray_row")


def fill_down(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For cells below the top of a vertical merge: the cell whose value holds for them too."""
    filled = {}
    done: dict[int, int] = {}
    for merge in sorted(grid.merges, key=lambda merge: merge.top):
        bottom = min(merge.bottom, len(grid.rows) - 1)
        for row in range(max(merge.top, done.get(merge.left, 0)) + 1, bottom + 1):
            filled[row, merge.left] = (merge.top, merge.left)
        done[merge.left] = max(bottom, done.get(merge.left, 0))  # areas that lie over each other are no table's
    return filled


def cell_at(grid: Grid, filled: dict[tuple[int, int], tuple[int, int]], row: int, column: int) -> tuple[Cell, int, int]:
    """A data cell with the place it really stands at (the top of its merge)."""
    if not filled:
        return grid.cell(row, column), row, column
    at = filled.get((row, column), (row, column)) if grid.cell(row, column).blank else (row, column)
    return grid.cell(*at), *at


def _said(grid: Grid, rest: RestRow, *, inside: bool) -> list[Problem]:
    where = grid.row_place(rest.row)
    if rest.kind is RowKind.REPEATED:
        return [Problem(where, Level.WARNING, "表头重复出现，未作为数据", "repeated_header")]
    if rest.kind is RowKind.LINE and inside:
        text = shown(next(iter(rest.texts.values())))
        return [Problem(where, Level.WARNING, f"“{text}”未作为数据，请核对", "line_in_table")]
    return []


def duplicate_side_by_side(header: Header) -> bool:
    """Whether a second full set of the form's headings stands beside the first."""
    extra = [fold_heading(heading.text) for heading in header.match.extra]
    wanted = [fold_heading(column.heading) for column in header.form.columns if column.kind is not ColumnKind.SERIAL]
    return len(wanted) > 0 and sum(text in extra for text in wanted) * 2 > len(wanted)

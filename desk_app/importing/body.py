"""The rows below a head: which are data, which are sums, notes or repeated heads, and what each data cell holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from desk_app.forms.checking import shown
from desk_app.forms.definition import ColumnKind
from desk_app.importing.grid import Cell, Grid
from desk_app.importing.header import Header
from desk_app.importing.labels import compact, has_figures, is_closing, is_sum_label
from desk_app.importing.matching import fold_heading
from desk_app.problems import Level, Problem

_SERIAL = re.compile(r"[(]?[A-Za-z]?[\d一二三四五六七八九十.、-]+[)]?|[/—…-]+")


class RowKind(StrEnum):
    """What a row below the head is."""

    DATA = "data"
    UNFILLED = "unfilled"
    SUM = "sum"
    CLOSING = "closing"
    REPEATED = "repeated"
    LINE = "line"


@dataclass(frozen=True)
class Body:
    """The rows that are data, the lines that are text, where the data ends, and what is said of the rest."""

    rows: tuple[int, ...]
    lines: tuple[str, ...]
    end: int
    problems: tuple[Problem, ...]


@dataclass
class _Reader:
    grid: Grid
    header: Header
    filled: dict[tuple[int, int], tuple[int, int]]
    problems: list[Problem] = field(default_factory=list)

    def texts(self, row: int) -> dict[int, str]:
        """The row's own texts by column, what merges bring from above left out."""
        if row >= len(self.grid.rows):
            return {}
        return {place: cell.text.strip() for place, cell in enumerate(self.grid.rows[row]) if not cell.blank}

    def kind(self, row: int) -> RowKind:
        texts = self.texts(row)
        serial = self._serial_column()
        content = {place: text for place, text in texts.items() if place != serial}
        if not content:
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

    def _serial_column(self) -> int | None:
        serial = self.header.form.serial
        return None if serial is None else self.header.match.columns.get(serial.key)

    def _required_filled(self, texts: dict[int, str]) -> bool:
        columns = self.header.match.columns
        needed = [
            columns[column.key] for column in self.header.form.columns if column.required and column.key in columns
        ]
        return len(needed) > 1 and all(place in texts for place in needed)

    def _repeats_head(self, texts: dict[int, str]) -> bool:
        exact = self.header.match.exact
        equal = sum(
            fold_heading(texts.get(place, "")) == fold_heading(self.header.form.column(key).heading)
            for key, place in exact.items()
        )
        return equal >= max(2, len(exact) * 2 // 3)

    def _names_a_form(self, ordered: list[str]) -> bool:
        name = fold_heading(self.header.form.name)
        return len(ordered) == 1 and name in fold_heading(ordered[0])


def read_body(grid: Grid, header: Header, end: int) -> Body:
    """Sort the rows between a head and ``end`` (excluded); a figure or a line that is no data is said."""
    reader = _Reader(grid, header, fill_down(grid))
    kinds = {row: reader.kind(row) for row in range(header.bottom + 1, min(end, len(grid.rows)))}
    data = tuple(row for row, kind in kinds.items() if kind is RowKind.DATA)
    last = data[-1] if data else header.bottom
    lines: list[str] = []
    problems: list[Problem] = []
    for row, kind in kinds.items():
        if kind in {RowKind.DATA, RowKind.UNFILLED}:
            continue
        texts = [text for _, text in sorted(reader.texts(row).items())]
        lines.append("\t".join(texts))
        problems.extend(_said(grid, row, kind, texts, inside=row < last))
    return Body(data, tuple(lines), last, tuple(problems))


def fill_down(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For cells below the top of a vertical merge: the cell whose value holds for them too."""
    filled = {}
    for merge in grid.merges:
        bottom = min(merge.bottom, len(grid.rows) - 1)
        for row in range(merge.top + 1, bottom + 1):
            filled[row, merge.left] = (merge.top, merge.left)
    return filled


def cell_at(grid: Grid, filled: dict[tuple[int, int], tuple[int, int]], row: int, column: int) -> tuple[Cell, int, int]:
    """A data cell with the place it really stands at (the top of its merge)."""
    at = filled.get((row, column), (row, column)) if grid.cell(row, column).blank else (row, column)
    return grid.cell(*at), *at


def _said(grid: Grid, row: int, kind: RowKind, texts: list[str], *, inside: bool) -> list[Problem]:
    where = grid.row_place(row)
    if kind is RowKind.REPEATED:
        return [Problem(where, Level.WARNING, "表头重复出现，未作为数据", "repeated_header")]
    if kind is RowKind.SUM and has_figures(texts[1:]):
        return [Problem(where, Level.WARNING, f"“{shown(texts[0])}”行未作为数据，合计由程序另算", "sum_row")]
    if kind is RowKind.CLOSING and has_figures(texts[1:]):
        return [Problem(where, Level.WARNING, f"“{shown(texts[0])}”行未作为数据", "closing_row")]
    if kind is RowKind.LINE and inside:
        return [Problem(where, Level.WARNING, f"“{shown(texts[0])}”未作为数据，请核对", "line_in_table")]
    return []


def duplicate_side_by_side(header: Header) -> bool:
    """Whether a second full set of the form's headings stands beside the first."""
    extra = [fold_heading(heading.text) for heading in header.match.extra]
    wanted = [fold_heading(column.heading) for column in header.form.columns if column.kind is not ColumnKind.SERIAL]
    return len(wanted) > 0 and sum(text in extra for text in wanted) * 2 > len(wanted)

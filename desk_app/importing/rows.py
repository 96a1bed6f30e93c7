"""Reads the data rows of one table: each cell to its column, everything else kept beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from desk_app.forms.checking import CheckedRecord, Place, check_record, equal_rows, occurred_on
from desk_app.forms.definition import ColumnKind
from desk_app.forms.reading import CheckContext, Raw
from desk_app.forms.values import read_value
from desk_app.importing.body import cell_at, fill_down
from desk_app.importing.grid import EMPTY, Cell, CellKind, column_letters
from desk_app.importing.results import ReadRow
from desk_app.importing.tables import FoundTable
from desk_app.problems import Level, Problem

_FAULTS = {CellKind.ERROR, CellKind.FORMULA}


@dataclass(frozen=True)
class RowsRead:
    """All rows of a table with everything that is to be said of them."""

    rows: tuple[ReadRow, ...]
    problems: tuple[Problem, ...]


class RowReader:
    """Knows which column stands where, and which cells belong to the one above."""

    def __init__(self, table: FoundTable) -> None:
        self._table = table
        self._grid = table.grid
        self._columns = table.header.match.columns
        self._filled = fill_down(table.grid)
        self._missing = frozenset(column.key for column in table.header.match.missing)
        self._extra = _extra_names(table)
        self._used = frozenset(self._columns.values())
        self._first, self._last = column_letters(min(self._used, default=0)), column_letters(max(self._used, default=0))

    def dates(self, context: CheckContext) -> list[date]:
        """The days on which the rows' things happened, as far as they can be read without knowing the period."""
        column = self._table.form.row_date
        if column is None or column.key not in self._columns:
            return []
        found = []
        for row in self._table.body.rows:
            cell, _, _ = cell_at(self._grid, self._filled, row, self._columns[column.key])
            reading = read_value(column, self._raw(cell), context)
            day = occurred_on(self._table.form, {column.key: reading.value or ""})
            if day is not None:
                found.append(day)
        return found

    def read(self, context: CheckContext, first: int = 1) -> RowsRead:
        """Read and check every data row, numbered from ``first``."""
        rows: list[ReadRow] = []
        problems: list[Problem] = []
        for number, row in enumerate(self._table.body.rows, start=first):
            read, said = self._row(number, row, context)
            rows.append(read)
            problems.extend(said)
        problems.extend(self._equal(rows))
        problems.extend(self._unheaded())
        return RowsRead(tuple(rows), tuple(problems))

    def _row(self, number: int, row: int, context: CheckContext) -> tuple[ReadRow, list[Problem]]:
        found = self._cells_of(row)

        def place_of(key: str) -> Place:
            if key not in found:
                return Place(self._grid.row_place(row))
            _, at_row, at_column = found[key]
            return self._grid.place(at_row, at_column)

        faulty = [key for key, (cell, _, _) in found.items() if cell.kind in _FAULTS]
        unread = frozenset(key for key in faulty if found[key][0].kind is CellKind.FORMULA)
        record = check_record(
            self._table.form,
            {key: self._raw(cell) for key, (cell, _, _) in found.items()},
            context,
            place_of,
            self._missing | unread,
        )
        faults = [self._fault(key, found[key][0], place_of(key)) for key in faulty]
        addresses = {key: f"{column_letters(at[2])}{at[1] + 1}" for key, at in found.items()}
        return self._as_row(number, row, record, addresses), [*faults, *record.problems]

    def _cells_of(self, row: int) -> dict[str, tuple[Cell, int, int]]:
        """The row's cells by column key, each with the place it stands at."""
        if self._filled:
            return {key: cell_at(self._grid, self._filled, row, column) for key, column in self._columns.items()}
        cells = self._grid.rows[row]
        width = len(cells)
        return {key: (cells[column] if column < width else EMPTY, row, column) for key, column in self._columns.items()}

    def _as_row(self, number: int, row: int, record: CheckedRecord, addresses: dict[str, str]) -> ReadRow:
        return ReadRow(
            number=number,
            sheet=self._grid.name,
            area=f"{self._first}{row + 1}:{self._last}{row + 1}",
            values=record.values,
            cells=addresses,
            raw={key: text for key, text in record.raw.items() if key in addresses},
            extra=dict(self._extras(row)),
            occurred_on=record.occurred_on,
        )

    def _extras(self, row: int) -> Iterator[tuple[str, str]]:
        for column in range(len(self._grid.rows[row])):
            if column in self._used:
                continue
            cell, _, _ = cell_at(self._grid, self._filled, row, column)
            if not cell.blank:
                yield self._extra.get(column, f"{column_letters(column)}列"), cell.text

    def _fault(self, key: str, cell: Cell, place: Place) -> Problem:
        is_serial = self._table.form.column(key).kind is ColumnKind.SERIAL
        level = Level.WARNING if is_serial else Level.ERROR
        if cell.kind is CellKind.ERROR:
            return Problem(place.where, level, f"单元格是错误值“{cell.text}”，请改正", "cell_error", place.cell)
        message = "公式没有保存结果，读不出数值，请在Excel或WPS中打开后重新保存再报"
        return Problem(place.where, level, message, "formula_uncached", place.cell)

    def _raw(self, cell: Cell) -> Raw:
        return Raw(cell.text, cell.value, self._grid.epoch_1904)

    def _equal(self, rows: list[ReadRow]) -> Iterator[Problem]:
        data = self._table.body.rows
        for place, first in equal_rows(self._table.form, (row.values for row in rows)):
            where = self._grid.row_place(data[place])
            yield Problem(where, Level.WARNING, f"与第{data[first] + 1}行内容完全相同，已保留，请核对", "equal_rows")

    def _unheaded(self) -> Iterator[Problem]:
        used = {*self._used, *self._extra}
        stray = sorted(
            {
                column
                for row in self._table.body.rows
                for column, cell in enumerate(self._grid.rows[row])
                if column not in used and not cell.blank
            }
        )
        if stray:
            names = "、".join(column_letters(column) for column in stray)
            yield Problem(
                self._grid.where, Level.WARNING, f"{names}列没有栏目名却有内容，已随表保存", "column_unheaded"
            )


def read_all(readers: Iterable[RowReader], context: CheckContext) -> RowsRead:
    """The rows of a table and of the parts in which it goes on, numbered through."""
    rows: list[ReadRow] = []
    problems: list[Problem] = []
    for reader in readers:
        part = reader.read(context, len(rows) + 1)
        rows.extend(part.rows)
        problems.extend(part.problems)
    return RowsRead(tuple(rows), tuple(problems))


def _extra_names(table: FoundTable) -> dict[int, str]:
    """Names for the columns the form does not know; equal ones, also to the form's own, are told apart."""
    names: dict[int, str] = {}
    seen = Counter("".join(column.label.split()) for column in table.form.columns)
    for heading in table.header.match.extra:
        text = "".join(heading.text.split())
        seen[text] += 1
        names[heading.column] = text if seen[text] == 1 else f"{text}({seen[text]})"
    return names

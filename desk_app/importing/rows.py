"""Reads the data rows of one table: each cell to its column, everything else kept beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from desk_app.campaign.period import Period
from desk_app.forms.checking import CheckedRecord, Place, RecordChecker, equal_rows, occurred_on
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.forms.reading import CheckContext, Raw, Span
from desk_app.forms.values import read_value
from desk_app.importing.body import cell_at, fill_down
from desk_app.importing.grid import EMPTY, Cell, CellKind, column_letters
from desk_app.importing.results import ReadRow
from desk_app.importing.tables import FoundTable
from desk_app.problems import Level, Problem

_MOST_CHECKERS = 32
_TEXT = CellKind.TEXT
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
        self._letters = [(key, column_letters(column)) for key, column in self._columns.items()]
        self._others = sorted(set(range(self._grid.width)) - self._used)
        self._raws = _Raws()
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

    def read(self, checker: RecordChecker, first: int = 1) -> RowsRead:
        """Read and check every data row, numbered from ``first``."""
        rows: list[ReadRow] = []
        problems: list[Problem] = []
        for number, row in enumerate(self._table.body.rows, start=first):
            read, said = self._row(number, row, checker)
            rows.append(read)
            problems.extend(said)
        problems.extend(self._equal(rows))
        problems.extend(self._unheaded())
        return RowsRead(tuple(rows), tuple(problems))

    def _row(self, number: int, row: int, checker: RecordChecker) -> tuple[ReadRow, list[Problem]]:
        found = self._cells_of(row)

        def place_of(key: str) -> Place:
            if key not in found:
                return Place(self._grid.row_place(row))
            _, at_row, at_column = found[key]
            return self._grid.place(at_row, at_column)

        faulty = [key for key, at in found.items() if at[0].kind is not _TEXT and at[0].kind in _FAULTS]
        unread = frozenset(key for key in faulty if found[key][0].kind is CellKind.FORMULA)
        known = self._raws
        raws = {
            key: known[at[0].text] if at[0].value is None else self._raw(at[0])  # a call for each cell would cost more
            for key, at in found.items()
        }
        record = checker.check(raws, place_of, self._missing | unread if unread else self._missing)
        faults = [self._fault(key, found[key][0], place_of(key)) for key in faulty]
        return self._as_row(number, row, record, self._addresses(found, row)), [*faults, *record.problems]

    def _addresses(self, found: dict[str, tuple[Cell, int, int]], row: int) -> dict[str, str]:
        if self._filled:
            return {key: f"{column_letters(at[2])}{at[1] + 1}" for key, at in found.items()}
        line = str(row + 1)
        return {key: letters + line for key, letters in self._letters}

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
            raw={key: text for key, text in record.raw.items() if key in addresses} if record.raw else {},
            extra=dict(self._extras(row)) if self._others else {},
            occurred_on=record.occurred_on,
        )

    def _extras(self, row: int) -> Iterator[tuple[str, str]]:
        width = len(self._grid.rows[row])
        for column in self._others:
            if column >= width:
                return
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
        return self._raws[cell.text] if cell.value is None else Raw(cell.text, cell.value, self._grid.epoch_1904)

    def _equal(self, rows: list[ReadRow]) -> Iterator[Problem]:
        data = self._table.body.rows
        for place, first in equal_rows(self._table.form, (row.values for row in rows)):
            where = self._grid.row_place(data[place])
            yield Problem(where, Level.WARNING, f"与第{data[first] + 1}行内容完全相同，已保留，请核对", "equal_rows")

    def _unheaded(self) -> Iterator[Problem]:
        unnamed = [column for column in self._others if column not in self._extra]
        rows = [self._grid.rows[row] for row in self._table.body.rows] if unnamed else []
        stray = [column for column in unnamed if any(column < len(cells) and not cells[column].blank for cells in rows)]
        if stray:
            names = "、".join(column_letters(column) for column in stray)
            yield Problem(
                self._grid.where, Level.WARNING, f"{names}列没有栏目名却有内容，已随表保存", "column_unheaded"
            )


class _Raws(dict[str, Raw]):
    """The texts of a table's cells as they go into the check, equal ones once."""

    def __missing__(self, text: str) -> Raw:
        raw = self[text] = Raw(text)
        return raw


class Checkers:
    """The checks of several forms and periods, so that the files of a batch share what was read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, Period | None, Span | None], RecordChecker] = {}

    def of(self, form: FormDefinition, context: CheckContext) -> RecordChecker:
        """The check of a form in a context; the roster is the same for all of them."""
        key = (id(form), context.period, context.span)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_CHECKERS:
                self._known.clear()
            known = self._known[key] = RecordChecker(form, context)
        return known


def read_all(readers: Iterable[RowReader], checker: RecordChecker) -> RowsRead:
    """The rows of a table and of the parts in which it goes on, numbered through."""
    rows: list[ReadRow] = []
    problems: list[Problem] = []
    for reader in readers:
        part = reader.read(checker, len(rows) + 1)
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

"""Reads records of a page each: as rows are read, each cell named by where it stands on its page."""

from __future__ import annotations

from dataclasses import replace

from desk_app.forms.checking import CheckedRecord
from desk_app.importing.grid import Cell
from desk_app.importing.record_grid import RecordGrid
from desk_app.importing.results import ReadRow
from desk_app.importing.rows import RowReader
from desk_app.importing.tables import FoundTable


class RecordReader(RowReader):
    """Knows where on its page each column's value stands."""

    def __init__(self, table: FoundTable, grid: RecordGrid) -> None:
        super().__init__(table)
        self._page = grid

    def _addresses(self, found: dict[str, tuple[Cell, int, int]], _row: int) -> dict[str, str]:
        places = {key: self._page.place(at[1], at[2]).cell for key, at in found.items()}
        return {key: cell for key, cell in places.items() if cell}

    def _as_row(self, number: int, row: int, record: CheckedRecord, addresses: dict[str, str]) -> ReadRow:
        return replace(super()._as_row(number, row, record, addresses), area=self._page.area(row))


def reader_of(table: FoundTable) -> RowReader:
    """The reader of a table's rows, or of a page's records."""
    return RecordReader(table, table.grid) if isinstance(table.grid, RecordGrid) else RowReader(table)

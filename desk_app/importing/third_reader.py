"""openpyxl, the slow reader: asked about the few cells on which the two fast readings differ, and where one fails."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desk_app.importing.gate import Package
from desk_app.importing.grid import EMPTY, Cell, CellKind, Grid, Merge
from desk_app.importing.strict import repacked
from desk_app.importing.typed_cell import typed_cell

if TYPE_CHECKING:
    from openpyxl import Workbook

Spot = tuple[int, int]
_ASIDE = re.compile(r"\s|_x000[dD]_")
_LONGEST = 40_000
"""Excel holds 32,767 characters in a cell; what is longer is no text of an office and compared as it stands."""
_MOST_BYTES = 40_000_000


@dataclass(frozen=True, slots=True, order=True)
class Disagreement:
    """One cell on which the readers differ; ``said`` is what the third one found, as an aside."""

    row: int
    column: int
    said: str = ""


class ThirdReader:
    """One workbook, opened by openpyxl when it is first asked for, and only where that takes no unreasonable time."""

    def __init__(self, package: Package) -> None:
        self._package = package

    @cached_property
    def _book(self) -> Workbook | None:
        return _opened(self._package.data) if self._is_small else None

    @cached_property
    def _bare(self) -> Workbook | None:
        """The workbook without its styles, which are what openpyxl most often stumbles over."""
        if self._book is not None or not self._is_small:
            return self._book
        parts = {name: part for name, part in self._package.parts.items() if not name.lower().endswith("styles.xml")}
        return _opened(repacked(replace(self._package, parts=parts)).data)

    @property
    def _is_small(self) -> bool:
        return sum(map(len, self._package.parts.values())) <= _MOST_BYTES

    def differing(self, grid: Grid, spots: Iterable[Spot]) -> list[Disagreement]:
        """The spots on which openpyxl does not bear out what the grid shows."""
        book = self._bare
        if book is None or grid.name not in book.sheetnames:
            return [Disagreement(*spot) for spot in spots]
        sheet: Any = book[grid.name]
        differing = []
        for row, column in spots:
            if row < 0:
                differing.append(Disagreement(row, column))
                continue
            value = sheet.cell(row + 1, column + 1).value
            third = "" if value is None else str(value)
            if not _same(grid.cell(row, column).text, value):
                differing.append(Disagreement(row, column, f"（{third}）" if third else ""))
        return differing

    def grids(self) -> tuple[Grid, ...] | None:
        """All sheets as openpyxl reads them, None when it cannot either."""
        book = self._book
        if book is None:
            return None
        try:
            return tuple(_grid(sheet) for sheet in book.worksheets)
        except Exception:  # noqa: BLE001  the same: a foreign file may break it anywhere
            return None


def _opened(data: bytes) -> Workbook | None:
    import openpyxl
    from openpyxl.styles import cell_style

    vars(cell_style)["print"] = _unsaid
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception:  # noqa: BLE001  a third party's parser on a foreign file; nothing then bears out a reading
        return None


def _unsaid(*_: object) -> None:
    """In place of the print by which openpyxl reports a missing style, in English, before it raises."""


def _same(ours: str, value: Any) -> bool:
    """Whether a cell's text is what openpyxl finds; of numbers and dates, which each writes in its way, that it is."""
    if isinstance(value, str) and ours:
        if ours == value or max(len(ours), len(value)) > _LONGEST:
            return ours == value
        return _ASIDE.sub("", ours) == _ASIDE.sub("", value)
    return bool(ours) == (value is not None and value != "")


def _grid(sheet: Any) -> Grid:
    rows = [tuple(_cell(cell) for cell in row) for row in sheet.iter_rows()]
    merges = tuple(
        Merge(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
        for area in sheet.merged_cells.ranges
    )
    return Grid(name=sheet.title, rows=tuple(rows), merges=merges, hidden=sheet.sheet_state != "visible")


def _cell(cell: Any) -> Cell:
    if cell.value is None or cell.value == "":
        return EMPTY
    if cell.data_type == "e":
        return Cell(str(cell.value), CellKind.ERROR)
    return Cell(cell.value) if isinstance(cell.value, str) else typed_cell(cell.value)

"""原表 as a table: every cell as it stood in the file, wrong ones by shape, word and colour, mended ones with both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from desk_app.problems import Level
from desk_app.ui.ledger.cells import MARK_ROLE, Mark, one_line
from desk_app.ui.wardrobe import Wardrobe

if TYPE_CHECKING:
    from desk_app.services.original_table import OriginalSheet

Index = QModelIndex | QPersistentModelIndex
EMPTY_CELL = "（空）"
SHAPES = {Mark.ERROR: "▲", Mark.HINT: "△"}


class OriginalModel(QAbstractTableModel):
    """One sheet of a file; ``link`` leads from a cell to the row and column that it became."""

    def __init__(self, wardrobe: Wardrobe, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wardrobe = wardrobe
        self._sheet: OriginalSheet | None = None
        self._data_lines: frozenset[int] = frozenset()

    @property
    def sheet(self) -> OriginalSheet | None:
        """What is shown."""
        return self._sheet

    def show(self, sheet: OriginalSheet | None) -> None:
        """Show another sheet, or the same one with other marks, without losing the place."""
        same = sheet is not None and self._sheet is not None and sheet.rows == self._sheet.rows
        if not same:
            self.beginResetModel()
        self._sheet = sheet
        self._data_lines = frozenset(line for line, _ in sheet.links) if sheet else frozenset()
        if not same:
            self.endResetModel()
        elif self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def link(self, index: Index) -> tuple[int, str] | None:
        """The record and column of a cell; None for what is no data."""
        return self._sheet.links.get((index.row(), index.column())) if self._sheet and index.isValid() else None

    def place_of(self, record_id: int | None, key: str, cell: tuple[int, int] | None = None) -> QModelIndex:
        """Where a row's cell stood, or a cell by its address; an invalid place when it is not on this sheet."""
        if self._sheet is None:
            return QModelIndex()
        spot = self._sheet.spot_of(record_id, key) if record_id is not None else cell
        return self.index(*spot) if spot is not None and self.hasIndex(*spot) else QModelIndex()

    def wrong_cells(self) -> list[tuple[int, int]]:
        """The marked cells in the order of the sheet."""
        return sorted(self._sheet.marks) if self._sheet else []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """One row a line of the sheet."""
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """The columns of the sheet."""
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802  Qt's name
        """A, B, C and the lines' numbers, as their program shows them."""
        if role != Qt.ItemDataRole.DisplayRole or self._sheet is None:
            return None
        return self._sheet.columns[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in a cell, its mark, and what is wrong with it as its hint."""
        sheet = self._sheet
        if sheet is None or not index.isValid():
            return None
        spot = (index.row(), index.column())
        text = sheet.rows[spot[0]][spot[1]]
        told: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.EditRole: lambda: text,
            Qt.ItemDataRole.DisplayRole: lambda: self._shown(spot, text),
            MARK_ROLE: lambda: self._mark(spot),
            Qt.ItemDataRole.ToolTipRole: lambda: "\n".join([*self._said(spot), text]).strip(),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._heard(spot, text),
            Qt.ItemDataRole.ForegroundRole: lambda: self._colour(spot),
        }
        return told[role]() if role in told else None

    def _heard(self, spot: tuple[int, int], text: str) -> str:
        column = self._sheet.columns[spot[1]] if self._sheet else ""
        return "，".join([f"{column}{spot[0] + 1} {text or '空'}", *self._said(spot)])

    def _shown(self, spot: tuple[int, int], text: str) -> str:
        sheet, shape = self._sheet, SHAPES.get(self._mark(spot), "")
        now = sheet.changed.get(spot) if sheet else None
        told = one_line(text) or (EMPTY_CELL if shape or now is not None else "")
        mended = f" → {one_line(now) or EMPTY_CELL}" if now is not None else ""
        return f"{shape} {told}{mended}" if shape else f"{told}{mended}"

    def _mark(self, spot: tuple[int, int]) -> Mark:
        said = self._sheet.marks.get(spot, ()) if self._sheet else ()
        if not said:
            return Mark.NONE
        return Mark.ERROR if any(problem.level is Level.ERROR for problem in said) else Mark.HINT

    def _said(self, spot: tuple[int, int]) -> list[str]:
        if self._sheet is None:
            return []
        said = [f"{self._mark(spot)}：{problem.message}" for problem in self._sheet.marks.get(spot, ())]
        now = self._sheet.changed.get(spot)
        return said if now is None else [*said, f"已改正为“{now}”，原件未动"]

    def _colour(self, spot: tuple[int, int]) -> QColor | None:
        """A wrong cell in the accent's red; lines that are no data quiet."""
        if self._mark(spot) == Mark.ERROR:
            return QColor(self._wardrobe.colours.accent)
        quiet = self._data_lines and spot[0] not in self._data_lines
        return QColor(self._wardrobe.colours.quiet) if quiet else None

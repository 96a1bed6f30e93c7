"""重报比较 on the screen: what came, what changed cell by cell, what went, against the return that is replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desk_app.forms.showing import shown
from desk_app.ui.intake.original_view import ColourKeeper
from desk_app.ui.ledger.cells import MARK_ROLE, Mark, one_line
from desk_app.ui.ledger.grid import GridView
from desk_app.ui.look import chars, grid, row_height, text_width
from desk_app.ui.pieces import QUIET, label
from desk_app.ui.wardrobe import Wardrobe

if TYPE_CHECKING:
    from desk_app.services.compare_returns import ComparedRow, ReturnComparison

Index = QModelIndex | QPersistentModelIndex
_SHAPES = {"新增": "＋", "改动": "◆", "删去": "－", "相同": "＝"}
_EMPTY = "（空）"
_NARROWEST, _WIDEST, _LOOKED_AT = 2.0, 14.0, 200


class CompareModel(QAbstractTableModel):
    """Rows that differ, and those that stayed where they are wanted too."""

    def __init__(self, wardrobe: Wardrobe, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wardrobe = wardrobe
        self._found: ReturnComparison | None = None
        self.rows: tuple[ComparedRow, ...] = ()

    def show(self, found: ReturnComparison | None, *, all_rows: bool) -> None:
        """Show another comparison."""
        self.beginResetModel()
        self._found = found
        self.rows = tuple(row for row in found.rows if all_rows or row.kind != "相同") if found else ()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """One row a pair."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """The form's columns."""
        return 0 if parent.isValid() or self._found is None else len(self._found.form.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802  Qt's name
        """The form's headings; at the left, always in view, what became of a row and its numbers in both."""
        if role != Qt.ItemDataRole.DisplayRole or self._found is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._found.form.labels[section]
        row = self.rows[section]
        return f"{_SHAPES[row.kind]} {row.kind} {_numbers(row)}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell said and says."""
        if self._found is None or not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self._text(row, index.column())
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
            return f"{head}：{self._text(row, index.column())}"
        if role == MARK_ROLE:
            return Mark.HINT if row.cells[index.column()].changed else Mark.NONE
        return self._dress(row, index.column(), role)

    def _dress(self, row: ComparedRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole:
            if row.cells[column].changed or row.kind == "新增":
                return QColor(self._wardrobe.colours.accent)
            return QColor(self._wardrobe.colours.quiet) if row.kind in {"删去", "相同"} else None
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setStrikeOut(row.kind == "删去")
            return font
        return None

    def _text(self, row: ComparedRow, column: int) -> str:
        cell = row.cells[column]
        kind = self._found.form.columns[column] if self._found else None
        before, after = one_line(shown(kind, cell.before)), one_line(shown(kind, cell.after))
        if cell.changed:
            return f"原 {before or _EMPTY}\n新 {after or _EMPTY}"
        return before if row.kind == "删去" else after


def _numbers(row: ComparedRow) -> str:
    """A row's number before and after: 3→4, or the one it has."""
    if row.old_number and row.new_number and row.old_number != row.new_number:
        return f"{row.old_number}→{row.new_number}"
    return str(row.new_number or row.old_number)


class ComparePage(QWidget):
    """The comparison with its sum in a line above."""

    def __init__(self, wardrobe: Wardrobe) -> None:
        super().__init__()
        self.found: ReturnComparison | None = None
        self.model = CompareModel(wardrobe, self)
        self.grid = GridView(wardrobe, "重报比较")
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(ColourKeeper(wardrobe, self.grid))
        self.grid.setEditTriggers(GridView.EditTrigger.NoEditTriggers)
        self.grid.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.grid.setWordWrap(True)
        self.grid.setMinimumHeight(row_height(self) * 5)
        self._said = label("", QUIET, wrap=True)
        self.all_rows = QCheckBox("相同的行也列出")
        self.all_rows.toggled.connect(self._again)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 0.5))
        for part in (self._said, self.all_rows):
            lines.addWidget(part)
        lines.addWidget(self.grid, 1)
        wardrobe.changed.connect(self._again)

    def show_comparison(self, found: ReturnComparison | None) -> None:
        """Show a comparison, or that it is being made."""
        self.found = found
        if found is None:
            self._said.setText("正在比较……")
        else:
            at = found.old.received_at
            self._said.setText(
                f"与{at.month}月{at.day}日收的“{found.old.file}”比较：{found.said}。旧的留底，可随时打开。"
            )
        self._again()

    @Slot()
    def _again(self, *_: object) -> None:
        self.model.show(self.found, all_rows=self.all_rows.isChecked())
        for place, row in enumerate(self.model.rows):
            high = row_height(self) * (1.55 if any(cell.changed for cell in row.cells) else 1)
            self.grid.setRowHeight(place, round(high))
        for place in range(self.model.columnCount()):
            self.grid.setColumnWidth(place, chars(self, self._wide(place)) + grid(self, 2))
        if self.found is not None and self.model.rows:
            self._show_first_change()

    def _wide(self, place: int) -> float:
        """As wide as its heading and its longest line ask, within reason."""
        head = str(self.model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) or "")
        texts = [
            str(self.model.index(line, place).data() or "") for line in range(min(len(self.model.rows), _LOOKED_AT))
        ]
        widest = max(text_width(text) for text in (head, *texts))
        return min(max(widest, _NARROWEST), _WIDEST)

    def _show_first_change(self) -> None:
        """Bring the first changed cell into view; its row's beginning where there is none."""
        places = (
            (line, column)
            for line, row in enumerate(self.model.rows)
            for column, cell in enumerate(row.cells)
            if cell.changed
        )
        self.grid.show_cell(self.model.index(*next(places, (0, 0))))

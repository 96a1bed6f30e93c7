"""One return as the table it came as, wrong cells marked, each cell to be mended in place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desk_app.forms.definition import Column
from desk_app.forms.showing import shown
from desk_app.problems import Level, Problem
from desk_app.ui.ledger.cells import COLUMN_ROLE, MARK_ROLE, Mark, one_line

if TYPE_CHECKING:
    from desk_app.services.open_return import OpenedReturn

Index = QModelIndex | QPersistentModelIndex
_LINE = re.compile(r"[A-Z]+(\d+)")


class ReturnModel(QAbstractTableModel):
    """Tells ``edited(record_id, key, text)``; what was typed is shown at once, and the truth when it comes back."""

    edited = Signal(int, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened: OpenedReturn | None = None
        self._extra: tuple[str, ...] = ()
        self._problems: dict[tuple[int, str], list[Problem]] = {}
        self._pending: dict[tuple[int, str], str] = {}
        self._editable = False

    def show(self, opened: OpenedReturn | None, *, editable: bool) -> None:
        """Show another return, or the same one anew."""
        same = self._same_table(opened)
        if not same:
            self.beginResetModel()
        self._opened = opened
        self._editable = editable
        self._pending = {}
        self._problems = {}
        for one in opened.problems if opened else ():
            if one.record_id is not None and one.key:
                self._problems.setdefault((one.record_id, one.key), []).append(one.problem)
        rows = opened.rows if opened else ()
        self._extra = tuple(dict.fromkeys(name for row in rows for name in row.extra))
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))

    def place_of(self, record_id: int | None, key: str) -> QModelIndex:
        """Where a cell stands; an invalid place when it is not in the table."""
        if self._opened is None or self._opened.form is None or record_id is None:
            return QModelIndex()
        keys = self._opened.form.keys
        row = next((place for place, one in enumerate(self._opened.rows) if one.id == record_id), -1)
        return self.index(row, keys.index(key) if key in keys else 0) if row >= 0 else QModelIndex()

    def cell(self, index: Index) -> tuple[int, str] | None:
        """The record and column of a place; None for what the form has not."""
        opened = self._opened
        if opened is None or opened.form is None or not index.isValid() or index.column() >= len(opened.form.keys):
            return None
        return opened.rows[index.row()].id, opened.form.keys[index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """One row a record."""
        return 0 if parent.isValid() or self._opened is None else len(self._opened.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """The form's columns, then those that the form has not."""
        if parent.isValid() or self._opened is None or self._opened.form is None:
            return 0
        return len(self._opened.form.columns) + len(self._extra)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802  Qt's name
        """The form's headings; the line of the original at the left."""
        if role != Qt.ItemDataRole.DisplayRole or self._opened is None or self._opened.form is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            found = _LINE.match(self._opened.rows[section].cell)
            return found[1] if found else str(section + 1)
        labels = self._opened.form.labels
        return labels[section] if section < len(labels) else f"多出：{self._extra[section - len(labels)]}"

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Whether a cell may be mended."""
        flags = super().flags(index)
        may = self._editable and self.cell(index) is not None
        return flags | Qt.ItemFlag.ItemIsEditable if may else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, its mark, and its problems as its hint."""
        opened = self._opened
        if opened is None or opened.form is None or not index.isValid():
            return None
        cell = self.cell(index)
        if cell is None:
            name = self._extra[index.column() - len(opened.form.columns)]
            return opened.rows[index.row()].extra.get(name, "") if role == Qt.ItemDataRole.DisplayRole else None
        column = opened.form.columns[index.column()]
        text = self._pending.get(cell)
        if text is None:
            text = shown(column, opened.rows[index.row()].values.get(column.key, ""))
        if role == Qt.ItemDataRole.EditRole:
            return text
        return column if role == COLUMN_ROLE else _told(column, text, self._problems.get(cell, []), role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Take what was typed and let it be stored."""
        cell = self.cell(index)
        if role != Qt.ItemDataRole.EditRole or cell is None or not self._editable:
            return False
        self._pending[cell] = str(value)
        self.dataChanged.emit(index, index)
        self.edited.emit(*cell, str(value))
        return True

    def _same_table(self, opened: OpenedReturn | None) -> bool:
        old = self._opened
        if old is None or opened is None or old.form is None or old.form != opened.form:
            return False
        return [row.id for row in old.rows] == [row.id for row in opened.rows]


def _told(column: Column, text: str, said: list[Problem], role: int) -> Any:
    """What a cell tells eye and ear."""
    if role == Qt.ItemDataRole.DisplayRole:
        return one_line(text)
    if role == MARK_ROLE:
        return _mark(said)
    if role == Qt.ItemDataRole.ToolTipRole:
        return "\n".join([*(problem.message for problem in said), text]).strip()
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return "，".join([f"{column.label} {text or '空'}", *(f"{_mark(said)}：{one.message}" for one in said)])
    return None


def _mark(said: list[Problem]) -> Mark:
    if not said:
        return Mark.NONE
    return Mark.ERROR if any(problem.level is Level.ERROR for problem in said) else Mark.HINT

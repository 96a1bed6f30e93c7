"""The rows behind a figure: all their ids at once, the rows themselves only as they come into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from desk_app.services.figure_rows import FigureRow, headings
from desk_app.services.values import StoredForm

Index = QModelIndex | QPersistentModelIndex
_WINDOW, _KEPT = 100, 2000
_WAITING = "……"
_ROLE = Qt.ItemDataRole
_SOURCE = ("单位", "期次", "来源文件", "位置")
_SIDE = "计入"


class RowsModel(QAbstractTableModel):
    """Asks by ``wanted(ids)`` for the rows that are looked at; ``take`` gives them."""

    wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: tuple[int, ...] = ()
        self._places: dict[int, int] = {}
        self._sides: tuple[str, ...] = ()
        self._form: StoredForm | None = None
        self._headings: tuple[str, ...] = ()
        self._rows: OrderedDict[int, FigureRow] = OrderedDict()
        self._missing: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    def show_rows(self, ids: Sequence[int], form: StoredForm | None, sides: Sequence[str] = ()) -> None:
        """Show other rows; of one form under its headings, of several with a summary.

        ``sides`` says of each row whether it is of 本期 or of 上期, where a figure compares the two.
        """
        self.beginResetModel()
        self._ids = tuple(ids)
        self._sides = tuple(sides)
        self._places = {row_id: place for place, row_id in enumerate(self._ids)}
        self._form = form
        own = headings(form.definition) if form is not None else ("报表", "内容")
        side = (_SIDE,) if self._sides else ()
        self._headings = (_SOURCE[0], *side, *_SOURCE[1:], *own)
        self._rows.clear()
        self._missing.clear()
        self.endResetModel()
        self._want(0)

    def take(self, rows: Sequence[FigureRow]) -> None:
        """Keep fetched rows and show them."""
        for row in rows:
            self._rows[row.id] = row
            place = self._places.get(row.id)
            if place is not None:
                self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)

    def id_at(self, row: int) -> int | None:
        """The id of a row, None outside."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_at(self, row: int) -> FigureRow | None:
        """The row of a place, None while it was not fetched."""
        row_id = self.id_at(row)
        return None if row_id is None else self._rows.get(row_id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """All rows that the figure counts."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """Where it comes from, then what it says."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """A text of a row; rows not fetched yet are asked for."""
        if not index.isValid() or role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.ToolTipRole):
            return None
        row = self.row_at(index.row())
        if row is None:
            self._want(index.row())
            return _WAITING if role == _ROLE.DisplayRole else None
        text = self._text(row, index.row(), index.column())
        return text.replace("\n", " ") if role == _ROLE.DisplayRole else f"{self._headings[index.column()]}：{text}"

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """The headings, and the rows' numbers."""
        if role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return self._headings[section] if section < len(self._headings) else None

    def _text(self, row: FigureRow, place: int, column: int) -> str:
        where = f"{row.sheet} {row.cell}".strip() + ("（已改过）" if row.corrected else "")
        own = row.texts if self._form is not None else (row.form, row.summary)
        side = self._sides[place : place + 1]
        return (row.unit, *side, row.period, row.file, where, *own)[column]

    def _want(self, row: int) -> None:
        start = max(0, row - _WINDOW // 4)
        self._missing.update(one for one in self._ids[start : start + _WINDOW] if one not in self._rows)
        if self._missing and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _ask(self) -> None:
        asked = sorted(self._missing, key=self._places.__getitem__)
        self._missing.clear()
        if asked:
            self.wanted.emit(asked)

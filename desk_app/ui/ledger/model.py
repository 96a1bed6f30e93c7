"""A ledger as a table of any length: a list of ids, rows fetched as they come into view, one empty row at the foot."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.showing import shown
from desk_app.ui.ledger.cells import COLUMN_ROLE, MARK_ROLE, Mark, one_line

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerProblem, LedgerRow

Index = QModelIndex | QPersistentModelIndex

UNIT, PERIOD, STATE, FIRST = 0, 1, 2, 3
DRAFT_UNIT, DRAFT_PERIOD = "单位", "期次"
_HEADS = (DRAFT_UNIT, DRAFT_PERIOD, "状态")
_SHAPES = {"": "●", "待核": "◆", "前期已计": "○"}
_WINDOW = 100
_KEPT = 4_000
_NEW = "＋"
_WAIT = "……"
_FEW = 20


class LedgerModel(QAbstractTableModel):
    """Asks for rows by ``wanted(generation, ids)``; an answer to an older generation is dropped.

    ``edited(edits)`` gives cells (record_id, key, text) to be stored, ``typed(key, text)`` a cell of the foot row.
    """

    wanted = Signal(int, object)
    edited = Signal(object)
    typed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form: FormDefinition | None = None
        self._ids: list[int] = []
        self._rows: OrderedDict[int, LedgerRow] = OrderedDict()
        self._place: dict[int, int] = {}
        self._problems: dict[tuple[int, str], list[LedgerProblem]] = {}
        self._pending: dict[tuple[int, str], str] = {}
        self._asked: set[int] = set()
        self._lacking: set[int] = set()
        self._draft: dict[str, str] = {}
        self._units: tuple[str, ...] = ()
        self._periods: tuple[str, ...] = ()
        self.generation = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    @property
    def ids(self) -> Sequence[int]:
        """All rows by id, in order."""
        return self._ids

    @property
    def draft(self) -> dict[str, str]:
        """What stands in the foot row; unit and period under DRAFT_UNIT and DRAFT_PERIOD."""
        return self._draft

    def take_form(self, form: FormDefinition | None, units: tuple[str, ...], periods: tuple[str, ...]) -> None:
        """Show another form, with no rows yet."""
        self.beginResetModel()
        self._form, self._units, self._periods = form, units, periods
        self._empty()
        self.endResetModel()

    def set_draft(self, unit: str, period: str, *, anew: bool = True) -> None:
        """Let new rows be of a unit and a period, as the bar above says; where that is open, as chosen here."""
        before = {} if anew else self._draft
        self._draft[DRAFT_UNIT] = unit or before.get(DRAFT_UNIT, "")
        self._draft[DRAFT_PERIOD] = period or before.get(DRAFT_PERIOD, "")
        self._tell_row(len(self._ids))

    def take_ids(
        self,
        ids: Sequence[int],
        problems: Iterable[LedgerProblem],
        touched: Iterable[int] = (),
        *,
        anew: bool = False,
    ) -> None:
        """Show the rows of a new reading: changed in place where few came or went, else from the beginning."""
        self.generation += 1
        self._asked.clear()
        self._problems = {}
        for one in problems:
            self._problems.setdefault((one.record_id, one.key), []).append(one)
        if list(ids) != self._ids:
            self._take_changed(ids, anew=anew)
        self._forget(touched)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))

    def _take_changed(self, ids: Sequence[int], *, anew: bool) -> None:
        now = set(ids)
        gone = [row_id for row_id in self._ids if row_id not in now]
        fresh = [row_id for row_id in ids if row_id not in self._place]
        if anew or len(gone) + len(fresh) > _FEW or not self._ids:
            self.beginResetModel()
            self._ids = list(ids)
            self._rows.clear()
            self._number()
            self.endResetModel()
            return
        for row_id in gone:
            self._remove(row_id)
        order = {row_id: place for place, row_id in enumerate(ids)}
        for row_id in fresh:
            before = ids[order[row_id] - 1] if order[row_id] else None
            self._insert(row_id, 0 if before is None else self._place[before] + 1)

    def adopt(self, row_id: int) -> None:
        """Let the foot row become a stored one, with an empty one below it, so that the cursor stays where it is."""
        if row_id not in self._place:
            foot = len(self._ids)
            self.beginInsertRows(QModelIndex(), foot + 1, foot + 1)
            self._ids.append(row_id)
            self._place[row_id] = foot
            self.endInsertRows()
            for key, text in self._draft.items():
                if key not in _HEADS:
                    self._pending[row_id, key] = text
            self._tell_row(foot)
        self.clear_draft()

    def take_rows(self, generation: int, rows: Iterable[LedgerRow]) -> bool:
        """Take the answer to a question; False when it comes too late."""
        if generation != self.generation:
            return False
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
            self._asked.discard(row.id)
            self._pending = {cell: text for cell, text in self._pending.items() if cell[0] != row.id}
            if row.id in self._place:
                self._tell_row(self._place[row.id])
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        return True

    def row_of(self, record_id: int) -> int:
        """Where a row stands, -1 when it is not shown."""
        return self._place.get(record_id, -1)

    def record_at(self, row: int) -> int | None:
        """The row's id; None for the foot row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def place_of(self, record_id: int, key: str) -> QModelIndex:
        """Where a cell stands."""
        row = self.row_of(record_id)
        if row < 0 or self._form is None:
            return QModelIndex()
        return self.index(row, FIRST + (self._form.keys.index(key) if key in self._form.keys else 0))

    def key_at(self, column: int) -> str:
        """The key of a column of the form, empty before them."""
        known = self._form.keys if self._form else ()
        return known[column - FIRST] if FIRST <= column < FIRST + len(known) else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """All rows and the one at the foot."""
        return 0 if parent.isValid() or self._form is None else len(self._ids) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Unit, period and state, then the form's columns."""
        return 0 if parent.isValid() or self._form is None else FIRST + len(self._form.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802  Qt's name
        """The form's headings; the row's number at the left."""
        if role != Qt.ItemDataRole.DisplayRole or self._form is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if section < len(self._ids) else _NEW
        return _HEADS[section] if section < FIRST else self._form.labels[section - FIRST]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A stored row's unit, period and state are not typed over."""
        flags = super().flags(index)
        at_foot = index.row() == len(self._ids)
        may = index.column() >= FIRST or (at_foot and index.column() != STATE)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and may else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, its mark, and what it tells eye and ear."""
        if not index.isValid() or self._form is None:
            return None
        column = self._column(index.column())
        if role == COLUMN_ROLE:
            return column
        record_id = self.record_at(index.row())
        text = self._text(index, record_id, column)
        if role == Qt.ItemDataRole.EditRole:
            return text
        said = self._problems.get((record_id, column.key), []) if record_id is not None else []
        return self._told(index, text, said, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Take what was typed, show it, and let it be stored."""
        if role != Qt.ItemDataRole.EditRole or self._form is None or not index.isValid():
            return False
        record_id, key = self.record_at(index.row()), self._column(index.column()).key
        if record_id is None:
            self._draft[key] = str(value)
            self.dataChanged.emit(index, index)
            self.typed.emit(key, str(value))
            return True
        if index.column() < FIRST:
            return False
        self.edit([(record_id, key, str(value))])
        return True

    def edit(self, cells: Sequence[tuple[int, str, str]]) -> None:
        """Change cells as one step."""
        for record_id, key, text in cells:
            self._pending[record_id, key] = text
            place = self.place_of(record_id, key)
            if place.isValid():
                self.dataChanged.emit(place, place)
        if cells:
            self.edited.emit(list(cells))

    def clear_draft(self) -> None:
        """Empty the foot row."""
        self._draft = {key: text for key, text in self._draft.items() if key in _HEADS}
        self._tell_row(len(self._ids))

    def drop_pending(self) -> None:
        """Show again what is stored, after a change was refused."""
        self._pending = {}
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))

    def _text(self, index: Index, record_id: int | None, column: Column) -> str:
        if record_id is None:
            return self._draft.get(column.key, "")
        pending = self._pending.get((record_id, column.key))
        if pending is not None:
            return pending
        row = self._rows.get(record_id)
        if row is None:
            self._want(index.row())
            return _WAIT if index.column() == FIRST else ""
        if index.column() < FIRST:
            return (row.unit or "未定", row.period or "未定", row.state or "计入")[index.column()]
        return shown(column, row.values.get(column.key, ""))

    def _told(self, index: Index, text: str, said: list[LedgerProblem], role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._state_text(index, text) if index.column() == STATE else one_line(text)
        mark = Mark.NONE if not said else Mark.ERROR if any(one.is_error for one in said) else Mark.HINT
        if role == MARK_ROLE:
            return mark
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join([*(one.message for one in said), text]).strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            label = self._column(index.column()).label
            return "，".join([f"{label} {text or '空'}", *(f"{mark}：{one.message}" for one in said)])
        return None

    def _state_text(self, index: Index, text: str) -> str:
        record_id = self.record_at(index.row())
        row = self._rows.get(record_id) if record_id is not None else None
        return f"{_SHAPES[row.state]} {text}" if row is not None else ""

    def _column(self, column: int) -> Column:
        assert self._form is not None  # noqa: S101  no cell is asked for without a form
        if column >= FIRST:
            return self._form.columns[column - FIRST]
        choices = {UNIT: self._units, PERIOD: self._periods}.get(column, ())
        return Column(_HEADS[column], _HEADS[column], ColumnKind.CHOICE, choices=choices, closed=True)

    def _want(self, row: int) -> None:
        """Remember the rows round one that is not here yet; they are asked for when the drawing is done."""
        start = max(0, row - _WINDOW // 4)
        fresh = {
            row_id
            for row_id in self._ids[start : start + _WINDOW]
            if row_id not in self._asked and row_id not in self._rows
        }
        if fresh:
            self._lacking |= fresh
            self._asked |= fresh
            if not self._timer.isActive():
                self._timer.start()

    def _ask(self) -> None:
        lacking, self._lacking = self._lacking, set()
        if lacking:
            self.wanted.emit(self.generation, sorted(lacking, key=lambda row_id: self._place.get(row_id, 0)))

    def _forget(self, touched: Iterable[int]) -> None:
        """Ask anew for changed rows that are here; the old ones are shown until the answer comes."""
        for row_id in touched:
            if row_id in self._rows:
                self._lacking.add(row_id)
        if self._lacking and not self._timer.isActive():
            self._timer.start()

    def _remove(self, row_id: int) -> None:
        row = self._place[row_id]
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._ids[row]
        self._rows.pop(row_id, None)
        self._number()
        self.endRemoveRows()

    def _insert(self, row_id: int, row: int) -> None:
        self.beginInsertRows(QModelIndex(), row, row)
        self._ids.insert(row, row_id)
        self._number()
        self.endInsertRows()

    def _number(self) -> None:
        self._place = {row_id: place for place, row_id in enumerate(self._ids)}

    def _tell_row(self, row: int) -> None:
        if self._form is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def _empty(self) -> None:
        self.generation += 1
        self._ids = []
        self._place = {}
        self._rows.clear()
        self._problems, self._pending = {}, {}
        self._asked, self._lacking = set(), set()
        self._draft = {}

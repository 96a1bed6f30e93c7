"""A ledger as a table of any length: a list of ids, rows fetched as they come into view, one empty row to begin in."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.showing import shown
from desk_app.ui.ledger.cells import COLUMN_ROLE, HEAD_ROLE, MARK_ROLE, OFFERS_ROLE, Mark, one_line
from desk_app.ui.ledger.entries import Entries, common_ends
from desk_app.ui.ledger.offers import Offer, Offers

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerGroup, LedgerProblem, LedgerRow

Index = QModelIndex | QPersistentModelIndex
Cell = tuple[int, str, str, str | None]

UNIT, PERIOD, STATE, FIRST = 0, 1, 2, 3
DRAFT_UNIT, DRAFT_PERIOD = "单位", "期次"
HEADS = (DRAFT_UNIT, DRAFT_PERIOD, "状态")
_SHAPES = {"": "●", "待核": "◆", "前期已计": "○"}
_WINDOW = 100
_KEPT = 4_000
_NEW = "＋"
_WAIT = "……"
_FEW = 200
_GRADES = tuple(mark for mark in Mark if mark)


class LedgerModel(QAbstractTableModel):
    """Asks for rows by ``wanted(generation, ids)``; an answer to an older generation is dropped.

    ``edited(cells)`` gives cells (record_id, key, text, what stood there) to be stored, ``typed(key, text)`` a cell of
    the empty row.
    """

    wanted = Signal(int, object)
    edited = Signal(object)
    typed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form: FormDefinition | None = None
        self.entries = Entries()
        self.offers = Offers()
        self._rows: OrderedDict[int, LedgerRow] = OrderedDict()
        self._problems: dict[tuple[int, str], list[LedgerProblem]] = {}
        self._pending: dict[tuple[int, str], str] = {}
        self._asked: dict[int, int] = {}
        self._lacking: dict[int, int] = {}
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
        return self.entries.ids

    @property
    def form(self) -> FormDefinition | None:
        """The form that is shown."""
        return self._form

    @property
    def draft(self) -> dict[str, str]:
        """What stands in the empty row; unit and period under DRAFT_UNIT and DRAFT_PERIOD."""
        return self._draft

    @property
    def draft_before(self) -> int | None:
        """The row before which the new one is to stand; None at the foot."""
        return None if self.entries.groups else self.entries.id_at(self.entries.foot + 1)

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
        self._tell_line(self.entries.foot)

    def fill_draft(self, texts: dict[str, str]) -> None:
        """Let the empty row hold what was half written before a fall, or what the roster says beside a name."""
        self._draft.update(texts)
        self._tell_line(self.entries.foot)

    def open_draft_at(self, line: int) -> bool:
        """Let the empty row stand before the row of a line; False where rows are grouped."""
        if self.entries.groups or not 0 <= line < self.entries.count:
            return False
        foot = self.entries.foot
        if line == foot:
            return True
        if self.beginMoveRows(QModelIndex(), foot, foot, QModelIndex(), line):
            self.entries.foot = line if line < foot else line - 1
            self.endMoveRows()
        return True

    def take_ids(
        self,
        ids: Sequence[int],
        problems: Iterable[LedgerProblem],
        touched: Iterable[int] = (),
        *,
        anew: bool = False,
        groups: tuple[LedgerGroup, ...] = (),
    ) -> None:
        """Show the rows of a new reading: changed in place where few came or went, else from the beginning."""
        self.generation += 1
        self._asked.clear()
        fresh = ids if isinstance(ids, array) else array("q", ids)
        if fresh != self.entries.ids or groups != self.entries.groups:
            self._take_changed(fresh, groups, anew=anew)
        self.take_problems(problems)
        self._forget(touched)

    def take_problems(self, problems: Iterable[LedgerProblem]) -> None:
        """Mark cells."""
        self._problems = {}
        for one in problems:
            self._problems.setdefault((one.record_id, one.key), []).append(one)
        self._tell_all()

    def adopt(self, row_id: int) -> None:
        """Let the empty row become a stored one, with an empty one at the foot; the cursor stays where it is."""
        if self.entries.place_of(row_id) < 0 and not self.entries.groups:
            line, last = self.entries.foot, self.entries.count
            self.beginInsertRows(QModelIndex(), last, last)
            self.entries.put(line, row_id)
            self.entries.foot = last
            self.endInsertRows()
            for key, text in self._draft.items():
                if key not in HEADS:
                    self._pending[row_id, key] = text
            self._tell_line(line)
        self.clear_draft()

    def take_rows(self, generation: int, rows: Iterable[LedgerRow]) -> bool:
        """Take the answer to a question; False when it comes too late."""
        if generation != self.generation:
            return False
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
            place = self._asked.pop(row.id, -1)
            for cell in [cell for cell in self._pending if cell[0] == row.id]:
                del self._pending[cell]
            line = self.entries.line_of_place(place) if 0 <= place < len(self.ids) else self.entries.line_of(row.id)
            self._tell_line(line)
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        return True

    def row_of(self, record_id: int) -> int:
        """The line in which a row stands, -1 when it is not shown."""
        return self.entries.line_of(record_id)

    def record_at(self, line: int) -> int | None:
        """The row's id; None for the empty row and for a unit's heading."""
        return self.entries.id_at(line)

    def place_of(self, record_id: int, key: str) -> QModelIndex:
        """Where a cell stands."""
        line = self.row_of(record_id)
        if line < 0 or self._form is None:
            return QModelIndex()
        return self.index(line, FIRST + (self._form.keys.index(key) if key in self._form.keys else 0))

    def key_at(self, column: int) -> str:
        """The key of a column of the form, empty before them."""
        known = self._form.keys if self._form else ()
        return known[column - FIRST] if FIRST <= column < FIRST + len(known) else ""

    def text_of(self, record_id: int | None, key: str) -> str | None:
        """What a cell says now, None where the row is not here yet; without an id, of the empty row."""
        if record_id is None:
            return self._draft.get(key, "")
        pending = self._pending.get((record_id, key))
        row = self._rows.get(record_id)
        if pending is not None or row is None or self._form is None:
            return pending
        return shown(self._form.column(key), row.values.get(key, ""))

    def unit_of(self, record_id: int | None) -> str:
        """The unit of a row that is here, or of the empty row."""
        row = self._rows.get(record_id) if record_id is not None else None
        return row.unit if row is not None else self._draft.get(DRAFT_UNIT, "")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """All rows, headings, and the empty one."""
        return 0 if parent.isValid() or self._form is None else self.entries.count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Unit, period and state, then the form's columns."""
        return 0 if parent.isValid() or self._form is None else FIRST + len(self._form.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802  Qt's name
        """The form's headings; the row's number at the left."""
        if role != Qt.ItemDataRole.DisplayRole or self._form is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            place = self.entries.place_at(section)
            return str(place + 1) if place is not None else _NEW if section == self.entries.foot else ""
        return HEADS[section] if section < FIRST else self._form.labels[section - FIRST]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A stored row's unit, period and state are not typed over."""
        flags = super().flags(index)
        at_foot = index.row() == self.entries.foot
        may = at_foot or self.entries.place_at(index.row()) is not None
        may = may and (index.column() >= FIRST or (at_foot and index.column() != STATE))
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and may else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, its mark, and what it tells eye and ear."""
        if not index.isValid() or self._form is None:
            return None
        group = self.entries.group_at(index.row())
        if group is not None:
            return self._heading(group, index, role)
        column = self._column(index.column())
        record_id = self.record_at(index.row())
        if role == COLUMN_ROLE:
            return column
        if role == OFFERS_ROLE:
            return self._offers(column, record_id)
        text = self._text(index, record_id, column)
        if role == Qt.ItemDataRole.EditRole:
            return text
        said = self._problems.get((record_id, column.key), []) if record_id is not None else []
        return self._told(index, text, said, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Take what was typed, show it, and let it be stored."""
        return self.store(index, str(value), None) if role == Qt.ItemDataRole.EditRole else False

    def store(self, index: Index, text: str, before: str | None) -> bool:
        """Take what was typed over what the person saw there."""
        if self._form is None or not index.isValid() or self.entries.group_at(index.row()) is not None:
            return False
        record_id, key = self.record_at(index.row()), self._column(index.column()).key
        if record_id is None:
            self._draft[key] = text
            self.dataChanged.emit(index, index)
            self.typed.emit(key, text)
            return True
        if index.column() < FIRST:
            return False
        self.edit([(record_id, key, text, before)])
        return True

    def edit(self, cells: Sequence[Cell]) -> None:
        """Change cells as one step."""
        for record_id, key, text, _ in cells:
            self._pending[record_id, key] = text
            place = self.place_of(record_id, key)
            if place.isValid():
                self.dataChanged.emit(place, place)
        if cells:
            self.edited.emit(list(cells))

    def clear_draft(self) -> None:
        """Empty the empty row again, at the foot."""
        self._draft = {key: text for key, text in self._draft.items() if key in HEADS}
        self._tell_line(self.entries.foot)

    def drop_pending(self) -> None:
        """Show again what is stored, after a change was refused."""
        self._pending = {}
        self._tell_all()

    def fold(self, unit: str) -> None:
        """Fold a unit's rows away, or open them."""
        self.beginResetModel()
        self.entries.folded ^= {unit}
        self.entries.arrange()
        self.endResetModel()

    def _take_changed(self, ids: array[int], groups: tuple[LedgerGroup, ...], *, anew: bool) -> None:
        old = self.entries.ids
        start, end = common_ends(old, ids)
        gone, came = len(old) - start - end, len(ids) - start - end
        in_place = not anew and not groups and not self.entries.groups and len(old) and gone + came <= _FEW
        if not in_place:
            self.beginResetModel()
            self.entries.take(ids[:] if len(ids) < _FEW else ids, groups)
            if anew:
                self._rows.clear()
            self.endResetModel()
            return
        if gone:
            self._remove(start, gone)
        for offset, row_id in enumerate(ids[start : start + came]):
            self._insert(row_id, start + offset)

    def _remove(self, place: int, count: int) -> None:
        foot = self.entries.foot
        for at in range(place + count - 1, place - 1, -1):
            line = self.entries.line_of_place(at)
            self.beginRemoveRows(QModelIndex(), line, line)
            self._rows.pop(self.entries.ids[at], None)
            self.entries.drop(at, 1)
            foot -= line < foot
            self.entries.foot = foot
            self.endRemoveRows()

    def _insert(self, row_id: int, place: int) -> None:
        foot = self.entries.foot
        line = place if place <= foot else place + 1
        self.beginInsertRows(QModelIndex(), line, line)
        self.entries.put(place, row_id)
        self.entries.foot = foot + (line <= foot)
        self.endInsertRows()

    def _heading(self, group: LedgerGroup, index: Index, role: int) -> Any:
        if role == HEAD_ROLE:
            return group.unit
        sign = "▸" if group.unit in self.entries.folded else "▾"
        if index.column() == 0 and role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{sign} {group.unit}　{group.count}行"
        return None

    def _offers(self, column: Column, record_id: int | None) -> tuple[Offer, ...]:
        return self.offers.of(column, self.unit_of(record_id))

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
        mark = next((one for one in _GRADES if any(each.grade.value == one.value for each in said)), Mark.NONE)
        if role == MARK_ROLE:
            return mark
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join([*(one.said for one in said), text]).strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            label = self._column(index.column()).label
            return "，".join([f"{label} {text or '空'}", *(f"{one.grade}：{one.said}" for one in said)])
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
        return Column(HEADS[column], HEADS[column], ColumnKind.CHOICE, choices=choices, closed=True)

    def _want(self, line: int) -> None:
        """Remember the rows round one that is not here yet; they are asked for when the drawing is done."""
        place = self.entries.place_at(line) or 0
        start = max(0, place - _WINDOW // 4)
        for at, row_id in enumerate(self.entries.ids[start : start + _WINDOW], start=start):
            if row_id not in self._asked and row_id not in self._rows:
                self._lacking[row_id] = self._asked[row_id] = at
        if self._lacking and not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        lacking, self._lacking = self._lacking, {}
        if lacking:
            self.wanted.emit(self.generation, sorted(lacking, key=lambda row_id: lacking[row_id]))

    def _forget(self, touched: Iterable[int]) -> None:
        """Ask anew for changed rows that are here; the old ones are shown until the answer comes."""
        for row_id in touched:
            if row_id in self._rows:
                self._lacking[row_id] = self._asked[row_id] = self.entries.place_of(row_id)
        if self._lacking and not self._timer.isActive():
            self._timer.start()

    def _tell_line(self, line: int) -> None:
        if self._form is not None and line >= 0:
            self.dataChanged.emit(self.index(line, 0), self.index(line, self.columnCount() - 1))

    def _tell_all(self) -> None:
        if self._form is not None and self.entries.count:
            self.dataChanged.emit(self.index(0, 0), self.index(self.entries.count - 1, self.columnCount() - 1))

    def _empty(self) -> None:
        self.generation += 1
        self.entries = Entries()
        self._rows.clear()
        self._problems, self._pending = {}, {}
        self._asked, self._lacking = {}, {}
        self._draft = {}

"""A ledger as a table of any length: what each cell says, how it is marked, and what is typed into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from desk_app.forms.definition import Column, ColumnKind
from desk_app.forms.showing import shown
from desk_app.ui.ledger.cells import COLUMN_ROLE, HEAD_ROLE, MARK_ROLE, OFFERS_ROLE, Mark, one_line
from desk_app.ui.ledger.ledger_lines import (
    DRAFT_PERIOD,
    DRAFT_UNIT,
    FIRST,
    HEADS,
    PERIOD,
    STATE,
    UNIT,
    Index,
    LedgerLines,
)
from desk_app.ui.ledger.offers import Offer

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerGroup, LedgerProblem

__all__ = ["DRAFT_PERIOD", "DRAFT_UNIT", "FIRST", "HEADS", "PERIOD", "STATE", "UNIT", "LedgerModel"]

Cell = tuple[int, str, str, str | None]
_SHAPES = {"": "●", "待核": "◆", "前期已计": "○"}
_NEW = "＋"
_WAIT = "……"
_GRADES = tuple(mark for mark in Mark if mark)


class LedgerModel(LedgerLines):
    """``edited(cells)`` gives cells (record_id, key, text, what stood there) to be stored.

    ``typed(key, text)`` is a cell of the empty row.
    """

    edited = Signal(object)
    typed = Signal(str, str)

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

    def is_filled(self, line: int, column: int) -> bool | None:
        """Whether anything stands in a cell; None where its row is not here yet. Nothing is asked for."""
        if line == self.entries.foot:
            return bool(self._draft.get(self.key_at(column), "")) if column >= FIRST else False
        record_id = self.record_at(line)
        if record_id is None or column < FIRST:
            return record_id is not None
        text = self.text_of(record_id, self.key_at(column))
        return None if text is None else bool(text)

    def unit_of(self, record_id: int | None) -> str:
        """The unit of a row that is here, or of the empty row."""
        row = self._rows.get(record_id) if record_id is not None else None
        return row.unit if row is not None else self._draft.get(DRAFT_UNIT, "")

    def take_whose(self, line: int) -> None:
        """Let the empty row be of the same unit and period as the row of a line, where that is here."""
        row = self._rows.get(self.record_at(line) or 0)
        if row is not None and row.unit and row.period:
            self._draft.update({DRAFT_UNIT: row.unit, DRAFT_PERIOD: row.period})
            self._tell_line(self.entries.foot)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802  Qt's name
        """The form's headings; the row's number at the left."""
        if self._form is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if orientation == Qt.Orientation.Horizontal and section >= FIRST:
            as_printed = role == Qt.ItemDataRole.DisplayRole
            return (self._column(section).label if as_printed else self._form.labels[section - FIRST]) or None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            place = self.entries.place_at(section)
            return str(place + 1) if place is not None else _NEW if section == self.entries.foot else ""
        return HEADS[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A stored row's unit, period and state are not typed over."""
        flags = super().flags(index)
        at_foot = index.row() == self.entries.foot
        may = self.may_write and (at_foot or self.entries.place_at(index.row()) is not None)
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
        text = self._text_at(index.row(), index.column(), record_id, column)
        if role == Qt.ItemDataRole.EditRole:
            return text
        said = self._problems.at(record_id, column.key)
        return self._told(index, text, said, role)

    def is_heading(self, line: int) -> bool:
        """Whether a line is a unit's heading."""
        return self.entries.group_at(line) is not None

    def shown_at(self, line: int, column: int) -> tuple[str, Mark]:
        """What is drawn in a cell, without Qt asking for each part of it."""
        record_id, own = self.record_at(line), self._column(column)
        text = self._text_at(line, column, record_id, own)
        said = self._problems.at(record_id, own.key)
        mark = _gravest(said) if said else Mark.NONE
        return (self._state_text(record_id, text) if column == STATE else one_line(text)), mark

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Take what was typed, show it, and let it be stored."""
        return self.store(index, str(value), None) if role == Qt.ItemDataRole.EditRole else False

    def store(self, index: Index, text: str, before: str | None) -> bool:
        """Take what was typed over what the person saw there."""
        if (
            self._form is None
            or not (self.may_write and index.isValid())
            or self.entries.group_at(index.row()) is not None
        ):
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

    def _heading(self, group: LedgerGroup, index: Index, role: int) -> Any:
        if role == HEAD_ROLE:
            return group.unit
        sign = "▸" if group.unit in self.entries.folded else "▾"
        if index.column() == 0 and role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{sign} {group.unit}　{group.count}行"
        return None

    def _offers(self, column: Column, record_id: int | None) -> tuple[Offer, ...]:
        return self.offers.of(column, self.unit_of(record_id))

    def _text_at(self, line: int, at: int, record_id: int | None, column: Column) -> str:
        if record_id is None:
            return self._draft.get(column.key, "")
        pending = self._pending.get((record_id, column.key))
        if pending is not None:
            return pending
        row = self._rows.get(record_id)
        if row is None:
            self._want(line)
            return _WAIT if at == FIRST else ""
        if at < FIRST:
            return (row.unit or "未定", row.period or "未定", row.state or "计入")[at]
        return shown(column, row.values.get(column.key, ""))

    def _told(self, index: Index, text: str, said: Sequence[LedgerProblem], role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            at_state = index.column() == STATE
            return self._state_text(self.record_at(index.row()), text) if at_state else one_line(text)
        mark = _gravest(said)
        if role == MARK_ROLE:
            return mark
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join([*(one.said for one in said), text]).strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            label = self._column(index.column()).label
            return "，".join([f"{label} {text or '空'}", *(f"{one.grade}：{one.said}" for one in said)])
        return None

    def _state_text(self, record_id: int | None, text: str) -> str:
        row = self._rows.get(record_id) if record_id is not None else None
        return f"{_SHAPES[row.state]} {text}" if row is not None else ""

    def _column(self, column: int) -> Column:
        assert self._form is not None  # noqa: S101  no cell is asked for without a form
        if column >= FIRST:
            return self._form.columns[column - FIRST]
        choices = {UNIT: self._units, PERIOD: self._periods}.get(column, ())
        return Column(HEADS[column], HEADS[column], ColumnKind.CHOICE, choices=choices, closed=True)


def _gravest(said: Sequence[LedgerProblem]) -> Mark:
    return next((one for one in _GRADES if any(each.grade.value == one.value for each in said)), Mark.NONE)

"""件 as a table: number, class, title (typed in place), what it holds, its date, and whether it goes in (ticked)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette

from desk_app.campaign.calendar_days import long_day

if TYPE_CHECKING:
    from desk_app.services.archive_choices import ArchivePlace, ArchivePlan

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
HEADINGS = ("件号", "类别", "题名", "材料", "日期", "归入")
NUMBER, CLASS, TITLE, HOLDS, DAY, KEPT = range(6)


class ItemsModel(QAbstractTableModel):
    """``titled(key, text)`` and ``kept(key, yes)`` tell what a person wants; the model itself changes nothing."""

    titled = Signal(str, str)
    kept = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: tuple[ArchivePlace, ...] = ()
        self.writable = True
        self.grey = QPalette().placeholderText().color()

    def show_plan(self, plan: ArchivePlan | None, *, writable: bool, palette: QPalette) -> None:
        """Show another plan."""
        self.beginResetModel()
        self.places = plan.places if plan else ()
        self.writable, self.grey = writable, palette.placeholderText().color()
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Where an item stands; -1 where it is not there."""
        return next((row for row, one in enumerate(self.places) if one.item.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a 件."""
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """One column a heading."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What is told of an item; one that is left out is grey and says why."""
        if not index.isValid():
            return None
        place, column = self.places[index.row()], index.column()
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return self._text(place, column)
        if role == _ROLE.CheckStateRole and column == KEPT:
            return Qt.CheckState.Checked if place.kept else Qt.CheckState.Unchecked
        if role == _ROLE.AccessibleTextRole:
            return f"{HEADINGS[column]}：{self._text(place, column)}"
        if role == _ROLE.ToolTipRole:
            return self._ground(place, column)
        return self.grey if role == _ROLE.ForegroundRole and not place.kept else None

    def _text(self, place: ArchivePlace, column: int) -> str:
        item = place.item
        day = long_day(item.day) if item.day else ""
        number = f"{place.number:04}" if place.number else "—"
        return (number, place.klass.value, place.title, item.holds, day, place.out or "归入")[column]

    def _ground(self, place: ArchivePlace, column: int) -> str:
        """Why it is of its class, why it is left out; else the whole text."""
        if column == CLASS:
            return place.item.why
        persons = f"（{place.item.persons}）" if column == KEPT and place.item.persons else ""
        return f"{self._text(place, column)}{persons}"

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: N802  Qt's name
        """Pass on what was typed or ticked."""
        if not index.isValid() or not self.writable:
            return False
        place = self.places[index.row()]
        if role == _ROLE.EditRole and index.column() == TITLE and str(value).strip() != place.title:
            self.titled.emit(place.item.key, str(value).strip())
            return True
        if role == _ROLE.CheckStateRole and index.column() == KEPT:
            self.kept.emit(place.item.key, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Titles are typed in, the last column is ticked."""
        base = super().flags(index)
        if self.writable and index.column() == TITLE:
            return base | Qt.ItemFlag.ItemIsEditable
        return base | Qt.ItemFlag.ItemIsUserCheckable if self.writable and index.column() == KEPT else base

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return HEADINGS[section]
        return None

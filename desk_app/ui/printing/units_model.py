"""The units to print for, each with a tick; Space ticks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desk_app.services.print_options import PrintableUnit

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class UnitTicks(QAbstractListModel):
    """``ticked_changed`` tells that other units are ticked."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._units: tuple[PrintableUnit, ...] = ()
        self._ticked: set[str] = set()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ticked units in the bureau's order."""
        return tuple(unit.name for unit in self._units if unit.name in self._ticked)

    def show_units(self, units: tuple[PrintableUnit, ...]) -> None:
        """Show other units; those known by name stay ticked, else the first is."""
        self.beginResetModel()
        self._units = units
        self._ticked &= {unit.name for unit in units}
        if units and not self._ticked:
            self._ticked = {units[0].name}
        self.endResetModel()
        self.ticked_changed.emit()

    def wish(self, unit: str) -> None:
        """Tick one unit alone, also where the units are not there yet."""
        self._ticked = {unit}
        self._tell()

    def tick_where(self, wanted: Callable[[PrintableUnit], bool]) -> None:
        """Tick exactly the units that are wanted."""
        self._ticked = {unit.name for unit in self._units if wanted(unit)}
        self._tell()

    def _tell(self) -> None:
        if self._units:
            self.dataChanged.emit(self.index(0), self.index(len(self._units) - 1), [_ROLE.CheckStateRole])
        self.ticked_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a unit."""
        return 0 if parent.isValid() else len(self._units)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each can be ticked."""
        own = super().flags(index)
        return own | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else own

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Name and state, and the tick."""
        if not index.isValid():
            return None
        unit = self._units[index.row()]
        if role == _ROLE.DisplayRole:
            return f"{unit.name}　{unit.state}".rstrip("　")
        if role == _ROLE.AccessibleTextRole:
            return f"{unit.name} {unit.state} {'已勾选' if unit.name in self._ticked else '未勾选'}"
        if role == _ROLE.CheckStateRole:
            return Qt.CheckState.Checked if unit.name in self._ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: N802  Qt's name
        """Tick or untick."""
        if not index.isValid() or role != _ROLE.CheckStateRole:
            return False
        name = self._units[index.row()].name
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked.add(name)
        else:
            self._ticked.discard(name)
        self.dataChanged.emit(index, index, [role])
        self.ticked_changed.emit()
        return True

"""The roster as a tree in the bureau's order, or as a list of what a search found; only what is seen is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from desk_app.campaign.roster import Roster, Unit
from desk_app.campaign.roster_order import in_tree_order

Index = QModelIndex | QPersistentModelIndex
HEADINGS = ("单位", "排序", "类别", "联系人", "电话", "所属党支部", "又称")
_MIME = "application/x-desk-unit"
_ROLE = Qt.ItemDataRole


@dataclass(eq=False)
class _Node:
    """A unit in the tree."""

    unit: Unit
    number: int
    above: _Node | None = None
    row: int = 0
    below: list[_Node] = field(default_factory=list)

    @property
    def texts(self) -> tuple[str, ...]:
        unit = self.unit
        rest = "（已停用）" if unit.active_to else "" if unit.reports else "（不报送）"
        number = str(self.number) if self.number else ""
        return (
            unit.name + rest, number, unit.kind, unit.contact, unit.phone, unit.branch, "、".join(unit.aliases),
        )  # fmt: skip


class UnitTree(QAbstractItemModel):
    """``dropped(name, parent, before)``: a unit was drawn to another place; the rows wait for the roster to change."""

    dropped = Signal(str, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._top: list[_Node] = []
        self._by_name: dict[str, _Node] = {}
        self.searched = False

    def show_roster(self, known: Roster) -> None:
        """Show all units of today as a tree."""
        numbers = {unit.name: place for place, unit in enumerate(known.units, start=1)}
        self.beginResetModel()
        self._top, self._by_name, self.searched = [], {}, False
        path: list[_Node] = []
        for unit, depth in in_tree_order(known.units):
            del path[depth:]
            self._add(_Node(unit, numbers[unit.name], path[-1] if path else None))
            path.append(self._by_name[unit.name])
        self.endResetModel()

    def show_found(self, found: Sequence[Unit], known: Roster) -> None:
        """Show what a search found, one below the other."""
        numbers = {unit.name: place for place, unit in enumerate(known.units, start=1)}
        self.beginResetModel()
        self._top, self._by_name, self.searched = [], {}, True
        for unit in found:
            self._add(_Node(unit, numbers.get(unit.name, 0)))
        self.endResetModel()

    def _add(self, node: _Node) -> None:
        around = self._top if node.above is None else node.above.below
        node.row = len(around)
        around.append(node)
        self._by_name[node.unit.name] = node

    def unit(self, index: Index) -> Unit | None:
        """The unit of a place."""
        return _node(index).unit if index.isValid() else None

    def place_of(self, name: str) -> QModelIndex:
        """Where a unit stands; invalid where it is not shown."""
        node = self._by_name.get(name)
        return QModelIndex() if node is None else self.createIndex(node.row, 0, node)

    @property
    def names(self) -> tuple[str, ...]:
        """All that is shown, from the top."""
        return tuple(self._by_name)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008  Qt's default
        """The place of a row below another."""
        around = _node(parent).below if parent.isValid() else self._top
        inside = 0 <= row < len(around) and 0 <= column < len(HEADINGS)
        return self.createIndex(row, column, around[row]) if inside else QModelIndex()

    def parent(self, child: Index = QModelIndex()) -> Any:  # noqa: B008  Qt's two meanings
        """The place above."""
        above = _node(child).above if child.isValid() else None
        return QModelIndex() if above is None else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """The units below."""
        if parent.column() > 0:
            return 0
        return len(_node(parent).below if parent.isValid() else self._top)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """One column a heading."""
        return len(HEADINGS)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What is registered of a unit."""
        if not index.isValid():
            return None
        node = _node(index)
        if role == _ROLE.ForegroundRole and node.unit.active_to is not None:
            return _quiet()
        if role not in (_ROLE.DisplayRole, _ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return None
        text = node.texts[index.column()]
        if role == _ROLE.AccessibleTextRole:
            return f"{HEADINGS[index.column()]}：{text or '空'}"
        return text if role == _ROLE.DisplayRole else text or None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Headings above."""
        if orientation == Qt.Orientation.Horizontal and role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return HEADINGS[section] if 0 <= section < len(HEADINGS) else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every unit can be drawn elsewhere while the whole tree is shown."""
        base = super().flags(index)
        if self.searched:
            return base
        drawn = Qt.ItemFlag.ItemIsDropEnabled
        return base | drawn | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else drawn

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802  Qt's name
        """Units are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802  Qt's name
        """Our own units only."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802  Qt's name
        """The unit that is drawn, by its name."""
        made = QMimeData()
        unit = self.unit(indexes[0]) if indexes else None
        made.setData(_MIME, (unit.name if unit else "").encode())
        return made

    def dropMimeData(  # noqa: N802  Qt's name
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Ask for the move; the rows stay until the roster has changed."""
        name = bytes(data.data(_MIME).data()).decode()
        above = self.unit(parent)
        around = _node(parent).below if parent.isValid() else self._top
        before = around[row].unit.name if 0 <= row < len(around) else None
        if name and name != before and (above is None or above.name != name):
            self.dropped.emit(name, above.name if above else "", before)
        return False


def _node(index: Index) -> _Node:
    node: _Node = index.internalPointer()
    return node


def _quiet() -> QColor:
    return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)

"""A list of things with a tick each: Space ticks, and all or none by one press."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk_app.ui.colours import tick_palette
from desk_app.ui.look import row_height

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Tickable:
    """One thing: its key, what is shown of it, and the tip that tells more."""

    key: Any
    text: str
    tip: str = ""


class TickModel(QAbstractListModel):
    """``ticked_changed`` tells that other things are ticked."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._things: Sequence[Tickable] = ()
        self._ticked: set[Any] = set()

    @property
    def ticked(self) -> tuple[Any, ...]:
        """The keys of what is ticked, in the list's order."""
        return tuple(one.key for one in self._things if one.key in self._ticked)

    @property
    def keys(self) -> tuple[Any, ...]:
        """The keys of all things."""
        return tuple(one.key for one in self._things)

    def show(self, things: Sequence[Tickable], ticked: Iterable[Any]) -> None:
        """Show other things, these ticked."""
        self.beginResetModel()
        self._things = things
        self._ticked = set(ticked)
        self.endResetModel()
        self.ticked_changed.emit()

    def tick_only(self, keys: Iterable[Any]) -> None:
        """Tick exactly these."""
        self._ticked = set(keys)
        if self._things:
            self.dataChanged.emit(self.index(0), self.index(len(self._things) - 1), [_ROLE.CheckStateRole])
        self.ticked_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a thing."""
        return 0 if parent.isValid() else len(self._things)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each can be ticked."""
        own = super().flags(index)
        return own | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else own

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """The text, and the tick."""
        if not index.isValid():
            return None
        one = self._things[index.row()]
        if role == _ROLE.DisplayRole:
            return one.text
        if role == _ROLE.ToolTipRole:
            return one.tip or one.text
        if role == _ROLE.AccessibleTextRole:
            return f"{one.text} {'已勾选' if one.key in self._ticked else '未勾选'}"
        if role == _ROLE.CheckStateRole:
            return Qt.CheckState.Checked if one.key in self._ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: N802  Qt's name
        """Tick or untick."""
        if not index.isValid() or role != _ROLE.CheckStateRole:
            return False
        key = self._things[index.row()].key
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked.add(key)
        else:
            self._ticked.discard(key)
        self.dataChanged.emit(index, index, [role])
        self.ticked_changed.emit()
        return True


class _TickDelegate(QStyledItemDelegate):
    """Draws the boxes with a frame that is seen in the light and in the dark, ticked or not."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802  Qt's name
        """Give the boxes their own palette."""
        super().initStyleOption(option, index)
        option.palette = tick_palette(option.palette)  # type: ignore[attr-defined]  # PySide's own name for it

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  Qt's name
        """Rows as high as those of other lists."""
        hint = super().sizeHint(option, index)
        owner = self.parent()
        return QSize(hint.width(), row_height(owner)) if isinstance(owner, QWidget) else hint


class TickList(QListView):
    """The list on the screen; Enter ticks as Space does."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks = TickModel(self)
        self.setModel(self.ticks)
        self.setItemDelegate(_TickDelegate(self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(f"{name}，空格键勾选")
        self.activated.connect(self._turn)

    @Slot()
    def tick_all(self) -> None:
        """Tick everything, or nothing where all is ticked."""
        full = len(self.ticks.ticked) == len(self.ticks.keys)
        self.ticks.tick_only(() if full else self.ticks.keys)

    @Slot(QModelIndex)
    def _turn(self, index: QModelIndex) -> None:
        is_ticked = index.data(_ROLE.CheckStateRole) == Qt.CheckState.Checked
        self.ticks.setData(index, Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked, _ROLE.CheckStateRole)

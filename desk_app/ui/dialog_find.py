"""查找 (Ctrl+K): rooms, units and forms by a few signs; Enter goes there. No person's name is ever shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from desk_app.progress import Progress
from desk_app.services.initials import matches
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import QUIET, label
from desk_app.ui.room import RoomContext
from desk_app.ui.rooms import ROOMS

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.values import Campaign

Index = QModelIndex | QPersistentModelIndex
_MOST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Something that can be found: its words, what it is, where it leads, and what else it answers to."""

    text: str
    kind: str
    room: str
    errand: str = ""
    also: tuple[str, ...] = ()

    def answers(self, wanted: str) -> bool:
        """Whether every part of what was typed stands in one of its names."""
        names = (self.text, self.kind, *self.also)
        return all(any(matches(part, name) for name in names) for part in wanted.split())


class PlacesModel(QAbstractListModel):
    """What answers to the text typed so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Place, ...] = ()
        self._shown: list[Place] = []
        self._wanted = ""

    def offer(self, places: tuple[Place, ...]) -> None:
        """Search among these."""
        self._all = places
        self.search(self._wanted)

    def search(self, wanted: str) -> None:
        """Show what answers."""
        self.beginResetModel()
        self._wanted = wanted
        self._shown = [place for place in self._all if place.answers(wanted)][:_MOST]
        self.endResetModel()

    def place(self, row: int) -> Place | None:
        """The place in a row, None where there is none."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a place."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a place, and what it is."""
        place = self.place(index.row()) if index.isValid() else None
        if place is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return f"{place.kind:　<2}　{place.text}"


class FindDialog(DeskDialog):
    """One line to type in, and a list below that the up and down keys walk through."""

    def __init__(self, parent: QWidget | None, context: RoomContext) -> None:
        super().__init__(parent, "查找")
        self._context = context
        self.model = PlacesModel(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText("单位、表或去处，打几个字或拼音首字母")
        self.field.setAccessibleName("查找")
        self.field.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(2)
        self.list.setAccessibleName("找到的")
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.lines.addWidget(self.field)
        self.lines.addWidget(self.list, 1)
        self.lines.addWidget(label("上下选，回车去，Esc 关闭", QUIET))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._go)
        self.list.activated.connect(self._go)
        self.list.clicked.connect(self._go)
        self.suit(chars(self, 30), row_height(self) * 12)
        self._offer(())
        campaign = context.session.campaign
        if campaign is not None:
            context.worker.run(partial(_read, campaign=campaign), self._offer, key="find")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Let up and down walk through the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self._select(self.list.currentIndex().row() + step)
                return True
        return super().eventFilter(watched, event)

    def _offer(self, places: tuple[Place, ...]) -> None:
        rooms = tuple(Place(room.title, "去处", room.name) for room in ROOMS)
        self.model.offer((*places, *rooms))
        self._select(0)

    @Slot(str)
    def _search(self, text: str) -> None:
        self.model.search(text)
        self._select(0)

    def _select(self, row: int) -> None:
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(min(max(row, 0), self.model.rowCount() - 1)))

    @Slot()
    def _go(self) -> None:
        place = self.model.place(self.list.currentIndex().row())
        if place is not None:
            self.close()
            self._context.go(place.room, place.errand)


def _read(desk: Desk, _progress: Progress, *, campaign: Campaign) -> tuple[Place, ...]:
    from desk_app.services.find_places import forms_and_units

    forms, units = forms_and_units(desk, campaign)
    found = [Place(f"{one.annex}　{one.name}".strip("　"), "表", "ledger", one.name, (one.title,)) for one in forms]
    found += [Place(one.name, "单位", "units", one.name, (one.kind, *one.aliases)) for one in units]
    return tuple(found)

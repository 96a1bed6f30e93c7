"""The rooms at the left: one button a room, up and down keys between them, 设置 at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desk_app.ui.actions import spec
from desk_app.ui.colours import Colours
from desk_app.ui.icons import room_icon
from desk_app.ui.look import chars, grid
from desk_app.ui.rooms import RoomEntry


class Side(QFrame):
    """Tells ``chosen(place)`` when a person picks a room."""

    chosen = Signal(int)

    def __init__(self, rooms: Sequence[RoomEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self._rooms = rooms
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._pick)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget()
        self._inner.setObjectName("page")
        self._area.setWidget(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        lines = QVBoxLayout(self._inner)
        lines.setSpacing(0)
        lines.setContentsMargins(0, grid(self), 0, grid(self))
        for place, room in enumerate(rooms):
            if room.at_foot:
                lines.addStretch(1)
            lines.addWidget(self._button(place, room))
        self.fit()

    def show_room(self, place: int) -> None:
        """Mark the room that is entered."""
        self._group.button(place).setChecked(True)

    def fit(self) -> None:
        """Be as wide as the words need at the size of the type."""
        self.setFixedWidth(chars(self, 6.5) + grid(self, 4))
        for button in self._group.buttons():
            size = grid(self, 2.5)
            button.setIconSize(QSize(size, size))
            button.setMinimumHeight(grid(self, 5))

    def dress(self, colours: Colours) -> None:
        """Draw the icons in the colours of the look."""
        for place, room in enumerate(self._rooms):
            self._group.button(place).setIcon(room_icon(room.icon, colours.text, grid(self, 2.5)))
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Let up and down go from room to room."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and isinstance(watched, QToolButton):
                place = (self._group.id(watched) + step) % len(self._rooms)
                self._group.button(place).setFocus(Qt.FocusReason.TabFocusReason)
                self._area.ensureWidgetVisible(self._group.button(place))
                return True
        return super().eventFilter(watched, event)

    def _button(self, place: int, room: RoomEntry) -> QToolButton:
        made = QToolButton()
        made.setText(room.title)
        made.setAccessibleName(room.title)
        keys = spec(f"room.{room.name}").keys[0]
        made.setToolTip(f"{room.title}（{keys}）")
        made.setAccessibleDescription(f"快捷键 {keys}")
        made.setCheckable(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.installEventFilter(self)
        self._group.addButton(made, place)
        return made

    @Slot(int)
    def _pick(self, place: int) -> None:
        self.chosen.emit(place)

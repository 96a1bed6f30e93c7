"""Where everything stands in 收表, and the keys that lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desk_app.ui.flow import FlowLayout
from desk_app.ui.ledger.split import OneOrBoth
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import QUIET, TITLE, label, row

if TYPE_CHECKING:
    from desk_app.ui.intake.room import IntakeRoom

_ROOM_FOR_BOTH = 58
_LEAST_LINES = 6


def lay_out(room: IntakeRoom) -> OneOrBoth:
    """The head, the counts, and below them the list beside the opened return."""
    lines = QVBoxLayout(room)
    lines.setContentsMargins(grid(room, 2), grid(room, 1.5), grid(room, 2), grid(room, 1.5))
    lines.setSpacing(grid(room))
    room.files.setToolTip("也可把文件、文件夹拖到这里（Ctrl+O）")
    room.folder.setToolTip("也可把文件、文件夹拖到这里（Ctrl+Shift+O）")
    word = label("批次(&P)", QUIET)
    word.setBuddy(room.batches)
    room.batches.setMinimumContentsLength(10)
    room.batches.setMaximumWidth(chars(room, 32))
    room.batches.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    head = row(label("收表", TITLE), room.folder, room.files, word, stretch=False)
    head.addWidget(room.batches, 4)
    head.addStretch(1)
    head.setContentsMargins(0, 0, 0, 0)
    room.head.setLayout(head)
    lines.addWidget(room.head)
    lines.addWidget(room.counts)
    left = _left(room)
    split = OneOrBoth(_scrolling(left), _scrolling(room.pane), _ROOM_FOR_BOTH)
    split.setStretchFactor(0, 1)
    split.setStretchFactor(1, 1)
    split.setSizes([chars(room, 46), chars(room, 40)])
    split.turned.connect(room.pane.offer_way_back)
    split.turned.connect(room.never_blank)
    split.turned.connect(_Counts(room, lines, left).move)
    lines.addWidget(split, 1)
    _keys(room)
    return split


class _Counts(QObject):
    """Puts the counts above the list where there is room for one part only, so that they scroll away with it."""

    def __init__(self, room: IntakeRoom, above: QVBoxLayout, left: QWidget) -> None:
        super().__init__(room)
        self._counts = room.counts
        self._above = above
        self._left = left

    @Slot(bool)
    def move(self, narrow: bool) -> None:  # noqa: FBT001  a signal's own argument
        """Put the counts where they belong now."""
        inside = self._left.layout()
        if narrow and isinstance(inside, QVBoxLayout):
            inside.insertWidget(0, self._counts)
        else:
            self._above.insertWidget(1, self._counts)


def _left(room: IntakeRoom) -> QWidget:
    left = QWidget()
    down = QVBoxLayout(left)
    down.setContentsMargins(0, 0, grid(room), 0)
    down.setSpacing(grid(room))
    for part in (room.filters, room.empty):
        down.addWidget(part)
    room.list.setMinimumHeight(row_height(room.list) * _LEAST_LINES)
    down.addWidget(room.list, 1)
    deeds = QWidget()
    flow = FlowLayout(deeds, grid(room), fills=False)
    for one in (
        room.accept_ready,
        room.nil,
        room.excuse,
        room.slip,
        room.hints,
        room.asked,
        room.undo_batch,
        room.redo_batch,
    ):
        flow.addWidget(one)
    down.addWidget(deeds)
    return left


class _Area(QScrollArea):
    """Brings whatever of it takes the keyboard into view."""

    def __init__(self) -> None:
        super().__init__()
        QGuiApplication.instance().focusObjectChanged.connect(self._follow)  # type: ignore[union-attr]  # there is one

    @Slot(QObject)
    def _follow(self, now: QObject | None) -> None:
        if isinstance(now, QWidget) and self.isVisible() and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, 0)


def _scrolling(part: QWidget) -> QScrollArea:
    area = _Area()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    part.setObjectName("page")
    area.setWidget(part)
    return area


def _keys(room: IntakeRoom) -> None:
    calls = (
        ("F8", room.pane.next_problem),
        ("Ctrl+O", room.ask_files),
        ("Ctrl+Shift+O", room.ask_folder),
        ("Ctrl+F", room.filters.words.setFocus),
    )
    for keys, call in calls:
        shortcut = QShortcut(QKeySequence(keys), room)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(call)

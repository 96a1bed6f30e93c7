"""归档: the 件 as they would be filed, put in order by hand, and the making of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHeaderView, QTableView, QVBoxLayout, QWidget

from desk_app.services.archive_classes import ArchiveClass
from desk_app.ui.archive.items_model import CLASS, DAY, HOLDS, KEPT, NUMBER, TITLE, ItemsModel
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.nothing import Nothing
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, label, line
from desk_app.ui.tally.views import plain_table

if TYPE_CHECKING:
    from desk_app.services.archive_choices import ArchivePlace, ArchivePlan

_WIDE = {NUMBER: 3.5, CLASS: 6, HOLDS: 11, DAY: 9, KEPT: 13}
_NARROW = {NUMBER: 3.5, CLASS: 6, HOLDS: 0, DAY: 0, KEPT: 3}
_ROOM_FOR_ALL = 57
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ItemsPage(QWidget):
    """Signals say what a person wants of the chosen 件; ``make_asked`` wants the archive."""

    classed = Signal(str, object)
    titled = Signal(str, str)
    kept = Signal(str, bool)
    moved = Signal(str, int)
    opened = Signal(str, str)
    personal_asked = Signal()
    files_asked = Signal()
    new_asked = Signal()
    make_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plan: ArchivePlan | None = None
        self.model = ItemsModel(self)
        self.table = plain_table("归档文件目录", self.model)
        self.table.setEditTriggers(QTableView.EditTrigger.DoubleClicked | QTableView.EditTrigger.EditKeyPressed)
        self.table.setAccessibleDescription("F2改题名，空格键归入或不归入，Alt加上下键移动，回车到所在处")
        self.table.verticalHeader().hide()
        self.klass = ChoiceBox()
        self.klass.setAccessibleName("换到哪一类")
        for one in ArchiveClass:
            self.klass.addItem(one.value, one)
        self.up, self.down = button("上移", self._move_up), button("下移", self._move_down)
        self.personal = QCheckBox("连同涉及个人的各表")
        self.files = button("附入文件", self.files_asked.emit)
        self.files.setToolTip("把照片、会议通知、领导讲话等文件附入所选的这一件")
        self.new = button("新增一件", self.new_asked.emit)
        self.new.setToolTip("选文件，另立一件归档")
        self.make = button("做成归档…", self.make_asked.emit, MAIN)
        self._said = label("", QUIET, wrap=True)
        self.nothing = Nothing()
        self.nothing.say("还没有启动专项，没有可归档的；先读入方案，或按模板启动。", "去方案", self._go_to_plan)
        self._lay_out()
        self._connect()

    @property
    def current(self) -> ArchivePlace | None:
        """The 件 a person is on."""
        row = self.table.currentIndex().row()
        return self.model.places[row] if 0 <= row < len(self.model.places) else None

    def show_plan(self, plan: ArchivePlan | None, *, writable: bool) -> None:
        """Show another plan; the 件 a person was on stays the current one."""
        kept = self.current.item.key if self.current else ""
        self.plan = plan
        self.model.show_plan(plan, writable=writable, palette=self.palette())
        self._say(plan)
        for widget in (self.klass, self.up, self.down, self.new):
            widget.setEnabled(plan is not None and writable)
        self.files.setEnabled(plan is not None and bool(plan.places))
        self.make.setEnabled(plan is not None and bool(plan.kept))
        if self.model.places:
            self.table.setCurrentIndex(self.model.index(max(0, self.model.row_of(kept)), TITLE))

    def _say(self, plan: ArchivePlan | None) -> None:
        self._said.setVisible(plan is not None)
        self.nothing.setVisible(plan is None)
        if plan is None:
            return
        hidden = f"，涉及个人的{len(plan.hidden)}件未归入" if plan.hidden else ""
        tail = "" if plan.holding.campaign.ended else "专项尚未结束，现在做成的是演练。"
        self._said.setText(f"共{len(plan.places)}件，归入{len(plan.kept)}件{hidden}。{tail}")

    def _go_to_plan(self) -> None:
        self.opened.emit("plan", "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Fit the columns; Alt with the arrows moves, a blank ticks, Return opens."""
        if watched is self.table.viewport() and event.type() == QEvent.Type.Resize:
            self._fit()
        elif watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, place = Qt.Key(event.key()), self.current
        if key in _STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(_STEPS[key])
        elif key == Qt.Key.Key_Space and place is not None and self.model.writable:
            self.kept.emit(place.item.key, not place.kept)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and place is not None:
            self.opened.emit(place.item.room, place.item.errand)
        else:
            return False
        return True

    def _fit(self) -> None:
        wide = self.table.viewport().width() >= chars(self, _ROOM_FOR_ALL)
        for column, width in (_WIDE if wide else _NARROW).items():
            self.table.setColumnHidden(column, not width)
            if width:
                self.table.setColumnWidth(column, chars(self, width))

    def _lay_out(self) -> None:
        acts = FlowLayout(spacing=grid(self), fills=False)
        order = line(label("类别", QUIET), self.klass)
        for widget in (order, self.up, self.down, self.files, self.new, self.personal, self.make):
            acts.addWidget(widget)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, grid(self), 0, 0)
        lines.setSpacing(grid(self))
        lines.addLayout(acts)
        lines.addWidget(self._said)
        lines.addWidget(self.nothing)
        lines.addWidget(self.table, 1)
        self.table.horizontalHeader().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumSize(chars(self, 14), row_height(self) * 2)

    def _connect(self) -> None:
        self.table.installEventFilter(self)
        self.table.viewport().installEventFilter(self)
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.klass.activated.connect(self._pick_class)
        self.personal.toggled.connect(self.personal_asked)
        self.model.titled.connect(self.titled)
        self.model.kept.connect(self.kept)

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if self.current is not None:
            self.klass.setCurrentIndex(self.klass.findData(self.current.klass))

    @Slot(int)
    def _pick_class(self, place: int) -> None:
        if self.current is not None:
            self.classed.emit(self.current.item.key, ArchiveClass(self.klass.itemData(place)))

    @Slot()
    def _move_up(self) -> None:
        self._move(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        if self.current is not None and self.model.writable:
            self.moved.emit(self.current.item.key, step)

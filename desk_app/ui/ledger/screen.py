"""What stands in the room of the ledgers: filters, grid, side, the line below and the deeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from desk_app.services.ledger_found import NOTHING
from desk_app.ui.completion.menus import menu_button
from desk_app.ui.flow import FlowLayout
from desk_app.ui.ledger.attached import CardDeeds
from desk_app.ui.ledger.bar import LedgerBar
from desk_app.ui.ledger.cells import MARK_ROLE
from desk_app.ui.ledger.deeds import LedgerDeeds
from desk_app.ui.ledger.followed import FollowedBar
from desk_app.ui.ledger.layout_prefs import LayoutPrefs
from desk_app.ui.ledger.ledger_grid import LedgerGrid
from desk_app.ui.ledger.model import FIRST, LedgerModel
from desk_app.ui.ledger.originals import Originals
from desk_app.ui.ledger.problems import ProblemsModel
from desk_app.ui.ledger.side import LedgerSide
from desk_app.ui.ledger.sorting import Sorting
from desk_app.ui.ledger.split import OneOrBoth
from desk_app.ui.ledger.writing import LedgerWriter
from desk_app.ui.look import grid, row_height
from desk_app.ui.nothing import Nothing
from desk_app.ui.pieces import QUIET, TITLE, button, label, line
from desk_app.ui.room import Room, RoomContext

_ROOM_FOR_BOTH = 50
_LOW = 17
_MOST_SPANS = 2_000
_READING = {"记录卡 F4", "问题 F7", "查看原件(&O)"}
_END = "已按 End：再按方向键，跳到这一片有内容的边上；再按回车，到这一行最后一格；再按一次 End 取消。"
_KEYS = {"撤销": "在表格里按 Ctrl+Z", "恢复": "在表格里按 Ctrl+Y"}


class LedgerScreen(Room):
    """The parts and their places; what they show and do is of the classes that follow."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.model = LedgerModel(self)
        self.problems = ProblemsModel(self)
        self.bar = LedgerBar()
        self.grid = LedgerGrid(context.wardrobe, "台账")
        self.grid.setModel(self.model)
        self.layout_prefs = LayoutPrefs(self.grid, context.wardrobe.prefs)
        self.sorting = Sorting(self.grid)
        self.side = LedgerSide(context, self.problems)
        self.writer = LedgerWriter(self, context, self.model, self.bar)
        self.deeds = LedgerDeeds(self, context, self.grid, self.model, self.writer)
        self.originals = Originals(self, context)
        self.followed = FollowedBar(context)
        self.card_deeds = CardDeeds(self, context, self.writer, self.side.card.attached)
        self.side.turned.connect(self.card_deeds.turn_to)
        self.nothing = Nothing()
        self.nothing.hide()
        self._found = NOTHING
        self._rows_said = ""
        self._deeds = QWidget()
        self._changing: list[QWidget] = []

    def _current_id(self) -> int | None:
        return self.model.record_at(self.grid.current_row())

    def _say_nothing(self, rows: int) -> None:
        """In an empty table, what to do next."""
        if not self.model.may_write and not self.bar.words.text().strip():
            self.nothing.say("这里没有记录。")
        elif not self.bar.all_units:
            self.nothing.say("还没有单位名册，录入前要先有单位。", "去单位", self._go_to_units)
        elif self.bar.words.text().strip():
            self.nothing.say("没有哪一行有这些词。", "清空查找", self.bar.words.clear)
        else:
            self.nothing.say("还没有记录：在带＋的一行直接写或粘贴，或到“收表”收表。", "去收表", self._go_to_intake)
        self.nothing.setVisible(not rows)

    def let_write(self, *, may: bool) -> None:
        """Offer what changes the data, or, of a folder that is only read, nothing of it."""
        self.model.may_write = self.grid.may_write = may
        self.side.card.let_write(may=may)
        self.grid.verticalHeader().setSectionsMovable(may)
        self.grid.verticalHeader().setToolTip("按住行号拖动可调整顺序" if may else "")
        for one in self._changing:
            one.setVisible(may)

    def _go_to_units(self) -> None:
        self.context.go("units", "")

    def _go_to_intake(self) -> None:
        self.context.go("intake", "")

    def _say_cell(self) -> None:
        """Say what is wrong at the cursor, else how many rows there are."""
        self.followed.turn_to(self._current_id(), is_followed=self.bar.is_followed)
        if self.grid.cursor_at.awaits_way:
            self._say(_END, is_wanted=True)
            return
        index = self.grid.currentIndex()
        mark = index.data(MARK_ROLE) if index.isValid() else ""
        said = str(index.data(Qt.ItemDataRole.ToolTipRole) or "").split("\n")[0] if mark else ""
        asks = "　按 F9 写说明。" if mark == "需说明" and self.model.may_write else ""
        self._say(f"{mark}：{said}{asks}" if said else self._rows_said, is_wanted=bool(said))

    def _say(self, text: str, *, is_wanted: bool) -> None:
        """In the line below; where there is little height it is one line, and says that it goes on."""
        metrics, room = self._said.fontMetrics(), self.split.width()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) if self._is_low else text
        self._said.setText(shown)
        self._said.setToolTip(text)
        self._said.setAccessibleName(text)
        self._said.setVisible(is_wanted or not self._is_low)

    @property
    def _is_low(self) -> bool:
        return self.height() <= row_height(self) * _LOW

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Where there is little height, what is found in menus too goes out of the rows' way."""
        super().resizeEvent(event)
        self._fit_height(low=self._is_low)

    def _fit_height(self, *, low: bool) -> None:
        self.bar.be_low(low=low)
        self.side.card.be_low(low=low)
        across, down = (1, 0.75) if low else (2, 1.5)
        self._margins(across, down)
        self._said.setWordWrap(not low)
        self._said.setVisible(not low)
        if self.grid.model() is not None and self.grid.currentIndex().isValid():
            self._say_cell()
        self._deeds.setVisible(not low)

    def _margins(self, across: float, down: float) -> None:
        lines = self.layout()
        if lines is not None:
            lines.setContentsMargins(grid(self, across), grid(self, down), grid(self, across), grid(self, down))

    def open_side(self, place: int) -> None:
        """Open the side at one of its pages."""
        was_open = self.split.second_open
        self.side.setCurrentIndex(place)
        self.split.open_second(is_open=True)
        if not was_open:
            whole = self.split.width()
            self.split.setSizes([round(whole * 0.64), round(whole * 0.36)])
            QTimer.singleShot(0, self.grid, self.grid.show_current)
        self.side.read(self._current_id())

    def show_place(self, line: int, key: str) -> None:
        """Put the cursor on a cell of a line."""
        form = self.model.form
        if form is not None and line >= 0:
            self.grid.show_cell(self.model.index(line, FIRST + form.keys.index(key)))

    def _span_headings(self) -> None:
        """Let a unit's heading go over the whole width."""
        self.grid.clearSpans()
        heads = self.model.entries.heads
        spanned = heads if len(heads) <= _MOST_SPANS else []
        for at in spanned:
            self.grid.setSpan(at, 0, 1, self.model.columnCount())
        self.grid.frozen.span(spanned)

    def _lay_out(self, deeds_offered: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Tabs and filters above, the grid and its side, what is wrong at the cursor, and the deeds."""
        lines = QVBoxLayout(self)
        lines.setContentsMargins(grid(self, 2), grid(self, 1.5), grid(self, 2), grid(self, 1.5))
        lines.setSpacing(grid(self))
        lines.addWidget(line(label("台账", TITLE), self.bar.tabs, grow=1))
        lines.addWidget(self.bar)
        lines.addWidget(self.nothing)
        self.split = OneOrBoth(self.grid, self.side, _ROOM_FOR_BOTH, second_open=False)
        lines.addWidget(self.split, 1)
        self._said = label("", QUIET, wrap=True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._said.hide()
        lines.addWidget(self._said)
        lines.addWidget(self.followed)
        deeds = QWidget()
        flow = FlowLayout(deeds, grid(self), fills=False)
        for text, call in deeds_offered:
            made = button(text, call)
            made.setToolTip(_KEYS.get(text, ""))
            flow.addWidget(made)
            if text not in _READING:
                self._changing.append(made)
        menu = QMenu(self)
        for text, call in deeds_offered[:3]:
            menu.addAction(text.partition("(")[0]).triggered.connect(call)
        menu.addSeparator()
        self.grid.offer_deeds(menu)
        flow.addWidget(menu_button("更多", menu))
        self.bar.offer_more(menu_button("更多", menu))
        self._deeds = deeds
        lines.addWidget(deeds)
        self._fit_height(low=True)  # until the height is known: a room just entered must not make the window grow

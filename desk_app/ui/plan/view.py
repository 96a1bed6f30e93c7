"""The open document: its text at one side; lists of what was understood, and the chosen thing, at the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desk_app.campaign.plan import Source
from desk_app.services.plan_changes import Change
from desk_app.services.plan_doubts import Doubt
from desk_app.services.plan_page import PlanPage
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import LINK, button
from desk_app.ui.plan.doubt_pane import DoubtPane
from desk_app.ui.plan.item_pane import ChangePane, ItemPane
from desk_app.ui.plan.lines import LinesModel, PlanLine, PlanList, lists_of
from desk_app.ui.plan.text import PlanText
from desk_app.ui.tally.views import plain_table
from desk_app.ui.wardrobe import Wardrobe

_NARROW, _LOW = 50, 12
_TEXT_TAB = "text"


class PlanView(QWidget):
    """Shows a page and tells what a person wants kept; does nothing itself.

    ``corrected(about, units, due, basis)``, ``amended(about, said)``, ``dropped(about, bool)``,
    ``decided(about, bool)``, ``doubt.said(Said)``.
    """

    corrected = Signal(str, str, str, str)
    amended = Signal(str, object)
    dropped = Signal(str, bool)
    decided = Signal(str, bool)

    def __init__(self, wardrobe: Wardrobe) -> None:
        super().__init__()
        self.page: PlanPage | None = None
        self._wanted = ""
        self._abouts: dict[str, str] = {}
        self._lists: tuple[PlanList, ...] = ()
        self.text = PlanText(wardrobe)
        self.model = LinesModel(self)
        self.tabs = QTabBar()
        self.table = plain_table("读出的内容", self.model)
        self.doubt, self.item, self.change = DoubtPane(), ItemPane(), ChangePane()
        self.way_back = button("返回列表（Esc）", self.close_detail, LINK)
        self._is_open = False
        self._lay_out()
        self.text.pointed.connect(self.choose)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.clicked.connect(self._clicked)
        self.table.activated.connect(self._clicked)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_detail)
        self.doubt.place_asked.connect(self._show_quote)
        self.item.corrected.connect(self._correct)
        self.item.amended.connect(self._amend)
        self.item.dropped.connect(self._drop)
        self.change.decided.connect(self._decide)

    @property
    def lists(self) -> tuple[PlanList, ...]:
        """All lists of the open document."""
        return self._lists

    @property
    def tab(self) -> str:
        """The name of the list that is looked at."""
        return str(self.tabs.tabData(self.tabs.currentIndex()) or "")

    @property
    def line(self) -> PlanLine | None:
        """The line that is looked at."""
        return self.model.line(self.table.currentIndex().row())

    def show_page(self, page: PlanPage, changes: Sequence[Change]) -> None:
        """Show a document; of the same one the list, the thing and what is being typed stay."""
        if self.page is None or self.page.head.id != page.head.id:
            self._wanted = ""
            self._abouts.clear()
        self.page = page
        self._lists = lists_of(page, changes)
        known = [(one.about, one.sources) for each in self._lists for one in each.lines]
        doubted = [quote for one in page.doubts for quote in one.quotes]
        self.text.show_plan(page.reading.document, known, doubted)
        self._show_tabs()

    def choose_tab(self, name: str) -> None:
        """Look at another list."""
        self._wanted = name
        for place in range(self.tabs.count()):
            if self.tabs.tabData(place) == name:
                self.tabs.setCurrentIndex(place)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """In a narrow window the text is one of the tabs."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self.tabs.setAccessibleName("读出的内容")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.table.verticalHeader().hide()
        self.table.setMinimumHeight(row_height(self) * 2)
        self._panes = QStackedWidget()
        for pane in (QWidget(), self.doubt, self.item, self.change):
            self._panes.addWidget(pane)
        self._panes.setObjectName("page")
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._panes)
        self.halves = QSplitter(Qt.Orientation.Vertical)
        self.halves.addWidget(self.table)
        self.halves.addWidget(area)
        self.halves.setChildrenCollapsible(False)
        self.halves.setSizes([4600, 5400])
        right = QWidget()
        self._down = QVBoxLayout(right)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._down.addWidget(self.tabs)
        self._down.addWidget(self.way_back, 0, Qt.AlignmentFlag.AlignLeft)
        self._down.addWidget(self.halves, 1)
        self.sides = QSplitter(Qt.Orientation.Horizontal)
        self.sides.addWidget(self.text)
        self.sides.addWidget(right)
        self.sides.setChildrenCollapsible(False)
        self.sides.setSizes([5000, 5000])
        self.sides.setHandleWidth(grid(self))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.sides)

    def _show_tabs(self) -> None:
        """Bring the tabs up to date; the one that is looked at, and the thing in it, stay."""
        wanted = self._wanted or next((one.name for one in self._lists if one.lines), "tasks")
        self.tabs.blockSignals(True)  # noqa: FBT003  Qt's own way
        names = [*([_TEXT_TAB] if self._is_narrow() else []), *(one.name for one in self._lists)]
        while self.tabs.count() > len(names):
            self.tabs.removeTab(self.tabs.count() - 1)
        titles = {one.name: one.title for one in self._lists} | {_TEXT_TAB: "原文"}
        for place, name in enumerate(names):
            if place >= self.tabs.count():
                self.tabs.addTab(titles[name])
            self.tabs.setTabText(place, titles[name])
            self.tabs.setTabData(place, name)
        self.tabs.setCurrentIndex(names.index(wanted) if wanted in names else len(names) - len(self._lists))
        self.tabs.blockSignals(False)  # noqa: FBT003  as above
        self._fill()

    @Slot(int)
    def _tab_changed(self, _place: int) -> None:
        self._wanted = self.tab
        self._is_open = False
        self._fill()

    def _fill(self) -> None:
        """Show the tab's list, or the text where it is a tab."""
        self._share_width()
        name = self.tab
        wanted = next((one for one in self._lists if one.name == name), None)
        if wanted is None:
            return
        about = self._abouts.get(name, "")
        self.model.show(wanted)
        self._fit_columns()
        row = max(0, self.model.row_of(about))
        if wanted.lines:
            self.table.selectRow(row)
            self._show_line(self.model.line(row))
        else:
            self._panes.setCurrentIndex(0)
            self.text.mark(())

    @Slot(QModelIndex, QModelIndex)
    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        line = self.model.line(now.row())
        if line is not None:
            self._abouts[self.tab] = line.about
            self._show_line(line)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        """A second click on the same line finds its sentence again; on a low screen a click opens the thing."""
        line = self.model.line(index.row())
        if line is not None:
            self.text.mark(line.sources)
            self._is_open = True
            self._share_height()

    @Slot()
    def close_detail(self) -> None:
        """On a low screen, back from a thing to its list."""
        self._is_open = False
        self._share_height()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_line(self, line: PlanLine | None) -> None:
        if line is None or self.page is None:
            return
        open_ = self.page.head.state.value == "草稿"
        thing = line.thing
        if isinstance(thing, Doubt):
            self.doubt.show_doubt(thing)
            self._panes.setCurrentWidget(self.doubt)
        elif isinstance(thing, Change):
            self.change.show_change(thing, open_=open_)
            self._panes.setCurrentWidget(self.change)
        else:
            self.item.show_thing(thing, open_=open_)
            self._panes.setCurrentWidget(self.item)
        self.text.mark(line.sources)

    @Slot(str)
    def choose(self, about: str) -> None:
        """Choose a thing wherever it is listed."""
        for one in self._lists:
            if any(line.about == about for line in one.lines):
                self._abouts[one.name] = about
                if self.tab == one.name:
                    self._fill()
                else:
                    self.choose_tab(one.name)
                self._is_open = True
                self._share_height()
                return

    def show_passage(self, source: Source) -> None:
        """Mark a place of the text and bring it into view."""
        if self._is_narrow():
            self.choose_tab(_TEXT_TAB)
        self.text.mark((source,))

    @Slot(int)
    def _show_quote(self, place: int) -> None:
        line = self.line
        if line is not None and place < len(line.sources):
            self.show_passage(line.sources[place])

    @Slot(str, str, str)
    def _correct(self, units: str, due: str, basis: str) -> None:
        if self.line is not None:
            self.corrected.emit(self.line.about, units, due, basis)

    @Slot(object)
    def _amend(self, said: object) -> None:
        if self.line is not None:
            self.amended.emit(self.line.about, said)

    @Slot(bool)
    def _drop(self, dropped: bool) -> None:  # noqa: FBT001  a slot
        if self.line is not None:
            self.dropped.emit(self.line.about, dropped)

    @Slot(bool)
    def _decide(self, taken: bool) -> None:  # noqa: FBT001  a slot
        """Tell it, and go on to the next change that nobody has decided."""
        line = self.line
        if line is None:
            return
        waiting = [
            one.about for one in self.model.shown.lines if isinstance(one.thing, Change) and one.thing.taken is None
        ]
        self._abouts[self.tab] = next((about for about in waiting if about != line.about), line.about)
        self.decided.emit(line.about, taken)

    def _is_narrow(self) -> bool:
        return self.width() < chars(self, _NARROW)

    def _fit(self) -> None:
        has_text = self.tabs.count() > 0 and self.tabs.tabData(0) == _TEXT_TAB
        if self._lists and has_text is not self._is_narrow():
            self._show_tabs()
        self._share_width()
        self._fit_columns()

    def _share_width(self) -> None:
        narrow = self._is_narrow()
        at_text = narrow and self.tab == _TEXT_TAB
        if narrow and self.sides.indexOf(self.text) >= 0:
            self._down.addWidget(self.text, 1)
        elif not narrow and self.sides.indexOf(self.text) < 0:
            self.sides.insertWidget(0, self.text)
            self.sides.setSizes([5000, 5000])
        self.text.setVisible(at_text or not narrow)
        self.halves.setVisible(not at_text)
        self._share_height()

    def _share_height(self) -> None:
        """On a low screen list and thing take turns."""
        low = self.height() < row_height(self) * _LOW
        at_text = self.halves.isHidden()
        self.table.setVisible(not low or not self._is_open)
        self._area.setVisible(not low or self._is_open)
        self.way_back.setVisible(low and self._is_open and not at_text)

    def _fit_columns(self) -> None:
        """Named widths, and what is left to the column that says most; a sentence that changed nothing goes across."""
        self.table.clearSpans()
        for place, line in enumerate(self.model.shown.lines):
            if isinstance(line.thing, Change) and line.thing.is_unread:
                self.table.setSpan(place, 1, 1, len(line.cells) - 1)
        header = self.table.horizontalHeader()
        for place, (_, width) in enumerate(self.model.shown.headings):
            stretches = width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            if not stretches:
                self.table.setColumnWidth(place, chars(self, width) + grid(self))

"""单位: the roster in the bureau's own order, found by initials, a unit's page beside it; people; ways to a roster."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desk_app.campaign.roster import Roster
from desk_app.problems import DeskError
from desk_app.services.print_choice import PaperKind
from desk_app.services.unit_page import UnitPage, found_units
from desk_app.ui.completion.unit_calls import UnitCalls
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import HEADING, MAIN, QUIET, TITLE, button, label
from desk_app.ui.room import Room, RoomContext
from desk_app.ui.units import work
from desk_app.ui.units.changing import Changing
from desk_app.ui.units.entry import EntryForm
from desk_app.ui.units.files import Files
from desk_app.ui.units.import_page import ImportPage
from desk_app.ui.units.page import UnitPagePanel, scrolling
from desk_app.ui.units.people_page import PeoplePage, TiesPage
from desk_app.ui.units.proposal_page import ProposalPage
from desk_app.ui.units.tree_model import UnitTree
from desk_app.ui.units.tree_view import UnitTreeView

if TYPE_CHECKING:
    from pathlib import Path

    from desk_app.services.keep_roster import RosterPlan

_EMPTY = (
    "名册定下有哪些单位、怎么排序、谁联系。没有现成名册也能办：\n\n"
    "· 有名册文件（Excel、csv 或 Word 里的表）：读入名册，文件里的顺序就是局内排序；"
    "认得出单位名称、简称、单位性质、上级单位、联系人、电话等栏目，认错的可以改。\n"
    "· 没有名册：从方案的责任单位、从各单位交来的文件里生成，相近的名称由您认定。\n"
    "· 单位不多：直接输入。"
)
PEOPLE = "人员"
"""The errand that leads to the list of persons."""
_WALKS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class UnitsRoom(Room):
    """The office's units, with or without a campaign."""

    redraws_on = frozenset({
        "chase",
        "unit", "unit_alias", "unit_event", "person", "post", "relation", "submission", "record", "owing",
        "collection", "paper_copy", "task_note",
    })  # fmt: skip
    needs_campaign = False

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.roster = Roster(())
        self.wanted = ""
        self.units = UnitTree(self)
        self.search = QLineEdit()
        self.table = UnitTreeView(self.units)
        self.panel, self.entry, self.import_page = UnitPagePanel(), EntryForm(), ImportPage()
        self.calls = UnitCalls(context)
        self.panel.add_section(self.calls, "催报")
        self.proposal = ProposalPage()
        self.files = Files(self)
        self.changing = Changing(self)
        self.people_page = PeoplePage(self.files.people_acts())
        self.ties_page = TiesPage(self.files.ties_acts())
        self._lay_out()
        self._connect()

    @property
    def plan(self) -> RosterPlan | None:
        """The roster file that is looked at, if any."""
        return self.files.plan

    def refresh(self) -> None:
        """Read the roster, and the open page, anew."""
        if self.session.overview is not None:
            self.worker.run(work.read_roster, self._show, key="units.refresh")

    def arrive(self, errand: str) -> None:
        """Be asked for a unit by its name, or for ``人员`` by that word."""
        if errand == PEOPLE:
            self.tabs.setCurrentWidget(self.people_page)
            return
        self.wanted = errand
        self.tabs.setCurrentIndex(0)
        self.search.clear()
        self.table.bring(errand)

    def first_focus(self) -> QWidget | None:
        """The search; while there is no roster, the way to one."""
        return self.search if self.roster.units else self._first_import

    def look_at(self, path: Path) -> None:
        """Say what a roster file would change; nothing is changed yet."""
        self.files.look_at(path)

    def drop_plan(self) -> None:
        """Leave the roster as it is."""
        self.files.drop()

    def export_to(self, path: Path) -> None:
        """Write the roster by the file's ending."""
        self.files.export_to(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Let up and down walk through the units while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _WALKS.get(Qt.Key(event.key()), 0)
            if step and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.table.walk(step)
                return True
        return super().eventFilter(watched, event)

    def show_right(self, widget: QWidget | None = None) -> None:
        """Show something beside the tree: the unit's page or its entry."""
        self._right.setCurrentWidget(widget or (self.panel if self.panel.page else self._blank))
        self.show_whole()

    def show_whole(self, widget: QWidget | None = None) -> None:
        """Show something in place of tree and page; without anything, what fits."""
        entering = self._right.currentWidget() is self.entry
        fitting = self.halves if self.roster.units or entering else self._empty
        self._pages.setCurrentWidget(widget or fitting)
        self.tabs.setVisible(bool(self.roster.units))

    def refused(self, refusal: DeskError) -> None:
        """Say why not."""
        self.notices.trouble(refusal)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.table.setFocus)
        self.search.installEventFilter(self)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._focus_page)
        self.panel.print_asked.connect(self._print)
        self.changing.connect_all()
        self.files.connect_all()

    def _lay_out(self) -> None:
        self.search.setAccessibleName("找单位")
        self.search.setPlaceholderText("拼音首字母或名称，如 hpk")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(chars(self, 16))
        head = FlowLayout(spacing=grid(self), fills=False)
        self._found = label("", QUIET)
        for one in (label("单位", TITLE), self.search, *self.files.roster_acts(), self.changing.add, self._found):
            head.addWidget(one)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.table, "单位")
        self.tabs.addTab(self.people_page, PEOPLE)
        self.tabs.addTab(self.ties_page, "分管和联系")
        self._right, self._blank = QStackedWidget(), QWidget()
        for widget in (self._blank, self.panel, self.entry):
            self._right.addWidget(widget)
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.addWidget(self.tabs)
        self.halves.addWidget(self._right)
        self.halves.setChildrenCollapsible(False)
        self.halves.setSizes([4800, 5200])
        self.tabs.setMinimumWidth(chars(self, 12))
        self._right.setMinimumWidth(chars(self, 12))
        self._pages = QStackedWidget()
        self._empty = self._empty_page()
        for widget in (self.halves, self._empty, self.proposal, self.import_page):
            self._pages.addWidget(widget)
        self.tabs.currentChanged.connect(self._turn_tab)
        lines = QVBoxLayout(self)
        step = grid(self, 2)
        lines.setContentsMargins(step, grid(self), step, grid(self))
        lines.setSpacing(grid(self))
        lines.addLayout(head)
        lines.addWidget(self._pages, 1)

    def _empty_page(self) -> QWidget:
        made = QWidget()
        lines = scrolling(made)
        lines.addWidget(label("还没有单位名册", HEADING))
        words = label(_EMPTY, wrap=True)
        words.setMaximumWidth(chars(self, 60))
        lines.addWidget(words)
        acts = FlowLayout(spacing=grid(self), fills=False)
        self._first_import = button("读入名册", self.files.ask_import, MAIN)
        for act in (
            self._first_import,
            button("从来表生成名册", self.files.ask_gather),
            button("从方案生成名册", self.files.gather_plans),
            button("直接输入", self.changing.begin_new),
        ):
            acts.addWidget(act)
        lines.addLayout(acts)
        lines.addStretch(1)
        return made

    @Slot(int)
    def _turn_tab(self, place: int) -> None:
        """People and ties want the whole width; a unit's page belongs to the tree."""
        self._right.setVisible(place == 0)

    def _show(self, known: Roster) -> None:
        self.roster = known
        self.tabs.setTabText(0, f"单位（{len(known.units)}）")
        self.tabs.setTabText(1, f"人员（{len(known.people)}）")
        self.people_page.show_roster(known)
        self.ties_page.show_roster(known)
        had_focus = self._first_import.hasFocus()
        self._search(self.search.text())
        if self._pages.currentWidget() not in (self.proposal, self.import_page):
            self.show_whole()
        self.files.look(has_units=bool(known.units))
        if had_focus and known.units:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _search(self, typed: str) -> None:
        if typed.strip():
            found = found_units(self.roster, typed)
            self.units.show_found(found, self.roster)
            self._found.setText(f"找到{len(found)}家" if found else "没有找到")
        else:
            self.units.show_roster(self.roster)
            rest = len(self.roster.past)
            self._found.setText(f"已停用{rest}家，输入名称可查" if rest else "")
        self.table.expandAll()
        self.table.bring(self.wanted)

    @Slot(str)
    def _chosen(self, name: str) -> None:
        self.wanted = name
        job = partial(work.read_page, campaign=self.session.campaign, name=name)
        self.worker.run(job, self._show_page, failed=self.refused, key="units.page")

    def _show_page(self, page: UnitPage | None) -> None:
        if page is not None:
            self.panel.show_page(page)
            self.calls.show_page(page)
            if self._right.currentWidget() in (self._blank, self.panel):
                self.show_right()

    @Slot(str)
    def _focus_page(self, _name: str) -> None:
        self.panel.focus_first()

    @Slot(str)
    def _print(self, name: str) -> None:
        self.context.go("print", f"{PaperKind.ANNEX.value}\t\t{name}")

"""单位: the roster in the bureau's own order, found by initials, a unit's page beside it; a file is looked at first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desk_app.campaign.roster import Roster
from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.services.print_choice import PaperKind
from desk_app.services.unit_page import UnitPage, found_units
from desk_app.ui.ask_path import ask_file, ask_new_file
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import HEADING, MAIN, QUIET, TITLE, button, label, row
from desk_app.ui.room import Room, RoomContext
from desk_app.ui.tally.views import fit_columns, plain_table
from desk_app.ui.units.models import ChangesModel, PeopleModel, UnitsModel
from desk_app.ui.units.page import UnitPagePanel

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.keep_roster import RosterPlan
    from desk_app.services.roster_work import UnitEntry
    from desk_app.services.values import Campaign, ChangeSet

_FILES = "名册文件 (*.csv *.xlsx *.xls *.docx)"
_EMPTY = (
    "还没有单位名册。\n\n请用“读入名册”读入名册文件（Excel、csv 或 Word 里的表都可以），文件里的顺序就是局内排序。\n\
表头写：单位名称、又称、类别、上级单位、联系人、所在党支部；只有单位名称一栏也可以。"
)
_NO_PEOPLE = "还没有登记人员。"
_WALKS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class UnitsRoom(Room):
    """The office's units, with or without a campaign."""

    redraws_on = frozenset({"unit", "unit_alias", "person", "post", "submission", "owing", "collection", "paper_copy"})
    needs_campaign = False

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.roster = Roster(())
        self.plan: RosterPlan | None = None
        self._wanted = ""
        self.units = UnitsModel(self)
        self.people = PeopleModel(self)
        self.changes = ChangesModel(self)
        self.search = QLineEdit()
        self.table = plain_table("单位名册", self.units)
        self.people_table = plain_table("人员和职务", self.people)
        self.changes_table = plain_table("读入名册会改什么", self.changes)
        self.panel = UnitPagePanel()
        self._plan_said = label("", wrap=True)
        self._export = button("导出名册", self.ask_export)
        self._lay_out()
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._open_first)
        self.search.installEventFilter(self)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.panel.mended.connect(self._mend)
        self.panel.print_asked.connect(self._print)

    def refresh(self) -> None:
        """Read the roster, and the open page, anew."""
        if self.session.overview is not None:
            self.worker.run(_roster, self._show, key="units.refresh")

    def arrive(self, errand: str) -> None:
        """Be asked for a unit by its name."""
        self._wanted = errand
        self.search.clear()
        self._choose_wanted()

    def first_focus(self) -> QWidget | None:
        """The search; while there is no roster, the way to one."""
        return self.search if self.roster.units else self._import

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Let up and down walk through the units while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _WALKS.get(Qt.Key(event.key()), 0)
            if step:
                place = self.table.currentIndex().row() + step
                self.table.selectRow(min(max(place, 0), self.units.rowCount() - 1))
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def ask_import(self) -> None:
        """Ask for a roster file."""
        ask_file(self, "读入单位名册", _FILES, self.look_at)

    def look_at(self, path: Path) -> None:
        """Say what a roster file would change; nothing is changed yet."""
        self.worker.run(partial(_plan, path=path), self._show_plan, text="读名册文件")

    @Slot()
    def take_plan(self) -> None:
        """Read the looked-at file in."""
        if self.plan is not None:
            self.worker.run(partial(_import, path=self.plan.path), self._imported, text="读入名册")

    @Slot()
    def drop_plan(self) -> None:
        """Leave the roster as it is."""
        self.plan = None
        self._show_right()

    @Slot()
    def ask_export(self) -> None:
        """Ask where the roster goes."""
        ask_new_file(self, "导出单位名册", "单位名册.csv", "csv 文件 (*.csv)", self.export_to)

    def export_to(self, path: Path) -> None:
        """Write the roster as csv."""
        self.worker.run(partial(_export, path=path), self._exported, text="导出名册")

    def _lay_out(self) -> None:
        self.search.setAccessibleName("找单位")
        self.search.setPlaceholderText("拼音首字母或名称，如 hpk")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(chars(self, 16))
        head = FlowLayout(spacing=grid(self), fills=False)
        self._import = button("读入名册", self.ask_import)
        for one in (label("单位", TITLE), self.search, self._import, self._export):
            head.addWidget(one)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.table, "单位")
        people = QWidget()
        inside = QVBoxLayout(people)
        inside.setContentsMargins(0, 0, 0, 0)
        self._no_people = label(_NO_PEOPLE, QUIET, wrap=True)
        inside.addWidget(self._no_people)
        inside.addWidget(self.people_table, 1)
        self.tabs.addTab(people, "人员")
        self._right = QStackedWidget()
        self._blank = QWidget()
        self._right.addWidget(self._blank)
        self._right.addWidget(self.panel)
        self._right.addWidget(self._plan_page())
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.addWidget(self.tabs)
        self.halves.addWidget(self._right)
        self.halves.setChildrenCollapsible(False)
        self.halves.setSizes([4500, 5500])
        self.tabs.setMinimumWidth(chars(self, 12))
        self._right.setMinimumWidth(chars(self, 12))
        self._empty = label(_EMPTY, QUIET, wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.halves)
        self._pages.addWidget(self._empty)
        lines = QVBoxLayout(self)
        step = grid(self, 2)
        lines.setContentsMargins(step, grid(self), step, grid(self))
        lines.setSpacing(grid(self))
        lines.addLayout(head)
        lines.addWidget(self._pages, 1)

    def _plan_page(self) -> QWidget:
        self._plan_widget = QWidget()
        lines = QVBoxLayout(self._plan_widget)
        lines.setContentsMargins(grid(self), 0, 0, 0)
        lines.addWidget(label("读入前请看一下会改什么", HEADING))
        lines.addWidget(self._plan_said)
        lines.addWidget(self.changes_table, 1)
        lines.addLayout(row(button("照此读入", self.take_plan, MAIN), button("不读入", self.drop_plan)))
        return self._plan_widget

    def _show(self, known: Roster) -> None:
        self.roster = known
        wanted = self._wanted or (self.panel.page.unit.name if self.panel.page else "")
        self.people.show_people(known.people)
        self.people_table.setVisible(bool(known.people))
        self._no_people.setVisible(not known.people)
        self.tabs.setTabText(0, f"单位（{len(known.units)}）")
        self.tabs.setTabText(1, f"人员（{len(known.people)}）")
        self._export.setEnabled(bool(known.units))
        self._wanted = wanted
        self._search(self.search.text())
        fit_columns(self.table, 3, 12)
        fit_columns(self.people_table, 3, 12)
        self._show_right()
        if self._import.hasFocus() and known.units:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_right(self) -> None:
        self._pages.setCurrentWidget(self.halves if self.roster.units or self.plan else self._empty)
        if self.plan is not None:
            self._right.setCurrentWidget(self._plan_widget)
        else:
            self._right.setCurrentWidget(self.panel if self.panel.page else self._blank)

    @Slot(str)
    def _search(self, typed: str) -> None:
        order = {unit.name: place for place, unit in enumerate(self.roster.units)}
        self.units.show_units(found_units(self.roster, typed), order)
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        names = [self.units.text(place, 0) for place in range(self.units.rowCount())]
        if names:
            self.table.selectRow(names.index(self._wanted) if self._wanted in names else 0)

    @Slot()
    def _open_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        name = self.units.text(now.row(), 0)
        if now.isValid() and name:
            self._wanted = name
            job = partial(_page, campaign=self.session.campaign, name=name)
            self.worker.run(job, self._show_page, failed=self._refused, key="units.page")

    def _show_page(self, page: UnitPage | None) -> None:
        if page is not None:
            self.panel.show_page(page)
            self._show_right()

    def _refused(self, refusal: DeskError) -> None:
        self.notices.trouble(refusal)

    @Slot(str, object)
    def _mend(self, name: str, entry: UnitEntry) -> None:
        self.worker.run(partial(_keep, name=name, entry=entry), self._mended, text="修改单位登记")

    def _mended(self, changes: ChangeSet) -> None:
        self.panel.leave()
        if changes.operation_id is not None:
            self.notices.done(f"已修改“{self._wanted}”的登记。", changes.operation_id)

    @Slot(str)
    def _print(self, name: str) -> None:
        self.context.go("print", f"{PaperKind.ANNEX.value}\t\t{name}")

    def _show_plan(self, plan: RosterPlan) -> None:
        self.plan = plan
        count = len(plan.changes)
        said = f"“{plan.path.name}”有{plan.units}家单位，" + (
            f"会有{count}处变动：" if count else "与现有名册相同，没有变动。"
        )
        self._plan_said.setText("\n".join([said, *plan.remarks]))
        self.changes.show_plan(plan)
        fit_columns(self.changes_table, 3, 24)
        self.tabs.setCurrentIndex(0)
        self._show_right()

    def _imported(self, outcome: tuple[Roster, ChangeSet]) -> None:
        known, changes = outcome
        self.plan = None
        self._show_right()
        self.notices.done(f"已读入名册，共{len(known.units)}家单位。", changes.operation_id)

    def _exported(self, path: Path) -> None:
        self.notices.done(f"名册已写到“{path}”。")


def _roster(desk: Desk, _progress: Progress) -> Roster:
    from desk_app.services.unit_page import known_roster

    return known_roster(desk)


def _page(desk: Desk, _progress: Progress, *, campaign: Campaign | None, name: str) -> UnitPage | None:
    from desk_app.services.unit_page import unit_page

    return unit_page(desk, campaign, name)


def _plan(desk: Desk, _progress: Progress, *, path: Path) -> RosterPlan:
    from desk_app.services.keep_roster import plan_import

    return plan_import(desk, path)


def _import(desk: Desk, _progress: Progress, *, path: Path) -> tuple[Roster, ChangeSet]:
    from desk_app.services.keep_roster import import_roster

    return import_roster(desk, path)


def _export(desk: Desk, _progress: Progress, *, path: Path) -> Path:
    from desk_app.services.roster_out import write_roster

    return write_roster(desk, path)


def _keep(desk: Desk, _progress: Progress, *, name: str, entry: UnitEntry) -> ChangeSet:
    from desk_app.services.roster_work import mend_unit

    return mend_unit(desk, name, entry)

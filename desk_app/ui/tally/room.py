"""统计: the figures with their rows and originals; 完成情况 and 催报记录 as views beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desk_app.problems import DeskError
from desk_app.services.figure_columns import ColumnFigures
from desk_app.services.figure_rows import FigureRows
from desk_app.services.figure_times import Basis, LateRule
from desk_app.services.figure_values import FigureTable, Measure
from desk_app.ui.completion.chase_page import ChasePage
from desk_app.ui.completion.page import CompletionPage
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.nothing import Nothing
from desk_app.ui.outgoing.parcels import Parcels
from desk_app.ui.pieces import QUIET, label
from desk_app.ui.reports.opening import Reports
from desk_app.ui.room import Room, RoomContext
from desk_app.ui.tally import work
from desk_app.ui.tally.behind import BehindPanel
from desk_app.ui.tally.closing_dialog import ClosingDialog
from desk_app.ui.tally.columns_dialog import ColumnsDialog
from desk_app.ui.tally.figures_model import FiguresModel
from desk_app.ui.tally.head import VIEWS, TallyHead
from desk_app.ui.tally.papers import TallyPapers
from desk_app.ui.tally.quota_page import QuotaPage
from desk_app.ui.tally.saying import missing_said, remarks_of, rows_said, standing_said
from desk_app.ui.tally.views import FrozenTable, fill_width, fit_columns

if TYPE_CHECKING:
    from desk_app.services.standing import FormStanding

__all__ = ["VIEWS", "TallyRoom"]
_CHASES, _QUOTAS = 2, 3
_LOW = 17


class TallyRoom(Room):
    """The figures of the session's campaign and period."""

    redraws_on = frozenset({
        "submission", "record", "collection", "unit", "owing", "form", "paper_copy", "chase", "closing", "ruling",
        "person", "post", "relation",
    })  # fmt: skip

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.model = FiguresModel(self)
        self.table = FrozenTable("统计", "单位", self.model)
        self.behind = BehindPanel(context)
        self.completion: CompletionPage | None = None
        self.chases: ChasePage | None = None
        self.quotas: QuotaPage | None = None
        self._standing = label("", wrap=True)
        self._remark = label("", QUIET, wrap=True)
        self._nothing = Nothing(is_page=True)
        self.papers = TallyPapers(self)
        self.parcels = Parcels(self, context)
        self.reports = Reports(self, context)
        self.head = TallyHead(self)
        self.views, self.bases, self.measures = (
            one.group for one in (self.head.views, self.head.bases, self.head.measures)
        )
        self.more = self.head.more
        self.levels, self.late = self.more.levels, self.more.late
        self._wanted = ("", "")
        self._of_all_units = False
        self._lay_out()
        self.views.idClicked.connect(self.show_view)
        self.bases.idClicked.connect(self._basis_picked)
        self.measures.idClicked.connect(self._measure_picked)
        self.more.rule_chosen.connect(self._late_picked)
        self.levels.toggled.connect(self._levels_picked)
        self.table.verticalHeader().sectionDoubleClicked.connect(self.fold)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._fold_current)
        self.table.activated.connect(self.open_figure)
        self.table.clicked.connect(self.open_figure)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.behind.closed.connect(self.close_behind)

    @property
    def basis(self) -> Basis:
        """口径 in use."""
        return tuple(Basis)[self.bases.checkedId()]

    def refresh(self) -> None:
        """Read anew what is shown; the other views are read when they are turned to."""
        campaign = self.session.campaign
        if campaign is None:
            return
        shown = self._views.currentWidget()
        if isinstance(shown, CompletionPage | ChasePage | QuotaPage):
            shown.refresh()
            return
        job = partial(work.read_figures, campaign=campaign, period=self.session.period, basis=self.basis)
        self.worker.run(job, self._show, failed=self._refused, key="tally.refresh")

    def arrive(self, errand: str) -> None:
        """``完成情况`` or ``催报记录`` turn to that view.

        ``定稿:2023-03`` opens 定稿 of a period; ``完成情况:有未报的`` shows only returns that stand so,
        ``催报记录:承诺`` only promises that are still open.
        """
        word, _, wanted = errand.partition(":")
        if word == "定稿":
            self.ask_closing(wanted)
        if word in VIEWS:
            self.show_view(VIEWS.index(word))
        if wanted and word == VIEWS[1] and self.completion is not None:
            self.completion.choose(wanted)
        elif wanted and word == VIEWS[_CHASES] and self.chases is not None:
            self.chases.show_open()

    def first_focus(self) -> QWidget | None:
        """The table of the view."""
        shown = self._views.currentWidget()
        if isinstance(shown, CompletionPage):
            return shown.view
        if isinstance(shown, QuotaPage):
            return shown.table
        return shown.table if isinstance(shown, ChasePage) else self.table

    @Slot(int)
    def show_view(self, place: int) -> None:
        """Turn to 数字, 完成情况, 催报记录 or 次数要求."""
        self.views.button(place).setChecked(True)
        self._views.setCurrentWidget(self._view(place))
        self._fit_head()
        self.refresh()

    def _view(self, place: int) -> QWidget:
        if place == 1:
            if self.completion is None:
                self.completion = CompletionPage(self.context)
                self._views.addWidget(self.completion)
            return self.completion
        if place == _CHASES:
            if self.chases is None:
                self.chases = ChasePage(self.context)
                self._views.addWidget(self.chases)
            return self.chases
        if place == _QUOTAS:
            if self.quotas is None:
                self.quotas = QuotaPage(self.context)
                self._views.addWidget(self.quotas)
            return self.quotas
        return self._figures

    @Slot(QModelIndex)
    def open_figure(self, index: QModelIndex) -> None:
        """Show the rows behind a figure: of 较上期 those of both periods, also where it cannot be compared."""
        campaign, table = self.session.campaign, self.model.table
        if campaign is None or table is None or not index.isValid():
            return
        row, column, measure = index.row(), index.column(), self.model.measure
        figure = self.model.figure(row, column)
        if figure is None and not (measure is Measure.CHANGE and self.model.is_uncompared(row, column)):
            return
        persons = f" {figure}人" if measure is Measure.PEOPLE else ""
        self._wanted = (self.model.title_of(row, column) + persons, str(index.data()))
        self._of_all_units = len(self.model.lines_of(row)) > 1
        wish = work.RowsWish(table, measure, self.model.places_of(column), self.model.row_wish(row))
        job = partial(work.read_rows, campaign=campaign, wish=wish)
        self.worker.run(job, self._show_behind, key="tally.behind")

    @Slot(int)
    def fold(self, row: int) -> None:
        """Fold or unfold what is below a unit."""
        column = max(0, self.table.currentIndex().column())
        if self.model.fold(row):
            self.table.setCurrentIndex(self.model.index(row, column))

    @Slot()
    def _fold_current(self) -> None:
        self.fold(self.table.currentIndex().row())

    @Slot(bool)
    def _levels_picked(self, by_level: bool) -> None:  # noqa: FBT001  Qt's signal
        self.model.show_levels(by_level=by_level)
        self._fit()
        self.table.setCurrentIndex(self.model.index(0, 0))

    @Slot()
    def close_behind(self) -> None:
        """Give the whole room to the figures again."""
        self.behind.hide()
        self._share_height()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def ask_closing(self, period: str = "") -> None:
        """定稿, of a period where its code is given."""
        campaign = self.session.campaign
        if campaign is not None:
            ClosingDialog(self, self.context, campaign, period or "").open()

    @Slot()
    def show_columns(self) -> None:
        """分栏: what the columns of the form under the cursor come to by their rule."""
        campaign, table = self.session.campaign, self.model.table
        place = self.table.currentIndex().column()
        if campaign is not None and table is not None and 0 <= place < len(table.columns):
            job = partial(work.read_columns, campaign=campaign, table=table, place=place)
            self.worker.run(job, self._show_columns, key="tally.columns")

    def _show_columns(self, found: ColumnFigures) -> None:
        ColumnsDialog(
            self, self.model.title_of(self.model.rowCount() - 1, self.table.currentIndex().column()), found
        ).open()

    @Slot(int)
    def _late_picked(self, place: int) -> None:
        campaign = self.session.campaign
        if campaign is not None:
            job = partial(work.choose_rule, campaign=campaign, rule=tuple(LateRule)[place])
            self.worker.run(job, self._rule_chosen, failed=self._rule_refused, text="迟报计法")

    def _rule_chosen(self, _done: object) -> None:
        self.notices.done("统计的迟报计法已改；已定稿的期次不变。")

    def _rule_refused(self, _refusal: DeskError) -> None:
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """On a low screen the rows take the figures' place."""
        super().resizeEvent(event)
        self._fit()
        self._share_height()

    def _share_height(self) -> None:
        """On a low screen the rows, while open, take all but the choices, and what 更多 has as well gives room."""
        crowded = not self.behind.isHidden() and self._is_low()
        self.table.setVisible(not crowded)
        self._say()
        self._standing.setVisible(not crowded)
        self._remark.setVisible(not crowded and not self._is_low() and bool(self._remark.text()))
        self._fit_head()

    def _fit_head(self) -> None:
        self.head.fit(low=self._is_low(), figures=self._views.currentWidget() is self._figures)

    def _fit(self) -> None:
        fit_columns(self.table, 5, 12)
        fill_width(self.table, 1.8)

    def _is_low(self) -> bool:
        return self.height() < row_height(self) * _LOW

    def _lay_out(self) -> None:
        self.halves = QSplitter(Qt.Orientation.Vertical)
        self.halves.addWidget(self.table)
        self.halves.addWidget(self.behind)
        self.halves.setChildrenCollapsible(False)
        self.halves.setSizes([5000, 5000])
        self.behind.hide()
        self.table.setMinimumSize(chars(self, 10), row_height(self) * 3)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.halves)
        self._pages.addWidget(self._nothing)
        self._figures = QWidget()
        inside = QVBoxLayout(self._figures)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(grid(self, 0.75))
        inside.addWidget(self._standing)
        inside.addWidget(self._remark)
        inside.addWidget(self._pages, 1)
        self._views = QStackedWidget()
        self._views.addWidget(self._figures)
        lines = QVBoxLayout(self)
        step = grid(self, 2)
        lines.setContentsMargins(step, grid(self), step, grid(self))
        lines.setSpacing(grid(self, 0.75))
        lines.addLayout(self.head)
        lines.addWidget(self._views, 1)

    @Slot(int)
    def _basis_picked(self, _place: int) -> None:
        self.refresh()

    @Slot(int)
    def _measure_picked(self, place: int) -> None:
        self.model.show_measure(tuple(Measure)[place])
        self._fit()
        self._share_height()

    def _show(self, table: FigureTable) -> None:
        if not table.columns:
            self._show_nothing("这一期没有可以统计的表。" + "；".join(table.remarks))
            return
        at = self.table.currentIndex()
        self._pages.setCurrentWidget(self.halves)
        self.model.show_table(table, with_periods=self.session.period is None)
        self._fit()
        row, column = max(0, at.row()), max(0, at.column())
        place = self.model.index(min(row, self.model.rowCount() - 1), min(column, self.model.columnCount() - 1))
        self.table.setCurrentIndex(place)
        self._say()
        self.more.show_rule(table.late_rule)
        self._share_height()
        if not self.behind.isHidden():
            self.open_figure(place)

    def _show_nothing(self, text: str) -> None:
        self.model.show_table(None, with_periods=False)
        self._nothing.say(text)
        self._standing.setText("")
        self._remark.hide()
        self.head.copy.setEnabled(False)
        self._pages.setCurrentWidget(self._nothing)

    def _refused(self, refusal: DeskError) -> None:
        self._show_nothing(str(refusal))
        self._nothing.refuse(refusal, self.context.go)

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._say()

    def _say(self) -> None:
        """应报…已收… of the form under the cursor, and what is to be known of the figures."""
        table, low = self.model.table, self._is_low()
        standings = self.standings()
        said = standing_said(standings, with_names=not low)
        places = self.model.places_of(max(0, self.table.currentIndex().column()))
        remarks = () if table is None else remarks_of(table, self.model.measure, places, with_names=not low)
        if low and table is not None and remarks:
            compared = remarks[len(table.remarks) :]
            said = ["　".join([*(compared or said), *table.remarks])]
        self._standing.setText("\n".join(said))
        self._remark.setText("；".join(remarks))
        self.head.copy.setEnabled(bool(missing_said(standings)))
        at = self.table.currentIndex().column()
        has_rules = table is not None and 0 <= at < len(table.columns) and table.columns[at].has_rules
        self.more.columns.setEnabled(has_rules)

    def standings(self) -> tuple[FormStanding, ...]:
        """Where the returns of the form under the cursor stand; of all forms where 合计 is chosen."""
        table = self.model.table
        if table is None:
            return ()
        places = self.model.places_of(max(0, self.table.currentIndex().column()))
        return tuple(one for place in places if (one := table.standing_of_column(place)) is not None)

    def _show_behind(self, found: FigureRows) -> None:
        self.behind.open_rows(rows_said(*self._wanted, found), found, with_unit=self._of_all_units)
        opening = self.behind.isHidden()
        self.behind.show()
        self._share_height()
        if opening:
            self.behind.table.setFocus(Qt.FocusReason.OtherFocusReason)

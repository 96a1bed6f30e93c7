"""统计: the figures with their rows and originals; 完成情况, 催报记录 and 次数要求 as views beside them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk_app.problems import DeskError
from desk_app.services.figure_times import Basis, LateRule
from desk_app.services.figure_values import FigureTable, Measure
from desk_app.ui.completion.chase_page import ChasePage
from desk_app.ui.completion.page import CompletionPage
from desk_app.ui.look import grid, row_height
from desk_app.ui.outgoing.parcels import Parcels
from desk_app.ui.reports.opening import Reports
from desk_app.ui.room import Room, RoomContext
from desk_app.ui.tally import work
from desk_app.ui.tally.closing_dialog import ClosingDialog
from desk_app.ui.tally.figures_page import FiguresPage
from desk_app.ui.tally.head import VIEWS, TallyHead
from desk_app.ui.tally.papers import TallyPapers
from desk_app.ui.tally.quota_page import QuotaPage

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
        self.figures = FiguresPage(context)
        self.model, self.table, self.behind = self.figures.model, self.figures.table, self.figures.behind
        self.completion: CompletionPage | None = None
        self.chases: ChasePage | None = None
        self.quotas: QuotaPage | None = None
        self.papers = TallyPapers(self)
        self.parcels = Parcels(self, context)
        self.reports = Reports(self, context)
        self.head = TallyHead(self)
        self.views, self.bases, self.measures = (
            one.group for one in (self.head.views, self.head.bases, self.head.measures)
        )
        self.more = self.head.more
        self.levels, self.late = self.more.levels, self.more.late
        self._lay_out()
        self.views.idClicked.connect(self.show_view)
        self.bases.idClicked.connect(self._basis_picked)
        self.measures.idClicked.connect(self._measure_picked)
        self.more.rule_chosen.connect(self._late_picked)
        self.levels.toggled.connect(self.figures.show_levels)
        self.figures.told.connect(self._told)
        self.figures.counted.connect(self._counted)

    def _lay_out(self) -> None:
        self._views = QStackedWidget()
        self._views.addWidget(self.figures)
        lines = QVBoxLayout(self)
        self._margin = grid(self, 2)
        lines.setContentsMargins(self._margin, grid(self), self._margin, grid(self))
        lines.setSpacing(grid(self, 0.75))
        lines.addLayout(self.head)
        lines.addWidget(self._views, 1)

    @property
    def basis(self) -> Basis:
        """口径 in use."""
        return tuple(Basis)[self.bases.checkedId()]

    def refresh(self) -> None:
        """Read anew what is shown; the other views are read when they are turned to."""
        if self.session.campaign is None:
            return
        shown = self._views.currentWidget()
        if isinstance(shown, CompletionPage | ChasePage | QuotaPage):
            shown.refresh()
        else:
            self.figures.read(self.basis)

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
        return self.figures

    @Slot()
    def ask_closing(self, period: str = "") -> None:
        """定稿, of a period where its code is given."""
        campaign = self.session.campaign
        if campaign is not None:
            ClosingDialog(self, self.context, campaign, period or "").open()

    @Slot(int)
    def _basis_picked(self, _place: int) -> None:
        self.refresh()

    @Slot(int)
    def _measure_picked(self, place: int) -> None:
        self.figures.show_measure(tuple(Measure)[place])

    @Slot(bool, bool)
    def _told(self, somebody_is_missing: bool, columns_have_rules: bool) -> None:  # noqa: FBT001  Qt's signal
        self.head.copy.setEnabled(somebody_is_missing)
        self.more.columns.setEnabled(columns_have_rules)

    @Slot(object)
    def _counted(self, table: FigureTable) -> None:
        self.more.show_rule(table.late_rule)

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
        """On a low screen each view keeps its height for what it shows."""
        super().resizeEvent(event)
        self.figures.fit(low=self._is_low())
        self._fit_head()

    def _fit_head(self) -> None:
        across = self.width() - 2 * self._margin
        self.head.fit(across, low=self._is_low(), figures=self._views.currentWidget() is self.figures)

    def _is_low(self) -> bool:
        return self.height() < row_height(self) * _LOW

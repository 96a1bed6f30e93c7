"""数字, the first view of 统计: the figures, what is to be known of them, and the rows behind one while it is open."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desk_app.problems import DeskError
from desk_app.services.figure_columns import ColumnFigures
from desk_app.services.figure_rows import FigureRows
from desk_app.services.figure_times import Basis
from desk_app.services.figure_values import FigureTable, Measure
from desk_app.services.standing import FormStanding
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.nothing import Nothing
from desk_app.ui.pieces import QUIET, label
from desk_app.ui.room import RoomContext
from desk_app.ui.tally import work
from desk_app.ui.tally.behind import BehindPanel
from desk_app.ui.tally.columns_dialog import ColumnsDialog
from desk_app.ui.tally.figures_model import FiguresModel
from desk_app.ui.tally.saying import missing_said, remarks_of, rows_said, standing_said
from desk_app.ui.tally.views import FrozenTable, fill_width, fit_columns


class FiguresPage(QWidget):
    """``told(somebody is missing, columns have rules)`` of the form under the cursor; ``counted(table)`` once read."""

    told = Signal(bool, bool)
    counted = Signal(object)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self.model = FiguresModel(self)
        self.table = FrozenTable("统计", "单位", self.model)
        self.behind = BehindPanel(context)
        self.standing = label("", wrap=True)
        self.remark = label("", QUIET, wrap=True)
        self.nothing = Nothing(is_page=True)
        self._low = False
        self._wanted = ("", "")
        self._of_all_units = False
        self._lay_out()
        self.table.verticalHeader().sectionDoubleClicked.connect(self.fold)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._fold_current)
        self.table.activated.connect(self.open_figure)
        self.table.clicked.connect(self.open_figure)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.behind.closed.connect(self.close_behind)

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
        self._pages.addWidget(self.nothing)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(grid(self, 0.75))
        inside.addWidget(self.standing)
        inside.addWidget(self.remark)
        inside.addWidget(self._pages, 1)

    def read(self, basis: Basis) -> None:
        """Read the figures anew."""
        session = self._context.session
        if session.campaign is not None:
            job = partial(work.read_figures, campaign=session.campaign, period=session.period, basis=basis)
            self._context.worker.run(job, self._show, failed=self._refused, key="tally.refresh")

    def show_measure(self, measure: Measure) -> None:
        """Let every figure say 本期, 累计, 上期, 较上期 or 人数."""
        self.model.show_measure(measure)
        self._fit_columns()
        self._share_height()

    @Slot(bool)
    def show_levels(self, by_level: bool) -> None:  # noqa: FBT001  Qt's signal
        """逐级合计, or each unit for itself."""
        self.model.show_levels(by_level=by_level)
        self._fit_columns()
        self.table.setCurrentIndex(self.model.index(0, 0))

    def fit(self, *, low: bool) -> None:
        """Follow the size of the room; in a ``low`` one the rows take the figures' place."""
        self._low = low
        self._fit_columns()
        self._share_height()

    @Slot(QModelIndex)
    def open_figure(self, index: QModelIndex) -> None:
        """Show the rows behind a figure: of 较上期 those of both periods, also where it cannot be compared."""
        campaign, table = self._context.session.campaign, self.model.table
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
        self._context.worker.run(job, self._show_behind, key="tally.behind")

    def _show_behind(self, found: FigureRows) -> None:
        self.behind.open_rows(rows_said(*self._wanted, found), found, with_unit=self._of_all_units)
        opening = self.behind.isHidden()
        self.behind.show()
        self._share_height()
        if opening:
            self.behind.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_behind(self) -> None:
        """Give the whole room to the figures again."""
        self.behind.hide()
        self._share_height()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def fold(self, row: int) -> None:
        """Fold or unfold what is below a unit."""
        column = max(0, self.table.currentIndex().column())
        if self.model.fold(row):
            self.table.setCurrentIndex(self.model.index(row, column))

    @Slot()
    def _fold_current(self) -> None:
        self.fold(self.table.currentIndex().row())

    @Slot()
    def show_columns(self) -> None:
        """分栏: what the columns of the form under the cursor come to by their rule."""
        campaign, table = self._context.session.campaign, self.model.table
        place = self.table.currentIndex().column()
        if campaign is not None and table is not None and 0 <= place < len(table.columns):
            job = partial(work.read_columns, campaign=campaign, table=table, place=place)
            self._context.worker.run(job, self._show_columns, key="tally.columns")

    def _show_columns(self, found: ColumnFigures) -> None:
        title = self.model.title_of(self.model.rowCount() - 1, self.table.currentIndex().column())
        ColumnsDialog(self, title, found).open()

    def _show(self, table: FigureTable) -> None:
        if not table.columns:
            self._show_nothing("这一期没有可以统计的表。" + "；".join(table.remarks))
            return
        at = self.table.currentIndex()
        self._pages.setCurrentWidget(self.halves)
        self.model.show_table(table, with_periods=self._context.session.period is None)
        self._fit_columns()
        row, column = max(0, at.row()), max(0, at.column())
        place = self.model.index(min(row, self.model.rowCount() - 1), min(column, self.model.columnCount() - 1))
        self.table.setCurrentIndex(place)
        self.counted.emit(table)
        self._share_height()
        if not self.behind.isHidden():
            self.open_figure(place)

    def _show_nothing(self, text: str) -> None:
        self.model.show_table(None, with_periods=False)
        self.nothing.say(text)
        self.standing.setText("")
        self.remark.hide()
        self.told.emit(False, False)  # noqa: FBT003  Qt's signal
        self._pages.setCurrentWidget(self.nothing)

    def _refused(self, refusal: DeskError) -> None:
        self._show_nothing(str(refusal))
        self.nothing.refuse(refusal, self._context.go)

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._say()

    def _say(self) -> None:
        """应报…已收… of the form under the cursor, and what is to be known of the figures."""
        table, low = self.model.table, self._low
        standings = self.standings()
        said = standing_said(standings, with_names=not low)
        at = self.table.currentIndex().column()
        places = self.model.places_of(max(0, at))
        remarks = () if table is None else remarks_of(table, self.model.measure, places, with_names=not low)
        if low and table is not None and remarks:
            compared = remarks[len(table.remarks) :]
            said = ["　".join([*(compared or said), *table.remarks])]
        self.standing.setText("\n".join(said))
        self.remark.setText("；".join(remarks))
        has_rules = table is not None and 0 <= at < len(table.columns) and table.columns[at].has_rules
        self.told.emit(bool(missing_said(standings)), has_rules)

    def standings(self) -> tuple[FormStanding, ...]:
        """Where the returns of the form under the cursor stand; of all forms where 合计 is chosen."""
        table = self.model.table
        if table is None:
            return ()
        places = self.model.places_of(max(0, self.table.currentIndex().column()))
        return tuple(one for place in places if (one := table.standing_of_column(place)) is not None)

    def _share_height(self) -> None:
        """On a low screen the rows, while open, take all but the choices, and what 更多 has as well gives room."""
        crowded = not self.behind.isHidden() and self._low
        self.table.setVisible(not crowded)
        self._say()
        self.standing.setVisible(not crowded)
        self.remark.setVisible(not crowded and not self._low and bool(self.remark.text()))

    def _fit_columns(self) -> None:
        fit_columns(self.table, 5, 12)
        fill_width(self.table, 1.8)

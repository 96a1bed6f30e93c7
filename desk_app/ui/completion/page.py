"""完成情况: the matrix with what is chosen in it, and everything that is done from there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.problems import DeskError
from desk_app.services.completion import Completion
from desk_app.services.completion import Slot as Place
from desk_app.ui.completion import work
from desk_app.ui.completion.acting import MatrixActs
from desk_app.ui.completion.bar import MatrixBar
from desk_app.ui.completion.matrix_model import MatrixModel
from desk_app.ui.completion.matrix_view import MatrixView
from desk_app.ui.completion.outgoing import MatrixPapers
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.nothing import Nothing
from desk_app.ui.room import RoomContext
from desk_app.ui.tally.views import ElidedLabel, fill_width, fit_columns

_LOW = 14


class CompletionPage(QWidget):
    """A view of 统计; ``refresh`` reads it anew."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self.context = context
        self.model = MatrixModel(self)
        self.bar = MatrixBar()
        self.view = MatrixView(self.model)
        self.acts = MatrixActs(self)
        self.papers = MatrixPapers(self)
        self._said = ElidedLabel("")
        self._nothing = Nothing(is_page=True)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the matrix of the session's period, or of as many as are wanted."""
        session = self.context.session
        if session.campaign is not None:
            span = self.bar.shown_span
            job = partial(work.read_matrix, campaign=session.campaign, period=session.period, span=span)
            self.context.worker.run(job, self._show, failed=self._refused, key="completion.refresh")

    def choose(self, standing: str) -> None:
        """Show only returns that stand so, such as 有未报的."""
        self.bar.choose(standing)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """On a low screen the matrix comes first: what keys and menus do as well gives it room."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        low = self.height() < row_height(self) * _LOW
        for one in (*self.bar.lesser, *self.acts.lesser, self._said):
            one.setVisible(not low)
        self.bar.folded.setVisible(not low and self.bar.has_parents)
        self.model.shorten(short=low)

    def chosen(self) -> tuple[Place, ...]:
        """The returns that are chosen."""
        return self.view.chosen()

    def targets(self) -> tuple[Place, ...]:
        """The same; where sums are chosen, all returns in them that are still owed."""
        found = dict.fromkeys(self.view.chosen())
        for index in self.view.selectionModel().selectedIndexes():
            if self.model.sum_at(index.row(), index.column()) is not None:
                found.update(dict.fromkeys(self._owed_in(index)))
        return tuple(found)

    def _owed_in(self, index: QModelIndex) -> list[Place]:
        line, shown, at = self.model.row_of(index.row()), self.model.shown, self.model.column_of(index.column())
        if shown is None or at is None:
            return []
        whose = {row.name for row in shown.rows if line is None or row.name == line.name or line.name in row.above}
        place = self.model.columns[index.column()]
        cells = ((unit, shown.cell(unit, place)) for unit in self.model.units if unit in whose)
        return [Place(unit, at.form.name, at.period) for unit, one in cells if one is not None and one.is_missing]

    def _lay_out(self) -> None:
        acts = FlowLayout(spacing=grid(self, 0.75), fills=False)
        for one in (*self.acts.buttons, self.papers.button):
            acts.addWidget(one)
        self.view.setMinimumSize(chars(self, 12), row_height(self) * 3)
        self._nothing.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 0.75))
        lines.addWidget(self.bar)
        lines.addWidget(self._said)
        lines.addWidget(self.view, 1)
        lines.addWidget(self._nothing, 1)
        lines.addLayout(acts)

    def _connect(self) -> None:
        self.bar.sifted.connect(self._sift)
        self.bar.span_picked.connect(self.refresh)
        self.bar.folding.connect(self._fold_all)
        self.view.asked.connect(self.acts.act)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.selectionModel().selectionChanged.connect(self._look)

    def _show(self, shown: Completion) -> None:
        at = self.view.currentIndex()
        self.bar.offer(shown)
        self.model.filter = self.bar.filter
        self.model.show_matrix(shown)
        has_columns = bool(shown.columns)
        self.view.setVisible(has_columns)
        self._nothing.setVisible(not has_columns)
        self._nothing.say("" if has_columns else "这一期没有要报的表。")
        self._share_height()
        self._settle(max(0, at.row()), max(0, at.column()))

    def _refused(self, refusal: DeskError) -> None:
        self.model.show_matrix(None)
        self.view.hide()
        self._nothing.refuse(refusal, self.context.go)
        self._nothing.show()
        self._look()

    def _settle(self, row: int, column: int) -> None:
        fit_columns(self.view, 5, 16)
        fill_width(self.view, 1.8)
        last_row, last_column = self.model.rowCount() - 1, self.model.columnCount() - 1
        if last_row >= 0 and last_column >= 0:
            self.view.setCurrentIndex(self.model.index(min(row, last_row), min(column, last_column)))
        self._look()

    @Slot()
    def _sift(self) -> None:
        at = self.view.currentIndex()
        self.model.sift(self.bar.filter, self.bar.shown_track)
        self._settle(min(at.row(), 1) if at.isValid() else 0, max(0, at.column()))

    @Slot(bool)
    def _fold_all(self, folded: bool) -> None:  # noqa: FBT001  Qt's signal
        at = self.view.currentIndex()
        self.model.fold_all(folded=folded)
        self._settle(0, max(0, at.column()))

    @Slot(QPoint)
    def _menu(self, at: QPoint) -> None:
        self.acts.pop_up(self.view.viewport().mapToGlobal(at))

    @Slot()
    def _look(self, *_: object) -> None:
        """Say what is chosen, and offer what can be done with it."""
        at = self.view.currentIndex()
        chosen = self.chosen()
        text = str(at.data(Qt.ItemDataRole.ToolTipRole) or "") if at.isValid() else ""
        self._said.say(f"选中{len(chosen)}项" if len(chosen) > 1 else text)
        self.acts.look(chosen)

"""催报记录: all calls of a campaign, what was promised and what became of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desk_app.ui.ask_path import ask_folder
from desk_app.ui.completion import work
from desk_app.ui.completion.chase_dialog import ChaseAsk
from desk_app.ui.completion.chase_entry import ChaseEntering
from desk_app.ui.completion.chases_model import ChasesModel
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import QUIET, button, label
from desk_app.ui.room import RoomContext
from desk_app.ui.tally.views import fill_width, fit_columns, plain_table

if TYPE_CHECKING:
    from desk_app.services.chasing import ChaseLine
    from desk_app.services.produce import Made
    from desk_app.services.values import ChangeSet

_NONE = "还没有催报记录。在“完成情况”里选中单位，按 C 登记。"
_ONLY = "只看还没兑现的承诺"


class ChasePage(QWidget):
    """A view of 统计; ``refresh`` reads it anew."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self.context = context
        self.model = ChasesModel(self)
        self.table = plain_table("催报记录", self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.search = QLineEdit()
        self.only_open = QCheckBox(_ONLY)
        self.entering = ChaseEntering(self, context)
        self.mend = button("补记答复（回车）", self.ask_mend)
        self.remove = button("删除", self.remove_chosen)
        self.unit = button("看这家单位", self.to_unit)
        self.print = button("打印催报记录", self.ask_print)
        self._said = label("", QUIET, wrap=True)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the calls anew."""
        campaign = self.context.session.campaign
        if campaign is not None:
            job = partial(work.read_chases, campaign=campaign)
            self.context.worker.run(job, self._show, key="chases.refresh")

    def show_open(self) -> None:
        """Show only the promises that are still open."""
        self.only_open.setChecked(True)

    @property
    def chosen(self) -> tuple[ChaseLine, ...]:
        """The calls that are chosen."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.model.lines[row] for row in rows if row < len(self.model.lines))

    @Slot()
    def ask_mend(self) -> None:
        """Ask for the answer that came later, or for what was noted wrongly."""
        chosen = self.chosen
        if chosen:
            one = chosen[0]
            ask = ChaseAsk({one.unit: one.kept.matters}, self.context.session.clock(), kept=one)
            self.entering.ask(ask)

    @Slot()
    def remove_chosen(self) -> None:
        """Take the chosen calls out of the list."""
        campaign, ids = self.context.session.campaign, tuple(one.kept.id for one in self.chosen)
        if campaign is not None and ids:
            job = partial(work.remove_chases, campaign=campaign, ids=ids)
            self.context.worker.run(job, self._removed, text="删除催报记录")

    @Slot()
    def to_unit(self) -> None:
        """Go to the chosen unit's own page."""
        if self.chosen:
            self.context.go("units", self.chosen[0].unit)

    @Slot()
    def ask_print(self) -> None:
        """Ask where the list goes."""
        ask_folder(self, "催报记录放在哪个文件夹", self.write_to)

    def write_to(self, folder: Path) -> None:
        """Write the list as PDF and Excel."""
        campaign = self.context.session.campaign
        if campaign is not None:
            job = partial(work.write_chases, campaign=campaign, folder=folder)
            self.context.worker.run(job, self._written, text="写催报记录")

    def _lay_out(self) -> None:
        self.search.setAccessibleName("找单位")
        self.search.setPlaceholderText("找单位，如 hpk")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(chars(self, 12))
        self.table.setMinimumSize(chars(self, 12), row_height(self) * 3)
        flow = FlowLayout(spacing=grid(self, 0.75), fills=False)
        for one in (self.search, self.only_open, self.mend, self.remove, self.unit, self.print):
            flow.addWidget(one)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 0.75))
        lines.addLayout(flow)
        lines.addWidget(self._said)
        lines.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._sift)
        self.only_open.toggled.connect(self._sift)
        self.table.activated.connect(self._opened)
        self.table.selectionModel().selectionChanged.connect(self._look)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove_chosen)

    def _show(self, lines: tuple[ChaseLine, ...]) -> None:
        row = max(0, self.table.currentIndex().row())
        self.model.show_lines(lines, self.search.text(), only_open=self.only_open.isChecked())
        fit_columns(self.table, 3, 14)
        fill_width(self.table, 1.6)
        if self.model.rowCount():
            self.table.selectRow(min(row, self.model.rowCount() - 1))
        self._look()

    @Slot()
    def _sift(self, *_: object) -> None:
        self.model.sift(self.search.text(), only_open=self.only_open.isChecked())
        if self.model.rowCount():
            self.table.selectRow(0)
        self._look()

    @Slot(QModelIndex)
    def _opened(self, _index: QModelIndex) -> None:
        self.ask_mend()

    @Slot()
    def _look(self, *_: object) -> None:
        total, shown, chosen = self.model.total, self.model.rowCount(), self.chosen
        self._said.setText(f"共{total}条" + (f"，列出{shown}条" if shown != total else "") if total else _NONE)
        self.mend.setEnabled(len(chosen) == 1)
        self.unit.setEnabled(len(chosen) == 1)
        self.remove.setEnabled(bool(chosen))
        self.print.setEnabled(bool(total))

    def _removed(self, changes: ChangeSet) -> None:
        self.context.notices.done(f"已{changes.name}。", changes.operation_id)

    def _written(self, made: Made) -> None:
        names = "、".join(path.name for path in made.files)
        self.context.notices.done(f"已写到“{made.files[0].parent}”：{names}。")

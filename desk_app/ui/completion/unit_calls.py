"""A unit's calls on its own page: noted while it is on the line, the earlier ones below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.services.chasing import Matter
from desk_app.ui.completion import work
from desk_app.ui.completion.chase_dialog import ChaseAsk
from desk_app.ui.completion.chase_entry import ChaseEntering
from desk_app.ui.completion.chases_model import ChasesModel
from desk_app.ui.look import grid, row_height
from desk_app.ui.pieces import MAIN, QUIET, button, label, row
from desk_app.ui.room import RoomContext
from desk_app.ui.tally.views import fit_columns, plain_table

if TYPE_CHECKING:
    from desk_app.services.chasing import ChaseLine
    from desk_app.services.unit_page import UnitPage

_OWED = ("未报", "退回修改")
_UNIT = 1


class UnitCalls(QWidget):
    """Shows the calls of the unit of a page, and notes another one about all that it still owes."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._page: UnitPage | None = None
        self.model = ChasesModel(self)
        self.table = plain_table("这家单位的催报记录", self.model)
        self.table.hideColumn(_UNIT)
        self.table.setMinimumHeight(row_height(self) * 3)
        self.entering = ChaseEntering(self, context)
        self.note = button("登记催报", self.ask, MAIN)
        self._said = label("", QUIET, wrap=True)
        lines = QVBoxLayout(self)
        step = grid(self)
        lines.setContentsMargins(step, step, step, step)
        lines.setSpacing(grid(self, 0.75))
        lines.addLayout(row(self.note))
        lines.addWidget(self._said)
        lines.addWidget(self.table, 1)
        self.table.activated.connect(self._mend)

    def show_page(self, page: UnitPage) -> None:
        """Turn to another unit, or read the same anew."""
        self._page = page
        campaign = self._context.session.campaign
        self.note.setEnabled(campaign is not None and bool(self._owed()))
        if campaign is None:
            self._show(())
        else:
            job = partial(work.read_chases, campaign=campaign, unit=page.unit.name)
            self._context.worker.run(job, self._show, key="units.calls")

    @Slot()
    def ask(self) -> None:
        """Note a call about everything that the unit still owes."""
        if self._page is not None and self._owed():
            unit = self._page.unit
            now = self._context.session.clock()
            self.entering.ask(ChaseAsk({unit.name: self._owed()}, now, unit.reach))

    def _owed(self) -> tuple[Matter, ...]:
        returns = self._page.returns if self._page else ()
        return tuple(Matter(one.form, one.period.code) for one in returns if one.state in _OWED)

    def _show(self, lines: tuple[ChaseLine, ...]) -> None:
        self.model.show_lines(lines, "", only_open=False)
        fit_columns(self.table, 3, 14)
        self.table.setVisible(bool(lines))
        owed = len(self._owed())
        said = "" if lines else "还没有催报记录。"
        self._said.setText(said + ("" if owed else "各表都已报送，没有要催的。"))
        self._said.setVisible(bool(self._said.text()))

    @Slot(QModelIndex)
    def _mend(self, index: QModelIndex) -> None:
        one = self.model.lines[index.row()]
        self.entering.ask(ChaseAsk({one.unit: one.kept.matters}, self._context.session.clock(), kept=one))

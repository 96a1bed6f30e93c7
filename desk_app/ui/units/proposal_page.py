"""从来表生成名册: the names found, near ones to be decided by a person, then the roster is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import grid, row_height
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, label
from desk_app.ui.tally.views import fit_columns, prepare
from desk_app.ui.units.page import scrolling
from desk_app.ui.units.proposal_model import Choice, ProposalModel

if TYPE_CHECKING:
    from desk_app.services.roster_proposal import Proposal

_KEYS = {Qt.Key.Key_1: Choice.OWN, Qt.Key.Key_2: Choice.ALIAS, Qt.Key.Key_3: Choice.LEFT}
_SHOWN = 3


class _NamesView(QTableView):
    """Space goes through what a name may be, 1, 2 and 3 say it at once."""

    said = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Decide by key."""
        key, model = Qt.Key(event.key()), self.model()
        if key in _KEYS:
            self.said.emit(_KEYS[key])
        elif key == Qt.Key.Key_Space and isinstance(model, ProposalModel) and self.currentIndex().isValid():
            model.next_choice(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class ProposalPage(QWidget):
    """``made(confirmed)`` asks for the roster; ``more_asked`` for other files; ``left`` to go without one."""

    made = Signal(object)
    files_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = ProposalModel(self)
        self.table = _NamesView()
        prepare(self.table, "找到的单位名称", self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self._said, self._count = label("", wrap=True), label("", "strong", wrap=True)
        self._make = button("生成名册", self.make, MAIN)
        self._lay_out()
        self.model.decided.connect(self._look)
        self.table.said.connect(self._decide)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show what was found."""
        said = [f"看了{proposal.files}个文件和已有的方案，找到{len(proposal.names)}个名册里没有的名称。"]
        if proposal.known:
            said.append(f"另有{proposal.known}家已在名册里。")
        if proposal.unread:
            tail = f"……等{len(proposal.unread)}个" if len(proposal.unread) > _SHOWN else ""
            said.append(f"内容没有读成（只看了文件名）：{'；'.join(proposal.unread[:_SHOWN])}{tail}")
        self._said.setText("\n".join(said))
        self.model.show_proposal(proposal)
        fit_columns(self.table, 3, 24)
        if proposal.names:
            self.table.selectRow(0)

    @Slot()
    def make(self) -> None:
        """Ask for the roster as decided."""
        self.made.emit(self.model.confirmed)

    def _lay_out(self) -> None:
        tools, acts = FlowLayout(spacing=grid(self), fills=False), FlowLayout(spacing=grid(self), fills=False)
        for one in (
            label("选中的："),
            button("列入（1）", self._own),
            button("是又称（2）", self._alias),
            button("不列入（3）", self._leave),
        ):
            tools.addWidget(one)
        for one in (self._make, button("再看别的文件夹", self.files_asked.emit), button("不生成", self.left.emit)):
            acts.addWidget(one)
        lines = scrolling(self)
        self.table.setMinimumHeight(row_height(self) * 8)
        lines.addWidget(label("从来表生成名册", HEADING))
        lines.addWidget(self._said)
        lines.addWidget(
            label("相近的名称由您认定：同一家的记作又称，不是一家的单独列入。次序以后可以调整。", QUIET, wrap=True)
        )
        lines.addLayout(tools)
        lines.addWidget(self.table, 1)
        lines.addWidget(self._count)
        lines.addLayout(acts)

    @Slot()
    def _own(self) -> None:
        self._decide(Choice.OWN)

    @Slot()
    def _alias(self) -> None:
        self._decide(Choice.ALIAS)

    @Slot()
    def _leave(self) -> None:
        self._decide(Choice.LEFT)

    @Slot(object)
    def _decide(self, choice: Choice) -> None:
        self.model.decide([index.row() for index in self.table.selectionModel().selectedRows()], choice)

    @Slot()
    def _look(self) -> None:
        own, alias, waiting = (self.model.count(one) for one in (Choice.OWN, Choice.ALIAS, Choice.OPEN))
        tail = f"；还有{waiting}个待认定，不认定的这次不列入" if waiting else ""
        self._count.setText(f"将列入{own}家单位、{alias}个又称{tail}。")
        self._make.setEnabled(bool(own or alias))

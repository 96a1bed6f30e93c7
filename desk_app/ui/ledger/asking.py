"""Two small windows of the ledger: a reason for what stands out, and a choice where a cell has become another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars
from desk_app.ui.pieces import MAIN, QUIET, STRONG, button, label, row

if TYPE_CHECKING:
    from desk_app.services.correct_record import CellConflict
    from desk_app.services.ledger_problems import LedgerProblem


class ReasonDialog(DeskDialog):
    """``given(LedgerProblem, text)`` once a reason is written."""

    given = Signal(object, str)

    def __init__(self, parent: QWidget, problem: LedgerProblem) -> None:
        super().__init__(parent, "写说明")
        self._problem = problem
        self.text = QPlainTextEdit(problem.reason)
        self.text.setAccessibleName("说明")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(chars(self, 5))
        self.said = label("说明随这一行保存，记录卡里可查；写了说明就不再要求改。", QUIET, wrap=True)
        self.lines.addWidget(label(problem.message, STRONG, wrap=True))
        self.lines.addWidget(self.text)
        self.lines.addWidget(self.said)
        self.lines.addLayout(row(button("保存说明", self.save, MAIN), button("不写了", self.close)))
        self.fit(chars(self, 32))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def save(self) -> None:
        """Give the reason away."""
        text = self.text.toPlainText().strip()
        if not text:
            self.said.setText("说明还没有写，请写明后再保存。")
            return
        self.given.emit(self._problem, text)
        self.close()


class ConflictDialog(DeskDialog):
    """``mine(CellConflict)`` when what the person wrote is to stand; otherwise what is there stays."""

    mine = Signal(object)

    def __init__(self, parent: QWidget, conflict: CellConflict) -> None:
        super().__init__(parent, "这一格已另有改动")
        self._conflict = conflict
        for one in conflict.conflicts[:5]:
            seen, now, mine = (text or "（空）" for text in (one.edit.before, one.now, one.edit.text))
            said = f"{one.label}：您看到的是“{seen}”，现在是“{now}”，您写的是“{mine}”。"
            self.lines.addWidget(label(said, wrap=True))
        self.lines.addWidget(label("两种写法都在操作记录里，选哪种都能撤销。", QUIET, wrap=True))
        self.lines.addLayout(row(button("用我写的", self._insist, MAIN), button("留现在的", self.close)))
        self.fit(chars(self, 36))

    @Slot()
    def _insist(self) -> None:
        self.mine.emit(self._conflict)
        self.close()

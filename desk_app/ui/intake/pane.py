"""One return opened beside the list: whose it is, its problems as sentences, its table with the wrong cells marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desk_app.problems import Level
from desk_app.ui.flow import FlowLayout
from desk_app.ui.intake.return_model import ReturnModel
from desk_app.ui.ledger.cells import wide
from desk_app.ui.ledger.grid import GridView
from desk_app.ui.ledger.problems import ProblemsModel, Sentence, next_cell, problem_list
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, label
from desk_app.ui.wardrobe import Wardrobe

if TYPE_CHECKING:
    from desk_app.services.open_return import OpenedReturn

EMPTY = "在左边选一份来表，这里打开它的表格，错的格带▲，可直接改。"
_ANSWERED_BY_ACCEPTING = frozenset({"cumulative", "which_counts", "unit_near", "empty_table", "nil_with_rows"})
_MOST_SENTENCES = 4


class ReturnPane(QFrame):
    """Tells what a person wants done with the return it shows; does nothing itself."""

    mended = Signal(int, str, str)
    accept_asked = Signal()
    settle_asked = Signal()
    proposal_taken = Signal()
    send_back_asked = Signal()
    original_asked = Signal()
    undo_asked = Signal()
    left = Signal()
    block_refused = Signal()

    def __init__(self, wardrobe: Wardrobe, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opened: OpenedReturn | None = None
        self.model = ReturnModel(self)
        self.problems = ProblemsModel(self)
        self._file = label("", HEADING, wrap=True)
        self._whose = label(EMPTY, QUIET, wrap=True)
        self.proposal = button("", self._take_proposal)
        self.settle = button("指定单位、表、期次(&G)", self._ask_settle)
        self.accept = button("接收(&A)", self._ask_accept, MAIN)
        self.back = button("退回修改(&B)", self._ask_back)
        self.original = button("查看原件(&O)", self._ask_original)
        self.next = button("下一处 F8", self.next_problem)
        self.way_back = button("返回列表 Esc", self._go_back)
        self.way_back.hide()
        self._why = label("", QUIET, wrap=True)
        self.sentences = problem_list(self.problems)
        self.sentences.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.sentences.activated.connect(self._lead)
        self.sentences.clicked.connect(self._lead)
        self.table = GridView(wardrobe, "来表内容")
        self.table.setModel(self.model)
        self._lay_out()
        self.model.edited.connect(self.mended)
        self.table.setMinimumHeight(row_height(self) * 5)
        self.table.undo_asked.connect(self.undo_asked)
        self.table.left.connect(self.left)
        self.table.cleared.connect(self._clear_cells)
        self.table.pasted.connect(self._paste)
        self.show_return(None)

    def show_return(self, opened: OpenedReturn | None) -> None:
        """Show a return, or that none is chosen."""
        before = self.opened
        self.opened = opened
        fresh = opened is None or before is None or before.submission.id != opened.submission.id
        self.model.show(opened, editable=opened is not None and opened.waits)
        self.problems.show(_sentences(opened))
        self._say(opened)
        self._fit_sentences()
        if fresh:
            self._fit_columns()
            self._begin()

    @Slot(bool)
    def offer_way_back(self, narrow: bool) -> None:  # noqa: FBT001  a signal's own argument
        """Where the list has no room beside it, offer the way back to it."""
        self.way_back.setVisible(narrow)

    @Slot()
    def next_problem(self) -> None:
        """Go to the next problem that stands at a cell, from the first again after the last."""
        places = [self.model.place_of(one.record_id, one.key) for one in self.problems.sentences]
        now = self.table.currentIndex()
        cell = next_cell([(one.row(), one.column()) for one in places if one.isValid()], (now.row(), now.column()))
        if cell is not None:
            self.table.show_cell(self.model.index(*cell))
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(grid(self), 0, 0, 0)
        lines.setSpacing(grid(self))
        lines.addWidget(self._file)
        lines.addWidget(self._whose)
        lines.addWidget(self.sentences)
        lines.addWidget(self.table, 1)
        self._deeds = QWidget()
        flow = FlowLayout(self._deeds, grid(self), fills=False)
        for one in (self.way_back, self.accept, self.proposal, self.settle, self.back, self.original, self.next):
            flow.addWidget(one)
        lines.addWidget(self._deeds)
        lines.addWidget(self._why)
        self._rest = QWidget()
        lines.addWidget(self._rest, 1)

    def _say(self, opened: OpenedReturn | None) -> None:
        self._file.setText(opened.submission.file if opened else "")
        self._file.setVisible(opened is not None)
        self._whose.setText(_whose(opened) if opened else EMPTY)
        self.sentences.setVisible(bool(self.problems.sentences))
        has_table = opened is not None and bool(opened.rows)
        self.table.setVisible(has_table)
        self._rest.setVisible(not has_table)
        self._deeds.setVisible(opened is not None)
        waits = opened is not None and opened.waits
        proposed = opened.submission.proposed_unit if opened and opened.waits and not opened.unit else ""
        self.proposal.setText(f"是“{proposed}”")
        self.proposal.setVisible(bool(proposed))
        is_nil = opened is not None and not opened.rows and not opened.submission.row_count
        self.accept.setText("登记零报告(&A)" if is_nil else "接收(&A)")
        why = _why_not(opened) if opened else ""
        self.accept.setVisible(waits)
        self.accept.setEnabled(not why)
        self.settle.setVisible(opened is not None and opened.submission.state.value in {"needs_review", "rejected"})
        may_go_back = {"needs_review", "accepted", "nil"}
        self.back.setVisible(opened is not None and opened.submission.state.value in may_go_back)
        self.original.setVisible(opened is not None and bool(opened.submission.original))
        self.next.setVisible(any(one.record_id is not None for one in self.problems.sentences))
        self._why.setText(why)
        self._why.setVisible(waits and bool(why))

    def _begin(self) -> None:
        """Begin at the first wrong cell, else at the first."""
        cells = [
            place for one in self.problems.sentences if (place := self.model.place_of(one.record_id, one.key)).isValid()
        ]
        self.table.scrollToTop()
        self.table.show_cell(cells[0] if cells else self.model.index(0, 0))
        QTimer.singleShot(0, self.table, self.table.show_current)  # once more when the table has its size

    def _fit_columns(self) -> None:
        form = self.opened.form if self.opened else None
        for place, column in enumerate(form.columns if form else ()):
            self.table.setColumnWidth(place, chars(self, wide(column)) + grid(self, 2))

    def _fit_sentences(self) -> None:
        count = min(max(1, len(self.problems.sentences)), _MOST_SENTENCES)
        widest = max((self.sentences.fontMetrics().horizontalAdvance(one.shown) for one in self.problems.sentences),
                     default=0)  # fmt: skip
        folded = 1 if widest > self.sentences.viewport().width() > 0 else 0
        self.sentences.setFixedHeight(round(row_height(self) * (count * 0.85 + folded * 0.7)) + grid(self, 0.5))

    @Slot(QModelIndex)
    def _lead(self, index: QModelIndex) -> None:
        one = self.problems.sentences[index.row()]
        place = self.model.place_of(one.record_id, one.key)
        if place.isValid():
            self.table.show_cell(place)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _clear_cells(self) -> None:
        for index in self.table.selectionModel().selectedIndexes():
            if index.data(Qt.ItemDataRole.EditRole):
                self.model.setData(index, "")

    @Slot(object)
    def _paste(self, block: list[list[str]]) -> None:
        """A single cell is mended by pasting; whole tables belong into a new file of the unit, and that is said."""
        index = self.table.currentIndex()
        if len(block) > 1 or len(block[0]) > 1:
            self.block_refused.emit()
        elif index.isValid():
            self.model.setData(index, block[0][0])

    @Slot()
    def _go_back(self) -> None:
        self.left.emit()

    @Slot()
    def _take_proposal(self) -> None:
        self.proposal_taken.emit()

    @Slot()
    def _ask_settle(self) -> None:
        self.settle_asked.emit()

    @Slot()
    def _ask_accept(self) -> None:
        self.accept_asked.emit()

    @Slot()
    def _ask_back(self) -> None:
        self.send_back_asked.emit()

    @Slot()
    def _ask_original(self) -> None:
        self.original_asked.emit()


def _whose(opened: OpenedReturn) -> str:
    one = opened.submission
    unit = opened.unit or (f"{one.proposed_unit}（待确认）" if one.proposed_unit else "单位未定")
    form = f"{opened.form.annex} {opened.form.name}".strip() if opened.form else "表未定"
    period = opened.period.label if opened.period else "期次未定"
    received = f"{one.received_at.month}月{one.received_at.day}日收"
    parts = [unit, form, period, f"{len(opened.rows)}行" if opened.rows else "无内容", received]
    if one.is_late:
        parts.append("迟报")
    return "　".join(parts)


def _why_not(opened: OpenedReturn) -> str:
    """Why it cannot be accepted yet; empty when it can."""
    if opened.lacking:
        return f"还不知道{'、'.join(opened.lacking)}，指定后才能接收。"
    if opened.cell_errors:
        return f"还有{opened.cell_errors}处错误（▲），改正后才能接收；也可退回修改。"
    others = {
        one.problem.code
        for one in opened.problems
        if one.problem.level is Level.ERROR and one.record_id is None and not one.problem.cell
    }
    unanswered = {code for code in others if code.startswith(("unit_", "period_")) and code != "unit_near"}
    return "单位或期次有疑问，请先指定。" if unanswered - _ANSWERED_BY_ACCEPTING else ""


def _sentences(opened: OpenedReturn | None) -> list[Sentence]:
    if opened is None:
        return []
    found = []
    settled = opened.submission.state.value in {"accepted", "nil", "superseded"}
    for one in opened.problems:
        is_error = one.problem.level is Level.ERROR
        where = f"{one.problem.cell}　" if one.problem.cell else ""
        if is_error and settled and one.record_id is None:
            found.append(Sentence(f"{where}{one.problem.message}（已由经办人认定）", is_error=False))
        else:
            found.append(Sentence(f"{where}{one.problem.message}", is_error, one.record_id, one.key))
    return sorted(found, key=lambda one: not one.is_error)

"""One return opened beside the list: whose it is, its questions with their answers, its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desk_app.ui.flow import FlowLayout
from desk_app.ui.intake.answers import AnswerStrip
from desk_app.ui.intake.items import Item, items_of
from desk_app.ui.intake.pane_words import earlier_line, whose, why_not
from desk_app.ui.intake.tables import Tables, is_scan
from desk_app.ui.ledger.problems import ProblemsModel, problem_list
from desk_app.ui.look import grid, row_height
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, label
from desk_app.ui.wardrobe import Wardrobe

if TYPE_CHECKING:
    from desk_app.services.compare_returns import ReturnComparison
    from desk_app.services.open_return import OpenedReturn
    from desk_app.services.original_table import OriginalTable
    from desk_app.services.questions import Answer

EMPTY = "在左边选一份来表，这里打开它的原表，错格标红带▲；按F8逐处看，回车就改。"
_SCAN = "这是扫描件或照片。请按〔查看原件〕看清签字、盖章，再确认是不是这一份表的盖章扫描件。"
_MOST_SENTENCES = 4
_MAY_GO_BACK = frozenset({"needs_review", "accepted", "nil"})
_MAY_BE_SETTLED = frozenset({"needs_review", "rejected", "scan"})


class ReturnPane(QFrame):
    """Tells what a person wants done with the return it shows; does nothing itself."""

    mended = Signal(int, str, str)
    answered = Signal(object, object)
    accept_asked = Signal()
    settle_asked = Signal()
    send_back_asked = Signal()
    original_asked = Signal()
    undo_asked = Signal()
    left = Signal()
    block_refused = Signal()
    earlier_asked = Signal(int)
    table_wanted = Signal()
    comparison_wanted = Signal(int)

    def __init__(self, wardrobe: Wardrobe, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opened: OpenedReturn | None = None
        self.items: tuple[Item, ...] = ()
        self.problems = ProblemsModel(self)
        self._file = label("", HEADING, wrap=True)
        self._whose = label(EMPTY, QUIET, wrap=True)
        self.settle = button("指定单位、表、期次(&G)", self._ask_settle)
        self.accept = button("接收(&A)", self._ask_accept, MAIN)
        self.back = button("退回修改(&B)", self._ask_back)
        self.original = button("查看原件(&O)", self._ask_original)
        self.next = button("下一处 F8", self.next_problem)
        self.way_back = button("返回列表 Esc", self._go_back)
        self.way_back.hide()
        self.earlier = button("", None)
        self.earlier.setMenu(QMenu(self.earlier))
        self._why = label("", QUIET, wrap=True)
        self._look = label(_SCAN, wrap=True)
        self.sentences = problem_list(self.problems)
        self.sentences.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.strip = AnswerStrip()
        self.tables = Tables(wardrobe)
        self.table, self.model = self.tables.table, self.tables.model
        self._lay_out()
        self._connect()
        self.show_return(None)

    def show_return(self, opened: OpenedReturn | None) -> None:
        """Show a return, or that none is chosen."""
        before, chosen = self.opened, self._current_item()
        self.opened = opened
        fresh = opened is None or before is None or before.submission.id != opened.submission.id
        self.items = items_of(opened)
        self.problems.show([one.sentence for one in self.items])
        self.tables.show_return(opened, fresh=fresh)
        self._say(opened)
        self._fit_sentences()
        self._choose_sentence(None if fresh else chosen)
        if fresh:
            self.tables.begin([(one.sentence.record_id, one.sentence.key, _spot(one)) for one in self._wrong()])
            QTimer.singleShot(0, self.tables, self.tables.show_current)  # once more when the table has its size

    def show_original(self, table: OriginalTable) -> None:
        """Show the original's sheets, once they are read."""
        if self.opened is not None and table.submission_id == self.opened.submission.id:
            wrong = [(one.sentence.record_id, one.sentence.key, _spot(one)) for one in self._wrong()]
            self.tables.show_original(table, wrong)

    def show_comparison(self, found: ReturnComparison) -> None:
        """Show what the return changes."""
        if self.opened is not None and found.new.id == self.opened.submission.id:
            self.tables.compare.show_comparison(found)

    @Slot(bool)
    def offer_way_back(self, narrow: bool) -> None:  # noqa: FBT001  a signal's own argument
        """Where the list has no room beside it, offer the way back to it."""
        self.way_back.setVisible(narrow)

    @Slot()
    def next_problem(self) -> None:
        """Go to the next problem that stands at a cell, from the first again after the last."""
        places = [(one.sentence.record_id, one.sentence.key, _spot(one)) for one in self.items if one.about]
        if not self.tables.next_of(places) and self.problems.sentences:
            self.sentences.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first_answer(self) -> bool:
        """Give the keyboard to the answers of the first question of the return; whether it has one."""
        return bool(self.items) and not self.items[0].sentence.record_id and self.strip.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Let the sentences have the lines that they need at the new width."""
        super().resizeEvent(event)
        self._fit_sentences()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Esc leads back to the list from wherever the keyboard is."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(grid(self), 0, 0, 0)
        lines.setSpacing(grid(self))
        for part in (self._file, self._whose, self._look, self.sentences, self.strip):
            lines.addWidget(part)
        lines.addWidget(self.tables, 1)
        self._deeds = QWidget()
        flow = FlowLayout(self._deeds, grid(self), fills=False)
        for one in (self.way_back, self.accept, self.back, self.settle, self.earlier, self.original, self.next):
            flow.addWidget(one)
        lines.addWidget(self._deeds)
        lines.addWidget(self._why)
        self._rest = QWidget()
        lines.addWidget(self._rest, 1)

    def _connect(self) -> None:
        self.sentences.activated.connect(self._enter_sentence)
        self.sentences.clicked.connect(self._lead)
        self.sentences.selectionModel().currentChanged.connect(self._offer)
        self.strip.chosen.connect(self._answer)
        self.model.edited.connect(self.mended)
        self.table.undo_asked.connect(self.undo_asked)
        for one in (self.table, self.tables.page.grid, self.tables.compare.grid):
            one.left.connect(self.left)
        self.table.cleared.connect(self._clear_cells)
        self.table.pasted.connect(self._paste)
        self.tables.stepped.connect(self._follow_cell)
        self.tables.original_wanted.connect(self.table_wanted)
        self.tables.comparison_wanted.connect(self.comparison_wanted)
        self.earlier.menu().triggered.connect(self._open_earlier)

    def _say(self, opened: OpenedReturn | None) -> None:
        self._file.setText(opened.submission.file if opened else "")
        self._file.setVisible(opened is not None)
        self._whose.setText(whose(opened) if opened else EMPTY)
        self.sentences.setVisible(bool(self.problems.sentences))
        shows_table = opened is not None and not is_scan(opened) and bool(opened.rows or opened.submission.original)
        self._look.setVisible(opened is not None and is_scan(opened))
        self.tables.setVisible(shows_table)
        self._rest.setVisible(not shows_table)
        self._deeds.setVisible(opened is not None)
        if opened is not None:
            self._say_deeds(opened)

    def _say_deeds(self, opened: OpenedReturn) -> None:
        state = opened.submission.state.value
        scanned = is_scan(opened)
        is_nil = not opened.rows and not opened.submission.row_count
        self.accept.setText("是盖章扫描件(&A)" if scanned else "登记零报告(&A)" if is_nil else "接收(&A)")
        lacking = f"还不知道是{'、'.join(opened.lacking)}的盖章件，请先指定。" if scanned and opened.lacking else ""
        why = lacking if scanned else why_not(opened)
        self.accept.setVisible(opened.waits or (scanned and not _confirmed(opened)))
        self.accept.setEnabled(not why)
        self.settle.setText("另行指定(&G)" if scanned else "指定单位、表、期次(&G)")
        self.settle.setVisible(state in _MAY_BE_SETTLED)
        self.back.setVisible(state in _MAY_GO_BACK)
        self.original.setVisible(bool(opened.submission.original))
        self.next.setVisible(any(one.record_id is not None for one in self.problems.sentences))
        self._why.setText(why)
        self._why.setVisible(self.accept.isVisibleTo(self) and bool(why))
        menu = self.earlier.menu()
        menu.clear()
        for one in opened.earlier:
            menu.addAction(earlier_line(one)).setData(one.id)
        self.earlier.setText(f"同一期的另{len(opened.earlier)}份(&E)")
        self.earlier.setVisible(bool(opened.earlier))

    # sentences and their answers

    def _wrong(self) -> list[Item]:
        return [one for one in self.items if one.about is not None]

    def _current_item(self) -> Item | None:
        place = self.sentences.currentIndex().row()
        return self.items[place] if 0 <= place < len(self.items) else None

    def _choose_sentence(self, before: Item | None) -> None:
        """Stay at the sentence, or go to the first that still asks something."""
        known = (place for place, one in enumerate(self.items) if before and one.identity == before.identity)
        place = next(known, 0)
        index = self.problems.index(place) if self.items else QModelIndex()
        self.sentences.setCurrentIndex(index)
        self._offer(index)

    @Slot(QModelIndex)
    def _offer(self, _index: QModelIndex, _before: QModelIndex | None = None) -> None:
        from desk_app.services.questions import Answer, Deed, answers_to

        item = self._current_item()
        if self.opened is None or item is None:
            self.strip.offer(())
        elif item.correction is not None:
            self.strip.offer((Answer(Deed.REVOKE, "恢复原内容"),) if self.opened.waits else ())
        elif item.about is not None:
            self.strip.offer(answers_to(self.opened, item.about))

    def _answer(self, answer: Answer) -> None:
        item = self._current_item()
        if item is not None and answer.deed == "compare":
            self.tables.turn_to_comparison()
        elif item is not None:
            self.answered.emit(item, answer)

    @Slot(QModelIndex)
    def _enter_sentence(self, index: QModelIndex) -> None:
        """Enter goes to the answers of a question, and to the cell of what stands at one."""
        item = self.items[index.row()]
        if item.sentence.record_id is None and self.strip.take_focus():
            return
        self._lead(index)

    @Slot(QModelIndex)
    def _lead(self, index: QModelIndex) -> None:
        one = self.items[index.row()]
        self.tables.go_to(one.sentence.record_id, one.sentence.key, _spot(one), focus=True)

    @Slot(object)
    def _follow_cell(self, cell: tuple[int | None, str, tuple[int, int] | None]) -> None:
        """Where the cursor is on a wrong cell, its sentence is the chosen one."""
        record_id, key, spot = cell
        for place, one in enumerate(self.items):
            at_cell = record_id is not None and (one.sentence.record_id, one.sentence.key) == (record_id, key)
            if at_cell or (record_id is None and spot is not None and _spot(one) == spot and one.about is not None):
                self.sentences.setCurrentIndex(self.problems.index(place))
                return

    def _fit_sentences(self) -> None:
        count = min(max(1, len(self.problems.sentences)), _MOST_SENTENCES)
        widest = max((self.sentences.fontMetrics().horizontalAdvance(one.shown) for one in self.problems.sentences),
                     default=0)  # fmt: skip
        folded = 1 if widest > self.sentences.viewport().width() > 0 else 0
        self.sentences.setFixedHeight(round(row_height(self) * (count * 0.85 + folded * 0.7)) + grid(self, 0.5))

    # the table as it was read

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

    @Slot(object)
    def _open_earlier(self, action: object) -> None:
        self.earlier_asked.emit(int(action.data()))  # type: ignore[attr-defined]  # a QAction

    @Slot()
    def _go_back(self) -> None:
        self.left.emit()

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


def _spot(item: Item) -> tuple[int, int] | None:
    from desk_app.services.placing import cell_address

    return cell_address(item.about.problem.cell) if item.about is not None and item.about.problem.cell else None


def _confirmed(opened: OpenedReturn) -> bool:
    return any(one.problem.code == "scan_confirmed" for one in opened.problems)

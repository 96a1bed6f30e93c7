"""台账: the room of the annex forms, a grid to type in and a card for one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desk_app.ui.ledger import jobs
from desk_app.ui.ledger.asking import ConflictDialog, ReasonDialog
from desk_app.ui.ledger.bar import ONE_UNIT
from desk_app.ui.ledger.errands import LedgerErrands
from desk_app.ui.ledger.find_dialog import FindDialog
from desk_app.ui.ledger.model import FIRST
from desk_app.ui.ledger.problems import next_cell
from desk_app.ui.ledger.side import CARD, PROBLEMS
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.correct_record import CellConflict
    from desk_app.services.ledger_rows import LedgerProblem


class LedgerRoom(LedgerErrands):
    """A ledger for each form that units send."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self._told_at: tuple[int | None, str] = (None, "")
        self._lay_out(
            (
                ("记录卡 F4", self.toggle_card),
                ("问题 F7", self.toggle_problems),
                ("查看原件(&O)", self.see_original),
                ("删除行(&D)", self.delete_rows),
                ("写说明 F9", self.ask_reason),
                ("撤销", self.writer.undo),
                ("恢复", self.writer.redo),
            )
        )
        self._connect()

    def first_focus(self) -> QWidget | None:
        """The grid."""
        return self.grid

    @Slot()
    def toggle_card(self) -> None:
        """Open the card, or close it."""
        self._toggle(CARD)

    @Slot()
    def toggle_problems(self) -> None:
        """Open the list of problems, or close it."""
        self._toggle(PROBLEMS)

    @Slot()
    def next_problem(self) -> None:
        """Go to the next problem, from the first again after the last; first of all be at the one come upon by hand."""
        form, now = self.model.form, self.grid.currentIndex()
        keys = {key: FIRST + at for at, key in enumerate(form.keys)} if form is not None else {}
        line_of, wrong = self.model.entries.line_of_place, self._found.problems
        lines = [(line, keys.get(one.key, FIRST)) for one in wrong if (line := line_of(one.place)) >= 0]
        here = (now.row(), now.column())
        cell = here if here in lines and self._told_at != self._cell_at(now) else next_cell(lines, here)
        if cell is not None:
            self.split.bring(0)
            self.grid.show_cell(self.model.index(*cell))
            self._told_at = self._cell_at(self.grid.currentIndex())
            self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _cell_at(self, index: QModelIndex) -> tuple[int | None, str]:
        return self.model.record_at(index.row()), self.model.key_at(index.column())

    @Slot()
    def delete_rows(self) -> None:
        """删除 the chosen rows; in the empty row, what was begun."""
        self.deeds.delete()

    @Slot()
    def ask_replace(self) -> None:
        """查找和替换 in all columns; in one where cells of it alone are chosen."""
        (first, last), *more = self.grid.spans() or [(0, 0)]
        columns = self.grid.columns()
        in_one = len(columns) == 1 and (last > first or bool(more))
        FindDialog(self, self, self.model.key_at(columns[0]) if in_one else "").show()

    @Slot()
    def ask_reason(self) -> None:
        """写说明 for what stands out at the cursor, or else for the next that wants one."""
        if self.writer.refuses():
            return
        now = self.grid.currentIndex()
        here = self.side.card.place() or (self.model.record_at(now.row()), self.model.key_at(now.column()))
        open_ones = [one for one in self._found.problems if not one.is_error]
        mine = next((one for one in open_ones if (one.record_id, one.key) == here), None)
        wanted = mine or next((one for one in open_ones if one.grade.value == "需说明"), None)
        if wanted is None:
            self.notices.done("没有需要说明的。")
            return
        self.grid.show_cell(self.model.place_of(wanted.record_id, wanted.key))
        dialog = ReasonDialog(self, wanted)
        dialog.given.connect(self._reason_given)
        dialog.open()

    @Slot()
    def see_original(self) -> None:
        """Show the original that the row came from."""
        record_id = self._current_id()
        if record_id is not None:
            self.originals.look(record_id)

    @Slot(object, str)
    def _reason_given(self, problem: LedgerProblem, text: str) -> None:
        self.writer.do(jobs.give_reason, problem=problem, reason=text)

    @Slot(object)
    def _ask_which(self, conflict: CellConflict) -> None:
        dialog = ConflictDialog(self, conflict)
        dialog.mine.connect(self.writer.insist)
        dialog.open()

    @Slot(int, str)
    def _head_asked(self, column: int, deed: str) -> None:
        if deed == "freeze":
            self.layout_prefs.freeze(column + 1)
        elif deed == "free":
            self.layout_prefs.freeze(0)
        elif deed == "group" and self.bar.unit:
            self.notices.done(ONE_UNIT)
        elif deed == "group":
            self.bar.grouped.toggle()
        elif deed == "only":
            self.bar.only_in(self.model.key_at(column))
        else:
            self.sorting.ask(column, deed)

    @Slot(str)
    def _fold(self, unit: str) -> None:
        self.model.fold(unit)
        self._span_headings()

    @Slot()
    def _cell_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        self._say_cell()
        if now.row() != before.row():
            self.side.read(self._current_id())

    @Slot()
    def _today(self) -> None:
        index = self.grid.currentIndex()
        if index.isValid() and self.model.flags(index) & Qt.ItemFlag.ItemIsEditable and index.column() >= FIRST:
            day = self.session.clock().date()
            self.model.setData(index, f"{day.year}年{day.month}月{day.day}日")

    def _toggle(self, place: int) -> None:
        if self.split.second_open and self.side.currentIndex() == place:
            self.split.open_second(is_open=False)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.open_side(place)

    @Slot(int)
    def _page_turned(self, _place: int) -> None:
        self.side.read(self._current_id())

    @Slot(QModelIndex)
    def _lead(self, index: QModelIndex) -> None:
        self.split.bring(0)
        one = self.problems.sentences[index.row()]
        self.grid.show_cell(self.model.place_of(one.record_id or 0, one.key))
        self._told_at = self._cell_at(self.grid.currentIndex())

    @Slot(int, str, str)
    def _mend_from_card(self, record_id: int, key: str, text: str) -> None:
        editor = self.side.card.editors.get(key)
        before = str(editor.property("seen")) if editor is not None else None
        self.model.edit([(record_id, key, text, before)])

    @Slot()
    def _leave_grid(self) -> None:
        """F6 leads out of the grid: to the card where it is open, else to the filters."""
        first = next(iter(self.side.card.editors.values()), None)
        self.split.bring(1)
        target = first if self.side.shows_card and first is not None else self.bar.units
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.bar.form_chosen.connect(self._form_chosen)
        self.bar.narrowed.connect(self._read_view)
        self.bar.next_asked.connect(self.next_problem)
        self.model.wanted.connect(self._read_rows)
        view = self.grid
        view.head_asked.connect(self._head_asked)
        view.folded.connect(self._fold)
        self.sorting.changed.connect(self._read_view)
        self.deeds.replace_asked.connect(self.ask_replace)
        self.deeds.reason_asked.connect(self.ask_reason)
        self.writer.writes.connect(self._stop_reading)
        self.writer.settled.connect(self._read_on)
        self.writer.conflicted.connect(self._ask_which)
        self.writer.landed.connect(self._land)
        view.today_asked.connect(self._today)
        view.refused.connect(self.writer.refuses)
        view.end_pressed.connect(self._say_cell)
        view.undo_asked.connect(self.writer.undo)
        view.redo_asked.connect(self.writer.redo)
        view.left.connect(self._leave_grid)
        view.selectionModel().currentChanged.connect(self._cell_changed)
        self.side.currentChanged.connect(self._page_turned)
        self.side.list.activated.connect(self._lead)
        self.side.list.clicked.connect(self._lead)
        self.side.card.edited.connect(self._mend_from_card)
        self.side.card.original_asked.connect(self.originals.look)
        self.side.card.restore_asked.connect(self.writer.restore)
        self.side.card.print_asked.connect(self.card_deeds.print_record)
        for keys, call in (
            ("F8", self.next_problem),
            ("F4", self.toggle_card),
            ("F7", self.toggle_problems),
            ("F9", self.ask_reason),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

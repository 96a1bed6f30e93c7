"""台账: the room of the annex forms, a grid to type in and a card for one record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from desk_app.ui.completion.menus import menu_button
from desk_app.ui.flow import FlowLayout
from desk_app.ui.ledger import jobs
from desk_app.ui.ledger.asking import ConflictDialog, ReasonDialog
from desk_app.ui.ledger.bar import LedgerBar
from desk_app.ui.ledger.cells import MARK_ROLE
from desk_app.ui.ledger.deeds import LedgerDeeds
from desk_app.ui.ledger.find_dialog import FindDialog
from desk_app.ui.ledger.half_written import half_written, take_half_written
from desk_app.ui.ledger.layout_prefs import LayoutPrefs
from desk_app.ui.ledger.ledger_grid import LedgerGrid
from desk_app.ui.ledger.model import FIRST, PERIOD, UNIT, LedgerModel
from desk_app.ui.ledger.offers import Offers
from desk_app.ui.ledger.originals import Originals
from desk_app.ui.ledger.problems import ProblemsModel, Sentence, next_cell
from desk_app.ui.ledger.side import CARD, PROBLEMS, LedgerSide
from desk_app.ui.ledger.sorting import Sorting
from desk_app.ui.ledger.split import OneOrBoth
from desk_app.ui.ledger.writing import LedgerWriter
from desk_app.ui.look import grid, row_height
from desk_app.ui.pieces import QUIET, TITLE, button, label, line
from desk_app.ui.room import Room, RoomContext
from desk_app.ui.worker import Ticket

if TYPE_CHECKING:
    from desk_app.services.correct_record import CellConflict
    from desk_app.services.ledger_rows import LedgerHead, LedgerProblem, LedgerRow, LedgerView
    from desk_app.services.record_card import RecordCard
    from desk_app.services.values import ChangeSet

_ROOM_FOR_BOTH = 50
_LOW = 14
_IN_MENU = ("删除行", "写说明 F9", "撤销", "恢复")
_MOST_SPANS = 2_000
_WORDS = "words:"
_KEYS = {"撤销": "在表格里按 Ctrl+Z", "恢复": "在表格里按 Ctrl+Y"}
_READ_ANEW = frozenset({"unit", "form", "collection", "person", "post"})


class LedgerRoom(Room):
    """A ledger for each form that units send."""

    redraws_on = frozenset({"record", "submission", "inquiry"}) | _READ_ANEW

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.model = LedgerModel(self)
        self.problems = ProblemsModel(self)
        self.bar = LedgerBar()
        self.grid = LedgerGrid(context.wardrobe, "台账")
        self.grid.setModel(self.model)
        self.layout_prefs = LayoutPrefs(self.grid, context.wardrobe.prefs)
        self.sorting = Sorting(self.grid)
        self.side = LedgerSide(context, self.problems)
        self.writer = LedgerWriter(self, context, self.model, self.bar)
        self.deeds = LedgerDeeds(self, context, self.grid, self.model, self.writer)
        self.originals = Originals(self, context)
        self._found: tuple[LedgerProblem, ...] = ()
        self._reading: list[Ticket] = []
        self._interrupted = False
        self._half: dict[str, Any] = {}
        self._touched: set[int] = set()
        self._errand = ""
        self._wanted = 0
        self._anew = True
        self._campaign_id: int | None = None
        self._rows_said = ""
        self._deed_buttons: dict[str, QWidget] = {}
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the head anew, then the rows."""
        campaign = self.session.campaign
        if campaign is None:
            return
        if campaign.id != self._campaign_id:
            self._campaign_id = campaign.id
            self.writer.steps.forget()
        self.worker.run(partial(jobs.read_head, campaign=campaign), self._show_head, key="ledger.head")

    def hear(self, changes: ChangeSet) -> None:
        """Read only the rows that changed, where rows are all that changed."""
        self._touched |= set(changes.ids("record"))
        if changes.tables & _READ_ANEW or not self.isVisible() or self.bar.form is None:
            super().hear(changes)
        elif changes.tables & self.redraws_on:
            self._read_again()

    def arrive(self, errand: str) -> None:
        """``record:12`` opens a record; ``附件2`` a form, ``附件2|办公室|2023-03`` of a unit and a period.

        ``words:附件2|两个 词`` opens a form's rows that hold the words, in every period, once the forms are read.
        """
        self._errand = errand
        if errand.startswith(_WORDS):
            self.refresh()
        elif self.bar.form is not None:
            self._run_errand()

    def first_focus(self) -> QWidget | None:
        """The grid."""
        return self.grid

    def open_side(self, place: int) -> None:
        """Open the side at one of its pages."""
        was_open = self.split.second_open
        self.side.setCurrentIndex(place)
        self.split.open_second(is_open=True)
        if not was_open:
            whole = self.split.width()
            self.split.setSizes([round(whole * 0.64), round(whole * 0.36)])
            QTimer.singleShot(0, self.grid, self.grid.show_current)
        self.side.read(self._current_id())

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
        """Go to the next problem, from the first again after the last."""
        form, now = self.model.form, self.grid.currentIndex()
        keys = {key: FIRST + at for at, key in enumerate(form.keys)} if form is not None else {}
        lines = [(self.model.entries.line_of_place(one.place), keys.get(one.key, FIRST)) for one in self._found]
        cell = next_cell([one for one in lines if one[0] >= 0], (now.row(), now.column()))
        if cell is not None:
            self.split.bring(0)
            self.grid.show_cell(self.model.index(*cell))
            self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def delete_rows(self) -> None:
        """删除 the chosen rows; in the empty row, what was begun."""
        self.deeds.delete()

    @Slot()
    def ask_replace(self) -> None:
        """查找和替换, beginning with the column of the cursor."""
        FindDialog(self, self, self.model.key_at(self.grid.currentIndex().column())).show()

    @Slot()
    def ask_reason(self) -> None:
        """写说明 for what stands out at the cursor, or else for the next that wants one."""
        now = self.grid.currentIndex()
        here = (self.model.record_at(now.row()), self.model.key_at(now.column()))
        open_ones = [one for one in self._found if not one.is_error]
        mine = next((one for one in open_ones if (one.record_id, one.key) == here), None)
        wanted = mine or next((one for one in open_ones if one.grade.value == "需说明"), None)
        if wanted is None:
            self.notices.done("没有需要说明的。")
            return
        self.grid.show_cell(self.model.place_of(wanted.record_id, wanted.key))
        dialog = ReasonDialog(self, wanted)
        dialog.given.connect(self._reason_given)
        dialog.open()

    def show_place(self, line: int, key: str) -> None:
        """Put the cursor on a cell of a line."""
        form = self.model.form
        if form is not None and line >= 0:
            self.grid.show_cell(self.model.index(line, FIRST + form.keys.index(key)))

    # what comes back after a fall

    def as_left(self) -> dict[str, Any]:
        """What is to be seen and half written, as plain values."""
        form, bar, now = self.bar.form, self.bar, self.grid.currentIndex()
        return {
            "form": form.definition.name if form else "",
            "unit": bar.unit,
            "period": bar.period.code if bar.period else "",
            "words": bar.words.text(),
            "column": bar.in_column,
            "grouped": bar.grouped.isChecked(),
            "sort": self.sorting.screen(),
            "record": self.model.record_at(now.row()) if now.isValid() else None,
            "key": self.model.key_at(now.column()) if now.isValid() else "",
            "side": self.side.currentIndex() if self.split.second_open else -1,
            **half_written(self.model, self.grid, self.side.card),
        }

    def take_as_left(self, kept: dict[str, Any]) -> None:
        """Show again what was to be seen; what was half written is opened once its row is here."""
        self._half = dict(kept)
        if self.bar.form is not None:
            self._run_errand()

    @Slot()
    def see_original(self) -> None:
        """Show the original that the row came from."""
        record_id, campaign = self._current_id(), self.session.campaign
        if record_id is not None and campaign is not None:
            self.worker.run(partial(jobs.read_card, campaign=campaign, record_id=record_id), self._original_of)

    # reading

    def _show_head(self, head: LedgerHead) -> None:
        self.bar.show_head(head, self.session.period)
        self.model.offers = Offers(head.units, head.people)
        self._take_form()
        self._run_errand()

    @Slot()
    def _form_chosen(self) -> None:
        self.bar.offer_periods(self.session.period)
        self._take_form()

    def _take_form(self) -> None:
        form = self.bar.form
        periods = tuple(one.label for one in form.periods) if form else ()
        self.sorting.forget()
        self.model.take_form(form.definition if form else None, self.bar.all_units, periods)
        self.layout_prefs.fit(form.definition if form else None)
        self.deeds.form_id = form.id if form else 0
        self.side.card.show_card(None)
        self._read_view()

    @Slot()
    def _read_view(self) -> None:
        """Read what the bar asks for, from the beginning."""
        self._anew = True
        self._read_again()

    def _read_again(self) -> None:
        from desk_app.services.ledger_rows import LedgerFilter

        campaign, form, bar = self.session.campaign, self.bar.form, self.bar
        if campaign is None or form is None:
            return
        column, own = self.sorting.key(self.model)
        wanted = LedgerFilter(
            unit=bar.unit,
            period=bar.period.code if bar.period else "",
            words=bar.words.text().strip(),
            column=bar.in_column,
            sort=column,
            sort_own=own,
            descending=self.sorting.descending,
            by_unit=bar.grouped.isChecked() and not bar.unit,
        )
        self.deeds.in_order = not (column or wanted.words or wanted.by_unit)
        self._interrupted = False
        asked: dict[str, Any] = {"campaign": campaign, "form": form, "wanted": wanted}
        self._reading = []
        if self._anew:
            first = self.worker.run(partial(jobs.read_beginning, **asked), self._show_beginning, key="ledger.first")
            self._reading.append(first)
        view = self.worker.run(partial(jobs.read_view, **asked), self._show_view, text="读取台账", key="ledger.view")
        self._reading.append(view)

    def _show_beginning(self, ids: Sequence[int]) -> None:
        """Let the first rows of a very long ledger be seen while the rest is being counted."""
        if len(ids) and not self._half:
            self.model.take_ids(ids, (), anew=True)

    def _show_view(self, view: LedgerView) -> None:
        self._reading = []
        touched, self._touched = self._touched, set()
        anew, self._anew = self._anew, False
        kept, column = self._current_id(), self.grid.currentIndex().column()
        line = self.grid.currentIndex().row()
        writing = half_written(self.model, self.grid, self.side.card) if self.grid.cells.open is not None else {}
        self.model.take_ids(view.ids, view.problems, touched, anew=anew, groups=view.groups)
        self.model.set_draft(self.bar.unit, self.bar.period.label if self.bar.period else "", anew=anew)
        self._take_problems(view.problems)
        self._rows_said = f"共{len(view.ids)}行；最下面一行（＋）直接录入或粘贴，写完即保存。"
        self.grid.setColumnHidden(UNIT, bool(self.bar.unit))
        self.grid.setColumnHidden(PERIOD, self.bar.period is not None)
        self._span_headings()
        self.grid.frozen.place()
        wanted, self._wanted = self._wanted, 0
        if wanted and self.model.row_of(wanted) >= 0:
            self.grid.show_cell(self.model.place_of(wanted, ""))
            self.open_side(CARD)
        elif not self.grid.currentIndex().isValid():
            here = self.model.row_of(kept) if kept is not None else -1
            row = here if here >= 0 else min(max(line, 0), self.model.rowCount() - 1) if not anew else 0
            self.grid.show_cell(self.model.index(row, max(FIRST, column)))
        elif kept is not None and self._current_id() != kept and self.model.row_of(kept) >= 0:
            self.grid.show_cell(self.model.index(self.model.row_of(kept), max(0, column)))
        elif self._current_id() in touched:
            self.side.read(self._current_id())
        self._say_cell()
        if "editor" in writing and self.grid.cells.open is None:
            self._half = {**writing, "ready": True}
        self._open_half_written()
        self._read_cross(view)

    def _span_headings(self) -> None:
        """Let a unit's heading go over the whole width."""
        self.grid.clearSpans()
        heads = self.model.entries.heads
        for at in heads if len(heads) <= _MOST_SPANS else ():
            self.grid.setSpan(at, 0, 1, self.model.columnCount())

    def _read_cross(self, view: LedgerView) -> None:
        """Hold rows against each other, when nothing else is wanted of the worker."""
        campaign, form = self.session.campaign, self.bar.form
        if campaign is not None and form is not None and len(view.ids):
            job = partial(jobs.read_cross, campaign=campaign, form=form, view=view)
            self._reading.append(self.worker.run(job, self._take_cross, key="ledger.cross"))

    def _take_cross(self, problems: tuple[LedgerProblem, ...]) -> None:
        self._reading = []
        if problems != self._found:
            self.model.take_problems(problems)
            self._take_problems(problems)
            self._say_cell()

    def _take_problems(self, problems: tuple[LedgerProblem, ...]) -> None:
        self._found = problems
        self.bar.count(problems)
        self.problems.show([self._sentence(one) for one in problems])
        self.side.tell(len(problems))

    @Slot()
    def _stop_reading(self) -> None:
        """What a person writes comes before what is only read; it is read anew afterwards."""
        self._interrupted = bool(self._reading)
        for ticket in self._reading:
            ticket.cancel()
        self._reading = []

    @Slot()
    def _read_on(self) -> None:
        """Read what was given up for a step that in the end changed nothing."""
        if self._interrupted:
            self._read_again()

    def _open_half_written(self) -> None:
        """Open the editor again in which something was half written; its row is fetched first."""
        if not self._half.get("ready"):
            return
        kept, self._half = self._half, {}
        if not take_half_written(self.model, self.grid, kept):
            self._half = kept

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
        elif deed == "group":
            self.bar.grouped.toggle()
            self.bar.be_low(low=self._is_low)
        elif deed == "only":
            self.bar.only_in(self.model.key_at(column))
        else:
            self.sorting.ask(column, deed)

    @Slot(str)
    def _fold(self, unit: str) -> None:
        self.model.fold(unit)
        self._span_headings()

    def _sentence(self, one: LedgerProblem) -> Sentence:
        said = f"第{one.place + 1}行　{one.said}"
        return Sentence(said, one.is_error, one.record_id, one.key, asks_reason=one.grade.value == "需说明")

    @Slot(int, object)
    def _read_rows(self, generation: int, ids: list[int]) -> None:
        self.worker.run(partial(jobs.read_rows, generation=generation, ids=ids), self._take_rows)

    def _take_rows(self, answer: tuple[int, tuple[LedgerRow, ...]]) -> None:
        self.model.take_rows(*answer)
        if self._half:
            self._open_half_written()

    def _run_errand(self) -> None:
        errand, self._errand = self._errand, ""
        kept = self._half
        if kept and not kept.get("ready"):
            self.bar.take_screen(kept)
            self.sorting.take_screen(kept.get("sort"))
            if kept.get("side", -1) >= 0:
                self.open_side(int(kept["side"]))
            self._half = {**kept, "ready": True}
            self._read_view()
            return
        kind, _, number = errand.partition(":")
        campaign = self.session.campaign
        if kind == "record" and number.isdecimal() and campaign is not None:
            job = partial(jobs.read_card, campaign=campaign, record_id=int(number))
            self.worker.run(job, self._found_record, key="ledger.card")
        elif errand.startswith(_WORDS):
            form, _, words = errand.removeprefix(_WORDS).partition("|")
            self.bar.choose(form, period="", words=words)
        elif errand:
            form, unit, *rest = [*errand.split("|"), ""]
            self.bar.choose(form, unit, rest[0] if rest else None)

    def _found_record(self, card: RecordCard) -> None:
        """A record that another room asked for: its form, unit and period are turned to, and its card opened."""
        self._wanted = card.id
        self.bar.choose(card.form.name, card.unit, "")

    # the cursor

    def _current_id(self) -> int | None:
        return self.model.record_at(self.grid.current_row())

    @Slot()
    def _cell_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        self._say_cell()
        if now.row() != before.row():
            self.side.read(self._current_id())

    def _say_cell(self) -> None:
        """Say what is wrong at the cursor, else how many rows there are."""
        index = self.grid.currentIndex()
        mark = index.data(MARK_ROLE) if index.isValid() else ""
        said = str(index.data(Qt.ItemDataRole.ToolTipRole) or "").split("\n")[0] if mark else ""
        asks = "　按 F9 写说明。" if mark == "需说明" else ""
        self._said.setText(f"{mark}：{said}{asks}" if said else self._rows_said)
        self._said.setToolTip(self._said.text())
        self._said.setVisible(bool(said) or not self._is_low)

    @property
    def _is_low(self) -> bool:
        return self.height() <= row_height(self) * _LOW

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Where there is little height, what is found in menus too goes out of the rows' way."""
        super().resizeEvent(event)
        low = self._is_low
        self.bar.be_low(low=low)
        self._said.setWordWrap(not low)
        for name in _IN_MENU:
            self._deed_buttons[name].setVisible(not low)

    @Slot(object)
    def _paste(self, block: list[list[str]]) -> None:
        index = self.grid.currentIndex()
        if index.isValid():
            self.writer.paste(block, index.row(), index.column())

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

    def _original_of(self, card: RecordCard) -> None:
        self.originals.show(card.submission_id)

    @Slot(int, str, str)
    def _mend_from_card(self, record_id: int, key: str, text: str) -> None:
        editor = self.side.card.editors.get(key)
        before = str(editor.property("seen")) if editor is not None else None
        self.model.edit([(record_id, key, text, before)])

    @Slot()
    def _leave_grid(self) -> None:
        """Esc and F6 lead out of the grid: to the card where it is open, else to the filters."""
        first = next(iter(self.side.card.editors.values()), None)
        self.split.bring(1)
        target = first if self.side.shows_card and first is not None else self.bar.units
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(grid(self, 2), grid(self, 1.5), grid(self, 2), grid(self, 1.5))
        lines.setSpacing(grid(self))
        lines.addWidget(line(label("台账", TITLE), self.bar.tabs, grow=1))
        lines.addWidget(self.bar)
        self.split = OneOrBoth(self.grid, self.side, _ROOM_FOR_BOTH, second_open=False)
        lines.addWidget(self.split, 1)
        self._said = label("", QUIET, wrap=True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines.addWidget(self._said)
        deeds = QWidget()
        flow = FlowLayout(deeds, grid(self), fills=False)
        for text, call in (
            ("记录卡 F4", self.toggle_card),
            ("问题 F7", self.toggle_problems),
            ("查看原件(&O)", self.see_original),
            ("删除行(&D)", self.delete_rows),
            ("写说明 F9", self.ask_reason),
            ("撤销", self.writer.undo),
            ("恢复", self.writer.redo),
        ):
            made = button(text, call)
            made.setToolTip(_KEYS.get(text, ""))
            flow.addWidget(made)
            self._deed_buttons[text.partition("(")[0]] = made
        menu = QMenu(self)
        self.grid.offer_deeds(menu)
        flow.addWidget(menu_button("更多", menu))
        lines.addWidget(deeds)

    def _connect(self) -> None:
        self.bar.form_chosen.connect(self._form_chosen)
        self.bar.narrowed.connect(self._read_view)
        self.bar.next_asked.connect(self.next_problem)
        self.model.wanted.connect(self._read_rows)
        view = self.grid
        view.pasted.connect(self._paste, Qt.ConnectionType.QueuedConnection)  # what is long is done in two breaths
        view.head_asked.connect(self._head_asked)
        view.folded.connect(self._fold)
        self.sorting.changed.connect(self._read_view)
        self.deeds.replace_asked.connect(self.ask_replace)
        self.deeds.reason_asked.connect(self.ask_reason)
        self.writer.writes.connect(self._stop_reading)
        self.writer.settled.connect(self._read_on)
        self.writer.conflicted.connect(self._ask_which)
        view.today_asked.connect(self._today)
        view.undo_asked.connect(self.writer.undo)
        view.redo_asked.connect(self.writer.redo)
        view.left.connect(self._leave_grid)
        view.selectionModel().currentChanged.connect(self._cell_changed)
        self.side.currentChanged.connect(self._page_turned)
        self.side.list.activated.connect(self._lead)
        self.side.list.clicked.connect(self._lead)
        self.side.card.edited.connect(self._mend_from_card)
        self.side.card.original_asked.connect(self.originals.show)
        self.side.card.restore_asked.connect(self.writer.restore)
        for keys, call in (
            ("F8", self.next_problem),
            ("F4", self.toggle_card),
            ("F7", self.toggle_problems),
            ("F9", self.ask_reason),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

"""收表: the room in which returned files are taken in, looked at, mended and decided on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desk_app.ui.ask_path import READ, PathQuestion, ask_folder
from desk_app.ui.intake import jobs
from desk_app.ui.intake.counts_bar import ALL, CountsBar
from desk_app.ui.intake.deciding import Decisions
from desk_app.ui.intake.dialogs import picker
from desk_app.ui.intake.drop import dropped_paths
from desk_app.ui.intake.files_question import ask_files
from desk_app.ui.intake.filters import Filters
from desk_app.ui.intake.items import Item
from desk_app.ui.intake.jobs import Deed
from desk_app.ui.intake.lines_model import LinesModel
from desk_app.ui.intake.lines_view import LinesView
from desk_app.ui.intake.lookout import Lookout
from desk_app.ui.intake.pane import ReturnPane
from desk_app.ui.intake.reading import Reading
from desk_app.ui.intake.room_layout import lay_out
from desk_app.ui.ledger.originals import Originals
from desk_app.ui.outgoing.parcels import Parcels
from desk_app.ui.outgoing.slips import Slips
from desk_app.ui.pieces import MAIN, QUIET, button, label
from desk_app.ui.room import Room, RoomContext
from desk_app.ui.worker import Lane

if TYPE_CHECKING:
    from desk_app.services.intake_page import IntakePage
    from desk_app.services.open_return import OpenedReturn
    from desk_app.services.questions import Answer

_WAITING = "各批待办"
_NOTHING = "没有要看的来表。把U盘里的文件或文件夹拖到这里，或按〔选文件夹〕收表；已收的在“批次”里按批查看。"
_NARROWED = "筛选后没有来表，清空筛选即可看到全部。"
_ONE_CELL = "没有粘贴：来表里一次只改一格。整行整块的内容，请让单位重报，或接收后在“台账”里粘贴。"


class IntakeRoom(Room):
    """The list of files at the left, the opened one at the right."""

    redraws_on = frozenset({"submission", "record", "batch", "paper_copy", "unit", "inquiry", "ruling", "closing"})

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.setAcceptDrops(True)
        self._page: IntakePage | None = None
        self._batch: int | None = None
        self._wanted: int | None = None
        self.lines = LinesModel(self)
        self.batches = picker("批次")
        self.counts = CountsBar()
        self.filters = Filters()
        self.list = LinesView(self.lines, context.wardrobe)
        self.pane = ReturnPane(context.wardrobe)
        self.reading = Reading(self, context, self.pane)
        self.decisions = Decisions(self, context)
        self.originals = Originals(self, context)
        self.files = button("选文件(&F)", self.ask_files)
        self.folder = button("选文件夹(&D)", self.ask_folder, MAIN)
        self.accept_ready = button("", self._accept_ready, MAIN)
        self.undo_batch = button("撤回本批(&W)", self._undo_batch)
        self.redo_batch = button("恢复本批(&W)", self._redo_batch)
        self.nil = button("登记零报告(&L)", self.decisions.ask_nil)
        self.excuse = button("登记不涉及(&X)", self.decisions.ask_excuse)
        self.slips = Slips(self, context)
        self.parcels = Parcels(self, context)
        self.slip = button("退回修改单(&M)", self.slips.ask)
        self.lookout = Lookout(self, context)
        self.hints = button("查重存疑(&K)", self.lookout.show_hints)
        self.asked = button("复制转问文字(&J)", self.lookout.copy_questions)
        self.head = QWidget()
        self.empty = label(_NOTHING, QUIET, wrap=True)
        self.split = lay_out(self)
        self._connect()

    def refresh(self) -> None:
        """Read the page anew, and the opened return with it."""
        self.reading.read_page(self._batch, self._show)

    def arrive(self, errand: str) -> None:
        """``待核`` shows all that asks for a hand, ``submission:12`` opens one return, ``batch:3`` a batch."""
        kind, _, number = errand.partition(":")
        if kind == "submission" and number.isdecimal():
            self._wanted = int(number)
            self.refresh()
        elif kind == "batch" and number.isdecimal():
            self.show_batch(int(number))
        else:
            self.show_batch(None)

    def first_focus(self) -> QWidget | None:
        """The list, or the button that takes files in while it is empty."""
        return self.list if self.lines.rowCount() else self.folder

    def show_batch(self, batch_id: int | None) -> None:
        """Turn to a batch, or to all that asks for a hand."""
        self._batch = batch_id
        self.counts.choose(ALL)
        self.filters.clear()
        self.refresh()

    @Slot()
    def ask_files(self) -> None:
        """选文件."""
        ask_files(self, "收哪些文件", self.take)

    @Slot()
    def ask_folder(self) -> PathQuestion:
        """选文件夹."""
        return ask_folder(self, "收哪个文件夹", self._take_one, READ)

    def take(self, paths: list[Path]) -> None:
        """Take files and folders in."""
        campaign = self.session.campaign
        if campaign is not None and paths:
            job = partial(jobs.take, campaign=campaign, paths=tuple(paths))
            self.worker.run(job, self._taken, text="收表")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take files that lie on this computer."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Take what was dropped in."""
        event.acceptProposedAction()
        self.take(dropped_paths(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Esc leads back to the list wherever the keyboard is."""
        if event.key() == Qt.Key.Key_Escape and self.split.narrow and self.split.front == 1:
            self._back_to_list()
        else:
            super().keyPressEvent(event)

    # the page

    def _show(self, page: IntakePage) -> None:
        self._page = page
        self.batches.clear()
        self.batches.addItem(f"{_WAITING}　待核{page.waiting}份", None)
        for batch in page.batches:
            at = batch.started_at
            mark = "（已撤回）" if batch.undone else ""
            self.batches.addItem(f"{at.month}月{at.day}日{at:%H:%M}　{batch.name}　{batch.files}份{mark}", batch.id)
        self.batches.setCurrentIndex(max(0, self.batches.findData(page.batch_id)))
        self.counts.show_page(page)
        self._spare_room()
        self.filters.offer(page.lines)
        self.filters.setVisible(bool(page.lines))
        self.accept_ready.setText(f"接收已无误的{len(page.ready)}份(&R)")
        self.accept_ready.setVisible(bool(page.ready))
        undone = next((batch.undone for batch in page.batches if batch.id == page.batch_id), None)
        self.undo_batch.setVisible(undone is False)
        self.redo_batch.setVisible(undone is True)
        self.asked.setVisible(any(line.asked for line in page.lines))
        self._narrow()
        if self.folder.hasFocus() and self.lines.lines:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _narrow(self, _kind: str = "") -> None:
        """List what is wanted, and stay at the return that was open where it is still listed."""
        page = self._page
        if page is None:
            return
        opened = self.pane.opened
        wanted, self._wanted = self._wanted, None
        before = wanted or (opened.submission.id if opened else None)
        place = max(0, self.list.currentIndex().row())
        self.lines.show(tuple(one for one in page.lines if self.counts.wants(one) and self.filters.wants(one)))
        self.empty.setText(_NARROWED if page.lines and self.filters.narrows else _NOTHING)
        self.empty.setVisible(not self.lines.lines)
        known = self.lines.row_of(before) if before is not None else -1
        if known < 0 and wanted is not None:
            self.reading.read_return(wanted)
        elif self.lines.lines:
            self._choose_row(known if known >= 0 else min(place, len(self.lines.lines) - 1))
        else:
            self.pane.show_return(None)
            self.never_blank()

    @Slot()
    def never_blank(self, *_: object) -> None:
        """Where there is room for one part only and no return is opened, the list is that part."""
        if self.split.front == 1 and self.pane.opened is None:
            self.split.bring(0)

    def _choose_row(self, place: int) -> None:
        if self.list.currentIndex().row() == place:
            self.reading.read_return(self.lines.lines[place].id)
        else:
            self.list.selectRow(place)

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        chosen = self.lines.line(now.row())
        if chosen is not None:
            self.reading.read_return(chosen.id)

    @Slot(int)
    def _open_by_number(self, submission_id: int) -> None:
        """Open a return whatever is listed: an earlier one, or one that a hint speaks of."""
        known = self.lines.row_of(submission_id)
        if known >= 0:
            self._choose_row(known)
        else:
            self.reading.read_return(submission_id)
        self.split.bring(1)

    @Slot()
    def _spare_room(self, *_: object) -> None:
        """Where there is room for one part only, an opened return has all of it; the counts go with the list."""
        alone = self.split.narrow and self.split.front == 1
        self.head.setVisible(not alone)
        self.counts.setVisible(not alone and self._page is not None and bool(self._page.lines))

    @Slot(int)
    def _batch_picked(self, place: int) -> None:
        self.show_batch(self.batches.itemData(place))

    @Slot(QModelIndex)
    def _into_table(self, _index: QModelIndex) -> None:
        """Enter goes from the list to the first question's answers, else into the table at its first problem."""
        self.split.bring(1)
        if self.pane.first_answer():
            return
        if self.pane.tables.isVisible():
            self.pane.tables.take_focus()

    @Slot(QModelIndex)
    def _open_chosen(self, _index: QModelIndex) -> None:
        chosen = self.lines.line(self.list.currentIndex().row())
        if chosen is not None and self._opened is not None and chosen.id != self._opened.submission.id:
            self.reading.read_return(chosen.id)
        self.split.bring(1)

    @Slot()
    def _back_to_list(self) -> None:
        self.split.bring(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_one(self, path: Path) -> None:
        self.take([path])

    def _taken(self, deed: Deed) -> None:
        self.worker.run(jobs.back_up, self._backed_up, text="自动备份", lane=Lane.ASIDE)
        self.decisions.told(deed)
        self.show_batch(deed.batch_id)
        if deed.parcels:
            self.parcels.decide(deed.parcels)

    def _backed_up(self, trouble: str) -> None:
        if trouble:
            self.notices.trouble(trouble)

    # decisions on the opened return

    @property
    def _opened(self) -> OpenedReturn | None:
        return self.pane.opened

    @Slot()
    def _accept_ready(self) -> None:
        if self._page is not None:
            self.decisions.accept(self._page.ready)

    @Slot()
    def _accept_opened(self) -> None:
        if self._opened is not None and self._opened.submission.state.value == "scan":
            self.decisions.confirm_scan(self._opened.submission.id)
        elif self._opened is not None:
            self.decisions.accept((self._opened.submission.id,))

    @Slot(object, object)
    def _answer(self, item: Item, answer: Answer) -> None:
        if self._opened is not None:
            self.decisions.answer(self._opened, item, answer)

    @Slot()
    def _ask_settle(self) -> None:
        if self._opened is not None:
            self.decisions.ask_settle(self._opened)

    @Slot()
    def _ask_back(self) -> None:
        if self._opened is not None:
            wrong = [one.text for one in self.pane.problems.sentences if one.is_error]
            self.decisions.ask_back(self._opened, wrong)

    @Slot()
    def _see_original(self) -> None:
        if self._opened is not None:
            self.originals.show(self._opened.submission.id)

    @Slot()
    def _refuse_block(self) -> None:
        self.notices.trouble(_ONE_CELL)

    @Slot()
    def _undo_batch(self) -> None:
        if self._batch is not None:
            self.decisions.undo_batch(self._batch)

    @Slot()
    def _redo_batch(self) -> None:
        if self._batch is not None:
            self.decisions.redo_batch(self._batch)

    def _connect(self) -> None:
        self.batches.activated.connect(self._batch_picked)
        self.split.arranged.connect(self._spare_room)
        self.counts.chosen.connect(self._narrow)
        self.filters.changed.connect(self._narrow)
        self.list.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.list.activated.connect(self._into_table)
        self.list.clicked.connect(self._open_chosen)
        self.decisions.refused.connect(self.refresh)
        self.lookout.open_asked.connect(self._open_by_number)
        self.decisions.sent_back.connect(self.slips.ask_for)
        self.parcels.taken.connect(self.show_batch)
        pane = self.pane
        pane.mended.connect(self.decisions.mend)
        pane.answered.connect(self._answer)
        pane.accept_asked.connect(self._accept_opened)
        pane.settle_asked.connect(self._ask_settle)
        pane.send_back_asked.connect(self._ask_back)
        pane.original_asked.connect(self._see_original)
        pane.undo_asked.connect(self.decisions.undo_last)
        pane.left.connect(self._back_to_list)
        pane.block_refused.connect(self._refuse_block)
        pane.earlier_asked.connect(self._open_by_number)

"""收表: the room in which returned files are taken in, looked at, mended and decided on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desk_app.ui.ask_path import PathQuestion, ask_folder
from desk_app.ui.flow import FlowLayout
from desk_app.ui.intake import jobs
from desk_app.ui.intake.counts_bar import ALL, CountsBar
from desk_app.ui.intake.deciding import Decisions
from desk_app.ui.intake.dialogs import Chosen, picker
from desk_app.ui.intake.drop import dropped_paths
from desk_app.ui.intake.files_question import ask_files
from desk_app.ui.intake.jobs import Deed
from desk_app.ui.intake.lines_model import LinesModel
from desk_app.ui.intake.lines_view import LinesView
from desk_app.ui.intake.pane import ReturnPane
from desk_app.ui.ledger.originals import Originals
from desk_app.ui.ledger.split import OneOrBoth
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import MAIN, QUIET, TITLE, button, label, row
from desk_app.ui.room import Room, RoomContext

if TYPE_CHECKING:
    from desk_app.services.intake_page import IntakePage
    from desk_app.services.open_return import OpenedReturn

_ROOM_FOR_BOTH = 58
_WAITING = "各批待办"
_NOTHING = "没有要看的来表。把U盘里的文件或文件夹拖到这里，或按〔选文件夹〕收表；已收的在“批次”里按批查看。"
_ONE_CELL = "没有粘贴：来表里一次只改一格。整行整块的内容，请让单位重报，或接收后在“台账”里粘贴。"


class IntakeRoom(Room):
    """The list of files at the left, the opened one at the right."""

    redraws_on = frozenset({"submission", "record", "batch", "paper_copy", "unit"})

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.setAcceptDrops(True)
        self._page: IntakePage | None = None
        self._batch: int | None = None
        self._wanted: int | None = None
        self.lines = LinesModel(self)
        self.batches = picker("批次")
        self.counts = CountsBar()
        self.list = LinesView(self.lines, context.wardrobe)
        self.pane = ReturnPane(context.wardrobe)
        self.decisions = Decisions(self, context)
        self.originals = Originals(self, context)
        self.accept_ready = button("", self._accept_ready, MAIN)
        self.undo_batch = button("撤回本批(&W)", self._undo_batch)
        self.nil = button("登记零报告(&L)", self.decisions.ask_nil)
        self.excuse = button("登记不涉及(&X)", self.decisions.ask_excuse)
        self._empty = label(_NOTHING, QUIET, wrap=True)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the page anew, and the opened return with it."""
        campaign = self.session.campaign
        if campaign is not None:
            job = partial(jobs.read_page, campaign=campaign, batch_id=self._batch)
            self.worker.run(job, self._show, key="intake.page")

    def arrive(self, errand: str) -> None:
        """``待核`` shows all that asks for a hand, ``submission:12`` opens one return."""
        kind, _, number = errand.partition(":")
        if kind == "submission" and number.isdecimal():
            self._wanted = int(number)
            self.refresh()
        else:
            self.show_batch(None)

    def first_focus(self) -> QWidget | None:
        """The list, or the button that takes files in while it is empty."""
        return self.list if self.lines.rowCount() else self._folder

    def show_batch(self, batch_id: int | None) -> None:
        """Turn to a batch, or to all that asks for a hand."""
        self._batch = batch_id
        self.counts.choose(ALL)
        self.refresh()

    @Slot()
    def ask_files(self) -> None:
        """选文件."""
        ask_files(self, "收哪些文件", self.take)

    @Slot()
    def ask_folder(self) -> PathQuestion:
        """选文件夹."""
        return ask_folder(self, "收哪个文件夹", self._take_one)

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
        self.counts.setVisible(bool(page.lines))
        self.accept_ready.setText(f"接收已无误的{len(page.ready)}份(&R)")
        self.accept_ready.setVisible(bool(page.ready))
        undone = next((batch.undone for batch in page.batches if batch.id == page.batch_id), True)
        self.undo_batch.setVisible(not undone)
        self._narrow()
        if self._folder.hasFocus() and self.lines.lines:
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
        self.lines.show(tuple(one for one in page.lines if self.counts.wants(one.kind)))
        self._empty.setVisible(not self.lines.lines)
        known = self.lines.row_of(before) if before is not None else -1
        if known < 0 and wanted is not None:
            self._read_return(wanted)
        elif self.lines.lines:
            self._choose_row(known if known >= 0 else min(place, len(self.lines.lines) - 1))
        else:
            self.pane.show_return(None)

    def _choose_row(self, place: int) -> None:
        if self.list.currentIndex().row() == place:
            self._read_return(self.lines.lines[place].id)
        else:
            self.list.selectRow(place)

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        chosen = self.lines.line(now.row())
        if chosen is not None:
            self._read_return(chosen.id)

    def _read_return(self, submission_id: int) -> None:
        campaign = self.session.campaign
        if campaign is not None:
            job = partial(jobs.read_return, campaign=campaign, submission_id=submission_id)
            self.worker.run(job, self.pane.show_return, failed=self._gone, key="intake.return")

    def _gone(self, _refusal: Exception) -> None:
        self.pane.show_return(None)

    @Slot(int)
    def _batch_picked(self, place: int) -> None:
        self.show_batch(self.batches.itemData(place))

    @Slot(QModelIndex)
    def _into_table(self, _index: QModelIndex) -> None:
        """Enter goes from the list into the table, to its first problem."""
        self.split.bring(1)
        if self.pane.table.isVisible():
            self.pane.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.pane.next_problem()

    @Slot(QModelIndex)
    def _open_chosen(self, _index: QModelIndex) -> None:
        self.split.bring(1)

    @Slot()
    def _back_to_list(self) -> None:
        self.split.bring(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_one(self, path: Path) -> None:
        self.take([path])

    def _taken(self, deed: Deed) -> None:
        self.decisions.told(deed)
        self.show_batch(deed.batch_id)

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
        if self._opened is not None:
            self.decisions.accept((self._opened.submission.id,))

    @Slot()
    def _take_proposal(self) -> None:
        if self._opened is not None:
            one = self._opened.submission
            self.decisions.settle(one.id, Chosen(one.proposed_unit, None, None))

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

    # building

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(grid(self, 2), grid(self, 1.5), grid(self, 2), grid(self, 1.5))
        lines.setSpacing(grid(self))
        self._files = button("选文件(&F)", self.ask_files)
        self._folder = button("选文件夹(&D)", self.ask_folder, MAIN)
        self._files.setToolTip("也可把文件、文件夹拖到这里（Ctrl+O）")
        self._folder.setToolTip("也可把文件、文件夹拖到这里（Ctrl+Shift+O）")
        word = label("批次(&P)", QUIET)
        word.setBuddy(self.batches)
        self.batches.setMinimumContentsLength(10)
        self.batches.setMaximumWidth(chars(self, 32))
        self.batches.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head = row(label("收表", TITLE), self._folder, self._files, word, stretch=False)
        head.addWidget(self.batches, 4)
        head.addStretch(1)
        lines.addLayout(head)
        lines.addWidget(self.counts)
        left = QWidget()
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, grid(self), 0)
        down.setSpacing(grid(self))
        down.addWidget(self._empty)
        down.addWidget(self.list, 1)
        deeds = QWidget()
        flow = FlowLayout(deeds, grid(self), fills=False)
        for one in (self.accept_ready, self.nil, self.excuse, self.undo_batch):
            flow.addWidget(one)
        down.addWidget(deeds)
        self.split = OneOrBoth(left, self._scrolling(self.pane), _ROOM_FOR_BOTH)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([chars(self, 44), chars(self, 40)])
        self.split.turned.connect(self.pane.offer_way_back)
        lines.addWidget(self.split, 1)

    @staticmethod
    def _scrolling(pane: ReturnPane) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        pane.setObjectName("page")
        area.setWidget(pane)
        return area

    def _connect(self) -> None:
        self.batches.activated.connect(self._batch_picked)
        self.counts.chosen.connect(self._narrow)
        self.list.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.list.activated.connect(self._into_table)
        self.list.clicked.connect(self._open_chosen)
        self.decisions.refused.connect(self.refresh)
        pane = self.pane
        pane.mended.connect(self.decisions.mend)
        pane.accept_asked.connect(self._accept_opened)
        pane.settle_asked.connect(self._ask_settle)
        pane.proposal_taken.connect(self._take_proposal)
        pane.send_back_asked.connect(self._ask_back)
        pane.original_asked.connect(self._see_original)
        pane.undo_asked.connect(self.decisions.undo_last)
        pane.left.connect(self._back_to_list)
        pane.block_refused.connect(self._refuse_block)
        for keys, call in (("F8", pane.next_problem), ("Ctrl+O", self.ask_files), ("Ctrl+Shift+O", self.ask_folder)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

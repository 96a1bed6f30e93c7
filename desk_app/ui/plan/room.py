"""方案: the document at one side, what was understood at the other, doubts with their rulings, and the start."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desk_app.campaign.plan import Source
from desk_app.services.plan_doubts import Stage
from desk_app.services.plan_page import PlanPage
from desk_app.ui.ask_path import ask_file
from desk_app.ui.flow import FlowLayout
from desk_app.ui.intake.drop import dropped_paths
from desk_app.ui.look import grid, row_height
from desk_app.ui.pieces import MAIN, QUIET, STRONG, button
from desk_app.ui.plan import work
from desk_app.ui.plan.begin import BeginPage
from desk_app.ui.plan.deciding import Deciding
from desk_app.ui.plan.dialogs import DoubtPaperDialog, WhatDialog
from desk_app.ui.plan.starting import Starting
from desk_app.ui.plan.view import PlanView
from desk_app.ui.plan.work import Shown
from desk_app.ui.room import Room, RoomContext
from desk_app.ui.tally.views import ElidedLabel

if TYPE_CHECKING:
    from desk_app.services.print_choice import Preview

_FILTER = "方案 (*.docx *.txt)"
_DRAFT, _READ_IN = "draft:", "读入方案"
_LOW = 16


class PlanRoom(Room):
    """The open document; without one, the page to begin with."""

    redraws_on = frozenset({"plan_draft", "ruling", "campaign"})
    needs_campaign = False

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.page: PlanPage | None = None
        self._shown = Shown((), None)
        self._draft_id: int | None = None
        self._at_begin = False
        self._passage: Source | None = None
        self.begin = BeginPage()
        self.view = PlanView(context.wardrobe)
        self.starting, self.deciding = Starting(self), Deciding(self)
        self._title = ElidedLabel(STRONG)
        self._remarks = ElidedLabel(QUIET)
        self._back = button("文件列表", self.show_begin)
        self._print = button("打印疑点核对单", self.print_doubts)
        self._rule_all = button("按核对单审定", self.deciding.ask_rule_all)
        self._draft = button("存为草稿", self.keep_draft)
        self._start = button("启动专项", self.starting.ask, MAIN)
        self._apply = button("采用已确认的变动", self.deciding.apply_changes, MAIN)
        self._take_all = button("待确认的全部采用", self.deciding.take_waiting)
        self._desk = QWidget()
        self._pages = QStackedWidget()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    @property
    def templates(self) -> QComboBox:
        """The templates that a campaign can be started from."""
        return self.begin.templates

    @property
    def name(self) -> QLineEdit:
        """The name of a campaign from a template."""
        return self.begin.name

    def refresh(self) -> None:
        """Read the open document anew."""
        wanted = None if self._at_begin else self._draft_id
        job = partial(work.read_room, draft_id=wanted, campaign=self.session.campaign)
        self.worker.run(job, self._show, key="plan.refresh")

    def first_focus(self) -> QWidget | None:
        """The list, or the first button."""
        return self.view.table if self._pages.currentWidget() is self._desk else self.begin.read

    def arrive(self, errand: str) -> None:
        """``疑点``: show what has to be settled; ``读入方案``: ask for a file.

        ``draft:3:12`` shows a paragraph, ``draft:3:12:0:1`` a cell.
        """
        if errand.startswith(_DRAFT):
            draft_id, *place = map(int, errand.removeprefix(_DRAFT).split(":"))
            self._passage = Source(place[0], "", "", 0, 0, *place[1:])
            self.open_document(draft_id)
        elif errand == _READ_IN:
            self.show_begin()
            self.ask_plan()
        elif errand:
            self.view.choose_tab("doubts")

    def read_in(self, path: Path, *, later: bool = False) -> None:
        """Read a document, a later paper against the session's campaign."""
        against = self.session.campaign if later else None
        job = partial(work.read_in, path=path, against=against)
        self.worker.run(job, self._opened, text=f"读入{path.name}")

    @Slot()
    def ask_plan(self) -> None:
        """Ask which plan."""
        ask_file(self, "读入方案", _FILTER, self.read_in)

    @Slot()
    def ask_later(self) -> None:
        """Ask which later paper."""
        ask_file(self, "读入后续文件", _FILTER, self._read_later)

    @Slot(int)
    def open_document(self, draft_id: int) -> None:
        """Open a document as it was left."""
        self._draft_id, self._at_begin = draft_id, False
        self.refresh()

    @Slot()
    def show_begin(self) -> None:
        """The page to begin with."""
        self._at_begin = True
        self._offer()
        self._pages.setCurrentWidget(self.begin)

    @Slot()
    def keep_draft(self) -> None:
        """Everything is kept already; say so and go back to the documents."""
        self.setFocus()
        self.show_begin()
        self.notices.done("已存为草稿，随时可以打开接着核对。")

    @Slot()
    def print_doubts(self) -> None:
        """疑点核对单 as a page."""
        if self.page is not None:
            self.setFocus()
            job = partial(work.preview, draft_id=self.page.head.id)
            self.worker.run(job, self._show_paper, text="准备疑点核对单")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take files."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Read the dropped file; with a campaign under way it is asked what it is."""
        event.acceptProposedAction()
        self.take_dropped(dropped_paths(event.mimeData()))

    def take_dropped(self, paths: list[Path]) -> None:
        """One file at a time."""
        if len(paths) != 1 or paths[0].is_dir():
            self.notices.trouble("一次只能读入一份方案文件，请拖一份Word文档或文本文件进来。")
        elif self.session.campaign is None:
            self.read_in(paths[0])
        else:
            dialog = WhatDialog(self, paths[0], self.session.campaign.name)
            dialog.answered.connect(self._dropped)
            dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """On a low screen the remarks on a document give their place to what is in it."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        low = self.height() < row_height(self) * _LOW
        self._remarks.setVisible(not low and bool(self._remarks.text()))

    def _lay_out(self) -> None:
        bar = FlowLayout(spacing=grid(self, 0.75), fills=False)
        for one in (self._back, self._print, self._rule_all, self._draft, self._start, self._take_all, self._apply):
            bar.addWidget(one)
        lines = QVBoxLayout(self._desk)
        step = grid(self, 2)
        lines.setContentsMargins(step, grid(self), step, grid(self))
        lines.setSpacing(grid(self, 0.75))
        lines.addWidget(self._title)
        self._remarks.hide()  # until the height is known: a room just entered must not make the window grow
        lines.addWidget(self._remarks)
        lines.addLayout(bar)
        lines.addWidget(self.view, 1)
        for page in (self.begin, self._desk):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _connect(self) -> None:
        self.begin.plan_asked.connect(self.ask_plan)
        self.begin.later_asked.connect(self.ask_later)
        self.begin.opened.connect(self.open_document)
        self.begin.removed.connect(self.deciding.remove)
        self.begin.template_asked.connect(self.starting.start_template)
        self.view.doubt.said.connect(self.deciding.say)
        self.view.corrected.connect(self.deciding.correct)
        self.view.amended.connect(self.deciding.amend)
        self.view.dropped.connect(self.deciding.drop)
        self.view.decided.connect(self.deciding.decide)
        self.view.item.forms_asked.connect(self.starting.ask)

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.page = None if self._at_begin else shown.page
        self._offer()
        if self.page is None:
            self._pages.setCurrentWidget(self.begin)
            return
        self._draft_id = self.page.head.id
        self._show_head(self.page)
        self._pages.setCurrentWidget(self._desk)
        self.view.show_page(self.page, shown.changes)
        if self._passage is not None:
            self.view.show_passage(self._passage)
            self._passage = None

    def _offer(self) -> None:
        overview, campaign = self.session.overview, self.session.campaign
        templates = overview.templates if overview else ()
        self.begin.offer(self._shown.documents, templates, campaign.name if campaign else "")

    def _show_head(self, page: PlanPage) -> None:
        state = page.head.state.value
        issuer = f"　{page.reading.issuer}" if page.reading.issuer else ""
        self._title.say(f"〔{state}〕{page.reading.title or page.head.file}{issuer}")
        self._remarks.say("".join(page.reading.remarks))
        self._share_height()
        is_open = state == "草稿"
        self._start.setVisible(is_open and not page.head.later)
        self._apply.setVisible(is_open and page.head.later)
        waiting = any(one.taken is None and one.can_be_taken for one in self._shown.changes)
        self._take_all.setVisible(is_open and page.head.later)
        self._take_all.setEnabled(waiting)
        self._draft.setVisible(is_open)
        self._print.setEnabled(bool(page.doubts))
        self._rule_all.setEnabled(any(one.answer.stage is Stage.PROPOSED and one.answer.said for one in page.doubts))

    def _read_later(self, path: Path) -> None:
        self.read_in(path, later=True)

    @Slot(object, bool)
    def _dropped(self, path: Path, later: bool) -> None:  # noqa: FBT001  a slot
        self.read_in(path, later=later)

    def _opened(self, page: PlanPage) -> None:
        self.open_document(page.head.id)
        if page.head.later:
            self.notices.done("已对照现有专项列出变动，请逐条确认。")
            return
        self.notices.done(
            f"读出任务{len(page.tasks)}项、次数要求{len(page.duties)}条、附表{len(page.forms)}张、"
            f"阶段{len(page.phases)}个，疑点{len(page.doubts)}处。"
        )

    def _show_paper(self, preview: Preview) -> None:
        if self.page is not None:
            DoubtPaperDialog(self, self.context, self.page.head.id, preview).open()

"""档案: 迎检目录 on any day, the archive put in order and made, and what is checked, opened and handed on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desk_app.services.archive_choices import moved
from desk_app.services.archive_classes import ArchiveClass
from desk_app.services.handover_matters import summary
from desk_app.ui.archive import work
from desk_app.ui.archive.inspection_page import InspectionPage
from desk_app.ui.archive.items_page import ItemsPage
from desk_app.ui.archive.keeping import Keeping
from desk_app.ui.archive.keeping_page import KeepingPage
from desk_app.ui.archive.make_dialog import MakeDialog
from desk_app.ui.archive.putting_in import PuttingIn
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.look import grid
from desk_app.ui.pieces import TITLE, label
from desk_app.ui.room import Room, RoomContext
from desk_app.ui.worker import Job, Lane

if TYPE_CHECKING:
    from desk_app.services.archive_choices import ArchivePlan, ArchiveTerms
    from desk_app.services.archive_inspection import Inspection
    from desk_app.services.archive_make import ArchiveMade, ArchiveWish
    from desk_app.services.handover_matters import OpenMatter
    from desk_app.services.produce import Made
    from desk_app.services.values import ChangeSet

TABS = ("迎检目录", "归档", "核对、查阅和交接")
INSPECTION, ITEMS, KEEPING = range(3)


class ArchiveRoom(Room):
    """Works without a campaign too: an archive is checked, and a package opened, on any computer."""

    redraws_on = frozenset({
        "campaign", "form", "collection", "unit", "owing", "submission", "record", "paper_copy", "ruling", "task_note",
        "plan_draft", "issue", "parcel", "chase", "setting", "archive_file", "attachment",
    })  # fmt: skip
    needs_campaign = False

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.inspection_page, self.items_page, self.keeping_page = InspectionPage(), ItemsPage(), KeepingPage()
        self.keeping, self.putting_in = Keeping(self), PuttingIn(self)
        self._wish: tuple[ArchiveWish, ArchiveTerms] | None = None
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for page, word in zip((self.inspection_page, self.items_page, self.keeping_page), TABS, strict=True):
            self.tabs.addTab(page, word)
        title = label("档案　", TITLE)
        self.tabs.setCornerWidget(title, Qt.Corner.TopLeftCorner)
        lines = QVBoxLayout(self)
        step = grid(self, 2)
        lines.setContentsMargins(step, grid(self), step, grid(self))
        lines.setSpacing(grid(self))
        lines.addWidget(self.tabs, 1)
        self.inspection_page.opened.connect(self._go)
        self.inspection_page.print_asked.connect(self._ask_inspection)
        items = self.items_page
        items.opened.connect(self._go)
        items.classed.connect(self._classed)
        items.titled.connect(self._titled)
        items.kept.connect(self._kept)
        items.moved.connect(self._moved)
        items.personal_asked.connect(self.read_plan)
        items.files_asked.connect(self.putting_in.show_files)
        items.new_asked.connect(self.putting_in.ask_new)
        items.make_asked.connect(self.ask_make)

    @property
    def writable(self) -> bool:
        """Whether anything may be changed in what is open."""
        overview = self.session.overview
        return overview is not None and overview.seal is None

    def refresh(self) -> None:
        """Read all three pages anew."""
        if self.session.overview is None:
            return
        campaign = self.session.campaign
        if campaign is None:
            self.inspection_page.show_found(None)
            self.items_page.show_plan(None, writable=False)
            self._show_matters(())
            return
        job = partial(work.read_inspection, campaign=campaign)
        self.worker.run(job, self._show_inspection, key="archive.inspection")
        self.read_plan()
        self.worker.run(work.read_matters, self._show_matters, key="archive.matters")

    def arrive(self, errand: str) -> None:
        """``迎检目录``, ``归档`` or ``交接`` turn to that page."""
        self.tabs.setCurrentIndex(TABS.index(errand) if errand in TABS else KEEPING)

    def first_focus(self) -> QWidget:
        """The page's table, or its first button."""
        return (self.inspection_page.table, self.items_page.table, self.keeping_page)[self.tabs.currentIndex()]

    @Slot()
    def read_plan(self) -> None:
        """Read what would be filed."""
        campaign = self.session.campaign
        if campaign is not None:
            personal = self.items_page.personal.isChecked()
            job = partial(work.read_plan, campaign=campaign, with_personal=personal)
            self.worker.run(job, self._show_plan, key="archive.plan")

    def make(self, folder: Path) -> None:
        """做成归档 into a folder, as it was asked last."""
        campaign = self.session.campaign
        if campaign is not None and self._wish is not None:
            wish, terms = self._wish
            job = partial(work.make, campaign=campaign, folder=folder, wish=wish)
            self.worker.run(partial(work.keep_terms, terms=terms), partial(self._file, job))

    def _file(self, job: Job, _kept: None) -> None:
        """While hundreds of papers are made, what is typed is stored and answered as ever."""
        self.worker.run(job, self._made, text="归档", lane=Lane.ASIDE)

    def write_inspection(self, folder: Path) -> None:
        """迎检目录 into a folder."""
        campaign = self.session.campaign
        if campaign is not None:
            job = partial(work.write_inspection, campaign=campaign, folder=folder)
            self.worker.run(job, self._written, text="写迎检目录")

    def _show_inspection(self, found: Inspection) -> None:
        self.inspection_page.show_found(found)
        self.tabs.setTabText(INSPECTION, f"{TABS[INSPECTION]}（尚缺{found.lacking}）")

    def _show_plan(self, plan: ArchivePlan) -> None:
        self.items_page.show_plan(plan, writable=self.writable)
        self.putting_in.refresh(plan)

    def _show_matters(self, matters: tuple[OpenMatter, ...]) -> None:
        overview = self.session.overview
        has_campaign = self.session.campaign is not None
        said = f"现在：{summary(matters)}。" if has_campaign else ""
        self.keeping_page.show_state(overview.seal if overview else None, said)

    @Slot(str, str)
    def _go(self, room: str, errand: str) -> None:
        if room:
            self.context.go(room, errand)

    @Slot()
    def _ask_inspection(self) -> None:
        ask_folder(self, "迎检目录放在哪个文件夹", self.write_inspection)

    @Slot()
    def ask_make(self) -> None:
        """Ask what only a person knows, then where it goes."""
        plan = self.items_page.plan
        if plan is not None:
            self.worker.run(partial(work.read_free_texts, plan=plan), self._open_make, text="查看人名")

    def _open_make(self, said: tuple[str, ...]) -> None:
        plan = self.items_page.plan
        if plan is not None:
            dialog = MakeDialog(self, plan, said, with_personal=self.items_page.personal.isChecked())
            dialog.wanted.connect(self._ask_folder)
            dialog.open()

    @Slot(object, object)
    def _ask_folder(self, wish: ArchiveWish, terms: ArchiveTerms) -> None:
        self._wish = (wish, terms)
        ask_folder(self, "归档放在哪个文件夹", self.make)

    @Slot(str, object)
    def _classed(self, key: str, klass: ArchiveClass) -> None:
        self._choose(work.Choice(key, klass=klass))

    @Slot(str, str)
    def _titled(self, key: str, title: str) -> None:
        self._choose(work.Choice(key, title=title))

    @Slot(str, bool)
    def _kept(self, key: str, kept: bool) -> None:  # noqa: FBT001  Qt's way to pass it
        self._choose(work.Choice(key, kept=kept))

    def _choose(self, choice: work.Choice) -> None:
        campaign = self.session.campaign
        if campaign is not None:
            job = partial(work.choose, campaign=campaign, choice=choice)
            self.worker.run(job, self._chosen, text="整理归档目录")

    @Slot(str, int)
    def _moved(self, key: str, step: int) -> None:
        campaign, plan = self.session.campaign, self.items_page.plan
        order = moved(plan, key, step) if plan is not None else None
        if campaign is not None and order is not None:
            self.worker.run(partial(work.reorder, campaign=campaign, keys=order), text="调整归档顺序")

    def _chosen(self, changes: ChangeSet) -> None:
        if changes.operation_id is not None:
            self.notices.done("已改归档目录。", changes.operation_id)

    def _made(self, made: ArchiveMade) -> None:
        kind = "归档演练" if made.rehearsal else "归档"
        count = f"{made.items}件，{made.files}个文件（校验码.txt不计）"
        said = f"{kind}已做成：{count}，在“{made.folder}”；内容校验码{made.code}。"
        if made.remarks:
            self.notices.trouble("".join((said, *made.remarks, *made.characters)))
        else:
            self.notices.done("".join((said, *made.characters)))

    def _written(self, made: Made) -> None:
        self.notices.done(f"已写迎检目录：{made.files[0].parent}。{''.join(made.remarks)}")

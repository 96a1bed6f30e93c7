"""收扫描件, 核对扫描件 and what differs, from wherever one stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desk_app.services.completion import Slot as Place
from desk_app.ui.ask_path import READ, ask_folder
from desk_app.ui.room import RoomContext
from desk_app.ui.signing import work
from desk_app.ui.signing.difference_dialog import DifferenceDialog
from desk_app.ui.signing.scans_dialog import ScansDialog
from desk_app.ui.worker import Lane

if TYPE_CHECKING:
    from desk_app.services.signing import Difference
    from desk_app.services.signing_papers import ScanPaper
    from desk_app.services.signing_scans import ScanBatch
    from desk_app.services.values import ChangeSet

_SHOWN = 3


class Signing(QObject):
    """Asks for scans, has them read, and opens the dialog in which they are noted."""

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent)
        self._parent, self._context = parent, context
        self.dialog: ScansDialog | None = None
        self.shown: DifferenceDialog | None = None

    @Slot()
    def ask_scans(self) -> None:
        """Ask which folder the scans lie in."""
        ask_folder(self._parent, "扫描件在哪个文件夹", self.take_scans, READ)

    def take_scans(self, folder: Path) -> None:
        """Read the scans of a folder."""
        campaign = self._context.session.campaign
        if campaign is not None:
            job = partial(work.take_scans, campaign=campaign, paths=(folder,))
            self._context.worker.run(job, self._taken, text="收扫描件")

    @Slot()
    def look_again(self) -> None:
        """Open what nobody has noted yet."""
        campaign = self._context.session.campaign
        if campaign is not None:
            self._context.worker.run(
                partial(work.read_scans, campaign=campaign), self._open, text="核对扫描件", key="signing.scans"
            )

    def show_difference(self, place: Place) -> None:
        """Show how a signed paper differs."""
        campaign = self._context.session.campaign
        if campaign is not None:
            job = partial(work.read_difference, campaign=campaign, slot=place)
            self._context.worker.run(job, self._differs, key="signing.difference")

    def _taken(self, scanned: work.Scanned) -> None:
        if scanned.batch is not None and scanned.batch.batch_id is not None:
            self._context.worker.run(work.back_up, self._backed_up, text="自动备份", lane=Lane.ASIDE)
        if scanned.batch is not None:
            self._context.notices.done(said_of(scanned.batch) + missing_in(scanned.papers))
        if scanned.papers:
            self._open(scanned)

    def _backed_up(self, trouble: str) -> None:
        if trouble:
            self._context.notices.trouble(trouble)

    def _open(self, scanned: work.Scanned) -> None:
        if not scanned.papers:
            self._context.notices.done("没有还没登记的扫描件。")
            return
        self.dialog = ScansDialog(self._parent, self._context, scanned)
        self.dialog.noted.connect(self._noted)
        self.dialog.undone.connect(self._undone)
        self.dialog.taken_back.connect(self._noted)
        self.dialog.elsewhere.connect(self._elsewhere)
        self.dialog.open()

    def _differs(self, found: Difference) -> None:
        self.shown = DifferenceDialog(self._parent, found)
        self.shown.open()

    @Slot(object)
    def _noted(self, changes: ChangeSet) -> None:
        self._context.notices.done(f"已{changes.name}。", changes.operation_id)

    @Slot(object)
    def _undone(self, changes: ChangeSet) -> None:
        self._context.notices.done(f"已{changes.name}。")

    @Slot(int)
    def _elsewhere(self, submission_id: int) -> None:
        self._context.go("intake", f"submission:{submission_id}")


def missing_in(papers: Sequence[ScanPaper]) -> str:
    """Which papers lack a page, told as soon as they are read."""
    lacking = [f"{one.unit}{one.form}{one.missing}" for one in papers if one.missing]
    more = f"等{len(lacking)}份" if len(lacking) > _SHOWN else ""
    return f"　缺页：{'；'.join(lacking[:_SHOWN])}{more}，请补扫。" if lacking else ""


def said_of(batch: ScanBatch) -> str:
    """What became of a batch of scans, the first files by name."""
    taken = [one for one in batch.files if one.taken]
    known, pages = sum(one.known for one in taken), sum(one.pages for one in taken)
    head = f"收到扫描件{len(taken)}份文件{pages}页，认出{known}页。" if taken else "没有收到新的扫描件。"
    odd = [f"{one.file}：{'；'.join(one.remarks)}" for one in batch.files if one.remarks]
    more = f"等{len(odd)}份文件" if len(odd) > _SHOWN else ""
    return head + ("　".join(odd[:_SHOWN]) + more + "。" if odd else "") + "".join(batch.remarks)

"""附入 as the room does it: asks for files, has them kept, shows them, opens read-only copies."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from desk_app.ui.archive import work
from desk_app.ui.archive.files_dialog import FilesDialog
from desk_app.ui.ask_path import FilesQuestion

if TYPE_CHECKING:
    from desk_app.services.archive_choices import ArchivePlan
    from desk_app.services.values import ChangeSet
    from desk_app.ui.archive.room import ArchiveRoom

_ANY = "全部文件 (*)"


class PuttingIn(QObject):
    """Belongs to the room; one dialog at a time."""

    def __init__(self, room: ArchiveRoom) -> None:
        super().__init__(room)
        self._room = room
        self._dialog: FilesDialog | None = None
        self._key = ""
        self._folder: QTemporaryDir | None = None

    @Slot()
    def show_files(self) -> None:
        """附入文件 of the 件 that a person is on."""
        place = self._room.items_page.current
        if place is None:
            return
        dialog = FilesDialog(self._room, place.item.key, place.title, writable=self._room.writable)
        dialog.wanted.connect(self._ask)
        dialog.dropped.connect(self.put_in)
        dialog.looked.connect(self._look)
        dialog.removed.connect(self._remove)
        dialog.destroyed.connect(self._gone)
        self._dialog = dialog
        self.refresh(self._room.items_page.plan)
        dialog.open()

    @Slot()
    def ask_new(self) -> None:
        """新增一件 of files that are asked for."""
        self._key = ""
        FilesQuestion(self._room, "新增一件：选要归档的文件", _ANY, self._chosen).open()

    def refresh(self, plan: ArchivePlan | None) -> None:
        """Show in the open dialog what the plan says now."""
        if self._dialog is not None and plan is not None:
            self._dialog.show_files(plan.holding.put_in.get(self._dialog.key, ()))

    @Slot(str, object)
    def put_in(self, key: str, paths: list[Path]) -> None:
        """Keep files in a 件, or as a new one where the key is empty."""
        campaign = self._room.session.campaign
        if campaign is not None and paths:
            job = partial(work.put_in, campaign=campaign, key=key, paths=paths)
            self._room.worker.run(job, self._done, text="附入文件")

    @Slot(str)
    def _ask(self, key: str) -> None:
        self._key = key
        FilesQuestion(self._dialog or self._room, "附入文件", _ANY, self._chosen).open()

    def _chosen(self, paths: list[Path]) -> None:
        self.put_in(self._key, paths)

    @Slot(int)
    def _remove(self, file_id: int) -> None:
        campaign = self._room.session.campaign
        if campaign is not None:
            job = partial(work.take_out, campaign=campaign, file_id=file_id)
            self._room.worker.run(job, self._done, text="移出文件")

    @Slot(int)
    def _look(self, file_id: int) -> None:
        if self._folder is None:
            self._folder = QTemporaryDir()
        job = partial(work.file_copy, file_id=file_id, folder=Path(self._folder.path()))
        self._room.worker.run(job, self._open, text="取出文件")

    def _done(self, changes: ChangeSet) -> None:
        said = {"新增一件": "已新增一件；题名按F2改，类别在上面选。", "附入文件": "已附入，按原样存好。"}
        self._room.notices.done(said.get(changes.name, "已移出。"), changes.operation_id)

    def _open(self, path: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._room.notices.done(f"已打开“{path.name}”的只读副本，改动不会影响存着的文件。")
        else:
            self._room.notices.done(f"本机没有能打开它的程序；只读副本在“{path}”。")

    @Slot()
    def _gone(self) -> None:
        self._dialog = None

"""Shows where a record stands in its original, and the whole original as a read-only copy with its own program."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desk_app.progress import Progress
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.source_cell import SourceView


class Originals(QObject):
    """Copies lie in a folder that goes away with the window."""

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent)
        self._parent, self._context = parent, context
        self._record = 0
        self._folder: QTemporaryDir | None = None

    @Slot(int)
    def show(self, submission_id: int) -> None:
        """Fetch the original of a return, and open it."""
        if self._folder is None:
            self._folder = QTemporaryDir()
        job = partial(_copy, submission_id=submission_id, folder=Path(self._folder.path()))
        self._context.worker.run(job, self._open, text="取出原件")

    @Slot(int)
    def look(self, record_id: int) -> None:
        """Show the lines round a record in its original; where that cannot be, the reason is said."""
        from desk_app.ui.ledger.source_dialog import read_source

        self._record = record_id
        job = partial(read_source, record_id=record_id)
        self._context.worker.run(job, self._show_source, text="打开原件")

    def _show_source(self, view: SourceView) -> None:
        from desk_app.ui.ledger.source_dialog import SourceDialog

        SourceDialog(self._parent, view, self._open_whole).open()

    def _open_whole(self) -> None:
        if self._folder is None:
            self._folder = QTemporaryDir()
        job = partial(_copy_of_record, record_id=self._record, folder=Path(self._folder.path()))
        self._context.worker.run(job, self._open, text="取出原件")

    def _open(self, path: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.notices.done(f"已打开“{path.name}”的只读副本，改动不会影响原件。")
        else:
            self._context.notices.done(f"本机没有能打开它的程序；只读副本在“{path}”。")


def _copy_of_record(desk: Desk, _progress: Progress, *, record_id: int, folder: Path) -> Path:
    from desk_app.services.source_cell import copy_of_original

    return copy_of_original(desk, record_id, folder)


def _copy(desk: Desk, _progress: Progress, *, submission_id: int, folder: Path) -> Path:
    from desk_app.services.open_return import original_copy

    return original_copy(desk, submission_id, folder)

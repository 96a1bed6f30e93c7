"""The card's files: what is attached, added, looked at as a read-only copy, and taken away again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.campaign.calendar_days import long_moment
from desk_app.progress import Progress
from desk_app.ui.ask_path import FilesQuestion
from desk_app.ui.ledger import jobs
from desk_app.ui.look import grid
from desk_app.ui.pieces import HEADING, LINK, QUIET, button, emptied, label, line
from desk_app.ui.sizes import size_text

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.record_card import RecordCard
    from desk_app.ui.ledger.writing import LedgerWriter
    from desk_app.ui.room import RoomContext

_NONE = "还没有附件。照片、签字扫描件、会议材料都可以附在这条记录上，也可以把文件拖到这里。"


class AttachedPart(QWidget):
    """``wanted()`` asks for files, ``dropped(paths)`` brings some; ``looked(id)``, ``removed(id)`` are of one."""

    wanted = Signal()
    dropped = Signal(object)
    looked = Signal(int)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.may_write = True
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(grid(self, 0.5))

    def show_files(self, card: RecordCard) -> None:
        """List the files of a record."""
        lines = emptied(self._lines)
        add = [button("附上文件", self.wanted.emit, LINK)] if self.may_write else []
        lines.addWidget(line(label("附件", HEADING), *add))
        if not card.attachments:
            lines.addWidget(label(_NONE if self.may_write else "没有附件。", QUIET, wrap=True))
        for one in card.attachments:
            look = button(one.file, self._look, LINK)
            look.setProperty("attachment", one.id)
            look.setAccessibleName(f"打开附件{one.file}的只读副本")
            away = button("移去", self._remove, LINK)
            away.setProperty("attachment", one.id)
            away.setAccessibleName(f"移去附件{one.file}")
            lines.addWidget(line(look, away))
            away.setVisible(self.may_write)
            said = f"{size_text(one.size)}　{long_moment(one.added_at)}　{one.added_by or '经办人'}"
            lines.addWidget(label(f"{said}　校验码{one.original[3:11]}", QUIET, wrap=True))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take files."""
        if self.may_write and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Attach what was dropped."""
        paths = [Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    @Slot()
    def _look(self) -> None:
        self.looked.emit(int(self.sender().property("attachment")))

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(int(self.sender().property("attachment")))


class CardDeeds(QObject):
    """What the card's own buttons lead to: files and the paper of the record."""

    def __init__(self, window: QWidget, context: RoomContext, writer: LedgerWriter, part: AttachedPart) -> None:
        super().__init__(window)
        self._window, self._context, self._writer = window, context, writer
        self._folder: QTemporaryDir | None = None
        self._record: int | None = None
        part.wanted.connect(self.ask_files)
        part.dropped.connect(self.attach)
        part.looked.connect(self.look)
        part.removed.connect(self.remove)

    def turn_to(self, record_id: int | None) -> None:
        """Be about another record."""
        self._record = record_id

    @Slot()
    def ask_files(self) -> None:
        """附上文件."""
        if self._record is not None:
            FilesQuestion(self._window, "附上文件", "全部文件 (*)", self.attach).open()

    @Slot(object)
    def attach(self, paths: list[Path]) -> None:
        """Put files to the record, as a step that can be taken back."""
        if self._record is not None:
            self._writer.do(jobs.attach, self._writer.did, text="存入附件", record_id=self._record, paths=paths)

    @Slot(int)
    def remove(self, attachment_id: int) -> None:
        """移去附件."""
        self._writer.do(jobs.detach, self._writer.did, attachment_id=attachment_id)

    @Slot(int)
    def look(self, attachment_id: int) -> None:
        """Open a read-only copy with the system's own program."""
        if self._folder is None:
            self._folder = QTemporaryDir()
        job = partial(_copy, attachment_id=attachment_id, folder=Path(self._folder.path()))
        self._context.worker.run(job, self._open, text="取出附件")

    @Slot()
    def print_record(self) -> None:
        """打印这条记录."""
        campaign = self._context.session.campaign
        if self._record is not None and campaign is not None:
            job = partial(jobs.print_record, campaign=campaign, record_id=self._record)
            self._context.worker.run(job, self._preview, text="排版")

    def _preview(self, made: tuple[str, object]) -> None:
        from desk_app.services.print_choice import Preview
        from desk_app.ui.ledger.record_preview import RecordPreviewDialog

        name, preview = made
        assert isinstance(preview, Preview)  # noqa: S101  what the job gives
        if self._record is not None:
            RecordPreviewDialog(self._window, self._context, name, preview, self._record).open()

    def _open(self, path: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.notices.done(f"已打开“{path.name}”的只读副本，改动不会影响存着的附件。")
        else:
            self._context.notices.done(f"本机没有能打开它的程序；只读副本在“{path}”。")


def _copy(desk: Desk, _progress: Progress, *, attachment_id: int, folder: Path) -> Path:
    from desk_app.services.attachments import attachment_copy

    return attachment_copy(desk, attachment_id, folder)

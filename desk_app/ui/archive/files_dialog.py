"""附入文件: what a person put into one 件: added, looked at as a read-only copy, taken out; files may be dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desk_app.campaign.calendar_days import long_moment
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import MAIN, QUIET, button, label, row
from desk_app.ui.sizes import size_text

if TYPE_CHECKING:
    from desk_app.services.archive_files import ArchiveFile

_ABOUT = "照片、会议通知、领导讲话等任何文件都可以附入，按原样存一份（带校验码），随这一件归档。也可以把文件拖到这里。"
_NUMBER = 256
"""Where an item keeps the file's number (Qt.UserRole)."""


class FilesDialog(DeskDialog):
    """``wanted(key)`` asks for files, ``dropped(key, paths)`` brings them; ``looked(id)``, ``removed(id)`` name one."""

    wanted = Signal(str)
    dropped = Signal(str, object)
    looked = Signal(int)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None, key: str, title: str, *, writable: bool) -> None:
        super().__init__(parent, "附入文件")
        self.key = key
        self._writable = writable
        self.setAcceptDrops(writable)
        self.list = QListWidget()
        self.list.setAccessibleName("附入这一件的文件")
        self.list.setMinimumHeight(row_height(self) * 3)
        self.add = button("附入…", self._add, MAIN)
        self.look = button("打开", self._look)
        self.away = button("移出", self._away)
        self.lines.addWidget(label(title, wrap=True))
        self.lines.addWidget(label(_ABOUT, QUIET, wrap=True))
        self.lines.addWidget(self.list, 1)
        self.lines.addLayout(row(self.add, self.look, self.away, button("关闭", self.close)))
        self.list.itemActivated.connect(self._look)
        self.list.currentRowChanged.connect(self._ready)
        self.show_files(())
        self.suit(chars(self, 40), row_height(self) * 11)

    def show_files(self, files: Sequence[ArchiveFile]) -> None:
        """List the files as they are now."""
        place = self.list.currentRow()
        self.list.clear()
        for one in files:
            by = f"　{one.added_by}" if one.added_by else ""
            item = QListWidgetItem(f"{one.file}　{size_text(one.size)}　{long_moment(one.added_at)}{by}")
            item.setToolTip(f"校验码{one.original[3:11]}")
            item.setData(_NUMBER, one.id)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(place, 0), len(files) - 1))
        self._ready()

    @Slot()
    def _ready(self) -> None:
        has_one = self.list.currentItem() is not None
        self.add.setEnabled(self._writable)
        self.look.setEnabled(has_one)
        self.away.setEnabled(has_one and self._writable)

    @property
    def _current(self) -> int | None:
        item = self.list.currentItem()
        return None if item is None else int(item.data(_NUMBER))

    @Slot()
    def _add(self) -> None:
        self.wanted.emit(self.key)

    @Slot()
    def _look(self) -> None:
        if self._current is not None:
            self.looked.emit(self._current)

    @Slot()
    def _away(self) -> None:
        if self._current is not None:
            self.removed.emit(self._current)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Put in what was dropped."""
        paths = [Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(self.key, paths)

"""打印这条记录: its paper looked at, printed, or kept as PDF, Excel or Word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desk_app.progress import Progress
from desk_app.services.print_choice import Preview
from desk_app.ui.ask_path import ask_new_file
from desk_app.ui.pieces import button
from desk_app.ui.printing.preview_dialog import PreviewDialog
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.values import Campaign

_FILES = {"PDF": "PDF文件 (*.pdf)", "Excel": "Excel工作簿 (*.xlsx)", "Word": "Word文档 (*.docx)"}
_ENDS = {"PDF": ".pdf", "Excel": ".xlsx", "Word": ".docx"}


class RecordPreviewDialog(PreviewDialog):
    """The paper of a record called ``name``."""

    def __init__(self, parent: QWidget, context: RoomContext, name: str, preview: Preview, record_id: int) -> None:
        self._record_id = record_id
        super().__init__(parent, context, name, preview)

    def more_buttons(self) -> Sequence[QPushButton]:
        """存为 each kind of file."""
        made = []
        for kind in _FILES:
            one = button(f"存为{kind}…", self._ask)
            one.setProperty("kind_of_file", kind)
            made.append(one)
        return made

    @Slot()
    def _ask(self) -> None:
        kind = str(self.sender().property("kind_of_file"))
        ask_new_file(self, f"存为{kind}", f"{self._name}{_ENDS[kind]}", _FILES[kind], self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the paper to a file."""
        campaign = self._context.session.campaign
        if campaign is not None:
            job = partial(_write, campaign=campaign, record_id=self._record_id, path=path)
            self._context.worker.run(job, self._saved, text="存为文件")

    def _saved(self, path: Path) -> None:
        self._context.notices.done(f"已存为“{path}”。")


def _write(desk: Desk, _progress: Progress, *, campaign: Campaign, record_id: int, path: Path) -> Path:
    from desk_app.services.record_print import record_file

    return record_file(desk, campaign, record_id, path)

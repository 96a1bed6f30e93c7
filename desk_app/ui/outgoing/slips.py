"""退回修改单 from the window: asks, previews, copies the text, has the slips written and says where they lie."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desk_app.ui.ask_path import ask_folder
from desk_app.ui.outgoing import work
from desk_app.ui.outgoing.slips_dialog import SlipsDialog
from desk_app.ui.outgoing.work import SlipStart
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.print_choice import Preview
    from desk_app.services.slip_write import SlipsMade


class Slips(QObject):
    """Everything about slips; ``ask`` opens the dialog for all that stands sent back, or with some of it ticked."""

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent)
        self._parent, self._context = parent, context
        self._wanted: tuple[int, ...] = ()
        self._out = Path()
        self.dialog: SlipsDialog | None = None

    @Slot()
    def ask(self) -> None:
        """Ask about all that stands sent back."""
        self.ask_for(())

    @Slot(object)
    def ask_for(self, ids: tuple[int, ...]) -> None:
        """Ask with some returns ticked."""
        self._wanted = ids
        campaign = self._context.session.campaign
        if campaign is not None:
            self._context.worker.run(partial(work.read_slips, campaign=campaign), self._show, key="slips.read")

    def write_to(self, out: Path) -> None:
        """Write the slips of what is ticked below a folder."""
        campaign, dialog = self._context.session.campaign, self._open_dialog
        if campaign is not None and dialog is not None:
            job = partial(
                work.write_slips, campaign=campaign, ids=dialog.chosen, out=out, terms=dialog.terms(),
                days=dialog.days.value(),
            )  # fmt: skip
            self._out = out
            dialog.close()
            self._context.worker.run(job, self._written, text="写退回修改单")

    @property
    def _open_dialog(self) -> SlipsDialog | None:
        return self.dialog if self.dialog is not None and isValid(self.dialog) else None

    def _show(self, start: SlipStart) -> None:
        if self._open_dialog is not None:
            self._open_dialog.close()
        dialog = SlipsDialog(self._parent, start, self._wanted)
        dialog.write_asked.connect(self._ask_folder)
        dialog.preview_asked.connect(self._read_preview)
        dialog.texts_asked.connect(self._read_texts)
        dialog.days_changed.connect(self._read_due)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _ask_folder(self) -> None:
        if self._open_dialog is not None:
            ask_folder(self._open_dialog, "退回修改单放在哪个文件夹", self.write_to)

    @Slot()
    def _read_preview(self) -> None:
        campaign, dialog = self._context.session.campaign, self._open_dialog
        if campaign is not None and dialog is not None:
            job = partial(work.preview_slips, campaign=campaign, ids=dialog.chosen, terms=dialog.terms())
            self._context.worker.run(job, self._preview, text="排版", key="slips.preview")

    def _preview(self, preview: Preview) -> None:
        from desk_app.ui.printing.preview_dialog import PreviewDialog

        if self._open_dialog is not None:
            PreviewDialog(self._open_dialog, self._context, "退回修改单", preview).open()

    @Slot()
    def _read_texts(self) -> None:
        campaign, dialog = self._context.session.campaign, self._open_dialog
        if campaign is not None and dialog is not None:
            job = partial(work.slip_texts, campaign=campaign, ids=dialog.chosen, terms=dialog.terms())
            self._context.worker.run(job, self._copy, key="slips.texts")

    def _copy(self, texts: tuple[str, ...]) -> None:
        QGuiApplication.clipboard().setText("\n\n".join(texts))
        self._context.notices.done(f"已复制{len(texts)}家单位的退回文字，每家一段，可直接粘贴。")

    @Slot(int)
    def _read_due(self, days: int) -> None:
        self._context.worker.run(partial(work.due_in, days=days), self._propose, key="slips.due")

    def _propose(self, due: str) -> None:
        if self._open_dialog is not None:
            self._open_dialog.propose(due)

    def _written(self, made: SlipsMade) -> None:
        copies = sum("标出错处" in path.name for path in made.made.files)
        with_copies = f"，标出错处的文件{copies}个" if copies else ""
        remarks = "".join(f"　{remark}" for remark in made.made.remarks)
        text = f"已给{len(made.letters)}家单位写好退回修改单{with_copies}，在“{self._out}”。{remarks}"
        self._context.notices.done(text, made.operation_id)

"""统计图: the charts' very PDF in the window, printed from there or written as PDF and Excel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desk_app.campaign.period import Period
from desk_app.services.print_choice import Preview
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.pieces import button
from desk_app.ui.printing.preview_dialog import PreviewDialog
from desk_app.ui.reports import work
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.produce import Made
    from desk_app.services.values import Campaign


class ChartDialog(PreviewDialog):
    """The charts of one period."""

    def __init__(
        self, parent: QWidget, context: RoomContext, campaign: Campaign, period: Period, preview: Preview
    ) -> None:
        self._campaign, self._period = campaign, period
        super().__init__(parent, context, f"统计图（{period.label}）", preview)

    def more_buttons(self) -> Sequence[QPushButton]:
        """Writing to files."""
        return (button("存为PDF和Excel", self.ask_where),)

    @Slot()
    def ask_where(self) -> None:
        """Ask where the files go."""
        ask_folder(self, "统计图放在哪个文件夹", self.write_to)

    def write_to(self, folder: Path) -> None:
        """Write the charts."""
        job = partial(work.write_charts, campaign=self._campaign, period=self._period, folder=folder)
        self._context.worker.run(job, self._written, text="写统计图")

    def _written(self, made: Made) -> None:
        names = "、".join(path.name for path in made.files)
        self._context.notices.done(f"已写到“{made.files[0].parent}”：{names}。{'　'.join(made.remarks)}")

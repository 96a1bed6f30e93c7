"""下发空表 from the window: asks for a folder, writes every unit's blanks, says where they lie."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desk_app.campaign.period import Period
from desk_app.progress import Progress
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.produce import Made
    from desk_app.services.values import Campaign


class IssueBlanks(QObject):
    """Issues the blanks of the session's campaign and period."""

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent)
        self._parent = parent
        self._context = context
        self._out = Path()

    def ask(self) -> None:
        """Ask where the blanks shall be written."""
        ask_folder(self._parent, "空表写到哪个文件夹", self.write_to)

    def write_to(self, out: Path) -> None:
        """Write the blanks below a folder."""
        campaign = self._context.session.campaign
        if campaign is not None:
            self._out = out
            job = partial(_issue, campaign=campaign, out=out, period=self._context.session.period)
            self._context.worker.run(job, self._issued, text="下发空表")

    def _issued(self, made: Made) -> None:
        self._context.notices.done(f"空表已写好，共{len(made.files)}个文件，在“{self._out}”，每家单位一个文件夹。")


def _issue(desk: Desk, progress: Progress, *, campaign: Campaign, out: Path, period: Period | None) -> Made:
    from desk_app.services.issuing import issue_blanks

    return issue_blanks(desk, campaign, out, period, progress)

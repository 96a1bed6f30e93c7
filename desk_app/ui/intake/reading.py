"""What 收表 reads to be seen: the page, one return, its original, what it changes; the latest question is answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from desk_app.ui.intake import answer_jobs, jobs
from desk_app.ui.intake.pane import ReturnPane
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.intake_page import IntakePage

Show = Callable[["IntakePage"], None]


class Reading(QObject):
    """Reads in the worker's thread and shows what comes back in the pane, or gives the page to ``show``."""

    def __init__(self, parent: QObject, context: RoomContext, pane: ReturnPane) -> None:
        super().__init__(parent)
        self._session = context.session
        self._worker = context.worker
        self._pane = pane
        pane.table_wanted.connect(self.read_original)
        pane.comparison_wanted.connect(self.read_comparison)

    def read_page(self, batch_id: int | None, show: Show) -> None:
        """The page of a batch, or of all that asks for a hand."""
        campaign = self._session.campaign
        if campaign is not None:
            self._worker.run(partial(jobs.read_page, campaign=campaign, batch_id=batch_id), show, key="intake.page")

    @Slot(int)
    def read_return(self, submission_id: int) -> None:
        """One return, shown in the pane; nothing where it is gone."""
        campaign = self._session.campaign
        if campaign is not None:
            job = partial(jobs.read_return, campaign=campaign, submission_id=submission_id)
            self._worker.run(job, self._pane.show_return, failed=self._gone, key="intake.return")

    @Slot()
    def read_original(self) -> None:
        """The original of what is open."""
        campaign, opened = self._session.campaign, self._pane.opened
        if campaign is not None and opened is not None:
            job = partial(answer_jobs.read_original, campaign=campaign, submission_id=opened.submission.id)
            self._worker.run(job, self._pane.show_original, failed=self._untold, key="intake.original")

    @Slot(int)
    def read_comparison(self, old_id: int) -> None:
        """What the opened return changes of another."""
        if self._pane.opened is not None:
            job = partial(answer_jobs.read_comparison, new_id=self._pane.opened.submission.id, old_id=old_id)
            self._worker.run(job, self._pane.show_comparison, key="intake.comparison")

    def _gone(self, _refusal: Any) -> None:
        self._pane.show_return(None)

    def _untold(self, _refusal: Any) -> None:
        """The return itself is read anew and tells what became of it."""

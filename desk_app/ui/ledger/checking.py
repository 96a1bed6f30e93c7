"""What is found wrong with a ledger's rows: shown at the cells and in the list, and held against each other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desk_app.ui.ledger import jobs
from desk_app.ui.ledger.problems import LedgerSentences
from desk_app.ui.ledger.row_count import read_counting, rows_said
from desk_app.ui.ledger.screen import LedgerScreen
from desk_app.ui.room import RoomContext
from desk_app.ui.worker import Lane, Ticket

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerFound, LedgerView


class LedgerChecking(LedgerScreen):
    """Shows problems, and looks for those of rows held against each other once nothing else is wanted."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self._reading: list[Ticket] = []
        self._checked: LedgerView | None = None

    def _read_cross(self, view: LedgerView) -> None:
        """Hold rows against each other, when nothing else is wanted of the worker."""
        campaign, form = self.session.campaign, self.bar.form
        if campaign is not None and form is not None and len(view.ids):
            self._checked = view
            job = partial(jobs.read_cross, campaign=campaign, form=form, view=view)
            self._reading.append(self.worker.run(job, self._take_cross, key="ledger.cross", lane=Lane.LATER))
            count = partial(read_counting, campaign=campaign, form=form, view=view)
            self._reading.append(self.worker.run(count, self._take_counting, key="ledger.counting", lane=Lane.LATER))

    def _take_counting(self, answer: tuple[LedgerView, int]) -> None:
        view, counting = answer
        if len(view.ids) != len(self.model.ids):  # rows came or went meanwhile, and are counted anew
            return
        self._rows_said = rows_said(len(view.ids), counting, may_write=self.model.may_write)
        self._say_cell()

    def _take_cross(self, problems: LedgerFound) -> None:
        self._reading = []
        self._checked = None
        if problems is not self._found:
            self.model.take_problems(problems)
            self._take_problems(problems)
            self._say_cell()

    def _take_problems(self, problems: LedgerFound) -> None:
        self._found = problems
        self.bar.count(problems)
        self.problems.show(LedgerSentences(problems))
        self.side.card.take_problems(problems)
        self.side.tell(len(problems.problems))

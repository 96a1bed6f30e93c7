"""The ledger's side: the card of the record at the cursor, and the list of all problems."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListView, QTabWidget

from desk_app.ui.ledger import jobs
from desk_app.ui.ledger.card import CardPanel
from desk_app.ui.ledger.problems import ProblemsModel, problem_list
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.record_card import RecordCard

CARD, PROBLEMS = 0, 1


class LedgerSide(QTabWidget):
    """Closed to begin with; ``turned(record_id)`` tells whose card is shown, None for nobody's."""

    turned = Signal(object)

    def __init__(self, context: RoomContext, problems: ProblemsModel) -> None:
        super().__init__()
        self._context = context
        self.card = CardPanel()
        self.list = problem_list(problems)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # ten thousand sentences take most of a second
        self.setDocumentMode(True)
        self.addTab(self.card, "记录卡")
        self.addTab(self.list, "问题")

    @property
    def shows_card(self) -> bool:
        """Whether the card is to be seen."""
        return not self.isHidden() and self.currentIndex() == CARD

    def tell(self, problems: int) -> None:
        """Say how many problems the list has."""
        self.setTabText(PROBLEMS, f"问题{problems}" if problems else "问题")

    def read(self, record_id: int | None) -> None:
        """Read the card of a record, where it is to be seen."""
        campaign = self._context.session.campaign
        if not self.shows_card:
            return
        if record_id is None or campaign is None:
            self._show(None)
        else:
            job = partial(jobs.read_card, campaign=campaign, record_id=record_id)
            self._context.worker.run(job, self._show, failed=self._gone, key="ledger.card")

    def _show(self, card: RecordCard | None) -> None:
        self.card.show_card(card)
        self.turned.emit(card.id if card is not None else None)

    def _gone(self, _refusal: Exception) -> None:
        self._show(None)

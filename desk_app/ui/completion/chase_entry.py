"""登记催报 from wherever one stands: the text is made, the window asked, the call kept and told with 撤销."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desk_app.ui.completion import work
from desk_app.ui.completion.chase_dialog import ChaseAsk, ChaseDialog
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.chasing import ChaseEntry
    from desk_app.services.standing import FormStanding
    from desk_app.services.values import ChangeSet
    from desk_app.ui.completion.work import Texts


class ChaseEntering(QObject):
    """Asks for one call and keeps it; ``after`` is called when it is kept."""

    def __init__(self, parent: QWidget, context: RoomContext, after: Callable[[], None] | None = None) -> None:
        super().__init__(parent)
        self._parent, self._context, self._after = parent, context, after
        self._ask: ChaseAsk | None = None
        self.dialog: ChaseDialog | None = None

    def ask(self, ask: ChaseAsk, standings: Sequence[FormStanding] = ()) -> None:
        """Open the window with the text to paste, which speaks of what the units owe in the standings."""
        campaign = self._context.session.campaign
        self._ask = ask
        if campaign is None:
            return
        if not standings:
            self._open(None)
            return
        wanted = {(one.form, one.period) for mine in ask.matters.values() for one in mine}
        mine = [one for one in standings if (one.form.name, one.period.code) in wanted]
        job = partial(work.read_messages, campaign=campaign, standings=mine, units=tuple(ask.matters))
        self._context.worker.run(job, self._open, key="chase.text")

    @Slot(object)
    def keep(self, entry: ChaseEntry) -> None:
        """Keep what was noted."""
        campaign, ask = self._context.session.campaign, self._ask
        if campaign is None or ask is None:
            return
        if ask.kept is not None:
            job = partial(work.mend_chase, campaign=campaign, chase_id=ask.kept.kept.id, entry=entry)
        else:
            job = partial(work.log_chase, campaign=campaign, entry=entry)
        self._context.worker.run(job, self._kept, text="登记催报")

    def _open(self, texts: Texts | None) -> None:
        if self._ask is None:
            return
        ask = replace(self._ask, message=texts.messages) if texts else self._ask
        self.dialog = ChaseDialog(self._parent, ask)
        self.dialog.noted.connect(self.keep)
        self.dialog.open()

    def _kept(self, changes: ChangeSet) -> None:
        if changes.operation_id is not None:
            self._context.notices.done(f"已{changes.name}。", changes.operation_id)
        if self._after is not None:
            self._after()

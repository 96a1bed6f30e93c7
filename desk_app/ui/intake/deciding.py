"""Deciding on returns: asks what must be asked, has it done, and says so with 撤销 beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desk_app.problems import DeskError
from desk_app.ui.intake import jobs
from desk_app.ui.intake.dialogs import ChooseDialog, Chosen, Known, ReasonDialog
from desk_app.ui.intake.jobs import Deed
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.open_return import Choosable, OpenedReturn

_SETTLE, _NIL, _EXCUSE = "settle", "nil", "excuse"


class Decisions(QObject):
    """Everything that changes a return; ``refused()`` tells that a screen must show again what is stored."""

    refused = Signal()

    def __init__(self, window: QWidget, context: RoomContext) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._opened: OpenedReturn | None = None
        self._asking = ""
        self._last: int | None = None

    def mend(self, record_id: int, key: str, text: str) -> None:
        """改正 a cell."""
        self._run(jobs.mend, record_id=record_id, key=key, text=text)

    def accept(self, ids: tuple[int, ...]) -> None:
        """接收."""
        self._run(jobs.accept, ids=ids)

    def settle(self, submission_id: int, chosen: Chosen) -> None:
        """指定 unit, form and period."""
        facts = {"unit": chosen.unit, "form": chosen.form, "period": chosen.period}
        self._run(jobs.settle, submission_id=submission_id, **facts)

    def undo_batch(self, batch_id: int) -> None:
        """撤回本批."""
        self._run(jobs.undo_batch, batch_id=batch_id)

    @Slot()
    def undo_last(self) -> None:
        """撤销 the last decision, once."""
        if self._last is not None:
            self._context.notices.undo_asked.emit(self._last)
            self._last = None

    def ask_back(self, opened: OpenedReturn, wrong: list[str]) -> None:
        """Ask why a return goes back."""
        self._opened = opened
        proposal = "；".join(wrong[:3]) or "请按要求修改后重报"
        said = f"“{opened.submission.file}”退回后不计数，单位重报后再核。"
        dialog = ReasonDialog(self._window, said, proposal)
        dialog.given.connect(self._send_back)
        dialog.open()

    def ask_settle(self, opened: OpenedReturn) -> None:
        """Ask whose return it is."""
        self._opened = opened
        self._ask(_SETTLE)

    @Slot()
    def ask_nil(self) -> None:
        """Ask who has nothing to report."""
        self._ask(_NIL)

    @Slot()
    def ask_excuse(self) -> None:
        """Ask who is not concerned."""
        self._ask(_EXCUSE)

    def told(self, deed: Deed) -> None:
        """Say what was done."""
        self._last = deed.operation_id
        self._context.notices.done(deed.said, deed.operation_id)

    def _run(self, job: Any, **facts: Any) -> None:
        campaign = self._context.session.campaign
        if campaign is not None:
            self._context.worker.run(partial(job, campaign=campaign, **facts), self.told, failed=self._failed)

    def _failed(self, refusal: DeskError) -> None:
        self._context.notices.trouble(refusal)
        self.refused.emit()

    def _ask(self, what: str) -> None:
        campaign = self._context.session.campaign
        if campaign is not None:
            self._asking = what
            job = partial(jobs.read_choosable, campaign=campaign)
            self._context.worker.run(job, self._question, key="intake.choosable")

    def _question(self, choosable: Choosable) -> None:
        known = Known(period=self._context.session.period)
        if self._asking == _SETTLE and self._opened is not None:
            dialog = ChooseDialog(
                self._window, "指定单位、表、期次", f"“{self._opened.submission.file}”", choosable, _known(self._opened)
            )
            dialog.chosen.connect(self._settle_chosen)
        elif self._asking == _NIL:
            said = "单位来电或书面说明本期没有内容的，在这里登记。"
            dialog = ChooseDialog(self._window, jobs.NIL, said, choosable, known, verb=jobs.NIL, all_needed=True)
            dialog.chosen.connect(self._nil_chosen)
        else:
            said = "登记后不再催报，报送情况中列为不涉及。"
            dialog = ChooseDialog(self._window, jobs.EXCUSE, said, choosable, known, verb=jobs.EXCUSE, with_reason=True)
            dialog.chosen.connect(self._excuse_chosen)
        dialog.open()

    @Slot(object)
    def _settle_chosen(self, chosen: Chosen) -> None:
        if self._opened is not None:
            self.settle(self._opened.submission.id, chosen)

    @Slot(object)
    def _nil_chosen(self, chosen: Chosen) -> None:
        self._run(jobs.nil, unit=chosen.unit, form=chosen.form, period=chosen.period)

    @Slot(object)
    def _excuse_chosen(self, chosen: Chosen) -> None:
        facts = {"unit": chosen.unit, "form": chosen.form, "period": chosen.period, "reason": chosen.reason}
        self._run(jobs.not_concerned, **facts)

    @Slot(str)
    def _send_back(self, reason: str) -> None:
        if self._opened is not None:
            self._run(jobs.send_back, ids=(self._opened.submission.id,), reason=reason)


def _known(opened: OpenedReturn) -> Known:
    unit = opened.unit or opened.submission.proposed_unit
    return Known(unit, opened.form.name if opened.form else "", opened.period)

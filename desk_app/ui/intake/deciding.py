"""Deciding on returns: asks what must be asked, has it done, and says so with 撤销 beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desk_app.campaign.period import parse_period
from desk_app.problems import DeskError
from desk_app.ui.intake import answer_jobs, jobs
from desk_app.ui.intake.dialogs import ChooseDialog, Chosen, Known, ReasonDialog
from desk_app.ui.intake.items import Item
from desk_app.ui.intake.jobs import Deed
from desk_app.ui.intake.words_asked import WordsAsked
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.open_return import Choosable, OpenedReturn
    from desk_app.services.questions import Answer

_SETTLE, _NIL, _EXCUSE = "settle", "nil", "excuse"


class Decisions(QObject):
    """Everything that changes a return; ``refused()`` tells that a screen must show again what is stored.

    ``sent_back(ids)`` tells that returns went back, for which slips are due.
    """

    refused = Signal()
    sent_back = Signal(object)

    def __init__(self, window: QWidget, context: RoomContext) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._opened: OpenedReturn | None = None
        self._words: WordsAsked | None = None
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

    def redo_batch(self, batch_id: int) -> None:
        """恢复本批."""
        self._run(answer_jobs.redo_batch, batch_id=batch_id)

    def confirm_scan(self, submission_id: int, chosen: Chosen | None = None) -> None:
        """A scan is the signed paper of what its name says, or of what was chosen."""
        facts = {} if chosen is None else {"unit": chosen.unit, "form": chosen.form, "period": chosen.period}
        self._run(answer_jobs.confirm_scan, submission_id=submission_id, **facts)

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

    def answer(self, opened: OpenedReturn, item: Item, answer: Answer) -> None:
        """Carry out the answer to one sentence of a return, asking for words where it needs them."""
        self._opened = opened
        one, sentence = opened.submission.id, item.sentence
        simple: dict[str, tuple[Any, dict[str, Any]]] = {
            "heading": (answer_jobs.heading, {"cell": answer.value, "is_right": True}),
            "no_heading": (answer_jobs.heading, {"cell": answer.value, "is_right": False}),
            "keep_word": (answer_jobs.keep_word, {"record_id": sentence.record_id, "key": sentence.key}),
            "cumulative": (answer_jobs.cumulative, {"is_cumulative": True}),
            "all_new": (answer_jobs.cumulative, {"is_cumulative": False}),
            "set_aside": (answer_jobs.set_aside, {}),
            "nil": (answer_jobs.as_nil, {}),
            "dealt_with": (answer_jobs.deal_with, {}),
        }
        if answer.deed in simple:
            job, facts = simple[answer.deed]
            self._run(job, submission_id=one, **facts)
        elif answer.deed in {"ask_unit", "explain", "answer"}:
            self._words = WordsAsked(self, self._window, opened, item, answer)
            self._words.ask()
        else:
            self._answer_by_deed(opened, item, answer)

    def _answer_by_deed(self, opened: OpenedReturn, item: Item, answer: Answer) -> None:
        one, sentence = opened.submission.id, item.sentence
        if answer.deed == "unit":
            self.settle(one, Chosen(answer.value, None, None))
        elif answer.deed == "period":
            self.settle(one, Chosen(None, None, parse_period(answer.value)))
        elif answer.deed == "choose":
            self.ask_settle(opened)
        elif answer.deed == "accept":
            self.accept((one,))
        elif answer.deed == "excuse":
            self._ask(_EXCUSE)
        elif answer.deed == "mend" and sentence.record_id is not None:
            self.mend(sentence.record_id, sentence.key, answer.value)
        elif answer.deed == "revoke":
            self._run(answer_jobs.revoke, record_id=sentence.record_id, key=sentence.key)

    def run_words(self, job: Any, **facts: Any) -> None:
        """Carry out what was written for a sentence."""
        self._run(job, **facts)

    def ask_settle(self, opened: OpenedReturn) -> None:
        """Ask whose return it is."""
        self._opened = opened
        self._ask(_SETTLE)

    @Slot()
    def ask_nil(self) -> None:
        """Ask who has nothing to report."""
        self._opened = None
        self._ask(_NIL)

    @Slot()
    def ask_excuse(self) -> None:
        """Ask who is not concerned."""
        self._opened = None
        self._ask(_EXCUSE)

    def told(self, deed: Deed) -> None:
        """Say what was done."""
        self._last = deed.operation_id
        self._context.notices.done(deed.said, deed.operation_id)
        if deed.sent_back:
            self.sent_back.emit(deed.sent_back)

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
        known = _known(self._opened) if self._opened is not None else Known(period=self._context.session.period)
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
        if self._opened is not None and self._opened.submission.state.value == "scan":
            self.confirm_scan(self._opened.submission.id, chosen)
        elif self._opened is not None:
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

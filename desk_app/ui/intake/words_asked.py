"""转问单位, 写说明, 录入答复: what is written for one sentence of a return, and where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desk_app.ui.intake import answer_jobs
from desk_app.ui.intake.items import Item
from desk_app.ui.intake.text_dialog import TextDialog

if TYPE_CHECKING:
    from desk_app.services.open_return import OpenedReturn
    from desk_app.services.questions import Answer


class _Doer(Protocol):
    def run_words(self, job: Any, **facts: Any) -> None:
        """Carry out what was written."""


class WordsAsked(QObject):
    """One question to a person for words; lives until the next one is asked."""

    def __init__(self, doer: _Doer, window: QWidget, opened: OpenedReturn, item: Item, answer: Answer) -> None:
        super().__init__(window)
        self._doer = doer
        self._window = window
        self._opened = opened
        self._item = item
        self._answer = answer

    def ask(self) -> None:
        """Open the dialog for what the answer needs."""
        about = self._item.about
        place = f"{about.problem.cell}　{about.problem.message}" if about is not None else ""
        if self._answer.deed == "ask_unit":
            said = f"转问{self._opened.unit}，退回时写进退回修改单：“{place.strip()}”"
            dialog = TextDialog(self._window, "转问单位", said, "问什么", "转问", self._proposal())
        elif self._answer.deed == "explain":
            said = f"写明为什么这样也可以，随来表保存：“{place.strip()}”"
            dialog = TextDialog(self._window, "写说明", said, "说明", "保存说明")
        else:
            dialog = TextDialog(self._window, "录入答复", f"{self._opened.unit}的答复：", "答复", "保存答复")
        dialog.given.connect(self._given)
        dialog.open()

    def _proposal(self) -> str:
        """The problem as a question to the unit."""
        about = self._item.about
        if about is None:
            return ""
        message = about.problem.message
        for ending in ("，请核对后改正", "，请核对", "，请确认", "，请补填", "，请改正"):
            message = message.removesuffix(ending)
        row = next((one for one in self._opened.rows if one.id == about.record_id), None)
        where = f"第{row.row_number}行" if row is not None else ""
        return f"{where}{message}，请说明情况或更正后重报。"

    @Slot(str)
    def _given(self, text: str) -> None:
        one = self._opened.submission.id
        if self._answer.deed == "answer":
            self._doer.run_words(answer_jobs.note_answer, inquiry_id=int(self._answer.value), text=text)
        else:
            job = answer_jobs.ask_unit if self._answer.deed == "ask_unit" else answer_jobs.explain
            self._doer.run_words(job, submission_id=one, about=self._item.about, text=text)

"""How the room of the ledgers comes back to where it was, and goes where another room wants it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from desk_app.ui.ledger import jobs
from desk_app.ui.ledger.reading import LedgerReading
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerHead
    from desk_app.services.record_card import RecordCard
    from desk_app.ui.ledger.under_way import Waiting

_WORDS = "words:"


class LedgerErrands(LedgerReading):
    """Carries out an errand once the forms are known; what was to be seen before a fall is one as well."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self._errand = ""

    def arrive(self, errand: str) -> None:
        """``record:12`` opens a record; ``附件2`` a form, ``附件2|办公室|2023-03`` of a unit and a period.

        ``words:附件2|两个 词`` opens a form's rows that hold the words, in every period, once the forms are read.
        """
        self._errand = errand
        if errand.startswith(_WORDS):
            self.refresh()
        elif self.bar.form is not None:
            self._run_errand()

    def as_left(self) -> dict[str, Any]:
        """What is to be seen and half written, as plain values."""
        form, bar, now = self.bar.form, self.bar, self.grid.currentIndex()
        return {
            "form": form.definition.name if form else "",
            "unit": bar.unit,
            "period": bar.period.code if bar.period else "",
            "words": bar.words.text(),
            "column": bar.in_column,
            "grouped": bar.grouped.isChecked(),
            "sort": self.sorting.screen(),
            "record": self.model.record_at(now.row()) if now.isValid() else None,
            "key": self.model.key_at(now.column()) if now.isValid() else "",
            "side": self.side.currentIndex() if self.split.second_open else -1,
            **self._half_written(),
            "adds": self.writer.adds,
            **({"draft": {}} if self.writer.adds else {}),
        }

    def waiting(self) -> tuple[Waiting, ...]:
        """The steps that wait for the worker."""
        return self.writer.under_way.waiting

    def take_as_left(self, kept: dict[str, Any]) -> None:
        """Show again what was to be seen; what was half written is opened once its row is here."""
        self._half = dict(kept)
        if self.bar.form is not None:
            self._run_errand()

    def _show_head(self, head: LedgerHead) -> None:
        super()._show_head(head)
        self._run_errand()

    def _run_errand(self) -> None:
        errand, self._errand = self._errand, ""
        kept = self._half
        if kept and not kept.get("ready"):
            self._show_again(kept)
            return
        kind, _, number = errand.partition(":")
        campaign = self.session.campaign
        if kind == "record" and number.isdecimal() and campaign is not None:
            job = partial(jobs.read_card, campaign=campaign, record_id=int(number))
            self.worker.run(job, self._found_record, key="ledger.card")
        elif errand.startswith(_WORDS):
            form, _, words = errand.removeprefix(_WORDS).partition("|")
            self.bar.choose(form, period="", words=words)
        elif errand:
            form, unit, *rest = [*errand.split("|"), ""]
            self.bar.choose(form, unit, rest[0] if rest else None)

    def _show_again(self, kept: dict[str, Any]) -> None:
        self.bar.take_screen(kept)
        self.sorting.take_screen(kept.get("sort"))
        if kept.get("side", -1) >= 0:
            self.open_side(int(kept["side"]))
        self._half = {**kept, "ready": True}
        self._read_view()

    def _found_record(self, card: RecordCard) -> None:
        """A record that another room asked for: its form, unit and period are turned to, and its card opened."""
        self._wanted = card.id
        self.bar.choose(card.form.name, card.unit, "")

"""What the room of the ledgers reads, and how it comes back to where it was: after a step, an errand, a fall."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot

from desk_app.ui.ledger import jobs
from desk_app.ui.ledger.half_written import half_written, take_half_written
from desk_app.ui.ledger.model import FIRST, PERIOD, UNIT
from desk_app.ui.ledger.offers import Offers
from desk_app.ui.ledger.problems import Sentence
from desk_app.ui.ledger.row_count import read_counting, rows_said
from desk_app.ui.ledger.screen import LedgerScreen
from desk_app.ui.ledger.side import CARD
from desk_app.ui.room import RoomContext
from desk_app.ui.worker import Lane, Ticket

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerHead, LedgerProblem, LedgerRow, LedgerView
    from desk_app.services.record_card import RecordCard
    from desk_app.services.values import ChangeSet


_WORDS = "words:"
_FEW = 1_000
_READ_ANEW = frozenset({"unit", "form", "collection", "person", "post"})


class LedgerReading(LedgerScreen):
    """Reads forms, rows and problems; what a person writes always goes before."""

    redraws_on = frozenset({"record", "submission", "inquiry", "attachment"}) | _READ_ANEW

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self._reading: list[Ticket] = []
        self._interrupted = False
        self._checked: LedgerView | None = None
        self._half: dict[str, Any] = {}
        self._touched: set[int] = set()
        self._errand = ""
        self._wanted = 0
        self._landing: tuple[Sequence[int], str, bool] | None = None
        self._anew = True
        self._campaign_id: int | None = None
        self.session.switched.connect(self._forget_steps)

    @Slot()
    def _forget_steps(self) -> None:
        """Another folder: what was done in the one before is not taken back in it."""
        self._campaign_id = None

    def refresh(self) -> None:
        """Read the head anew, then the rows."""
        campaign = self.session.campaign
        if campaign is None:
            return
        if campaign.id != self._campaign_id:
            self._campaign_id = campaign.id
            self.writer.steps.forget()
        self.worker.run(partial(jobs.read_head, campaign=campaign), self._show_head, key="ledger.head")

    def hear(self, changes: ChangeSet) -> None:
        """Read only the rows that changed, where rows are all that changed."""
        self._touched |= set(changes.ids("record"))
        if "attachment" in changes.tables:
            self.side.read(self._current_id())
        if changes.tables & _READ_ANEW or not self.isVisible() or self.bar.form is None:
            super().hear(changes)
        elif changes.tables & self.redraws_on:
            self._read_again()

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
            **half_written(self.model, self.grid, self.side.card),
        }

    def take_as_left(self, kept: dict[str, Any]) -> None:
        """Show again what was to be seen; what was half written is opened once its row is here."""
        self._half = dict(kept)
        if self.bar.form is not None:
            self._run_errand()

    def _show_head(self, head: LedgerHead) -> None:
        self.bar.show_head(head, self.session.period)
        self.model.offers = self.side.card.offers = Offers(head.units, head.people)
        self._take_form()
        self._run_errand()

    @Slot()
    def _form_chosen(self) -> None:
        self.bar.offer_periods(self.session.period)
        self._take_form()

    def _take_form(self) -> None:
        form, may = self.bar.form, not self.session.read_only_because
        self.let_write(may=may)
        periods = tuple(one.label for one in form.periods) if form else ()
        self.sorting.forget()
        self.model.take_form(form.definition if form else None, self.bar.all_units, periods)
        self.layout_prefs.fit(form.definition if form else None)
        self.deeds.form = form
        self.side.card.show_card(None)
        self._read_matters()
        self._read_view()

    def _read_matters(self) -> None:
        """挂接: what the shown ledger may follow, where it follows any."""
        campaign, form = self.session.campaign, self.bar.form
        self.model.offers.know_matters({link.own: {} for link in form.definition.links} if form else {})
        if campaign is not None and form is not None and form.definition.links:
            job = partial(jobs.read_matters, campaign=campaign, form=form)
            self.worker.run(job, self._take_matters, key="ledger.matters")

    def _take_matters(self, answer: tuple[int, dict[str, dict[str, tuple[str, ...]]]]) -> None:
        form_id, matters = answer
        if self.bar.form is not None and self.bar.form.id == form_id:
            self.model.offers.know_matters(matters)
            self.side.card.offer_anew()

    @Slot()
    def _read_view(self) -> None:
        """Read what the bar asks for, from the beginning."""
        self._anew = True
        self._read_again()

    def _read_again(self) -> None:
        from desk_app.services.ledger_rows import LedgerFilter

        campaign, form, bar = self.session.campaign, self.bar.form, self.bar
        if campaign is None or form is None:
            return
        column, own = self.sorting.key(self.model)
        wanted = LedgerFilter(
            unit=bar.unit,
            period=bar.period.code if bar.period else "",
            words=bar.words.text().strip(),
            column=bar.in_column,
            sort=column,
            sort_own=own,
            descending=self.sorting.descending,
            by_unit=bar.grouped.isChecked() and not bar.unit,
        )
        self.deeds.in_order = not (column or wanted.words or wanted.by_unit)
        self._interrupted = False
        self._checked = None
        asked: dict[str, Any] = {"campaign": campaign, "form": form, "wanted": wanted}
        self._reading = []
        if self._anew:
            first = self.worker.run(partial(jobs.read_beginning, **asked), self._show_beginning, key="ledger.first")
            self._reading.append(first)
        near = [one for one in (self._wanted, *self._landing_ids(), self._current_id()) if one]
        job = partial(jobs.read_view, near=near, **asked)
        view = self.worker.run(job, self._show_view, text="读取台账", key="ledger.view")
        self._reading.append(view)

    def _show_beginning(self, answer: tuple[Sequence[int], tuple[LedgerRow, ...]]) -> None:
        """Let the first rows of a very long ledger be seen while the rest is being counted."""
        ids, rows = answer
        if len(ids) and not self._half:
            self._anew = False
            self.model.take_ids(ids, (), anew=True)
            self.model.set_draft(self.bar.unit, self.bar.period.label if self.bar.period else "")
            self.model.take_rows(self.model.generation, rows, 0)
            if not self.grid.currentIndex().isValid():
                self.grid.show_cell(self.model.index(0, FIRST))

    def _show_view(self, answer: tuple[LedgerView, int, tuple[LedgerRow, ...]]) -> None:
        self._reading = []
        view, first, rows = answer
        touched, self._touched = self._touched, set()
        anew, self._anew = self._anew, False
        kept, column = self._current_id(), self.grid.currentIndex().column()
        line = self.grid.currentIndex().row()
        writing = half_written(self.model, self.grid, self.side.card) if self.grid.cells.open is not None else {}
        self.model.take_ids(view.ids, view.problems, touched, anew=anew, groups=view.groups)
        self.model.take_rows(self.model.generation, rows, first)
        self.model.set_draft(self.bar.unit, self.bar.period.label if self.bar.period else "", anew=anew)
        self._take_problems(view.problems)
        self._rows_said = rows_said(len(view.ids), may_write=self.model.may_write)
        self._say_nothing(len(view.ids))
        self.grid.setColumnHidden(UNIT, bool(self.bar.unit))
        self.grid.setColumnHidden(PERIOD, self.bar.period is not None)
        self._span_headings()
        self.grid.frozen.place()
        wanted, self._wanted = self._wanted, 0
        if wanted and self.model.row_of(wanted) >= 0:
            self.grid.show_cell(self.model.place_of(wanted, ""))
            self.open_side(CARD)
        elif not self.grid.currentIndex().isValid():
            here = self.model.row_of(kept) if kept is not None else -1
            row = here if here >= 0 else min(max(line, 0), self.model.rowCount() - 1) if not anew else 0
            self.grid.show_cell(self.model.index(row, max(FIRST, column)))
        elif kept is not None and self._current_id() != kept and self.model.row_of(kept) >= 0:
            self.grid.show_cell(self.model.index(self.model.row_of(kept), max(0, column)))
        elif self._current_id() in touched:
            self.side.read(self._current_id())
        elif not anew and kept is not None and self.model.row_of(kept) < 0:
            self.grid.show_cell(self.model.index(min(line, self.model.rowCount() - 1), max(0, column)))
        self._land_now()
        self._say_cell()
        if "editor" in writing and self.grid.cells.open is None:
            self._half = {**writing, "ready": True}
        self._open_half_written()
        self._read_cross(view)

    @Slot(object, str, bool)
    def _land(self, ids: Sequence[int], key: str, choose: bool) -> None:  # noqa: FBT001  a signal's own
        """Go where a step was done, at once or when its rows are here."""
        self._landing = (ids, key, choose)
        if any(self.model.row_of(one) >= 0 for one in (ids[0], ids[-1])):
            self._land_now()

    def _landing_ids(self) -> Sequence[int]:
        return self._landing[0][:1] if self._landing is not None else ()

    def _land_now(self) -> None:
        """Show the first of the rows that came or were touched; what was pasted is chosen."""
        landing, self._landing = self._landing, None
        if landing is None or self.grid.cells.open is not None:
            return
        ids, key, choose = landing
        sought = ids if len(ids) <= _FEW else (ids[0], ids[-1])
        lines = sorted(line for one in sought if (line := self.model.row_of(one)) >= 0)
        if not lines:
            return
        now = self.grid.currentIndex()
        form = self.model.form
        column = FIRST + form.keys.index(key) if form is not None and key in form.keys else max(FIRST, now.column())
        if choose:
            self.grid.show_cell(self.model.index(lines[0], column))
            self.grid.cursor_at.stretch(self.model.index(lines[-1], self.model.columnCount() - 1), follow=False)
        elif now.row() not in lines or key:
            self.grid.show_cell(self.model.index(lines[0], column))

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
        self._rows_said = rows_said(len(view.ids), counting, may_write=self.model.may_write)
        self._say_cell()

    def _take_cross(self, problems: tuple[LedgerProblem, ...]) -> None:
        self._reading = []
        self._checked = None
        if problems != self._found:
            self.model.take_problems(problems)
            self._take_problems(problems)
            self._say_cell()

    def _take_problems(self, problems: tuple[LedgerProblem, ...]) -> None:
        self._found = problems
        self.bar.count(problems)
        self.problems.show([self._sentence(one) for one in problems])
        self.side.card.take_problems(problems)
        self.side.tell(len(problems))

    @Slot()
    def _stop_reading(self) -> None:
        """What a person writes comes before what is only read; it is read anew afterwards."""
        self._interrupted = bool(self._reading)
        for ticket in self._reading:
            ticket.cancel()
        self._reading = []
        self._checked = None

    @Slot()
    def _read_on(self) -> None:
        """Read what was given up for a step that in the end changed nothing."""
        if self._interrupted:
            self._read_again()

    def _open_half_written(self) -> None:
        """Open the editor again in which something was half written; its row is fetched first."""
        if not self._half.get("ready"):
            return
        kept, self._half = self._half, {}
        if not take_half_written(self.model, self.grid, kept):
            self._half = kept

    def _sentence(self, one: LedgerProblem) -> Sentence:
        said = f"第{one.place + 1}行　{one.said}"
        return Sentence(said, one.is_error, one.record_id, one.key, asks_reason=one.grade.value == "需说明")

    @Slot(int, object)
    def _read_rows(self, generation: int, ids: list[int]) -> None:
        self.worker.run(partial(jobs.read_rows, generation=generation, ids=ids), self._take_rows)
        if self._checked is not None:  # what is looked at comes before what is only held against each other
            self._read_cross(self._checked)

    def _take_rows(self, answer: tuple[int, tuple[LedgerRow, ...]]) -> None:
        self.model.take_rows(*answer)
        if self._half:
            self._open_half_written()

    def _run_errand(self) -> None:
        errand, self._errand = self._errand, ""
        kept = self._half
        if kept and not kept.get("ready"):
            self.bar.take_screen(kept)
            self.sorting.take_screen(kept.get("sort"))
            if kept.get("side", -1) >= 0:
                self.open_side(int(kept["side"]))
            self._half = {**kept, "ready": True}
            self._read_view()
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

    def _found_record(self, card: RecordCard) -> None:
        """A record that another room asked for: its form, unit and period are turned to, and its card opened."""
        self._wanted = card.id
        self.bar.choose(card.form.name, card.unit, "")

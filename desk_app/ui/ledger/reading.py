"""What the room of the ledgers reads: forms, rows in the order wanted, those that come into view."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot

from desk_app.services.ledger_found import NOTHING
from desk_app.ui.ledger import jobs
from desk_app.ui.ledger.landing import LedgerLanding
from desk_app.ui.ledger.model import FIRST, PERIOD, UNIT
from desk_app.ui.ledger.offers import Offers
from desk_app.ui.ledger.row_count import rows_said
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerFilter, LedgerHead, LedgerRow, LedgerView
    from desk_app.services.values import ChangeSet


_READ_ANEW = frozenset({"unit", "form", "collection", "person", "post"})


class LedgerReading(LedgerLanding):
    """Reads forms and rows; what a person writes always goes before."""

    redraws_on = frozenset({"record", "submission", "inquiry", "attachment"}) | _READ_ANEW

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self._interrupted = False
        self._touched: set[int] = set()
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
            self.worker.run(partial(jobs.read_steps, campaign=campaign), self._recall, key="ledger.steps")
        self.worker.run(partial(jobs.read_head, campaign=campaign), self._show_head, key="ledger.head")

    def _recall(self, answer: tuple[int, dict[int, str]]) -> None:
        """撤销 goes on where it was before the program was closed."""
        campaign_id, steps = answer
        if campaign_id == self._campaign_id:
            self.writer.steps.recall(steps)

    def hear(self, changes: ChangeSet) -> None:
        """Read only the rows that changed, where rows are all that changed."""
        self._touched |= set(changes.ids("record"))
        if "attachment" in changes.tables:
            self.side.read(self._current_id())
        if changes.tables & _READ_ANEW or not self.isVisible() or self.bar.form is None:
            super().hear(changes)
        elif changes.tables & self.redraws_on:
            self._read_again()

    def _show_head(self, head: LedgerHead) -> None:
        self.bar.show_head(head, self.session.period)
        self.model.offers = self.side.card.offers = Offers(head.units, head.people)
        self._take_form()

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

    def _filter(self) -> LedgerFilter:
        from desk_app.services.ledger_rows import LedgerFilter

        bar, (column, own) = self.bar, self.sorting.key(self.model)
        return LedgerFilter(
            unit=bar.unit,
            period=bar.period.code if bar.period else "",
            words=bar.words.text().strip(),
            column=bar.in_column,
            sort=column,
            sort_own=own,
            descending=self.sorting.descending,
            by_unit=bar.grouped.isChecked() and not bar.unit,
        )

    def _read_again(self) -> None:
        campaign, form = self.session.campaign, self.bar.form
        if campaign is None or form is None:
            return
        wanted = self._filter()
        self.deeds.in_order = not (wanted.sort or wanted.words or wanted.by_unit)
        self._interrupted = False
        self._checked = None
        asked: dict[str, Any] = {"campaign": campaign, "form": form, "wanted": wanted}
        self._reading = []
        if self._anew:
            first = self.worker.run(partial(jobs.read_beginning, **asked), self._show_beginning, key="ledger.first")
            self._reading.append(first)
        job = partial(jobs.read_view, near=self._near(), before=self._found, **asked)
        view = self.worker.run(job, self._show_view, text="读取台账", key="ledger.view")
        self._reading.append(view)

    def _show_beginning(self, answer: tuple[Sequence[int], tuple[LedgerRow, ...]]) -> None:
        """Let the first rows of a very long ledger be seen while the rest is being counted."""
        ids, rows = answer
        if len(ids) and not self._half:
            self._anew = False
            self.model.take_ids(ids, NOTHING, anew=True)
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
        writing = self._half_written() if self.grid.cells.open is not None else {}
        self.model.take_ids(view.ids, view.found, touched, anew=anew, groups=view.groups)
        self.model.take_rows(self.model.generation, rows, first)
        self.model.set_draft(self.bar.unit, self.bar.period.label if self.bar.period else "", anew=anew)
        self._take_problems(view.found)
        self._rows_said = rows_said(len(view.ids), may_write=self.model.may_write)
        self._say_nothing(len(view.ids))
        self._fit_columns()
        self._stand_again(kept, line, column, touched, anew=anew)
        self._land_now()
        self._say_cell()
        if "editor" in writing and self.grid.cells.open is None:
            self._half = {**writing, "ready": True}
        self._open_half_written()
        self._read_cross(view)

    def _fit_columns(self) -> None:
        """Unit and period are columns of their own only where there are several; one that comes is seen."""
        hides = {UNIT: bool(self.bar.unit), PERIOD: self.bar.period is not None}
        comes = any(self.grid.isColumnHidden(column) and not hidden for column, hidden in hides.items())
        for column, hidden in hides.items():
            self.grid.setColumnHidden(column, hidden)
        if comes:
            self.grid.horizontalScrollBar().setValue(0)
            self.grid.show_current()
        self._span_headings()
        self.grid.frozen.place()

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

    @Slot(int, object)
    def _read_rows(self, generation: int, ids: list[int]) -> None:
        self.worker.run(partial(jobs.read_rows, generation=generation, ids=ids), self._take_rows)
        if self._checked is not None:  # what is looked at comes before what is only held against each other
            self._read_cross(self._checked)

    def _take_rows(self, answer: tuple[int, tuple[LedgerRow, ...]]) -> None:
        self.model.take_rows(*answer)
        if self._half:
            self._open_half_written()

"""Writing in a ledger: cells changed, rows typed, pasted and deleted, each step to be taken back without end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desk_app.problems import Cancelled, DeskError
from desk_app.ui.ledger import paste_jobs, write_jobs
from desk_app.ui.ledger.bar import LedgerBar
from desk_app.ui.ledger.model import DRAFT_PERIOD, DRAFT_UNIT, LedgerModel
from desk_app.ui.ledger.offers import post_column
from desk_app.ui.ledger.paste_jobs import WHOSE
from desk_app.ui.ledger.steps import Steps
from desk_app.ui.ledger.under_way import UnderWay
from desk_app.ui.ledger.write_jobs import Deed, NewRows
from desk_app.ui.room import RoomContext
from desk_app.ui.worker import Ticket

if TYPE_CHECKING:
    from desk_app.campaign.period import Period
    from desk_app.forms.definition import Column
    from desk_app.services.correct_record import CellConflict
    from desk_app.ui.ledger.clipboard import Carried
    from desk_app.ui.ledger.pasting import Ground

Cell = tuple[int, str, str, str | None]


class LedgerWriter(QObject):
    """Stores what is typed, at once, and says so.

    ``writes`` comes before every step, ``settled`` once it is kept or refused; ``conflicted(CellConflict)`` asks the
    person to choose. ``landed(ids, key)`` names the rows that a paste brought, or a step back touched.
    """

    writes = Signal()
    settled = Signal()
    conflicted = Signal(object)
    landed = Signal(object, str, bool)

    def __init__(self, parent: QObject, context: RoomContext, model: LedgerModel, bar: LedgerBar) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._bar = bar
        self._adding = False
        self._adds = 0
        self._queued: dict[str, str] = {}
        self._filled = ""
        self.steps = Steps()
        self.under_way = UnderWay(context.worker, self)
        context.worker.crashed.connect(self._fell)
        context.worker.ended.connect(self._ended)
        model.edited.connect(self.mend)
        model.typed.connect(self.typed)

    @Slot(object)
    def mend(self, cells: list[Cell]) -> None:
        """Change cells as one step; beside a person's name the post follows as a step of its own."""
        self.do(write_jobs.mend, partial(self._mended, cells[0][1]), cells=cells)
        if len(cells) == 1:
            record_id, key, text, _ = cells[0]
            found = self._post_for(record_id, key, text)
            if found is not None:
                beside, post = found
                said = f"已按名册补填{beside.label}“{post}”；不对请改，或按 Ctrl+Z 撤销。"
                cell = (record_id, beside.key, post, "")
                self.do(write_jobs.mend, self.did, cells=[cell], name="按名册补填职务", said=said)

    @Slot(str, str)
    def typed(self, key: str, text: str) -> None:
        """A cell of the foot row: stored as soon as unit and period are known."""
        if self._adding:
            self._queued[key] = text
            self.under_way.follow(self._adds, self._queued)
            return
        own = {DRAFT_UNIT, DRAFT_PERIOD}
        texts = {one: said for one, said in self._model.draft.items() if one not in own and said.strip()}
        whose, form = self._whose(), self._bar.form
        if texts and whose is None:
            self._context.notices.done(WHOSE)
        elif texts and whose is not None and form is not None and not self.refuses():
            self._adding = True
            found = self._post_for(None, key, text)
            if found is not None:
                texts[found[0].key] = found[1]
                self._model.fill_draft({found[0].key: found[1]})
                self._filled = f"已按名册补填{found[0].label}“{found[1]}”，不对请改。"
            job = partial(write_jobs.add, rows=NewRows(*whose, [texts]), before_id=self._model.draft_before)
            self.do(job, partial(self._added, form.id), form_id=form.id, cells=(), name="手工录入")
            self._adds = self.under_way.last

    @property
    def adds(self) -> int:
        """The number of the step that is making a row of the empty one, 0 for none."""
        return self._adds if self._adding else 0

    def paste(self, carried: Carried, ground: Ground) -> None:
        """Lay what lies on the clipboard over the grid as one step."""
        form = self._bar.form
        if form is not None:
            whose = self._whose()
            facts = {"form_id": form.id, "carried": carried, "ground": ground, "whose": whose}
            self.do(paste_jobs.paste, self.came, text="粘贴", **facts)

    def fill_over(self, text: str, ids: Sequence[int], keys: Sequence[str]) -> None:
        """Let a text stand in all chosen cells, as one step."""
        facts = {"form_id": self._bar.form.id if self._bar.form else 0, "said": text, "ids": ids, "keys": keys}
        self.do(paste_jobs.fill_over, self.did, text="填充", **facts)

    def came(self, deed: Deed) -> None:
        """Say what was done, and let the rows that came be seen."""
        self.did(deed)
        if deed.added:
            self.landed.emit(deed.added, "", True)  # noqa: FBT003  a signal's own

    def delete(self, ids: list[int]) -> None:
        """Take rows out as one step."""
        self.do(write_jobs.delete, self.did, ids=ids)

    @Slot(int, int)
    def restore(self, record_id: int, operation_id: int) -> None:
        """Give a record the wording that it had after a step."""
        self.do(write_jobs.restore, self.did, record_id=record_id, operation_id=operation_id)

    @Slot()
    def undo(self) -> None:
        """撤销 what was done last in this room."""
        step = self.steps.to_undo()
        if step is None:
            self._context.notices.done("这里没有可撤销的了。")
        else:
            self._back(step, self._undid)

    @Slot()
    def redo(self) -> None:
        """恢复 what was taken back last in this room."""
        step = self.steps.to_redo()
        if step is None:
            self._context.notices.done("这里没有可恢复的。")
        else:
            self._back(step, self._redid)

    def _back(self, step: int, done: Callable[[Deed], None]) -> None:
        campaign = self._context.session.campaign
        if campaign is not None:
            job = partial(write_jobs.undo, campaign=campaign, operation_id=step, day=self.steps.day_of(step))
            self._context.worker.run(job, partial(self._seen, done, step), failed=partial(self._not_back, step))

    def _not_back(self, step: int, refusal: Exception) -> None:
        """The step stands as before, and can be asked for again."""
        self.steps.give_back(step)
        self._context.notices.trouble(str(refusal))

    @Slot(object)
    def _fell(self, _error: BaseException) -> None:
        """Whatever fell, no step is lost by it."""
        self.steps.give_back()

    def _seen(self, done: Callable[[Deed], None], step: int, deed: Deed) -> None:
        """Let it be seen what came back or went."""
        key = self.steps.key_of(step)
        self.steps.settle(step)
        self.steps.about(deed.operation_id, key)
        done(deed)
        if deed.touched:
            self.landed.emit(deed.touched, key, False)  # noqa: FBT003  a signal's own

    def _whose(self) -> tuple[str, Period] | None:
        unit, wanted = self._model.draft.get(DRAFT_UNIT, ""), self._model.draft.get(DRAFT_PERIOD, "")
        form = self._bar.form
        period = next((one for one in (form.periods if form else ()) if one.label == wanted), None)
        return (unit, period) if unit and period is not None else None

    def do(self, job: Any, done: Any = None, *, text: str = "", **facts: Any) -> None:
        """Do something to the ledger as a step that can be taken back here; reading gives way to it."""
        campaign = self._context.session.campaign
        if campaign is not None and not self.refuses():
            self.writes.emit()
            call, step = self.under_way.noted(job, campaign, facts)
            ticket = self._context.worker.run(call, done or self.did, failed=self._failed, text=text)
            self.under_way.take(ticket, step)

    @Slot()
    def refuses(self) -> bool:
        """Say why nothing can be changed, where that is so."""
        why = self._context.session.read_only_because
        if why:
            self._context.notices.done(why)
        return bool(why)

    def _post_for(self, record_id: int | None, key: str, name: str) -> tuple[Column, str] | None:
        """The column beside a person's name that is still empty, and what the roster says should stand there."""
        form = self._model.form
        beside = post_column(form, key) if form is not None and name.strip() else None
        if beside is None or self._model.text_of(record_id, beside.key) != "":
            return None
        post = self._model.offers.post_of(name, self._model.unit_of(record_id))
        return (beside, post) if post else None

    def _mended(self, key: str, deed: Deed) -> None:
        self.steps.about(deed.operation_id, key)
        self.did(deed)

    def did(self, deed: Deed) -> None:
        """Say what was done, and remember the step."""
        self.steps.did(deed.operation_id)
        self._context.notices.done(deed.said, deed.operation_id)
        self.settled.emit()

    def _added(self, form_id: int, deed: Deed) -> None:
        self._adding = False
        queued, self._queued = self._queued, {}
        self.did(deed)
        if deed.added:
            self._go_on(form_id, deed, [(deed.added[0], key, text, None) for key, text in queued.items()])
        self._filled = ""

    def _go_on(self, form_id: int, deed: Deed, cells: list[Cell]) -> None:
        """The empty row has become a stored one: what was typed in it meanwhile follows, wherever one is by now."""
        if self._bar.form is None or self._bar.form.id != form_id:
            if cells:
                self.do(write_jobs.mend, self.did, cells=cells)
            return
        self._model.adopt(deed.added[0])
        self._model.edit(cells)
        if self._filled:
            self._context.notices.done(self._filled, deed.operation_id)

    def _failed(self, refusal: Exception) -> None:
        from desk_app.services.correct_record import CellConflict

        self._give_up()
        if isinstance(refusal, CellConflict):
            self.conflicted.emit(refusal)
        else:
            self._context.notices.trouble(str(refusal))
        self.settled.emit()

    @Slot(object)
    def _ended(self, ticket: Ticket) -> None:
        """A step of this room that fell, or that a person stopped: what was begun is open again."""
        if ticket.failed != self._failed or ticket.error is None or isinstance(ticket.error, DeskError):
            return
        self._give_up()
        if isinstance(ticket.error, Cancelled):
            self._context.notices.done("已停止，什么都没有改。")
        self.settled.emit()

    def _give_up(self) -> None:
        """Nothing is under way any more; what is stored is shown, and what was typed into the empty row stays there."""
        self._adding = False
        self._queued = {}
        self._filled = ""
        self._model.drop_pending()

    def insist(self, conflict: CellConflict) -> None:
        """Write what the person has written, after what stands there now was seen."""
        cells = [(one.edit.record_id, one.edit.key, one.edit.text, one.now) for one in conflict.conflicts]
        self.do(write_jobs.mend, self.did, cells=cells)

    def _undid(self, deed: Deed) -> None:
        self.steps.undid(deed.operation_id)
        self._context.notices.done(deed.said)

    def _redid(self, deed: Deed) -> None:
        self.steps.redid(deed.operation_id)
        self._context.notices.done(deed.said)

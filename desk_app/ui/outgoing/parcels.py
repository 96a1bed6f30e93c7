"""报送包 from the window: made for the superior office, and taken in once its doubts are decided."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desk_app.campaign.period import Period
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.outgoing import work
from desk_app.ui.outgoing.parcel_dialog import ParcelDialog
from desk_app.ui.outgoing.parcel_out_dialog import ParcelOutDialog, ParcelWish
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.parcel_out import ParcelMade
    from desk_app.services.parcel_take import ParcelTaken
    from desk_app.services.parcel_values import ParcelPlan
    from desk_app.services.tally import FormTally


class Parcels(QObject):
    """``taken(batch_id)`` tells that a parcel became a batch."""

    taken = Signal(int)

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent)
        self._parent, self._context = parent, context
        self._paths: list[Path] = []
        self._wish: ParcelWish | None = None
        self._period: Period | None = None
        self.dialog: ParcelDialog | None = None
        self.out_dialog: ParcelOutDialog | None = None

    def decide(self, paths: tuple[Path, ...]) -> None:
        """Ask about parcels one after the other."""
        self._paths = list(paths)
        self._next()

    @Slot()
    def ask_out(self) -> None:
        """Ask what shall go to the superior office."""
        self.out_dialog = None
        self._read_tally(self._context.session.period)

    def write_to(self, out: Path) -> None:
        """Write the parcel that was wished into a folder."""
        campaign, wish = self._context.session.campaign, self._wish
        if campaign is not None and wish is not None:
            job = partial(work.make_parcel, campaign=campaign, out=out, period=wish.period, forms=wish.forms)
            if self.out_dialog is not None and isValid(self.out_dialog):
                self.out_dialog.close()
            self._context.worker.run(job, self._made, text="导出报送包")

    # taking in

    def _next(self) -> None:
        if self._paths:
            self.dialog = None
            self._read_plan({})

    @Slot(object)
    def _read_plan(self, decisions: dict[str, str]) -> None:
        campaign = self._context.session.campaign
        if campaign is not None:
            job = partial(work.plan_parcel, campaign=campaign, path=self._paths[0], decisions=decisions)
            self._context.worker.run(job, self._show_plan, key="parcel.plan")

    def _show_plan(self, plan: ParcelPlan) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.show_plan(plan)
            return
        self.dialog = ParcelDialog(self._parent, plan)
        self.dialog.decided.connect(self._read_plan)
        self.dialog.take_asked.connect(self._take)
        self.dialog.open()

    @Slot()
    def _take(self) -> None:
        campaign, dialog = self._context.session.campaign, self.dialog
        if campaign is not None and dialog is not None and isValid(dialog):
            job = partial(work.take_parcel, campaign=campaign, path=self._paths[0], decisions=dict(dialog.decisions))
            dialog.close()
            self._context.worker.run(job, self._told, text="收报送包")

    def _told(self, done: ParcelTaken) -> None:
        skipped = f"，{done.skipped}份按所定不收" if done.skipped else ""
        self._context.notices.done(f"报送包已收下，记为{done.returns}份{done.rows}行{skipped}。", done.operation_id)
        self.taken.emit(done.batch_id)
        self._paths = self._paths[1:]
        self._next()

    # handing over

    def _read_tally(self, period: Period | None) -> None:
        campaign = self._context.session.campaign
        if campaign is not None:
            self._period = period
            job = partial(work.read_tally, campaign=campaign, period=period)
            self._context.worker.run(job, self._show_tally, key="parcel.tally")

    def _show_tally(self, tallies: list[FormTally]) -> None:
        if self.out_dialog is not None and isValid(self.out_dialog):
            self.out_dialog.offer(self._period, tallies)
            return
        current = self._context.session.current
        self.out_dialog = ParcelOutDialog(self._parent, current.periods if current else (), self._period, tallies)
        self.out_dialog.period_picked.connect(self._read_tally)
        self.out_dialog.wanted.connect(self._where)
        self.out_dialog.open()

    @Slot(object)
    def _where(self, wish: ParcelWish) -> None:
        self._wish = wish
        if self.out_dialog is not None:
            ask_folder(self.out_dialog, "报送包放在哪个文件夹", self.write_to)

    def _made(self, made: ParcelMade) -> None:
        remarks = "".join(f"　{remark}" for remark in made.remarks)
        self._context.notices.done(
            f"报送包“{made.path.name}”已写到“{made.path.parent}”，{made.returns}份{made.rows}行，校验码{made.code}。{remarks}"
        )

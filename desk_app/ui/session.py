"""What the window is about right now: the open desk's overview, the chosen campaign and period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.ui.opening import open_job, sample_clock
from desk_app.ui.outside import Clock, Outside
from desk_app.ui.worker import PlainJob, Worker

if TYPE_CHECKING:
    from desk_app.campaign.period import Period
    from desk_app.services.desk import Desk
    from desk_app.services.overview import CampaignPeriods, Overview
    from desk_app.services.values import Campaign, ChangeSet, Seal

_FRAME_TABLES = frozenset({"campaign", "setting", "form", "collection", "unit"})


class Session(QObject):
    """The current desk, campaign and period. Lives in the window's thread and holds plain values only.

    ``opened``: the overview is new. ``chosen``: campaign or period are others. ``changed(ChangeSet)``: something was
    written. ``switched``: another data folder is being opened. ``unusable(DeskError)``: it could not be.
    ``period`` None stands for 各表本期, as the services take it.
    """

    opened = Signal()
    chosen = Signal()
    changed = Signal(object)
    switched = Signal()
    unusable = Signal(object)

    def __init__(self, worker: Worker, outside: Outside, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = worker
        self.outside = outside
        self.overview: Overview | None = None
        self.is_sample = False
        self._campaign_id: int | None = None
        self._wanted: int | None = None
        self._period: Period | None = None
        worker.changed.connect(self._hear)

    @property
    def clock(self) -> Clock:
        """The clock of the open desk: the wall's, the sample's own, or an archive's, which stands still."""
        seal = self.overview.seal if self.overview else None
        if seal is not None and seal.stands_still:
            return partial(_moment_of, seal)
        return sample_clock if self.is_sample else self.outside.clock

    @property
    def read_only_because(self) -> str:
        """Why nothing of the open folder may be changed (an archive's copy, handed over), empty where it may."""
        seal = self.overview.seal if self.overview else None
        return seal.refusal if seal is not None else ""

    @property
    def sample_stands_at(self) -> datetime:
        """The day on which the sample's story stands still."""
        return sample_clock()

    @property
    def current(self) -> CampaignPeriods | None:
        """The chosen campaign with its periods; without a choice the first that goes on."""
        known = self.overview.campaigns if self.overview else ()
        chosen = next((one for one in known if one.campaign.id == self._campaign_id), None)
        going_on = next((one for one in known if not one.campaign.ended), known[0] if known else None)
        return chosen or going_on

    @property
    def campaign(self) -> Campaign | None:
        """The chosen campaign."""
        return self.current.campaign if self.current else None

    @property
    def period(self) -> Period | None:
        """The chosen period, None for 各表本期."""
        return self._period

    def open(
        self,
        folder: Path,
        *,
        sample: bool = False,
        first: PlainJob | None = None,
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Open a data folder in the worker's thread; ``opened`` or ``unusable`` (or ``failed``) follow.

        ``first`` is done before, with no folder open, such as putting there what is to be opened.
        """
        self.is_sample = sample
        self.overview = None
        self._campaign_id = None
        self.switched.emit()
        job = open_job(self.worker, self.outside, folder, sample=sample, first=first)
        text = "准备样例" if sample else "打开数据"
        refused = failed or self.unusable.emit
        self.worker.run_plain(job, self._take_new, failed=refused, text=text, key="session.open")

    def reload(self) -> None:
        """Read the overview anew."""
        self.worker.run(_overview, self._take, key="session.overview")

    def turn_to(self, campaign_id: int) -> None:
        """Read the overview anew and turn to a campaign that was just started."""
        self._wanted = campaign_id
        self.reload()

    def choose_campaign(self, campaign_id: int) -> None:
        """Turn to another campaign, at the period to begin with."""
        if campaign_id != self._campaign_id:
            self._campaign_id = campaign_id
            self._period = self.current.current if self.current else None
            self.chosen.emit()

    def choose_period(self, period: Period | None) -> None:
        """Turn to another period of the same campaign."""
        if period != self._period:
            self._period = period
            self.chosen.emit()

    def _take_new(self, overview: Overview) -> None:
        self.overview = overview
        current = self.current
        self._campaign_id = current.campaign.id if current else None
        self._period = current.current if current else None
        self.chosen.emit()
        self.opened.emit()  # last: the room that is entered now reads once, for what was chosen

    def _take(self, overview: Overview) -> None:
        before = self._campaign_id
        self.overview = overview
        self._campaign_id, self._wanted = self._wanted or before, None
        current = self.current
        self._campaign_id = current.campaign.id if current else None
        if self._campaign_id != before:
            self._period = current.current if current else None
        self.opened.emit()
        if self._campaign_id != before:
            self.chosen.emit()

    @Slot(object)
    def _hear(self, changes: ChangeSet) -> None:
        self.changed.emit(changes)
        if changes.tables & _FRAME_TABLES:
            self.reload()


def _moment_of(seal: Seal) -> datetime:
    return seal.at


def _overview(desk: Desk, _progress: Progress) -> Overview:
    from desk_app.services.overview import overview

    return overview(desk)

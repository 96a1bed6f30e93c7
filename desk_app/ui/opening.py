"""Opening a data folder in the worker's thread: the office's own, or the sample's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.progress import Progress
from desk_app.ui.outside import Outside
from desk_app.ui.worker import PlainJob, Worker

if TYPE_CHECKING:
    from desk_app.services.overview import Overview


def sample_clock() -> datetime:
    """The day on which the sample's story stands still."""
    return datetime(2023, 4, 3, 16, 0)  # noqa: DTZ001  the office's own wall clock


def open_job(
    worker: Worker, outside: Outside, folder: Path, *, sample: bool, first: PlainJob | None = None
) -> Callable[[Progress], Overview]:
    """A job that lets go of the desk that was open, opens the folder, and reads its overview."""

    def job(progress: Progress) -> Overview:
        from desk_app.services.overview import overview

        worker.use_desk(None)
        if first is not None:
            first(progress)
        desk = outside.open_desk(folder, sample_clock if sample else outside.clock)
        worker.use_desk(desk)
        if sample:
            from desk_app.services.sample_desk import fill_with_sample

            fill_with_sample(desk, outside.sample, progress)
        return overview(desk)

    return job

"""The sample's office with its three months taken in, for tests of what is done with returns afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from desk_app.app import open_desk
from desk_app.campaign.period import parse_period
from desk_app.locations import shipped
from desk_app.progress import Silent
from desk_app.services.desk import Desk
from desk_app.services.sample_desk import StoryClock, fill_with_sample
from desk_app.services.standing import UnitStanding, standing_of
from desk_app.services.values import Campaign

NOW = datetime(2023, 4, 3, 16, 0)  # noqa: DTZ001  the office's own wall clock
JANUARY, FEBRUARY, MARCH = (parse_period(f"2023-0{month}") for month in (1, 2, 3))
TALKS, ADVICE, DEEDS, LEDGER = "大谈话统计表", "提建议清单", "办实事征集表", "整改台账"


def fill(folder: Path) -> Path:
    """Take the sample in, once."""
    desk = open_desk(folder, clock=lambda: NOW, own_fonts=False)
    fill_with_sample(desk, shipped().sample, Silent())
    desk.store.close()
    return folder


@contextmanager
def opened(pattern: Path, folder: Path) -> Iterator[Desk]:
    """A desk of its own on a copy, with a clock that can be set."""
    shutil.copytree(pattern, folder)
    desk = open_desk(folder, clock=StoryClock(NOW), own_fonts=False)
    try:
        yield desk
    finally:
        desk.store.close()


def set_clock(desk: Desk, at: datetime) -> None:
    """Let another moment be now."""
    assert isinstance(desk.clock, StoryClock)
    desk.clock.at = at


def stands(desk: Desk, campaign: Campaign, unit: str, form: str = TALKS, period: str = "2023-03") -> UnitStanding:
    """Where one return stands."""
    found = next(one for one in standing_of(desk, campaign, parse_period(period)) if one.form.name == form)
    return next(one for one in found.units if one.unit == unit)

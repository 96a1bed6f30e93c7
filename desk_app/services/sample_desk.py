"""样例: the shipped bureau's three months taken into a data folder of their own, to look round in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk_app.progress import Progress
from desk_app.services.desk import Desk
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import list_campaigns, name_the_office, open_from_template
from desk_app.services.take_in import Choices, IntakeReport, take_in

TEMPLATE = "学习宣传贯彻党的二十大精神"
BUREAU = "青屏市生态环境局"
_BATCHES = (
    ("2023年1月", datetime(2023, 2, 3, 9, 0)),  # noqa: DTZ001  the office's own wall clock
    ("2023年2月", datetime(2023, 2, 28, 16, 0)),  # noqa: DTZ001  the same
    ("2023年3月", datetime(2023, 4, 3, 9, 0)),  # noqa: DTZ001  the same
)
LAST_DAY = _BATCHES[-1][1]
"""The day on which the sample's story stands still."""


@dataclass
class StoryClock:
    """A clock that stands where the story is."""

    at: datetime

    def __call__(self) -> datetime:
        """The story's now."""
        return self.at


def fill_with_sample(desk: Desk, sample: Path, progress: Progress) -> None:
    """Open the sample's campaign and take its returns in, each month's on its own day; nothing when that was done."""
    if not list_campaigns(desk):
        take_in_sample(desk, sample, progress)


def take_in_sample(desk: Desk, sample: Path, progress: Progress) -> list[tuple[str, IntakeReport]]:
    """The sample's story from its first day to its last: each folder's name and what came of it."""
    reports = []
    stands_at = desk.clock
    clock = StoryClock(_BATCHES[0][1])
    desk.clock = clock
    try:
        name_the_office(desk, BUREAU, "")
        campaign, _ = open_from_template(desk, TEMPLATE)
        import_roster(desk, sample / "单位名册.csv")
        for folder, day in _BATCHES:
            clock.at = day
            reports.append((folder, take_in(desk, campaign, [sample / "来表" / folder], Choices(), progress)))
    finally:
        desk.clock = stands_at
    return reports

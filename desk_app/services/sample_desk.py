"""样例: the shipped bureau's three months taken into a data folder of their own, to look round in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desk_app.progress import Progress
from desk_app.services.demo import BUREAU, TEMPLATE, StoryClock
from desk_app.services.desk import Desk
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import list_campaigns, name_the_office, open_from_template
from desk_app.services.take_in import Choices, take_in

_BATCHES = (
    ("2023年1月", datetime(2023, 2, 3, 9, 0)),  # noqa: DTZ001  the office's own wall clock
    ("2023年2月", datetime(2023, 2, 28, 16, 0)),  # noqa: DTZ001  the same
    ("2023年3月", datetime(2023, 4, 3, 9, 0)),  # noqa: DTZ001  the same
)


def fill_with_sample(desk: Desk, sample: Path, progress: Progress) -> None:
    """Open the sample's campaign and take its returns in, each month's on its own day; nothing when that was done."""
    if list_campaigns(desk):
        return
    stands_at = desk.clock
    clock = StoryClock(_BATCHES[0][1])
    desk.clock = clock
    try:
        name_the_office(desk, BUREAU, "")
        campaign, _ = open_from_template(desk, TEMPLATE)
        import_roster(desk, sample / "单位名册.csv")
        for folder, day in _BATCHES:
            clock.at = day
            take_in(desk, campaign, [sample / "来表" / folder], Choices(), progress)
    finally:
        desk.clock = stands_at

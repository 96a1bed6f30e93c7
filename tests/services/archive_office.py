"""The sample's archive, made once, for tests of what becomes of it afterwards."""

from __future__ import annotations

from pathlib import Path

from desk_app.progress import Progress
from desk_app.services.archive_make import ArchiveMade, ArchiveWish, make_archive
from tests.services.sample_office import opened


def made_sample(sample: Path, base: Path) -> ArchiveMade:
    """File all of the sample's office, folder and zip."""
    with opened(sample, base / "data") as desk:
        wish = ArchiveWish(with_personal=True, each_unit=False, zipped=True)
        return make_archive(desk, desk.campaign(None), base / "out", wish)


class StopsAt(Progress):
    """A progress that is asked to stop at a step."""

    def __init__(self, step: int) -> None:
        self.left = step
        self.steps = 0

    def step(self, done: int, total: int, text: str) -> None:
        """Count, and stop when it is time."""
        from desk_app.problems import Cancelled

        self.steps += 1
        if self.left <= 0:
            raise Cancelled
        self.left -= 1

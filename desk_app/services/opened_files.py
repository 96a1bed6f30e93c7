"""The files of a batch as the disk gives them, one after the other, and the telling of where one is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.progress import Progress
from desk_app.services.given_files import GivenFile
from desk_app.services.read_files import FileRead, Opened, open_files


class Telling:
    """Tells of the files as they are opened, and again while one is waited for, so that a person can stop it."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._last = (0, "")

    def step(self, place: int, name: str) -> None:
        """Tell which file is next."""
        self._last = (place, name)
        self.again()

    def again(self) -> None:
        """Tell the same once more; raises Cancelled when a person has stopped it."""
        place, name = self._last
        self._progress.step(place, self._total, name)


def opened(files: Sequence[GivenFile], told: Telling) -> Iterator[Opened | FileRead]:
    """The files, and those inside archives, as the disk gives them; the last one of each given file answers for it."""
    for place, file in enumerate(files):
        told.step(place, file.name)
        last: Opened | FileRead | None = None
        for one in open_files(file):
            if last is not None:
                yield last
                told.step(place, one.file.name)
            last = one
        if last is not None:
            yield replace(last, through=place + 1)

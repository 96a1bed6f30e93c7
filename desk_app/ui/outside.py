"""What the window is given by whoever starts it: folders, the clock, and the way to open a desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk_app.services.desk import Desk

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Outside:
    """The outside world as the window knows it; ``app.py`` fills it in, tests fill it in otherwise.

    ``open_desk`` opens a data folder with a clock and is called in the worker thread only. ``data`` is the office's
    data folder, ``resources`` and ``forms`` are the program's own, ``office_fonts`` the computer's font folders.
    """

    open_desk: Callable[[Path, Clock], Desk]
    data: Path
    resources: Path
    forms: Path
    clock: Clock
    version: str = ""
    office_fonts: tuple[Path, ...] = field(default=())

    @property
    def sample(self) -> Path:
        """The shipped sample of an invented bureau."""
        return self.resources / "sample"

    @property
    def sample_data(self) -> Path:
        """Where the sample is opened: beside the office's data, never in it."""
        return self.data.with_name(f"{self.data.name}-样例")

    @property
    def archive_view(self) -> Path:
        """Where the copy of an archive is put to be looked into: beside the office's data, never in it."""
        return self.data.with_name(f"{self.data.name}-查阅")

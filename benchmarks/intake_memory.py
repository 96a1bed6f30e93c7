"""The memory of a batch of 2,000 files as it goes on, and how soon a batch stops that is at a large file."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from benchmarks.intake import HEADINGS, TEMPLATE
from desk_app.app import open_desk
from desk_app.campaign.roster import Roster, Unit
from desk_app.problems import Cancelled
from desk_app.progress import Cancellable
from desk_app.services.open_campaign import open_from_template
from desk_app.services.take_in import Choices, take_in
from desk_app.storage import roster

FILES, ROWS, LARGE = 2000, 20, 60_000
MARKS = (200, 500, 1000, 1500, 2000)
_PAGE = 4096


def resident() -> float:
    """The memory that this process holds now, in MB (Linux)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE / 1e6


def write(path: Path, unit: str, rows: int) -> None:
    """One return."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append([f"填报单位：{unit}"])
    sheet.append(HEADINGS)
    for row in range(1, rows + 1):
        talk = [
            row,
            "王建国",
            "局长",
            f"{unit}李{row}",
            "科员",
            "周晓燕",
            f"2023年3月{row % 28 + 1}日",
            "会议室",
            "谈心谈话",
        ]
        sheet.append(talk)
    book.save(path)


class Marks:
    """Notes the memory when so many files have been opened."""

    def __init__(self) -> None:
        self.seen: dict[int, float] = {}

    def step(self, done: int, _total: int, _text: str) -> None:
        """Look at the marks only."""
        if done + 1 in MARKS:
            self.seen[done + 1] = resident()


def run() -> Iterator[str]:
    """Both figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        returns, large = folder / "2023年3月", folder / "large"
        returns.mkdir()
        large.mkdir()
        units = [f"第{number:04d}分局" for number in range(1, FILES + 1)]
        for unit in units:
            write(returns / f"附件2（{unit}）.xlsx", unit, ROWS)
        write(large / "附件2（第0001分局）4月.xlsx", units[0], LARGE)
        desk = open_desk(folder / "data")
        with desk.store:
            campaign, _ = open_from_template(desk, TEMPLATE)
            with desk.store.operation("名册", actor="", at=desk.clock()) as op:
                roster.save(op, Roster(tuple(Unit(unit) for unit in units)))
            marks = Marks()
            take_in(desk, campaign, [returns], Choices(), marks, rows=False)
            said = "，".join(f"{files} files {megabytes:.0f} MB" for files, megabytes in marks.seen.items())
            yield f"memory after opening {said}"
            progress = Cancellable()
            pressed: list[float] = []
            timer = threading.Timer(2.0, lambda: (pressed.append(time.perf_counter()), progress.cancel()))
            timer.start()
            try:
                take_in(desk, campaign, [large], Choices(), progress)
                yield f"{LARGE} rows were read before anybody could stop"
            except Cancelled:
                yield f"stopped {time.perf_counter() - pressed[0]:.2f} s after the word, in a file of {LARGE} rows"
            timer.cancel()

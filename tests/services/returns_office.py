"""An office with the sample's roster, to which files come one by one."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desk_app.app import open_desk
from desk_app.campaign.period import parse_period
from desk_app.locations import shipped
from desk_app.services.accept import accept
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import open_from_template
from desk_app.services.open_return import OpenedReturn, open_return
from desk_app.services.placing import PlacedProblem
from desk_app.services.take_in import Choices, take_in
from desk_app.services.tally import FormTally, tally_of
from tests.ui.awkward_stick import HEADINGS, Row, book

TALKS = "大谈话统计表"


@functools.cache
def begun(at: datetime) -> Path:
    """The data folder of the campaign before anything came, built once in each process of tests; to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    desk = open_desk(folder / "data", clock=lambda: at, own_fonts=False)
    with desk.store:
        open_from_template(desk, "学习宣传贯彻党的二十大精神")
        import_roster(desk, shipped().sample / "单位名册.csv")
    return folder / "data"


class ReturnsOffice:
    """One campaign under way at the end of March 2023."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = datetime(2023, 3, 25, 9, 0)  # noqa: DTZ001  the office's own wall clock
        shutil.copytree(begun(self.now), root / "data", dirs_exist_ok=True)
        self.desk = open_desk(root / "data", clock=lambda: self.now, own_fonts=False)
        self.campaign = self.desk.campaign(None)
        self._sent = 0

    def send(
        self, unit: str, rows: Sequence[Row], *, month: int = 3, heads: Sequence[str] = HEADINGS, said: str = ""
    ) -> int:
        """A workbook of a unit taken in as a batch of its own; its 来表号."""
        self._sent += 1
        named = f"（{unit}）" if unit else ""
        folder = self.root / f"批{self._sent}" / f"2023年{month}月"
        return self.take(book(folder / f"附件2 {TALKS}{named}{said}.xlsx", unit, rows, heads=heads))[0]

    def take(self, path: Path) -> list[int]:
        """Files taken in as a batch; their 来表号."""
        taken = take_in(self.desk, self.campaign, [path], Choices()).taken
        return [one.id for one in taken if one.id is not None]

    def open(self, submission_id: int) -> OpenedReturn:
        """A return opened."""
        return open_return(self.desk, self.campaign, submission_id)

    def problem(self, submission_id: int, code: str) -> PlacedProblem:
        """The first problem or hint of a kind on a return."""
        opened = self.open(submission_id)
        return next(one for one in (*opened.problems, *opened.hints) if one.problem.code == code)

    def codes(self, submission_id: int) -> list[str]:
        """The kinds of all that is said of a return."""
        opened = self.open(submission_id)
        return [one.problem.code for one in (*opened.problems, *opened.hints)]

    def accept(self, *ids: int) -> None:
        """接收."""
        accept(self.desk, self.campaign, [str(one) for one in ids])

    def tally(self, month: int = 3) -> FormTally:
        """The talks of a month."""
        period = parse_period(f"2023-{month:02}")
        return next(one for one in tally_of(self.desk, self.campaign, period) if one.form.name == TALKS)

    def figures(self, unit: str, month: int = 3) -> tuple[int, int]:
        """本期 and 累计 of a unit."""
        mine = next(one for one in self.tally(month).units if one.unit == unit)
        return mine.count, mine.cumulative

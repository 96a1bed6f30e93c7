"""The program is killed at random moments while it closes periods: each is closed as a whole or not at all."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk_app.app import open_desk
from desk_app.campaign.period import parse_period
from desk_app.services.desk import Desk
from desk_app.services.safekeeping import check
from desk_app.services.tally import tally_of
from desk_app.storage import closings, collections
from desk_app.storage.frozen import REPORTED
from tests.conftest import ROOT

KILLS = int(os.environ.get("DESK_KILLS", "8"))
CLOSING = """
import sys
from pathlib import Path
from desk_app.app import open_desk
from desk_app.campaign.period import parse_period
from desk_app.services.closing import close_period, reopen_period
desk = open_desk(Path(sys.argv[1]))
campaign = desk.campaign(None)
print("ready", flush=True)
for turn in range(1000):
    for month in (1, 2, 3):
        close_period(desk, campaign, parse_period(f"2023-{month:02}"))
        print(f"closed 2023-{month:02}", flush=True)
    for month in (1, 2, 3):
        reopen_period(desk, campaign, parse_period(f"2023-{month:02}"), "再来")
        print(f"opened 2023-{month:02}", flush=True)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")


def killed_after(folder: Path, seconds: float, lines: int) -> list[str]:
    """What a process had said before it was killed, so long after it was ready and had said so many lines."""
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", CLOSING, str(folder)], stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT
    )
    assert process.stdout is not None
    with process, process.stdout:
        assert process.stdout.readline() == "ready\n"
        heard = "".join(process.stdout.readline() for _ in range(lines))
        time.sleep(seconds)
        process.kill()
        return [line for line in (heard + process.stdout.read()).split("\n")[:-1] if line]


def test_a_period_is_closed_with_all_its_figures_and_rows_or_not_at_all(filled_pattern: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    seen: set[bool] = set()
    for turn in range(KILLS):
        folder = tmp_path / str(turn)
        shutil.copytree(filled_pattern, folder)
        said = killed_after(folder, chance.uniform(0.02, 1.5), lines=0 if turn else 1)
        desk = open_desk(folder)
        with desk.store:
            assert check(desk) == []
            for month in (1, 2, 3):
                is_closed = whole_or_open(desk, f"2023-{month:02}")
                seen.add(is_closed)
                told = [line for line in said if line.endswith(f"2023-{month:02}")]
                if len(said) % 3 + 1 != month:  # else its next step was under way, and may have been kept
                    assert is_closed == (bool(told) and told[-1].startswith("closed"))
    assert seen == {True, False}


def whole_or_open(desk: Desk, code: str) -> bool:
    """Whether a period is closed; then every figure and row of it is there, and what it quotes."""
    campaign = desk.campaign(None)
    with desk.store.read() as reader:
        known = collections.of_campaign(reader, campaign.id, period=code)
        marked = {one.form for one in known if one.closed_at is not None}
        held = closings.of_campaign(reader, campaign.id, period=code, standing=True)
        lines = {one.form: closings.lines_of(reader, one.id, REPORTED) for one in held}
        rows = {one.form: closings.rows_of(reader, one.id) for one in held}
    own = {one.form for one in held if not one.is_quoted}
    assert own == marked
    assert own in (set(), {"大谈话统计表", "整改台账"})
    assert len(held) in (0, 5)
    anew = {one.form.name: one for one in tally_of(desk, campaign, parse_period(code), frozen=False)}
    for form, mine in lines.items():
        counted = {unit.unit: (unit.count, unit.cumulative) for unit in anew[form].units if unit.cumulative}
        assert {line.unit: (line.current, line.total) for line in mine if line.total} == counted
        current = {row_id for line in mine for row_id in line.current_rows}
        assert len(current) == sum(line.current for line in mine)
        assert current <= rows[form].keys()
    return bool(own)

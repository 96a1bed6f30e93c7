"""A process killed at any moment: what it said was kept is kept, and nothing is half there.

The number of kills is 12, or DESK_KILLS for a longer run.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk_app.storage import records, submissions
from desk_app.storage.check import check
from desk_app.storage.store import Store
from tests.storage.bureau import AT, furnish

KILLS = int(os.environ.get("DESK_KILLS", "12"))
ROWS = 20

WORKER = """
import sys
from pathlib import Path
from desk_app.storage import campaigns, roster
from desk_app.storage.store import Store
from tests.storage.bureau import AT, Desk
with Store.open(Path(sys.argv[1]), at=AT) as store:
    with store.read() as reader:
        campaign = campaigns.find(reader, "二十大").id
        desk = Desk(store, campaign, campaigns.find_form(reader, campaign, "附件2").id, roster.unit_ids(reader))
    print("ready", flush=True)
    for number in range(100_000):
        submission, operation = desk.receive(rows=20, file=f"{sys.argv[2]}-{number}.xlsx")
        print(f"{sys.argv[2]}-{number}.xlsx", flush=True)
"""

MAKER = """
import sys
from pathlib import Path
from desk_app.storage.store import Store
from tests.storage.bureau import AT
print("ready", flush=True)
Store.open(Path(sys.argv[1]), at=AT)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")


def run_and_kill(script: str, folder: Path, name: str, seconds: float) -> list[str]:
    """Start a worker, kill it so long after it was ready, and give the lines that it finished."""
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", script, str(folder), name],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    with process, process.stdout:
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    return [line for line in rest.split("\n")[:-1] if line]


def assert_whole(store: Store, acknowledged: set[str]) -> None:
    with store.read() as reader:
        kept = submissions.select_by(reader, 1)
        names = [one.file for one in kept]
        assert len(names) == len(set(names))
        assert acknowledged <= set(names)
        assert len(set(names) - acknowledged) <= KILLS
        rows = reader.driver_rows("SELECT submission_id, count(*) FROM record GROUP BY submission_id")
        assert {row[0]: row[1] for row in rows} == {one.id: ROWS for one in kept}
        if kept:
            assert len(records.of_submission(reader, kept[-1].id)) == ROWS
    assert set(store.originals.names()) == {one.original for one in kept}
    assert check(store) == []


def test_a_killed_process_has_kept_all_that_it_acknowledged_and_nothing_by_halves(folder: Path) -> None:
    with Store.open(folder, at=AT) as store:
        furnish(store)
    moments = random.Random(11)
    acknowledged: set[str] = set()
    for number in range(KILLS):
        acknowledged |= set(run_and_kill(WORKER, folder, str(number), moments.uniform(0, 0.25)))
        with Store.open(folder, at=AT) as store:
            assert_whole(store, acknowledged)
    assert acknowledged


def test_a_making_that_is_killed_is_finished_by_the_next_opening(folder: Path) -> None:
    moments = random.Random(13)
    for number in range(max(3, KILLS // 3)):
        own = folder.with_name(f"数据{number}")
        run_and_kill(MAKER, own, "", moments.uniform(0, 0.3))
        with Store.open(own, at=AT) as store:
            furnish(store)
            assert check(store) == []

"""2,000 units' forms in one batch: memory at 200, 1,000 and 2,000 units, and exact after it was stopped."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.hints import TALKS, TEMPLATE
from benchmarks.hints import _add as add
from benchmarks.hints import _talks as talks
from desk_app.app import open_desk
from desk_app.campaign.period import parse_period
from desk_app.campaign.roster import Roster, Unit
from desk_app.problems import Cancelled
from desk_app.progress import Silent
from desk_app.services.open_campaign import open_from_template
from desk_app.services.print_batch import begin_batch, run_batch
from desk_app.services.print_batch_list import BatchList
from desk_app.services.print_batch_plan import plan_batch
from desk_app.services.print_batch_wish import BatchWish, Target
from desk_app.storage import campaigns, roster

UNITS, PERIOD = (200, 1_000, 2_000), "2023-03"


def fill(folder: Path, units: int) -> None:
    """An office of so many units, each with twenty talks."""
    desk = open_desk(folder, own_fonts=False)
    campaign, _ = open_from_template(desk, TEMPLATE)
    with desk.store.operation("收表", actor="", at=desk.clock(), campaign_id=campaign.id) as op:
        roster.save(op, Roster(tuple(Unit(f"第{number:04d}分局") for number in range(units))))
        form = campaigns.find_form(op, campaign.id, TALKS).id
        for place, unit_id in enumerate(roster.unit_ids(op).values()):
            add(op, campaign, form, unit_id, PERIOD, talks(3, place))
    desk.store.close()


class StopAfter:
    """Cancelled when so many papers are done."""

    def __init__(self, papers: int) -> None:
        self.papers = papers

    def step(self, done: int, total: int, text: str) -> None:
        """Look at how far it is."""
        del total, text
        if done >= self.papers:
            raise Cancelled


def one_run(folder: Path, out: Path, target: str, stops: list[int]) -> dict[str, object]:
    """One batch in this process: its papers, pages, seconds and the most memory."""
    import resource

    desk = open_desk(folder, own_fonts=False)
    campaign = desk.campaign(None)
    wish = BatchWish((TALKS,), period=parse_period(PERIOD), target=Target[target], out=out)
    before, busy_before = time.perf_counter(), time.process_time()
    plan = plan_batch(desk, campaign, wish, Silent())
    planned = time.perf_counter() - before
    batch = begin_batch(desk, campaign, plan)
    for stop in stops:
        try:
            run_batch(desk, campaign, batch.id, StopAfter(stop))
        except Cancelled:
            continue
    done = run_batch(desk, campaign, batch.id, Silent())
    took, busy = time.perf_counter() - before, time.process_time() - busy_before
    kept = BatchList(desk.store.folder.printing).load(batch.id)
    exact = sorted(kept.done) == list(range(len(plan.items))) and all(path.is_file() for path in done.files)
    desk.store.close()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"papers": done.papers, "pages": done.pages, "planned": planned, "took": took, "busy": busy,
            "rss": most, "exact": exact}  # fmt: skip


def run() -> Iterator[str]:
    """Each size as files and as one PDF, in a process of its own; the largest stopped three times as well."""
    with tempfile.TemporaryDirectory() as name:
        for units in UNITS:
            folder = Path(name) / str(units)
            fill(folder, units)
            for target in ("FILES", "MERGED"):
                for stops in ([], [units // 4, units // 2, units - 7]) if units == UNITS[-1] else ([],):
                    asked = [str(folder), str(Path(name) / f"out-{units}"), target, json.dumps(stops)]
                    command = [sys.executable, "-m", "benchmarks.print_batch", *asked]
                    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                    stopped = f", stopped {len(stops)} times" if stops else ""
                    yield (
                        f"{target} {units} units: {told['papers']} papers, {told['pages']} pages in "
                        f"{told['took']:.1f} s ({told['planned']:.1f} s of them the check before), a unit "
                        f"{told['took'] / units:.4f} s, of the processor {told['busy'] / units:.4f} s, "
                        f"max RSS {told['rss']:.0f} MB{stopped}, each paper once: {told['exact']}"
                    )


if __name__ == "__main__":
    print(json.dumps(one_run(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4]))))

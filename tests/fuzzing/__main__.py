"""做坏来表再来收: ``python -m tests.fuzzing --count 5000 --seed 1``.

Damages the awkward files by chance (the same seed damages alike), reads each in a child process with a limit of time
and memory, and counts: accepted, asked, refused, crashed, hung, answered wrongly. A file that is crashed on, hung on
or answered wrongly is kept in ``--keep``; the exit status is then 1.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random

from desk_app.campaign.roster import Roster, Unit
from desk_app.forms.catalogue import load_catalogue
from desk_app.importing.returns import ReturnReader
from desk_app.locations import shipped
from tests.fuzzing.judge import WrongAnswerError, judge
from tests.fuzzing.mutations import mutated
from tests.importing.awkward.kit import ROSTER
from tests.importing.awkward_files import CASES

SECONDS, MEMORY = 20.0, 3 << 30
FAULTS = ("crashed", "hung", "died", "answered wrongly")
SMALL = 300_000


def corpus() -> list[tuple[str, bytes]]:
    """The files that are damaged: all awkward ones but the giants, those that are taken four times as often."""
    return [
        (name, data)
        for one in CASES
        for name, data in one.files.items()
        if 0 < len(data) < SMALL
        for _ in range(4 if any(want.state == "accepted" for want in one.want) else 1)
    ]


def damaged(files: list[tuple[str, bytes]], seed: int, number: int) -> tuple[str, bytes]:
    """The file of a number."""
    chance = Random(f"{seed}-{number}")
    name, data = chance.choice(files)
    return name, mutated(data, chance)


def reader_of_all() -> ReturnReader:
    """A reader that knows all forms and the bureau of the awkward files."""
    lines = [line.split(",") for line in ROSTER.split()[1:]]
    roster = Roster(tuple(Unit(line[0], tuple(filter(None, line[1].split("、")))) for line in lines))
    return ReturnReader(load_catalogue([shipped().forms]).forms, roster)


def work(pipe: Connection, seed: int) -> None:
    """The child: reads file after file and tells what became of each."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    files, reader = corpus(), reader_of_all()
    while True:
        number = pipe.recv()
        if number is None:
            return
        name, data = damaged(files, seed, number)
        try:
            pipe.send((judge(reader, name, data), ""))
        except WrongAnswerError as wrong:
            pipe.send(("answered wrongly", str(wrong)))
        except BaseException:  # noqa: BLE001  whatever the program raises is what is looked for
            pipe.send(("crashed", traceback.format_exc()[-1500:]))


@dataclass
class Worker:
    """One child with what it is reading and since when."""

    seed: int
    number: int = -1
    since: float = 0.0
    pipe: Connection = field(init=False)
    child: multiprocessing.Process = field(init=False)

    def __post_init__(self) -> None:
        """Start the child."""
        self.pipe, inner = multiprocessing.Pipe()
        self.child = multiprocessing.Process(target=work, args=(inner, self.seed), daemon=True)
        self.child.start()
        inner.close()

    def give(self, number: int) -> None:
        """Have it read a file."""
        self.number, self.since = number, time.monotonic()
        self.pipe.send(number)

    def end(self) -> None:
        """Kill the child."""
        self.child.kill()
        self.child.join()
        self.pipe.close()


def outcomes(numbers: Iterator[int], seed: int, workers: int, seconds: float) -> Iterator[tuple[int, str, str]]:
    """What became of each file, as it comes; a child that hangs or dies is replaced."""
    crew: list[Worker] = []
    for _, number in zip(range(workers), numbers, strict=False):
        crew.append(Worker(seed))
        crew[-1].give(number)
    while crew:
        ready = wait([worker.pipe for worker in crew], timeout=1.0)
        for place, worker in enumerate(list(crew)):
            late = time.monotonic() - worker.since > seconds
            if worker.pipe not in ready and not late:
                continue
            try:
                told = worker.pipe.recv() if worker.pipe in ready else ("hung", f"no answer in {seconds} s")
            except EOFError:
                told = ("died", "the process ended")
            yield worker.number, *told
            if told[0] in {"hung", "died"}:
                worker.end()
                crew[place] = Worker(seed)
            following = next(numbers, None)
            if following is None:
                crew.pop(place).end()
                break
            crew[place].give(following)


def main() -> int:
    """Damage, read, count."""
    parser = argparse.ArgumentParser(description="把来表随机做坏再读，数一数各有多少收下、退回、读错。")
    parser.add_argument("--count", type=int, default=5000, help="做坏多少份")
    parser.add_argument("--seed", type=int, default=1, help="同一个数做出同样的文件")
    parser.add_argument("--first", type=int, default=0, help="从第几份起")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="一份最多读几秒")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="同时读几份")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="读错的文件留在哪里")
    options = parser.parse_args()
    files, counts, begun = corpus(), Counter[str](), time.monotonic()
    numbers = iter(range(options.first, options.first + options.count))
    for number, what, detail in outcomes(numbers, options.seed, options.workers, options.seconds):
        counts[what] += 1
        if what in FAULTS:
            name, data = damaged(files, options.seed, number)
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{options.seed}-{number}{Path(name).suffix}").write_bytes(data)
            sys.stdout.write(f"{number} {name}: {what}: {detail}\n")
    told = "，".join(f"{what} {count}" for what, count in counts.most_common())
    sys.stdout.write(
        f"{sum(counts.values())} files of seed {options.seed} in {time.monotonic() - begun:.0f} s: {told}\n"
    )
    return 1 if any(counts[fault] for fault in FAULTS) else 0


if __name__ == "__main__":
    sys.exit(main())

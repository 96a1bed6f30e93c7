"""The program is killed at random moments while it takes in many files: each is wholly there or not at all."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from desk_app.app import open_desk
from desk_app.services.intake import MOST_TOGETHER
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import open_from_template
from desk_app.services.safekeeping import check
from desk_app.storage import records, submissions
from tests.conftest import ROOT

FILES, ROWS = 120, 20
KILLS = int(os.environ.get("DESK_KILLS", "10"))
TEMPLATE = "学习宣传贯彻党的二十大精神"
INTAKE = """
import sys
from pathlib import Path
from desk_app.app import open_desk
from desk_app.progress import Silent
from desk_app.services.given_files import list_given
from desk_app.services.take_in import Choices, intake_of
desk = open_desk(Path(sys.argv[1]))
intake = intake_of(desk, desk.campaign(None), Choices())
intake.begin("来表")
for answer in intake.take(list_given([Path(sys.argv[2])]), Silent()):
    print(answer[0].judgement.read.file, flush=True)
"""


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("来表") / "2023年3月"
    folder.mkdir()
    for number in range(FILES):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append([f"填报单位：单位{number:03d}"])
        sheet.append(
            ["序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型"]
        )
        for row in range(ROWS):
            sheet.append(
                [row + 1, "王建国", "局长", f"李{number}-{row}", "科员", "周敏", "2023-03-06", "会议室", "谈心谈话"]
            )
        book.save(folder / f"附件2（单位{number:03d}）.xlsx")
    return folder


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data") / "data"
    roster = data.parent / "名册.csv"
    roster.write_text("name\n" + "\n".join(f"单位{number:03d}" for number in range(FILES)), encoding="utf-8")
    desk = open_desk(data)
    with desk.store:
        open_from_template(desk, TEMPLATE)
        import_roster(desk, roster)
    return data


def killed_behind(said: int, seconds: float, data: Path, returns: Path) -> list[str]:
    """Start an intake, kill it so long after it acknowledged so many files; all the files it had acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", INTAKE, str(data), str(returns)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout
    heard = [process.stdout.readline() for _ in range(said)]
    time.sleep(seconds)
    process.kill()
    rest, _ = process.communicate()
    return [line for line in [*heard, *rest.splitlines(keepends=True)] if line.endswith("\n")]


def moments() -> Iterator[tuple[int, float]]:
    """Spread over the whole intake by what it said, not by the clock, whose pace depends on the machine."""
    chance = random.Random(20230306)
    yield 0, chance.uniform(0, 1.5)
    for _ in range(KILLS - 1):
        yield chance.randrange(1, FILES * 3 // 4), chance.uniform(0, 0.05)


def test_every_acknowledged_file_is_there_and_no_file_is_there_by_halves(
    prepared: Path, returns: Path, tmp_path: Path
) -> None:
    counts = []
    for turn, (said, seconds) in enumerate(moments()):
        data = tmp_path / f"data{turn}"
        shutil.copytree(prepared, data)
        acknowledged = {line.strip() for line in killed_behind(said, seconds, data, returns)}
        desk = open_desk(data)
        with desk.store:
            with desk.store.read() as reader:
                stored = submissions.select_by(reader, desk.campaign(None).id)
                for one in stored:
                    assert len(records.of_submission(reader, one.id)) == ROWS == one.row_count
                    assert (returns / one.file).read_bytes() == desk.store.originals.read(one.original)
            assert acknowledged <= {one.file for one in stored}
            assert len(stored) <= len(acknowledged) + MOST_TOGETHER
            assert set(desk.store.originals.names()) == {one.original for one in stored}
            assert check(desk) == []
        counts.append(len(stored))
        shutil.rmtree(data)
    assert any(0 < count < FILES for count in counts), f"no kill fell into the intake: {counts}"

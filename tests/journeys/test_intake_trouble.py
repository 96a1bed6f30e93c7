"""The disk fills, a folder cannot be written, the stick is pulled out: each file is wholly in or not, and said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from desk_app.app import open_desk
from desk_app.importing.results import FileState
from desk_app.locations import shipped
from desk_app.services.desk import Desk
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import open_from_template
from desk_app.services.safekeeping import check
from desk_app.services.take_in import Choices, IntakeReport, take_in
from desk_app.storage import records, submissions
from desk_app.storage.campaigns import Campaign
from tests.conftest import ROOT

FILES, ROWS = 70, 20
HEADINGS = ["序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型"]
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from desk_app.cli import run
sys.exit(run(sys.argv[2:]))
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "data", own_fonts=False)
    with desk.store:
        import_roster(desk, shipped().sample / "单位名册.csv")
        yield desk


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return open_from_template(desk, "学习宣传贯彻党的二十大精神")[0]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder of returns, of which each later one replaces the one before (重报)."""
    folder = tmp_path / "U盘" / "2023年3月"
    folder.mkdir(parents=True)
    for place in range(FILES):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.append(["填报单位：办公室"])
        sheet.append(HEADINGS)
        for row in range(ROWS):
            sheet.append(
                [row + 1, "王建国", "局长", f"李{place}-{row}", "科员", "周敏", "2023-03-06", "会议室", "谈心谈话"]
            )
        book.save(folder / f"附件2 大谈话统计表 重报{place:02d}.xlsx")
    return folder


def all_whole(desk: Desk, campaign: Campaign, stick: Path, taken_ids: set[int]) -> int:
    """Every kept file has all its rows and its very bytes, and those answered for are kept; how many are."""
    with desk.store.read() as reader:
        kept = submissions.select_by(reader, campaign.id)
        for one in kept:
            assert len(records.of_submission(reader, one.id)) == one.row_count == ROWS
            assert desk.store.originals.read(one.original) == (stick / one.file).read_bytes()
    assert {one.id for one in kept} == taken_ids
    assert [one for one in check(desk) if one.code != "original_orphaned"] == []
    return len(kept)


def told(report: IntakeReport, state: FileState) -> list[str]:
    return [
        "".join(problem.message for problem in taken.judgement.problems)
        for taken in report.taken
        if taken.judgement.state is state
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on a file's size is one of POSIX")
@pytest.mark.parametrize("room", [64 << 10, 130 << 10, 200 << 10])
def test_when_the_disk_fills_each_file_is_wholly_in_or_not_and_the_rest_are_said(
    desk: Desk, campaign: Campaign, stick: Path, tmp_path: Path, room: int
) -> None:
    size = desk.store.folder.database.stat().st_size
    desk.store.close()
    command = ("--data", str(tmp_path / "data"), "--json", "returns", str(stick))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(size + room), *command],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    answers = json.loads(done.stdout)["files"]
    assert len(answers) == FILES
    kept = {int(answer["id"]) for answer in answers if answer["id"] is not None}
    refused = [answer for answer in answers if answer["id"] is None]
    assert refused
    assert all("没有收入" in json.dumps(answer, ensure_ascii=False) for answer in refused)
    again = open_desk(tmp_path / "data", own_fonts=False)
    with again.store:
        assert all_whole(again, campaign, stick, kept) == len(kept) < FILES
        assert set(again.store.originals.names()) <= {f"{one[:2]}/{one}.xlsx" for one in hashes(stick)}


def hashes(stick: Path) -> set[str]:
    from hashlib import sha256

    return {sha256(path.read_bytes()).hexdigest() for path in stick.iterdir()}


def test_where_originals_cannot_be_written_nothing_is_taken_and_every_file_is_answered(
    desk: Desk, campaign: Campaign, stick: Path
) -> None:
    desk.store.folder.originals.write_bytes(b"somebody put a file here")
    report = take_in(desk, campaign, [stick], Choices())
    assert len(told(report, FileState.REJECTED)) == FILES
    assert all("没有收入" in said for said in told(report, FileState.REJECTED))
    assert all_whole(desk, campaign, stick, set()) == 0


class PulledOut:
    """A memory stick that is pulled out when so many files have been asked of it."""

    def __init__(self, folder: Path, after: int) -> None:
        self._folder = folder
        self._left = after

    def step(self, _done: int, _total: int, _text: str) -> None:
        """Count down, and then take all files away."""
        self._left -= 1
        if self._left == 0:
            self._folder.rename(self._folder.with_name("拔出"))


@pytest.mark.parametrize("after", [1, 13, 60])
def test_when_the_stick_is_pulled_out_what_was_read_is_in_and_every_other_file_is_said(
    desk: Desk, campaign: Campaign, stick: Path, after: int
) -> None:
    report = take_in(desk, campaign, [stick], Choices(), PulledOut(stick, after))
    assert len(report.taken) == FILES
    gone = told(report, FileState.REJECTED)
    assert 0 < len(gone) <= FILES - after + 1
    assert all("请确认U盘插好" in said for said in gone)
    kept = {taken.id for taken in report.taken if taken.id is not None}
    assert all_whole(desk, campaign, stick.with_name("拔出"), kept) == FILES - len(gone)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files here")
def test_a_pipe_among_the_files_is_said_and_not_waited_for(desk: Desk, campaign: Campaign, stick: Path) -> None:
    os.mkfifo(stick / "附件2.xlsx")
    report = take_in(desk, campaign, [stick], Choices())
    assert told(report, FileState.REJECTED) == ["不是普通文件（是管道或设备），没有读入，请核对"]
    assert report.count(FileState.ACCEPTED) == FILES

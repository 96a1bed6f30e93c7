"""``print --all``: a batch from the command line, killed while it writes, gone on with, and its list."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Program

SAMPLE = ROOT / "resources/sample/来表/2023年3月"


@pytest.fixture
def office(opened: Program) -> Program:
    """The sample's office with the returns of March."""
    assert opened("returns", SAMPLE, "--period", "2023-03").status in {0, 1}
    return opened


def pdfs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*.pdf")}


@pytest.mark.parametrize("more", [(), ("--merged",)], ids=["files", "merged"])
def test_a_batch_killed_while_it_writes_goes_on_and_is_whole(
    office: Program, tmp_path: Path, more: tuple[str, ...]
) -> None:
    whole = office("--json", "print", "--all", "--period", "2023-03", *more, "--out", tmp_path / "whole")
    assert whole.status == 0, whole.err
    out = tmp_path / "killed"
    command = [sys.executable, "-m", "desk_app", "--data", str(tmp_path / "data"), "print", "--all",
               "--period", "2023-03", *more, "--out", str(out)]  # fmt: skip
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    lists = tmp_path / "data" / "printing"
    until = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < until:
        newest = max(lists.glob("*.jsonl"))
        if len(list(lists.glob("*.jsonl"))) == 2 and newest.read_bytes().count(b'"n":') >= 3:
            break
        time.sleep(0.002)
    running.kill()
    running.wait()
    listed = office("--json", "print", "--list").document["batches"]
    assert [one["state"] for one in listed] == ["已印完", "没有印完"], "it was killed too late to tell anything"
    assert 3 <= listed[1]["done"] < listed[1]["papers"]
    resumed = office("--json", "print", "--resume")
    assert resumed.status == 0, resumed.err
    assert resumed.document["papers"] == whole.document["papers"]
    assert sorted(map(len, pdfs(out).values())) == sorted(map(len, pdfs(tmp_path / "whole").values()))
    if not more:
        assert pdfs(out) == pdfs(tmp_path / "whole")
    assert not list(out.glob(".*"))
    assert office("print", "--resume").status == 2


def test_a_batch_tells_what_it_would_print_and_writes_nothing(office: Program, tmp_path: Path) -> None:
    told = office("--json", "print", "--all", "--form", "附件2", "--which", "data", "--period", "2023-03",
                  "--name", "{附件}+{单位}", "--check", "--out", tmp_path / "out")  # fmt: skip
    assert told.status == 0, told.err
    assert all(name.startswith("附件2+") for name in told.document["papers"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--all",), "文件夹"),
        (("--form", "附件2"), "--out"),
        (("--form", "附件2", "--form", "附件3", "--out", "x"), "--all"),
        (("--all", "--name", "{天气}", "--out", "x"), "不认识"),
        (("--resume",), "没有停下的打印"),
        (("--copies", "2"), "--form"),
    ],
)
def test_what_does_not_go_together_is_refused_in_one_sentence(
    opened: Program, asked: tuple[str, ...], said: str
) -> None:
    told = opened("print", *asked)
    assert told.status == 2
    assert said in told.err
    assert told.err.count("\n") == 1


def test_how_a_form_is_printed_is_remembered(opened: Program) -> None:
    told = opened("print", "--form", "附件2", "--copies", "3", "--sides", "2", "--numbers", "standard", "--size", "A3")
    assert "一式3份，双面，A3" in told.out
    assert "一式3份，单面，A3" in opened("print", "--form", "附件2", "--sides", "1").out

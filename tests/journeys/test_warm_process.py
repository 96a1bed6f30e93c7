"""The process that most tests call is the one that an office starts: both end, say and leave the same."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests import warm
from tests.conftest import ROOT, SAMPLE, TEMPLATE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every call starts the program anew")
MARCH = ("--period", "2023-03")
AT = datetime(2023, 4, 3, 9, 0)  # noqa: DTZ001  the office's own wall clock


def both(arguments: tuple[str, ...], folder: Path = ROOT) -> tuple[tuple[int, str, str], tuple[int, str, str]]:
    """Status, output and messages of a call, forked and started."""
    told = [start(arguments, folder, at=AT) for start in (warm.run, warm.cold)]
    forked, started = ((one.returncode, one.stdout, one.stderr) for one in told)
    return forked, started


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("没有的命令",),
        ("units", "list", "--json"),
        ("tally", *MARCH, "--json"),
        ("tally", "--period", "2031-01"),
        ("missing", *MARCH),
        ("calendar", "--from", "2023-01-01", "--to", "2023-12-31", "--open"),
        ("closing",),
        ("report", "月报", *MARCH),
        ("find", "办公室", "--json"),
        ("scans",),
        ("archive", "list", "--json"),
        ("plan", str(SAMPLE / "方案.docx"), "--json"),
        ("check",),
    ],
    ids=" ".join,
)
def test_a_forked_process_answers_as_a_started_one(
    arguments: tuple[str, ...], filled_pattern: Path, tmp_path: Path
) -> None:
    shutil.copytree(filled_pattern, tmp_path / "data")
    forked, started = both(("--data", str(tmp_path / "data"), *arguments))
    assert forked == started
    assert forked[1] or forked[2]


def test_what_a_forked_process_writes_is_what_a_started_one_writes(opened_pattern: Path, tmp_path: Path) -> None:
    written = []
    for name, start in (("forked", warm.run), ("started", warm.cold)):
        shutil.copytree(opened_pattern, tmp_path / name / "data")
        done = start(("--data", "data", "blanks", "--out", "空表", *MARCH), tmp_path / name, at=AT)
        assert done.returncode == 0, done.stderr
        files = sorted(path for path in (tmp_path / name / "空表").rglob("*") if path.is_file())
        written.append([(path.relative_to(tmp_path / name), path.read_bytes()) for path in files])
    assert written[0] == written[1]
    assert written[0]


def test_environment_and_rights_are_those_of_the_moment_of_the_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    before = os.umask(0o077)
    try:
        assert warm.run(("campaign", "new", "--template", TEMPLATE)).returncode == 0
    finally:
        os.umask(before)
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert made
    assert not any(path.stat().st_mode & 0o077 for path in made)


def test_nothing_of_one_call_is_left_for_the_next() -> None:
    first, started = both(("deadline", "6月底前", "--on", "2023-01-05", "--json"))
    assert warm.run(("deadline", "6月底前", "--on", "昨天")).returncode == 2
    again, _ = both(("deadline", "6月底前", "--on", "2023-01-05", "--json"))
    assert first == again == started

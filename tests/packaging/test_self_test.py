"""自检 from this checkout, and from copies of the program that lack something."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Told

FONTS = Path("resources/fonts")
FORMS = Path("forms")
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES_OF_FILES = {"PDF", "Excel", "Word", "pdf", "xlsx", "xls", "csv", "docx", "KB"}


def self_test(program: Path) -> Told:
    """The self-test of the program that lies in a folder, with a place of its own for what it leaves behind."""
    own = {"TMPDIR": str(program), "TEMP": str(program), "TMP": str(program), "PYTHONPATH": str(program)}
    surroundings = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"} | own
    done = subprocess.run(
        [sys.executable, "-m", "desk_app", "--self-test"],
        cwd=program,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Told(done.returncode, done.stdout, done.stderr)


def lightly(source: str, target: str) -> None:
    """A copy, or a mere pointer where the file is large; a test that damages one must take it away first."""
    if sys.platform != "win32" and Path(source).stat().st_size > 1_000_000:
        Path(target).symlink_to(source)
    else:
        shutil.copy2(source, target)  # with its time: what was compiled stays good


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program of which parts can be taken away."""
    program = tmp_path / "程序"
    for name in ("desk_app", "forms", "resources"):
        shutil.copytree(ROOT / name, program / name, copy_function=lightly)
    return program


def lines(told: Told, mark: str) -> dict[str, str]:
    """What was said of each check that passed (通过) or did not (未过)."""
    said = (line.removeprefix(f"{mark}　") for line in told.out.splitlines() if line.startswith(f"{mark}　"))
    return dict(line.split("：", 1) for line in said)


def test_the_whole_program_passes_and_says_so_in_chinese(copy: Path) -> None:
    told = self_test(copy)
    assert told.status == 0, told.out
    assert told.err == ""
    assert not lines(told, "未过")
    assert {"表样", "字体", "数据", "收表", "PDF", "Excel", "Word", "备份和恢复", "窗口", "中文词条"} <= set(
        lines(told, "通过")
    )
    assert set(LATIN.findall(told.out)) <= NAMES_OF_FILES
    left = {path.name for path in copy.iterdir()} - {"desk_app", "forms", "resources"}
    assert not left, "the self-test takes its own folder away"


def without_a_font(program: Path) -> None:
    (program / FONTS / "Kai-Regular.ttf").unlink()


def with_a_torn_font(program: Path) -> None:
    path = program / FONTS / "Song-Regular.ttf"
    torn = path.read_bytes()[:2_000]
    path.unlink()
    path.write_bytes(torn)


def without_forms(program: Path) -> None:
    shutil.rmtree(program / FORMS)


def with_a_torn_form(program: Path) -> None:
    path = next(path for path in sorted((program / FORMS).glob("*/*.toml")) if path.name != "campaign.toml")
    path.write_text("title = ", encoding="utf-8")


def without_a_room(program: Path) -> None:
    (program / "desk_app/services/tally.py").unlink()


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        (without_a_font, "字体"),
        (with_a_torn_font, "字体"),
        (without_forms, "表样"),
        (with_a_torn_form, "表样"),
        (without_a_room, "程序各部分"),
    ],
)
def test_a_damaged_copy_fails_by_the_name_of_what_is_damaged(
    copy: Path, damage: Callable[[Path], None], check: str
) -> None:
    damage(copy)
    told = self_test(copy)
    assert told.status == 1
    said = lines(told, "未过")
    assert check in said
    assert re.search(r"[\u4e00-\u9fff]", said[check])
    assert told.out.splitlines()[-1].startswith("自检未通过：")
    assert check in told.out.splitlines()[-1]

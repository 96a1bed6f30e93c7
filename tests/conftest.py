"""Fixtures shared by all tests: the program as a process, and a data folder of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Told:
    """What one call of the program said."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Program = Callable[..., Told]


def call(*arguments: object, cwd: Path | None = None) -> Told:
    """Start the program as a process, as an office or another program would."""
    command = [sys.executable, "-m", "desk_app", *(str(argument) for argument in arguments)]
    done = subprocess.run(
        command, cwd=cwd or ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Told(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def desk(program: Program) -> Program:
    """The program, by the name that most tests know; a folder of tests may give the name to something else."""
    return program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program on a data folder of its own."""

    def run(*arguments: object) -> Told:
        return call("--data", tmp_path / "data", *arguments)

    return run


@pytest.fixture
def opened(program: Program) -> Program:
    """The program with the sample's campaign opened and its roster read in."""
    assert program("campaign", "new", "--template", "学习宣传贯彻党的二十大精神").status == 0
    assert program("units", "import", ROOT / "resources/sample/单位名册.csv").status == 0
    return program

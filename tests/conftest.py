"""Fixtures shared by all tests: the program as a process, and a data folder of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import warm
from tests.prepared import prepared

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources/sample"
TEMPLATE = "学习宣传贯彻党的二十大精神"


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


def pytest_sessionfinish() -> None:
    warm.stop()


def call(*arguments: object, cwd: Path | None = None, is_cold: bool = False) -> Told:
    """Call the program as a process, as another program would; ``is_cold`` where its start is the matter."""
    start = warm.cold if is_cold else warm.run
    done = start([str(argument) for argument in arguments], cwd or ROOT)
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


@pytest.fixture(scope="session")
def opened_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder with the sample's campaign opened and its roster read in; copied, never opened by a test."""

    def build(folder: Path) -> None:
        assert call("--data", folder, "campaign", "new", "--template", TEMPLATE).status == 0
        assert call("--data", folder, "units", "import", SAMPLE / "单位名册.csv").status == 0

    return prepared(tmp_path_factory, "opened", build)


@pytest.fixture(scope="session")
def filled_pattern(opened_pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after the returns of the sample's three months were taken in by command."""

    def build(folder: Path) -> None:
        shutil.copytree(opened_pattern, folder)
        for month in sorted((SAMPLE / "来表").iterdir()):
            assert call("--data", folder, "returns", month).status == 1

    return prepared(tmp_path_factory, "filled", build)


@pytest.fixture(scope="session")
def sample_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder with the sample taken in as the demo does; copied, never opened by a test."""
    from tests.services.sample_office import fill

    return prepared(tmp_path_factory, "sample", fill)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same by the clock of the sample's story, as the window shows it; copied, never opened by a test."""
    from desk_app import app, locations
    from desk_app.progress import Silent
    from desk_app.services.sample_desk import fill_with_sample
    from desk_app.ui.opening import sample_clock

    def build(folder: Path) -> None:
        desk = app.open_desk(folder, clock=sample_clock, own_fonts=False)
        with desk.store:
            fill_with_sample(desk, locations.shipped().sample, Silent())

    return prepared(tmp_path_factory, "story", build)


@pytest.fixture
def opened(opened_pattern: Path, program: Program, tmp_path: Path) -> Program:
    """The program with the sample's campaign opened and its roster read in."""
    shutil.copytree(opened_pattern, tmp_path / "data")
    return program


@pytest.fixture
def filled(filled_pattern: Path, program: Program, tmp_path: Path) -> Program:
    """The program with the sample's three months taken in."""
    shutil.copytree(filled_pattern, tmp_path / "data")
    return program

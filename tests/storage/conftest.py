"""What the storage tests share: a store in a fresh folder, and a campaign with units in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.storage.store import Store
from tests.storage.bureau import AT, Desk, furnish


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "数据"


@pytest.fixture(scope="session")
def empty_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with nothing in it yet; copied, never opened by a test."""
    made = tmp_path_factory.mktemp("empty") / "数据"
    Store.open(made, at=AT).close()
    return made


@pytest.fixture
def store(empty_pattern: Path, folder: Path) -> Iterator[Store]:
    shutil.copytree(empty_pattern, folder)
    with Store.open(folder, at=AT) as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    return furnish(store)

"""What the storage tests share: a store in a fresh folder, and a campaign with units in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.storage.store import Store
from tests.storage.bureau import AT, Desk, furnish


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "数据"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder, at=AT) as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    return furnish(store)

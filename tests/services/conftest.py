"""The sample's office, taken in once and copied for each test; a module with another office defines its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.services.desk import Desk
from desk_app.services.values import Campaign
from tests.services.sample_office import opened


@pytest.fixture
def desk(sample_pattern: Path, tmp_path: Path) -> Iterator[Desk]:
    """The office's desk on a copy of its own."""
    with opened(sample_pattern, tmp_path / "data") as desk:
        yield desk


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    """The one campaign of the sample."""
    return desk.campaign(None)

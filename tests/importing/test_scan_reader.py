"""The helper that reads scans ends with whoever asked it, also where nobody said goodbye."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest

from desk_app.app import reading_helper
from desk_app.importing.scan_reader import ScanReader


def children() -> set[str]:
    """The processes that this one has begun and not seen end."""
    found: set[str] = set()
    for thread in Path(f"/proc/{os.getpid()}/task").iterdir():
        found.update((thread / "children").read_text().split())
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are counted in /proc")
@pytest.mark.parametrize("closed", [True, False])
def test_a_reader_ends_its_helper_whether_it_is_closed_or_forgotten(tmp_path: Path, *, closed: bool) -> None:
    from tests.services.paper_scans import as_pdf, blank

    scan = tmp_path / "扫描.pdf"
    as_pdf([blank()], scan)
    before = children()
    reader = ScanReader(reading_helper())
    assert reader.open(scan.read_bytes()) == 1
    assert len(children() - before) == 1
    if closed:
        reader.close()
    del reader
    gc.collect()
    assert not children() - before

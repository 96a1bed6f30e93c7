"""Files that hardly tell whose they are: a folder named as the bureau, and a scan that comes twice under two names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.campaign.roster import Roster, Unit
from desk_app.importing.clues import ReadContext
from desk_app.importing.returns import ReturnReader, SourceFile
from desk_app.services.scanned_paper import confirm_scan
from desk_app.services.take_in import Choices, take_in
from desk_app.storage.states import SubmissionState
from tests.services.test_life_of_a_return import MARCH, TALKS, Office, talk

SCAN, SUPERSEDED, DUPLICATE = SubmissionState.SCAN, SubmissionState.SUPERSEDED, SubmissionState.DUPLICATE
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.desk.store.close()


def unit_read(office: Office, folder: str, roster: Roster) -> tuple[str | None, list[str]]:
    book = office.book([talk("李四", "2023年3月5日")], unit="", period=MARCH)
    reader = ReturnReader(office.desk.forms_of(office.campaign), roster)
    (read,) = reader.read(SourceFile(f"{folder}/{book.name}", book.read_bytes()), ReadContext())
    return read.unit or read.proposed_unit, [one.message for one in read.problems]


def test_a_folder_named_as_the_bureau_does_not_tell_which_of_its_units_a_file_is_of(office: Office) -> None:
    sections = tuple(Unit(name, kind="科室", parent="青屏市生态环境局") for name in ("办公室", "法规科", "人事科"))
    roster = Roster((Unit("青屏市生态环境局", kind="局"), *sections))
    unit, said = unit_read(office, "青屏市生态环境局", roster)
    assert unit is None
    assert any("只有文件夹名是“青屏市生态环境局”" in one for one in said)
    assert unit_read(office, "青屏市生态环境局/法规科", roster)[0] == "法规科"


def test_a_folder_of_a_branch_tells_whose_a_file_is(office: Office) -> None:
    roster = Roster((Unit("办公室", kind="科室"), Unit("东城分局", kind="分局"), Unit("人事股", parent="东城分局")))
    assert unit_read(office, "东城分局", roster)[0] == "东城分局"


def scans(office: Office, root: Path, *names: str) -> list[int]:
    """The same picture under several names, one batch each; their 来表号."""
    found = []
    for place, name in enumerate(names):
        path = root / f"s{place}" / name
        path.parent.mkdir()
        path.write_bytes(PDF)
        found.append(take_in(office.desk, office.campaign, [path], Choices()).taken[0].id or 0)
    return found


NAMED = f"附件2 {TALKS}（办公室）2023年3月盖章.pdf"


def test_the_better_named_of_two_equal_scans_is_kept(office: Office, tmp_path: Path) -> None:
    first, second = scans(office, tmp_path, "扫描0001.pdf", NAMED)
    assert (office.one(first).state, office.one(second).state) == (SUPERSEDED, SCAN)
    (third,) = scans(office, tmp_path / "s0", "扫描0002.pdf")
    assert office.one(third).state is DUPLICATE


def test_a_scan_that_was_confirmed_is_not_replaced_by_its_copy(office: Office, tmp_path: Path) -> None:
    (first,) = scans(office, tmp_path, "扫描0001.pdf")
    confirm_scan(office.desk, office.campaign, first, unit="办公室", form=TALKS, period=MARCH)
    (second,) = scans(office, tmp_path / "s0", NAMED)
    assert (office.one(first).state, office.one(second).state) == (SCAN, DUPLICATE)

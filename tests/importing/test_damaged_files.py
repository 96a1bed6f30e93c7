"""Files damaged by chance: none crashes the reading, and none is taken on which another reader differs."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.fuzzing.__main__ import corpus, damaged, reader_of_all
from tests.fuzzing.judge import judge
from tests.importing.making import repacked

FILES, READER = corpus(), reader_of_all()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(20))
def test_damaged_files_are_refused_asked_or_read_as_another_reader_reads_them(seed: int) -> None:
    for number in range(25):
        assert judge(READER, *damaged(FILES, 1000 + seed, number))


def test_escaped_signs_behind_a_fault_in_the_xml_are_read_alike_by_the_program_and_by_the_other_reader() -> None:
    name, data = next(one for one in FILES if "甲&amp;乙&lt;丙&gt;&#9312;".encode() in part_of(one[1]))
    faulty = repacked(data, lambda _, part: part.replace(b'<row r="2">', b'<row r="2" r="2">'))
    assert b'r="2" r="2"' in part_of(faulty)
    assert judge(READER, name, faulty) == "accepted"


def part_of(data: bytes) -> bytes:
    """The XML of the first sheet, nothing where there is none."""
    try:
        return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    except (zipfile.BadZipFile, KeyError):
        return b""

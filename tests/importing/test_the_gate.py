import io
import struct
import warnings
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.importing.results import FileState
from tests.importing.making import (
    TALK,
    TALK_HEAD,
    TITLE,
    UNIT_LINE,
    codes,
    comma,
    in_sheet,
    one,
    read,
    repacked,
    talks,
    word,
    xls,
    xlsx,
)

BOOK = xlsx(talks(TALK))


def refused(data: bytes) -> list[str]:
    found = one(data)
    assert found.state is FileState.REJECTED
    assert all(problem.message.endswith("。") for problem in found.problems)
    return codes(found)


def with_entry(name: str, data: bytes, **more: object) -> bytes:
    target = io.BytesIO(BOOK)
    with warnings.catch_warnings(), zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, data)
    return target.getvalue()


def test_an_archive_that_unpacks_beyond_reason_is_refused() -> None:
    assert refused(with_entry("xl/worksheets/sheet9.xml", b" " * 60_000_000)) == ["archive_unsafe"]


@pytest.mark.parametrize("name", ["../../etc/passwd.xml", "/etc/passwd", "C:\\x.xml", "xl/workbook.xml"])
def test_an_archive_with_unsafe_or_repeated_names_is_refused(name: str) -> None:
    assert refused(with_entry(name, b"<a/>")) == ["archive_unsafe"]


def test_an_archive_with_too_many_entries_is_refused() -> None:
    target = io.BytesIO(BOOK)
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(5001):
            archive.writestr(f"x{number}", b"")
    assert refused(target.getvalue()) == ["archive_unsafe"]


def test_overlapping_entries_are_refused() -> None:
    data = bytearray(BOOK)
    places = [place for place in range(len(data)) if data[place : place + 4] == b"PK\x01\x02"]
    first = struct.unpack_from("<I", data, places[0] + 42)[0]
    struct.pack_into("<I", data, places[1] + 42, first)
    assert refused(bytes(data)) in (["archive_unsafe"], ["damaged"])


@pytest.mark.parametrize(
    "trick",
    [
        '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>',
        '<!DOCTYPE worksheet SYSTEM "file:///etc/passwd">',
    ],
)
def test_xml_with_a_doctype_or_entities_is_refused(trick: str) -> None:
    assert refused(in_sheet(BOOK, "<worksheet", trick + "<worksheet")) == ["xml_unsafe"]


def test_a_zip_with_a_password_is_refused_as_such() -> None:
    data = bytearray(BOOK)
    for place in range(len(data)):
        if data[place : place + 4] == b"PK\x01\x02":
            data[place + 8] |= 1
    assert refused(bytes(data)) == ["encrypted"]


def test_a_stray_cell_far_away_is_refused_before_the_table_is_laid_out() -> None:
    data = in_sheet(
        BOOK, "</sheetData>", '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    assert refused(data) == ["too_many_cells"]


@pytest.mark.parametrize("mark", ["秘密★", "机密★1年", "绝密 ★", "机密★长期"])
def test_a_secrecy_mark_anywhere_stops_the_file_and_is_not_repeated(mark: str) -> None:
    rows = [[mark], *talks(TALK)]
    for data in (xlsx(rows), xls(rows), word([mark, TITLE], [TALK_HEAD, TALK]), comma(rows)):
        found = one(data)
        assert (found.state, codes(found), found.rows) == (FileState.REJECTED, ["secret"], ())
        assert mark not in found.problems[0].message
    assert codes(one(BOOK, f"2023年3月/附件2（办公室）{mark}.xlsx")) == ["secret"]


def test_a_secrecy_mark_split_over_runs_or_in_a_page_header_stops_the_file() -> None:
    data = word([TITLE, UNIT_LINE], [TALK_HEAD, TALK])
    header = (
        b"<w:hdr><w:p><w:r><w:t>\xe6\x9c\xba\xe5\xaf\x86</w:t></w:r><w:r><w:t>\xe2\x98\x85</w:t></w:r></w:p></w:hdr>"
    )
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/header1.xml", header)
    assert refused(target.getvalue()) == ["secret"]


def test_talk_of_secrecy_education_stops_nothing() -> None:
    rows = talks([*TALK[:7], "保密教育基地★", "保密教育谈话"])
    assert one(xlsx(rows)).state is FileState.ACCEPTED


def test_a_truncated_file_is_one_sentence() -> None:
    for data in (BOOK, xls(talks(TALK)), word([TITLE], [TALK_HEAD, TALK])):
        assert one(data[: len(data) // 2]).state is FileState.REJECTED


def test_a_broken_sheet_is_refused_and_not_half_read() -> None:
    assert refused(in_sheet(BOOK, "</sheetData>", "<row><c>")) == ["damaged"]


@pytest.mark.parametrize("size", [(99, 4, 0, 9), (0, 2**32 - 1, 0, 9), (0, 4, 9, 0), (0, 4, 0, 60000)])
def test_an_old_workbook_that_states_an_impossible_size_is_refused_before_memory_is_asked_for(
    size: tuple[int, int, int, int],
) -> None:
    data = xls(talks(TALK))
    stated = struct.pack("<HHIIHH", 0x200, 14, 0, 4, 0, 9)
    assert data.count(stated) == 1
    assert refused(data.replace(stated, stated[:4] + struct.pack("<IIHH", *size))) == ["damaged"]


@pytest.mark.parametrize("place", [40, 44, 64, 72])
def test_an_old_container_that_counts_more_sectors_than_it_has_is_refused(place: int) -> None:
    data = bytearray(xls(talks(TALK)))
    struct.pack_into("<I", data, place, 0x7FFFFFFF)
    assert one(bytes(data)).state is FileState.REJECTED


SEEDS = (
    BOOK,
    xls(talks(TALK)),
    word([TITLE, UNIT_LINE], [TALK_HEAD, TALK]),
    comma(talks(TALK)),
    b"<html><table><tr><td>1</table>",
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.sampled_from(SEEDS),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=6)), max_size=12),
    cut=st.floats(0.2, 1),
)
def test_whatever_bytes_come_the_reader_answers_and_never_raises(
    seed: bytes, changes: list[tuple[float, bytes]], cut: float
) -> None:
    data = bytearray(seed)
    for place, new in changes:
        start = int(place * len(data))
        data[start : start + len(new)] = new
    found = read(bytes(data[: max(1, int(len(data) * cut))]))
    assert found
    assert all(item.state is not FileState.REJECTED or item.problems for item in found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.sampled_from(SEEDS[:1] + SEEDS[2:3]),
    place=st.floats(0, 1, exclude_max=True),
    new=st.one_of(
        st.binary(max_size=8),
        st.sampled_from([b"<", b">", b"<w:tbl>", b"<c r='ZZZ9'>", b"&#0;", b"-1", b"99999999999"]),
    ),
)
def test_whatever_stands_in_the_xml_the_reader_answers_and_never_raises(seed: bytes, place: float, new: bytes) -> None:
    def change(name: str, part: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")):
            return part
        start = int(place * len(part))
        return part[:start] + new + part[start + len(new) :]

    assert read(repacked(seed, change))
